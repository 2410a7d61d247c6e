"""The data files that every rule reads: no entry twice, each with an example that it really finds."""

from __future__ import annotations

import re
from collections import Counter
from importlib import resources
from pathlib import Path

import pytest

from detente.coding import vocabulary
from detente.coding.acts import excluded_acts, find_acts
from detente.model import Act

CUE_FILES = ("acts", "firmness", "conditions")


def cues(name: str) -> list[dict[str, str]]:
    """Every entry of a data file."""
    return [cue for group in vocabulary.load(name)["group"] for cue in group["cues"]]


@pytest.mark.parametrize("name", CUE_FILES)
def test_no_cue_stands_twice_in_a_file(name):
    """Two entries of one cue would let their order decide what it means."""
    counts = Counter(cue["cue"] for cue in cues(name))
    assert [cue for cue, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("name", CUE_FILES)
def test_every_cue_has_an_example_that_it_finds(name):
    """An entry without an example, or with one that it misses, is a mistake in the data."""
    missed = [
        cue["cue"]
        for cue in cues(name)
        if not re.search(rf"(?<!\w){vocabulary.cue_pattern(cue['cue'])}(?!\w)", cue["example"], re.IGNORECASE)
    ]
    assert missed == []


def test_every_act_cue_is_read_as_its_act_in_its_example():
    """No other entry may win the words of an entry's own example."""
    wrong = []
    for group in vocabulary.load("acts")["group"]:
        for cue in group["cues"]:
            found = find_acts(cue["example"], (0, len(cue["example"])))
            if group["act"] not in {one.act.value for one in found}:
                wrong.append((cue["cue"], [one.act.value for one in found]))
    assert wrong == []


NEGATING = [cue for cue in cues("acts") if "negates" in cue]


@pytest.mark.parametrize("cue", [each for each in NEGATING if each["negates"] == "self"], ids=lambda cue: cue["cue"])
def test_a_cue_that_negates_what_it_names_excludes_the_opposite(cue):
    """Who has no objection does not reject, and who reserves a position does not accept."""
    (found,) = find_acts(cue["example"], (0, len(cue["example"])))
    assert {Act.ACCEPT: Act.REJECT, Act.REJECT: Act.ACCEPT}[found.act] in excluded_acts(cue["example"])


@pytest.mark.parametrize("cue", [each for each in NEGATING if each["negates"] == "next"], ids=lambda cue: cue["cue"])
def test_a_cue_that_negates_the_verb_behind_it_leaves_its_own_act_to_that(cue):
    """To say that one will not oppose a thing is no refusal."""
    words = f"The guild {cue['cue']} oppose a lease."
    assert [found.act for found in find_acts(words, (0, len(words)))] == [Act.ACCEPT]


def test_every_key_of_a_data_file_is_read():
    """Words that no rule looks up are dead weight."""
    home = resources.files("detente.coding")
    code = "".join(path.read_text(encoding="utf-8") for path in Path(str(home)).rglob("*.py"))
    files = (file.name.removesuffix(".toml") for file in home.joinpath("vocabulary").iterdir() if ".toml" in file.name)
    assert [
        key for file in files for key in vocabulary.load(file) if f'"{key}"' not in code and f"'{key}'" not in code
    ] == []


def test_no_vocabulary_names_a_real_negotiation():
    """Nothing but the dossier knows who the parties are."""
    names = ("ukrain", "russia", "moscow", "kyiv", "kremlin", "washington", "trump", "putin", "zelensk", "donbas")
    for file in resources.files("detente.coding.vocabulary").iterdir():
        if file.name.endswith(".toml"):
            text = file.read_text(encoding="utf-8").casefold()
            assert [name for name in names if name in text] == [], file.name


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("deny", ("deny", "denies", "denying", "denied")),
        ("agree", ("agree", "agrees", "agreeing", "agreed")),
        ("commit", ("commit", "commits", "committing", "committed")),
        ("say", ("say", "says", "saying", "said")),
        ("tie", ("tie", "ties", "tying", "tied")),
        ("press", ("press", "presses", "pressing", "pressed")),
        ("propose", ("propose", "proposes", "proposing", "proposed")),
    ],
)
def test_a_verbs_forms_are_english(verb, forms):
    """The tilde behind a verb stands for its real forms."""
    assert vocabulary.verb_forms(verb) == forms
