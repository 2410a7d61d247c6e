"""The words of a negotiation as frozen records: parties, issues, documents, statements, reviews, dates."""

from detente.model.attributions import Attribution, Span
from detente.model.documents import Document, Imprint, Kin, Kinship
from detente.model.dossiers import (
    Assumption,
    CostTerm,
    DealTerms,
    Dossier,
    Hypothesis,
    Indicator,
    IndicatorKind,
    Instrument,
    Issue,
    LinkTerm,
    Option,
    Party,
    PartyKind,
    Person,
    Question,
    ReservationTerm,
    Scale,
    ScaleKind,
    Source,
    SourceKind,
    ValueTerm,
    Watch,
    WeightTerm,
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
    NoteReview,
    RoundNote,
    Stage,
    Step,
)
from detente.model.resolutions import Resolution, Verdict
from detente.model.reviews import Decision, Review
from detente.model.statements import (
    BY_ANALYST,
    BY_DNA,
    Act,
    Condition,
    Firmness,
    Quote,
    Statement,
    Value,
    is_hand,
    unit_words,
)
from detente.model.times import Edtf

__all__ = [
    "BY_ANALYST", "BY_DNA", "UNGRADED", "Act", "Assumption", "Attribution", "Condition", "CostTerm", "DealTerms",
    "Decision", "Document", "DocumentId", "Dossier", "Edtf", "Entry", "Firmness", "Format", "Grade", "HurdleKind",
    "HurdleNote", "Hypothesis", "Imprint", "Indicator", "IndicatorKind", "Instrument", "InstrumentNote", "Issue",
    "IssueId", "Kin", "Kinship", "LinkTerm", "Note", "NoteEntry", "NoteId", "NoteReview", "Option", "OptionId", "Party",
    "PartyId", "PartyKind", "Person", "Question", "Quote", "ReservationTerm", "Resolution", "Review", "RoundNote",
    "Scale", "ScaleKind", "Source", "SourceKind", "Span", "Stage", "Statement", "StatementId", "Status", "Step", "Time",
    "Value", "ValueTerm", "Verdict", "Watch", "WeightTerm", "is_hand", "unit_words",
]  # fmt: skip
