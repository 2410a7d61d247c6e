"""Replaying: the days that a slider on a page goes through."""

from __future__ import annotations

from detente.briefing.wording import day_words
from detente.web.parts import Days
from detente.web.snapshots import Snapshot


def days_of(snapshot: Snapshot, **kept: str) -> Days | None:
    """The days that can be replayed; None where no statement has a date.

    Args:
        snapshot: The moment shown.
        kept: The page's own query values, which go on to another day; empty ones are left out.
    """
    first, last = snapshot.whole_span
    if first is None or last is None or first == last:
        return None
    shown = min(max(snapshot.moment.as_of or last, first), last)
    return Days(
        first=first.isoformat(),
        n_days=(last - first).days,
        shown=(shown - first).days,
        shown_words=day_words(shown),
        first_words=day_words(first),
        last_words=day_words(last),
        kept=tuple(
            (name, value) for name, value in (kept | snapshot.moment.query).items() if value and name != "as_of"
        ),
    )
