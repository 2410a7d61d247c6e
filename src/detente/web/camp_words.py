"""Words for camps: ties, measures with their intervals, changes, and what cannot be told and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from detente.analysis.coalitions import STABLE, Alignment, Camp, CampsAt, Coalitions, Course, Measure, SignedTie
from detente.briefing.phrases import count_words
from detente.briefing.wording import date_words, listed
from detente.model import Edtf

_WIDE = 0.5
"""An interval of more than half the measure's range tells nothing."""

_WIDE_CHANGE = 1.0
"""The same of a change in alignment, which lies in [-2, 2]; half the way from indifference to full agreement."""

_ENOUGH = 30
"""Planted camps are found from so many statements of each actor: docs/methods/coalitions.md, "How it is checked"."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


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


def camp_name(place: int) -> str:
    """What a camp is called on the pages, by its place from 0.

    Example:
        >>> camp_name(0), camp_name(27)
        ('Camp A', 'Camp 28')
    """
    return f"Camp {_LETTERS[place]}" if place < len(_LETTERS) else f"Camp {place + 1}"


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
    is_sure = difference.low > 0 or difference.high < 0
    if signed(difference.value) == "0.00":
        return TieWords("balanced", "balanced: as much for as against", is_sure)
    kind = "together" if difference.value > 0 else "against"
    words = "stand together" if kind == "together" else "stand against each other"
    return TieWords(kind, words if is_sure else f"{words}, but not surely", is_sure)


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


def is_relied_on(camp: Camp) -> bool:
    """Whether draws of the same statements give about the same camp; of one alone there is nothing to rely on."""
    return len(camp.members) == 1 or camp.stability >= STABLE


def doubts(found: Coalitions, noun: str, concepts: str) -> Iterator[str]:
    """What cannot be told of these statements, and what would be needed; nothing where all can.

    Args:
        found: The coalitions.
        noun: What stands in camps, such as "parties".
        concepts: What ties them, such as "outcomes".
    """
    if not found.ties:
        taken = count_words(found.n_statements, "statement")
        yield (
            f"Nothing can be told of who stands with whom: {taken} take a side, and no two {noun} do so on one of the "
            f"same {concepts}. What would be needed: that two {noun} accept, reject, demand or propose on the same one."
        )
        return
    if not found.camps:
        yield f"Every tie is balanced, which makes no camps. The table tells on which {concepts}."
        return
    shaky = [camp_name(place) for place, camp in enumerate(found.camps) if not is_relied_on(camp)]
    has_width = found.polarisation.high - found.polarisation.low > _WIDE
    has_sure = any(tie_words(tie.difference).is_sure for tie in found.ties)
    if shaky:
        yield (
            f"{listed(tuple(shaky))} {'is' if len(shaky) == 1 else 'are'} not to be relied on: the same statements, "
            "drawn anew, give other camps."
        )
    if has_width:
        yield (
            "How far the camps oppose each other cannot be told: the interval of polarisation goes from "
            f"{interval_words(found.polarisation)}."
        )
    if not has_sure:
        yield "No tie is sure: the interval of each holds 0, so that each could be chance."
    n_actors = sum(len(camp.members) for camp in found.camps)
    each = found.n_statements / n_actors
    if (shaky or has_width or not has_sure) and each < _ENOUGH:
        statements = count_words(found.n_statements, "statement")
        yield (
            f"{n_actors} {noun} take a side in {statements}, {each:.0f} each. What would be needed "
            f"is about {_ENOUGH} each: from there on, camps planted in invented statements are found again."
        )


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
    if found.high - found.low > _WIDE:
        return "cannot be told: too wide an interval; 1 is two equal, united, opposed camps"
    if found.high < 0.25:
        return "low; 1 is two equal, united, opposed camps"
    if found.low > 0.5:
        return "high; 1 is two equal, united, opposed camps"
    return "1 is two equal, united, opposed camps, 0 none that oppose each other"
