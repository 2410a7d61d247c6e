"""The words of a negotiation as frozen records: parties, issues, documents, statements, reviews, dates."""

from detente.model.attributions import Attribution, Span
from detente.model.documents import Document, Imprint, Kin, Kinship
from detente.model.dossiers import (
    Assumption,
    Dossier,
    Hypothesis,
    Indicator,
    IndicatorKind,
    Instrument,
    Issue,
    Option,
    Party,
    PartyKind,
    Person,
    Question,
    Scale,
    ScaleKind,
    Source,
    SourceKind,
    Watch,
)
from detente.model.entries import Entry, Status, Time
from detente.model.grades import UNGRADED, Grade
from detente.model.ids import DocumentId, IssueId, NoteId, OptionId, PartyId, StatementId
from detente.model.notes import (
    Format,
    HurdleKind,
    HurdleNote,
    InstrumentNote,
    Note,
    NoteEntry,
    RoundNote,
    Stage,
    Step,
)
from detente.model.resolutions import Resolution, Verdict
from detente.model.reviews import Decision, Review
from detente.model.statements import Act, Condition, Firmness, Quote, Statement, Value
from detente.model.times import Edtf

__all__ = [
    "UNGRADED", "Act", "Assumption", "Attribution", "Condition", "Decision", "Document", "DocumentId", "Dossier",
    "Edtf", "Entry", "Firmness", "Format", "Grade", "HurdleKind", "HurdleNote", "Hypothesis", "Imprint",
    "Indicator", "IndicatorKind", "Instrument", "InstrumentNote", "Issue", "IssueId", "Kin", "Kinship", "Note",
    "NoteEntry", "NoteId", "Option", "OptionId", "Party", "PartyId", "PartyKind", "Person", "Question", "Quote",
    "Resolution", "Review", "RoundNote", "Scale", "ScaleKind", "Source", "SourceKind", "Span", "Stage",
    "Statement", "StatementId", "Status", "Step", "Time", "Value", "Verdict", "Watch",
]  # fmt: skip
