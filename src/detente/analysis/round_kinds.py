"""What decides whether two notes tell of one meeting, beside the days that they leave open."""

from __future__ import annotations

import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import lru_cache

from detente.model import Edtf
from detente.model.notes import Format, RoundNote

_N_PLACES = 1 << 12
"""So many names of places are read once only."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What decides whether notes tell of one meeting, beside the days left open: the same for notes told alike.

    Attributes:
        place: The words of the place; None where none is named.
        on: The date told.
        table: Everybody told to take part.
        pair: The participants, where they are told to meet as two.
    """

    place: frozenset[str] | None
    on: Edtf | None
    table: frozenset[str]
    pair: frozenset[str] | None


def kind_of(note: RoundNote) -> Kind:
    """What decides of this note."""
    pair = frozenset[str](note.participants) if note.format is Format.BILATERAL else None
    return Kind(words_of(note.place) if note.place else None, note.on, table(note), pair)


def exclude(one: Kind, other: Kind) -> bool:
    """Whether two notes cannot tell of one meeting, where their days can meet; one without a day lies near its report.

    Both name a place, and another; or both name parties and none in common; or both are bilateral, of different pairs.
    """
    if one.place is not None and other.place is not None and not is_same(one.place, other.place):
        return True
    if one.table and other.table and one.table.isdisjoint(other.table):
        return True
    return one.pair is not None and other.pair is not None and one.pair != other.pair


def agree(one: Kind, other: Kind) -> bool:
    """Whether two notes that do not exclude each other name enough in common to tell of one meeting.

    That is the place or a party, or the same single day. Where one has no day it is the place, or two parties where no
    place is named.
    """
    if one.place is not None and other.place is not None:
        return True
    if one.on is None or other.on is None:
        return len(one.table & other.table) > 1 and one.place is None and other.place is None
    return not one.table.isdisjoint(other.table) or (one.on.is_day and one.on == other.on)


def kept_under(kind: Kind) -> list[Hashable]:
    """What a group is found by once it holds such a note."""
    who_and_when = _who_and_when(kind)
    if kind.place is None:
        return [*who_and_when, *(("no place", each) for each in who_and_when)]
    return [*who_and_when, "a place", *(("place", word) for word in kind.place or ("",))]


def asked_of(kind: Kind) -> list[Hashable]:
    """What every group that agrees with a note is kept under.

    Where both name a place they share a word of it, or one has none; else they share a party or a day.
    """
    who_and_when = _who_and_when(kind)
    if kind.place is None:
        return who_and_when
    places: list[Hashable] = [("place", word) for word in ("", *kind.place)] if kind.place else ["a place"]
    return [*places, *(("no place", each) for each in who_and_when)]


def _who_and_when(kind: Kind) -> list[Hashable]:
    return [*kind.table, *([kind.on] if kind.on is not None and kind.on.is_day else [])]


def table(note: RoundNote) -> frozenset[str]:
    """Everybody told to take part: the participants and the mediator."""
    return frozenset(note.participants) | ({note.mediator} if note.mediator else frozenset())


@lru_cache(maxsize=_N_PLACES)
def words_of(place: str) -> frozenset[str]:
    """The words of the name of a place."""
    return frozenset(re.findall(r"\w+", place.casefold())) - {"the"}


def is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether the words of two names may tell one place: those of one are among those of the other."""
    return one <= other or other <= one
