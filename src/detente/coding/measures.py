"""Gives each number in a clause its unit, and its other end where it is a range."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from detente.coding import vocabulary
from detente.coding.numerals import Numeral, numerals

_A = re.compile(r"\s+an?\b")
_LIST = re.compile(r"\s?(?:,|,?\s+(?:and|or|to|by|not|against))\s+")
_OUT_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:(?:the|its|their|our|all)\s+)?")
_FARTHEST_CHARACTERS = 80
"""A bare number takes the unit of the number before it if no more than this lies between."""


class Kind(StrEnum):
    """What a number measures."""

    UNIT = "unit"
    DURATION = "duration"
    COUNT = "count"
    SHARE = "share"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number or range with its unit.

    Attributes:
        start: First character of the number.
        end: Behind the unit.
        low: The lower or only number.
        high: The higher or only number.
        unit: Its unit as the vocabulary stores it, or the noun that is counted; empty for a bare number.
        kind: What it measures.
        factor: What "million" and the like contribute.
        is_word: Whether it is written in words.
        is_inherited: Whether its unit stands with another number.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    kind: Kind
    factor: float = 1
    is_word: bool = False
    is_inherited: bool = False


def measures(clause: str, own_unit: str | None = None) -> list[Measure]:
    """The numbers of a clause with their units, in order.

    Args:
        clause: The words.
        own_unit: A unit to look for beside those of the vocabulary.
    """
    found = [
        _measure(first, last, clause, own_unit) for first, last in _ranges(list(numerals(clause)), clause, own_unit)
    ]
    return list(_out_of(_inherited([one for one in found if one is not None], clause), clause))


def is_year(one: Measure) -> bool:
    """Whether a bare number looks like a year."""
    return one.kind is Kind.BARE and one.factor == 1 and not one.is_word and 1800 <= one.low <= 2150


def _ranges(found: Sequence[Numeral], clause: str, own_unit: str | None) -> Iterator[tuple[Numeral, Numeral]]:
    """Each number with the other end of its range; of a change from one to another only what it leads to."""
    index = 0
    while index < len(found):
        first = last = found[index]
        index += 1
        if index < len(found) and _is_range(first, found[index], clause, own_unit):
            last = found[index]
            index += 1
            if first.factor == 1 and last.factor > 1 and first.number * last.factor <= last.number:
                first = replace(first, number=first.number * last.factor)
            if _is_change(first, last, clause):
                first = last
        yield first, last


def _is_range(first: Numeral, last: Numeral, clause: str, own_unit: str | None) -> bool:
    """Whether both are the ends of one range; numbers in two units are none."""
    between = clause[first.end : last.start]
    units_told = {unit for one in (first, last) if (unit := _unit_told(one, clause, own_unit))}
    if len(units_told) > 1:
        return False
    if _unit_pattern(_forms()).match(clause, last.end):
        between = re.sub(rf"^\s?(?:{_forms()})(?=\s)", "", between, flags=re.IGNORECASE)
    if _and().fullmatch(between):
        return _between().search(clause[: first.start]) is not None
    return _to().fullmatch(between) is not None and not (first.is_fraction or last.is_fraction)


def _unit_told(one: Numeral, clause: str, own_unit: str | None) -> str | None:
    """The unit that stands right before or behind a number."""
    sign = _sign().search(clause[: one.start])
    if sign:
        return units()[sign["sign"].casefold().rstrip(". ")]
    if own_unit and _unit_pattern(re.escape(own_unit)).match(clause, one.end):
        return own_unit
    unit = _unit_pattern(_forms()).match(clause, one.end)
    return units()[(unit["sign"] or unit["unit"]).casefold()] if unit else None


def _is_change(first: Numeral, last: Numeral, clause: str) -> bool:
    before = clause[: first.start]
    if not _from().search(before):
        return False
    return first.number > last.number or _changes().search(before) is not None


def _measure(first: Numeral, last: Numeral, clause: str, own_unit: str | None) -> Measure | None:
    low, high = sorted((first.number, last.number))
    bare = Measure(first.start, last.end, low, high, "", Kind.BARE, max(first.factor, last.factor), last.is_word)
    if _is_label(first, clause):
        return None
    sign = _sign().search(clause[: first.start])
    if sign:
        return replace(bare, unit=units()[sign["sign"].casefold().rstrip(". ")], kind=Kind.UNIT)
    own = own_unit and _unit_pattern(re.escape(own_unit)).match(clause, last.end)
    if own_unit and own:
        kind = Kind.DURATION if own_unit in _durations() else Kind.UNIT
        return replace(bare, unit=own_unit, kind=kind, end=own.end())
    unit = _unit_pattern(_forms()).match(clause, last.end)
    is_compound = clause[last.end : last.end + 1] == "-"
    if unit:
        name = units()[(unit["sign"] or unit["unit"]).casefold()]
        kind = Kind.DURATION if name in _durations() else Kind.UNIT
        return None if is_compound and kind is Kind.UNIT else replace(bare, unit=name, kind=kind, end=unit.end())
    if first.is_fraction:
        if _A.match(clause, last.end):
            return None
        return replace(bare, low=round(low * 100, 2), high=round(high * 100, 2), unit="percent", kind=Kind.SHARE)
    noun = _noun_pattern().match(clause, last.end)
    if noun and not is_compound:
        return replace(bare, unit=noun["noun"].casefold(), kind=Kind.COUNT, end=noun.end())
    if is_compound or (bare.high == 1 and bare.is_word):
        return None
    body = _body_pattern().search(clause[: first.start])
    return replace(bare, unit="members") if body else bare


def _is_label(numeral: Numeral, clause: str) -> bool:
    """Whether the number is part of a name ("Article 5")."""
    before = re.search(r"([\w.]+)\s$", clause[: numeral.start])
    return not numeral.is_word and before is not None and before[1].casefold() in vocabulary.load("numbers")["labels"]


def _inherited(found: Sequence[Measure], clause: str) -> list[Measure]:
    """Bare numbers with the unit of the next in a list ("6, 13 and 23 percent"), or of the last before them."""
    told = list(found)
    for index in reversed(range(len(told) - 1)):
        one, other = told[index], told[index + 1]
        if one.kind is Kind.BARE and other.unit and _LIST.fullmatch(clause, one.end, other.start):
            factor = other.factor if one.factor == 1 and one.high < other.high / other.factor * 10 else 1
            told[index] = replace(
                one, unit=other.unit, kind=other.kind, is_inherited=True,
                low=one.low * factor, high=one.high * factor, factor=max(one.factor, factor),
            )  # fmt: skip
    for index in range(1, len(told)):
        one, other = told[index], told[index - 1]
        between = clause[other.end : one.start]
        is_near = len(between) <= _FARTHEST_CHARACTERS and not re.search(r"[.;:]\s", between)
        if one.kind is Kind.BARE and other.unit and is_near and not is_year(one):
            told[index] = replace(one, unit=other.unit, kind=other.kind, is_inherited=True)
    return told


def _out_of(found: Sequence[Measure], clause: str) -> Iterator[Measure]:
    """Of "two of the eight points" the two points."""
    skipped = False
    for one, other in zip_longest(found, found[1:]):
        if skipped:
            skipped = False
        elif other is not None and _is_part(one, other, clause):
            skipped = True
            yield replace(one, unit=other.unit, kind=other.kind, end=other.end)
        else:
            yield one


def _is_part(one: Measure, other: Measure, clause: str) -> bool:
    is_unnamed = one.kind is Kind.BARE or one.is_inherited
    return is_unnamed and one.high <= other.low and _OUT_OF.fullmatch(clause, one.end, other.start) is not None


@functools.cache
def units() -> dict[str, str]:
    """The name under which each form of a unit is stored."""
    return {form.casefold(): forms[0] for forms in vocabulary.load("numbers")["units"] for form in forms}


@functools.cache
def money() -> str:
    """A pattern of what tells a currency in front of its number, with the space between."""
    signs = sorted(vocabulary.load("numbers")["money_signs"], key=len, reverse=True)
    forms = "|".join(rf"(?<!\w){sign}\.?" if sign.isalpha() else re.escape(sign) for sign in signs)
    return rf"(?:{forms})\s?"


@functools.cache
def _sign() -> re.Pattern[str]:
    return re.compile(rf"(?P<sign>{money()})$", re.IGNORECASE)


@functools.cache
def _to() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:[-–—]|to|or)\s?(?:{money()}|even\s+|perhaps\s+|about\s+)?", re.IGNORECASE)


@functools.cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"\s+and\s+(?:{money()})?", re.IGNORECASE)


@functools.cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"\bbetween\s+(?:about\s+)?(?:{money()})?$", re.IGNORECASE)


@functools.cache
def _from() -> re.Pattern[str]:
    return re.compile(rf"\bfrom\s+(?:about\s+|around\s+)?(?:{money()})?$", re.IGNORECASE)


@functools.cache
def _durations() -> frozenset[str]:
    return frozenset(vocabulary.load("numbers")["durations"])


@functools.cache
def _forms() -> str:
    return "|".join(re.escape(form) for form in sorted(units(), key=len, reverse=True))


@functools.cache
def _adjectives() -> str:
    stops = "|".join(vocabulary.load("numbers")["no_adjectives"])
    return rf"(?:(?!(?:{stops})\b)[A-Za-z’'-]+\s+){{0,2}}?"


@functools.cache
def _unit_pattern(forms: str) -> re.Pattern[str]:
    return re.compile(
        rf"\s?(?P<sign>%)|[\s-](?:of\s+)?(?:an?\s+)?{_adjectives()}(?P<unit>{forms})(?!\w)(?!\sof\sthe\s(?:month|year))",
        re.IGNORECASE,
    )


@functools.cache
def _noun_pattern() -> re.Pattern[str]:
    irregular, stops = ("|".join(vocabulary.load("numbers")[key]) for key in ("irregular_plurals", "no_adjectives"))
    noun = rf"(?!(?:{stops})\b)(?P<noun>(?:{irregular})(?!\w)|[A-Za-z-]+[^su'’\Ws]s)"
    return re.compile(
        rf"\s(?:or so\s+)?{_adjectives()}{noun}(?![\w’'])",
        re.IGNORECASE,
    )


@functools.cache
def _body_pattern() -> re.Pattern[str]:
    bodies = "|".join(vocabulary.load("numbers")["bodies"])
    return re.compile(rf"\b(?:{bodies})\s+of\s+(?:up to\s+|about\s+|around\s+)?$", re.IGNORECASE)


@functools.cache
def _changes() -> re.Pattern[str]:
    return vocabulary.any_of(vocabulary.load("numbers")["changes"])
