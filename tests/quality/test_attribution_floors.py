"""Attributions against annotated ones."""

from __future__ import annotations

import json
import tarfile

from detente.coding import attribute


def test_attributions_stay_above_their_floor(material, floors, digest, score, tmp_path):
    """A change may not attribute the development articles worse than the best so far."""
    archive, pinned = material("polnear/dev.tar.gz"), floors["attribution"]
    assert digest([archive]) == pinned["corpus_sha256"], "the corpus is another one"
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    found = tmp_path / "found.jsonl"
    with found.open("w", encoding="utf-8") as lines:
        for path in sorted((tmp_path / "dev/text").glob("*.txt")):
            text = path.read_bytes().decode("utf-8")
            for one in attribute(text):
                spans = {"source": one.source, "cue": one.cue, "content": one.content}
                lines.write(json.dumps({"doc": path.stem, **spans}) + "\n")
    figures = score(material("score/score_attribution.py"), "--gold", tmp_path / "dev/attributions", "--pred", found)
    reached = {
        f"{level} {name}": figure["f1"] for level in ("attribution", "token") for name, figure in figures[level].items()
    }
    below = {name: (reached[name], floor) for name, floor in pinned["floors"].items() if reached[name] < floor}
    assert below == {}
