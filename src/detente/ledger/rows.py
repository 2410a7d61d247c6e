"""Rows: what the tables beside the events hold, each telling from which event on it holds.

A statement has a row for each state it was in: ``since`` is the event that brought it about, ``until`` the one that
ended it. So what was known after any event is chosen by numbers, and never replayed.
"""

from __future__ import annotations

from typing import Any, NamedTuple

OPEN_END = (1 << 62) - 1
"""The ``until`` of what still holds."""


class DossierRow(NamedTuple):
    """A dossier that was in force from an event on."""

    seq: int
    recorded_at: str
    file: str
    text_sha256: str


class DocumentRow(NamedTuple):
    """A document; ``seq`` of its first delivery gives its place in the reading order."""

    id: str
    seq: int
    recorded_at: str
    text_sha256: str
    has_bytes: bool
    wire: str


class DeliveryRow(NamedTuple):
    """One arrival of a document's bytes, under a name."""

    seq: int
    recorded_at: str
    document: str
    name: str


class WithdrawalRow(NamedTuple):
    """From this event on a document is withdrawn, or stands again."""

    seq: int
    document: str
    is_withdrawn: bool
    reason: str


class DatingRow(NamedTuple):
    """From this event on a document was published then, as an analyst told."""

    seq: int
    recorded_at: str
    analyst: str
    document: str
    published: str
    reason: str


class KinRow(NamedTuple):
    """A document is nearly the same text as an earlier one."""

    document: str
    of: str
    seq: int
    kind: str
    likeness: float


class BandRow(NamedTuple):
    """A number that documents which are alike share."""

    document: str
    band: int


class GenerationRow(NamedTuple):
    """From this event on a document's statements are those of this coder, by the dossier of this SHA-256."""

    seq: int
    document: str
    coder: str
    dossier: str | None


class GradeRow(NamedTuple):
    """From this event on a source, or a report, has this grade."""

    seq: int
    source: str | None
    document: str | None
    grade: str
    reason: str


class NotingRow(NamedTuple):
    """From this event on these are a document's notes, as a JSON array."""

    seq: int
    recorded_at: str
    document: str
    coder: str
    notes: str


class NoteReviewRow(NamedTuple):
    """From this event on a note is rejected, or counts again."""

    seq: int
    recorded_at: str
    analyst: str
    document: str
    note: str
    is_rejected: bool
    reason: str


class ResolutionRow(NamedTuple):
    """An analyst's verdict on statements that cannot all hold; ``statements`` and ``upheld`` are JSON arrays."""

    seq: int
    recorded_at: str
    analyst: str
    contest: str
    statements: str
    verdict: str
    upheld: str
    reason: str
    source: str | None


class StatementRow(NamedTuple):
    """A statement in one of its states.

    Attributes:
        id, since: Key: the statement, and the event that brought it into this state.
        until: The event that ended this state; ``OPEN_END`` where it still holds.
        seq, recorded_at: When it was first recorded.
        earliest, latest: The days it may be dated between; None where it has no date.
        generation: Which coding of its document made it, counted from 0.
        wire: The statement as it stands.
        coded: The statement as it was recorded first; None where that is ``wire``.
        reviews: Every review, undone ones too, oldest first.
        parents: The statements that it was split or merged from.
    """

    id: str
    since: int
    until: int
    seq: int
    recorded_at: str
    document: str
    start: int
    end: int
    earliest: str | None
    latest: str | None
    party: str
    issue: str
    status: str
    generation: int
    wire: str
    coded: str | None
    reviews: str
    parents: str


Row = (
    DossierRow
    | DocumentRow
    | DeliveryRow
    | WithdrawalRow
    | DatingRow
    | KinRow
    | BandRow
    | GenerationRow
    | GradeRow
    | NotingRow
    | NoteReviewRow
    | ResolutionRow
    | StatementRow
)

_KEY_FIELDS: dict[type[Any], int] = {KinRow: 2, BandRow: 2, StatementRow: 2}

Key = tuple[type[Any], tuple[Any, ...]]


def key_of_row(row: Row) -> Key:
    """What tells a row from every other: its kind and its first fields."""
    return type(row), tuple(row[: _KEY_FIELDS.get(type(row), 1)])
