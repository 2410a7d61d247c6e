"""Snapshots: a workspace at a moment, with the names and words that every page takes from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from detente import dossier as dossiers
from detente.analysis import Matrix, matrix, stance_words
from detente.briefing.marks import FIRMNESS_WORDS, UNICODE
from detente.ledger import View
from detente.model import (
    Act,
    Document,
    DocumentId,
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
from detente.workspace import Workspace

_MAIN = (("Matrix", ""), ("Statements", "statements"), ("Documents", "documents"), ("Brief", "brief"))

# Reading a dossier takes longer than all the rest of a page, and its text seldom changes.
_parsed = lru_cache(maxsize=8)(dossiers.parse)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A workspace with both times fixed: all that a page is built from.

    Attributes:
        dossier: The one in force at the moment.
        matrix: Of the view's entries in the frame of the dossier.
        entries: The view's, by id.
    """

    moment: Moment
    view: View
    dossier: Dossier
    matrix: Matrix
    entries: Mapping[StatementId, Entry]
    _read: dict[DocumentId, Document] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, workspace: Workspace, moment: Moment) -> Snapshot:
        """The workspace at the moment.

        Raises:
            NoSuchPageError: Nothing had been recorded by then.
        """
        view = workspace.view(as_of=moment.as_of, known_at=moment.known_at)
        if view.dossier_text is None:
            raise NoSuchPageError(f"Nothing is known of {moment.words}. Choose a later moment.")
        dossier = _parsed(view.dossier_text, view.dossier_file or "dossier.yaml")
        table = matrix(view.entries, dossier, as_of=moment.as_of, known_at=moment.known_at)
        entries = {entry.id: entry for entry in view.entries}
        return cls(moment=moment, view=view, dossier=dossier, matrix=table, entries=entries)

    def party(self, party_id: PartyId) -> str:
        """The party's name; its id where the dossier no longer names it."""
        return next((party.name for party in self.dossier.parties if party.id == party_id), party_id)

    def issue(self, issue_id: IssueId) -> str:
        """The issue's name; its id where the dossier no longer names it."""
        return next((issue.name for issue in self.dossier.issues if issue.id == issue_id), issue_id)

    def about(self, issue_id: IssueId, option_id: OptionId | None, value: Value | None) -> str:
        """Option and number in words, e.g. "Piloted passage (500 crowns)"; empty where neither was told."""
        options = {
            option.id: option.name for issue in self.dossier.issues if issue.id == issue_id for option in issue.options
        }
        named = options.get(option_id, option_id) if option_id else ""
        number = str(value) if value else ""
        is_told_twice = value is not None and number.removesuffix(value.unit).strip() in named
        if named and number and not is_told_twice:
            return f"{named} ({number})"
        return named or number

    def document(self, document_id: DocumentId) -> Document:
        """A document with its text, read from the ledger once."""
        if document_id not in self._read:
            self._read[document_id] = self.view.documents[document_id]
        return self._read[document_id]

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
            known_at=moment.query.get("known_at", ""),
            now=Moment().link(*path, **kept),
        )


def stance(act: Act) -> Stance:
    """An act with its marks."""
    return Stance(act, UNICODE.glyphs[act], stance_words(act))


def strength(firmness: Firmness) -> Strength:
    """A firmness with its marks."""
    return Strength(UNICODE.bar(firmness), FIRMNESS_WORDS[firmness])


def _parts(where: str) -> tuple[str, ...]:
    return (where,) if where else ()
