"""A ledger of the talks about the strait on every store, with a clock that tests set by hand.

A test that asks for ``ledger`` runs on each store; a module about files has a fixture of that name for itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from sqlalchemy import Connection, text

from detente.ledger import (
    ContestResolved,
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
    remade,
)
from detente.ledger.memory import MemoryStore
from detente.ledger.postgresql import PostgresqlStore
from detente.model import (
    Condition,
    Decision,
    Document,
    Edtf,
    Firmness,
    Format,
    Grade,
    HurdleKind,
    HurdleNote,
    InstrumentNote,
    IssueId,
    Note,
    OptionId,
    PartyId,
    Quote,
    Review,
    RoundNote,
    Statement,
    Step,
    Value,
    Verdict,
)
from detente.model.wire import statement_to_wire
from tests.postgresql_server import database_url, postgresql_server  # noqa: F401 - pytest finds fixtures here
from tests.postgresql_server import database_url as other_database_url  # noqa: F401 - a second database

STORES = ("sqlite", "memory", "postgresql")
GUARDS = {
    "sqlite": "SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT format('DROP TRIGGER %I ON %s', tgname, tgrelid::regclass) FROM pg_trigger"
    " WHERE NOT tgisinternal",
}
TEXT = "Norland demands pilots on every ship. Sudmark rejects pilots. The League says that fees may fall."


class HandSetClock:
    """Tells the moment that was set last."""

    def __init__(self) -> None:
        self.now = datetime(2031, 3, 10, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The moment that was set last."""
        return self.now

    def advance(self, **time: float) -> datetime:
        """Moves on by days, hours or seconds, or back."""
        self.now += timedelta(**time)
        return self.now


@pytest.fixture
def clock() -> HandSetClock:
    """Noon of 10 March 2031, until a test moves it."""
    return HandSetClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the ledger is."""
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def ledger_at(path: Path, clock: HandSetClock, request: pytest.FixtureRequest) -> Iterator[Callable[[str], Ledger]]:
    """Makes a new ledger on the store of this name; two of one name are two ledgers."""
    databases = iter(("database_url", "other_database_url"))
    made: list[Ledger] = []

    def make(store: str) -> Ledger:
        match store:
            case "sqlite":
                made.append(Ledger.create(path.with_name("other.sqlite") if path.exists() else path, clock=clock))
            case "memory":
                made.append(Ledger(MemoryStore(), clock))
                made[-1].store.create()
            case "postgresql":
                made.append(Ledger.create(request.getfixturevalue(next(databases)), clock=clock))
        return made[-1]

    yield make
    for ledger in made:
        ledger.close()


@pytest.fixture(params=STORES)
def ledger(request: pytest.FixtureRequest, ledger_at: Callable[[str], Ledger]) -> Ledger:
    """A new ledger, on each store in turn."""
    return ledger_at(request.param)


@pytest.fixture
def open_again(clock: HandSetClock) -> Iterator[Callable[..., Ledger]]:
    """Opens the place of a ledger as another process would."""
    opened: list[Ledger] = []

    def open_(ledger: Ledger, *, clock: Callable[[], datetime] = clock) -> Ledger:
        name = ledger.store.name
        place = name if isinstance(ledger.store, PostgresqlStore) else Path(name)
        opened.append(Ledger.open(place, clock=clock))
        return opened[-1]

    yield open_
    for ledger in opened:
        ledger.close()


@pytest.fixture
def document(make_document: Callable[..., Document]) -> Document:
    """A note with a demand, a rejection and a rumour."""
    return make_document(TEXT)


@pytest.fixture
def demand(document: Document, make_statement: Callable[..., Statement]) -> Statement:
    """What Norland demands in the note."""
    return make_statement(
        document, "Norland demands pilots", "norland", "passage", "demand", said_on=None, option="piloted"
    )


@pytest.fixture
def rejection(document: Document, make_statement: Callable[..., Statement]) -> Statement:
    """What Sudmark rejects in the note."""
    return make_statement(document, "Sudmark rejects pilots", "sudmark", "passage", "reject")


@pytest.fixture
def story(document: Document, demand: Statement, rejection: Statement, dossier_yaml: str) -> list[Event]:
    """A dossier and one document with two statements."""
    return [
        DossierChanged(dossier_yaml, "dossier.yaml"),
        DocumentAdded(document, "in/note.txt"),
        StatementCoded(demand),
        StatementCoded(rejection),
    ]


@pytest.fixture
def everything(
    story: list[Event],
    document: Document,
    demand: Statement,
    rejection: Statement,
    make_document: Callable[..., Document],
    full_notes: tuple[Note, ...],
) -> list[list[Event]]:
    """Events of every type, in portions to append one after the other."""
    copy = make_document(TEXT + " So it was told.", name="copy", published="2031-03-11")
    again = replace(demand, coder="test/2")
    halves = tuple(remade(statement_to_wire(rejection), {"issue": issue}, TEXT, "bea") for issue in ("passage", "fees"))
    split = Review(statement=rejection.id, decision=Decision.SPLIT, reason="two issues", reviewer="bea")
    correction = Review(
        statement=demand.id,
        decision=Decision.CORRECT,
        changes=MappingProxyType({"party": "sudmark"}),
        reason="read again",
        reviewer="bea",
        seen=0,
    )
    return [
        story,
        [DocumentAdded(copy, "in/copy.txt", copy.text.encode()), DocumentDelivered(copy.id, "again/copy.txt")],
        [StatementReviewed(correction)],
        [StatementsRemade((split,), halves)],
        [DocumentCoded(document.id, "test/2"), StatementCoded(again)],
        [StatementReviewed(Review(statement=demand.id, decision=Decision.UNDO, reason="no", reviewer="ada", seen=1))],
        [DocumentWithdrawn(copy.id, "killed at noon")],
        [DocumentDated(copy.id, Edtf("2031-03-09"), "stamped on its envelope")],
        [
            SourceGraded(Grade.read("B2"), "known for years", source="Coastal Wire"),
            SourceGraded(Grade.read("C3"), "told by one aide", document=document.id),
        ],
        [DocumentNoted(document.id, "test/2", full_notes)],
        [NoteReviewed(document.id, full_notes[0].id, "another paper is meant")],
        [ContestResolved("denied/fees", (again.id, halves[0].id), Verdict.UPHELD, "seen in print", (again.id,))],
    ]


@pytest.fixture
def by_hand(ledger: Ledger) -> Callable[..., None]:
    """Changes the tables behind the ledger's back, past the triggers that refuse it."""

    def change(sql: str, **values: object) -> None:
        with ledger.store.writing() as connection:
            drop_guards(connection)
            assert connection.execute(text(sql), values).rowcount > 0

    return change


def drop_guards(connection: Connection) -> None:
    """Takes the triggers away, as somebody who owns the database can."""
    for drop in connection.execute(text(GUARDS[connection.dialect.name])).scalars().all():
        connection.execute(text(drop))


@pytest.fixture
def full_fields() -> dict[str, object]:
    """A value for every field of a statement that may be empty."""
    return {
        "firmness": Firmness.FLEXIBLE,
        "speaker": "Ingrid Solberg",
        "reported_by": ("an aide", "Coastal Wire"),
        "option": "free",
        "value": Value(300, 400, "crowns"),
        "condition": Condition("if pilots stay", IssueId("passage")),
        "said_on": Edtf("2031-03"),
        "cue": (60, 64),
        "why": "says that ... may",
    }


@pytest.fixture
def full_notes(document: Document) -> tuple[Note, ...]:
    """A note of each kind, with a value for every field."""
    told = {"doc": document.id, "on": Edtf("2031-03"), "is_expected": True, "reported_by": ("an aide", "Coastal Wire")}
    quote = Quote(60, 68, document.text[60:68])
    norland, league, fees, free = PartyId("norland"), PartyId("league"), IssueId("fees"), OptionId("free")
    return (
        InstrumentNote(
            quote=quote, named="the harbour paper", instrument="paper", step=Step.HAND_OVER, by=norland, to=league,
            carrier="Ingrid Solberg", is_official=False, issue=fees, option=free, **told,
        ),
        RoundNote(
            quote=quote, place="Lowhaven", participants=(norland, league), people=("Ingrid Solberg",), mediator=league,
            format=Format.INDIRECT, outcome="no result", told_by=norland, **told,
        ),
        HurdleNote(quote=quote, party=norland, hurdle=HurdleKind.REFERENDUM, issue=fees, option=free, **told),
    )  # fmt: skip
