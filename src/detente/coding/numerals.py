"""Finds the numbers in a text, written in figures, words or fractions, and what each amounts to."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite

from detente.coding import vocabulary

_FIGURES = r"(?>\d{1,3}(?:[\u00a0\u202f ]\d{3})+(?!\d)(?:[.,]\d+)*|\d+(?:[.,'’]\d+)*)"
"""A number as far as it reaches, so that none is cut in half; :func:`_read` tells what it amounts to."""
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[,'’\u00a0\u202f ])\d{3})(?:(?P=mark)\d{3})*(?:\.\d+)?")
_BY_DOTS = re.compile(r"\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}|\d{1,3}(?:[\u00a0\u202f ]\d{3})+,\d{1,2}")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d\d0")
"""A thousand and more with a dot, or a fraction told to its last nought."""
_COMMA = re.compile(r"\d+,\d{1,2}")
"""A fraction with a comma, or two numbers in a list; a scale or "percent" behind it tells the first."""
_TIME = r"(?:years?|months?|weeks?|days?|hours?)\b"
_AND_A = re.compile(r"\s+and\s+a\s+(?P<part>half|quarter)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands in a text.

    Attributes:
        start: Its first character.
        end: Behind its last character, a word such as "million" included.
        number: What it amounts to.
        factor: What "million" and the like contribute, 1 without one.
        is_fraction: Whether it is a part of a whole ("a third", "half").
        is_word: Whether it is written in words.
    """

    start: int
    end: int
    number: float
    factor: float = 1
    is_fraction: bool = False
    is_word: bool = False


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a text in order; ordinals, years of two figures and names with a number are left out."""
    for match in _pattern().finditer(text):
        if _is_name(match, text):
            continue
        if match["one_in"]:
            number = _amount(match["one_in"]) if match["one_in"].isalpha() else float(match["one_in"])
            yield Numeral(match.start(), match.end(), 1 / number, is_fraction=True, is_word=True)
        elif match["fraction"]:
            yield _fraction(match)
        elif match["half_of"] or match["one_of"]:
            factor = _scales()[(match["half_of"] or match["one_of"]).casefold()]
            share = 0.5 if match["half_of"] else 1
            yield Numeral(match.start(), match.end(), share * factor, factor, is_word=True)
        elif match["figures"]:
            told = _read(match["figures"], text[match.end() :])
            if told is not None:
                yield _whole(match, told, text, is_word=False)
        elif match["words"]:
            yield _whole(match, _amount(match["words"]), text, is_word=True)


def _is_name(match: re.Match[str], text: str) -> bool:
    """Whether number words are the name of a group ("the Twelve")."""
    return match[0][0].isupper() and re.search(r"[a-z]\s$", text[: match.start()]) is not None


def _whole(match: re.Match[str], number: float, text: str, *, is_word: bool) -> Numeral:
    end = match.end("words") if is_word else match.end("figures")
    part = _AND_A.match(text, end)
    if part:
        number, end = number + _fractions()[part["part"].casefold()], part.end()
    scale = _scale_pattern().match(text, end)
    factor = 1.0
    if scale:
        factor, end = _scales()[scale["scale"].casefold()], scale.end()
    elif is_word:
        factor = next((_scales()[word] for word in ("thousand", "hundred") if word in match["words"].casefold()), 1.0)
        return Numeral(match.start("words"), end, number, factor, is_word=True)
    start = match.start("words") if is_word else match.start("figures")
    return Numeral(start, end, number * factor, factor, is_word=is_word)


def _fraction(match: re.Match[str]) -> Numeral:
    part = re.split(r"[\s-]+", match["fraction"].casefold())[-1]
    times = vocabulary.load("numbers")["words"][match["times"].casefold()] if match["times"] else 1
    return Numeral(match.start(), match.end(), round(_fractions()[part] * times, 4), is_fraction=True, is_word=True)


def _read(figures: str, behind: str) -> float | None:
    """What figures amount to; None where they are no number, or may be two.

    Example:
        >>> _read("1,500", ""), _read("1.500,50", ""), _read("2'000", ""), _read("1,5", " thousand"), _read("1,5", "")
        (1500.0, 1500.5, 2000.0, 1.5, None)
    """
    if _GROUPED.fullmatch(figures):
        plain = re.sub(r"[^\d.]", "", figures)
    elif _BY_DOTS.fullmatch(figures) or (_COMMA.fullmatch(figures) and _tells_fraction().match(behind)):
        plain = re.sub(r"[^\d,]", "", figures).replace(",", ".")
    elif _PLAIN.fullmatch(figures) and not _EITHER.fullmatch(figures):
        plain = figures
    else:
        return None
    return number if isfinite(number := float(plain)) else None


def _amount(words: str) -> float:
    """What number words amount to.

    Example:
        >>> _amount("eight hundred and forty"), _amount("thirty-six"), _amount("two thousand five hundred")
        (840.0, 36.0, 2500.0)
    """
    small = vocabulary.load("numbers")["words"]
    total = current = 0.0
    for word in re.split(r"[\s-]+", words.casefold()):
        if word == "thousand":
            total, current = total + (current or 1) * 1000, 0
        elif word == "hundred":
            current = (current or 1) * 100
        elif word not in {"and", "a"}:
            current += small[word]
    return total + current


@functools.cache
def _scales() -> dict[str, float]:
    return {name: float(factor) for name, factor in vocabulary.load("numbers")["scales"].items()}


@functools.cache
def _fractions() -> dict[str, float]:
    return {name: float(share) for name, share in vocabulary.load("numbers")["fractions"].items()}


@functools.cache
def _scale_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s?(?P<scale>{_longest_first(_scales())})\b", re.IGNORECASE)


@functools.cache
def _tells_fraction() -> re.Pattern[str]:
    return re.compile(rf"\s?(?:%|per\s?cent\b|(?:{_longest_first(_scales())})\b)", re.IGNORECASE)


@functools.cache
def _pattern() -> re.Pattern[str]:
    data = vocabulary.load("numbers")
    tens = "|".join(word for word, number in data["words"].items() if number >= 20)
    ones = "|".join(word for word, number in data["words"].items() if 0 < number < 10)
    small = rf"(?:(?:{tens})(?:[-\s](?:{ones}))?|{_longest_first(data['words'])})\b"
    hundreds = rf"(?:(?:{small}|a)\s+hundred(?:\s+(?:and\s+)?{small})?|{small})"
    words = rf"(?:{hundreds}|a)\s+thousand(?:\s+(?:and\s+)?{hundreds})?|{hundreds}"
    scales = "|".join(word for word in data["scales"] if len(word) > 3)
    parts = _longest_first(word for word in data["fractions"] if word != "half")
    times = rf"(?P<times>{ones})[\s-]+(?:{parts})|(?:an?\s+|one[\s-])(?:{parts})(?=\s+of\b)|half"
    month = rf"(?:{_longest_first(vocabulary.load('dates')['months'])})"
    return re.compile(
        rf"\b{month}\.?\s+\d{{1,2}}\b(?!,\d)|\b\d{{1,2}}\s+(?:of\s+)?{month}\b"
        rf"|(?<![\w.,:])(?:one\s+(?:[a-z]+\s+)?in\s+(?P<one_in>{ones}|ten|[1-9]\d*)\b(?!\s+{_TIME})|half\s+an?\s+(?P<half_of>{scales})\b|(?P<fraction>{times})\b"
        rf"|(?P<words>{words})(?!\w)|an?\s+(?P<one_of>{scales})\b"
        rf"|(?P<figures>{_FIGURES})(?!\d|e[+-]?\d|(?:st|nd|rd|th)\b|:\d|\s?[ap]\.?m\b))",
        re.IGNORECASE,
    )


def _longest_first(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))
