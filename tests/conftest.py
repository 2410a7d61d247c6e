"""An invented negotiation that tests share: Norland and Sudmark talk about a strait."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from detente.ledger import Ledger
from detente.model import (
    Act,
    Document,
    DocumentId,
    Dossier,
    Edtf,
    Firmness,
    Issue,
    IssueId,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Person,
    Quote,
    Scale,
    ScaleKind,
    Source,
    SourceKind,
    Statement,
)
from detente.workspace import Workspace

# A busy machine is no defect of the code, so no law has a deadline; the same code passes or fails the same each time.
settings.register_profile("usual", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("usual")

EXAMPLES = Path(__file__).parents[1] / "examples"
NOTE = """\
---
title: Pilots
published: 2031-03-10
publisher: Coastal Wire
---
Norland demanded on Monday that every ship take a pilot through the strait. Sudmark rejects pilots, \
President Emil Brandt said.
"""
OFFER = """\
---
title: An offer
published: 2031-04-02
publisher: The Sound
---
Sudmark accepts a transit fee of 300 crowns, Brandt told The Sound.
"""
DOSSIER_YAML = """\
dossier: strait
title: The Grey Strait talks
parties:
  - id: norland
    name: Norland
    kind: state
    names: [Norlandic, Halvard Palace]
    people:
      - {name: Ingrid Solberg, names: [Solberg], role: prime minister}
      - {name: Tor Vik, names: [Vik], role: foreign minister, from: 2030-01, until: 2031-06}
  - id: sudmark
    name: Sudmark
    kind: state
    names: [Sudmarker]
    people:
      - {name: Emil Brandt, names: [Brandt], role: president}
  - id: league
    name: Maritime League
    kind: mediator
    names: [the League]
issues:
  - id: passage
    name: Passage
    description: Who may sail through the Grey Strait, and whether pilots are compulsory.
    terms: [strait, passage, pilots, transit]
    options:
      - {id: free, name: Free passage, text: "Every ship passes without a pilot."}
      - {id: piloted, name: Piloted passage, text: "Ships pass with a Norlandic pilot on board."}
  - id: fees
    name: Transit fees
    description: How much a ship pays for the transit.
    terms: [fee, fees, toll]
    scale: {kind: number, unit: crowns, low: 0, high: 900, status_quo: 400}
sources:
  - {name: Coastal Wire, kind: agency, grade: B2}
  - {name: The Sound, kind: newspaper}
"""


@pytest.fixture(scope="session")
def dossier() -> Dossier:
    """The dossier that DOSSIER_YAML describes."""
    norland = Party(
        id=PartyId("norland"),
        name="Norland",
        kind=PartyKind.STATE,
        names=("Norlandic", "Halvard Palace"),
        people=(
            Person(name="Ingrid Solberg", names=("Solberg",), role="prime minister"),
            Person(
                name="Tor Vik",
                names=("Vik",),
                role="foreign minister",
                valid_from=Edtf("2030-01"),
                valid_until=Edtf("2031-06"),
            ),
        ),
    )
    sudmark = Party(
        id=PartyId("sudmark"),
        name="Sudmark",
        kind=PartyKind.STATE,
        names=("Sudmarker",),
        people=(Person(name="Emil Brandt", names=("Brandt",), role="president"),),
    )
    league = Party(id=PartyId("league"), name="Maritime League", kind=PartyKind.MEDIATOR, names=("the League",))
    passage = Issue(
        id=IssueId("passage"),
        name="Passage",
        description="Who may sail through the Grey Strait, and whether pilots are compulsory.",
        terms=("strait", "passage", "pilots", "transit"),
        options=(
            Option(id=OptionId("free"), name="Free passage", text="Every ship passes without a pilot."),
            Option(
                id=OptionId("piloted"),
                name="Piloted passage",
                text="Ships pass with a Norlandic pilot on board.",
            ),
        ),
    )
    fees = Issue(
        id=IssueId("fees"),
        name="Transit fees",
        description="How much a ship pays for the transit.",
        terms=("fee", "fees", "toll"),
        scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900, status_quo=400),
    )
    return Dossier(
        id="strait",
        title="The Grey Strait talks",
        parties=(norland, sudmark, league),
        issues=(passage, fees),
        sources=(
            Source(name="Coastal Wire", kind=SourceKind.AGENCY, grade="B2"),
            Source(name="The Sound", kind=SourceKind.NEWSPAPER),
        ),
    )


@pytest.fixture(scope="session")
def dossier_yaml() -> str:
    """A dossier file's text, equal to the fixture ``dossier``."""
    return DOSSIER_YAML


@pytest.fixture(scope="session")
def make_document() -> Callable[..., Document]:
    """Makes a plain document from a text."""

    def make(text: str, *, name: str = "note", published: str | None = "2031-03-10") -> Document:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Document(
            id=DocumentId(sha256[:16]),
            name=name,
            text=text,
            media_type="text/plain",
            sha256=sha256,
            title=name.title(),
            publisher="Coastal Wire",
            published=None if published is None else Edtf(published),
        )

    return make


@pytest.fixture(scope="session")
def make_statement() -> Callable[..., Statement]:
    """Makes a statement whose quote is a span of a document, with every other field to choose."""

    def make(document: Document, quote: str, party: str, issue: str, act: str, **fields: object) -> Statement:
        start = document.text.index(quote)
        settled: dict[str, object] = {
            "firmness": Firmness.FIRM,
            "confidence": 0.8,
            "coder": "test/1",
        } | fields
        return Statement(
            doc=document.id,
            quote=Quote(start, start + len(quote), quote),
            party=PartyId(party),
            issue=IssueId(issue),
            act=Act(act),
            **settled,
        )

    return make


@pytest.fixture(scope="session")
def bundled_talks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of the bundled talks, coded once; for looking only, or to be copied."""
    folder = tmp_path_factory.mktemp("bundled") / "talks"
    with Workspace.create(folder, EXAMPLES / "talks/dossier.yaml") as workspace:
        outcomes = workspace.add([EXAMPLES / "talks"])
        assert [outcome.name for outcome in outcomes if outcome.kind == "refused"] == []
    return folder


@pytest.fixture
def dossier_file(tmp_path: Path, dossier_yaml: str) -> Path:
    """The dossier of the talks as a file."""
    file = tmp_path / "strait.yaml"
    file.write_text(dossier_yaml, encoding="utf-8")
    return file


@pytest.fixture(autouse=True)
def after_the_story(monkeypatch: pytest.MonkeyPatch) -> None:
    """The calendar of whoever adds documents: the days of the invented texts have passed."""
    monkeypatch.setattr(Ledger, "today", lambda _: date(2040, 1, 1))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with two dispatches."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "1-note.md").write_text(NOTE, encoding="utf-8")
    (folder / "2-offer.md").write_text(OFFER, encoding="utf-8")
    return folder
