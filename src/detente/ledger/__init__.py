"""Turns documents, statements and reviews into an append-only ledger, and it into what was known when."""

from detente.ledger.clock import Clock, utc_now
from detente.ledger.events import (
    DocumentAdded,
    DocumentDelivered,
    DossierChanged,
    Event,
    StatementCoded,
    StatementReviewed,
)
from detente.ledger.ledger import Ledger
from detente.ledger.naming import check_names
from detente.ledger.verification import Finding, Verification
from detente.ledger.view import Delivery, View

__all__ = [
    "Clock", "Delivery", "DocumentAdded", "DocumentDelivered", "DossierChanged", "Event", "Finding", "Ledger",
    "StatementCoded", "StatementReviewed", "Verification", "View", "check_names", "utc_now",
]  # fmt: skip
