"""What is known of an instrument, as frozen records."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import Edtf, IssueId, NoteId, OptionId, PartyId, Stage, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachedStage:
    """A stage that an instrument is told to have come to.

    Attributes:
        on: When it came there; None where that is not told.
        told: When the documents that tell it were published, the oldest of them; None where that is not told.
        notes: The notes that tell it.
        quote: The words of the first of them.
    """

    instrument: str
    stage: Stage
    on: Edtf | None
    told: Edtf | None
    notes: tuple[NoteId, ...]
    quote: str = ""

    @property
    def dated(self) -> Edtf | None:
        """When it came there; where that is not told, when it was told."""
        return self.on or self.told


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """What one party did to take it: sign or ratify. That brings a stage only once all those concerned did.

    Attributes:
        is_expected: Whether it is only announced.
        is_overdue: Whether it was announced for a day that is over.
        on: When it was done, or is due; None where that is not told.
        told: When the documents that tell it were published, the oldest of them; None where that is not told.
    """

    party: PartyId
    step: Step
    is_expected: bool
    is_overdue: bool
    on: Edtf | None
    told: Edtf | None
    notes: tuple[NoteId, ...]

    @property
    def dated(self) -> Edtf | None:
        """When it was done; where that is not told, when it was told."""
        return self.on or self.told


@dataclass(frozen=True, slots=True, kw_only=True)
class Passing:
    """One hand-over; None where nobody tells.

    Attributes:
        sender, to: From whom it came, and who got it.
        carriers: By whose hand, as the texts name them.
        is_official: By which channel.
        on: When, as precisely as told.
        is_expected: Whether it is only announced.
        is_overdue: Whether it was announced for a day that is over.
        told_by: The origins that tell of it.
    """

    sender: PartyId | None
    to: PartyId | None
    carriers: tuple[str, ...]
    is_official: bool | None
    on: Edtf | None
    is_expected: bool
    is_overdue: bool
    told_by: tuple[str, ...]
    notes: tuple[NoteId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """What it provides for, lacks, or is found unsatisfactory in.

    Attributes:
        step: Which of the three: provide, lack or criticise.
        issue, option: None where it is none of the dossier's.
        words: The newest passage.
        by: Those who say so; none where only authors do.
        since: The first day on which it was told with the numbers of the newest passage.
    """

    step: Step
    issue: IssueId | None
    option: OptionId | None
    words: str
    by: tuple[PartyId, ...]
    since: Edtf | None
    n_origins: int
    notes: tuple[NoteId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """How a party received it. A welcome is no acceptance.

    Attributes:
        is_expected: Whether it is only announced.
        is_overdue: Whether it was announced for a day that is over.
        on: The first day for which it is announced; None where it is not, or no day is told.
        last_told: When it was told last.
    """

    party: PartyId
    step: Step
    words: str
    is_expected: bool
    is_overdue: bool
    on: Edtf | None
    last_told: Edtf | None
    n_origins: int
    notes: tuple[NoteId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Knower:
    """From when a party could know it, and why."""

    party: PartyId
    since: Edtf | None
    how: str
    notes: tuple[NoteId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentHistory:
    """All that is told of one instrument.

    Attributes:
        id: The dossier's, or made of its name where the dossier has none.
        is_of_dossier: Whether the dossier lists it.
        names: What it is called in the texts, the most frequent first.
        stage: How far it has certainly come; None where nothing is told of it.
        possible_stage: How far it has come if a vague date means an early day; None where that is no farther.
        since: When it came there, as told; None where that is not told.
        told_since: When that was first published.
        stage_notes: What the stage rests on.
        stages: Every stage that it came to, or may have come to, in their order, each with what tells it.
        is_contested: Whether a party's newest word on taking it is a refusal though it is told to be agreed or more, or
            whether it was dealt with after it was told to be dead.
        claimed_by: The only party in whose words the stage is told, if it is one of those concerned; else None.
        versions: Names that tell a version ("revised", "second").
        drafters: Those told to have written it or agreed on it among themselves.
        taken_by: Step by step, the parties that have agreed, signed, ratified or accepted, and not refused it since.
        takings: Who signed or ratified when, or is announced to, party by party.
        wanting: What it is said to lack or where it is found wanting.
        next_needs: What the next stage would need, in words.
        public_since: When the first report told of it as a text that is there: from then everybody could know of it;
            None where it is only named or announced.
    """

    id: str
    name: str
    is_of_dossier: bool
    names: tuple[str, ...] = ()
    stage: Stage | None = None
    possible_stage: Stage | None = None
    since: Edtf | None = None
    told_since: Edtf | None = None
    stage_notes: tuple[NoteId, ...] = ()
    stages: tuple[ReachedStage, ...] = ()
    is_contested: bool = False
    claimed_by: PartyId | None = None
    versions: tuple[str, ...] = ()
    drafters: tuple[PartyId, ...] = ()
    taken_by: tuple[tuple[Step, tuple[PartyId, ...]], ...] = ()
    takings: tuple[Taking, ...] = ()
    passings: tuple[Passing, ...] = ()
    provisions: tuple[Provision, ...] = ()
    wanting: tuple[Provision, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    next_needs: tuple[str, ...] = ()
    knowers: tuple[Knower, ...] = ()
    public_since: Edtf | None = None
    n_origins: int = 0
    notes: tuple[NoteId, ...] = ()
