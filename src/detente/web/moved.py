"""Turns what changed since a day into lines: each move as it was and as it is, and each party's speed and chances."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.analysis import Aspect, Direction, Heading, Mobility, Move
from detente.briefing.marks import FIRMNESS_WORDS
from detente.briefing.phrases import count_words, moved_words
from detente.briefing.wording import date_words, distance_words, listed
from detente.model import StatementId, Time
from detente.web.evidence import text_link
from detente.web.matrices import cell_of
from detente.web.parts import Cell, Link
from detente.web.snapshots import Snapshot

ASPECT_WORDS = {
    Aspect.FIRST: "first position told",
    Aspect.CONTENT: "content",
    Aspect.FIRMNESS: "firmness",
    Aspect.CONDITION: "condition",
}
"""How it is said in what a position changed."""

_MOST_SOURCES = 8


@dataclass(frozen=True, slots=True)
class Way:
    """Toward or away from another party: an arrow, words, and how far apart the two were and are."""

    heading: Heading
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveLine:
    """A move in words.

    Attributes:
        dated: When it moved; as precisely as told.
        before: The position as it was; None where none was told.
        changed: In what it changed.
        ways: Toward and away from whom, the others left out.
        is_possible: Whether a vague date leaves open that it came in this time.
        may_be_older: Whether it is told as first and may have stood before this time already.
        sources: The statements it rests on, by their date, each leading to its words.
    """

    party: str
    issue: Link
    dated: str
    before: Cell | None
    after: Cell
    changed: str
    ways: tuple[Way, ...]
    is_possible: bool
    may_be_older: bool
    sources: tuple[Link, ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MobilityLine:
    """A party's speed and the chances that it let pass, in words."""

    party: str
    n_changes: int
    per_month: str
    n_chances: int
    passed: str


def move_line(snapshot: Snapshot, move: Move, issue_link: str) -> MoveLine:
    """A move; ``issue_link`` leads to its issue on the page that shows it."""
    sources, n_more = source_links(snapshot, move.statements)
    return MoveLine(
        party=snapshot.party(move.party),
        issue=Link(snapshot.issue(move.issue), issue_link),
        dated=date_words(move.on, is_short=True),
        before=cell_of(snapshot, move.before) if move.before else None,
        after=cell_of(snapshot, move.after),
        changed=_changed(move),
        ways=tuple(_way(snapshot, each) for each in move.directions if each.heading is not Heading.SIDEWAYS),
        is_possible=move.certainty is Time.POSSIBLY,
        may_be_older=move.may_be_older,
        sources=sources,
        n_more=n_more,
    )


def mobility_lines(snapshot: Snapshot, found: Iterable[Mobility]) -> tuple[MobilityLine, ...]:
    """How often each party moved, and how many of its chances it let pass."""
    return tuple(
        MobilityLine(
            party=snapshot.party(each.party),
            n_changes=each.n_changes,
            per_month="–" if each.changes_per_month is None else f"{each.changes_per_month:.1f}",
            n_chances=each.n_chances,
            passed="–" if each.immobility_share is None else f"{each.immobility_share:.0%}".replace("%", "\u00a0%"),
        )
        for each in found
    )


def counted_words(moves: Iterable[Move], n_new: int) -> str:
    """What was counted, in a sentence."""
    return f"{count_words(n_new, 'new statement')}; {moved_words(moves)}."


def source_links(snapshot: Snapshot, statements: Iterable[StatementId]) -> tuple[tuple[Link, ...], int]:
    """Links to the words of statements, by their date, and how many more there are."""
    told = [snapshot.entries[each] for each in statements]
    links = tuple(
        Link(date_words(entry.dated, is_short=True), text_link(snapshot, entry)) for entry in told[:_MOST_SOURCES]
    )
    return links, len(told) - len(links)


def _changed(move: Move) -> str:
    told = listed(tuple(ASPECT_WORDS[each] for each in move.aspects))
    if move.is_softer is None or move.compared is None or Aspect.FIRMNESS not in move.aspects:
        return told
    return f"{told}: {'softer' if move.is_softer else 'firmer'}, was {FIRMNESS_WORDS[move.compared.firmness]}"


def _way(snapshot: Snapshot, each: Direction) -> Way:
    words = f"{'toward' if each.heading is Heading.TOWARD else 'away from'} {snapshot.party(each.party)}"
    before, after = each.distance_before, each.distance_after
    if before is not None and after is not None and before != after:
        words += f": {distance_words(before, '')} to {distance_words(after, each.unit)} apart"
    return Way(each.heading, words)
