"""One thing told of a paper in a sentence, and the words that date it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.coding.handing import Handing
from detente.coding.paper_cues import Cue
from detente.coding.papers import Reference
from detente.coding.sights import Sight
from detente.model import PartyId, Span, Step


@dataclass(frozen=True, slots=True)
class Told:
    """One thing told of a paper in a sentence; positions are counted in the sentence.

    Attributes:
        at: The characters of the cue.
        by: Who does it; empty where that is not told.
        content: Where a provision or a gap is told.
        is_beside: Whether it is told in passing, beside the paper's name ("a draft agreed by both").
    """

    reference: Reference
    cue: Cue
    step: Step
    at: Span
    by: tuple[PartyId, ...] = ()
    handing: Handing | None = None
    is_expected: bool = False
    content: Span | None = None
    is_beside: bool = False


def dated_words(sight: Sight, told: Sequence[Told], one: Told) -> str:
    """The words in which a date tells when the step was taken, and not another of the same sentence."""
    starts = sorted({each.at[0] for each in told})
    later = [start for start in starts if start > one.at[0]]
    end = min([*later, sight.clause(one.at[0])[1]])
    if one.is_beside:
        return sight.text[one.at[0] : end]
    start = sight.clause(one.at[0])[0]
    earlier = [each for each in told if each.at[1] <= one.at[0]]
    for each in earlier:
        start = max(start, each.at[1]) if not each.is_beside else start
    words = sight.text[start:end]
    for each in earlier:
        if each.is_beside:
            words = words.replace(sight.text[sight.local(each.reference.span)[1] : one.at[0]], " ")
    return words
