"""Whether words want what they name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.coding import Coder
from detente.coding.stances import denied, retracted, without_dropped
from detente.model import Act, Dossier, Option, OptionId


@pytest.fixture(scope="module")
def told(dossier: Dossier, make_document):
    """Act and option of each statement that a sentence is coded into, with three options of passage."""
    passage = dossier.issues[0]
    third = Option(id=OptionId("vote"), name="A referendum", text="The coast votes on it in a referendum.")
    changed = replace(passage, options=(*passage.options, third), terms=(*passage.terms, "referendum"))
    coder = Coder(replace(dossier, issues=(changed, *dossier.issues[1:])))

    def tell(text):
        coded = coder.code(make_document(text, published="2031-03-11")).statements
        return {(one.act.value, one.option or (one.value and one.value.low)) for one in coded}

    return tell


@pytest.mark.parametrize(
    "text",
    [
        "There must be no referendum on the strait, President Brandt said.",
        "A referendum on the strait must never be held, President Brandt said.",
        "Sudmark demanded that no referendum be held on the strait.",
    ],
)
def test_who_wants_that_a_thing_never_happens_rejects_it(told, text):
    """It is no demand for the option that the words name."""
    assert told(text) == {("reject", "vote")}


def test_who_drops_a_demand_no_longer_wants_what_it_asked_for(told):
    """The party accepts to go without: no option is named."""
    assert told("Sudmark has dropped its demand for a referendum on the strait.") == {("accept", None)}


def test_who_withdraws_an_offer_does_not_accept_it(told):
    """The number is the one that is no longer offered."""
    assert told("Sudmark withdrew its offer of a fee of 300 crowns on Monday.") == {("reject", 300)}


@pytest.mark.parametrize(
    ("words", "act", "told_act"),
    [
        ("has dropped its demand for a vote", Act.REJECT, Act.ACCEPT),
        ("no longer insists on a vote", Act.REJECT, Act.ACCEPT),
        ("refuses to give up its demand for a vote", Act.REJECT, Act.DEMAND),
        ("will not withdraw its proposal", Act.REJECT, Act.PROPOSE),
        ("withdrew its offer of 300 crowns", Act.ACCEPT, Act.REJECT),
        ("wants Norland to drop its demand for a vote", Act.DEMAND, Act.DEMAND),
        ("would drop its demand if the fee falls", Act.CONDITION, Act.CONDITION),
        ("dropped its objections to a vote", Act.ACCEPT, Act.ACCEPT),
    ],
)
def test_taking_back_tells_the_act(words, act, told_act):
    """Of a demand, that its party goes without; of an offer, that there is none; of neither, what was read."""
    assert retracted(words, act) is told_act


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("there must be no vote on the coast", "there must be"),
        ("it must not be less than 300", "it must not be less than 300"),
        ("a vote must never be held", ""),
        ("autonomy without a vote", "autonomy"),
        ("has no objection to a vote", "has no objection to a vote"),
        ("wants no vote but a lease", "wants but a lease"),
    ],
)
def test_what_is_denied_is_left_out(words, left):
    """To the end of its clause; a comparison and a missing objection deny nothing."""
    assert " ".join(denied(words).split()) == left


def test_what_a_dropped_demand_asked_for_is_left_out():
    """What stands beside it is not."""
    left = without_dropped("dropped its demand for a vote, and accepts a lease")
    assert " ".join(left.split()) == ", and accepts a lease"
