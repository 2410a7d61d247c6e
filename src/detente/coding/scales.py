"""Reads numbers in the unit of an issue's scale."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import Self

from detente.coding import vocabulary
from detente.coding.measures import Kind, Measure, is_year, units
from detente.model import Issue, ScaleKind, Value

_UNIT = re.compile(
    r"(?:(?P<factor>thousand|million|billion|trillion)\s+)?(?P<head>.+?)(?P<rest>\s+(?:a|an|per|of|off|for)\s.*)?"
)


@dataclass(frozen=True, slots=True)
class NumberScale:
    """What a number must be to lie on an issue's scale.

    Attributes:
        unit: The scale's unit in full ("billion euros a year"); empty without a number scale.
        head: What it counts ("euros"), as the vocabulary stores it; None without a number scale.
        factor: What "billion" stands for, 1 without such a word.
        low: The scale's lower end, in ``unit``.
        high: The scale's upper end, in ``unit``.
    """

    unit: str
    head: str | None
    factor: float
    low: float
    high: float

    @classmethod
    def of(cls, issue: Issue) -> Self:
        """The scale of an issue; one on which nothing lies if its outcomes are no numbers."""
        scale = issue.scale
        if scale.kind is not ScaleKind.NUMBER or not scale.unit or scale.low is None or scale.high is None:
            return cls("", None, 1, 0, -1)
        factor, head, _ = _parts(scale.unit)
        return cls(scale.unit, head, factor, scale.low, scale.high)

    def read(self, one: Measure) -> Measure | None:
        """A number in the scale's unit if it can lie on the scale, as it is if it cannot, None if it means nothing."""
        if self.head is None or one.unit == self.head:
            return one if self.head is None else self._on_scale(one)
        if one.kind is Kind.SHARE:
            return None
        rate = _rates().get((one.unit, self.head))
        if rate is not None and self.unit == self.head:
            return self._on_scale(replace(one, low=round(one.low * rate, 6), high=round(one.high * rate, 6)))
        is_open = one.kind is Kind.BARE or one.is_inherited
        if is_open and self._holds(one):
            return self._on_scale(one)
        return None if one.kind is Kind.BARE and one.unit == "" else one

    def takes_count(self, one: Measure) -> bool:
        """Whether what is counted may be what the scale counts under another name ("children" for "pupils")."""
        return self.head is not None and self.head not in units().values() and self._holds(one)

    def _holds(self, one: Measure) -> bool:
        low, high = self._divided(one)
        if self.head != "year" and is_year(one) and self.high < 1900:
            return False
        return self.low <= low and high <= self.high and (low != 1 or not one.is_word)

    def _divided(self, one: Measure) -> tuple[float, float]:
        is_told_short = one.factor == 1 and one.high <= self.high
        factor = 1 if is_told_short else self.factor
        return one.low / factor, one.high / factor

    def _on_scale(self, one: Measure) -> Measure:
        low, high = self._divided(one)
        return replace(one, low=low, high=high, unit=self.unit)


def converted(value: Value, issue: Issue) -> Value:
    """A number in the unit of its issue's scale, if the vocabulary knows how the two units are related; else as it is.

    Example:
        >>> from detente.model import IssueId, Scale
        >>> scale = Scale(kind=ScaleKind.NUMBER, unit="days", low=0, high=60)
        >>> converted(Value(2, 3, "weeks"), Issue(id=IssueId("truce"), name="Truce", scale=scale))
        Value(low=14.0, high=21.0, unit='days', exclusive=False)
    """
    unit = issue.scale.unit
    if issue.scale.kind is not ScaleKind.NUMBER or not unit or issue.scale.measures(value):
        return value
    (factor, head, rest), (own_factor, own_head, own_rest) = _parts(value.unit), _parts(unit)
    rate = _rate(head, own_head)
    if rate is None or rest != own_rest:
        return value
    low, high = (None if end is None else round(end * rate * factor / own_factor, 6) for end in (value.low, value.high))
    return replace(value, low=low, high=high, unit=unit)


def _parts(unit: str) -> tuple[float, str, str]:
    """Of a unit in full what "billion" stands for, what is counted as the vocabulary stores it, and what follows."""
    match = _UNIT.fullmatch(unit)
    if match is None:
        return 1, unit, ""
    factor = float(vocabulary.load("numbers")["scales"].get(match["factor"], 1))
    head = match["head"].casefold()
    return factor, units().get(head, head), (match["rest"] or "").strip().casefold()


def _rate(unit: str, other: str) -> float | None:
    """How many of the other unit one is, told one way or the other."""
    if unit == other:
        return 1
    rates = _rates()
    if (unit, other) in rates:
        return rates[unit, other]
    return 1 / rates[other, unit] if (other, unit) in rates else None


@functools.cache
def _rates() -> dict[tuple[str, str], float]:
    return {(unit, other): float(rate) for unit, rate, other in vocabulary.load("numbers")["conversions"]}
