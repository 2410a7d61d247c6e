"""Laws that hold after any sequence of events."""

from __future__ import annotations

import dataclasses
import hashlib
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from hypothesis import given, settings
from hypothesis import strategies as st

from detente.ledger import (
    DocumentAdded,
    DocumentDelivered,
    DossierChanged,
    Event,
    Ledger,
    StatementCoded,
    StatementReviewed,
    View,
)
from detente.model import (
    Act,
    Decision,
    Document,
    DocumentId,
    Edtf,
    Firmness,
    IssueId,
    PartyId,
    Quote,
    Review,
    Statement,
)

LAWS = settings(max_examples=25)
TEXTS = [
    "Norland demands pilots.",
    "Sudmark rejects pilots, \U0001f6a2 fees and tolls.",
    "The League says\x00 that fees may fall.",
]
DATES = st.sampled_from([None, "2031", "2031-02", "2031-03-09", "2031-01-01/2031-02-02"])


def document(number: int) -> Document:
    """One of a few documents."""
    sha256 = hashlib.sha256(TEXTS[number].encode()).hexdigest()
    published = None if number == 2 else Edtf("2031-03-10")
    return Document(
        id=DocumentId(sha256[:16]),
        name=f"note-{number}",
        text=TEXTS[number],
        media_type="text/plain",
        sha256=sha256,
        published=published,
    )


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """A statement of one of the documents."""
    source = document(draw(st.integers(0, len(TEXTS) - 1)))
    start = draw(st.integers(0, 10))
    end = draw(st.integers(start + 1, 20))
    said_on = draw(DATES)
    return Statement(
        doc=source.id,
        quote=Quote(start, end, source.text[start:end]),
        party=PartyId(draw(st.sampled_from(["norland", "sudmark"]))),
        issue=IssueId("passage"),
        act=draw(st.sampled_from(Act)),
        firmness=Firmness.FIRM,
        said_on=said_on and Edtf(said_on),
        confidence=0.5,
        coder="law/1",
    )


CHANGES = st.one_of(
    st.builds(lambda party: {"party": party}, st.sampled_from(["league", "other"])),
    st.builds(lambda start: {"start": start, "end": start + 2}, st.integers(0, 15)),
    st.builds(lambda day: {"said_on": day}, DATES),
)
ADDED = st.builds(lambda n, name: DocumentAdded(document(n), name), st.integers(0, 2), st.sampled_from("abc"))
FRAMED = st.builds(lambda text: DossierChanged(text, "d.yaml"), st.sampled_from(["one", "two"]))
REVIEWED = st.tuples(st.integers(0, 99), st.sampled_from(Decision), CHANGES)
STEPS = st.lists(
    st.tuples(
        st.lists(st.one_of(ADDED, FRAMED, st.builds(StatementCoded, statements()), REVIEWED), max_size=4),
        st.integers(-2, 3),
    ),
    max_size=8,
)


def possible(asked: list[object], ledger: Ledger) -> list[Event]:
    """What a caller would ask for: statements of documents it has, reviews of statements it sees."""
    view = ledger.view()
    documents = set(view.documents)
    events: list[Event] = []
    for event in asked:
        if isinstance(event, tuple):
            events += review(event, view)
        elif not isinstance(event, StatementCoded) or event.statement.doc in documents:
            documents |= {event.document.id} if isinstance(event, DocumentAdded) else set()
            events.append(event)
    reviewed = [event.review.statement for event in events if isinstance(event, StatementReviewed)]
    return events if len(set(reviewed)) == len(reviewed) else []


def review(asked: tuple[int, Decision, dict[str, object]], view: View) -> list[Event]:
    """A review of one of the statements seen, unless it would change nothing."""
    number, decision, changes = asked
    if not view.entries:
        return []
    entry = view.entries[number % len(view.entries)]
    is_correction = decision is Decision.CORRECT
    said_on = entry.statement.said_on
    now = {
        "party": entry.statement.party,
        "said_on": said_on and said_on.text,
        "start": entry.statement.quote.start,
        "end": entry.statement.quote.end,
    }
    if is_correction and all(now[field] == value for field, value in changes.items()):
        return []
    told = MappingProxyType(changes if is_correction else {})
    return [StatementReviewed(Review(statement=entry.id, decision=decision, reason="law", reviewer="l", changes=told))]


def play(steps: list[tuple[list[object], int]], look: Callable[[Ledger, datetime], None]) -> None:
    """Appends step by step, by a clock that may stand or go back, and looks after each."""
    now = datetime(2031, 3, 10, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.create(Path(folder) / "ledger.sqlite", clock=lambda: now)
        latest = now - timedelta(days=365)
        for asked, hours in steps:
            now += timedelta(hours=hours)
            if ledger.append(possible(asked, ledger), actor="law"):
                latest = max(now, latest + timedelta(microseconds=1))
            look(ledger, latest)
        ledger.close()


def seen(view: View) -> tuple[object, ...]:
    """Everything a view tells."""
    return (view.entries, dict(view.documents), view.dossier_text, dict(view.deliveries), view.digest())


@LAWS
@given(STEPS)
def test_tables_equal_a_replay_of_the_events(steps):
    """Whatever happens, the ledger verifies clean, and rebuilding its tables changes nothing."""

    def look(ledger: Ledger, _: datetime) -> None:
        before = seen(ledger.view())
        assert ledger.verify().findings == ()
        ledger.rebuild()
        assert seen(ledger.view()) == before

    play(steps, look)


@LAWS
@given(STEPS, st.dates(date(2030, 12, 31), date(2031, 3, 11)))
def test_a_view_of_a_moment_shows_what_was_known_then(steps, day):
    """view(known_at=t) later equals view() at t, also for a day of the world."""
    known: dict[datetime, tuple[object, ...]] = {}

    def look(ledger: Ledger, moment: datetime) -> None:
        known[moment] = (seen(ledger.view()), seen(ledger.view(as_of=day)))
        for then, expected in known.items():
            assert (seen(ledger.view(known_at=then)), seen(ledger.view(as_of=day, known_at=then))) == expected

    play(steps, look)


@LAWS
@given(st.lists(statements(), max_size=12), st.lists(st.integers(1, 4), min_size=12, max_size=12))
def test_portions_do_not_matter(coded, sizes):
    """The same statements in portions of any size, again and again, give the digest of one append."""
    events = [*(DocumentAdded(document(number), "a") for number in range(3)), *map(StatementCoded, coded)]
    with tempfile.TemporaryDirectory() as folder:
        whole, pieces = (Ledger.create(Path(folder) / name) for name in ("whole.sqlite", "pieces.sqlite"))
        whole.append(events, actor="law")
        start = 0
        for size in sizes:
            pieces.append(events[start : start + size], actor="law")
            start += size
        pieces.append(events, actor="law")
        assert pieces.view().digest() == whole.view().digest()
        assert pieces.view().entries == tuple(
            dataclasses.replace(entry, recorded_at=other.recorded_at)
            for entry, other in zip(whole.view().entries, pieces.view().entries, strict=True)
        )
        whole.close()
        pieces.close()


@LAWS
@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_and_name_come_back(text, name):
    """What is stored is what was given, whatever the characters."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    given_ = Document(
        id=DocumentId(sha256[:16]), name=name, text=text, media_type="text/plain", sha256=sha256, title=name
    )
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "l.sqlite") as ledger:
        ledger.append([DocumentAdded(given_, name), DocumentDelivered(given_.id, name)], actor=name)
        assert ledger.view().documents[given_.id] == given_
        assert ledger.verify().is_clean
