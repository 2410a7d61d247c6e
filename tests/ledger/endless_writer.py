"""Appends documents of 5,000 characters with ten statements each, one after the other, until it is killed.

Run as ``endless_writer.py LEDGER DRIVER SEED``; prints the id of each document after it was acknowledged.
"""

from __future__ import annotations

import hashlib
import importlib
import itertools
import sys
from pathlib import Path

from detente.ledger import DocumentAdded, Event, Ledger, StatementCoded
from detente.model import Act, Document, DocumentId, Firmness, IssueId, PartyId, Quote, Statement


def story(number: int, seed: str) -> list[Event]:
    """A document like no other, with its statements."""
    text = f"{seed} {number} ".ljust(5000, "x")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(id=DocumentId(sha256[:16]), name=str(number), text=text, media_type="text/plain", sha256=sha256)
    coded = [
        Statement(
            doc=document.id,
            quote=Quote(start, start + 100, text[start : start + 100]),
            party=PartyId("norland"),
            issue=IssueId("passage"),
            act=Act.DEMAND,
            firmness=Firmness.FIRM,
            confidence=0.5,
            coder="crash/1",
        )
        for start in range(0, 1000, 100)
    ]
    return [DocumentAdded(document, "a.txt"), *map(StatementCoded, coded)]


def main(path: str, driver: str, seed: str) -> None:
    """Writes until the end."""
    ledger = Ledger.open(Path(path), driver=importlib.import_module(driver))
    for number in itertools.count():
        events = story(number, seed)
        ledger.append(events, actor="writer")
        sys.stdout.write(f"{events[0].document.id}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
