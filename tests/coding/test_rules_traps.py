"""Sentences that a careless reader codes the wrong way round."""

from __future__ import annotations

import pytest

from detente.coding.attribution.tagger import tagger_in
from detente.coding.finder import Finder
from detente.model import Dossier, Value


@pytest.fixture(scope="module")
def code(dossier: Dossier, make_document):
    """The statements that the rules suggest for a text published on a Tuesday, in text order."""
    finder = Finder(dossier, tagger_in())

    def run(text: str):
        groups = finder.find(make_document(text, published="2031-03-11")).candidates
        suggested = [one.statement for group in groups for candidate in group for one in candidate.suggested]
        return tuple(sorted(suggested, key=lambda one: one.quote.start))

    return run


@pytest.mark.parametrize(
    "text",
    [
        "Some analysts believe Norland will accept a fee.",
        "Norland is expected to accept a fee.",
        "Norland has withdrawn its threat to close the strait.",
        "Norland dropped its demand for a fee.",
        "It is not true that Norland rejects a fee.",
        "Norland neither accepted nor rejected the fee.",
        "Norland was asked to accept a fee.",
    ],
)
def test_a_forecast_a_request_or_a_reversal_is_no_position(code, text):
    """What somebody expects, asks for or takes back is not what the party holds."""
    assert code(text) == ()


def test_a_verbs_form_behind_an_adjective_is_a_noun(code):
    """A "working draft" is drafted by nobody in that sentence."""
    assert code("Norland’s task is to turn the fee from a “working draft” into a rule.") == ()


def test_not_without_is_a_demand(code):
    """Who will not sign without a thing wants the thing."""
    (statement,) = code("Norland will not sign without a fee.")
    assert (statement.act.value, statement.issue) == ("demand", "fees")


def test_a_deadline_is_neither_a_condition_nor_the_day_it_was_said(code):
    """What is to last until a day was said on another."""
    (statement,) = code("Norland agreed on Monday to waive the fee until May 15.")
    assert statement.condition is None
    assert str(statement.said_on) == "2031-03-10"


def test_a_day_to_come_does_not_date_what_was_said(code):
    """An infinitive's date lies in what is said."""
    (statement,) = code("Norland threatened to close the strait on April 15.")
    assert statement.said_on is None


def test_two_numbers_without_a_range_word_are_no_range(code):
    """The number behind the cue is the one that is told."""
    (statement,) = code("Norland proposed a fee of 350 crowns, up from 300 crowns.")
    assert statement.value == Value(350, 350, "crowns")


def test_direct_speech_is_its_speakers(code):
    """A quotation behind a colon, or before its speaker's name, is what the speaker says."""
    for text in ('Solberg said: "We reject any fee."', '"We will never accept any fee," Solberg told The Sound.'):
        (statement,) = code(text)
        assert (statement.party, statement.speaker, statement.act.value) == ("norland", "Solberg", "reject"), text


def test_a_sentence_before_a_bracketed_source_is_no_heading(code):
    """A source behind the full stop does not hide it."""
    (statement,) = code("Norland demands a fee. (The Sound)")
    assert statement.party == "norland"


def test_the_items_of_a_list_are_sentences_of_their_own(code):
    """No item runs into the next, with or without a full stop."""
    quotes = [
        one.quote.text for one in code("- Norland wants a fee in the strait\n- Sudmark rejects any fee of that kind\n")
    ]
    assert quotes == ["Norland wants a fee in the strait", "Sudmark rejects any fee of that kind"]


def test_a_source_close_to_a_party_does_not_speak_for_it(code):
    """Nearness is no office: the words are an unnamed person's, in the chain."""
    (statement,) = code("Sudmark rejects any fee, a source close to Norland told The Sound.")
    assert (statement.party, statement.speaker) == ("sudmark", None)
    assert statement.reported_by == ("source close to Norland", "The Sound")


def test_a_condition_behind_but_is_coded_once(code):
    """The clause that only adds the condition is no second statement."""
    (statement,) = code("Sudmark is willing to discuss a fee, but only if pilots stay ashore.")
    assert statement.condition is not None
    assert statement.act.value == "condition"


def test_it_behind_the_verb_looks_back(code):
    """What is rejected is what was spoken of before."""
    first, second = code("Norland proposed a fee. Sudmark rejected it and left the strait.")
    assert (first.issue, second.issue) == ("fees", "fees")


def test_an_option_in_a_relative_clause_is_not_the_options_of_the_act(code):
    """What a party is reminded of beside the point is not what it refuses."""
    (statement,) = code(
        "Norland, which favours piloted ships with a Norlandic pilot on board, rejects any fee in the strait."
    )
    assert statement.option is None


def test_an_outlet_that_is_a_source_reports_whatever_its_verb(code):
    """The tagger knows more verbs than the vocabulary does."""
    (statement,) = code("Coastal Wire contended that Norland rejects the fee.")
    assert statement.reported_by == ("Coastal Wire",)
