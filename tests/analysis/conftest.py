"""Entries made in one short call, for tests of what statements add up to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

import pytest

from detente.model import (
    Act,
    Condition,
    DocumentId,
    Edtf,
    Entry,
    Firmness,
    Grade,
    IssueId,
    OptionId,
    PartyId,
    Quote,
    Statement,
    StatementId,
    Status,
    Value,
)

RECORDED_AT = datetime(2031, 6, 1, tzinfo=UTC)


def entry_of(
    id: str,  # noqa: A002 - the field's own name
    dated: str | None,
    act: str,
    *,
    party: str = "sudmark",
    issue: str = "passage",
    option: str | None = None,
    firmness: str = "firm",
    speaker: str | None = None,
    via: tuple[str, ...] = (),
    number: float | tuple[float | None, float | None] | Value | None = None,
    unit: str = "crowns",
    condition: str | None = None,
    after: str | None = None,
    words: str = "words",
    grade: str = "F6",
    status: str = "coded",
    doc: str = "doc-a",
    publisher: str | None = None,
    start: int = 0,
    confidence: float = 0.8,
) -> Entry:
    """An entry with the fields that adding up looks at; ``after`` is the issue that its condition belongs to."""
    ends = number if isinstance(number, tuple) else (number, number)
    return Entry(
        id=StatementId(id),
        statement=Statement(
            doc=DocumentId(doc),
            quote=Quote(start, start + len(words), words),
            party=PartyId(party),
            issue=IssueId(issue),
            act=Act(act),
            firmness=Firmness(firmness),
            speaker=speaker,
            reported_by=via,
            option=OptionId(option) if option else None,
            value=number if number is None or isinstance(number, Value) else Value(*ends, unit),
            condition=Condition(condition or "first", IssueId(after) if after else None)
            if condition or after
            else None,
            said_on=Edtf(dated) if dated else None,
            confidence=confidence,
            coder="test/1",
        ),
        status=Status(status),
        published=None,
        publisher=publisher,
        recorded_at=RECORDED_AT,
        grade=Grade.read(grade),
    )


@pytest.fixture
def say() -> Callable[..., Entry]:
    """Makes an entry from its date, its act and further fields; ids are counted up: s1, s2, ..."""
    numbers = count(1)

    def make(dated: str | None, act: str, **fields: object) -> Entry:
        return entry_of(str(fields.pop("id", f"s{next(numbers)}")), dated, act, **fields)

    return make
