"""Finds the further statements of a sentence in which a party does more than one thing.

"Norland rejects the cap and calls for a truce": a sentence is cut wherever something may begin, and each stretch in
which nothing was found yet is weighed by a small trained net. A stretch that is likely enough is judged by the heads
as a sentence of its own, what stands before it being what was said before.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from detente.coding.attribution.tagger import FOLDER, Reading, checked
from detente.coding.candidates import Candidate, Floats, Role
from detente.coding.conditions import find_condition
from detente.coding.heads import ACTS, READING_WIDTH, Heads, Judgement
from detente.model import Span

WEIGHTS_FILE = "further.npz"
N_FACTS = 21
N_FEATURES = N_FACTS + len(ACTS) + (len(ACTS) + 1) + READING_WIDTH
LEAST_LIKELY_CANDIDATE = 0.3
"""A party less likely to make a statement at all is not asked for a further one."""
LEAST_LIKELY = 0.2
"""A stretch that is less likely to hold a statement is not judged."""

_JOINTS = (
    r";\s+", r"\s[–—-]\s|—", r":\s+", r",?\s+(?:but|though|although|yet|while|whereas)\s+(?:that\s+)?",
    r",\s+(?:and|or|nor)\s+(?:that\s+|then\s+)?", r"\s+(?:and|or|nor)\s+(?:that\s+|then\s+)?", r",\s+",
)  # fmt: skip
_JOINT = re.compile("|".join(f"({joint})" for joint in _JOINTS))
_PRONOUN = re.compile(r"(?:he|she|it|they)\b", re.IGNORECASE)
_SUBORDINATE = re.compile(r"(?:which|who|whose|where|when|if|unless|because|as|after|before|since)\b")
_FEWEST_WORDS, _LONG_WORDS, _AT_BEGINNING_CHARS = 2, 30, 6
_LONGEST_BEFORE_WORDS, _WORDS_BEFORE_CUE = 40, 2
_LESS_OF_FIRST_ACT = 0.3
"""What remains of the likelihood of the act that the sentence tells first: a further stretch seldom tells it again."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words of a sentence between two joints.

    Attributes:
        span: Its characters.
        joint: Which of the joints stands before it, as its number; None at the sentence's beginning.
        words: The first of its words among the sentence's, and the one behind its last.
    """

    span: Span
    joint: int | None
    words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class FurtherStretch:
    """A stretch in which a party may do a further thing.

    Attributes:
        span: Its characters.
        cue: The words that tell it most.
        judgement: What the heads say of it alone; how likely it is a statement is told by the stretch's own net.
    """

    span: Span
    cue: Span
    judgement: Judgement


class Further:
    """The trained net that tells which stretches hold a further statement."""

    def __init__(self, folder: Path) -> None:
        """Loads it from the model's folder.

        Raises:
            ModelError: The file is missing, or is not the one that was shipped.
        """
        with np.load(io.BytesIO(checked(folder, WEIGHTS_FILE))) as weights:
            self._mean, self._scale, self._inner, self._bias, self._outer, self._constant = (
                weights[name] for name in ("mean", "scale", "inner", "bias", "outer", "constant")
            )

    def likelihoods(self, features: Floats) -> Floats:
        """How likely each stretch holds a further statement; shapes (stretches, features), (stretches)."""
        hidden = np.maximum((features - self._mean) / self._scale @ self._inner + self._bias, 0)
        told: Floats = 1 / (1 + np.exp(-(hidden @ self._outer + self._constant)))
        return told

    def find(
        self, candidate: Candidate, judgement: Judgement, cues: Sequence[Span], reading: Reading, heads: Heads
    ) -> list[FurtherStretch]:
        """The stretches in which the candidate may do something beside what its cues tell, in text order."""
        if judgement.is_statement < LEAST_LIKELY_CANDIDATE:
            return []
        asked = list(free_stretches(candidate, cues, reading))
        if not asked:
            return []
        features = np.stack([features_of(one, candidate, judgement, cues, reading) for one in asked])
        likely = self.likelihoods(features)
        return [
            _judged(one, candidate, judgement, float(share), reading, heads)
            for one, share in zip(asked, likely, strict=True)
            if share >= LEAST_LIKELY
        ]


def stretches(candidate: Candidate, reading: Reading) -> Iterator[Stretch]:
    """The candidate's sentence, cut at every joint."""
    text, (start, end), first = candidate.place.text, candidate.place.sentence.span, candidate.words[0]
    joint: int | None = None
    for match in _JOINT.finditer(text, start, end):
        yield _stretch((start, match.start()), joint, first, reading)
        start, joint = match.end(), (match.lastindex or 1) - 1
    yield _stretch((start, end), joint, first, reading)


def _stretch(span: Span, joint: int | None, first: int, reading: Reading) -> Stretch:
    begin, end = reading.words.within(*span)
    return Stretch(span, joint, (max(0, begin - first), max(0, end - first)))


def joint_before(text: str, start: int, end: int) -> int | None:
    """Where the last joint between two places ends, if few words lie behind it."""
    ends = [match.end() for match in _JOINT.finditer(text, start, end)]
    return ends[-1] if ends and len(text[ends[-1] : end].split()) <= _WORDS_BEFORE_CUE else None


def free_stretches(candidate: Candidate, cues: Sequence[Span], reading: Reading) -> Iterator[Stretch]:
    """The stretches of the sentence in which no cue begins, of two words or more; no condition, and nothing past."""
    cut, sentence = list(stretches(candidate, reading)), candidate.place.sentence.span
    ends = [one.span[0] for one in cut[1:]] + [sentence[1]]
    free = [
        one
        for one, end in zip(cut, ends, strict=True)
        if one.words[1] - one.words[0] >= _FEWEST_WORDS and not any(one.span[0] <= cue[0] < end for cue in cues)
    ]
    condition = find_condition(candidate.place.text, sentence) if free else None
    depends = condition.whole if condition is not None else None
    left = [each for each in (depends, candidate.place.past) if each is not None]
    yield from (one for one in free if not any(start <= one.span[0] < end for start, end in left))


def features_of(
    stretch: Stretch, candidate: Candidate, judgement: Judgement, cues: Sequence[Span], reading: Reading
) -> Floats:
    """What tells whether the stretch holds a further statement: facts, acts, its strongest word, its mean state."""
    place, (begin, end) = candidate.place, stretch.words
    words = place.text[slice(*stretch.span)]
    opening = [one for one in place.mentions if 0 <= one.span[0] - stretch.span[0] < _AT_BEGINNING_CHARS]
    roles = candidate.roles[candidate.n_before + begin : candidate.n_before + end]
    first = candidate.words[0]
    strongest = judgement.words[_strongest(stretch, judgement)]
    apart = min(abs(_strongest(stretch, judgement) + first - reading.words.within(*cue)[0]) for cue in cues)
    states = reading.states[first + begin : first + end, :READING_WIDTH].astype(np.float32)
    return np.array(
        [
            judgement.is_statement,
            judgement.attention[begin:end].sum(),
            *(stretch.joint == joint for joint in range(len(_JOINTS))),
            any(one.party != candidate.party for one in opening),
            any(one.party == candidate.party for one in opening),
            _PRONOUN.match(words) is not None,
            min(end - begin, _LONG_WORDS) / _LONG_WORDS,
            min(apart, _LONG_WORDS) / _LONG_WORDS,
            stretch.span[0] < min(cue[0] for cue in cues),
            roles[:, Role.TOLD_BY_OWN].mean(),
            roles[:, Role.TOLD_BY_OTHER].mean(),
            '"' in words or "“" in words,
            _SUBORDINATE.match(words) is not None,
            judgement.is_conditional,
            bool(candidate.suggested),
            *judgement.acts,
            *strongest,
            *states.mean(0),
        ],
        np.float32,
    )


def _strongest(stretch: Stretch, judgement: Judgement) -> int:
    """The word of the stretch that tells an act most surely, counted from the sentence's first."""
    begin, end = stretch.words
    return begin + int(judgement.words[begin:end, -1].argmin())


def _judged(
    stretch: Stretch, candidate: Candidate, judgement: Judgement, likelihood: float, reading: Reading, heads: Heads
) -> FurtherStretch:
    """The stretch as the heads judge it alone, its act also by the word that tells one most surely."""
    first, (begin, end) = candidate.words[0], stretch.words
    n_before = min(candidate.n_before + begin, _LONGEST_BEFORE_WORDS)
    origin = candidate.n_before + begin - n_before
    roles = candidate.roles[origin : candidate.n_before + end].copy()
    roles[:n_before, Role.BEFORE] = 1.0
    alone = replace(candidate, words=(first + begin, first + end), n_before=n_before, roles=roles)
    own = heads.judge(reading.states, [alone])[0]
    best = _strongest(stretch, judgement)
    told = judgement.words[best, :-1]
    acts = (own.acts + told / max(float(told.sum()), 1e-6)) / 2
    acts[int(judgement.acts.argmax())] *= _LESS_OF_FIRST_ACT
    spans = reading.words.spans
    return FurtherStretch(
        stretch.span,
        spans[first + best],
        replace(own, is_statement=min(likelihood, judgement.is_statement), acts=acts / acts.sum()),
    )


@functools.cache
def further_in(folder: Path = FOLDER) -> Further:
    """The net that lies in a folder, loaded at the first call."""
    return Further(folder)
