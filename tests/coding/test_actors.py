"""Names, metonyms, roles and possessives to parties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.coding.actors import Actors, Shape
from detente.model import Dossier


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norland refuses.", ("Norland", "norland", Shape.PARTY, None)),
        ("The Halvard Palace refuses.", ("Halvard Palace", "norland", Shape.BODY, "Halvard Palace")),
        ("Ingrid Solberg refuses.", ("Ingrid Solberg", "norland", Shape.PERSON, "Ingrid Solberg")),
        ("Solberg refuses.", ("Solberg", "norland", Shape.PERSON, "Solberg")),
        ("Norlandic officials refuse.", ("Norlandic officials", "norland", Shape.BODY, "Norlandic officials")),
        ("Norland's foreign minister refuses.", ("Norland's foreign minister", "norland", Shape.BODY, None)),
        ("Norland negotiators refuse.", ("Norland negotiators", "norland", Shape.BODY, None)),
        ("Norland told negotiators no.", ("Norland", "norland", Shape.PARTY, None)),
        ("On Norlandic soil", ("Norlandic", "norland", Shape.ADJECTIVE, None)),
        ("The League proposes.", ("League", "league", Shape.PARTY, None)),
    ],
)
def test_a_party_is_found_under_each_of_its_names(dossier: Dossier, text, expected):
    """The dossier's names, its people, its adjective with a body, its metonym with an article."""
    words, party, shape, speaker = expected
    (mention,) = Actors(dossier).mentions(text, (0, len(text)))
    assert (text[slice(*mention.span)], mention.party, mention.shape) == (words, party, shape)
    assert mention.speaker == (words if shape is Shape.BODY and speaker is None else speaker)


@pytest.mark.parametrize("text", ["Norlander", "NORLANDIA", "Brandtson", "the leagues of old"])
def test_a_name_inside_another_word_is_no_mention(dossier: Dossier, text):
    """Names end at word boundaries."""
    assert Actors(dossier).mentions(text, (0, len(text))) == []


def test_mentions_stay_inside_the_span(dossier: Dossier):
    """A sentence's mentions are its own."""
    text = "Norland waits. Sudmark waits."
    assert [mention.party for mention in Actors(dossier).mentions(text, (15, len(text)))] == ["sudmark"]


@pytest.mark.parametrize("text", ["Harbour pilots refuse.", "harbour pilots refuse.", "The Harbour Pilots refuse."])
def test_a_name_in_small_letters_is_found_at_the_beginning_of_a_sentence_too(dossier: Dossier, text):
    """And with a capital for each word; a name with a capital stays itself."""
    league = replace(dossier.parties[2], names=("harbour pilots", "the League"))
    actors = Actors(replace(dossier, parties=(*dossier.parties[:2], league)))
    assert [mention.party for mention in actors.mentions(text, (0, len(text)))] == ["league"]
    assert actors.mentions("a league of old", (0, 15)) == []


def test_a_verb_behind_a_name_is_no_body(dossier: Dossier):
    """In "Norland states that" no states are named."""
    (mention,) = Actors(dossier).mentions("Norland states that it pays", (0, 27))
    assert mention.shape is Shape.PARTY
