"""What an act depends on."""

from __future__ import annotations

import pytest

from detente.coding.conditions import Strength, find_condition


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
    ],
)
def test_a_condition_is_the_words_behind_its_cue(sentence, content, strength):
    """The words end with the clause; how strongly they bind comes from the cue."""
    found = find_condition(sentence, (0, len(sentence)))
    assert found is not None
    assert (sentence[slice(*found.content)], found.strength) == (content, strength)


def test_a_sentence_without_a_condition_has_none():
    """Nothing is made up."""
    assert find_condition("Norland signs.", (0, 14)) is None
