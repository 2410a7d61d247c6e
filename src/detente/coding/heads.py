"""Runs the statement heads: for each party that may act in a sentence, whether it does, what, and how firmly.

They read the states that the tagger's encoder left for each word, so that a document goes through the encoder once.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from detente.coding.attribution.tagger import FOLDER, States, checked, session
from detente.coding.attribution.words import N_PARTIES, NO_PARTY, Integers
from detente.coding.candidates import Candidate, Floats
from detente.model import Act, Firmness

READING_WIDTH, TOPIC_WIDTH = 128, 160
"""A word's states are what the heads read of it, its topic, and which of the numbered parties, or none, it means."""
REACH = 10
"""Distances to the words that name the party are told in this many steps to either side, ever wider."""
_STEPS_A_DOUBLING = 1.7
_UNNAMED = 2 * REACH + 1
_N_MEANT = N_PARTIES + 1
ACTS, FIRMNESS = tuple(Act), tuple(Firmness)


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the heads say of one candidate.

    Attributes:
        is_statement: How likely it makes a statement.
        acts: How likely each act is if it does; shape (8), in the order of ``Act``.
        firmness: How likely each firmness is; shape (4), in the order of ``Firmness``.
        is_conditional: How likely it depends on something.
        attention: Where in the sentence the heads looked; shape (words).
        topic: What it is about, of length 1; shape (160).
        words: How likely each word tells each act, and none; shape (words, 9).
    """

    is_statement: float
    acts: Floats
    firmness: Floats
    is_conditional: float
    attention: Floats
    topic: Floats
    words: Floats


class Heads:
    """The trained statement heads."""

    def __init__(self, folder: Path) -> None:
        """Loads them from the model's folder.

        Raises:
            ModelError: A file is missing, or is not the one that was shipped.
        """
        self._session = session(checked(folder, "statements.onnx"))

    def judge(self, states: States, candidates: Sequence[Candidate]) -> list[Judgement]:
        """Judges the candidates of one sentence.

        Args:
            states: The states of the document's words; shape (words, states).
            candidates: All of the same sentence.
        """
        if not candidates:
            return []
        first, end = read(candidates[0])
        told_of = states[first:end].astype(np.float32)
        told = self._session.run(
            ["is_statement", "acts", "firmness", "is_conditional", "attention", "topics", "words"],
            {
                "states": told_of[:, :-_N_MEANT],
                "anchors": np.stack([anchored(one) for one in candidates]),
                "distances": np.stack([distances(one) for one in candidates]),
                "roles": np.stack([roles(one, told_of[:, -_N_MEANT:]) for one in candidates]),
                "features": np.stack([one.features for one in candidates]),
            },
        )
        n_before = candidates[0].n_before
        return [
            Judgement(float(one[0]), one[1], one[2], float(one[3]), one[4][n_before:], one[5], one[6][n_before:])
            for one in zip(*told, strict=True)
        ]


def read(candidate: Candidate) -> tuple[int, int]:
    """The words that the heads read for a candidate: the sentence's and some before."""
    return candidate.words[0] - candidate.n_before, candidate.words[1]


def anchored(candidate: Candidate) -> Floats:
    """1 for each of the words read that names the party in the sentence, or may stand for it; shape (words)."""
    first, end = read(candidate)
    is_anchor = np.zeros(end - first, np.float32)
    for start, stop in candidate.anchors:
        is_anchor[max(0, start - first) : max(0, stop - first)] = 1.0
    return is_anchor


def roles(candidate: Candidate, meant: Floats) -> Floats:
    """What each word read is to the party, with how likely it means it; shape (words, 10).

    Args:
        candidate: The candidate.
        meant: How likely each word means none and each of the numbered parties; shape (words, 17).
    """
    likely = meant[:, candidate.number] if candidate.number != NO_PARTY else np.zeros(len(meant), np.float32)
    return np.concatenate([candidate.roles, likely[:, None]], 1)


def distances(candidate: Candidate) -> Integers:
    """How far each word stands from the nearest anchor, before it or behind, in steps; shape (words)."""
    anchors = np.flatnonzero(anchored(candidate))
    n_words = len(candidate.roles)
    if not len(anchors):
        return np.full(n_words, _UNNAMED, np.int64)
    apart = np.arange(n_words)[:, None] - anchors[None]
    nearest = apart[np.arange(n_words), np.abs(apart).argmin(1)]
    steps = np.ceil(np.log2(np.abs(nearest) + 1) * _STEPS_A_DOUBLING).clip(max=REACH)
    told: Integers = (np.sign(nearest) * steps).astype(np.int64) + REACH
    return told


@functools.cache
def heads_in(folder: Path = FOLDER) -> Heads:
    """The heads that lie in a folder, loaded at the first call."""
    return Heads(folder)
