"""Invented talks in which nearly everything waits for something else: a chain of six issues, short cuts, a circle."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import yaml

from detente.ledger import DocumentAdded, DossierChanged, Ledger, StatementCoded
from detente.model import Act, Condition, Document, DocumentId, Edtf, Firmness, IssueId, PartyId, Quote, Statement

PARTIES = {
    "norland": "Norland",
    "sudmark": "Sudmark",
    "league": "Maritime League of the Northern Straits",
    "islands": "Outer Islands",
    "port": "Harbour Authority",
}
ISSUES = {
    "ceasefire": "Ceasefire at sea",
    "inspection": "Inspection of ships and of their cargoes",
    "passage": "Passage",
    "fees": "Transit fees",
    "pilots": "Compulsory pilots",
    "recognition": "Recognition of the border",
    "prisoners": "Prisoners",
}
TIED = {
    ("inspection", "ceasefire"): ("norland", "sudmark", "league", "islands", "port"),
    ("passage", "inspection"): ("sudmark",),
    ("fees", "passage"): ("norland", "port"),
    ("pilots", "fees"): ("league",),
    ("recognition", "pilots"): ("norland",),
    ("passage", "ceasefire"): ("islands",),
    ("recognition", "ceasefire"): ("sudmark", "league"),
    ("pilots", "passage"): ("port",),
    ("prisoners", "ceasefire"): ("norland",),
    ("ceasefire", "prisoners"): ("sudmark",),
}
"""What waits for what, and who says so."""
DENIED = {("passage", "inspection"): "sudmark", ("recognition", "pilots"): "norland"}


def tied(folder: Path) -> Path:
    """Makes the workspace."""
    said = [
        (f"{PARTIES[party]} will talk of {ISSUES[one]} only after {ISSUES[other]}.", party, one, other, Act.CONDITION)
        for (one, other), parties in TIED.items()
        for party in parties
    ] + [
        (f"{PARTIES[party]} denied that {ISSUES[one]} waits for {ISSUES[other]}.", party, one, other, Act.DENY)
        for (one, other), party in DENIED.items()
    ]
    text = "\n".join(line for line, *_ in said)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=DocumentId(sha256[:16]), name="ties", text=text, media_type="text/plain", sha256=sha256, title="Ties",
        publisher="The Sound", published=Edtf("2031-03-20"),
    )  # fmt: skip
    statements = [
        Statement(
            doc=document.id, quote=Quote(text.index(line), text.index(line) + len(line), line), party=PartyId(party),
            issue=IssueId(one), act=act, firmness=Firmness.FIRM, said_on=Edtf("2031-03-10"), confidence=0.9,
            condition=Condition(ISSUES[other], IssueId(other)), coder="rules", why="cue",
        )
        for line, party, one, other, act in said
    ]  # fmt: skip
    dossier = yaml.safe_dump({
        "dossier": "strait", "title": "The Grey Strait talks",
        "parties": [{"id": id_, "name": name, "kind": "state"} for id_, name in PARTIES.items()],
        "issues": [{"id": id_, "name": name} for id_, name in ISSUES.items()],
    })  # fmt: skip
    clock = lambda: datetime(2031, 4, 1, 9, tzinfo=UTC)  # noqa: E731
    with Ledger.create(folder / "ledger.sqlite", clock=clock) as ledger:
        events = [DossierChanged(dossier, "strait.yaml"), DocumentAdded(document, "ties.txt")]
        ledger.append([*events, *map(StatementCoded, statements)], actor="analyst")
    return folder
