"""What if: changes to a scenario as they are written down, such as ``norland:fees=350``, read and made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import isfinite

from detente.dealspace.changes import allowing, with_number, with_option, with_payment, without
from detente.dealspace.scenarios import Scenario
from detente.errors import UnreadableChangeError

_Part = Callable[[str, str], tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The changes asked for, each as it was written.

    Attributes:
        without: Red lines, reservations or linkages that fall, by their ids.
        allow: ``LINE=OPTION``: a red line that leaves room for one more option.
        number: ``ENTRY=NUMBER``: another bound, threshold, reservation or weight.
        pay: ``PARTY:PARTY=NUMBER``: a side payment of the first to the second.
        add_option: ``ISSUE:OPTION=VALUES``: one more option, with what it is worth to each party, and commas between.

    Example:
        >>> Changes(without=("norland:passage",), pay=("norland:sudmark=0.1",)).words
        ('without norland:passage', 'with the payment norland:sudmark=0.1')
    """

    without: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()
    number: tuple[str, ...] = ()
    pay: tuple[str, ...] = ()
    add_option: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words)

    @property
    def words(self) -> tuple[str, ...]:
        """The changes, one phrase each."""
        phrases = (
            ("without", self.without), ("allowing", self.allow), ("with", self.number), ("with the payment", self.pay),
            ("with the option", self.add_option),
        )  # fmt: skip
        return tuple(f"{lead} {each}" for lead, many in phrases for each in many)

    @property
    def numbers(self) -> tuple[tuple[str, float], ...]:
        """The entries that become another number.

        Raises:
            UnreadableChangeError: One cannot be read.
        """
        return tuple((entry, _number(told)) for entry, told in _pairs(self.number, "ENTRY=NUMBER"))

    @property
    def payments(self) -> tuple[tuple[str, str, float], ...]:
        """Who pays whom how much.

        Raises:
            UnreadableChangeError: One cannot be read.
        """
        form = "PARTY:PARTY=NUMBER"
        return tuple((*_two(entry, form), _number(told)) for entry, told in _pairs(self.pay, form))

    @property
    def allowed(self) -> tuple[tuple[str, str], ...]:
        """Which line leaves room for which option.

        Raises:
            UnreadableChangeError: One cannot be read.
        """
        return tuple(_pairs(self.allow, "LINE=OPTION"))

    @property
    def added(self) -> tuple[tuple[str, str, tuple[float, ...]], ...]:
        """Issue, option and values of each option that is added.

        Raises:
            UnreadableChangeError: One cannot be read.
        """
        form = "ISSUE:OPTION=VALUES"
        return tuple(
            (*_two(entry, form), tuple(_number(each) for each in told.split(",")))
            for entry, told in _pairs(self.add_option, form)
        )

    def of(self, scenario: Scenario) -> Scenario:
        """The scenario with every change, options first and lines last.

        Raises:
            ScenarioError: A change does not fit the scenario.
            UnreadableChangeError: A change cannot be read.
        """
        for issue, option, values in self.added:
            scenario = with_option(scenario, issue, option, values)
        for entry, number in self.numbers:
            scenario = with_number(scenario, entry, number)
        for giver, taker, amount in self.payments:
            scenario = with_payment(scenario, giver, taker, amount)
        for line, option in self.allowed:
            scenario = allowing(scenario, line, option)
        for line in self.without:
            scenario = without(scenario, line)
        return scenario


def _pairs(words: Sequence[str], form: str) -> list[tuple[str, str]]:
    return [_parted(each, "=", form, str.rpartition) for each in words]


def _two(entry: str, form: str) -> tuple[str, str]:
    return _parted(entry, ":", form, str.partition)


def _parted(text: str, at: str, form: str, part: _Part) -> tuple[str, str]:
    first, found, second = part(text, at)
    if not (first and found and second):
        raise UnreadableChangeError(f"{text!r} cannot be read; write {form}")
    return first, second


def _number(text: str) -> float:
    try:
        number = float(text)
    except ValueError as error:
        raise UnreadableChangeError(f"{text!r} is no number") from error
    if not isfinite(number):
        raise UnreadableChangeError(f"{text!r} is no number to reckon with")
    return number
