"""Coded statements against hand-coded ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.coding import Coder
from detente.dossier import load
from detente.model.wire import statement_to_wire
from detente.reading import read_file

TALKS = Path(__file__).parents[2] / "examples/talks/dossier.yaml"


@pytest.fixture(scope="module")
def coded(material, tmp_path_factory):
    """The two real articles, coded, as JSON lines."""
    coder = Coder(load(TALKS))
    out = tmp_path_factory.mktemp("coded") / "statements.jsonl"
    with out.open("w", encoding="utf-8") as lines:
        for path in sorted(material("seeds").glob("*.txt")):
            for statement in coder.code(read_file(path)).statements:
                lines.write(json.dumps(statement_to_wire(statement) | {"doc": path.stem}) + "\n")
    return out


def test_statements_of_real_articles_stay_above_their_floor(material, floors, coded, digest, score):
    """A change may not code the two articles worse than the best so far."""
    gold, texts = material("gold/seeds-000-002.gold.jsonl"), material("seeds")
    pinned = floors["statements"]
    assert digest([gold, *texts.glob("*.txt")]) == pinned["corpus_sha256"], "the corpus is another one"
    figures = score(material("score/score_statements.py"), gold, coded, "--texts", texts)
    matched = figures["on_matched"]
    reached = {name: figures[name]["f1"] for name in ("detect", "issue", "coded", "cells")}
    reached |= {f"{name} on matched": matched[name] for name in ("firmness", "reported_by", "condition", "speaker")}
    below = {name: (reached[name], floor) for name, floor in pinned["floors"].items() if reached[name] < floor}
    assert below == {}


def test_every_quote_of_the_real_articles_is_found_at_its_offsets(material, coded):
    """A quote equals the characters of its text."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in material("seeds").glob("*.txt")}
    statements = [json.loads(line) for line in coded.read_text(encoding="utf-8").splitlines()]
    assert {statement["doc"] for statement in statements} == set(texts)
    for statement in statements:
        assert texts[statement["doc"]][statement["start"] : statement["end"]] == statement["quote"]
