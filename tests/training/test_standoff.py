"""Annotated corpora to words with tags and heads."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest

from detente.coding.attribution.decoding import TAGS
from detente.coding.attribution.pieces import Pieces
from detente.coding.attribution.tagger import FOLDER
from detente.coding.attribution.words import WordReader

HOME = Path(__file__).parents[2] / "training/attribution"


@pytest.fixture(scope="module")
def reader():
    """Reads texts as words."""
    return WordReader(Pieces((FOLDER / "tokenizer.json").read_bytes()))


@pytest.fixture(scope="module")
def standoff():
    """The reader, which lies outside the package."""
    spec = importlib.util.spec_from_file_location("standoff", HOME / "standoff.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["standoff"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["standoff"]


def test_marks_become_spans_of_the_bare_text(standoff):
    """A role may occur twice, a source may be shared, marks may nest."""
    text, attributions = standoff.unmark(
        "<s1,2>Vik</s1,2> <q1>said</q1> <c1>no</c1> and <q2>hopes</q2> <c2>that <s3>he</s3> <q3>knows</q3></c2>."
    )
    assert text == "Vik said no and hopes that he knows."
    told = [{role: [text[start:end] for start, end in spans] for role, spans in one.items()} for one in attributions]
    assert told == [
        {"content": ["no"], "source": ["Vik"], "cue": ["said"]},
        {"content": ["that he knows"], "source": ["Vik"], "cue": ["hopes"]},
        {"content": [], "source": ["he"], "cue": ["knows"]},
    ]


@pytest.mark.parametrize("marked", ["<s1>Vik", "Vik</s1>", "<s1>Vik</s2>"])
def test_a_mark_that_does_not_close_is_refused(standoff, marked):
    """A slip of the pen is no annotation."""
    with pytest.raises(ValueError, match=r"open"):
        standoff.unmark(marked)


def test_each_word_knows_its_tag_and_its_cue(standoff, reader):
    """Words of one span are begun and continued; each points at the first word of its cue."""
    text, attributions = standoff.unmark("<s1>Tor Vik</s1> <q1>has said</q1> <c1>no</c1>.")
    labelled = standoff.label(standoff.Article("note", "a", text, tuple(attributions)), reader)
    assert [TAGS[tag] for tag in labelled.tags] == ["B-source", "I-source", "B-cue", "I-cue", "B-content", "O"]
    assert labelled.heads == ((2,), (2,), (2,), (2,), (2,), ())


def test_a_standoff_file_reads_as_the_same_spans(standoff, reader, tmp_path):
    """Discontinuous spans stand behind semicolons; the file's name ends with who annotated it."""
    (tmp_path / "text").mkdir()
    (tmp_path / "attributions").mkdir()
    (tmp_path / "text/note.txt").write_text("“No,” Vik said, “never.”")
    (tmp_path / "attributions/note_a.ann").write_text(
        "T1\tSource 6 9\tVik\nT2\tCue 10 14\tsaid\nT3\tContent 0 5;16 24\t“No,” “never.”\n"
        "T4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
    )
    (article,) = standoff.read_corpus(tmp_path)
    assert (article.name, article.annotator) == ("note", "a")
    labelled = standoff.label(article, reader)
    words = [article.text[slice(*span)] for span in labelled.words.spans]
    contents = [word for word, tag in zip(words, labelled.tags, strict=True) if TAGS[tag].endswith("content")]
    assert contents == ["“", "No", ",", "”", "“", "never", ".", "”"]


def test_a_quarter_of_the_passages_is_held_back_for_measuring(standoff):
    """The rule of the datasheet picks 112 passages, some from each file."""
    held_back = [
        passage.name
        for name in "abc"
        for passage in standoff.read_passages(HOME / f"passages/{name}.jsonl")
        if standoff.is_held_back(passage)
    ]
    assert len(held_back) == 112
    assert {name[0] for name in held_back} == set("abc")


def test_the_passages_are_what_their_datasheet_says(standoff):
    """Every passage reads, ids are unique, and the numbers in the datasheet are counted here."""
    files = [(HOME / f"passages/{name}.jsonl").read_text(encoding="utf-8") for name in "abc"]
    marked = [json.loads(line) for file in files for line in file.splitlines()]
    attributions = [one for passage in marked for one in standoff.unmark(passage["marked"])[1]]
    assert len({passage["id"] for passage in marked}) == len(marked) == 420
    assert len(attributions) == 1800
    assert all(one["content"] and (one["source"] or one["cue"]) for one in attributions)
    assert "420 passages" in (HOME / "passages/README.md").read_text(encoding="utf-8")
    assert "1,800 attributions" in (HOME / "passages/README.md").read_text(encoding="utf-8")
