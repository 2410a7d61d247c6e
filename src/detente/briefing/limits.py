"""Limits: how much of each part a brief of each length has room for."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from types import MappingProxyType

NO_LIMIT = sys.maxsize
"""Room for everything."""


class Length(StrEnum):
    """How much a brief holds.

    ``short``: one printed page of A4: bottom line, movement if asked for, matrix, red lines, what to watch.
    ``standard``: about three: every part, each with what ranks first in it. ``full``: everything.
    """

    SHORT = "short"
    STANDARD = "standard"
    FULL = "full"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Room in each part; 0 where a brief of this length has no such part.

    Attributes:
        agreed: Issues that the bottom line begins with, as they are agreed; they take room of the others.
        issues: Issues of the bottom line.
        clauses: Parties that a sentence of the bottom line has room for.
        bottom_drafts: Instruments of the bottom line.
        rows, columns: Issues and parties of the matrix.
        sections: Issues told one by one.
        positions: Parties of such an issue.
        statements: Statements that a position cites.
        quotes: Words of sources that a line of another part shows.
        sides: The same where a line sets two sides against each other.
        quote_chars: Characters of one of these; what is longer is cut here, never among the sources.
        movement, contests, linkages, drafts, meetings, hurdles, red_lines, watch, assumptions, alternatives: Lines.
    """

    agreed: int
    issues: int
    clauses: int
    bottom_drafts: int
    rows: int
    columns: int
    sections: int
    positions: int
    statements: int
    quotes: int
    sides: int
    quote_chars: int
    movement: int
    contests: int
    linkages: int
    drafts: int
    meetings: int
    hurdles: int
    red_lines: int
    watch: int
    assumptions: int
    alternatives: int


SHORT = Limits(
    agreed=1, issues=3, clauses=2, bottom_drafts=1, rows=3, columns=4, sections=0, positions=0, statements=1, quotes=1,
    sides=1, quote_chars=100, movement=2, contests=0, linkages=0, drafts=0, meetings=0, hurdles=0, red_lines=1, watch=3,
    assumptions=0, alternatives=0,
)  # fmt: skip
STANDARD = Limits(
    agreed=2, issues=5, clauses=3, bottom_drafts=2, rows=6, columns=5, sections=2, positions=3, statements=1, quotes=1,
    sides=2, quote_chars=120, movement=3, contests=2, linkages=1, drafts=2, meetings=2, hurdles=1, red_lines=2, watch=3,
    assumptions=2, alternatives=2,
)  # fmt: skip
FULL = Limits(**{field.name: NO_LIMIT for field in fields(Limits)} | {"quote_chars": 260})
LIMITS: Mapping[Length, Limits] = MappingProxyType({Length.SHORT: SHORT, Length.STANDARD: STANDARD, Length.FULL: FULL})
"""The room of each length."""
