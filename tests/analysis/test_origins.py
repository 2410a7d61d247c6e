"""Who is unnamed, how directly a statement was told, and what it goes back to."""

from __future__ import annotations

import pytest

from detente.analysis import Directness, directness, is_unnamed, origin
from detente.analysis.origins import _UNNAMED_WORDS


@pytest.mark.parametrize(
    "name",
    ["unnamed sources", "two senior officials", "people familiar with the talks", "a European diplomat",
     "anonymous insiders", "a source close to the Palace", "undisclosed", "unidentified official",
     "Norlandic diplomats", "an insider"],
)  # fmt: skip
def test_a_description_is_no_name(name):
    """A teller described by what they are has no name."""
    assert is_unnamed(name)


@pytest.mark.parametrize("name", ["Bloomberg", "Financial Times", "Emil Brandt", "Sudmarker media", "Kommersant"])
def test_a_person_or_an_outlet_has_a_name(name):
    """Persons and outlets are named, however loosely."""
    assert not is_unnamed(name)


def test_the_words_for_the_unnamed_are_lower_case_words():
    """Every entry of the vocabulary can match."""
    assert all(word == word.casefold() and word.isalpha() for word in _UNNAMED_WORDS)


@pytest.mark.parametrize(
    ("speaker", "via", "expected"),
    [
        (None, (), Directness.DIRECT),
        ("Emil Brandt", (), Directness.DIRECT),
        ("Emil Brandt", ("CNN",), Directness.REPORTED),
        (None, ("CNN", "Le Monde"), Directness.REPORTED),
        ("a senior official", (), Directness.UNNAMED),
        (None, ("unnamed sources", "Bloomberg"), Directness.UNNAMED),
    ],
)
def test_directness_falls_with_every_stranger_between(say, speaker, via, expected):
    """The party itself, then a named report, then the unnamed."""
    assert directness(say("2031-03-01", "demand", speaker=speaker, via=via)) is expected


@pytest.mark.parametrize(
    ("via", "expected"),
    [
        ((), "document doc-a"),
        (("CNN", "Le Monde"), "cnn"),
        (("The  Financial Times",), "financial times"),
        (("unnamed sources", "Bloomberg"), "bloomberg"),
        (("unnamed sources",), "document doc-a"),
    ],
)
def test_the_origin_is_the_named_teller_nearest_the_speaker(say, via, expected):
    """Where nobody named stands between, the document is the origin."""
    assert origin(say("2031-03-01", "demand", via=via)) == expected
