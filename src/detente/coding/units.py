"""Cuts what a candidate says into units: one act each, with the words that tell it and those to quote."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from detente.coding.attribution.tagger import Reading
from detente.coding.candidates import Candidate, Floats
from detente.coding.conditions import ConditionSpan, find_condition
from detente.coding.focus import trimmed
from detente.coding.further import FurtherStretch, joint_before
from detente.coding.heads import ACTS, Judgement
from detente.coding.holders import Ground
from detente.coding.places import Place
from detente.coding.rules import Suggestion
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
        judgement: What the heads say of it.
        suggested: What the rules read there.
        act: The act and how likely it is, where words of its own tell it.
        is_listed: Whether it is one of several things that one cue tells ("its red lines: no fee, no pilots").
    """

    cue: Span
    quote: Span
    condition: ConditionSpan | None
    judgement: Judgement
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


def cues(candidate: Candidate, judgement: Judgement, reading: Reading) -> list[Span]:
    """The words by which the candidate is known to do something: those of the rules, or else those looked at most."""
    told = _suggested(candidate, judgement)
    return [one.cue or quote for one, quote in told] or [_looked_at(candidate, judgement, reading)]


def units(
    candidate: Candidate, judgement: Judgement, reading: Reading, further: Sequence[FurtherStretch] = ()
) -> list[Unit]:
    """What the candidate says: what the rules read, or else what the heads looked at most, and what is told further."""
    place = candidate.place
    suggested = _suggested(candidate, judgement)
    n_told = Counter(one.cue for one, _ in suggested)
    issued = {id(one.statement) for one in candidate.suggested if one.ground is Ground.ISSUER}
    found = [
        _unit(
            place, one.cue, _apart(place, quote, one.cue, further), judgement, one,
            (one.act, _ISSUED) if id(one) in issued else None, is_listed=n_told[one.cue] > 1,
        )
        for one, quote in suggested
    ]  # fmt: skip
    if not found:
        first = _looked_at(candidate, judgement, reading)
        quote = _apart(place, _clause(candidate, judgement, reading, first), first, further)
        found = [_unit(place, first, quote, judgement)]
    ends = [unit.cue[0] for unit in found] + [one.span[0] for one in further]
    return [*found, *(_unit(place, one.cue, _told_further(place, one, ends), one.judgement) for one in further)]


def _apart(place: Place, quote: Span, cue: Span | None, further: Sequence[FurtherStretch]) -> Span:
    """The words of a quote around its cue that no further stretch takes, and nothing past."""
    start, end = quote
    if place.past is not None and cue is not None and cue[0] < place.past[0] < end:
        end = place.past[0]
    for one in further:
        if cue is not None and cue[0] < one.span[0] < end:
            end = one.span[0]
        elif cue is not None and start < one.span[1] <= cue[0]:
            start = one.span[1]
    return start, end


def _told_further(place: Place, stretch: FurtherStretch, others: Sequence[int]) -> Span:
    """The words to quote of a further stretch: to the end of its clause, or to where something else is told."""
    start, _ = stretch.span
    clause = next(one for one in reversed(place.clauses) if one[0] <= start)
    return start, max(stretch.span[1], min([clause[1], *(one for one in others if one > start)]))


def _suggested(candidate: Candidate, judgement: Judgement) -> list[tuple[Statement, Span]]:
    """What the rules suggest, with the words to quote; of several with the same words, the one whose act is likeliest.

    A joint parts what shares its words: "rejected a fee and demanded pilots" are two, each with its own.
    """
    likely = dict(zip(ACTS, judgement.acts.tolist(), strict=True))
    by_words: dict[Span, list[Statement]] = {}
    for one in candidate.suggested:
        quote = (one.statement.quote.start, one.statement.quote.end)
        words = _parted(candidate.place.text, quote, one.statement, candidate.suggested)
        by_words.setdefault(words, []).append(one.statement)
    found = []
    for words, told in by_words.items():
        best = max(likely[one.act] for one in told)
        found += [(one, words) for one in told if likely[one.act] >= best]
    return found


def _parted(text: str, quote: Span, told: Statement, suggested: Sequence[Suggestion]) -> Span:
    """The words of a quote that tell one of the suggestions that share them."""
    sharing = (one.statement for one in suggested if (one.statement.quote.start, one.statement.quote.end) == quote)
    cues = {one.cue for one in sharing if one.act is not Act.CONDITION}
    known = sorted(cue for cue in cues if cue is not None)
    own = told.cue or quote
    parted = (joint_before(text, cue[1], behind[0]) for cue, behind in itertools.pairwise(known))
    starts = [quote[0], *(joint for joint in parted if joint is not None)]
    start = max(one for one in starts if one <= max(own[0], quote[0]))
    return start, min((one for one in starts if one > start), default=quote[1])


def _unit(
    place: Place,
    cue: Span | None,
    quote: Span,
    judgement: Judgement,
    suggested: Statement | None = None,
    act: tuple[Act, float] | None = None,
    *, is_listed: bool = False,
) -> Unit:  # fmt: skip
    quote = trimmed(place.text, quote)
    condition = find_condition(place.text, (quote[0], place.sentence.span[1]))
    return Unit(cue or quote, quote, condition, judgement, suggested, act, is_listed)


def _looked_at(candidate: Candidate, judgement: Judgement, reading: Reading) -> Span:
    """The words that the heads looked at most, as one stretch of characters."""
    looked, first, spans = judgement.attention, candidate.words[0], reading.words.spans
    start, end = _stretch(looked, int(looked.argmax()))
    return spans[first + start][0], spans[first + end][1]


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
    return clause if is_enough else place.sentence.span


def _share(candidate: Candidate, judgement: Judgement, within: tuple[int, int]) -> float:
    """The share of the heads' attention that some words have."""
    first = candidate.words[0]
    return float(judgement.attention[max(0, within[0] - first) : max(0, within[1] - first)].sum())
