"""Turns a snapshot and some words into the page of what was found, each word marked and linked to its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from detente.analysis import stance_words
from detente.briefing.marks import FIRMNESS_WORDS
from detente.briefing.wording import date_words, excerpt
from detente.model import Act, Entry, Firmness, StatementId
from detente.searching import (
    PAGE_LENGTH,
    Filters,
    Found,
    FoundDocument,
    FoundPassage,
    FoundStatement,
    Marked,
    Query,
)
from detente.web.evidence import text_link
from detente.web.failures import BadQueryError
from detente.web.moments import day_of
from detente.web.paging import page_number
from detente.web.parts import Choice, Filter, Frame, Stance, Strength
from detente.web.snapshots import Snapshot, quoted_words, stance, strength

_CONDITION_CHARACTERS = 120


@dataclass(frozen=True, slots=True)
class Asking:
    """What is searched for, as the address tells it; an empty value means all.

    Attributes:
        q: The words.
        since, until: Days as text.
        page: A page number, counted from 1.
    """

    q: str = ""
    party: str = ""
    issue: str = ""
    act: str = ""
    firmness: str = ""
    source: str = ""
    since: str = ""
    until: str = ""
    page: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The values as an address has them, without the page's number."""
        return {
            "q": self.q, "party": self.party, "issue": self.issue, "act": self.act, "firmness": self.firmness,
            "source": self.source, "from": self.since, "to": self.until,
        }  # fmt: skip

    @property
    def number(self) -> int:
        """The page's number.

        Raises:
            BadQueryError: It is none.
        """
        return page_number(self.page)

    def filters(self, snapshot: Snapshot) -> Filters:
        """What to keep.

        Raises:
            BadQueryError: A value that neither the dossier nor the codebook has, or no day.
        """
        there = choices(snapshot)
        for name in ("party", "issue", "act", "firmness"):
            value = getattr(self, name)
            if value and value not in there[name]:
                raise BadQueryError(name, value, f"one of {', '.join(there[name])}")
        return Filters(
            party=self.party,
            issue=self.issue,
            act=self.act,
            firmness=self.firmness,
            source=self.source,
            since=day_of("from", self.since.strip()),
            until=day_of("to", self.until.strip()),
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters, found or not."""

    words: str
    is_found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementHit:
    """A statement found, in words.

    Attributes:
        about: Option and number; empty where neither was told.
        quoted: What it is made to depend on; empty for nothing.
    """

    id: StatementId
    party: str
    issue: str
    cell: str
    stance: Stance
    about: str
    quoted: str
    strength: Strength
    quote: tuple[Piece, ...]
    tellers: tuple[Piece, ...]
    dated: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageHit:
    """A sentence found; ``before`` and ``after`` stand where it goes on."""

    words: tuple[Piece, ...]
    before: str
    after: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentHit:
    """A document with what was found in it, in reading order."""

    title: tuple[Piece, ...]
    href: str
    origin: str
    is_withdrawn: bool
    hits: tuple[StatementHit | PassageHit, ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """What was found, a page at a time.

    Attributes:
        q: The words as they were typed.
        is_asked: Whether there is a word to look for.
        filters: Lists to choose from.
        n_filters: How many are chosen.
        since, until: The days as they were given.
        kept: Query values that the form must keep.
        n_missing: How many documents and statements the index still lacks; 0 when all can be found.
        again: This page's own address.
        note: Why the index is not kept; empty where it is.
        newer, older: Addresses of the pages before and behind; empty if there is none.
    """

    template: ClassVar[str] = "search.html"
    frame: Frame
    q: str
    is_asked: bool
    filters: tuple[Filter, ...]
    n_filters: int
    since: str
    until: str
    kept: tuple[tuple[str, str], ...]
    n_missing: int
    again: str
    note: str
    n_documents: int
    n_statements: int
    first: int
    documents: tuple[DocumentHit, ...]
    newer: str
    older: str


def choices(snapshot: Snapshot) -> Mapping[str, Mapping[str, str]]:
    """What each filter can be: value to words."""
    publishers = sorted(
        {each.publisher for each in snapshot.view.imprints.values() if each.publisher}, key=str.casefold
    )
    return {
        "party": {party.id: party.name for party in snapshot.dossier.parties},
        "issue": {issue.id: issue.name for issue in snapshot.dossier.issues},
        "act": {act.value: stance_words(act) for act in Act},
        "firmness": {firmness.value: FIRMNESS_WORDS[firmness] for firmness in Firmness},
        "source": {name: name for name in sorted(publishers, key=str.casefold)},
    }


def search_page(snapshot: Snapshot, asking: Asking, found: Found, n_missing: int, note: str) -> SearchPage:
    """One page of what was found.

    Args:
        snapshot: Where it was found.
        asking: What was looked for.
        found: What was found.
        n_missing: How many documents and statements the index still lacks.
        note: Why the index is not kept; empty where it is.
    """
    query, number = asking.query, asking.number
    newer, older = (snapshot.moment.link("search", **query, page=str(each)) for each in (number - 1, number + 1))
    there = choices(snapshot)
    return SearchPage(
        frame=snapshot.frame("search", **query),
        q=asking.q,
        is_asked=bool(Query.parse(asking.q).terms),
        filters=tuple(
            Filter(name, tuple(Choice(value, words, value == query[name]) for value, words in known.items()))
            for name, known in there.items()
        ),
        n_filters=sum(bool(value) for name, value in query.items() if name != "q"),
        since=asking.since,
        until=asking.until,
        kept=tuple(snapshot.moment.query.items()),
        n_missing=n_missing,
        again=snapshot.moment.link("search", **query, page=asking.page),
        note=note,
        n_documents=found.n_documents,
        n_statements=found.n_statements,
        first=found.first + 1,
        documents=tuple(_document(snapshot, each) for each in found.documents),
        newer=newer if number > 1 else "",
        older=older if found.n_documents > found.first + PAGE_LENGTH else "",
    )


def _document(snapshot: Snapshot, found: FoundDocument) -> DocumentHit:
    document = found.document
    hits: list[tuple[int, StatementHit | PassageHit]] = [
        (each.entry.statement.quote.start, _statement(snapshot, each)) for each in found.statements
    ]
    hits += [(each.start, _passage(snapshot, document.id, each)) for each in found.passages]
    published = date_words(document.published) if document.published else "no date"
    return DocumentHit(
        title=pieces(found.title),
        href=snapshot.moment.link("documents", document.id),
        origin=" · ".join(part for part in (document.publisher, published) if part),
        is_withdrawn=found.is_withdrawn,
        hits=tuple(hit for _, hit in sorted(hits, key=lambda each: each[0])),
        n_more=found.n_statements + found.n_passages - len(hits),
    )


def _statement(snapshot: Snapshot, found: FoundStatement) -> StatementHit:
    entry: Entry = found.entry
    statement = entry.statement
    condition = statement.condition.text if statement.condition else ""
    about = snapshot.about(statement.issue, statement.option, statement.value)
    return StatementHit(
        id=entry.id,
        party=snapshot.party(statement.party),
        issue=snapshot.issue(statement.issue),
        cell=snapshot.moment.link("cell", statement.party, statement.issue),
        stance=stance(statement.act, about, condition),
        about=about,
        quoted=excerpt(quoted_words(statement.act, about, condition), _CONDITION_CHARACTERS),
        strength=strength(statement.firmness),
        quote=pieces(found.quote),
        tellers=pieces(found.tellers),
        dated=date_words(statement.said_on) if statement.said_on else "",
        href=text_link(snapshot, entry),
    )


def _passage(snapshot: Snapshot, document: str, found: FoundPassage) -> PassageHit:
    return PassageHit(
        words=pieces(found.words),
        before="… " if found.is_cut_before else "",
        after=" …" if found.is_cut_after else "",
        href=snapshot.moment.link("documents", document, at=f"{found.start}-{found.end}", anchor="found"),
    )


def pieces(marked: Marked) -> tuple[Piece, ...]:
    """A text as runs of characters that join to it again, found words apart from the others.

    Example:
        >>> [(piece.words, piece.is_found) for piece in pieces(Marked("no pilots", ((3, 9),)))]
        [('no ', False), ('pilots', True)]
    """
    edges = [0, *(edge for span in marked.marks for edge in span), len(marked.text)]
    runs = [(marked.text[start:end], place % 2 == 1) for place, (start, end) in enumerate(pairwise(edges))]
    return tuple(Piece(words, is_found) for words, is_found in runs if words)
