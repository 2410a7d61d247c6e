"""Turns numbers in a clause into values with a unit: counts, ranges, shares, money, years to come."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from detente.coding import vocabulary
from detente.coding.measures import Kind, Measure, is_year, measures, money
from detente.coding.scales import NumberScale
from detente.model import Issue, Value

_YEAR = re.compile(r"\b(?:in|by|from|until|before|for|of)\s+(?P<year>20[2-9]\d)\b(?!\s*(?:personnel|troops))")
_NOT_ONE = re.compile(r"\b(?:not|no|even|nor|by)\s+(?:for\s+|by\s+)?$", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:all|these|those|(?:people|those|[a-z]+s)(?:\s+aged)?\s+(?:under|over))\s+$", re.IGNORECASE)
"""In front of a bare number: "all three", "nurses under thirty"."""
_OF_ALL = re.compile(r"(?:^|[,“\"]\s?|\bthat,?\s)of\s+(?:the\s+)?$", re.IGNORECASE)
_DEFINITE = re.compile(r"\b(?:the|both|all|its|their|these|those|our|his|her)\s+(?:\w+\s+)?$", re.IGNORECASE)
_SPREAD = re.compile(r"\bover\s+(?:the\s+)?$", re.IGNORECASE)
_REFUSED_BOUND = re.compile(
    r"(?:\b(?:not|never)|n['’]t)\s+(?:(?!but\b)[\w’'-]+\s+){1,6}(?:(?:more|less|fewer)\s+than|above|over|beyond|below|under)\s+\W?\d",
    re.IGNORECASE,
)
_FEW, _SOME, _LARGE = 3, 10, 20
"""Counts up to these are told of people and papers as often as of outcomes, and are judged by their words."""


def find_value(clause: str, issue: Issue, year_now: int | None, near: int = 0) -> Value | None:
    """The number a clause tells about an issue, with its unit, or None.

    Args:
        clause: The words of the statement.
        issue: Where its scale is a number, a bare number within the scale's ends is read in its unit.
        year_now: Year of the document; a later year is read as the date something is to happen.
        near: Where the act stands in the clause, in characters: of several numbers the first behind it is told.
    """
    scale = NumberScale.of(issue)
    found = [scale.read(one) for one in measures(clause, scale.head)]
    told = [one for one in found if one is not None and _is_told(one, clause, scale, issue)]
    told = _kept(told, clause) or told
    if told:
        best = min(_rank(one, clause, scale, issue) for one in told)
        told = [one for one in told if _rank(one, clause, scale, issue) == best]
        one = next((each for each in told if each.start >= near), told[0])
        same = [each for each in told if each.unit == one.unit]
        return _value(one, same, clause, _lead(one, [each for each in found if each is not None], clause))
    year = _YEAR.search(clause)
    if year and (year_now is None or int(year["year"]) > year_now):
        number = float(year["year"])
        return Value(number, number, "year")
    return None


def turned(value: Value, clause: str) -> Value:
    """A bound as it is wanted, where the clause refuses what lies beyond it ("do not insure more than 90,000 tonnes").

    Example:
        >>> turned(Value(90_000, None, "tonnes"), "We do not insure ships of more than 90,000 tonnes")
        Value(low=None, high=90000, unit='tonnes', exclusive=False)
    """
    if (value.low is None) == (value.high is None) or not _REFUSED_BOUND.search(clause):
        return value
    return Value(value.high, value.low, value.unit)


def _is_told(one: Measure, clause: str, scale: NumberScale, issue: Issue) -> bool:
    """Whether the number can be an outcome, and is no part of the telling."""
    before = clause[: one.start]
    if one.high == 1 and one.is_word and _NOT_ONE.search(before):
        return False
    if one.is_word and one.unit == scale.unit and _OTHER.search(before):
        return one.kind is not Kind.BARE
    if one.kind is Kind.DURATION:
        return not (_behind("times_behind").match(clause, one.end) or _before("times_before").search(before))
    if one.unit and one.unit == scale.unit:
        return True
    if one.kind is Kind.BARE:
        return one.unit == "members" or (not one.is_word and one.low == one.high > _LARGE and not is_year(one))
    if one.kind is Kind.SHARE:
        return scale.unit != "" or re.match(r"\s+of\b", clause[one.end :]) is not None
    if one.kind is Kind.COUNT:
        if one.unit in vocabulary.load("numbers")["narrative_nouns"] or one.high <= 1:
            return False
        is_definite = _DEFINITE.search(before) is not None
        return one.high > _SOME or (not is_definite and (_stem(one.unit) in _words(issue) or one.high > _FEW))
    return True


def _rank(one: Measure, clause: str, scale: NumberScale, issue: Issue) -> int:
    """How likely a number is what the statement tells; 0 is the likeliest."""
    if one.unit and one.unit == scale.unit:
        return 0
    if one.kind is Kind.COUNT:
        return 1 if scale.takes_count(one) else 2 if _stem(one.unit) in _words(issue) else 4
    if one.kind in {Kind.UNIT, Kind.SHARE}:
        return 1
    return 5 if one.kind is Kind.BARE or _SPREAD.search(clause[: one.start]) else 3


def _lead(one: Measure, found: Sequence[Measure], clause: str) -> str:
    """The words in front of an amount, or of the same amount in another currency that it stands behind."""
    before = next((each for each in reversed(found) if each.end <= one.start), None)
    is_same = before is not None and before.kind is one.kind is Kind.UNIT and before.unit != one.unit
    if before is None or not is_same or not _or_else().fullmatch(clause, before.end, one.start):
        return clause[: one.start]
    return clause[: before.start]


def _value(one: Measure, same: Sequence[Measure], clause: str, lead: str) -> Value:
    index = same.index(one)
    ends = [one]
    for other in same[index + 1 :]:
        between = clause[ends[-1].end : other.start]
        if not (_course().search(between) or _together().fullmatch(between) or (between == ", " and one.is_inherited)):
            break
        ends.append(other)
    low, high = min(each.low for each in ends), max(each.high for each in ends)
    if low != high:
        return Value(low, high, one.unit)
    before = _before_the_number(lead)
    low_end, high_end = _longest_end(before, "low_ends"), _longest_end(before, "high_ends")
    is_bound = not (_before("handed_over").search(before) or (one.kind is Kind.DURATION and before.endswith("over")))
    is_exclusive = _longest_end(before, "exclusive_ends") >= max(low_end, high_end)
    if low_end > high_end and is_bound:
        return Value(low, None, one.unit, is_exclusive)
    if high_end > low_end:
        return Value(None, high, one.unit, is_exclusive)
    return Value(low, high, one.unit)


def _longest_end(before: str, name: str) -> int:
    ends = vocabulary.load("numbers")[name]
    return max((len(end) for end in ends if re.search(rf"(?<!\w){end}$", before)), default=0)


def _kept(told: Sequence[Measure], clause: str) -> list[Measure]:
    """The numbers that are proposed, without the one now in force or given up; a number alone is always kept."""
    starts = [0, *(one.end for one in told)]
    between = [clause[start : one.start] for one, start in zip(told, starts, strict=False)]
    return [one for one, before in zip(told, between, strict=True) if not _is_left(one, before, clause)]


def _is_left(one: Measure, before: str, clause: str) -> bool:
    return bool(
        _from().search(before)
        or _OF_ALL.search(clause[: one.start])
        or _before("left_before").search(before)
        or _before("dropped_before").search(before)
        or _behind("left_behind").match(clause, one.end)
    )


def _before_the_number(before: str) -> str:
    return _approximation().sub("", _money_before().sub("", before.casefold()).rstrip()).rstrip()


def _stem(word: str) -> str:
    return word.casefold().removesuffix("s")


@functools.lru_cache(maxsize=256)
def _words(issue: Issue) -> frozenset[str]:
    options = " ".join(f"{option.name} {option.text}" for option in issue.options)
    told = f"{issue.name} {issue.description} {' '.join(issue.terms)} {issue.scale.unit or ''} {options}"
    return frozenset(_stem(word) for word in re.findall(r"\w+", told))


@functools.cache
def _alternatives(name: str) -> str:
    return "|".join(sorted(map(vocabulary.cue_pattern, vocabulary.load("numbers")[name]), key=len, reverse=True))


@functools.cache
def _from() -> re.Pattern[str]:
    near = r"about\s+|around\s+|some\s+|roughly\s+|the\s+|its\s+"
    return re.compile(rf"\bfrom\s+(?:{near})?(?:{money()})?$", re.IGNORECASE)


@functools.cache
def _together() -> re.Pattern[str]:
    return re.compile(rf"[^.;:]{{0,40}}?\s+and\s+(?:to\s+|at\s+|of\s+)?(?:{money()})?", re.IGNORECASE)


@functools.cache
def _or_else() -> re.Pattern[str]:
    """Between an amount and the same in another currency."""
    between = r",?\s+or(?:,[^,;.]{1,40},)?\s+|\s+\((?:about\s+|or\s+)?"
    return re.compile(rf"(?:{between})(?:{money()})?", re.IGNORECASE)


@functools.cache
def _money_before() -> re.Pattern[str]:
    return re.compile(rf"\s*{money()}$", re.IGNORECASE)


@functools.cache
def _course() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_alternatives('courses')})\b", re.IGNORECASE)


@functools.cache
def _approximation() -> re.Pattern[str]:
    return re.compile(rf"(?:\s+(?:{_alternatives('approximations')}))+$", re.IGNORECASE)


@functools.cache
def _before(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_alternatives(name)})\s*(?:(?:{_alternatives('approximations')})\s+)?(?:{money()})?$", re.IGNORECASE
    )


@functools.cache
def _behind(name: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{_alternatives(name)})(?!\w)", re.IGNORECASE)
