"""Snapshots: a workspace at a moment, with the names and words that every page takes from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from detente.analysis import AssumptionCase, Contest, HypothesisMatrix, Matrix, Transcript, WatchState
from detente.analysis.networks import StatementTable
from detente.briefing.marks import FIRMNESS_WORDS, UNICODE
from detente.briefing.wording import deed, listed, object_words
from detente.ledger import View
from detente.model import (
    Act,
    Dossier,
    Entry,
    Firmness,
    IssueId,
    NoteEntry,
    NoteId,
    OptionId,
    PartyId,
    StatementId,
    Value,
)
from detente.web.camp_asking import CampsAtHand
from detente.web.failures import NoSuchPageError
from detente.web.moments import Moment
from detente.web.parts import Frame, NavLink, Stance, Strength
from detente.web.places import PLACES
from detente.workspace import State


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A workspace with both times fixed: all that a page is built from.

    Attributes:
        state: What the workspace holds at the moment; what is asked of it is found when it is first asked.
        whole: The same ledger of all days; None where this is it.
    """

    moment: Moment
    state: State
    whole: Snapshot | None = None

    @classmethod
    def of(cls, state: State, moment: Moment, whole: Snapshot | None = None) -> Snapshot:
        """What the workspace holds at the moment.

        Raises:
            NoSuchPageError: Nothing had been recorded by then.
        """
        if state.is_blank:
            raise NoSuchPageError(f"Nothing is known of {moment.words}. Choose a later moment.")
        return cls(moment=moment, state=state, whole=whole)

    @property
    def view(self) -> View:
        """The ledger with both times fixed."""
        return self.state.view

    @property
    def dossier(self) -> Dossier:
        """The one in force at the moment."""
        return self.state.dossier

    @property
    def matrix(self) -> Matrix:
        """Of the view's entries in the frame of the dossier."""
        return self.state.matrix

    @cached_property
    def span(self) -> tuple[date | None, date | None]:
        """The first and the last day that a statement of the moment has; what does not count tells none."""
        return _span(self.view.entries)

    @cached_property
    def whole_span(self) -> tuple[date | None, date | None]:
        """The same of all days, as known at the moment."""
        return self.span if self.whole is None else self.whole.span

    @cached_property
    def entries(self) -> Mapping[StatementId, Entry]:
        """The view's, by id; where it is of a day, those of all days, so that no day makes its own."""
        if self.whole is not None:
            return self.whole.entries
        return {entry.id: entry for entry in self.view.entries}

    @cached_property
    def newest(self) -> Sequence[Entry]:
        """The view's, rejected ones too, by day, the latest first, undated last."""
        told = Transcript(self.view.entries)
        return [told.entries[row] for row in told.newest]

    @cached_property
    def notes(self) -> Mapping[NoteId, NoteEntry]:
        """The view's notes, by id."""
        return {entry.id: entry for entry in self.view.notes}

    @cached_property
    def statement_table(self) -> StatementTable:
        """The statements that count as a table, for networks and camps."""
        return self.state.statement_table()

    @cached_property
    def camps(self) -> CampsAtHand:
        """Who stands with whom, each question answered once."""
        return CampsAtHand(self)

    @cached_property
    def contests(self) -> tuple[Contest, ...]:
        """The statements that cannot all hold."""
        return self.state.contests()

    @cached_property
    def assumptions(self) -> tuple[AssumptionCase, ...]:
        """How the assumptions of the dossier stand."""
        return self.state.assumptions()

    @cached_property
    def hypotheses(self) -> tuple[HypothesisMatrix, ...]:
        """The answers to the dossier's questions beside the evidence."""
        return self.state.hypotheses()

    @cached_property
    def watch(self) -> tuple[WatchState, ...]:
        """What the dossier looks out for."""
        return self.state.watch()

    def let_go(self) -> None:
        """Forgets what refers back to it, so that it is freed with the last request that looks at it."""
        self.__dict__.pop("camps", None)
        self.state.let_go()

    def parties(self, party_ids: Iterable[PartyId]) -> str:
        """The parties' names in a row."""
        return listed(tuple(map(self.party, party_ids)))

    def party(self, party_id: PartyId) -> str:
        """The party's name; its id where the dossier no longer names it."""
        return self.dossier.party_name(party_id)

    def issue(self, issue_id: IssueId) -> str:
        """The issue's name; its id where the dossier no longer names it."""
        return self.dossier.issue_name(issue_id)

    def about(self, issue_id: IssueId, option_id: OptionId | None, value: Value | None) -> str:
        """Option and number in words, e.g. "Piloted passage (500 crowns)"; empty where neither was told."""
        return object_words(self.dossier.option_name(issue_id, option_id), value)

    def frame(self, *path: str, **kept: str | Sequence[str]) -> Frame:
        """The frame of the page at this path; ``kept`` are its own query values."""
        moment = self.moment
        main = path[0] if path else ""
        return Frame(
            talks=self.dossier.title,
            links=tuple(
                NavLink(place.words, moment.link(*_parts(place.path)), place.key, is_here=place.path == main)
                for place in PLACES
            ),
            path=Moment().link(*path),
            kept=tuple(
                (name, value)
                for name, told in kept.items()
                for value in ((told,) if isinstance(told, str) else told)
                if value
            ),
            moment=moment.words,
            as_of=moment.query.get("as_of", ""),
            known_at=moment.known_field,
            now=Moment().link(*path, anchor="", **kept),
            moment_values=tuple(moment.query.items()),
            keys=moment.link("keys"),
        )


def _span(entries: Iterable[Entry]) -> tuple[date | None, date | None]:
    days = {entry.dated.earliest for entry in entries if entry.dated is not None and entry.counts}
    return min(days, default=None), max(days, default=None)


def stance(act: Act, about: str = "", condition: str = "") -> Stance:
    """An act with its marks, worded around what it is about and what it depends on."""
    told = deed(act, about or None, None, condition or None)
    return Stance(act, UNICODE.glyphs[act], told.verb, told.link if about else "")


def quoted_words(act: Act, about: str, condition: str, quote: str = "") -> str:
    """What must be quoted for a stance to say something: what it depends on, or else what it is about."""
    if condition and (about or act is Act.CONDITION):
        return condition
    return "" if about else quote


def strength(firmness: Firmness) -> Strength:
    """A firmness with its marks."""
    return Strength(UNICODE.bar(firmness), FIRMNESS_WORDS[firmness])


def _parts(where: str) -> tuple[str, ...]:
    return (where,) if where else ()
