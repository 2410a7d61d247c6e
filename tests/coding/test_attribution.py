"""Source, cue and content, by the trained tagger and the text's structure."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding import attribute
from detente.coding.attribution import tagger as tagging
from detente.coding.attribution.tagger import FOLDER, Tagger, tagger_in
from detente.errors import ModelError

STORY = """Norland will not sign before spring, Foreign Minister Tor Vik said on Monday.

"We have time," he told reporters in Westhaven. "The other side has less of it." Vik added that the draft had come \
through an intermediary, and denied that a date had been agreed.

According to two diplomats familiar with the talks, the island's status is the last open point. The League reportedly \
offered guarantees. Analysts believe the pause is tactical.
"""


def told(text):
    """Each attribution's source, cue and content as words."""
    return [
        tuple(" ".join(text[slice(*span)] for span in spans) for spans in (one.source, one.cue, one.content))
        for one in attribute(text)
    ]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Tor Vik said that the strait stays open.", "Tor Vik", "the strait stays open"),
        ("“The strait stays open,” said Tor Vik.", "Tor Vik", "The strait stays open"),
        ("“The strait,” Vik said, “stays open.”", "Vik", "stays open"),
        ("According to Coastal Wire, the strait stays open.", "Coastal Wire", "the strait stays open"),
        ("The strait stays open, according to a senior official.", "a senior official", "The strait stays open"),
        ("She later told reporters that the strait stays open.", "She", "the strait stays open"),
        ("Vik denied that the strait would close.", "Vik", "the strait would close"),
        ("The League believes that the strait stays open.", "The League", "the strait stays open"),
        ("The strait stays open (Coastal Wire, May 4; The Sound, May 6).", "Coastal Wire, May 4", "stays open"),
        ("“The strait stays open for all.”\n\n— Coastal Wire, unnamed sources", "Coastal Wire", "strait stays open"),
    ],
)
def test_a_source_is_found_wherever_it_stands(text, source, content):
    """Before its verb or behind it, in the middle of a quotation, behind "according to", in brackets, on its own."""
    assert [one for one in told(text) if source in one[0] and content in one[2]], told(text)


def test_one_source_serves_several_attributions():
    """Two verbs of one subject are two attributions with the same source."""
    text = "Tor Vik welcomed the draft but warned that Norland would not sign before spring."
    assert [source for source, _, _ in told(text)] == ["Tor Vik", "Tor Vik"]


def test_what_is_told_inside_what_is_told_is_one_of_its_own():
    """X said that Y had told Z: both are listed."""
    text = "The minister said that the envoy had told mediators that Norland would not accept the draft."
    found = told(text)
    assert any("minister" in source and "envoy" in content for source, _, content in found), found
    assert any("envoy" in source and "would not accept" in content for source, _, content in found), found


def test_a_quotation_goes_on_over_sentences_and_paragraphs():
    """All sentences of a quotation are told by its one speaker."""
    text = (
        "Vik said: “We have waited for a year. We can wait for another.\n\n"
        "“The strait stays open until then. Nobody will close it.”"
    )
    contents = " ".join(content for source, _, content in told(text) if "Vik" in source)
    assert "We can wait for another" in contents
    assert "Nobody will close it" in contents


def test_hearsay_has_no_source():
    """A word like "reportedly" tells that somebody says so, and not who."""
    found = told("The strait reportedly stays open.")
    assert [(source, cue) for source, cue, _ in found] == [("", "reportedly")]


def test_brackets_belong_to_their_own_clause():
    """Each bracketed source tells the clause before it and not the one before that."""
    text = "Paris wants more (Le Courrier, May 4), while Berlin waits (Der Bote, May 6)."
    found = {source: content for source, _, content in told(text) if "May" in source}
    assert found["Der Bote, May 6"] == "Berlin waits"


@pytest.mark.parametrize("text", ["", " ", "\n\n\t  \n", "\N{ZERO WIDTH SPACE}\n"])
def test_an_empty_text_gives_nothing(text):
    """Nothing is attributed where nothing is written."""
    assert attribute(text) == []


@settings(max_examples=60)
@given(st.text(alphabet=st.sampled_from('ab said.,"“”()[]—:;\n Vi?!’😀שא'), max_size=300), st.integers(0, 20))
def test_spans_lie_inside_the_text(text, start):
    """Whatever the text and wherever it begins, every span is a real stretch of it."""
    start = min(start, len(text))
    for one in attribute(text, start):
        for low, high in (*one.source, *one.cue, *one.content):
            assert start <= low < high <= len(text)
        assert one.content


@settings(max_examples=20)
@given(st.lists(st.sampled_from(STORY.split("\n\n")), min_size=1, max_size=6))
def test_a_text_is_read_alike_whatever_was_read_before(paragraphs):
    """A tagger that has read other texts finds what a fresh one finds."""
    text = "\n\n".join(paragraphs)
    assert tagger_in().read(text) == FRESH.read(text)


FRESH = Tagger(FOLDER)


@pytest.mark.parametrize("size", [1, 2, 64])
def test_the_result_does_not_depend_on_how_windows_are_grouped(size, monkeypatch):
    """Windows are decoded in groups of any size with the same result."""
    text = STORY * 6
    whole = tagger_in().read(text)
    monkeypatch.setattr(tagging, "_WINDOWS_AT_ONCE", size)
    assert tagger_in().read(text) == whole
    assert len(whole) > 12


def mutated(text, shuffler):
    """The text with one thing broken."""
    characters = list(text)
    ways = (
        lambda: text.replace('"', ""),
        lambda: text.replace('"', "“"),
        lambda: "".join(one for one in text if one not in ".,;:!?\"'"),
        text.upper,
        text.lower,
        lambda: text.replace(" ", ""),
        lambda: text.replace("\n", " "),
        lambda: text.replace(" ", "\n"),
        lambda: "".join(one + ("😀" if shuffler.random() < 0.1 else "") for one in text),
        lambda: "".join(shuffler.sample(characters, len(characters))),
        lambda: text[: shuffler.randrange(len(text))],
        lambda: text.replace("Vik", "ויק").replace("said", "قال"),
        lambda: "".join(one if shuffler.random() > 0.05 else chr(shuffler.randrange(1, 0xD800)) for one in text),
        lambda: text.replace("(", "((((").replace(".", "..."),
        lambda: "\x00".join(text.split(" ")),
        lambda: text.replace(" ", " \N{RIGHT-TO-LEFT MARK}"),
    )
    return shuffler.choice(ways)()


@pytest.mark.slow
def test_no_text_makes_it_fail():
    """200 broken texts are read to their end, and what is found lies inside them."""
    shuffler = random.Random(1)  # noqa: S311 - breaks texts
    for _ in range(200):
        text = mutated(STORY, shuffler)
        if shuffler.random() < 0.3:
            text = mutated(text or STORY, shuffler)
        for one in attribute(text):
            assert all(0 <= low < high <= len(text) for low, high in (*one.source, *one.cue, *one.content))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("unit", "size"), [("a", 10**6), ('"', 10**6), ("(", 10**6), ("😀", 10**6), ("12 ", 10**6), ("said no, ", 10**5)]
)
def test_a_long_line_of_one_thing_ends(unit, size):
    """No quantity of one thing on one line makes the work grow faster than the text."""
    text = (unit * size)[:size]
    assert isinstance(attribute(text), list)


@pytest.mark.slow
def test_a_hundred_thousand_words_fit_into_600_megabytes():
    """The peak memory of a process that attributes so long a text, loading included."""
    # Linux hands ru_maxrss on from the process that started this one, which may have been larger; VmHWM begins anew.
    script = (
        "import pathlib, resource, sys\n"
        "from detente.coding import attribute\n"
        "text = sys.stdin.read()\n"
        "found = attribute(text)\n"
        "status = pathlib.Path('/proc/self/status')\n"
        "lines = status.read_text().splitlines() if status.exists() else []\n"
        "told = [int(line.split()[1]) for line in lines if line.startswith('VmHWM')]\n"
        "peak = told[0] if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(len(text.split()), len(found), peak)\n"
    )
    text = STORY * (100_000 // len(STORY.split()) + 1)
    done = subprocess.run([sys.executable, "-c", script], input=text, capture_output=True, text=True, check=True)
    n_words, n_found, peak = map(int, done.stdout.split())
    unit = 1 if sys.platform == "darwin" else 1024
    assert n_words >= 100_000
    assert n_found > 5_000
    assert peak * unit < 600_000_000


@pytest.mark.parametrize("name", ["tagger.onnx", "tokenizer.json", "manifest.json"])
def test_a_missing_file_of_the_model_is_told(name, tmp_path):
    """The error names the file or its folder and what to do."""
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=r"missing.*install détente again"):
        Tagger(folder)


@pytest.mark.parametrize("name", ["tagger.onnx", "tokenizer.json", "manifest.json"])
def test_a_damaged_file_of_the_model_is_told(name, tmp_path):
    """One changed byte is noticed at loading, before anything is read with it."""
    folder = tmp_path / "model"
    shutil.copytree(FOLDER, folder)
    data = bytearray((folder / name).read_bytes())
    data[0] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(ModelError, match=r"damaged.*install détente again"):
        Tagger(folder)


def test_the_model_is_loaded_when_first_needed_and_once():
    """Importing détente loads no model, and the shipped one is kept."""
    script = (
        "import sys, detente, detente.coding\n"
        "assert 'onnxruntime' not in sys.modules and 'tokenizers' not in sys.modules\n"
        "from detente.coding.attribution.tagger import tagger_in\n"
        "assert tagger_in() is tagger_in()\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_the_files_of_the_model_are_small_and_as_the_manifest_says():
    """Model and tokenizer take at most 30 MB; the manifest names version and window."""
    manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
    named = {"tagger.onnx", "reading.onnx", "statements.onnx", "further.npz", "tokenizer.json"}
    assert set(manifest["sha256"]) == named
    assert sum((FOLDER / name).stat().st_size for name in manifest["sha256"]) <= 30_000_000
    assert manifest["version"] == tagger_in().version
