"""Cuts what a candidate says into units: one act each, with the words that tell it and those to quote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.coding.attribution.tagger import Reading
from detente.coding.candidates import Candidate, Floats
from detente.coding.conditions import ConditionSpan, find_condition
from detente.coding.focus import trimmed
from detente.coding.heads import ACTS, Judgement
from detente.coding.holders import Ground
from detente.coding.places import Place
from detente.model import Act, Span, Statement

_CLAUSE_SHARE = 0.6
"""A clause is quoted alone if the heads looked at it for this share of the sentence or more."""
_LOOKED_AT = 0.5
"""The words looked at this strongly, beside the most looked at, are the cue."""
_LONGEST_CUE_WORDS = 6
_ISSUED = 0.7
"""How likely who issues a paper does by its points what such a paper does."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that a party says in a sentence: the words that tell the act, and those to quote.

    Attributes:
        suggested: What the rules read there.
        act: The act and how likely it is, where words of its own tell it.
        is_listed: Whether it is one of several things that one cue tells ("its red lines: no fee, no pilots").
    """

    cue: Span
    quote: Span
    condition: ConditionSpan | None
    suggested: Statement | None = None
    act: tuple[Act, float] | None = None
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
    n_told = Counter(one.cue for one in suggested)
    issued = {id(one.statement) for one in candidate.suggested if one.ground is Ground.ISSUER}
    found = [
        _unit(
            place, one.cue, (one.quote.start, one.quote.end), one, (one.act, _ISSUED) if id(one) in issued else None,
            is_listed=n_told[one.cue] > 1,
        )
        for one in suggested
    ]  # fmt: skip
    first = _looked_at(candidate, judgement, reading, candidate.words)
    cues = [one.cue for one in found] or [first]
    further = list(_further(candidate, judgement, reading, cues, least_second_act))
    if not found:
        clause = next(one for one in place.clauses if one[0] <= first[0] < one[1])
        quote = trimmed(place.text, clause) if further else _clause(candidate, judgement, reading, first)
        found = [_unit(place, first, quote)]
    return [*found, *further]


def _further(
    candidate: Candidate, judgement: Judgement, reading: Reading, cues: Sequence[Span], least: float
) -> Iterator[Unit]:
    """What clauses without a cue yet tell, by the words that tell an act."""
    place, first = candidate.place, candidate.words[0]
    tells = 1 - judgement.words[:, -1]
    for clause in place.clauses:
        begin, end = (max(0, word - first) for word in reading.words.within(*clause))
        inside = tells[begin:end]
        if not len(inside) or any(clause[0] <= cue[0] < clause[1] for cue in cues):
            continue
        best = begin + int(inside.argmax())
        if tells[best] >= least:
            start, stop = _stretch(inside, best - begin)
            spans = reading.words.spans
            cue = spans[first + begin + start][0], spans[first + begin + stop][1]
            act = int(judgement.words[best, :-1].argmax())
            likely = ACTS[act], float(judgement.words[best, act])
            yield _unit(place, cue, trimmed(place.text, clause), act=likely)


def _of_one_quote_each(suggested: list[Statement], judgement: Judgement) -> list[Statement]:
    """The suggestions, of those with the same quote the one whose act is likeliest."""
    likely = dict(zip(ACTS, judgement.acts.tolist(), strict=True))
    best: dict[tuple[int, int], float] = {}
    for one in suggested:
        quote = (one.quote.start, one.quote.end)
        best[quote] = max(best.get(quote, 0.0), likely[one.act])
    return [one for one in suggested if likely[one.act] >= best[one.quote.start, one.quote.end]]


def _unit(
    place: Place,
    cue: Span | None,
    quote: Span,
    suggested: Statement | None = None,
    act: tuple[Act, float] | None = None,
    *, is_listed: bool = False,
) -> Unit:  # fmt: skip
    condition = find_condition(place.text, (quote[0], place.sentence.span[1]))
    return Unit(cue or quote, quote, condition, suggested, act, is_listed)


def _looked_at(candidate: Candidate, judgement: Judgement, reading: Reading, within: tuple[int, int]) -> Span:
    """Of the words ``within``, those that the heads looked at most, as one stretch of characters."""
    first = candidate.words[0]
    low, high = max(0, within[0] - first), min(len(judgement.attention), within[1] - first)
    looked = judgement.attention[low:high]
    start, end = _stretch(looked, int(looked.argmax()))
    spans = reading.words.spans
    return spans[first + low + start][0], spans[first + low + end][1]


def _stretch(strong: Floats, best: int) -> tuple[int, int]:
    """The first and the last of the words around the best one that are about as strong."""
    start = end = best
    while start > 0 and best - start < _LONGEST_CUE_WORDS and strong[start - 1] >= _LOOKED_AT * strong[best]:
        start -= 1
    while end + 1 < len(strong) and end - start < _LONGEST_CUE_WORDS and strong[end + 1] >= _LOOKED_AT * strong[best]:
        end += 1
    return start, end


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
