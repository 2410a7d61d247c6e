"""The hash chain: each event carries the hash of the one before, so that none can change unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

GENESIS = "0" * 64
"""What the first event names as the hash before it."""


_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)
_TOLD: dict[type, Callable[[Any], str]] = {str: json.encoder.encode_basestring_ascii, int: str}
"""What the encoder makes of the fields of an event, without the encoder around it."""


class Recorded(NamedTuple):
    """An event as it is stored.

    Attributes:
        seq: Its place in the ledger, counted from 1 without gaps.
        type: What happened, e.g. ``statement_coded``.
        version: The form of the payload.
        recorded_at: When its append was recorded (UTC); the events of one append share it.
        actor: Who recorded it.
        payload: The facts, as canonical JSON.
        previous: The hash of the event before.
        hash: SHA-256 over all of the above.
    """

    seq: int
    type: str
    version: int
    recorded_at: str
    actor: str
    payload: str
    previous: str
    hash: str

    @property
    def is_well_formed(self) -> bool:
        """Whether every field has the type it was stored with."""
        return all(
            type(value) is (int if name in {"seq", "version"} else str)
            for name, value in zip(self._fields, self, strict=True)
        )


class Head(NamedTuple):
    """The end of a chain: what the next event follows."""

    seq: int = 0
    hash: str = GENESIS
    recorded_at: str | None = None


def canonical_json(value: object) -> str:
    """The one JSON text of a value: keys sorted, no spaces, ASCII only, no NaN."""
    return _ENCODER.encode(value)


def seal(head: Head, *, type_: str, version: int, recorded_at: str, actor: str, payload: str) -> Recorded:
    """The event that follows ``head``, with its hash."""
    fields = (head.seq + 1, type_, version, recorded_at, actor, payload, head.hash)
    return Recorded(*fields, hash_of(fields))


def hash_of(fields: tuple[Any, ...]) -> str:
    """Hex SHA-256 over the canonical JSON array of an event's fields, its own hash left out."""
    told = [_TOLD.get(type(field), canonical_json)(field) for field in fields]
    return hashlib.sha256(f"[{','.join(told)}]".encode()).hexdigest()


def breaks(head: Head, event: Recorded) -> Iterator[str]:
    """What is wrong with ``event`` as the one that follows ``head``; nothing where the chain holds."""
    if not event.is_well_formed:
        yield "a field has another type than it was recorded with"
        return
    if event.seq != head.seq + 1:
        yield f"event {head.seq + 1} is missing before it"
    elif event.previous != head.hash:
        yield "it does not name the hash of the event before"
    if head.recorded_at is not None and event.recorded_at < head.recorded_at:
        yield "it was recorded earlier than the event before"
    if event.hash != hash_of(tuple(event)[:-1]):
        yield "it was changed after it was recorded: its hash does not match"
