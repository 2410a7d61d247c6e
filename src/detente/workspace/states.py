"""States: what a workspace holds at a moment, and what follows from it."""

from __future__ import annotations

from datetime import UTC, date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import DetenteError, LedgerError
from detente.model import Dossier, IssueId, PartyId
from detente.workspace.bargaining import Bargaining
from detente.workspace.finding import Finding
from detente.workspace.losing import Lost, lost_by
from detente.workspace.places import LEDGER_FILE
from detente.workspace.remembering import remembered, take_answers

if TYPE_CHECKING:
    from detente.analysis import (
        AssumptionCase,
        Contest,
        DrawnRedLine,
        Gaps,
        HandOver,
        Hurdle,
        HypothesisMatrix,
        InstrumentHistory,
        Lanes,
        Linkages,
        Matrix,
        Movement,
        Overlay,
        Round,
        Sources,
        Transcript,
        WatchState,
    )
    from detente.briefing import Brief, Length
    from detente.ledger import View
    from detente.searching import Holdings


class State(Bargaining, Finding):
    """A view with the dossier that was in force in it; whatever needs that dossier raises without one.

    Attributes:
        view: The ledger with both times fixed.
        answers: To the questions asked so far.
    """

    def __init__(self, folder: Path, view: View, whole: State | None = None) -> None:
        self._folder, self.view, self._whole = folder, view, whole
        self.answers: dict[tuple[object, ...], object] = {}

    def on(self, day: date) -> State:
        """The same workspace as it tells of the world up to a day, of what is read here already.

        Raises:
            ValueError: This one is of a day itself.
        """
        state = State(self._folder, self.view.on(day), self)
        if "holdings" in self.__dict__:
            state.__dict__["holdings"] = self.holdings.of(state.view)
        return state

    def take_over(self, other: State) -> None:
        """Takes what another state of the same workspace has read, as far as it is the same here."""
        self.view.take_over(other.view)
        if "holdings" in other.__dict__:
            self.__dict__["holdings"] = other.holdings.of(self.view)
        if self._is_noted_alike(other):
            take_answers(self, other, State.rounds)
            if "instruments" in other.__dict__:
                self.__dict__["instruments"] = other.instruments

    def let_go(self) -> None:
        """Forgets what was found of the statements and refers back to them; it is found again where it is asked for."""
        if "transcript" in self.__dict__:
            self.transcript.let_go()

    def _is_noted_alike(self, other: State) -> bool:
        """Whether another tells the same of drafts and meetings, as it does after a review of a statement."""
        mine, theirs = self.view, other.view
        return "notes" in theirs.__dict__ and (mine.as_of, mine.dossier_text, mine.notes, self.last_document_day) == (
            theirs.as_of,
            theirs.dossier_text,
            theirs.notes,
            other.last_document_day,
        )

    @property
    def is_blank(self) -> bool:
        """Whether nothing had been recorded yet, not even a dossier."""
        return self.view.dossier_text is None

    @cached_property
    def dossier(self) -> Dossier:
        """The dossier in force.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        if self._whole is not None:
            return self._whole.dossier
        if self.view.dossier_text is None:
            raise LedgerError(f"{self._folder}{self._why_blank()}")
        return _parsed(self.view.dossier_text, self.view.dossier_file or "")

    def lost(self, before: Dossier) -> Lost:
        """What statements that count name and the dossier lacks, and numbers that only ``before`` had a unit for."""
        return lost_by(self.view.entries, self.dossier, before)

    @cached_property
    def transcript(self) -> Transcript:
        """The statements of the view, read once for all that is asked of them.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import transcript_of

        if self._whole is not None and self.view.as_of is not None:
            return self._whole.transcript.until(self.view.as_of)
        return transcript_of(self.view.entries, self.dossier)

    @cached_property
    def matrix(self) -> Matrix:
        """Where every party stands on every issue, in the frame of the dossier.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import matrix

        return matrix(self.transcript, self.dossier, as_of=self.view.as_of, known_at=self.view.known_at)

    @cached_property
    def holdings(self) -> Holdings:
        """What of the view can be searched."""
        from detente.searching import Holdings

        return Holdings(self.view)

    @remembered
    def gaps(self) -> Gaps:
        """How far the parties of the matrix stand apart, issue by issue.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import gaps

        return gaps(self.matrix, self.dossier)

    @remembered
    def movement(self, since: date) -> Movement:
        """What changed since a day, up to the view's day, or else to that of the newest statement.

        Raises:
            DetenteError: The view's day lies before it.
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import movement

        view = self.view
        if view.as_of is not None and view.as_of < since:
            raise DetenteError(f"{view.as_of} lies before {since}; choose a later day, or an earlier one to start from")
        return movement(self.transcript, self.dossier, since=since, until=view.as_of, known_at=view.known_at)

    @cached_property
    def last_day(self) -> date | None:
        """The view's day, or else the first day that its newest statement may mean; None without any date."""
        if self.view.as_of is not None:
            return self.view.as_of
        days = (entry.dated.earliest for entry in self.view.entries if entry.counts and entry.dated is not None)
        return max(days, default=None)

    @cached_property
    def last_document_day(self) -> date | None:
        """The view's day, or else the first day that the newest document may be of; None without any date."""
        if self.view.as_of is not None:
            return self.view.as_of
        told = (one for id_, one in self.view.imprints.items() if id_ not in self.view.withdrawn)
        return max((one.published.earliest for one in told if one.published is not None), default=None)

    @remembered
    def lanes(self, issue: IssueId) -> Lanes:
        """How each party's position on an issue stood through time, up to the last day.

        Raises:
            KeyError: The dossier has no such issue.
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import lanes

        view = self.view
        return lanes(self.transcript, self.dossier, issue, until=self.last_day, known_at=view.known_at)

    @cached_property
    def lanes_by_issue(self) -> dict[IssueId, Lanes]:
        """The same of every issue on which something was said, in the dossier's order.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        every = (self.lanes(issue.id) for issue in self.dossier.issues)
        return {found.issue: found for found in every if found.lanes}

    @remembered
    def overlay(self, issue: IssueId, parties: tuple[PartyId, PartyId]) -> Overlay:
        """What two parties wanted of an issue through time, and how far apart that was.

        Raises:
            KeyError: The dossier has no such issue.
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import overlay

        return overlay(self.transcript, self.dossier, issue, parties, until=self.last_day)

    @remembered
    def red_lines(self) -> tuple[DrawnRedLine, ...]:
        """Every red line ever drawn, whether it stands, and what it excludes.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import red_lines

        return red_lines(self.transcript, self.dossier, self.matrix.positions)

    @remembered
    def contests(self) -> tuple[Contest, ...]:
        """The statements that cannot all hold, side by side.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import contests

        return contests(self.transcript, self.dossier, self.view.resolutions)

    @remembered
    def linkages(self) -> Linkages:
        """Which issue is made to wait for which, and the circles.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import linkages

        return linkages(self.transcript, self.dossier)

    @cached_property
    def instruments(self) -> tuple[InstrumentHistory, ...]:
        """The proposals, drafts and agreements the talks are about, and how far each has come.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import instruments

        return instruments(self.view.notes, self.dossier, as_of=self.view.as_of, today=self.last_document_day)

    @remembered
    def hand_overs(self, issue: IssueId) -> tuple[HandOver, ...]:
        """The drafts that touch an issue and went from hand to hand.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import hand_overs

        return hand_overs(self.instruments, self.view.notes, self.view.entries, issue)

    @remembered
    def rounds(self) -> tuple[Round, ...]:
        """The meetings of the talks, held and announced.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import rounds

        return rounds(self.view.notes, self.dossier, as_of=self.view.as_of, today=self.last_document_day)

    @remembered
    def ratification(self) -> tuple[Hurdle, ...]:
        """What a deal has to pass at home, party by party.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import ratification

        return ratification(self.view.notes, self.transcript, self.dossier, today=self.last_document_day)

    @remembered
    def sources(self) -> Sources:
        """Where the statements come from, and which claims one report alone carries.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import sources

        return sources(self.transcript, self.dossier)

    @remembered
    def assumptions(self) -> tuple[AssumptionCase, ...]:
        """How the assumptions of the dossier stand, the most strained first.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import assumptions

        return assumptions(self.transcript, self.dossier, as_of=self.view.as_of)

    @remembered
    def hypotheses(self) -> tuple[HypothesisMatrix, ...]:
        """Which answers to the dossier's questions the statements speak against.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import hypotheses

        return hypotheses(self.transcript, self.dossier, as_of=self.view.as_of)

    @remembered
    def watch(self) -> tuple[WatchState, ...]:
        """What the dossier looks out for, and what has answered it.

        Raises:
            LedgerError: Nothing was recorded by then.
        """
        from detente.analysis import watch

        reached = [stage for one in self.instruments for stage in one.stages]
        return watch(self.transcript, reached, self.dossier, as_of=self.view.as_of)

    @remembered
    def brief(self, length: Length | None = None, since: date | None = None) -> Brief:
        """The brief, each line with the statements and notes it rests on.

        Args:
            length: How much it holds; ``standard`` by default.
            since: The day from which on movement is told; without it none is.

        Raises:
            DetenteError: The view's day lies before ``since``.
            LedgerError: Nothing was recorded by then.
        """
        from detente.briefing import Length, Results, build_brief

        view = self.view
        results = Results(
            matrix=self.matrix,
            movement=None if since is None else self.movement(since),
            gaps=self.gaps(),
            contests=self.contests(),
            linkages=self.linkages(),
            instruments=self.instruments,
            rounds=self.rounds(),
            hurdles=self.ratification(),
            red_lines=self.red_lines(),
            watch=self.watch(),
            assumptions=self.assumptions(),
            hypotheses=self.hypotheses(),
        )
        length = length or Length.STANDARD
        return build_brief(results, view.entries, view.notes, view.imprints, self.dossier, length=length)

    def _why_blank(self) -> str:
        known_at = self.view.known_at
        if known_at is not None:
            return (
                f": nothing had been recorded by {known_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC; choose a later moment"
            )
        return f" has no dossier, its making was broken off; delete {LEDGER_FILE} in it and run `detente init` again"


@lru_cache(maxsize=8)
def _parsed(text: str, file: str) -> Dossier:
    # Reading a dossier takes longer than the rest of a page, and its text seldom changes.
    from detente.dossier import parse

    return parse(text, file)
