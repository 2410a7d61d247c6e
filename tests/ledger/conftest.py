"""A ledger of the talks about the strait, with a clock that tests set by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from detente.ledger import DocumentAdded, DossierChanged, Event, Ledger, StatementCoded
from detente.ledger.sqlite import default_driver
from detente.model import Condition, Document, Edtf, Firmness, IssueId, Statement, Value

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
def ledger(path: Path, clock: HandSetClock) -> Iterator[Ledger]:
    """A new ledger."""
    with Ledger.create(path, clock=clock) as made:
        yield made


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
def by_hand(path: Path) -> Callable[..., None]:
    """Changes the file behind the ledger's back, past the triggers that refuse it."""

    def change(sql: str, *values: object) -> None:
        # never a second SQLite library: in one process its locks would undo those of the first
        connection = default_driver().connect(path)
        with connection:
            triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for (name,) in triggers:
                connection.execute(f"DROP TRIGGER {name}")
            assert connection.execute(sql, values).rowcount > 0
        connection.close()

    return change


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
