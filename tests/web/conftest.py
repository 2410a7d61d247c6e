"""A workspace with two dispatches on the Grey Strait talks, and a browser's view of it."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from lxml import html
from playwright.sync_api import Browser, Page

from detente.ledger import (
    DocumentAdded,
    DocumentNoted,
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
    HurdleKind,
    HurdleNote,
    InstrumentNote,
    IssueId,
    Note,
    OptionId,
    PartyId,
    Quote,
    Review,
    RoundNote,
    Statement,
    Step,
    Value,
)
from detente.web import LOOPBACK_NAMES, create_app
from tests.web.browsing import OpenPage, Watched, chromium, served, watched

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


HARBOUR = """\
Officials told CNN that Norland would accept free passage. Vik denied that Norland gave in.
Norland and the League agreed on the first harbour paper, which lets every ship pass freely.
Anna Berg brought the harbour paper to Sudmark in February. Brandt called the harbour paper a step forward.
The revised harbour paper sets a fee of 300 crowns, and the harbour paper lacks a word on pilots.
The delegations met in Northport on 3 March; Norland called the talks productive.
Sudmark's parliament has to pass any fee. Sudmark rejects a fee of 300 crowns.
"""
PLANNED = """\
instruments:
  - {id: harbour, name: Harbour paper, names: [the harbour paper]}
  - {id: nobodys, name: Forgotten paper}
assumptions:
  - id: opens
    text: The strait opens this year.
    indicators:
      - {text: Norland accepts free passage., kind: supports, party: norland, issue: passage, act: accept}
      - {text: Sudmark refuses the fee., kind: breaks, party: sudmark, issue: fees, act: reject}
      - {text: Sudmark threatens., kind: breaks, party: sudmark, issue: fees, act: threaten}
questions:
  - id: why
    text: Does Sudmark bargain or wait?
    hypotheses:
      - id: bargain
        text: It bargains.
        indicators:
          - {text: Sudmark refuses the fee., kind: breaks, party: sudmark, issue: fees, act: reject}
      - id: wait
        text: It waits.
        indicators:
          - {text: Sudmark still refuses., kind: supports, party: sudmark, issue: fees, act: reject}
watch:
  - {id: fee, text: "Does Sudmark refuse the fee?", until: 2031-12-31, party: sudmark, issue: fees, act: reject}
  - {id: paper, text: "Is the paper handed over?", until: 2031-12-31, instrument: harbour, stage: handed_over}
  - {id: silence, text: "Does the League threaten?", until: 2031-01-31, party: league, act: threaten}
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


@dataclass(frozen=True)
class Talked(Recorded):
    """A workspace with something for every screen, and its notes by what they tell."""

    notes: dict[str, Note]


@pytest.fixture
def talks_with(
    record: Record,
    dossier_yaml: str,
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> Callable[[str], Talked]:
    """Makes a workspace with a contest, a draft, a meeting, a hurdle and a plan; every text ends with what is given."""

    def make(ending: str) -> Talked:
        dossier = yaml.safe_load(dossier_yaml + PLANNED)
        for named in (*dossier["parties"], *dossier["issues"], *dossier["instruments"]):
            named["name"] += ending
        for asked in (*dossier["assumptions"], *dossier["questions"], *dossier["watch"]):
            asked["text"] += ending
            for one in (asked, *asked.get("hypotheses", [])):
                for indicator in one.get("indicators", []):
                    indicator["text"] += ending
        text = HARBOUR.replace("\n", ending + "\n")
        document = make_document(text, name=f"harbour{ending}", published="2031-03-20")
        document = replace(document, publisher=f"The Sound{ending}")
        lines = text.splitlines()
        said = {
            "claim": make_statement(
                document, "Norland would accept free passage", "norland", "passage", "accept",
                option=OptionId("free"), reported_by=(f"unnamed officials{ending}", f"CNN{ending}"),
                said_on=Edtf("2031-03-18"),
            ),
            "denial": make_statement(
                document, "Vik denied that Norland gave in", "norland", "passage", "deny", speaker=f"Tor Vik{ending}",
                said_on=Edtf("2031-03-19"),
            ),
            "refusal": make_statement(
                document, f"Sudmark rejects a fee of 300 crowns.{ending}", "sudmark", "fees", "reject",
                value=Value(300, 300, "crowns"), speaker="Emil Brandt",
            ),
        }  # fmt: skip
        paper = {"instrument": "harbour", "named": "harbour paper"}
        norland, sudmark, league = PartyId("norland"), PartyId("sudmark"), PartyId("league")
        first, revised = {**paper, "named": "first harbour paper"}, {**paper, "named": "revised harbour paper"}
        fees, passage = IssueId("fees"), IssueId("passage")

        def words(line: int, start: str, end: str) -> dict[str, object]:
            at = text.index(lines[line]) + lines[line].index(start)
            quote = text[at : text.index(end, at) + len(end)]
            return {"doc": document.id, "quote": Quote(at, at + len(quote), quote)}

        told: dict[str, Note] = {
            "agreed": InstrumentNote(**words(1, "Norland", "first"), **first, step=Step.AGREE, by=norland),
            "league": InstrumentNote(**words(1, "the League", "paper"), **first, step=Step.AGREE, by=league),
            "free": InstrumentNote(
                **words(1, "which", "freely"), **first, step=Step.PROVIDE, issue=passage, option=OptionId("free")
            ),
            "handed": InstrumentNote(
                **words(2, "Anna Berg", "February"), **paper, step=Step.HAND_OVER, to=sudmark,
                carrier=f"Anna Berg{ending}", is_official=False, on=Edtf("2031-02"),
            ),
            "welcome": InstrumentNote(**words(2, "Brandt", "forward"), **paper, step=Step.WELCOME, by=sudmark),
            "fee": InstrumentNote(**words(3, "The revised", "crowns"), **revised, step=Step.PROVIDE, issue=fees),
            "lack": InstrumentNote(
                **words(3, "the harbour", f"pilots.{ending}"), **paper, step=Step.LACK, issue=passage
            ),
            "met": RoundNote(
                **words(4, "The delegations", "March"), place=f"Northport{ending}", on=Edtf("2031-03-03"),
                participants=(norland, sudmark), people=(f"Tor Vik{ending}",), outcome=f"productive{ending}",
                told_by=norland,
            ),
            "hurdle": HurdleNote(
                **words(5, "Sudmark's", "fee"), party=sudmark, hurdle=HurdleKind.PARLIAMENT, issue=fees
            ),
        }  # fmt: skip
        folder = record(
            [
                [DossierChanged(yaml.safe_dump(dossier), "strait.yaml")],
                [DocumentAdded(document, "harbour.txt"), *map(StatementCoded, said.values())],
                [DocumentNoted(document.id, "notes/1", tuple(told.values()))],
            ]
        )
        return Talked(folder, (document,), said, told)

    return make


@pytest.fixture
def talked(talks_with: Callable[[str], Talked]) -> Talked:
    """The workspace with something for every screen."""
    return talks_with("")


@pytest.fixture
def reader(talked: Talked, open_client: Callable[[Path], TestClient]) -> TestClient:
    """A browser's view of the workspace with something for every screen."""
    return open_client(talked.folder)


@pytest.fixture
def token_in() -> Callable[[str], str]:
    """Gives the token that a page's forms bring back."""

    def found(page: str) -> str:
        return str(html.fromstring(page).xpath("//meta[@name='csrf']/@content")[0])

    return found


@pytest.fixture
def bargained(
    record: Record,
    dossier_yaml: str,
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> Recorded:
    """A text of a few lines: fees that come nearer, a month, a circle, a denial, a draft and a meeting."""
    lines = {
        "cheap": "Norland asks for 100 crowns.", "dear": "Sudmark asks for 500 crowns.",
        "nearer": "Norland would take 300 crowns.", "wait": "Norland talks of passage once fees are settled.",
        "circle": "Sudmark talks of fees once passage is settled.", "denied": "Norland denies that it waits.",
        "vague": "Sudmark rejected pilots in February.", "undated": "Norland wants free passage.",
        "draft": "Norland gave Sudmark the harbour paper.", "met": "The two met in Grey Haven.",
    }  # fmt: skip
    told = make_document("\n".join(lines.values()), name="bargain", published=None)
    rows: dict[str, tuple[str, str, str, str | None, dict[str, object]]] = {
        "cheap": ("norland", "fees", "demand", "2031-01-10", {"value": Value(100, 100, "crowns")}),
        "dear": ("sudmark", "fees", "demand", "2031-01-20", {"value": Value(500, 500, "crowns")}),
        "nearer": ("norland", "fees", "propose", "2031-03-10", {"value": Value(300, 300, "crowns")}),
        "wait": ("norland", "passage", "condition", "2031-02-20", {"condition": Condition("fees", IssueId("fees"))}),
        "circle": ("sudmark", "fees", "condition", "2031-03-12", {"condition": Condition("it", IssueId("passage"))}),
        "denied": ("norland", "passage", "deny", "2031-03-14", {"condition": Condition("fees", IssueId("fees"))}),
        "vague": ("sudmark", "passage", "reject", "2031-02", {"firmness": Firmness.RED_LINE}),
        "undated": ("norland", "passage", "demand", None, {"option": OptionId("free")}),
    }
    said = {
        name: make_statement(told, lines[name], party, issue, act, said_on=Edtf(dated) if dated else None, **fields)
        for name, (party, issue, act, dated, fields) in rows.items()
    }

    def span(name: str) -> Quote:
        start = told.text.index(lines[name])
        return Quote(start, start + len(lines[name]), lines[name])

    both = (PartyId("norland"), PartyId("sudmark"))
    paper = {"doc": told.id, "quote": span("draft"), "named": "harbour paper"}
    notes = (
        InstrumentNote(**paper, on=Edtf("2031-02-25"), step=Step.HAND_OVER, by=both[0], to=both[1]),
        InstrumentNote(**paper, step=Step.PROVIDE, issue=IssueId("passage")),
        RoundNote(doc=told.id, quote=span("met"), on=Edtf("2031-03-01"), place="Grey Haven", participants=both),
    )
    folder = record(
        [
            [
                DossierChanged(dossier_yaml, "strait.yaml"),
                DocumentAdded(told, "bargain.txt"),
                *map(StatementCoded, said.values()),
                DocumentNoted(told.id, "notes/1", notes),
            ]
        ]
    )
    return Recorded(folder, (told,), said)


@pytest.fixture
def bargain(bargained: Recorded, open_client: Callable[[Path], TestClient]) -> TestClient:
    """A browser's view of the bargain."""
    return open_client(bargained.folder)


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
def open_coded(
    record: Record, open_client: Callable[[Path], TestClient], dossier_yaml: str
) -> Callable[..., TestClient]:
    """Opens a browser's view of a dossier, and of one document with the statements coded in it, if there is one."""

    def make(document: Document | None = None, *said: Statement, dossier: str = dossier_yaml) -> TestClient:
        added = [DocumentAdded(document, document.name)] if document else []
        return open_client(record([[DossierChanged(dossier, "strait.yaml"), *added, *map(StatementCoded, said)]]))

    return make


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


@pytest.fixture(scope="module")
def address(bundled_talks: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the bundled talks are served to a module, which may serve others."""
    folder = shutil.copytree(bundled_talks, tmp_path_factory.mktemp("served") / "talks")
    with served(folder) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for all tests of a module."""
    with chromium() as found:
        yield found


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[OpenPage]:
    """Opens paths, each in a browser of its own; no console may say a word, and no request leave the server."""
    opened: list[tuple[Watched, bool]] = []
    with ExitStack() as contexts:

        def make(path: str = "/", *, may_refuse: bool = False, **options: object) -> Page:
            found = contexts.enter_context(watched(browser, address, **options))
            opened.append((found, may_refuse))
            found.page.goto(path)
            return found.page

        yield make
    assert [line for found, may_refuse in opened for line in found.complaints(may_refuse=may_refuse)] == []
