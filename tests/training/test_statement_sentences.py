"""The coded sentences are what their datasheet says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from detente.dossier import load
from detente.model import Act, Firmness

HOME = Path(__file__).parents[2] / "training/statements"
NEGOTIATIONS = [path.parent for path in sorted(HOME.glob("negotiations/*/items.jsonl"))]
"""Those that have single sentences."""
RECORD = {
    "quote", "cue", "party", "speaker", "reported_by", "issue", "option", "act", "firmness", "value", "condition",
    "date",
}  # fmt: skip


def items_of(folder):
    """The items of one negotiation."""
    return [json.loads(line) for line in (folder / "items.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("folder", NEGOTIATIONS, ids=lambda folder: folder.name)
def test_every_record_can_be_coded_from_its_text(folder):
    """Quote, cue and date stand in the text; party, issue and option in the dossier; act and firmness are known."""
    dossier = load(folder / "dossier.yaml")
    parties = {party.id for party in dossier.parties}
    options = {issue.id: {option.id for option in issue.options} for issue in dossier.issues}
    for item in items_of(folder):
        assert bool(item["records"]) != bool(item["negative"]), item["id"]
        for record in item["records"]:
            assert set(record) == RECORD, item["id"]
            assert all(record[key] in item["text"] for key in ("quote", "cue") if record[key]), item["id"]
            assert (record["date"] or "") in item["text"], item["id"]
            assert record["party"] in parties, item["id"]
            assert record["option"] in {None, *options[record["issue"]]}, item["id"]
            assert Act(record["act"]), item["id"]
            assert Firmness(record["firmness"]), item["id"]


def test_the_datasheet_counts_right():
    """Items, records and negatives, ids and texts once each, and at least a third of all items without a statement."""
    items = [item for folder in NEGOTIATIONS for item in items_of(folder)]
    n_records, n_negative = sum(len(item["records"]) for item in items), sum(not item["records"] for item in items)
    assert len(NEGOTIATIONS) == 40
    assert len({item["id"] for item in items}) == len({item["text"] for item in items}) == len(items)
    assert n_negative * 3 >= len(items)
    told = (HOME / "README.md").read_text(encoding="utf-8")
    assert f"{len(items):,} sentences" in told
    assert f"{n_records:,} statements" in told
    assert f"{n_negative:,} items that look like statements" in " ".join(told.split())


SIDES = ("negotiations", "held-back", "held-back-others")
ARTICLES = sorted(path for side in SIDES for path in HOME.glob(f"{side}/*"))
"""Every negotiation that has articles."""


def records_of(folder, name):
    """The records of one negotiation's articles."""
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("folder", ARTICLES, ids=lambda folder: folder.name)
def test_every_record_of_an_article_can_be_coded_from_it(folder):
    """Quote, cue and date stand in the article, and party, issue and option in the dossier."""
    dossier = load(folder / "dossier.yaml")
    parties = {party.id for party in dossier.parties}
    options = {issue.id: {option.id for option in issue.options} for issue in dossier.issues}
    texts = {path.stem: path.read_text(encoding="utf-8") for path in (folder / "articles").glob("*.txt")}
    is_coded_twice = folder not in NEGOTIATIONS and (folder / "second.jsonl").exists()
    names = ["articles.jsonl"] + ["second.jsonl"] * is_coded_twice
    for record in (one for name in names for one in records_of(folder, name)):
        text = texts[record["doc"]]
        assert set(record) == RECORD | {"doc"}
        assert all(record[key] in text for key in ("quote", "cue", "date") if record[key]), record["quote"]
        assert record["party"] in parties, record["quote"]
        assert record["option"] in {None, *options[record["issue"]]}, record["quote"]
        assert Act(record["act"]), record["quote"]
        assert Firmness(record["firmness"]), record["quote"]


def test_all_that_is_held_back_was_coded_twice():
    """Its figures are told beside how far two codings agree."""
    assert all((folder / "second.jsonl").exists() for side in SIDES[1:] for folder in HOME.glob(f"{side}/*"))


def test_nothing_that_is_held_back_is_trained_on():
    """No negotiation, and no article, stands on two sides."""
    for held_back in SIDES[1:]:
        sides = [
            {path.read_text(encoding="utf-8") for path in HOME.glob(f"{side}/*/articles/*.txt")}
            for side in ("negotiations", held_back)
        ]
        names = [{path.name for path in HOME.glob(f"{side}/*")} for side in ("negotiations", held_back)]
        assert not sides[0] & sides[1]
        assert not names[0] & names[1]


def test_the_datasheet_counts_the_articles_right():
    """Documents, words and statements, as the table tells them."""
    told = (HOME / "README.md").read_text(encoding="utf-8")
    for side in SIDES:
        texts = [path.read_text(encoding="utf-8") for path in HOME.glob(f"{side}/*/articles/*.txt")]
        n_records = sum(len(records_of(folder, "articles.jsonl")) for folder in HOME.glob(f"{side}/*"))
        n_words = sum(len(text.split()) for text in texts)
        assert f"| {len(texts)} | {n_words:,} | {n_records:,} |" in told
