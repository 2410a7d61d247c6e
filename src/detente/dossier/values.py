"""Reads one written value as what a key holds: text, id, number, date, grade, item or one of a few words.

Each reader returns the value, or raises ValueError with what is wrong and what would be right.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum

from detente.dossier.findings import listed, meant, nearest, shown
from detente.dossier.nodes import Scalar
from detente.model import Edtf

_ID = re.compile(r"[a-z][a-z0-9_]*")
_LABEL = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_NUMBER = re.compile(r"[-+]?(?:(?:0|[1-9][0-9_]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_GRADE = re.compile(r"[A-F][1-6]")
_ITEM = re.compile(r"Q[1-9][0-9]*")
_TRUTH_WORD = re.compile(r"yes|no|on|off|true|false", re.IGNORECASE)
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def text(scalar: Scalar) -> str:
    """The characters with every run of white space as one space; numbers and dates stay as written.

    Raises:
        ValueError: YAML reads the word as true or false, or the text is empty or unprintable.
    """
    if scalar.is_plain and _TRUTH_WORD.fullmatch(scalar.text):
        raise ValueError(f'YAML reads {scalar.text} as true or false; write "{scalar.text}" in quotes')
    words = " ".join(scalar.text.split())
    if not words:
        raise ValueError("is empty; write a text or leave the key out")
    if _UNPRINTABLE.search(words):
        raise ValueError("holds a character that cannot be printed; remove the escape")
    return words


def identifier(scalar: Scalar) -> str:
    """An id that other keys, addresses and exports can name.

    Raises:
        ValueError: It is not lower-case letters, digits and underscores, a letter first.
    """
    return _id_like(scalar, _ID, "a small letter, then small letters, digits or _")


def label(scalar: Scalar) -> str:
    """The dossier's own id, which may also begin with a digit and hold hyphens and dots.

    Raises:
        ValueError: It holds anything else.
    """
    return _id_like(scalar, _LABEL, "small letters, digits, _, - and .")


def number(scalar: Scalar) -> float:
    """A finite number.

    Raises:
        ValueError: It is quoted, grouped with commas, carries its unit, or is no finite number.
    """
    written = scalar.text
    bare = written.replace(",", "").replace(" ", "")
    if not scalar.is_plain:
        raise ValueError(f"{shown(written)!r} in quotes is text; write the digits without quotes")
    if not _NUMBER.fullmatch(written):
        raise ValueError(f"{shown(written)!r} is no number; write digits only{_such_as(bare)}, the unit in 'unit'")
    value = float(written.replace("_", ""))
    if not math.isfinite(value):
        raise ValueError(f"{shown(written)!r} is beyond any number that can be reckoned with")
    return value


def date(scalar: Scalar) -> Edtf:
    """A date as precise as it is written.

    Raises:
        ValueError: It is no EDTF date.
    """
    try:
        return Edtf(scalar.text.strip())
    except ValueError as error:
        advice = "write a year, month or day: 2026, 2026-03 or 2026-03-06; leave the key out where it is open"
        raise ValueError(f"{shown(scalar.text)!r} is no date of the calendar; {advice}") from error


def grade(scalar: Scalar) -> str:
    """An Admiralty grade.

    Raises:
        ValueError: It is no letter from A to F with a number from 1 to 6.
    """
    if not _GRADE.fullmatch(scalar.text):
        raise ValueError(
            f"{shown(scalar.text)!r} is no Admiralty grade; write a letter A to F (the source) and a "
            "number 1 to 6 (the report), such as B2; F6 means that it cannot be judged"
        )
    return scalar.text


def wikidata_item(scalar: Scalar) -> str:
    """The id of a Wikidata item.

    Raises:
        ValueError: It is not Q and a number.
    """
    if not _ITEM.fullmatch(scalar.text):
        raise ValueError(f"{shown(scalar.text)!r} is no Wikidata item; write Q and its number, such as Q212")
    return scalar.text


def one_of(words: type[StrEnum]) -> Callable[[Scalar], StrEnum]:
    """A reader of one of a few words."""

    def word(scalar: Scalar) -> StrEnum:
        try:
            return words(scalar.text)
        except ValueError:
            near = nearest(scalar.text, words)
            hint = f"did you mean {near}? " if near else ""
            raise ValueError(f"{shown(scalar.text)!r} is not known; {hint}allowed: {listed(words)}") from None

    return word


def sort_of(words: type[StrEnum]) -> Callable[[Scalar], str]:
    """A reader of a word that only describes: one of a few, in any spelling, what people write for it, or any other."""

    def word(scalar: Scalar) -> str:
        written = text(scalar)
        plain = re.sub(r"[\s-]+", "_", written.casefold())
        found = meant(plain, words) or plain
        return words(found) if found in set(words) else written

    return word


def _id_like(scalar: Scalar, form: re.Pattern[str], rule: str) -> str:
    written = text(scalar)
    if not form.fullmatch(written):
        plain = unicodedata.normalize("NFKD", written).encode("ascii", "ignore").decode().lower()
        better = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
        such_as = f": {shown(better)}" if form.fullmatch(better) else ""
        raise ValueError(f"{shown(written)!r} is no id; write {rule}{such_as}")
    return written


def _such_as(bare: str) -> str:
    return f", such as {bare}" if _NUMBER.fullmatch(bare) and len(bare) <= 20 else ""
