"""Notes: what a text tells of an instrument, a round or a domestic hurdle, each with its characters."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from detente.model.entries import Time, by
from detente.model.grades import UNGRADED, Grade
from detente.model.ids import DocumentId, IssueId, NoteId, OptionId, PartyId
from detente.model.statements import Quote, is_hand
from detente.model.times import Edtf


class Stage(StrEnum):
    """How far an instrument has come, in this order; a dead one comes no further."""

    MENTIONED = "mentioned"
    DRAFTED = "drafted"
    HANDED_OVER = "handed_over"
    UNDER_REVIEW = "under_review"
    AMENDED = "amended"
    AGREED = "agreed"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in_force"
    DEAD = "dead"


class Step(StrEnum):
    """What is told of an instrument: that it is named, what was done with it, what it holds, how it was received."""

    MENTION = "mention"
    DRAFT = "draft"
    HAND_OVER = "hand_over"
    REVIEW = "review"
    AMEND = "amend"
    AGREE = "agree"
    SIGN = "sign"
    RATIFY = "ratify"
    ENTER_INTO_FORCE = "enter_into_force"
    ABANDON = "abandon"
    PROVIDE = "provide"
    LACK = "lack"
    WELCOME = "welcome"
    CRITICISE = "criticise"
    ACCEPT = "accept"
    REFUSE = "refuse"

    @property
    def stage(self) -> Stage | None:
        """The stage an instrument has come to once this was done; a reaction or a provision brings it to none."""
        return _STAGES.get(self)


_STAGES = {
    Step.MENTION: Stage.MENTIONED, Step.DRAFT: Stage.DRAFTED, Step.HAND_OVER: Stage.HANDED_OVER,
    Step.REVIEW: Stage.UNDER_REVIEW, Step.AMEND: Stage.AMENDED, Step.AGREE: Stage.AGREED, Step.SIGN: Stage.SIGNED,
    Step.RATIFY: Stage.RATIFIED, Step.ENTER_INTO_FORCE: Stage.IN_FORCE, Step.ABANDON: Stage.DEAD,
}  # fmt: skip

REACTIONS = frozenset({Step.WELCOME, Step.CRITICISE, Step.ACCEPT, Step.REFUSE})
"""The steps that tell how a paper was received."""


class Format(StrEnum):
    """Who sits at the table: two, three or more sides, or each with a go-between."""

    BILATERAL = "bilateral"
    TRILATERAL = "trilateral"
    MULTILATERAL = "multilateral"
    INDIRECT = "indirect"


class HurdleKind(StrEnum):
    """What a deal has to pass at home."""

    CONSTITUTION = "constitution"
    REFERENDUM = "referendum"
    ELECTION = "election"
    PARLIAMENT = "parliament"
    COURT = "court"
    OPINION = "opinion"


class _Identified:
    """Has room for an id, which is a digest: it is made when it is first asked for."""

    __slots__ = ("_id",)

    _id: NoteId


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(_Identified, ABC):
    """What one passage tells beside the statements in it.

    Attributes:
        quote: The passage: the shortest clause that tells it.
        on: When it was or will be; None where the text does not tell.
        is_expected: Whether it is announced, planned or demanded, and not told as done.
        reported_by: Who stands between those who know and the document, nearest them first.
    """

    KIND: ClassVar[str]

    doc: DocumentId
    quote: Quote
    on: Edtf | None = None
    is_expected: bool = False
    reported_by: tuple[str, ...] = ()

    @property
    def id(self) -> NoteId:
        """The same passage noted for the same thing has the same id."""
        try:
            return self._id
        except AttributeError:
            parts = (self.KIND, self.doc, self.quote.start, self.quote.end, *self._told())
            id_ = NoteId("n" + hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:12])
            object.__setattr__(self, "_id", id_)
            return id_

    @abstractmethod
    def _told(self) -> tuple[object, ...]:
        """What tells two notes of one passage apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentNote(Note):
    """What is told of a proposal, draft, formula or agreement.

    Attributes:
        named: As the text calls it ("the 20-point plan").
        instrument: The dossier's instrument; None where the dossier knows none of this name.
        step: What is told.
        by: Who did it, or who welcomes or criticises.
        to: Who was handed it.
        carrier: Who carried it, as the text names them.
        is_official: Whether it came by an official channel; None where that is not told.
        issue, option: What it provides for, or lacks; None where that is not told, or not one of the dossier's.
        is_unpublished: Whether the document is not for everybody: it says so, or is the paper itself.
    """

    KIND: ClassVar[str] = "instrument"

    named: str
    instrument: str | None = None
    step: Step = Step.MENTION
    by: PartyId | None = None
    to: PartyId | None = None
    carrier: str | None = None
    is_official: bool | None = None
    issue: IssueId | None = None
    option: OptionId | None = None
    is_unpublished: bool = False

    def _told(self) -> tuple[object, ...]:
        return self.named, self.step, self.by, self.to, self.issue, self.option


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundNote(Note):
    """What is told of a meeting of the talks.

    Attributes:
        place: The town or building, as the text names it.
        participants: The dossier's parties at the table.
        people: Those named as present, as the text names them.
        mediator: The party that hosts or mediates.
        format: Who sits with whom; None where that is not told.
        outcome: The words that tell what came of it; None where nothing is told.
        told_by: The party that tells the outcome; None where the author does.
    """

    KIND: ClassVar[str] = "round"

    place: str | None = None
    participants: tuple[PartyId, ...] = ()
    people: tuple[str, ...] = ()
    mediator: PartyId | None = None
    format: Format | None = None
    outcome: str | None = None
    told_by: PartyId | None = None

    def _told(self) -> tuple[object, ...]:
        return self.place, self.on, self.told_by


@dataclass(frozen=True, slots=True, kw_only=True)
class HurdleNote(Note):
    """What is told of something that a deal has to pass at home.

    Attributes:
        party: Whose hurdle it is.
        hurdle: Which.
        issue, option: What it stands in the way of; None where that is not told.
    """

    KIND: ClassVar[str] = "hurdle"

    party: PartyId
    hurdle: HurdleKind
    issue: IssueId | None = None
    option: OptionId | None = None

    def _told(self) -> tuple[object, ...]:
        return self.party, self.hurdle, self.issue


@dataclass(frozen=True, slots=True)
class NoteReview:
    """An analyst's decision on a note: that it is rejected, or counts again; why, by whom and when (UTC)."""

    is_rejected: bool
    reason: str
    reviewer: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteEntry:
    """A note as the ledger knows it at a moment.

    Attributes:
        published: When its document was published, if told.
        publisher: Who published its document, if told.
        recorded_at: When it was recorded (UTC).
        coder: Who noted it: a coder's name and version, or an analyst.
        origin: Who first published the text that its document is a copy or a version of; None where it stands alone.
        is_withdrawn: Whether the document was withdrawn by its publisher.
        grade: How far the report and those through whom it came are trusted: the worst of their grades.
        reviews: What analysts decided on it, oldest first.
    """

    note: Note
    published: Edtf | None
    recorded_at: datetime
    coder: str = ""
    publisher: str | None = None
    origin: str | None = None
    is_withdrawn: bool = False
    grade: Grade = UNGRADED
    reviews: tuple[NoteReview, ...] = ()

    @property
    def id(self) -> NoteId:
        """The note's id."""
        return self.note.id

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody noted it who read the text."""
        return is_hand(self.coder)

    @property
    def is_rejected(self) -> bool:
        """Whether an analyst rejected it, and nobody took that back."""
        return bool(self.reviews) and self.reviews[-1].is_rejected

    @property
    def counts(self) -> bool:
        """Whether it is used: not where its publisher withdrew it or an analyst rejected it."""
        return not (self.is_withdrawn or self.is_rejected)

    def by(self, day: date) -> Time | None:
        """Whether it had been told by this day; None if certainly not."""
        return by(self.published, day)
