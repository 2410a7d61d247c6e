"""Candidates: the parties that are weighed in a sentence, and what each word is to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from detente.coding.attribution.tagger import tagger_in
from detente.coding.attribution.words import N_PARTIES
from detente.coding.candidates import CONTEXT_WORDS, Role
from detente.coding.finder import Finder
from detente.coding.heads import roles
from detente.model import Dossier

TOLD = "Norland spoke first. The Sudmark envoy said that they would pay the fee."


@pytest.fixture(scope="module")
def weighed(dossier: Dossier, make_document):
    """The candidates of a text by sentence and party, and the words of the text."""
    finder = Finder(dossier, tagger_in())

    def run(text: str):
        found = finder.find(make_document(text))
        words = [found.reading.words.text[slice(*span)] for span in found.reading.words.spans]
        return [{one.party: one for one in group} for group in found.candidates], words

    return run


def words_in(role: Role, candidate, words: list[str]) -> list[str]:
    """The words that are this to the candidate."""
    begin = candidate.words[0] - candidate.n_before
    return [words[begin + int(place)] for place in candidate.roles[:, role].nonzero()[0]]


def test_a_name_is_the_partys_own_or_anothers(weighed):
    """The same word is one party's own name and another's to the other; names of the sentence before count too."""
    (_, second), words = weighed(TOLD)
    assert words_in(Role.OWN_NAME, second["norland"], words) == ["Norland"]
    assert words_in(Role.OTHER_NAME, second["sudmark"], words) == ["Norland"]
    assert words_in(Role.OWN_NAME, second["sudmark"], words) == words_in(Role.OTHER_NAME, second["norland"], words)


def test_what_is_told_is_told_by_the_party_or_by_another(weighed):
    """The content of a telling is marked for its source and for the others."""
    (_, second), words = weighed(TOLD)
    told = words_in(Role.TOLD_BY_OWN, second["sudmark"], words)
    assert {"would", "pay", "fee"} <= set(told)
    assert words_in(Role.TOLD_BY_OTHER, second["norland"], words) == told


def test_words_before_the_sentence_are_marked_and_few(weighed):
    """What stands before is told apart from the sentence, and no more of it is read than is said."""
    groups, words = weighed("It rained. " * 20 + "Norland wants a fee.")
    last = groups[-1]["norland"]
    assert last.n_before == CONTEXT_WORDS
    assert last.roles[:, Role.BEFORE].tolist() == [1.0] * CONTEXT_WORDS + [0.0] * 5
    assert len(last.roles) == last.n_before + last.words[1] - last.words[0]
    assert words[last.words[0]] == "Norland"


def test_pronouns_stand_for_nobody_by_themselves(weighed):
    """A pronoun is a pronoun to every party."""
    (_, second), words = weighed(TOLD)
    assert all(words_in(Role.PRONOUN, one, words) == ["they"] for one in second.values())


def test_parties_are_numbered_as_the_text_names_them_first(weighed):
    """Their order tells nothing of their names: with the names swapped the numbers are the same."""
    (first, second), _ = weighed(TOLD)
    assert {party: one.number for party, one in (first | second).items()} == {"norland": 1, "sudmark": 2}
    (first, second), _ = weighed("Sudmark spoke first. The Norland envoy said that they would pay the fee.")
    assert {party: one.number for party, one in (first | second).items()} == {"sudmark": 1, "norland": 2}


def test_each_name_of_a_party_has_its_number_and_no_other_word_has_one(dossier, make_document):
    """Names of parties and of their people alike."""
    found = Finder(dossier, tagger_in()).find(make_document(TOLD))
    words = found.reading.words
    numbered = {words.text[slice(*span)]: int(number) for span, number in zip(words.spans, words.parties, strict=True)}
    assert {word: number for word, number in numbered.items() if number} == {"Norland": 1, "Sudmark": 2}


@pytest.mark.parametrize(
    ("between", "likeliest"),
    [
        ("It told Norland so.", "sudmark"),
        ("But they blamed Norland for it.", "sudmark"),
        ("Norland heard of it.", "norland"),
        ("The fee was news to Norland.", "norland"),
    ],
)
def test_who_goes_on_as_a_pronoun_stays_likelier_than_whom_it_names(weighed, between, likeliest):
    """Who is only spoken to or of does not take the place of who speaks on."""
    groups, _ = weighed(f"Sudmark wants a fee. {between} The harbour is closed.")
    assert next(iter(groups[-1])) == likeliest


def test_an_adjective_names_nobody_that_a_later_sentence_may_be_about(weighed):
    """Whose coast it is acts in no sentence."""
    groups, _ = weighed("Sudmark wants a fee. Sudmark crossed the Norlandic coast. The harbour is closed.")
    assert list(groups[-1]) == ["sudmark"]


@pytest.mark.parametrize(("number", "expected"), [(0, 0.0), (1, 0.1), (2, 0.2)])
def test_a_word_is_to_a_candidate_how_likely_it_means_its_party(weighed, number, expected):
    """Read from the column of the party's number; nobody's number reads none."""
    (_, second), _ = weighed(TOLD)
    one = replace(second["sudmark"], number=number)
    meant = np.tile(np.arange(N_PARTIES + 1, dtype=np.float32) / 10, (len(one.roles), 1))
    assert roles(one, meant)[:, -1].tolist() == pytest.approx([expected] * len(one.roles))
