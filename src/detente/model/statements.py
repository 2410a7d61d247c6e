"""Statements: one coded assertion of one party on one issue, with its characters and its chain."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from math import inf, nextafter

from detente.model.ids import DocumentId, IssueId, OptionId, PartyId, StatementId
from detente.model.times import Edtf

BY_ANALYST, BY_DNA = "analyst/", "DNA: "
"""What the coder's name begins with where somebody coded by hand: here, or in the Discourse Network Analyzer."""

_LEAST_INEXACT = 1e15
"""From here on not every figure of a number is known, and it is written with a power of ten."""
_PLURAL = re.compile(r"(?<![siu])(?<!ie)(?<!oe)(?<!xe)(?<!ze)(?<!se)(?<!che)(?<!she)s$")


def is_hand(coder: str) -> bool:
    """Whether a coder's name is that of somebody who read the text."""
    return coder.startswith((BY_ANALYST, BY_DNA))


class Act(StrEnum):
    """What a party does with an issue by saying it."""

    DEMAND = "demand"
    PROPOSE = "propose"
    ACCEPT = "accept"
    REJECT = "reject"
    CONDITION = "condition"
    DENY = "deny"
    THREATEN = "threaten"
    ASSESS = "assess"


class Firmness(StrEnum):
    """How firmly it is said."""

    RED_LINE = "red_line"
    FIRM = "firm"
    FLEXIBLE = "flexible"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Quote:
    """A span of a document's text; ``text`` equals the document's characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.text):
            raise ValueError(f"characters {self.start} to {self.end} cannot hold {len(self.text)} characters")


@dataclass(frozen=True, slots=True)
class Value:
    """A number, or a range from ``low`` to ``high``, in ``unit``; None leaves an end open.

    ``exclusive`` tells that the only end told is itself not meant: "more than 18", "under 18".
    """

    low: float | None
    high: float | None
    unit: str
    exclusive: bool = False

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a value needs a number")
        if self.exclusive and self.low is not None and self.high is not None:
            raise ValueError("only a value with an open end can be exclusive")

    @property
    def is_range(self) -> bool:
        """Whether more than one number is meant."""
        return self.low != self.high

    @property
    def ends(self) -> tuple[float, float]:
        """The least and the greatest number meant; an open end is infinite, for one not meant the next float stands.

        Example:
            >>> Value(None, 18, "pairs").ends, Value(18, None, "pairs", exclusive=True).ends[0] > 18
            ((-inf, 18), True)
        """
        if self.low is None or self.high is None:
            low = -inf if self.low is None else nextafter(self.low, inf) if self.exclusive else self.low
            high = inf if self.high is None else nextafter(self.high, -inf) if self.exclusive else self.high
            return low, high
        return self.low, self.high

    def holds(self, number: float) -> bool:
        """Whether the number is one of those meant, in the same unit."""
        low, high = self.ends
        return low <= number <= high

    def is_in(self, unit: str | None) -> bool:
        """Whether it is told in a unit, whatever the case of its letters; a bare number is in none."""
        return self.unit.casefold() == (unit or "").casefold()

    def overlaps(self, other: Value) -> bool | None:
        """Whether some number is meant by both; None where the two are told in different units.

        Example:
            >>> Value(400, 500, "crowns").overlaps(Value(450, None, "Crowns")), Value(4, 4, "percent").overlaps(
            ...     Value(4, 4, "crowns")
            ... )
            (True, None)
        """
        if not self.is_in(other.unit):
            return None
        (low, high), (their_low, their_high) = self.ends, other.ends
        return low <= their_high and their_low <= high

    def __str__(self) -> str:
        if self.low is None or self.high is None:
            return self._one_sided()
        if self.unit == "year":
            return f"{self.low:.0f}-{self.high:.0f}" if self.is_range else f"{self.low:.0f}"
        if self.is_range:
            return f"{_plain(self.low)}-{_plain(self.high)} {self.unit}"
        return f"{_plain(self.low)} {unit_words(self.low, self.unit)}"

    def _one_sided(self) -> str:
        if self.low is None:
            return f"{'under' if self.exclusive else 'up to'} {_plain(self.high)} {self.unit}"
        if self.exclusive:
            return f"more than {_plain(self.low)} {self.unit}"
        return f"{_plain(self.low)} {self.unit} or more"


def unit_words(number: float, unit: str) -> str:
    """A unit behind its number: of one the singular, where the dossier writes the unit as a regular plural.

    Example:
        >>> unit_words(3, "years"), unit_words(1, "years"), unit_words(1, "percent")
        ('years', 'year', 'percent')
    """
    return _PLURAL.sub("", unit) if number == 1 else unit


def _plain(number: float | None) -> str:
    if number is None:
        return ""
    is_whole = number == int(number) and 10_000 <= number < _LEAST_INEXACT
    return f"{number:,.0f}" if is_whole else f"{number:g}"


@dataclass(frozen=True, slots=True)
class Condition:
    """What an act is made to depend on, and the issue that belongs to, if any."""

    text: str
    issue: IssueId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One coded assertion: who does what on which issue, how firmly, since when, and who says so.

    Attributes:
        quote: The shortest span it can be coded from.
        party: Whose position it is.
        speaker: The person or body whose words are reported; None if only the party as a whole.
        reported_by: Who stands between the speaker and the document, nearest the speaker first.
        option: The issue's option it is about, where one is named.
        value: Number told, with its unit.
        condition: What it depends on.
        said_on: When it was said or done, as precisely as told.
        confidence: In [0, 1]; how likely the coder thinks party, issue and act to be right.
        coder: Who coded it: a coder's name and version, or an analyst.
        cue: The words the act was recognised by, as (start, end) in the document's text.
        why: The reason for the coding, in a few words.
        restates: The earlier statement of the same document that says the same, if any.
    """

    doc: DocumentId
    quote: Quote
    party: PartyId
    issue: IssueId
    act: Act
    firmness: Firmness
    speaker: str | None = None
    reported_by: tuple[str, ...] = ()
    option: OptionId | None = None
    value: Value | None = None
    condition: Condition | None = None
    said_on: Edtf | None = None
    confidence: float
    coder: str
    cue: tuple[int, int] | None = None
    why: str = ""
    restates: StatementId | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} lies outside [0, 1]")

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody coded it who read the text; no coder's newer reading takes its place."""
        return is_hand(self.coder)

    @property
    def id(self) -> StatementId:
        """The same coding of the same characters by the same coder has the same id."""
        parts = (self.doc, self.quote.start, self.quote.end, self.party, self.issue, self.act, self.coder)
        digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
        return StatementId("s" + digest[:12])
