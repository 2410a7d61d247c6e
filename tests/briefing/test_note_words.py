"""What is announced, in words: ahead, due on a day that is over, or for no day."""

from __future__ import annotations

import pytest

from detente.analysis import Hurdle, Passing
from detente.briefing.draft_words import ahead_words
from detente.briefing.hurdle_words import hurdle_state
from detente.model import Edtf, HurdleKind, PartyId

DAY = Edtf("2031-03-20")


@pytest.mark.parametrize(
    ("on", "is_expected", "is_overdue", "words"),
    [
        (DAY, False, False, ""),
        (DAY, True, False, "still to come"),
        (DAY, True, True, "due then, and nothing tells whether it happened"),
        (None, True, False, "announced, and nothing tells whether it happened"),
    ],
)
def test_still_to_come_is_told_of_nothing_but_a_day_ahead(on, is_expected, is_overdue, words):
    """A day that is over was due; without a day nobody knows."""
    passing = Passing(
        sender=None,
        to=None,
        carriers=(),
        is_official=None,
        on=on,
        is_expected=is_expected,
        is_overdue=is_overdue,
        told_by=(),
        notes=(),
    )
    assert ahead_words(passing) == words


@pytest.mark.parametrize(
    ("on", "is_expected", "is_overdue", "told_there", "words"),
    [
        (None, False, False, None, "told as there already"),
        (DAY, False, False, None, "told as there already, on 20 March 2031"),
        (None, True, False, None, "announced or conditional"),
        (DAY, True, True, None, "announced for 20 March 2031; nothing tells what came of it"),
        (DAY, True, False, Edtf("2031-03-01"), "announced for 20 March 2031; told as there 1 March 2031"),
    ],
)
def test_a_hurdle_is_told_with_its_day(on, is_expected, is_overdue, told_there, words):
    """Whether it is there or announced, for which day, and what came of it."""
    hurdle = Hurdle(
        party=PartyId("norland"),
        kind=HurdleKind.REFERENDUM,
        is_expected=is_expected,
        is_overdue=is_overdue,
        told_there=told_there,
        touches=(),
        first_told=None,
        last_told=None,
        on=on,
        quote="words",
        reported_by=(),
        n_origins=1,
        notes=(),
        statements=(),
    )
    assert hurdle_state(hurdle) == words
