"""A ledger with two dispatches on the Grey Strait talks, and what its views hold for a search."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from detente.ledger import DocumentAdded, DocumentWithdrawn, DossierChanged, Ledger, StatementCoded, StatementReviewed
from detente.model import Condition, Decision, Document, Edtf, Firmness, Review, Statement
from detente.searching import Filters, Found, Holdings, Query, WordIndex, find, prepare

HOURS = [datetime(2031, 4, 1, 9, tzinfo=UTC) + timedelta(hours=number) for number in range(4)]
PILOTS = """\
Pilots again

Norland insists that every ship takes a pilot on board. Brandt called compulsory pilots absolutely unacceptable.
Nobody mentioned the café by the harbour.
"""
FEES = """\
Sudmark wants a fee of at most 300 crowns for a passage without a pilot. Vik told Coastal Wire that no fee is too high.
"""


@pytest.fixture
def pilots(make_document: Callable[..., Document]) -> Document:
    """A dispatch with a heading, two statements and a word with an accent."""
    return make_document(PILOTS, name="pilots", published="2031-03-10")


@pytest.fixture
def fees(make_document: Callable[..., Document]) -> Document:
    """A later dispatch by another publisher."""
    return replace(make_document(FEES, name="fees", published="2031-03-20"), publisher="The Sound")


@pytest.fixture
def said(pilots: Document, fees: Document, make_statement: Callable[..., Statement]) -> dict[str, Statement]:
    """Four statements."""
    insists = "Norland insists that every ship takes a pilot on board"
    unacceptable = "compulsory pilots absolutely unacceptable"
    wants = "Sudmark wants a fee of at most 300 crowns"
    high = "no fee is too high"
    return {
        "insists": make_statement(pilots, insists, "norland", "passage", "demand", said_on=Edtf("2031-03-09")),
        "unacceptable": make_statement(
            pilots, unacceptable, "sudmark", "passage", "reject", speaker="Émil Brandt", firmness=Firmness.RED_LINE
        ),
        "wants": make_statement(
            fees, wants, "sudmark", "fees", "demand", condition=Condition("a passage without a pilot")
        ),
        "high": make_statement(
            fees, high, "norland", "fees", "assess", speaker="Tor Vik", reported_by=("Coastal Wire",)
        ),
    }


@pytest.fixture
def ledger(
    tmp_path: Path, dossier_yaml: str, pilots: Document, fees: Document, said: dict[str, Statement]
) -> Iterator[Ledger]:
    """What was recorded hour by hour: the first dispatch, the second, a correction and a rejection, a withdrawal."""
    hours = iter(HOURS)
    corrected = Review(
        statement=said["insists"].id, decision=Decision.CORRECT, reason="shorter", reviewer="Ada",
        changes={"start": said["insists"].quote.start, "end": said["insists"].quote.start + len("Norland insists")},
    )  # fmt: skip
    rejected = Review(statement=said["high"].id, decision=Decision.REJECT, reason="irony", reviewer="Ada")
    with Ledger.create(tmp_path / "ledger.sqlite", clock=lambda: next(hours)) as made:
        coded = {
            each.id: [StatementCoded(one) for one in said.values() if one.doc == each.id] for each in (pilots, fees)
        }
        made.append(
            [DossierChanged(dossier_yaml, "strait.yaml"), DocumentAdded(pilots, "pilots.txt"), *coded[pilots.id]],
            actor="ada",
        )
        made.append([DocumentAdded(fees, "fees.txt"), *coded[fees.id]], actor="ada")
        made.append([StatementReviewed(corrected), StatementReviewed(rejected)], actor="ada")
        made.append([DocumentWithdrawn(pilots.id, "taken back")], actor="ada")
        yield made


@pytest.fixture
def index(tmp_path: Path) -> Iterator[WordIndex]:
    """An empty index in a folder of its own."""
    folder = tmp_path / "index"
    folder.mkdir()
    opened = WordIndex.open(folder)
    yield opened
    opened.close()


Look = Callable[..., Found]


@pytest.fixture
def look(ledger: Ledger, index: WordIndex) -> Look:
    """Searches the ledger, at a moment where one is given."""

    def found(
        words: str, filters: Filters | None = None, *, at_most: int | None = None, first: int = 0, **moment
    ) -> Found:
        held = Holdings(ledger.view(**moment))
        prepare(index, held)
        return find(index, held, Query.parse(words), filters or Filters(), first=first, at_most=at_most)

    return found
