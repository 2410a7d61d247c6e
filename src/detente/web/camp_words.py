"""Words for camps: ties, measures with their intervals, changes, and what cannot be told and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from detente.analysis.coalitions import Alignment, Camp, CampsAt, Coalitions, Course, Measure, SignedTie
from detente.briefing.camp_doubts import is_relied_on, is_sure, is_wide
from detente.briefing.phrases import count_words
from detente.briefing.wording import date_words
from detente.model import Edtf

_WIDE_CHANGE = 1.0
"""The same of a change in alignment, which lies in [-2, 2]; half the way from indifference to full agreement."""


@dataclass(frozen=True, slots=True)
class TieWords:
    """How two stand: the kind of their tie (also its class), in words, and how surely.

    Attributes:
        kind: ``together``, ``against`` or ``balanced``.
        is_sure: Whether the interval leaves 0 out.
    """

    kind: str
    words: str
    is_sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureLine:
    """A measure of all camps: its name, the number, the interval, and what that means in a sentence."""

    name: str
    value: str
    interval: str
    meaning: str


def signed(value: float) -> str:
    """A number with its sign, a true minus, and no sign at 0.

    Example:
        >>> signed(0.5), signed(-0.25), signed(-0.001)
        ('+0.50', '−0.25', '0.00')
    """
    told = f"{value:+.2f}".replace("-", "−")
    return "0.00" if told[1:] == "0.00" else told


def interval_words(found: Measure, *, is_signed: bool = False) -> str:
    """The ends of the interval."""
    ends = (found.low, found.high)
    low, high = (signed(each) if is_signed else f"{each:.2f}" for each in ends)
    return f"{low} to {high}"


def tie_words(difference: Measure) -> TieWords:
    """How two stand by congruence less conflict."""
    if signed(difference.value) == "0.00":
        return TieWords("balanced", "balanced: as much for as against", is_sure(difference))
    kind = "together" if difference.value > 0 else "against"
    words = "stand together" if kind == "together" else "stand against each other"
    return TieWords(kind, words if is_sure(difference) else f"{words}, but not surely", is_sure(difference))


def since_words(tie: SignedTie, series: Sequence[CampsAt]) -> str:
    """Since which day of a series a tie has been of the kind that it is of at the last, and of which it was before."""
    kinds = [
        (day.until, tie_words(pair.difference).kind)
        for day in series
        for pair in day.pairs
        if {pair.one, pair.other} == {tie.one, tie.other}
    ]
    now = tie_words(tie.difference).kind
    run = list(takewhile(lambda each: each[1] == now, reversed(kinds)))
    if not run:
        return ""
    before = kinds[-len(run) - 1][1] if len(run) < len(kinds) else ""
    since = f"so since {date_words(Edtf.day(run[-1][0]), is_short=True)} at the latest"
    return f"{since}, before that {before}" if before else since


def measure_lines(found: Coalitions) -> tuple[MeasureLine, ...]:
    """Polarisation, frustration, signed modularity and the number of camps."""
    rows = (
        ("Polarisation", found.polarisation, _polarisation(found.polarisation)),
        ("Frustrated ties", found.frustration, "share of ties, by weight, that stand wrong; 0 is structural balance"),
        ("Signed modularity", found.modularity, "how much better the camps fit than chance; at most 1"),
    )
    numbers = tuple(
        MeasureLine(name=name, value=f"{each.value:.2f}", interval=interval_words(each), meaning=meaning)
        for name, each, meaning in rows
    )
    camps = found.n_camps
    return (
        *numbers,
        MeasureLine(
            name="Number of camps",
            value=f"{camps.value:.0f}",
            interval=f"{camps.low:.0f} to {camps.high:.0f}",
            meaning="one camp where nobody stands against anybody",
        ),
    )


def camp_lead(camp: Camp) -> str:
    """How stable a camp is, in words."""
    if len(camp.members) == 1:
        return "stands alone"
    return f"stability {camp.stability:.2f}" + ("" if is_relied_on(camp) else ", not to be relied on")


def course_words(move: Alignment) -> str:
    """What became of two, in plain words, with the caution where little was said."""
    change = move.change
    if move.course is not Course.STILL:
        return str(move.course)
    width = change.high - change.low
    if width <= _WIDE_CHANGE:
        return str(move.course)
    return f"{move.course}, as far as can be told: so little was said that a change could have been missed"


def tie_sentence(tie: SignedTie) -> str:
    """A tie in a sentence, for those who do not see the drawing."""
    told = tie_words(tie.difference)
    return (
        f"{tie.one} and {tie.other} {told.words if told.kind != 'balanced' else 'are balanced'}: "
        f"{signed(tie.difference.value)}, 95 % interval {interval_words(tie.difference, is_signed=True)}, "
        f"{count_words(len(tie.statements), 'statement')}"
    )


def _polarisation(found: Measure) -> str:
    if is_wide(found):
        return "cannot be told: too wide an interval; 1 is two equal, united, opposed camps"
    if found.high < 0.25:
        return "low; 1 is two equal, united, opposed camps"
    if found.low > 0.5:
        return "high; 1 is two equal, united, opposed camps"
    return "1 is two equal, united, opposed camps, 0 none that oppose each other"
