"""Snapshots: a workspace at a moment, with the names and words that every page takes from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.analysis import Matrix
from detente.briefing.marks import FIRMNESS_WORDS, UNICODE
from detente.briefing.wording import deed, object_words
from detente.ledger import View
from detente.model import (
    Act,
    Dossier,
    Entry,
    Firmness,
    IssueId,
    OptionId,
    PartyId,
    StatementId,
    Value,
)
from detente.web.failures import NoSuchPageError
from detente.web.moments import Moment
from detente.web.parts import Frame, Link, Stance, Strength
from detente.workspace import State, Workspace

_MAIN = (("Matrix", ""), ("Statements", "statements"), ("Documents", "documents"), ("Brief", "brief"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A workspace with both times fixed: all that a page is built from.

    Attributes:
        state: What the workspace holds at the moment.
        dossier: The one in force at the moment.
        matrix: Of the view's entries in the frame of the dossier.
        entries: The view's, by id.
    """

    moment: Moment
    state: State
    view: View
    dossier: Dossier
    matrix: Matrix
    entries: Mapping[StatementId, Entry]

    @classmethod
    def of(cls, workspace: Workspace, moment: Moment) -> Snapshot:
        """The workspace at the moment.

        Raises:
            NoSuchPageError: Nothing had been recorded by then.
        """
        state = workspace.at(moment.as_of, moment.known_at)
        if state.is_blank:
            raise NoSuchPageError(f"Nothing is known of {moment.words}. Choose a later moment.")

        return cls(
            moment=moment,
            state=state,
            view=state.view,
            dossier=state.dossier,
            matrix=state.matrix,
            entries={entry.id: entry for entry in state.view.entries},
        )

    def party(self, party_id: PartyId) -> str:
        """The party's name; its id where the dossier no longer names it."""
        return self.dossier.party_name(party_id)

    def issue(self, issue_id: IssueId) -> str:
        """The issue's name; its id where the dossier no longer names it."""
        return self.dossier.issue_name(issue_id)

    def about(self, issue_id: IssueId, option_id: OptionId | None, value: Value | None) -> str:
        """Option and number in words, e.g. "Piloted passage (500 crowns)"; empty where neither was told."""
        return object_words(self.dossier.option_name(issue_id, option_id), value)

    def frame(self, *path: str, **kept: str) -> Frame:
        """The frame of the page at this path; ``kept`` are its own query values."""
        moment = self.moment
        main = path[0] if path else ""
        return Frame(
            talks=self.dossier.title,
            links=tuple(Link(words, moment.link(*_parts(where)), is_here=where == main) for words, where in _MAIN),
            path=Moment().link(*path),
            kept=tuple((name, value) for name, value in kept.items() if value),
            moment=moment.words,
            as_of=moment.query.get("as_of", ""),
            known_at=moment.known_field,
            now=Moment().link(*path, **kept),
        )


def stance(act: Act, about: str = "", condition: str = "") -> Stance:
    """An act with its marks, worded around what it is about and what it depends on."""
    told = deed(act, about or None, None, condition or None)
    return Stance(act, UNICODE.glyphs[act], told.verb, told.link if act is Act.CONDITION and about else "")


def strength(firmness: Firmness) -> Strength:
    """A firmness with its marks."""
    return Strength(UNICODE.bar(firmness), FIRMNESS_WORDS[firmness])


def _parts(where: str) -> tuple[str, ...]:
    return (where,) if where else ()
