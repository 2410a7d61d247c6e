"""Turns the tagger's scores into attributions: the best path of tags, and each segment tied to its cue."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from standoff import TAGS

Scores = npt.NDArray[np.float32]
Segment = tuple[str, int, int]
"""Role, first word and the word after the last."""
Found = dict[str, list[tuple[int, int]]]
"""Role to word ranges of one attribution."""
_SHARED_SOURCE = 0.3
"""A source belongs to every cue that at least this share of its pointers goes to."""


def best_path(scores: Scores, transitions: Scores, first: Scores, last: Scores) -> npt.NDArray[np.int64]:
    """The most likely tags of one window (Viterbi 1967). Shapes: scores (words, tags); the result (words)."""
    reached, back = scores[0] + first, np.zeros(scores.shape, np.int64)
    for word in range(1, len(scores)):
        ways = reached[:, None] + transitions
        back[word] = ways.argmax(0)
        reached = ways.max(0) + scores[word]
    path = np.empty(len(scores), np.int64)
    path[-1] = (reached + last).argmax()
    for word in range(len(scores) - 1, 0, -1):
        path[word - 1] = back[word, path[word]]
    return path


def segments(path: npt.NDArray[np.int64]) -> list[Segment]:
    """The runs of words of one role, in order."""
    found: list[Segment] = []
    for word, tag in enumerate(path):
        begun, _, role = TAGS[tag].partition("-")
        if not role:
            continue
        if begun == "I" and found and found[-1][0] == role and found[-1][2] == word:
            found[-1] = (role, found[-1][1], word + 1)
        else:
            found.append((role, word, word + 1))
    return found


def link(found: list[Segment], pointers: Scores) -> list[Found]:
    """An attribution for each cue, with the sources and contents that point at it.

    Args:
        found: The segments of one window.
        pointers: How strongly each word points at each other, before normalising; shape (words, words).
    """
    cues = [(start, end) for role, start, end in found if role == "cue"]
    attributions: list[Found] = [{"cue": [cue], "source": [], "content": []} for cue in cues]
    if not cues:
        return []
    shares = np.exp(pointers - pointers.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    for role, start, end in found:
        if role == "cue":
            continue
        share = np.array([shares[start:end, low:high].sum(1).mean() for low, high in cues])
        best = int(share.argmax())
        for index in np.flatnonzero(share > _SHARED_SOURCE) if role == "source" else ():
            if index != best:
                attributions[int(index)][role].append((start, end))
        attributions[best][role].append((start, end))
    return attributions


def with_nearest_source(attributions: list[Found], found: list[Segment], ends: frozenset[int]) -> list[Found]:
    """Gives an attribution without a source the nearest one before its cue in the same sentence.

    Args:
        attributions: The attributions of one window; those without content are left out.
        found: The window's segments.
        ends: The words that end a sentence.
    """
    sources = [(start, end) for role, start, end in found if role == "source"]
    for one in attributions:
        cue = one["cue"][0][0]
        before = [(start, end) for start, end in sources if end <= cue and not ends & set(range(end, cue))]
        if not one["source"] and before:
            one["source"].append(before[-1])
    return [one for one in attributions if one["content"]]
