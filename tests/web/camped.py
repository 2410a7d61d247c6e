"""An invented negotiation with two camps, one who changes sides, and one who says nothing that takes a side."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from pathlib import Path

from detente.ledger import DocumentAdded, DossierChanged, Event, Ledger, StatementCoded
from detente.model import Act, Document, DocumentId, Edtf, Firmness, IssueId, PartyId, Quote, Statement
from detente.workspace.places import LEDGER_FILE

FIRST = date(2031, 1, 6)
WEEKS = 12
TURNED = 9
"""From this week on Ostmark sides with Norland and Sudmark."""

ISSUES = ("fees", "passage", "quota", "pilots", "ports")
_FOR = {"norland": ("fees", "passage"), "sudmark": ("fees", "passage"), "westray": ("quota", "pilots", "ports")}
DOSSIER = """\
dossier: strait
title: The Grey Strait talks{ending}
parties:
  - {{id: norland, name: "Norland{ending}", kind: state}}
  - {{id: westray, name: "Westray{ending}", kind: state}}
  - {{id: sudmark, name: "Sudmark{ending}", kind: state}}
  - {{id: ostmark, name: "Ostmark{ending}", kind: state}}
  - {{id: league, name: "Maritime League{ending}", kind: organisation}}
issues:
"""


def make_camped(folder: Path, ending: str = "") -> Path:
    """Makes the workspace: a dispatch a week in which each party tells its side on every issue.

    Args:
        folder: Of the workspace; made if need be.
        ending: Put behind every name, to see what becomes of it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    dossier = DOSSIER.format(ending=ending) + "".join(
        f'  - {{id: {issue}, name: "{issue.title()}{ending}", options: [{{id: full, name: "In full{ending}"}}]}}\n'
        for issue in ISSUES
    )
    events: list[Event] = [DossierChanged(dossier, "strait.yaml")]
    for week in range(WEEKS):
        events += _dispatch(week)
    with Ledger.create(folder / LEDGER_FILE) as ledger:
        ledger.append(events, actor="analyst")
    return folder


def side(party: str, issue: str, week: int) -> bool:
    """Whether a party is for an issue in a week."""
    if party == "ostmark":
        party = "norland" if week >= TURNED else "westray"
    return issue in _FOR[party]


def _dispatch(week: int) -> list[Event]:
    day = FIRST + timedelta(weeks=week)
    told = [
        (party, issue, side(party, issue, week))
        for party in ("norland", "sudmark", "westray", "ostmark")
        for issue in ISSUES
    ]
    lines = [f"{party} in week {week} {'accepts' if is_for else 'rejects'} {issue}." for party, issue, is_for in told]
    text = "\n".join([*lines, f"The League warned of fees in week {week}."])
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=DocumentId(sha256[:16]), name=f"week-{week}", text=text, media_type="text/plain", sha256=sha256,
        title=f"Week {week}", publisher="Coastal Wire", published=Edtf(day.isoformat()),
    )  # fmt: skip
    coded = [
        _statement(document, line, party, issue, Act.ACCEPT if is_for else Act.REJECT)
        for line, (party, issue, is_for) in zip(lines, told, strict=True)
    ]
    coded.append(_statement(document, text.splitlines()[-1], "league", "fees", Act.THREATEN))
    return [DocumentAdded(document, f"week-{week}.txt"), *map(StatementCoded, coded)]


def _statement(document: Document, line: str, party: str, issue: str, act: Act) -> Statement:
    start = document.text.index(line)
    return Statement(
        doc=document.id, quote=Quote(start, start + len(line), line), party=PartyId(party), issue=IssueId(issue),
        act=act, firmness=Firmness.FIRM, confidence=0.8, coder="test/1", said_on=document.published,
        speaker=f"Minister of {party}",
    )  # fmt: skip
