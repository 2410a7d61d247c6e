"""A workspace with two dispatches on the Grey Strait talks, and a browser's view of it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lxml import html

from detente.ledger import (
    DocumentAdded,
    DossierChanged,
    Event,
    Ledger,
    StatementCoded,
    StatementReviewed,
)
from detente.model import (
    Condition,
    Decision,
    Document,
    DocumentId,
    Edtf,
    Firmness,
    IssueId,
    OptionId,
    Review,
    Statement,
    Value,
)
from detente.web import LOOPBACK_NAMES, create_app

with warnings.catch_warnings():
    # The test client announces that it will ask for another HTTP client one day.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

FIRST_HOUR = datetime(2031, 4, 1, 9, tzinfo=UTC)

PILOTS = """\
---
title: Pilots on the strait
---

Norland insists that every ship takes a pilot on board. Brandt, quoted by The Sound, called pilots
absolutely unacceptable unless the fee falls to 300 crowns.
"""
FEES = """\
Vik told Coastal Wire in March that Norland would accept free passage.
Sudmark wants a fee of at most 300 crowns, and Vik denied that pilots were ever demanded.
"""


@dataclass(frozen=True)
class Recorded:
    """A workspace folder and what was recorded in it."""

    folder: Path
    documents: tuple[Document, ...]
    statements: dict[str, Statement]


Record = Callable[[Sequence[Sequence[Event]]], Path]


@pytest.fixture
def record(tmp_path: Path) -> Record:
    """Makes a workspace folder of batches of events, the first at nine o'clock, then one each hour."""

    def make(batches: Sequence[Sequence[Event]]) -> Path:
        hours = iter(FIRST_HOUR + timedelta(hours=number) for number in range(len(batches)))
        with Ledger.create(tmp_path / "ledger.sqlite", clock=lambda: next(hours)) as ledger:
            for batch in batches:
                ledger.append(batch, actor="analyst")
        return tmp_path

    return make


@pytest.fixture
def recorded(
    record: Record,
    dossier_yaml: str,
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> Recorded:
    """Two documents and six statements: one contested, one rejected in review, two that overlap."""
    pilots = replace(
        make_document(PILOTS, name="pilots", published="2031-03-10"),
        body_start=PILOTS.index("Norland"),
        url="https://wire.example/pilots",
    )
    fees = make_document(FEES, name="fees", published="2031-03-20")
    unacceptable = "absolutely unacceptable unless the fee falls to 300 crowns"
    said = {
        "insists": make_statement(
            pilots, "Norland insists that every ship takes a pilot on board", "norland", "passage", "demand",
            option=OptionId("piloted"), said_on=Edtf("2031-03-09"), why="cue: insists",
        ),
        "unacceptable": make_statement(
            pilots, unacceptable, "sudmark", "passage", "reject", firmness=Firmness.RED_LINE,
            option=OptionId("piloted"), speaker="Emil Brandt", reported_by=("The Sound", "Coastal Wire"),
            condition=Condition("the fee falls to 300 crowns", IssueId("fees")), said_on=Edtf("2031-03"),
        ),
        "overlap": make_statement(
            pilots, "unless the fee falls to 300 crowns", "sudmark", "fees", "condition",
            value=Value(300, 300, "crowns"),
        ),
        "accepts": make_statement(
            fees, "Norland would accept free passage", "norland", "passage", "accept", speaker="Tor Vik",
            option=OptionId("free"), said_on=Edtf("2031-03"), firmness=Firmness.FLEXIBLE,
        ),
        "wants": make_statement(
            fees, "Sudmark wants a fee of at most 300 crowns", "sudmark", "fees", "demand",
            value=Value(None, 300, "crowns"),
        ),
        "denied": make_statement(
            fees, "Vik denied that pilots were ever demanded", "norland", "passage", "deny", speaker="Tor Vik"
        ),
    }  # fmt: skip
    review = Review(statement=said["wants"].id, decision=Decision.REJECT, reason="an opinion", reviewer="Ada")
    coded = {document.id: [s for s in said.values() if s.doc == document.id] for document in (pilots, fees)}
    folder = record(
        [
            [DossierChanged(dossier_yaml, "strait.yaml")],
            [DocumentAdded(pilots, "pilots.txt"), *map(StatementCoded, coded[pilots.id])],
            [DocumentAdded(fees, "fees.txt"), *map(StatementCoded, coded[fees.id])],
            [StatementReviewed(review)],
        ]
    )
    return Recorded(folder, (pilots, fees), said)


@pytest.fixture
def open_client() -> Iterator[Callable[[Path], TestClient]]:
    """Opens a browser's view of a workspace folder; a fault of ours is answered, not raised."""
    clients: list[TestClient] = []

    def make(folder: Path) -> TestClient:
        app = create_app(folder, host_names=(*LOOPBACK_NAMES, "testserver"))
        clients.append(TestClient(app, raise_server_exceptions=False))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


@pytest.fixture
def client(recorded: Recorded, open_client: Callable[[Path], TestClient]) -> TestClient:
    """A browser's view of the recorded workspace."""
    return open_client(recorded.folder)


@pytest.fixture
def document_id(recorded: Recorded) -> DocumentId:
    """The id of the dispatch on pilots, which has a front matter and overlapping quotes."""
    return recorded.documents[0].id


@pytest.fixture
def quote_of() -> Callable[[html.HtmlElement, Statement], str]:
    """Gives what a page marks as a statement's quote: the characters after its anchor, as many as it has."""

    def marked(page: html.HtmlElement, statement: Statement) -> str:
        anchor = page.get_element_by_id(statement.id)
        following = "".join(anchor.xpath("following::text()[ancestor::mark]"))
        return following[: len(statement.quote.text)]

    return marked
