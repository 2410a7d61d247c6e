"""Turns numbers in a clause into values with a unit: counts, ranges, shares, money, years to come."""

from __future__ import annotations

import functools
import re

from detente.coding import vocabulary
from detente.model import Issue, ScaleKind, Value

_DIGITS = r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?![\d])|\d+(?:\.\d+)?"
_FROM = re.compile(r"\bfrom\s+(?:about\s+|around\s+|some\s+|roughly\s+)?$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|by|from|until|before|for|of)\s+(?P<year>20[2-9]\d)\b(?!\s*(?:personnel|troops))")


def find_value(clause: str, issue: Issue, year_now: int | None, near: int = 0) -> Value | None:
    """The number a clause tells about an issue, with its unit, or None.

    Args:
        clause: The words of the statement.
        issue: Where its scale is a number, a bare number within the scale's ends is read in its unit.
        year_now: Year of the document; a later year is read as the date something is to happen.
        near: Where the act stands in the clause, in characters: of several numbers the first behind it is told.
    """
    told = [(match, reading) for match in _numbers().finditer(clause) if (reading := _reading(match, clause, issue))]
    if len(told) > 1:
        told = [one for one in told if not _FROM.search(clause[: one[0].start("number")])] or told
    if told:
        unit = _common_unit([reading for _, reading in told], issue)
        same = [(match, reading) for match, reading in told if reading[2] == unit]
        ends = [(low, high) for _, (low, high, _) in same]
        if len(ends) > 1 and any(None in end for end in ends):
            known = [number for end in ends for number in end if number is not None]
            return Value(min(known), max(known), unit)
        _, (low, high, _) = next((one for one in same if one[0].start() >= near), same[0])
        return Value(low, high, unit)
    year = _YEAR.search(clause)
    if year and (year_now is None or int(year["year"]) > year_now):
        number = float(year["year"])
        return Value(number, number, "year")
    return None


def _reading(match: re.Match[str], clause: str, issue: Issue) -> tuple[float | None, float | None, str] | None:
    number, other = _number(match["number"], match["scale"] or match["scale2"]), match["other"]
    if clause[match.end("number") : match.end("number") + 1] == "-" and not other:
        return None
    unit = _units().get((match["unit"] or match["sign"] or "").casefold().strip())
    if unit is None:
        scale = issue.scale
        in_range = scale.low is not None and scale.high is not None and scale.low <= number <= scale.high
        if scale.kind is not ScaleKind.NUMBER or not in_range or (number < 10 and not match["number"][0].isdigit()):
            return None
        unit = scale.unit or ""
        if unit != "year" and re.fullmatch(r"(?:19|20)\d\d", match["number"]):
            return None
    before = clause[: match.start()].rstrip().casefold()
    if other:
        return number, _number(other, match["scale2"]), unit
    if before.endswith(_ends("low_ends")):
        return number, None, unit
    if before.endswith(_ends("high_ends")):
        return None, number, unit
    return number, number, unit


def _common_unit(readings: list[tuple[float | None, float | None, str]], issue: Issue) -> str:
    units = [unit for _, _, unit in readings]
    return issue.scale.unit if issue.scale.unit in units and issue.scale.unit else units[0]


def _number(written: str, scale: str | None) -> float:
    words = vocabulary.load("numbers")["words"]
    plain = written.casefold()
    number = (
        float(words[plain])
        if plain in words
        else float(re.sub(r"[,\u00a0\u202f ](?=\d{3})|\.(?=\d{3}(?!\d))", "", plain))
    )
    factor = vocabulary.load("numbers")["scales"].get((scale or "").casefold(), 1)
    return number * float(factor)


@functools.cache
def _ends(name: str) -> tuple[str, ...]:
    return tuple(vocabulary.load("numbers")[name])


@functools.cache
def _units() -> dict[str, str]:
    return {form.casefold(): forms[0] for forms in vocabulary.load("numbers")["units"] for form in forms}


@functools.cache
def _numbers() -> re.Pattern[str]:
    data = vocabulary.load("numbers")
    words = "|".join(sorted(data["words"], key=len, reverse=True))
    scales = "|".join(sorted(data["scales"], key=len, reverse=True))
    signs = "|".join(re.escape(form) for form in _units() if not form[0].isalnum() or form == "us$")
    units = "|".join(re.escape(form) for form in sorted(_units(), key=len, reverse=True))
    number = rf"(?:{_DIGITS}|\b(?:{words})\b)"
    return re.compile(
        rf"(?P<sign>{signs})?\s?(?<![\w.,-])(?P<number>{number})(?:\s?(?P<scale>{scales})\b)?"
        rf"(?:\s?(?:-|–|to|or|and)\s?(?P<other>{number})(?!-)(?:\s?(?P<scale2>{scales})\b)?)?"
        rf"(?:\s?(?:[a-z]+ly\s+|[a-z]+\s+)??(?P<unit>{units})(?!\w))?",
        re.IGNORECASE,
    )
