"""Invented dispatches about the strait, each like no other unless it is asked to be nearly the same."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from detente.ledger import DocumentAdded, Event, StatementCoded
from detente.model import Act, Document, DocumentId, Edtf, Firmness, IssueId, PartyId, Quote, Statement

PARTIES, ISSUES = ("norland", "sudmark", "league"), ("passage", "fees")
PUBLISHERS = ("Coastal Wire", "The Sound", None)
DATES = (None, "2031", "2031-02", "2031-03", "2031-03-09", "2031-03-20", "2031-01-01/2031-02-02", "2031-04-01~")
_WORDS = (
    "pilots ships fees tolls strait council harbour envoy winter treaty ice cargo crew lights buoys north south talks",
    "paper clause demands rejects accepts offers delays studies signs reads tells again tonight never slowly together",
)
_WIDTH = 24


@dataclass(frozen=True)
class Story:
    """A document and what was coded from it."""

    document: Document
    statements: tuple[Statement, ...]

    def events(self, name: str = "a.txt") -> list[Event]:
        """The document with its bytes, and its statements."""
        data = self.document.text.encode()
        return [DocumentAdded(self.document, name, data), *map(StatementCoded, self.statements)]


def by_chance(seed: object) -> Random:
    """Numbers by chance, the same for the same seed."""
    return Random(repr(seed))  # noqa: S311 - tests need no secrecy


def words(chance: Random, number: int) -> list[str]:
    """So many words, by chance."""
    return chance.choices(" ".join(_WORDS).split(), k=number)


def make_document(text: str, *, name: str = "note", publisher: str | None = "Coastal Wire") -> Document:
    """A plain document of this text."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=DocumentId(sha256[:16]),
        name=name,
        text=text,
        media_type="text/plain",
        sha256=sha256,
        title=name,
        publisher=publisher,
        published=Edtf("2031-03-10"),
    )


def make_statement(document: Document, chance: Random, place: int, coder: str = "torture/1") -> Statement:
    """A statement that quotes the ``place``-th stretch of the text."""
    start = place * _WIDTH
    said_on = chance.choice(DATES)
    return Statement(
        doc=document.id,
        quote=Quote(start, start + _WIDTH, document.text[start : start + _WIDTH]),
        party=PartyId(chance.choice(PARTIES)),
        issue=IssueId(chance.choice(ISSUES)),
        act=chance.choice(list(Act)),
        firmness=chance.choice(list(Firmness)),
        said_on=None if said_on is None else Edtf(said_on),
        confidence=0.5,
        coder=coder,
    )


def coded(document: Document, chance: Random, n_statements: int, coder: str = "torture/1") -> tuple[Statement, ...]:
    """Statements of different stretches of a text."""
    return tuple(make_statement(document, chance, place, coder) for place in range(n_statements))


def make_story(chance: Random, *, n_statements: int = 3, n_words: int = 60) -> Story:
    """A dispatch that nobody wrote before."""
    text = " ".join([f"Dispatch {chance.getrandbits(64):x}.", *words(chance, n_words)])
    document = make_document(text, name=f"note-{chance.randrange(9)}", publisher=chance.choice(PUBLISHERS))
    return Story(document, coded(document, chance, n_statements))


def nearly(story: Story, chance: Random) -> Story:
    """The same dispatch with another last word, printed by somebody."""
    text = f"{story.document.text} {chance.getrandbits(64):x}"
    document = make_document(text, name=story.document.name, publisher=chance.choice(PUBLISHERS))
    return Story(document, tuple(replace(one, doc=document.id) for one in story.statements))


def make_stories(chance: Random, number: int, *, n_statements: int = 2) -> Sequence[Story]:
    """So many dispatches, every fourth nearly the same as an earlier one."""
    told: list[Story] = []
    for place in range(number):
        is_copy = place % 4 == 3
        told.append(nearly(chance.choice(told), chance) if is_copy else make_story(chance, n_statements=n_statements))
    return told
