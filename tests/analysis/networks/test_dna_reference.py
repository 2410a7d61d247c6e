"""The Discourse Network Analyzer's own outputs on its sample database, to 1e-9."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from detente.analysis.networks import COMPUTED, Compat, EntryFiles, dna_table, read_entries
from detente.errors import NetworkError
from detente.ledger import open_dna

DNA = Path(__file__).parents[4] / "shared" / "dna"
pytestmark = pytest.mark.skipif(not DNA.is_dir(), reason="the reference outputs lie beside the source tree")
SETTINGS = DNA / "sample" / "settings.json"
ENTRIES = json.loads(SETTINGS.read_text()) if SETTINGS.is_file() else []
FILES = [(each["id"], file) for each in ENTRIES if each["function"] in COMPUTED for file in each["files"]]


@pytest.fixture(scope="module")
def table():
    """The sample's statements."""
    with open_dna(DNA / "sample.dna") as opened:
        return dna_table(opened, "DNA Statement")


@pytest.fixture(scope="module")
def entries():
    """The sample's settings, by id."""
    return {entry.id: entry for entry in read_entries(SETTINGS.read_text(), "settings.json")}


def _cell(text):
    try:
        return float(text)
    except ValueError:
        return text


@pytest.mark.parametrize(("entry", "file"), FILES)
def test_every_number_is_dnas(table, entries, entry, file):
    """Labels are equal, and numbers to 1e-9."""
    made = list(csv.reader("".join(EntryFiles(table, entries[entry], Compat.DNA).lines(file)).splitlines()))
    with (DNA / "sample" / file).open(newline="") as told:
        expected = list(csv.reader(told))
    assert [len(row) for row in made] == [len(row) for row in expected]
    for row, wanted in zip(made, expected, strict=True):
        for cell, right in zip(row, wanted, strict=True):
            assert cell == right or _cell(cell) == pytest.approx(_cell(right), abs=1e-9)


@pytest.mark.parametrize("entry", [each for each in ENTRIES if each["function"] == "evaluate"], ids=lambda e: e["id"])
def test_losses_of_backbones_are_dnas(table, entries, entry):
    """Of the set named and of the rest, with and without a penalty for its size."""
    backbone = EntryFiles(table, entries[entry["id"]], Compat.DNA).backbone()
    kept = entry["settings"]["backboneEntities"]
    rest = set(backbone.concepts) - set(kept)
    penalty = entry["settings"]["penalty"]
    assert backbone.loss(kept, penalty) == pytest.approx(entry["summary"]["backbone_loss"], abs=1e-9)
    assert backbone.loss(rest, penalty) == pytest.approx(entry["summary"]["redundant_loss"], abs=1e-9)


def test_what_dna_fails_on_is_told(table, entries):
    """Combine with prominence ends in an error there, and in one of ours here."""
    with pytest.raises(NetworkError, match="DNA fails"):
        _ = EntryFiles(table, entries["twomode_combine_prominence"], Compat.DNA).networks
