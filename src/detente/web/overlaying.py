"""Turns two parties' wishes through time into a chart: a line or a range each, and the gap between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.analysis import Overlay, OverlayStep, Preferences
from detente.briefing.wording import GAP_WORDS, date_words, distance_words
from detente.model import Issue, Value
from detente.web.charts import Fitted, GapMark, Level, OverlayChart, WishMark
from detente.web.snapshots import Snapshot
from detente.web.timelines import Axis

_TOP, _ROW, _SCALE_HEIGHT, _BELOW, _LINE = 42.0, 40.0, 170.0, 34.0, 3.0
_APART = 5.0
"""Pixels that the two parties' lines lie above and below the height of one option."""
_WIDE, _NARROW, _CHARACTER = 9.2, 3.0, 7.0


@dataclass(frozen=True, slots=True)
class _Ladder:
    """Heights of an issue's outcomes: of numbers from ``high`` down to ``low``, or of one option below another."""

    issue: Issue
    low: float | None
    high: float | None

    @property
    def is_scale(self) -> bool:
        return self.low is not None and self.high is not None and self.high > self.low

    @property
    def height(self) -> float:
        return _SCALE_HEIGHT if self.is_scale else max(1, len(self.issue.options)) * _ROW

    def of_number(self, number: float) -> float:
        assert self.low is not None and self.high is not None  # noqa: S101, PT018  # asked of a scale only
        share = (number - self.low) / (self.high - self.low)
        return round(_TOP + _SCALE_HEIGHT * (1 - min(1.0, max(0.0, share))), 1)

    def of_option(self, place: int) -> float:
        return _TOP + _ROW * (place + 0.3)

    def span(self, value: Value) -> tuple[float, float]:
        """The top and the bottom of a number or a range; an open end goes to the end of the scale."""
        assert self.low is not None and self.high is not None  # noqa: S101, PT018  # asked of a scale only
        low = self.low if value.low is None else value.low
        high = self.high if value.high is None else value.high
        return self.of_number(high), self.of_number(low)


def overlay_chart(snapshot: Snapshot, found: Overlay, axis: Axis) -> OverlayChart:
    """Two parties on one issue, laid over each other on an axis of time."""
    issue = snapshot.dossier.issue(found.issue)
    ladder = _ladder(issue, found.steps)
    one, other = snapshot.party(found.one), snapshot.party(found.other)
    after = (found.until or axis.last) + timedelta(days=1)
    spans = list(_spans(found.steps, after))
    wishes = [
        wish
        for step, start, stop in spans
        for side, told in (("one", step.one), ("other", step.other))
        if told
        for wish in _wishes(ladder, side, told, step, start, stop, axis)
    ]
    return OverlayChart(
        one=one,
        other=other,
        height=_TOP + ladder.height + _BELOW,
        ticks=axis.ticks(),
        levels=tuple(_levels(ladder, found.unit)),
        wishes=tuple(wishes),
        gaps=tuple(_gaps(ladder, spans, axis, found.unit)),
        told=f"What {one} and {other} wanted of {issue.name}, and how far apart. The list below tells each step.",
    )


def _ladder(issue: Issue, steps: Iterable[OverlayStep]) -> _Ladder:
    told = [each.number for step in steps for each in (step.one, step.other) if each and each.number]
    numbers = [end for value in told for end in (value.low, value.high) if end is not None]
    numbers += [option.place for option in issue.options if option.place is not None]
    numbers += [end for end in (issue.scale.low, issue.scale.high) if end is not None]
    if issue.options and any(option.place is None for option in issue.options):
        return _Ladder(issue, None, None)
    return _Ladder(issue, min(numbers, default=None), max(numbers, default=None))


def _spans(steps: Sequence[OverlayStep], after: date) -> Iterator[tuple[OverlayStep, date, date]]:
    for step, following in zip(steps, (*steps[1:], None), strict=False):
        yield step, step.begins.earliest, following.begins.earliest if following else after


def _levels(ladder: _Ladder, unit: str) -> Iterator[Level]:
    if not ladder.is_scale:
        for place, option in enumerate(ladder.issue.options):
            yield Level(y=ladder.of_option(place), words=option.name)
        return
    named = {option.place: option.name for option in ladder.issue.options if option.place is not None}
    quo = ladder.issue.scale.status_quo
    marked = {number: f"{number:,.10g} {unit}".strip() for number in (ladder.low, ladder.high) if number is not None}
    if quo is not None:
        marked[quo] = f"{quo:,.10g} {unit}".strip() + ", as it stands"
    for number, words in sorted((marked | named).items()):
        yield Level(y=ladder.of_number(number), words=words)


def _wishes(
    ladder: _Ladder, side: str, told: Preferences, step: OverlayStep, start: date, stop: date, axis: Axis
) -> Iterator[WishMark]:
    sure = start if step.begins.is_day else min(step.begins.latest + timedelta(days=1), stop)
    soft, stretch = axis.stretch(start, sure), axis.stretch(sure, stop)
    for kind, y, height in _heights(ladder, side, told):
        if soft or stretch:
            yield WishMark(side=side, kind=kind, y=y, height=height, soft=soft, stretch=stretch)


def _heights(ladder: _Ladder, side: str, told: Preferences) -> Iterator[tuple[str, float, float]]:
    if ladder.is_scale:
        if told.number:
            top, bottom = ladder.span(told.number)
            yield "conditional" if told.is_conditional else "wanted", top - _LINE / 2, bottom - top + _LINE
        return
    by = -_APART if side == "one" else _APART
    for kind, options in (("wanted", told.preferred), ("conditional", told.conditional), ("excluded", told.excluded)):
        for place, option in enumerate(ladder.issue.options):
            if option.id in options:
                yield kind, ladder.of_option(place) + by - _LINE / 2, _LINE


def _gaps(ladder: _Ladder, spans: Iterable[tuple[OverlayStep, date, date]], axis: Axis, unit: str) -> Iterator[GapMark]:
    for step, start, stop in spans:
        stretch = axis.stretch(start, stop)
        if stretch is None:
            continue
        y, height = _band(ladder, step)
        words = GAP_WORDS[step.state]
        width = float(stretch.width.rstrip("%"))
        taken = (len(words) + 1) * _CHARACTER
        far = "" if step.distance is None else distance_words(step.distance, unit)
        yield GapMark(
            stretch=stretch,
            state=step.state.value,
            y=y,
            height=height,
            words=Fitted(words, width * _NARROW >= taken) if width * _WIDE >= taken else None,
            told=f"From {date_words(step.begins)}: {words}, {step.why}{f', {far} apart' if far else ''}",
        )


def _band(ladder: _Ladder, step: OverlayStep) -> tuple[float, float]:
    """The band between what the two want on the scale; nothing where they meet or one tells no number."""
    if not (ladder.is_scale and step.one and step.other and step.one.number and step.other.number):
        return 0.0, 0.0
    ours, theirs = ladder.span(step.one.number), ladder.span(step.other.number)
    upper, lower = sorted((ours, theirs))
    return (upper[1], lower[0] - upper[1]) if lower[0] > upper[1] else (0.0, 0.0)
