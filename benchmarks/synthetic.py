"""Invents a negotiation of any size: documents that are individually different, with what is coded from them.

Every document is drawn anew from its number, so that any of them can be made without those before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from types import MappingProxyType

from detente.ledger import DocumentAdded, DocumentWithdrawn, Event, StatementCoded, StatementReviewed
from detente.model import (
    Act,
    Decision,
    Document,
    DocumentId,
    Edtf,
    Firmness,
    IssueId,
    OptionId,
    PartyId,
    Quote,
    Review,
    Statement,
)

SEED = 20310310
STATEMENTS_A_DOCUMENT = 10
PARTIES = tuple(f"party_{number:02d}" for number in range(1, 13))
ISSUES = tuple(f"issue_{number:02d}" for number in range(1, 16))
FIRST_DAY, N_DAYS = date(2029, 1, 1), 3 * 365
COPIED_EVERY, REVIEWED_EVERY, WITHDRAWN_EVERY = 40, 10, 500
"""One document in so many is a copy with another beginning, has reviews, is withdrawn."""
_REVIEWS_A_DOCUMENT = 3
_WORDS_A_SENTENCE = 12
_N_WORDS, _N_PUBLISHERS = 4000, 25
_SYLLABLES = [a + b for a in "bdfgklmnprstvw" for b in ("a", "e", "i", "o", "u", "an", "er", "is", "ol")]


def _vocabulary() -> tuple[list[str], list[float]]:
    """Invented words, each half as likely as the one of half its rank, as words are."""
    random, words = Random(SEED), dict[str, None]()
    while len(words) < _N_WORDS:
        words["".join(random.choices(_SYLLABLES, k=random.randint(1, 4)))] = None
    likely = [0.0]
    for rank in range(1, _N_WORDS):
        likely.append(likely[-1] + 1 / rank)
    return list(words), likely


WORDS, _LIKELY = _vocabulary()
"""The invented words, the likeliest first."""


def story(number: int) -> list[Event]:
    """What is appended when this document comes in: the document with its bytes, and ten statements."""
    document, data, spans = _document(number)
    coded = (StatementCoded(one) for one in _statements(number, document, spans))
    return [DocumentAdded(document, f"in/{document.name}.txt", data), *coded]


def judged(number: int) -> list[Event]:
    """What is decided about this document later, by an analyst or its publisher; mostly nothing."""
    events: list[Event] = []
    if number % REVIEWED_EVERY == 3:
        document, _, spans = _document(number)
        reviewed = _statements(number, document, spans)[:_REVIEWS_A_DOCUMENT]
        events += [StatementReviewed(_review(one)) for one in reviewed]
    if number % WITHDRAWN_EVERY == 7:
        events.append(DocumentWithdrawn(_document(number)[0].id, "killed by its publisher"))
    return events


def statement_ids(number: int) -> list[str]:
    """The ids of the statements of this document."""
    document, _, spans = _document(number)
    return [one.id for one in _statements(number, document, spans)]


def _document(number: int) -> tuple[Document, bytes, Sequence[tuple[int, int]]]:
    random = Random(f"{SEED} {number}")
    sentences = _sentences(random)
    if number % COPIED_EVERY == COPIED_EVERY - 1:  # of a document a few before it
        sentences = [sentences[0], *_sentences(Random(f"{SEED} {number - random.randint(1, 9)}"))[1:]]
    text, spans = "", []
    for sentence in sentences:
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + (" " if len(spans) % 3 else "\n\n")
    is_page = number % 2 == 0
    data = f"<html><body><p>{text}</p></body></html>".encode() if is_page else text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    document = Document(
        id=DocumentId(sha256[:16]),
        name=f"dispatch-{number:06d}",
        text=text,
        media_type="text/html" if is_page else "text/plain",
        sha256=sha256,
        title=sentences[0][:50],
        publisher=f"Publisher {random.randint(1, _N_PUBLISHERS)}",
        published=Edtf.day(_day(random)),
    )
    return document, data, spans


def _sentences(random: Random) -> list[str]:
    words = random.choices(WORDS, cum_weights=_LIKELY, k=STATEMENTS_A_DOCUMENT * _WORDS_A_SENTENCE)
    starts = range(0, len(words), _WORDS_A_SENTENCE)
    return [" ".join(words[start : start + _WORDS_A_SENTENCE]).capitalize() + "." for start in starts]


def _statements(number: int, document: Document, spans: Sequence[tuple[int, int]]) -> list[Statement]:
    random = Random(f"{SEED} statements {number}")
    return [
        Statement(
            doc=document.id,
            quote=Quote(start, end, document.text[start:end]),
            party=PartyId(random.choice(PARTIES)),
            issue=IssueId(random.choice(ISSUES)),
            act=random.choice(list(Act)),
            firmness=random.choice(list(Firmness)),
            speaker=random.choice([None, f"Minister {random.choice(WORDS).title()}"]),
            reported_by=random.choice([(), ("an aide",)]),
            option=random.choice([None, OptionId(f"option_{random.randint(1, 4)}")]),
            said_on=random.choice([None, None, Edtf.day(day := _day(random)), Edtf.month(day.year, day.month)]),
            confidence=random.random(),
            coder="synthetic/1",
            cue=(start, start + 5),
            why="invented",
        )
        for start, end in spans
    ]


def _review(statement: Statement) -> Review:
    random = Random(f"{SEED} {statement.id}")
    decision = random.choice([Decision.ACCEPT, Decision.ACCEPT, Decision.CORRECT, Decision.REJECT])
    changes = {"party": random.choice([one for one in PARTIES if one != statement.party])}
    return Review(
        statement=statement.id,
        decision=decision,
        reason="read again",
        reviewer="benchmark",
        changes=MappingProxyType(changes if decision is Decision.CORRECT else {}),
    )


def _day(random: Random) -> date:
    return FIRST_DAY + timedelta(days=random.randrange(N_DAYS))
