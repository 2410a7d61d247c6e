"""Turns series of camps into small charts: a dot with its interval at each day, and a table that tells the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from detente.analysis.coalitions import CampsAt, Measure, PairAt
from detente.briefing.phrases import count_words
from detente.briefing.wording import day_words
from detente.web.camp_words import interval_words, signed
from detente.web.timelines import Axis

HEIGHT = 92.0
"""Of a chart, in pixels, without the words below it."""

_TOP = 12.0
_NEAR = 40
"""A day nearer to the last one than a part in so many of all days is left out: it would be drawn over it."""

_MARGIN = 16
"""An axis begins a part in so many of its span before the first day, where the words of the heights stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A number at a day.

    Attributes:
        at: Its place on the axis, in percent.
        y, low, high: Of the number and of the ends of its interval, in pixels.
        dated, value, interval, n_statements: The same in words, for the table.
        told: All of it in a sentence.
        href: Leads to that day.
    """

    at: str
    y: float
    low: float
    high: float
    dated: str
    value: str
    interval: str
    n_statements: int
    told: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """A line from one dot to the next."""

    x1: str
    y1: float
    x2: str
    y2: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallChart:
    """One measure through time.

    Attributes:
        id: Unlike any other's on the page.
        title: What is drawn; ``href`` leads to more of it, empty for nowhere.
        levels: Heights with their words.
        n_blank: Days at which nothing could be told.
        told: How it went from the first day to the last, in a sentence.
    """

    id: str
    title: str
    href: str
    levels: tuple[tuple[float, str], ...]
    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    n_blank: int
    told: str


def polarisation_chart(series: Sequence[CampsAt], link: Callable[[date], str]) -> SmallChart | None:
    """Polarisation at each day; None where fewer than two can be told."""
    found = [(each.until, each.polarisation, each.n_statements) for each in series]
    return _chart("polarisation", "Polarisation", "", (0.0, 1.0), found, link)


def alignment_chart(
    series: Sequence[CampsAt], one: str, other: str, number: int, href: str, link: Callable[[date], str]
) -> SmallChart | None:
    """How two stood to each other at each day; None where fewer than two days can be told.

    Args:
        series: The camps at days.
        one: A name.
        other: Another one.
        number: Tells this chart from others of the page.
        href: Leads to more of the two; empty for nowhere.
        link: Where a day leads.
    """
    found = []
    for each in series:
        pair = _pair(each.pairs, {one, other})
        found.append((each.until, pair.difference if pair else None, pair.n_statements if pair else 0))
    return _chart(f"alignment-{number}", f"{one} and {other}", href, (-1.0, 1.0), found, link)


def _pair(pairs: Iterable[PairAt], names: set[str]) -> PairAt | None:
    return next((each for each in pairs if {each.one, each.other} == names), None)


def _chart(
    name: str,
    title: str,
    href: str,
    ends: tuple[float, float],
    found: Sequence[tuple[date, Measure | None, int]],
    link: Callable[[date], str],
) -> SmallChart | None:
    told = [(day, value, n_said) for day, value, n_said in found if value is not None]
    if len(told) < 2:
        return None
    n_blank = len(found) - len(told)
    span = told[-1][0] - told[0][0]
    told = [each for each in told[:-1] if (told[-1][0] - each[0]) * _NEAR > span] + told[-1:]
    margin = span / _MARGIN
    axis = Axis(told[0][0] - margin, told[-1][0] + margin / 4)
    is_signed = ends[0] < 0

    def words(value: float) -> str:
        return signed(value) if is_signed else f"{value:.2f}"

    def y(value: float) -> float:
        share = (ends[1] - min(max(value, ends[0]), ends[1])) / (ends[1] - ends[0])
        return round(_TOP + share * (HEIGHT - 2 * _TOP), 1)

    dots = tuple(
        Dot(
            at=axis.at(day),
            y=y(value.value),
            low=y(value.low),
            high=y(value.high),
            dated=day_words(day),
            value=words(value.value),
            interval=interval_words(value, is_signed=is_signed),
            n_statements=n_said,
            told=(
                f"{title} by {day_words(day)}: {words(value.value)}, 95 % interval "
                f"{interval_words(value, is_signed=is_signed)}, {count_words(n_said, 'statement')}"
            ),
            href=link(day),
        )
        for day, value, n_said in told
    )
    return SmallChart(
        id=name,
        title=title,
        href=href,
        levels=tuple((y(level), level_words) for level, level_words in _levels(is_signed=is_signed)),
        dots=dots,
        strokes=tuple(Stroke(x1=one.at, y1=one.y, x2=other.at, y2=other.y) for one, other in pairwise(dots)),
        n_blank=n_blank,
        told=f"{title}: {dots[0].value} by {dots[0].dated}, {dots[-1].value} by {dots[-1].dated}.",
    )


def _levels(*, is_signed: bool) -> tuple[tuple[float, str], ...]:
    if is_signed:
        return (1.0, "+1"), (0.0, "0"), (-1.0, "−1")
    return (1.0, "1"), (0.5, "½"), (0.0, "0")
