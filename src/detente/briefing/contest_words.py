"""Contests in words: what a side is called, whether it holds, who tells it and how far that is trusted."""

from __future__ import annotations

from collections.abc import Sequence

from detente.analysis import Contest, ContestKind, ContestSide
from detente.model import UNGRADED, Grade, Verdict

THE_TALKS = "The talks as a whole"
"""What a contest is on where it is on no issue alone."""


def side_name(contest: Contest, place: int) -> str:
    """What a side is called, by its place: "Claim" and "Denial", "Side 1", "Only side"."""
    if len(contest.sides) == 1:
        return "Only side"
    is_denial = contest.kind is ContestKind.DENIED
    return ("Claim", "Denial")[min(place, 1)] if is_denial else f"Side {place + 1}"


def held_words(side: ContestSide, contest: Contest) -> str:
    """Whether an analyst found that the side holds; empty where nobody told sides apart."""
    resolution = contest.resolution
    if resolution is None or resolution.verdict is not Verdict.UPHELD:
        return ""
    return "holds" if set(side.statements) & set(resolution.upheld) else "does not hold"


def unsure_words(contest: Contest) -> str:
    """That the sides are not certainly about one thing; empty where they are."""
    return "" if contest.is_certain else "whether both sides are about one thing is not certain"


def grade_words(grade: Grade, by: Sequence[str] = (), outlet: str | None = None) -> str:
    """How far it is trusted, and by whose grade where that is not the report's own.

    Example:
        >>> grade_words(Grade("B", 2)), grade_words(Grade("D", 4), ["The Sound"], "Coastal Wire")
        ('grade B2', 'grade D4, by The Sound, in Coastal Wire')
    """
    if grade == UNGRADED:
        return "not graded"
    told = f", by {', '.join(by)}{f', in {outlet}' if outlet else ''}" if by else ""
    return f"grade {grade}{told}"
