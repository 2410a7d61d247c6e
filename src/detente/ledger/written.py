"""Written: a statement's number, condition and quote as analysts write them, read as its fields."""

from __future__ import annotations

import re

from detente.errors import RefusedReviewError
from detente.model.wire import Wire

_NUMBER = r"-?\d[\d,]*(?:\.\d+)?"
_VALUES = tuple(
    re.compile(form, re.IGNORECASE | re.ASCII)
    for form in (
        rf"(?P<one>{_NUMBER})",
        rf"(?P<low>{_NUMBER})\s*(?:to|\.\.)\s*(?P<high>{_NUMBER})",
        rf"(?:up to|at most)\s+(?P<high>{_NUMBER})",
        rf"at least\s+(?P<low>{_NUMBER})",
        rf"(?P<low>{_NUMBER})\s+or more",
        rf"(?:more than|over)\s+(?P<above>{_NUMBER})",
        rf"(?:less than|under)\s+(?P<below>{_NUMBER})",
    )
)
_ENDS = {"low": "min", "above": "min", "high": "max", "below": "max"}
_VALUE_FORMS = "a number such as 300, or 300 to 500, up to 300, at least 300, under 300, more than 300"
_PLACES_TOLD, _AROUND = 5, 30


def written_value(number: str, unit: str) -> Wire | None:
    """A number or range in its stored form; None where none is written.

    Raises:
        RefusedReviewError: It cannot be read.

    Example:
        >>> written_value("up to 1,300", "crowns")
        {'max': 1300.0, 'unit': 'crowns'}
    """
    if not number:
        return None
    found = next((match for form in _VALUES if (match := form.fullmatch(number))), None)
    if found is None:
        raise RefusedReviewError(f"value cannot be {number!r}; it is {_VALUE_FORMS}")
    told = {name: float(digits.replace(",", "")) for name, digits in found.groupdict().items() if digits}
    if {"low", "high"} <= told.keys() and told["low"] > told["high"]:
        raise RefusedReviewError(f"value cannot be {number!r}; give the lower end first")
    if "one" in told:
        return {"value": told["one"], "unit": unit}
    ends = {_ENDS[name]: end for name, end in told.items()}
    return ends | {"unit": unit} | ({} if "low" in told or "high" in told else {"exclusive": next(iter(ends))})


def written_condition(text: str, issue: str) -> Wire | None:
    """A condition in its stored form; None where none is written.

    Raises:
        RefusedReviewError: It has an issue and no words.
    """
    if not text and issue:
        raise RefusedReviewError("a condition has words; give those it is told in, or leave its issue empty too")
    return {"text": text, "issue": issue or None} if text else None


def places_of(quote: str, text: str) -> list[tuple[int, int]]:
    """Where a text holds these words, in its characters, however wide the space between them.

    Raises:
        RefusedReviewError: Nowhere.

    Example:
        >>> places_of("a fee", "a fee, or a  fee")
        [(0, 5), (10, 16)]
    """
    words = quote.split()
    places = [match.span() for match in re.finditer(r"\s+".join(map(re.escape, words)), text)] if words else []
    if not places:
        raise RefusedReviewError("the text does not hold these words; copy them from it as they stand there")
    return places


def place_of(quote: str, text: str, start: int | None) -> tuple[int, int]:
    """The one place where a text holds these words, or that of them which begins at ``start``.

    Raises:
        RefusedReviewError: The text holds them nowhere, not there, or at several places; the message tells those.
    """
    places = places_of(quote, text)
    chosen = places if start is None else [place for place in places if place[0] == start]
    if len(chosen) == 1:
        return chosen[0]
    told = "; ".join(f"{place[0]} ({surroundings(place, text)})" for place in places[:_PLACES_TOLD])
    told += "; ..." if len(places) > _PLACES_TOLD else ""
    if start is not None:
        raise RefusedReviewError(f"these words do not begin at character {start}; they begin at {told}")
    many = f"the text holds these words {len(places)} times"
    raise RefusedReviewError(f"{many}; choose where they begin (on the command line: --start): {told}")


def surroundings(place: tuple[int, int], text: str) -> str:
    """A place with the words around it, in one line.

    Example:
        >>> surroundings((9, 14), "They want a fee, or none.")
        '“They want a fee, or none.”'
    """
    begin, end = max(0, place[0] - _AROUND), place[1] + _AROUND
    around = " ".join(text[begin:end].split())
    return f"“{'...' if begin else ''}{around}{'...' if end < len(text) else ''}”"
