"""Invented talks without a deal: two red lines on passage that cannot stand together, and two on what ships pay."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from detente.ledger import DocumentAdded, DossierChanged, Ledger, StatementCoded
from detente.model import (
    Act,
    Condition,
    Document,
    DocumentId,
    Edtf,
    Firmness,
    IssueId,
    OptionId,
    PartyId,
    Quote,
    Statement,
    Value,
)

DOSSIER = """\
dossier: strait
title: The Grey Strait talks
parties:
  - {id: norland, name: Norland, kind: state}
  - {id: sudmark, name: Sudmark, kind: state}
  - {id: league, name: Maritime League, kind: mediator}
issues:
  - id: passage
    name: Passage
    options:
      - {id: free, name: Free passage}
      - {id: lights, name: Passage by the lights}
      - {id: piloted, name: Piloted passage}
  - id: fees
    name: Transit fees
    scale: {kind: number, unit: crowns, low: 0, high: 900, status_quo: 400}
  - id: ports
    name: Ports
    options:
      - {id: open, name: All ports open}
      - {id: two, name: Two ports open}
      - {id: closed, name: Ports closed}
  - id: fishing
    name: Fishing
    options:
      - {id: shared, name: Shared grounds}
      - {id: apart, name: Separate grounds}
  - {id: honour, name: Honours}
deal:
  weights: [{party: norland, issue: passage, weight: 3}]
  reservations: [{party: league, least: 0.2}]
"""
TALKS = """\
Norland will never accept passage without its pilots, Vik said.
Sudmark rules out pilots on its ships, Brandt told The Sound, according to unnamed officials.
Norland insists on a fee of at least 500 crowns, as a matter of principle.
Sudmark will pay 300 crowns at most, and not one more.
Norland would open two ports if the fishing grounds stay apart.
Sudmark wants all ports open.
The League proposes passage by the lights.
The League would welcome shared grounds.
Sudmark's honour forbids a signature in Norhaven.
"""


@dataclass(frozen=True)
class Deadlocked:
    """The workspace and the statements by a word each."""

    folder: Path
    statements: dict[str, Statement]


def deadlocked(folder: Path, *, ending: str = "", terms: str = "") -> Deadlocked:
    """Makes the workspace; every text ends with ``ending``, and the dossier's ``deal`` with ``terms``."""
    text = TALKS.replace("\n", ending + "\n")
    dossier = (DOSSIER + terms).replace("name: Norland", f"name: {_quoted('Norland' + ending)}")
    dossier = dossier.replace("name: Piloted passage", f"name: {_quoted('Piloted passage' + ending)}")
    dossier = dossier.replace("name: Transit fees", f"name: {_quoted('Transit fees' + ending)}")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=DocumentId(sha256[:16]), name=f"talks{ending}", text=text, media_type="text/plain", sha256=sha256,
        title=f"Talks on the strait{ending}", publisher="The Sound",
        published=Edtf("2031-03-20"),
    )  # fmt: skip
    lines = text.splitlines()
    rows: dict[str, tuple[int, str, str, str, Firmness, dict[str, object]]] = {
        "pilots": (0, "norland", "passage", "demand", Firmness.RED_LINE, {"option": OptionId("piloted")}),
        "no pilots": (1, "sudmark", "passage", "reject", Firmness.RED_LINE, {"option": OptionId("piloted")}),
        "dear": (2, "norland", "fees", "demand", Firmness.RED_LINE, {"value": Value(500, None, "crowns")}),
        "cheap": (3, "sudmark", "fees", "demand", Firmness.RED_LINE, {"value": Value(None, 300, "crowns")}),
        "ports": (
            4, "norland", "ports", "condition", Firmness.FLEXIBLE,
            {"option": OptionId("two"), "condition": Condition("the fishing grounds stay apart", IssueId("fishing"))},
        ),
        "all ports": (5, "sudmark", "ports", "demand", Firmness.FIRM, {"option": OptionId("open")}),
        "lights": (6, "league", "passage", "propose", Firmness.FIRM, {"option": OptionId("lights")}),
        "grounds": (7, "league", "fishing", "accept", Firmness.FIRM, {"option": OptionId("shared")}),
        "honour": (8, "sudmark", "honour", "reject", Firmness.RED_LINE, {}),
    }  # fmt: skip
    said = {}
    for name, (line, party, issue, act, firmness, more) in rows.items():
        start = text.index(lines[line])
        quote = Quote(start, start + len(lines[line]), lines[line])
        said[name] = Statement(
            doc=document.id, quote=quote, party=PartyId(party), issue=IssueId(issue), act=Act(act), firmness=firmness,
            said_on=Edtf(f"2031-03-{10 + line}"), confidence=0.9, coder="rules", why="cue",
            reported_by=(f"unnamed officials{ending}",) if "unnamed" in lines[line] else (), **more,
        )  # fmt: skip
    clock = lambda: datetime(2031, 4, 1, 9, tzinfo=UTC)  # noqa: E731
    with Ledger.create(folder / "ledger.sqlite", clock=clock) as ledger:
        events = [DossierChanged(dossier, "strait.yaml"), DocumentAdded(document, "talks.txt")]
        ledger.append([*events, *map(StatementCoded, said.values())], actor="analyst")
    return Deadlocked(folder, said)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
