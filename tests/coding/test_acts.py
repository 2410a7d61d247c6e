"""What words tell of acts, a negation taken into account."""

from __future__ import annotations

import pytest

from detente.coding import Coder
from detente.coding.acts import excluded_acts, find_acts
from detente.model import Act


@pytest.mark.parametrize(
    ("words", "acts"),
    [
        ("Norland would not oppose a lease.", [Act.ACCEPT]),
        ("Norland will not stand in the way of a lease.", [Act.ACCEPT]),
        ("Norland won't really contest the fence.", [Act.ACCEPT]),
        ("Norland will not sign.", [Act.REJECT]),
        ("Norland would not sign, and opposes a lease.", [Act.REJECT, Act.REJECT]),
        ("Norland never warmed to a lease.", [Act.REJECT]),
        ("Neither side accepts a lease.", [Act.REJECT]),
        ("Neither of them would agree to a lease.", [Act.REJECT]),
        ("Neither would accept a lease.", [Act.REJECT]),
        ("Neither government is happy with the lease.", [Act.REJECT]),
        ("Norland neither rejected nor accepted a lease.", []),
    ],
)
def test_a_negation_turns_what_it_negates(words, acts):
    """And "would not" is no refusal of its own where it negates one."""
    assert [cue.act for cue in find_acts(words, (0, len(words)))] == acts


@pytest.mark.parametrize(
    ("words", "excluded"),
    [
        ("would not oppose a lease", {Act.REJECT, Act.DEMAND}),
        ("has no objection to a lease", {Act.REJECT, Act.DEMAND}),
        ("would not oppose a lease but rejects the fee", set()),
        ("never warmed to a lease", {Act.ACCEPT}),
        ("reserved its position on the lease", {Act.ACCEPT}),
        ("never warmed to a lease and accepted a loan", set()),
        ("would not oppose a lease and never warmed to a loan", set()),
        ("opposes a lease", set()),
    ],
)
def test_plain_negations_exclude_acts(words, excluded):
    """Unless other words of the same quote tell the act."""
    assert excluded_acts(words) == excluded


@pytest.mark.parametrize(
    "text",
    [
        "Norland said on Tuesday that it would not oppose a fee of 300 crowns.",
        "Norland's minister of transport said that his government had no objection to a fee.",
    ],
)
def test_who_does_not_oppose_a_thing_does_not_reject_it(make_document, dossier, text):
    """The coder reads no refusal there, and no demand."""
    coded = Coder(dossier).code(make_document(text, published="2031-03-11")).statements
    assert {one.act for one in coded} <= {Act.ACCEPT, Act.CONDITION}
    assert coded
