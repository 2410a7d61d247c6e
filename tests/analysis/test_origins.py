"""Who is unnamed, how directly a statement was told, and what it goes back to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.analysis import Directness, directness, is_unnamed, origin, positions
from detente.analysis.origins import _UNNAMED_WORDS
from detente.model import Source


@pytest.mark.parametrize(
    "name",
    ["unnamed sources", "two senior officials", "people familiar with the talks", "a European diplomat",
     "anonymous insiders", "a source close to the Palace", "undisclosed", "unidentified official",
     "Norlandic diplomats", "an insider", "One of them", "the latter", "both", "the two sides", "They", "another"],
)  # fmt: skip
def test_a_description_is_no_name(name):
    """A teller described by what they are has no name."""
    assert is_unnamed(name)


@pytest.mark.parametrize(
    "name",
    ["Bloomberg", "Financial Times", "Emil Brandt", "Sudmarker media", "Kommersant", "US", "WHO",
    "the US", "One Sound"],
)  # fmt: skip
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
    ("via", "publisher", "expected"),
    [
        ((), None, "document doc-a"),
        ((), "The Coastal  Wire", "coastal wire"),
        (("CNN", "Le Monde"), "Coastal Wire", "cnn"),
        (("The  Financial Times",), None, "financial times"),
        (("unnamed sources", "Bloomberg"), "Coastal Wire", "bloomberg"),
        (("unnamed sources",), "Coastal Wire", "coastal wire"),
        (("unnamed sources",), None, "document doc-a"),
        (("one of them", "The Sound"), "Coastal Wire", "sound"),
        (("the latter",), "Coastal Wire", "coastal wire"),
    ],
)
def test_the_origin_is_the_named_teller_nearest_the_speaker(say, via, publisher, expected):
    """Where nobody named stands between, the publisher is the origin; where that is not told, the document."""
    assert origin(say("2031-03-01", "demand", via=via, publisher=publisher)) == expected


def test_dispatches_of_one_publisher_are_one_origin_unless_they_cite_others(say):
    """A day more of the same agency adds no origin; what it takes from a named report goes back to that."""
    said = [
        say("2031-03-01", "demand", doc="monday", publisher="Coastal Wire"),
        say("2031-03-02", "demand", doc="tuesday", publisher="coastal wire"),
        say("2031-03-02", "demand", doc="tuesday", publisher="Coastal Wire", via=("The Sound",)),
        say("2031-03-03", "demand", doc="wednesday", publisher="The Sound"),
        say("2031-03-03", "demand", doc="letter"),
    ]
    assert {origin(entry) for entry in said} == {"coastal wire", "sound", "document letter"}
    [position] = positions(said).values()
    assert position.n_origins == 3


def test_the_agency_that_prints_the_words_is_nobody_between(say):
    """What the foreign minister told an agency stands in its own dispatch as directly as if it named no teller."""
    to_the_agency = say("2031-03-05", "accept", speaker="Tor Vik", via=("the Coastal Wire",), publisher="Coastal Wire")
    assert directness(to_the_agency) is Directness.DIRECT
    assert origin(to_the_agency) == "coastal wire"


def test_a_dossier_tells_by_which_names_an_agency_prints(say, dossier):
    """The teller "Coastal Wire" prints as "Coastal Wire Agency"; only the dossier knows that they are one."""
    known = replace(dossier, sources=(Source(name="Coastal Wire Agency", names=("Coastal Wire",)),))
    said = say("2031-03-05", "accept", speaker="Tor Vik", via=("Coastal Wire",), publisher="Coastal Wire Agency")
    assert directness(said, known) is Directness.DIRECT
    assert directness(said, dossier) is Directness.REPORTED
    assert origin(said, known) == "coastal wire agency"


def test_an_agency_that_cites_another_outlet_is_no_hop_and_the_outlet_is(say):
    """Of two tellers the last prints the document; the other stands between."""
    said = say("2031-03-05", "accept", via=("The Sound", "Coastal Wire"), publisher="Coastal Wire")
    assert (directness(said), origin(said)) == (Directness.REPORTED, "sound")


def test_an_unnamed_speaker_stays_unnamed_though_the_agency_was_told(say):
    """That the agency prints it itself gives nobody a name."""
    said = say("2031-03-05", "accept", via=("a senior official", "Coastal Wire"), publisher="Coastal Wire")
    assert directness(said) is Directness.UNNAMED


def test_what_was_told_to_the_printing_agency_rules_over_older_words(say, dossier):
    """The newest of two own words rules, though the agency that prints it is named as its teller."""
    older = say("2031-03-01", "demand", speaker="Tor Vik", publisher="Coastal Wire")
    newer = say("2031-03-05", "accept", speaker="Tor Vik", publisher="Coastal Wire", via=("Coastal Wire",))
    [position] = positions([older, newer], dossier).values()
    assert (position.ruling, position.directness) == (newer.id, Directness.DIRECT)
