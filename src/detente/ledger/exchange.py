"""Exchange: a whole ledger as lines of JSON, and back into an empty one, event by event with its hash.

The first line tells what follows; then each content under its SHA-256, then each event as it was recorded. What comes
back has the same hashes, so that export and import give the same ledger on any store.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection

from detente.errors import DamagedLedgerError, LedgerError
from detente.ledger import queries
from detente.ledger.chain import Head, Recorded, breaks
from detente.ledger.filing import is_about
from detente.ledger.packing import unpacked

FORMAT, VERSION = "detente-ledger", 1
_AT_ONCE = 500

Item = TypeVar("Item")
Numbered = tuple[int, dict[str, Any]]


def lines(connection: Connection) -> Iterator[str]:
    """A ledger as lines of JSON: a header, then contents, then events."""
    head = queries.head(connection)
    n_contents = queries.count_contents(connection)
    header = {"format": FORMAT, "version": VERSION, "contents": n_contents, "events": head.seq, "head": head.hash}
    yield json.dumps(header)
    for sha256, data in queries.all_contents(connection):
        yield json.dumps({"sha256": sha256, "data": base64.b64encode(data).decode()})
    for event, document in queries.recorded_about(connection):
        yield json.dumps({**event._asdict(), "document": document})


def take_in(connection: Connection, told: Iterable[str]) -> Head:
    """Fills an empty ledger from the lines of another, and gives its last event.

    Raises:
        LedgerError: The ledger is not empty, or a line is none of an export; nothing may be committed then.
        DamagedLedgerError: What comes is not what was recorded: a hash does not match, or the end is missing.
    """
    if queries.head(connection) != Head():
        raise LedgerError("the ledger is not empty; import into a new workspace")
    numbered = _records(told)
    _, header = next(numbered, (0, {}))
    if header.get("format") != FORMAT or header.get("version") != VERSION:
        raise LedgerError(f"this is no export of a ledger that this détente reads; its first line tells {FORMAT!r}")
    head, contents = Head(), set[str]()
    for batch in _batches(numbered):
        fresh = [_content(number, one, contents) for number, one in batch if "sha256" in one]
        queries.keep_contents(connection, fresh)
        events = [(number, one) for number, one in batch if "sha256" not in one]
        head = _keep_events(connection, events, head)
    if (head.seq, head.hash) != (header.get("events"), header.get("head")):
        raise DamagedLedgerError(f"the export ends at event {head.seq} of {header.get('events')}; export it anew")
    if len(contents) != header.get("contents"):
        raise DamagedLedgerError(f"the export has {len(contents)} of {header.get('contents')} contents; export it anew")
    queries.rebuild(connection)
    return head


def copy(connection: Connection, other: Connection) -> None:
    """Fills an empty ledger with all that another holds."""
    take_in(other, lines(connection))


def _records(told: Iterable[str]) -> Iterator[Numbered]:
    for number, line in enumerate(told, start=1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise LedgerError(f"line {number} is no JSON; this is no export of a ledger") from error
        if not isinstance(record, dict):
            raise LedgerError(f"line {number} is no record of a ledger")
        yield number, record


def _batches(items: Iterator[Item]) -> Iterator[list[Item]]:
    while batch := list(islice(items, _AT_ONCE)):
        yield batch


def _content(number: int, record: dict[str, Any], seen: set[str]) -> dict[str, object]:
    try:
        data = base64.b64decode(record["data"], validate=True)
        is_true = hashlib.sha256(unpacked(data)).hexdigest() == record["sha256"]
    except (KeyError, TypeError, ValueError):
        is_true = False
    if not is_true:
        raise DamagedLedgerError(f"line {number}: the content is not what its name tells; export it anew")
    if record["sha256"] in seen:
        raise DamagedLedgerError(f"line {number}: the content is told a second time; export it anew")
    seen.add(record["sha256"])
    return {"sha256": record["sha256"], "data": data}


def _keep_events(connection: Connection, numbered: Iterable[Numbered], head: Head) -> Head:
    kept: list[tuple[Recorded, str | None]] = []
    for number, record in numbered:
        try:
            document, event = record.pop("document"), Recorded(**record)
        except (KeyError, TypeError) as error:
            raise LedgerError(f"line {number} is no event of a ledger") from error
        for what in breaks(head, event):
            raise DamagedLedgerError(f"line {number}, event {event.seq}: {what}; export it anew")
        if not is_about(event, document):
            raise DamagedLedgerError(
                f"line {number}, event {event.seq}: it is filed under another document than it tells of; export it anew"
            )
        kept.append((event, document))
        head = Head(event.seq, event.hash, event.recorded_at)
    queries.keep_events(connection, kept)
    return head
