"""What a plan rests on in words: verdicts on assumptions, doubts about evidence, ranks, and time left to watch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from detente.analysis import AssumptionStatus, Evidence, HypothesisCase, WatchState, WatchStatus
from detente.model import Time

STANDING_WORDS: Mapping[AssumptionStatus, str] = MappingProxyType(
    {
        AssumptionStatus.BROKEN: "broken",
        AssumptionStatus.STRAINED: "strained",
        AssumptionStatus.HOLDS: "holding",
        AssumptionStatus.UNTESTED: "untested",
    }
)
"""How assumptions stand, where they are counted or would come to stand so."""

BOTH_WAYS = "also told as a sign of the opposite, so it points neither way"
"""Of an indicator with statements that one of the other kind matches too."""

BY_ACT = (
    "Indicators are matched by party, issue and act, and by the option or number that they ask for; what else their "
    "sentence says is yours to compare."
)

_ORDER = (WatchStatus.OPEN, WatchStatus.POSSIBLY, WatchStatus.LAPSED, WatchStatus.ANSWERED)


def doubt_words(piece: Evidence) -> Iterator[str]:
    """What puts a piece of evidence in doubt, each in a few words."""
    if piece.taken_back_by is not None:
        yield f"taken back by {piece.taken_back_by}"
    if piece.denied_by:
        yield f"denied by {', '.join(piece.denied_by)}"
    if piece.told is Time.POSSIBLY:
        yield "its date is vague"
    if not piece.is_likely:
        yield "coded rather wrong than right"


def hypothesis_mark(place: int) -> str:
    """What a hypothesis is called in a matrix: H1, H2, ..."""
    return f"H{place + 1}"


def rank_words(case: HypothesisCase) -> str:
    """The rank of a hypothesis, e.g. "rank 1, tied"."""
    return "not ranked" if case.rank is None else f"rank {case.rank}{', tied' if case.is_tied else ''}"


def left_words(days: int | None) -> str:
    """How long there is left, or since when not; empty where there is no end.

    Example:
        >>> left_words(54), left_words(0), left_words(-1)
        ('54 days left', 'the last day', '1 day ago')
    """
    if days is None:
        return ""
    if days < 0:
        return f"{-days} {'day' if days == -1 else 'days'} ago"
    return "the last day" if days == 0 else f"{days} {'day' if days == 1 else 'days'} left"


def urgency(question: WatchState) -> tuple[int, bool, int]:
    """Orders questions: those without an answer first, the nearest end first; then the lapsed and the answered."""
    return _ORDER.index(question.status), question.days_left is None, question.days_left or 0
