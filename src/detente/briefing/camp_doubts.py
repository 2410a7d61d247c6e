"""Doubts about camps: which cannot be relied on, what cannot be told of them, and what would be needed."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis.coalitions import STABLE, Camp, Coalitions, Measure
from detente.briefing.phrases import count_words
from detente.briefing.wording import listed

_WIDE = 0.5
"""An interval of more than half the measure's range tells nothing."""

_ENOUGH = 30
"""Planted camps are found from so many statements of each actor: docs/methods/coalitions.md, "How it is checked"."""

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def camp_name(place: int) -> str:
    """What a camp is called, by its place from 0.

    Example:
        >>> camp_name(0), camp_name(27)
        ('Camp A', 'Camp 28')
    """
    return f"Camp {_LETTERS[place]}" if place < len(_LETTERS) else f"Camp {place + 1}"


def is_relied_on(camp: Camp) -> bool:
    """Whether draws of the same statements give about the same camp; of one alone there is nothing to rely on."""
    return len(camp.members) == 1 or camp.stability >= STABLE


def is_sure(difference: Measure) -> bool:
    """Whether the interval of a tie leaves 0 out."""
    return difference.low > 0 or difference.high < 0


def is_wide(found: Measure) -> bool:
    """Whether the interval of a measure in [0, 1] is too wide to tell anything."""
    return found.high - found.low > _WIDE


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
    has_width = is_wide(found.polarisation)
    has_sure = any(is_sure(tie.difference) for tie in found.ties)
    if shaky:
        yield (
            f"{listed(tuple(shaky))} {'is' if len(shaky) == 1 else 'are'} not to be relied on: the same statements, "
            "drawn anew, give other camps."
        )
    if has_width:
        yield (
            "How far the camps oppose each other cannot be told: the interval of polarisation goes from "
            f"{found.polarisation.low:.2f} to {found.polarisation.high:.2f}."
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
