"""Makes a workspace of any size with something for every screen: documents, statements, notes, reviews, a full dossier.

The documents and statements are those of `synthetic.py`; beside them every document tells one thing of a draft, a
meeting or a hurdle, and what is accepted on a condition names one.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import yaml
from synthetic import FIRST_DAY, ISSUES, PARTIES, SEED, judged, story

from detente.ledger import DocumentAdded, DocumentNoted, DossierChanged, Event, Ledger, StatementCoded
from detente.model import (
    Act,
    Condition,
    Document,
    DocumentId,
    HurdleKind,
    HurdleNote,
    IndicatorKind,
    InstrumentNote,
    IssueId,
    Note,
    PartyId,
    Quote,
    RoundNote,
    Step,
)
from detente.workspace.places import LEDGER_FILE

LONG_TEXT_WORDS = 50_000
_N_INSTRUMENTS, _N_SUPPOSED = 8, 10
_TOWNS = ("Halm", "Orsk Bay", "Tiefen", "Marl", "Sund")


def make(folder: Path, n_documents: int) -> None:
    """A workspace of invented documents, a tenth of them reviewed, and one long text."""
    folder.mkdir(parents=True)
    with Ledger.create(folder / LEDGER_FILE) as ledger:
        ledger.append([DossierChanged(yaml.safe_dump(dossier()), "dossier.yaml")], actor="benchmark")
        for number in range(n_documents):
            ledger.append(told(number), actor="benchmark")
            if number % 1000 == 999:
                print(f"{number + 1:,} of {n_documents:,} documents recorded", file=sys.stderr)
        for number in range(n_documents):
            if decided := judged(number):
                ledger.append(decided, actor="benchmark")
        ledger.append([DocumentAdded(*long_text())], actor="benchmark")


def told(number: int) -> list[Event]:
    """What is appended when this document comes in: it, its statements, some on a condition, and a note."""
    events = [_on_condition(each, number) for each in story(number)]
    document = events[0].document
    return [*events, DocumentNoted(document.id, "synthetic/1", (_note(document, number),))]


def long_text() -> tuple[Document, str, bytes]:
    """A document of fifty thousand words."""
    parts = [story(number)[0].document.text for number in range(LONG_TEXT_WORDS // 120 + 1)]
    data = "\n\n".join(parts).encode()
    sha256 = hashlib.sha256(data).hexdigest()
    document = Document(
        id=DocumentId(sha256[:16]), name="long", text=data.decode(), media_type="text/plain", sha256=sha256
    )
    return document, "in/long.txt", data


def dossier() -> dict[str, object]:
    """The frame, with drafts, assumptions, questions and things to watch."""
    return {
        "dossier": "synthetic",
        "title": "Invented talks",
        "parties": [{"id": each, "name": _named(each), "kind": "state"} for each in PARTIES],
        "issues": [
            {"id": each, "name": _named(each),
             "options": [{"id": f"option_{number}", "name": f"Option {number}"} for number in range(1, 5)]}
            for each in ISSUES
        ],
        "instruments": [{"id": f"paper_{number}", "name": f"Paper {number}"} for number in range(_N_INSTRUMENTS)],
        "assumptions": [
            {"id": f"assumption_{number}", "text": f"Something holds, number {number}.",
             "indicators": list(_indicators(Random(number)))}
            for number in range(_N_SUPPOSED)
        ],
        "questions": [
            {"id": f"question_{number}", "text": "One or the other?",
             "hypotheses": [
                 {"id": f"answer_{answer}", "text": f"So it is, in way {answer}.",
                  "indicators": list(_indicators(Random(f"{number} {answer}")))}
                 for answer in range(3)
             ]}
            for number in range(_N_SUPPOSED)
        ],
        "watch": [
            {"id": f"watch_{number}", "text": "Does it come?", "party": PARTIES[number], "issue": ISSUES[number],
             "act": "accept", "since": FIRST_DAY.isoformat()}
            for number in range(_N_SUPPOSED)
        ],
    }  # fmt: skip


def _indicators(random: Random) -> Iterator[dict[str, str]]:
    for _ in range(4):
        yield {
            "text": "Somebody says something.",
            "kind": random.choice(list(IndicatorKind)).value,
            "party": random.choice(PARTIES),
            "issue": random.choice(ISSUES),
            "act": random.choice(list(Act)).value,
        }


def _on_condition(event: Event, number: int) -> Event:
    if not isinstance(event, StatementCoded) or event.statement.act is not Act.CONDITION:
        return event
    words = event.statement.quote.text.rstrip(".").split()[-4:]
    waited_for = IssueId(Random(f"{SEED} condition {number}").choice(ISSUES))
    return StatementCoded(replace(event.statement, condition=Condition(" ".join(words), waited_for)))


def _note(document: Document, number: int) -> Note:
    random = Random(f"{SEED} note {number}")
    end = document.text.index(".") + 1
    first, second = map(PartyId, random.sample(PARTIES, 2))
    issue = IssueId(random.choice(ISSUES))
    doc, quote, on = document.id, Quote(0, end, document.text[:end]), document.published
    lot = random.random()
    if lot < 0.6:
        paper, step = f"paper_{random.randrange(_N_INSTRUMENTS)}", random.choice(list(Step))
        return InstrumentNote(
            doc=doc, quote=quote, on=on, named=paper, instrument=paper, step=step, by=first, to=second, issue=issue
        )
    if lot < 0.9:
        place = random.choice(_TOWNS)
        return RoundNote(doc=doc, quote=quote, on=on, place=place, participants=(first, second), outcome="no result")
    return HurdleNote(doc=doc, quote=quote, on=on, party=first, hurdle=random.choice(list(HurdleKind)), issue=issue)


def _named(id_: str) -> str:
    return id_.replace("_", " ").title()
