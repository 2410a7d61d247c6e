"""A small record of the strait talks, with everything a brief can tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pytest

from detente.analysis import Matrix, matrix
from detente.briefing import Brief, Length, build_brief
from detente.model import (
    Condition,
    Document,
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    IssueId,
    OptionId,
    Statement,
    Status,
    Value,
)

DISPATCH = (
    "Norland insists on compulsory pilots. Solberg said a passage without pilots would never be accepted. "
    "President Brandt rejects pilots. The Sound reported that Sudmark would take pilots if the fee falls "
    "below 300 crowns. Sudmark denied the report. The League sees the talks close to an end."
)
NOTE = "Brandt repeated that pilots are out of the question. Norland wants a fee of 500 crowns."


@dataclass(frozen=True)
class Record:
    """Entries with their documents and dossier."""

    entries: tuple[Entry, ...]
    documents: Mapping[DocumentId, Document]
    dossier: Dossier

    @property
    def matrix(self) -> Matrix:
        """The matrix of all entries, as of a day."""
        return matrix(self.entries, self.dossier, as_of=date(2031, 3, 31))

    def brief(self, length: Length = Length.STANDARD) -> Brief:
        """The brief of all entries."""
        return build_brief(self.matrix, self.entries, self.documents, self.dossier, length=length)


@pytest.fixture
def enter() -> Callable[..., Entry]:
    """Makes an entry of a statement."""

    def make(statement: Statement, *, status: Status = Status.CODED, published: str | None = "2031-03-10") -> Entry:
        return Entry(
            id=statement.id,
            statement=statement,
            status=status,
            published=None if published is None else Edtf(published),
            publisher="Coastal Wire",
            recorded_at=datetime(2031, 6, 1, tzinfo=UTC),
        )

    return make


@pytest.fixture
def record(dossier, make_document, make_statement, enter) -> Record:
    """Norland demands pilots, Sudmark rules them out, a report says otherwise and is denied."""
    dispatch = replace(
        make_document(DISPATCH, name="dispatch"), title="Pilots or no deal", url="https://example.org/dispatch"
    )
    note = make_document(NOTE, name="note", published="2031-03-12")
    piloted, red = OptionId("piloted"), Firmness.RED_LINE

    def say(doc: Document, *words: str, **fields: object) -> Statement:
        return make_statement(doc, *words, **fields)

    entries = (
        enter(
            say(dispatch, "insists on compulsory pilots", "norland", "passage", "demand", option=piloted),
            status=Status.ACCEPTED,
        ),
        enter(
            say(
                dispatch,
                "a passage without pilots would never be accepted",
                "norland",
                "passage",
                "reject",
                option=OptionId("free"),
                firmness=red,
                speaker="Ingrid Solberg",
            )
        ),
        enter(
            say(
                dispatch,
                "rejects pilots",
                "sudmark",
                "passage",
                "reject",
                option=piloted,
                speaker="Emil Brandt",
                said_on=Edtf("2031-03-09"),
            )
        ),
        enter(
            say(
                dispatch,
                "would take pilots if the fee falls below 300 crowns",
                "sudmark",
                "passage",
                "condition",
                option=piloted,
                firmness=Firmness.FLEXIBLE,
                reported_by=("unnamed sources", "The Sound"),
                condition=Condition("the fee falls below 300 crowns", IssueId("fees")),
            )
        ),
        enter(say(dispatch, "denied the report", "sudmark", "passage", "deny", firmness=Firmness.UNCLEAR)),
        enter(
            say(
                note,
                "pilots are out of the question",
                "sudmark",
                "passage",
                "reject",
                firmness=red,
                speaker="Emil Brandt",
            ),
            published="2031-03-12",
        ),
        enter(
            say(note, "wants a fee of 500 crowns", "norland", "fees", "demand", value=Value(500, 500, "crowns")),
            published="2031-03-12",
        ),
    )
    return Record(entries, {dispatch.id: dispatch, note.id: note}, dossier)
