"""Turns documents, statements and reviews into an append-only ledger, and it into what was known when."""

from detente.ledger.clock import Clock, is_to_come, utc_now
from detente.ledger.corrections import differing, remade, stated
from detente.ledger.dna_files import DnaFile, open_dna
from detente.ledger.events import (
    ContestResolved,
    DocumentAdded,
    DocumentCoded,
    DocumentDated,
    DocumentDelivered,
    DocumentNoted,
    DocumentWithdrawn,
    DossierChanged,
    Event,
    NoteReviewed,
    SourceGraded,
    StatementCoded,
    StatementReviewed,
    StatementsRemade,
)
from detente.ledger.families import Families
from detente.ledger.forms import FIELDS, shown
from detente.ledger.history import Recording
from detente.ledger.ledger import Ledger
from detente.ledger.naming import check_names
from detente.ledger.stored import Dating, Delivery, Withdrawal
from detente.ledger.verification import Finding, Verification
from detente.ledger.view import View
from detente.ledger.written import place_of, places_of, written_condition, written_value

__all__ = [
    "FIELDS",
    "Clock",
    "ContestResolved",
    "Dating",
    "Delivery",
    "DnaFile",
    "DocumentAdded",
    "DocumentCoded",
    "DocumentDated",
    "DocumentDelivered",
    "DocumentNoted",
    "DocumentWithdrawn",
    "DossierChanged",
    "Event",
    "Families",
    "Finding",
    "Ledger",
    "NoteReviewed",
    "Recording",
    "SourceGraded",
    "StatementCoded",
    "StatementReviewed",
    "StatementsRemade",
    "Verification",
    "View",
    "Withdrawal",
    "check_names",
    "differing",
    "is_to_come",
    "open_dna",
    "place_of",
    "places_of",
    "remade",
    "shown",
    "stated",
    "utc_now",
    "written_condition",
    "written_value",
]  # fmt: skip
