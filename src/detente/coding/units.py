"""Cuts what a candidate says into units: one act each, with the words that tell it and those to quote."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from detente.coding.attribution.tagger import Reading
from detente.coding.candidates import Candidate
from detente.coding.conditions import ConditionSpan, find_condition
from detente.coding.focus import trimmed
from detente.coding.heads import ACTS, Judgement
from detente.coding.places import Place
from detente.model import Act, Span, Statement

_CLAUSE_SHARE = 0.6
"""A clause is quoted alone if the heads looked at it for this share of the sentence or more."""
_LOOKED_AT = 0.5
"""The words looked at this strongly, beside the most looked at, are the cue."""
_LONGEST_CUE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a party says in a sentence: the words that tell the act, and those to quote.

    Attributes:
        suggested: What the rules read there.
        act: The act, where it is another than the sentence's likeliest.
        is_listed: Whether it is one of several things that one cue tells ("its red lines: no fee, no pilots").
    """

    cue: Span
    quote: Span
    condition: ConditionSpan | None
    suggested: Statement | None = None
    act: Act | None = None
    is_listed: bool = False

    @property
    def topic(self) -> Span:
        """The words quoted, without a condition before or behind them."""
        if self.condition is None:
            return self.quote
        (start, end), (first, stop) = self.quote, self.condition.whole
        before, behind = (start, min(end, first)), (max(start, stop), end)
        longest = max(before, behind, key=lambda span: span[1] - span[0])
        return longest if longest[0] < longest[1] else self.quote


def units(candidate: Candidate, judgement: Judgement, reading: Reading, least_second_act: float) -> list[Unit]:
    """What the candidate says: what the rules read, or else what the heads looked at most, and a second act."""
    place = candidate.place
    suggested = _of_one_quote_each([one.statement for one in candidate.suggested], judgement)
    if suggested:
        n_told = Counter(one.cue for one in suggested)
        return [
            _unit(place, one.cue, (one.quote.start, one.quote.end), suggested=one, is_listed=n_told[one.cue] > 1)
            for one in suggested
        ]
    first = _looked_at(candidate, judgement, reading, candidate.words)
    clause = _clause(candidate, judgement, reading, first)
    others = [one for one in place.clauses if not one[0] <= first[0] < one[1]]
    second = int(np.argsort(-judgement.acts, kind="stable")[1])
    if judgement.acts[second] < least_second_act or not others:
        return [_unit(place, first, clause)]
    inside = [reading.words.within(*one) for one in others]
    other = max(zip(inside, others, strict=True), key=lambda one: _share(candidate, judgement, one[0]))
    cue = _looked_at(candidate, judgement, reading, other[0])
    clauses = [next(one for one in place.clauses if one[0] <= first[0] < one[1]), other[1]]
    return [
        _unit(place, first, trimmed(place.text, clauses[0])),
        _unit(place, cue, trimmed(place.text, clauses[1]), act=ACTS[second]),
    ]


def _of_one_quote_each(suggested: list[Statement], judgement: Judgement) -> list[Statement]:
    """The suggestions, of those with the same quote the one whose act is likeliest."""
    likely = dict(zip(ACTS, judgement.acts.tolist(), strict=True))
    best: dict[tuple[int, int], float] = {}
    for one in suggested:
        quote = (one.quote.start, one.quote.end)
        best[quote] = max(best.get(quote, 0.0), likely[one.act])
    return [one for one in suggested if likely[one.act] >= best[one.quote.start, one.quote.end]]


def _unit(
    place: Place, cue: Span | None, quote: Span, suggested: Statement | None = None, act: Act | None = None,
    *, is_listed: bool = False,
) -> Unit:  # fmt: skip
    condition = find_condition(place.text, (quote[0], place.sentence.span[1]))
    return Unit(cue or quote, quote, condition, suggested, act, is_listed)


def _looked_at(candidate: Candidate, judgement: Judgement, reading: Reading, within: tuple[int, int]) -> Span:
    """Of the words ``within``, those that the heads looked at most, as one stretch of characters."""
    first = candidate.words[0]
    low, high = max(0, within[0] - first), min(len(judgement.attention), within[1] - first)
    looked = judgement.attention[low:high]
    best = int(looked.argmax())
    start = end = best
    while start > 0 and best - start < _LONGEST_CUE_WORDS and looked[start - 1] >= _LOOKED_AT * looked[best]:
        start -= 1
    while end + 1 < len(looked) and end - start < _LONGEST_CUE_WORDS and looked[end + 1] >= _LOOKED_AT * looked[best]:
        end += 1
    spans = reading.words.spans
    return spans[first + low + start][0], spans[first + low + end][1]


def _clause(candidate: Candidate, judgement: Judgement, reading: Reading, cue: Span) -> Span:
    """The clause of the cue if the heads looked nowhere else, or else the sentence."""
    place = candidate.place
    clause = next(one for one in reversed(place.clauses) if one[0] <= cue[0])
    is_enough = _share(candidate, judgement, reading.words.within(*clause)) >= _CLAUSE_SHARE
    return trimmed(place.text, clause if is_enough else place.sentence.span)


def _share(candidate: Candidate, judgement: Judgement, within: tuple[int, int]) -> float:
    """The share of the heads' attention that some words have."""
    first = candidate.words[0]
    return float(judgement.attention[max(0, within[0] - first) : max(0, within[1] - first)].sum())
