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

from detente.errors import RefusedReviewError, UnknownStatementError
from detente.ledger import (
    DocumentAdded,
    DocumentCoded,
    DocumentDated,
    DocumentDelivered,
    DocumentNoted,
    DocumentWithdrawn,
    DossierChanged,
    Event,
    Ledger,
    NoteReviewed,
    SourceGraded,
    StatementCoded,
    StatementReviewed,
    StatementsRemade,
    View,
    remade,
)
from detente.model import (
    Act,
    Decision,
    Document,
    DocumentId,
    Edtf,
    Entry,
    Firmness,
    Grade,
    HurdleKind,
    HurdleNote,
    IssueId,
    PartyId,
    Quote,
    Review,
    Statement,
    Status,
)
from detente.model.wire import statement_to_wire

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
        coder=draw(st.sampled_from(["law/1", "law/2"])),
    )


CHANGES = st.one_of(
    st.builds(lambda party: {"party": party}, st.sampled_from(["league", "other"])),
    st.builds(lambda start: {"start": start, "end": start + 2}, st.integers(0, 15)),
    st.builds(lambda day: {"said_on": day}, DATES),
)


def noted(number: int, starts: list[int], coder: str) -> DocumentNoted:
    """What a document tells of hurdles at some places of its text."""
    told = document(number)
    quotes = [Quote(start, start + 3, told.text[start : start + 3]) for start in starts]
    notes = [HurdleNote(doc=told.id, quote=one, party="league", hurdle=HurdleKind.COURT) for one in quotes]
    return DocumentNoted(told.id, coder, tuple(notes))


ADDED = st.builds(lambda n, name: DocumentAdded(document(n), name), st.integers(0, 2), st.sampled_from("abc"))
FRAMED = st.builds(lambda text: DossierChanged(text, "d.yaml"), st.sampled_from(["one", "two"]))
REVIEWED = st.tuples(st.integers(0, 99), st.sampled_from(Decision), CHANGES)
ABOUT = st.builds(lambda n: document(n).id, st.integers(0, 2))
ABOUT_A_DOCUMENT = st.one_of(
    st.builds(DocumentCoded, ABOUT, st.sampled_from(["law/1", "law/2"])),
    st.builds(DocumentWithdrawn, ABOUT, st.just("law"), st.booleans()),
    st.builds(DocumentDated, ABOUT, st.sampled_from(["2031", "2031-02-27", "2031-03-09"]).map(Edtf), st.just("law")),
    st.builds(
        lambda id_, grade: SourceGraded(Grade.read(grade), "law", document=id_), ABOUT, st.sampled_from(["A1", "F6"])
    ),
    st.builds(NoteReviewed, ABOUT, st.just("n"), st.just("law"), st.booleans()),
    st.builds(noted, st.integers(0, 2), st.lists(st.integers(0, 3), max_size=2), st.sampled_from(["law/1", "law/2"])),
)
STEPS = st.lists(
    st.tuples(
        st.lists(
            st.one_of(ADDED, FRAMED, st.builds(StatementCoded, statements()), ABOUT_A_DOCUMENT, REVIEWED), max_size=4
        ),
        st.integers(-2, 3),
    ),
    max_size=8,
)


def possible(asked: list[object], ledger: Ledger) -> list[Event]:
    """What a caller would ask for: events about documents it has, reviews of statements it sees."""
    view = ledger.view()
    documents = set(view.documents)
    events: list[Event] = []
    for event in asked:
        match event:
            case tuple():
                events += review(event, view)
            case DossierChanged():
                events.append(event)
            case DocumentAdded(added):
                documents.add(added.id)
                events.append(event)
            case StatementCoded(statement) if statement.doc in documents:
                events.append(event)
            case NoteReviewed() as asked_of:
                seen_notes = [entry for entry in view.notes if entry.note.doc == asked_of.document]
                events += [dataclasses.replace(asked_of, note=entry.id) for entry in seen_notes[:1]]
            case DocumentCoded() | DocumentWithdrawn() | DocumentDated() | SourceGraded() | DocumentNoted() if (
                event.document in documents
            ):
                events.append(event)
    reviewed = [one.statement for event in events for one in reviews_of(event)]
    return events if len(set(reviewed)) == len(reviewed) else []


def reviews_of(event: Event) -> tuple[Review, ...]:
    """The decisions in an event."""
    match event:
        case StatementReviewed(decided):
            return (decided,)
        case StatementsRemade(several):
            return several
        case _:
            return ()


def review(asked: tuple[int, Decision, dict[str, object]], view: View) -> list[Event]:
    """A review of one of the statements seen, unless it would change nothing or cannot be made."""
    number, decision, changes = asked
    if not view.entries:
        return []
    entry = view.entries[number % len(view.entries)]
    if entry.status not in {Status.CODED, Status.ACCEPTED, Status.CORRECTED, Status.REJECTED, Status.SPLIT}:
        return []
    if entry.status is Status.SPLIT and decision is not Decision.UNDO:
        return []
    match decision:
        case Decision.UNDO:
            n_standing = sum(-1 if one.decision is Decision.UNDO else 1 for one in entry.reviews)
            return [StatementReviewed(decided(entry, decision))] if n_standing else []
        case Decision.SPLIT:
            return [StatementsRemade((decided(entry, decision),), (changed(entry, "passage"), changed(entry, "fees")))]
        case Decision.MERGE:
            others = [one for one in view.entries_from(entry.statement.doc) if one.counts and one != entry][:1]
            several = tuple(decided(one, decision) for one in (entry, *others))
            return [StatementsRemade(several, (changed(entry, "fees"),))] if others else []
        case Decision.CORRECT:
            now = statement_to_wire(entry.statement)
            is_new = any(now[field] != value for field, value in changes.items())
            return [StatementReviewed(decided(entry, decision, changes))] if is_new else []
        case _:
            return [StatementReviewed(decided(entry, decision))]


def decided(entry: Entry, decision: Decision, changes: dict[str, object] | None = None) -> Review:
    """A decision on an entry."""
    told = MappingProxyType(changes or {})
    return Review(statement=entry.id, decision=decision, reason="law", reviewer="l", changes=told)


def changed(entry: Entry, issue: str) -> Statement:
    """What a split or a merge makes of an entry."""
    return remade(statement_to_wire(entry.statement), {"issue": issue}, "", "l")


def play(steps: list[tuple[list[object], int]], look: Callable[[Ledger, datetime], None]) -> None:
    """Appends step by step, by a clock that may stand or go back, and looks after each."""
    now = datetime(2031, 3, 10, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.create(Path(folder) / "ledger.sqlite", clock=lambda: now)
        latest = now - timedelta(days=365)
        for asked, hours in steps:
            now += timedelta(hours=hours)
            if appended(possible(asked, ledger), ledger):
                latest = max(now, latest + timedelta(microseconds=1))
            look(ledger, latest)
        ledger.close()


def appended(events: list[Event], ledger: Ledger) -> bool:
    """Whether anything was recorded; what is refused leaves no trace."""
    n_events = ledger.verify().events
    try:
        return bool(ledger.append(events, actor="law"))
    except (RefusedReviewError, UnknownStatementError):
        assert ledger.verify().events == n_events
        return False


def seen(view: View) -> tuple[object, ...]:
    """Everything a view tells."""
    told = dict(view.documents), view.dossier_text, dict(view.deliveries), dict(view.withdrawn), dict(view.datings)
    return (view.entries, view.newest(2), *told, view.families, view.digest())


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
@given(STEPS, st.dates(date(2030, 12, 31), date(2031, 3, 11)), st.booleans())
def test_a_day_of_what_is_read_already_is_that_day(steps, day, is_read):
    """view().on(day) equals view(as_of=day), whether the whole was looked at before or not."""

    def look(ledger: Ledger, _: datetime) -> None:
        whole = ledger.view()
        if is_read:
            seen(whole)
        assert (seen(whole.on(day)), whole.on(day).notes) == (
            seen(ledger.view(as_of=day)),
            ledger.view(as_of=day).notes,
        )

    play(steps, look)


@LAWS
@given(STEPS)
def test_what_a_view_takes_over_from_another_is_what_it_would_read(steps):
    """From an earlier one, and from a later one, whatever was recorded between them."""
    past: list[tuple[View, datetime]] = []

    def look(ledger: Ledger, moment: datetime) -> None:
        expected, notes = seen(ledger.view()), ledger.view().notes
        for earlier, then in past:
            later = ledger.view()
            later.take_over(earlier)
            assert (seen(later), later.notes) == (expected, notes)
            back = ledger.view(known_at=then)
            back.take_over(later)
            assert (seen(back), back.notes) == (seen(earlier), earlier.notes)
        now = ledger.view()
        assert (seen(now), now.notes) == (expected, notes)
        past.append((now, moment))

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
@given(STEPS, st.lists(REVIEWED, min_size=1, max_size=4))
def test_undo_after_do_is_identity(steps, asked):
    """Whatever is decided, one undo for each decision brings back what every statement said and stood for."""

    def stands(ledger: Ledger) -> dict[str, tuple[object, ...]]:
        return {entry.id: (entry.status, entry.statement) for entry in ledger.view().entries}

    def look(ledger: Ledger, _: datetime) -> None:
        before, done = stands(ledger), []
        for one in asked:
            events = possible([one], ledger)
            if events and appended(events, ledger):
                done += [reviews_of(event)[0].statement for event in events]
        for id_ in reversed(done):
            undo = Review(statement=id_, decision=Decision.UNDO, reason="law", reviewer="l")
            ledger.append([StatementReviewed(undo)], actor="law")
        made = {id_: both for id_, both in stands(ledger).items() if id_ not in before}
        assert {status for status, _ in made.values()} <= {Status.UNMADE}
        assert stands(ledger) == before | made
        assert ledger.verify().findings == ()

    asked = [one for one in asked if one[1] is not Decision.UNDO]
    play(steps[-3:], look)


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
@given(st.text(max_size=60), st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20))
def test_any_text_and_name_come_back(text, name):
    """What is stored is what was given, whatever the characters; only a name holds no NUL."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    given_ = Document(
        id=DocumentId(sha256[:16]), name=name, text=text, media_type="text/plain", sha256=sha256, title=name
    )
    with tempfile.TemporaryDirectory() as folder, Ledger.create(Path(folder) / "l.sqlite") as ledger:
        ledger.append([DocumentAdded(given_, name), DocumentDelivered(given_.id, name)], actor=name)
        assert ledger.view().documents[given_.id] == given_
        assert ledger.verify().is_clean
