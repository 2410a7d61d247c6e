"""Attributions against annotated ones."""

from __future__ import annotations

import importlib
import json
import sys
import tarfile
from pathlib import Path

import pytest

from detente.coding import attribute
from detente.coding.attribution import attribute_by_rules

TRAINING = Path(__file__).parents[2] / "training/attribution"
ROLES = ("source", "cue", "content")


@pytest.fixture(scope="module")
def scoring():
    """The trainer's own scorer and reader, which lie outside the package."""
    sys.path.insert(0, str(TRAINING))
    yield importlib.import_module("figures"), importlib.import_module("standoff")
    sys.path.remove(str(TRAINING))


@pytest.fixture(scope="module")
def dev(material, floors, digest, tmp_path_factory):
    """The development articles: a folder of texts and annotations."""
    archive = material("polnear/dev.tar.gz")
    assert digest([archive]) == floors["attribution"]["corpus_sha256"], "the corpus is another one"
    folder = tmp_path_factory.mktemp("polnear")
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    return folder / "dev"


def spans_of(found):
    """Attributions as mappings of role to spans."""
    return [{role: list(getattr(one, role)) for role in ROLES} for one in found]


def below(reached, floors):
    """What is under its floor, with both figures."""
    return {name: (reached[name], floor) for name, floor in floors.items() if reached[name] < floor}


@pytest.fixture
def reach(dev, material, score, tmp_path):
    """Scores found attributions of the development articles by the scorer that the floors are measured with."""

    def scored(articles, found):
        lines = [
            json.dumps({"doc": article.name, **each})
            for article, own in zip(articles, found, strict=True)
            for each in own
        ]
        (tmp_path / "found.jsonl").write_text("\n".join(lines), encoding="utf-8")
        scorer = material("score/score_attribution.py")
        told = score(scorer, "--gold", dev / "attributions", "--pred", tmp_path / "found.jsonl")
        return {
            f"{level} {name}": figure["f1"]
            for level in ("attribution", "token")
            for name, figure in told[level].items()
        }  # fmt: skip

    return scored


@pytest.mark.slow
@pytest.mark.parametrize(("system", "name"), [(attribute, "attribution"), (attribute_by_rules, "attribution by rules")])
def test_attributions_stay_above_their_floor(system, name, dev, floors, scoring, reach):
    """A change may not attribute the development articles worse than the best so far; both scorers agree."""
    figures, standoff = scoring
    articles = list(standoff.read_corpus(dev, first_annotator_only=True))
    found = [spans_of(system(article.text)) for article in articles]
    reached, own = reach(articles, found), figures.figures(articles, found)
    reached |= {f"{role} spans": own[f"{role} spans"] for role in ROLES}
    assert below(reached, floors[name]["floors"]) == {}
    assert own["content"] == pytest.approx(reached["attribution content"], abs=0.1)
    assert own["content and source"] == pytest.approx(reached["attribution content+source"], abs=0.1)
    assert own["cue words"] == pytest.approx(reached["token cue"], abs=0.1)


@pytest.mark.slow
def test_attributions_of_diplomatic_passages_stay_above_their_floor(floors, digest, scoring):
    """As above, on the passages of our own that the model was not trained on."""
    figures, standoff = scoring
    pinned = floors["attribution of passages"]
    files = sorted((TRAINING / "passages").glob("*.jsonl"))
    assert digest(files) == pinned["corpus_sha256"], "the corpus is another one"
    held_back = [one for file in files for one in standoff.read_passages(file) if standoff.is_held_back(one)]
    assert len(held_back) == pinned["passages"]
    found = [spans_of(attribute(passage.text)) for passage in held_back]
    assert below(figures.figures(held_back, found), pinned["floors"]) == {}
