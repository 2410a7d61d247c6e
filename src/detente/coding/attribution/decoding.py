"""Turns the tagger's scores into attributions: the best path of tags, and each run of words tied to its cue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from detente.coding.attribution.windows import Window
from detente.coding.attribution.words import Integers, Words
from detente.model import Attribution, Span

TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""What each word is: outside, or the beginning or the inside of a role."""
POINTER_WIDTH, REACH_WORDS = 128, 64
"""Width of the pointer's vectors, and the distance in words beyond which all distances count alike."""
_TIED = 0.45
"""From this share of its pointing on, content is tied to a cue; where no cue has it, to a word that is none yet."""
_LONGEST_ADDRESSEE_WORDS = 4
_SHARED_SOURCE = 0.12
"""A source belongs to every cue that more than this share of its pointing goes to."""
_LENT_SOURCE, _SPARE_SOURCE, _FAINT_SOURCE = 0.05, 0.3, 0.01
"""The least shares by which a cue without a source takes a tagged one, a nearly tagged one, and then a tagged one."""
_IMPERSONAL = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\b(?!.*ing\b)|\b(?:seem|appear)(?:s|ed)?\b|\bknown as", re.IGNORECASE
)
"""Cues whose subject says nothing: "was accused of", "it is clear", "seems"."""
_SENTENCE_ENDS = frozenset(".!?")
_ROLE = tuple(tag.partition("-")[2] for tag in TAGS)
_BEGINS = tuple(tag.startswith("B") for tag in TAGS)
_EAGER_FOR_SOURCES = np.array([1.0 if role == "source" else 0.0 for role in _ROLE], np.float32)
"""Added to the tags' scores when a source is sought that is likely there."""

Scores = npt.NDArray[np.float32]
Range = tuple[int, int]
Ranges = list[Range]


class Run(NamedTuple):
    """Words ``start`` to ``end`` of one role."""

    role: str
    start: int
    end: int


@dataclass(slots=True)
class Linked:
    """One attribution as ranges of words."""

    cue: Range
    source: Ranges
    content: Ranges


@dataclass(frozen=True, slots=True)
class Told:
    """What the tagger says of one window.

    Attributes:
        scores: Of each tag; shape (words, tags).
        pointers: How strongly each word points at each other, before normalising; shape (words, words).
    """

    scores: Scores
    pointers: Scores


@dataclass(frozen=True, slots=True)
class Chain:
    """A linear-chain conditional random field's weights: shapes (tags, tags), (tags), (tags)."""

    transitions: Scores
    first: Scores
    last: Scores

    def best_paths(self, scores: Sequence[Scores]) -> list[list[int]]:
        """The most likely tags of each window (Viterbi 1967).

        Args:
            scores: Of each window; shape (words, tags), at least one word.
        """
        lengths = np.array([len(one) for one in scores])
        padded = np.zeros((lengths.max(), len(scores), len(TAGS)), np.float32)
        for index, one in enumerate(scores):
            padded[: len(one), index] = one
        padded[0] += self.first
        back = np.zeros(padded.shape, np.int64)
        for word in range(1, len(padded)):
            ways = padded[word - 1, :, :, None] + self.transitions
            ways.argmax(1, out=back[word])
            padded[word] += ways.max(1)
        ends = (padded[lengths - 1, np.arange(len(scores))] + self.last).argmax(1)
        return [_traced(back[1:length, index], int(ends[index])) for index, length in enumerate(lengths)]


def _traced(back: Integers, tag: int) -> list[int]:
    """The path that ends with a tag; ``back`` tells which tag led to each, from the second word on: (words, tags)."""
    path = [tag]
    for before in back[::-1].tolist():
        path.append(before[path[-1]])
    return path[::-1]


def decode(words: Words, windows: Sequence[Window], told: Sequence[Told], chain: Chain) -> Iterator[Linked]:
    """The attributions of some windows of a text, by windows and in the order of their cues.

    One without content is left out.
    """
    eager = [one.scores + _EAGER_FOR_SOURCES for one in told]
    paths = chain.best_paths([*(one.scores for one in told), *eager])
    for index, (window, one) in enumerate(zip(windows, told, strict=True)):
        found, more = (_runs(paths[at], window.start) for at in (index, len(windows) + index))
        shares = _Shares(one.pointers, window.start)
        found = _with_missing_cues(found, shares)
        linked = _link(found, shares)
        _untangle(linked)
        linked = [one for one in linked if one.content]
        sources = [run for run in found if run.role == "source"]
        _give_sources(words, linked, sources, [run for run in more if run.role == "source"], shares)
        yield from linked


def attribution(words: Words, linked: Linked) -> Attribution:
    """The attribution in characters of the text."""
    source, cue, content = (_spans(words, ranges) for ranges in (linked.source, [linked.cue], linked.content))
    return Attribution(source=source, cue=cue, content=content)


class _Shares:
    """Where the words of a window point, as shares of each word's pointing."""

    def __init__(self, pointers: Scores, begin: int) -> None:
        shares = np.exp(pointers - pointers.max(1, keepdims=True))
        self._shares, self._begin = shares / shares.sum(1, keepdims=True), begin

    def on(self, run: Run, cue: Range) -> float:
        """The mean share of a run's pointing that goes to a cue."""
        rows = slice(run.start - self._begin, run.end - self._begin)
        return float(self._shares[rows, cue[0] - self._begin : cue[1] - self._begin].sum()) / (run.end - run.start)

    def favourite(self, run: Run) -> tuple[int, float]:
        """The word that a run points at most, and the mean share of its pointing."""
        mean = self._shares[run.start - self._begin : run.end - self._begin].mean(0)
        return int(mean.argmax()) + self._begin, float(mean.max())


def _runs(path: Sequence[int], begin: int) -> list[Run]:
    """The runs of words of one role, in order; ``begin`` is the window's first word."""
    found: list[Run] = []
    for word, tag in enumerate(path, start=begin):
        role = _ROLE[tag]
        if not role:
            continue
        if not _BEGINS[tag] and found and found[-1].role == role and found[-1].end == word:
            found[-1] = Run(role, found[-1].start, word + 1)
        else:
            found.append(Run(role, word, word + 1))
    return found


def _with_missing_cues(found: Sequence[Run], shares: _Shares) -> list[Run]:
    """Adds the words at which contents point although no tag tells that they are cues."""
    cues = [(run.start, run.end) for run in found if run.role == "cue"]
    missing = set()
    for run in found:
        if run.role != "content" or max((shares.on(run, cue) for cue in cues), default=0.0) >= _TIED:
            continue
        word, share = shares.favourite(run)
        if share >= _TIED and not any(start <= word < end for start, end in cues):
            missing.add(word)
    kept = [piece for run in found for piece in _without(run, sorted(missing))]
    return sorted([*kept, *(Run("cue", word, word + 1) for word in missing)], key=lambda run: run.start)


def _without(run: Run, words: Sequence[int]) -> Iterator[Run]:
    """The pieces of a run between the words that are taken from it."""
    start = run.start
    for word in (*(word for word in words if run.start <= word < run.end), run.end):
        if word > start:
            yield Run(run.role, start, word)
        start = word + 1


def _link(found: Sequence[Run], shares: _Shares) -> list[Linked]:
    """An attribution for each cue, with the sources and contents that point at it; a source may serve several."""
    linked = [Linked((run.start, run.end), [], []) for run in found if run.role == "cue"]
    if not linked:
        return []
    for run in found:
        if run.role == "cue":
            continue
        told = [shares.on(run, one.cue) for one in linked]
        best = int(np.argmax(told))
        if run.role == "content":
            linked[best].content.append((run.start, run.end))
            continue
        for index, share in enumerate(told):
            if index == best or share > _SHARED_SOURCE:
                linked[index].source.append((run.start, run.end))
    return linked


def _untangle(linked: Sequence[Linked]) -> None:
    """Gives back what is told inside what is told: "X said that Y had told Z that ...".

    Where source and cue of an attribution without content lie between two pieces of another's content, the pieces
    behind them are its content too, and the other's content runs on over them.
    """
    for inner in linked:
        if inner.content:
            continue
        for outer in linked:
            before = [piece for piece in outer.content if piece[1] <= inner.cue[0]]
            behind = [piece for piece in outer.content if piece[0] >= inner.cue[1]]
            if not (before and behind) or behind[0][0] - inner.cue[1] > _LONGEST_ADDRESSEE_WORDS:
                continue
            sources = [
                one for one in (*inner.source, *outer.source) if before[-1][1] <= one[0] < one[1] <= inner.cue[0]
            ]
            if sources:
                inner.source, inner.content = sources[-1:], behind
                outer.source = [one for one in outer.source if one not in sources]
                outer.content = [*before[:-1], (before[-1][0], behind[-1][1])]
                break


def _give_sources(
    words: Words, linked: Sequence[Linked], sources: Sequence[Run], eager: Sequence[Run], shares: _Shares
) -> None:
    """Gives an attribution without a source the likeliest: one of another, one not quite tagged, or the nearest."""
    spare = [run for run in eager if not any(run.start < one.end and one.start < run.end for one in sources)]
    for one in linked:
        cue = one.cue
        if one.source or _IMPERSONAL.search(words.text, words.spans[cue[0]][0], words.spans[cue[1] - 1][1]):
            continue
        fitting = [run for run in spare if run.end <= cue[0] or run.start >= cue[1]]
        chosen = _likeliest(sources, cue, shares, _LENT_SOURCE) or _likeliest(fitting, cue, shares, _SPARE_SOURCE)
        chosen = chosen or _likeliest(sources, cue, shares, _FAINT_SOURCE) or _nearest_before(words, sources, cue)
        if chosen is not None:
            one.source.append((chosen.start, chosen.end))


def _likeliest(sources: Sequence[Run], cue: Range, shares: _Shares, least: float) -> Run | None:
    """The source that points most at a cue, if by more than the least share."""
    best = max(sources, key=lambda run: shares.on(run, cue), default=None)
    return best if best is not None and shares.on(best, cue) > least else None


def _nearest_before(words: Words, sources: Sequence[Run], cue: Range) -> Run | None:
    """The last source before a cue in the same sentence."""
    before = [run for run in sources if run.end <= cue[0]]
    if not before:
        return None
    between = words.spans[before[-1].end : cue[0]]
    return None if any(words.text[start:end] in _SENTENCE_ENDS for start, end in between) else before[-1]


def _spans(words: Words, ranges: Ranges) -> tuple[Span, ...]:
    return tuple((words.spans[start][0], words.spans[end - 1][1]) for start, end in sorted(ranges))
