"""What an act depends on."""

from __future__ import annotations

import pytest

from detente.coding import vocabulary
from detente.coding.conditions import Strength, find_condition


def read(sentence: str) -> tuple[str, Strength] | None:
    """The words and the strength of the condition in a sentence."""
    found = find_condition(sentence, (0, len(sentence)))
    return None if found is None else (sentence[slice(*found.content)], found.strength)


@pytest.mark.parametrize(
    ("sentence", "content", "strength"),
    [
        ("Norland signs only if the levy ends.", "the levy ends", Strength.STRONG),
        ("Norland will sign, provided that the levy ends, Vik said.", "the levy ends", Strength.STRONG),
        ("Sudmark will not sign unless there is an audit.", "an audit", Strength.STRONG),
        ("Sudmark offers a lease in exchange for a port.", "a port", Strength.STRONG),
        ("Sudmark would look at a lease, but it must be short.", "be short", Strength.STRONG),
        ("Sudmark floated a vote, with a truce as the precondition.", "a truce", Strength.INVERTED),
        ("Norland would send ships once the text is signed.", "the text is signed", Strength.TIMED),
        ("Norland would sign if the levy ended; Sudmark would not.", "the levy ended", Strength.WEAK),
        ("Norland will pay on the understanding that the gates close.", "the gates close", Strength.STRONG),
        ("Norland will pay the moment the gates close.", "the gates close", Strength.STRONG),
        ("Norland made its loan dependent on an audit.", "an audit", Strength.STRONG),
        ("Norland would lift the levy when the gates are closed.", "the gates are closed", Strength.TIMED),
        ("Sudmark will not sign while the levy lasts, Vik said.", "the levy lasts", Strength.TIMED),
        ("Sudmark would sign for as long as the fee is low.", "the fee is low", Strength.TIMED),
    ],
)
def test_a_condition_is_the_words_behind_its_cue(sentence, content, strength):
    """The words end with the clause; how strongly they bind comes from the cue."""
    assert read(sentence) == (content, strength)


@pytest.mark.parametrize(
    ("sentence", "content", "strength"),
    [
        ("Without a port there will be no lease, Vik said.", "a port", Strength.STRONG),
        ("“Without our port I will sign nothing,” Vik said.", "our port", Strength.STRONG),
        ("Failing a reply by Friday, Sudmark will close the gates.", "a reply by Friday", Strength.STRONG),
        ("Should the levy stay, Norland will walk out.", "the levy stay", Strength.WEAK),
        ("Were the levy to stay, Norland would walk out.", "the levy to stay", Strength.WEAK),
        ("If the levy ended Norland would sign.", "the levy ended", Strength.WEAK),
        ("Only when the levy ends would Sudmark sign.", "the levy ends", Strength.STRONG),
        ("In return for a port, Sudmark leases the valley.", "a port", Strength.STRONG),
        ("No port, no lease: Sudmark has one line.", "port", Strength.STRONG),
        ("Either the levy ends or Norland walks out.", "the levy ends", Strength.WEAK),
    ],
)
def test_a_condition_may_open_the_sentence(sentence, content, strength):
    """In front of its main clause it ends where that clause begins, with or without a comma."""
    assert read(sentence) == (content, strength)


@pytest.mark.parametrize(
    "sentence",
    [
        "Without naming a day, Vik left the hall.",
        "Should the delta sign?",
        "The day of the vote was calm.",
    ],
)
def test_an_opening_without_a_consequence_is_no_condition(sentence):
    """What opens a sentence binds only something that is still to happen or is denied."""
    assert read(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Norland will sign no lease without a port.", "a port"),
        ("Norland cannot pay before the audit has been done.", "the audit has been done"),
        ("Norland would not come back for less than a port.", "a port"),
        ("Norland will sign nothing that does not name an auditor.", "name an auditor"),
    ],
)
def test_a_denied_act_depends_on_what_it_is_denied_without(sentence, content):
    """No X without Y is X on condition of Y."""
    assert read(sentence) == (content, Strength.STRONG)


@pytest.mark.parametrize(
    "sentence", ["Norland supports the lease without reservation.", "Norland signed without a port."]
)
def test_without_alone_is_no_condition(sentence):
    """An act that nobody denies does not depend on what it goes without."""
    assert read(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Norland would not sign, while Sudmark wants a port.",
        "Norland wants a port while Sudmark wants a fee.",
        "Vik left the hall when the bell rang.",
        "Norland, which until last month would not pay, now pays.",
    ],
)
def test_what_happens_at_one_time_is_no_condition(sentence):
    """Unless something is refused meanwhile, or offered for then."""
    assert read(sentence) is None


def test_a_limit_on_an_offer_is_a_condition():
    """An obligation of the other side binds what is offered before it."""
    sentence = "Sudmark would lease the valley, but the rent for the port must stay."
    assert read(sentence) == ("the rent for the port must stay", Strength.STRONG)


def test_an_obligation_beside_a_refusal_is_no_condition():
    """Where nothing is offered, what must be is a demand of its own."""
    assert read("Sudmark rejects the lease, but the rent must stay.") is None


def test_a_remark_may_part_a_cue():
    """What stands between commas before the preposition is skipped."""
    assert read("The lease hinges, in the Norlandic view, on an audit.") == ("an audit", Strength.STRONG)


def test_a_day_is_not_waited_for():
    """A date or a duration is when, not whether; a number of things is whether."""
    assert read("Norland will wait until March 3.") is None
    assert read("Norland will wait until 30 prisoners are freed.") == ("30 prisoners are freed", Strength.STRONG)


def test_a_date_does_not_hide_a_condition_behind_it():
    """The next cue is read where the first one tells only a day."""
    sentence = "Norland will wait until 2034, provided that the gates close."
    assert read(sentence) == ("the gates close", Strength.STRONG)


@pytest.mark.parametrize(
    "sentence",
    [
        "Norland would sign even if the levy stayed.",
        "Norland would sign if necessary.",
        "Norland would be grateful if Sudmark paid.",
        "Norland asked if Sudmark would pay.",
        "Norland rejected the lease at once, Vik said.",
        "A lease that the mayor provided for would be signed.",
    ],
)
def test_a_cue_beside_other_words_means_something_else(sentence):
    """Concessions, thanks, questions and mere haste bind nothing."""
    assert read(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        ("Norland signs provided that the rate is 23.5 percent.", "the rate is 23.5 percent"),
        ("Norland, unless the levy ends, will walk out.", "the levy ends"),
        ("“Norland signs only if the levy ends,” an aide to Vik said.", "the levy ends"),
        ("Norland signs only if the levy ends, Vik, its envoy, told the hall.", "the levy ends"),
    ],
)
def test_a_condition_ends_where_another_clause_begins(sentence, content):
    """A decimal point ends nothing; a verb, a closing quotation mark and a source do."""
    assert read(sentence) == (content, Strength.STRONG)


def test_a_condition_lies_inside_the_span_that_is_read():
    """Words outside the characters asked for are not read."""
    text = "If the levy ended, Norland would sign; Sudmark signs only if a port opens. Unless it rains."
    start, end = text.index("Sudmark"), text.index(" Unless")
    found = find_condition(text, (start, end))
    assert found is not None
    assert text[slice(*found.content)] == "a port opens"


def test_a_sentence_without_a_condition_has_none():
    """Nothing is made up."""
    assert read("Norland signs.") is None


@pytest.mark.parametrize(
    ("group", "cue"),
    [
        pytest.param(group, cue, id=cue["cue"])
        for group in vocabulary.load("conditions")["group"]
        for cue in group["cues"]
    ],
)
def test_every_cue_binds_its_example_as_its_group_says(group, cue):
    """An entry whose example another entry reads differently is a mistake in the data."""
    found = read(cue["example"])
    assert found is not None
    assert found[1] is Strength(group["strength"])


def test_a_list_of_refusals_is_no_condition():
    """Behind a colon or a dash "no X, no Y" lists what is refused."""
    text = "Norland named its red lines: no fee, no pilots, no tolls."
    assert find_condition(text, (0, len(text))) is None
