"""Coded statements of the negotiations that nothing was trained or tuned on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from detente.coding import Coder
from detente.model.wire import statement_to_wire

ROOT = Path(__file__).parents[2]
SETS = {"statements held back": "held-back", "statements held back, by others": "held-back-others"}
sys.path.insert(0, str(ROOT / "training/attribution"))

from agreement import calibration, figures, matched, outcomes  # noqa: E402 - lies beside the package
from coded import articles, negotiations  # noqa: E402 - as above


@pytest.fixture(scope="module")
def codings():
    """Of each set the records made by hand, and those of the coder."""
    return {name: coded(ROOT / "training/statements" / folder) for name, folder in SETS.items()}


def coded(folder):
    """The records made by hand in a folder of negotiations, and those of the coder."""
    right, found = [], []
    for name, dossier in negotiations(folder):
        coder = Coder(dossier)
        for one in articles(folder / name):
            document = f"{name}/{one.document.name}"
            right += [{**record, "doc": document} for record in one.records]
            for statement in coder.code(one.document).statements:
                span = (statement.quote.start, statement.quote.end)
                found.append({**statement_to_wire(statement), "doc": document, "span": span})
    return right, found


@pytest.mark.parametrize("name", SETS)
def test_statements_held_back_stay_above_their_floor(codings, name, floors, digest):
    """A change may not code negotiations that it has never seen worse than the best so far."""
    folder, pinned = ROOT / "training/statements" / SETS[name], floors[name]
    corpus = [*folder.glob("*/articles.jsonl"), *folder.glob("*/articles/*.txt"), *folder.glob("*/dossier.yaml")]
    assert digest(corpus) == pinned["corpus_sha256"], "the corpus is another one"
    reached = figures(*codings[name])
    below = {name: (reached[name], floor) for name, floor in pinned["floors"].items() if reached[name] < floor}
    assert below == {}


def test_confidence_is_the_share_that_is_right(codings, floors):
    """Of the statements told with a confidence, about that share is right in party, issue and act.

    Counted over both sets: in ten bins of some forty statements even a perfect scale would be wrong by about 0.05.
    """
    right, found = ([one for pair in codings.values() for one in pair[side]] for side in (0, 1))
    error, _ = calibration(outcomes(matched(right, found), found))
    assert error <= floors["statements held back, all"]["highest calibration error"]
