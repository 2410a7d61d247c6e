"""Turns what a party does into the issue it does it on: the dossier's words, the context and the trained topics.

Each issue gets a score, a weighted sum of what points to it; the weights come with the model, the issues with the
dossier, so that a new negotiation needs no training.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.coding.attribution.tagger import Reading, States
from detente.coding.attribution.words import NO_PARTY
from detente.coding.candidates import Candidate, Floats
from detente.coding.finder import Finder
from detente.coding.heads import ACTS, READING_WIDTH, TOPIC_WIDTH, Judgement
from detente.coding.places import Place
from detente.model import Act, Dossier, Issue, IssueId, Span

Scores = npt.NDArray[np.floating]

_N_BEFORE = 6
_SAME_PARAGRAPH, _OTHER_PARAGRAPH = 0.8, 0.6
_STRONGEST, _STRONGEST_NEARBY = 3.0, 2.0
_FEWEST_SECTIONS = 3
"""A text with fewer headings is not told apart by them."""


@dataclass(frozen=True, slots=True)
class Match:
    """An issue something may be about, and how likely."""

    issue: IssueId
    likelihood: float


class Matcher:
    """Matches words with the issues of one dossier; built once for a dossier."""

    def __init__(self, dossier: Dossier, finder: Finder) -> None:
        self.issues, self.ids = finder.issues, [issue.id for issue in dossier.issues]
        texts = [told(issue) for issue in dossier.issues]
        states = [finder.tagger.states_of(text, dict.fromkeys(finder.actors.names(text), NO_PARTY)) for text in texts]
        self.vectors = np.stack([_mean(each) for each in states])

    def rank(self, features: Floats, weights: Sequence[float]) -> list[Match]:
        """The issues, likeliest first, from what points to them and what each of that weighs."""
        scores = features @ np.array(weights, np.float32)
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        return [Match(self.ids[index], float(shares[index])) for index in np.argsort(-shares, kind="stable")]


class Topics:
    """What each sentence of one document is about, as far as words and states tell."""

    def __init__(self, matcher: Matcher, places: Sequence[Place], reading: Reading) -> None:
        self._matcher, self._places, self._reading = matcher, places, reading
        self._sentences = [self._scores(place.text, place.sentence.span, place) for place in places]
        self._carried = np.stack(list(self._decayed())) if places else np.zeros((0, len(matcher.ids)))
        total = sum(self._sentences, np.zeros(len(matcher.ids)))
        self._shares = total / max(1.0, total.max())
        self._similar = [self._similarity(place.sentence.span) for place in places]
        self._paragraphs = self._shares_by([place.sentence.paragraph for place in places])
        headings = [place.sentence.heading for place in places]
        sections = (
            self._shares_by(headings) if len(set(headings)) >= _FEWEST_SECTIONS else [0 * self._shares] * len(places)
        )
        self._sections = [shares * bool(heading) for shares, heading in zip(sections, headings, strict=True)]

    def features(self, index: int, quote: Span, candidate: Candidate, judgement: Judgement) -> Floats:
        """What points to each issue for words of the sentence ``index``; shape (issues, 26)."""
        matcher, place = self._matcher, self._places[index]
        own, sentence = self._scores(place.text, quote, place), self._sentences[index]
        before, after = self._beside(index, -1), self._beside(index, 1)
        carried = self._carried[index]
        heading = self._vector(matcher.issues.scores(place.sentence.heading)) if place.sentence.heading else 0 * own
        is_process = np.array([issue == matcher.issues.process for issue in matcher.ids], np.float32)
        suggested = {one.statement.issue: one.statement.confidence for one in candidate.suggested}
        speaks_of_process = matcher.issues.speaks_of_process(place.text[slice(*quote)])
        likely = dict(zip(ACTS, judgement.acts, strict=True))
        return np.stack(
            [
                np.minimum(own, _STRONGEST),
                np.minimum(sentence, _STRONGEST),
                np.minimum(before, _STRONGEST_NEARBY),
                carried,
                np.minimum(after, _STRONGEST_NEARBY),
                np.minimum(heading, _STRONGEST_NEARBY),
                _is_top(own),
                _is_top(sentence),
                (sentence > 0) * (not own.any()),
                self._similarity(quote),
                self._similar[index],
                self._similar[index - 1] if index else 0 * own,
                matcher.vectors @ judgement.topic,
                is_process,
                is_process * (not own.any()),
                is_process * (not sentence.any()),
                is_process * speaks_of_process,
                is_process * likely[Act.ASSESS],
                is_process * (likely[Act.ACCEPT] + likely[Act.PROPOSE]),
                self._shares,
                _is_top(carried) * (not own.any()),
                _is_top(carried) * (not sentence.any()),
                np.array([suggested.get(issue, 0.0) for issue in matcher.ids]),
                self._sections[index],
                self._sections[index] * (not own.any()),
                self._paragraphs[index] * (not own.any()),
            ],
            axis=1,
        ).astype(np.float32)

    def _shares_by(self, parts: Sequence[object]) -> list[Scores]:
        """For each sentence how much the part of the text that it stands in speaks of each issue, 1 for the most."""
        totals: dict[object, Scores] = {}
        for part, scores in zip(parts, self._sentences, strict=True):
            totals[part] = totals.get(part, 0 * scores) + np.minimum(scores, _STRONGEST)
        return [totals[part] / max(1.0, totals[part].max(initial=0.0)) for part in parts]

    def _beside(self, index: int, step: int) -> Scores:
        """The scores of the sentence before or behind, if it is of the same paragraph."""
        other = index + step
        if not 0 <= other < len(self._places):
            return np.zeros(len(self._matcher.ids))
        is_same = self._places[other].sentence.paragraph == self._places[index].sentence.paragraph
        return self._sentences[other] * is_same

    def _decayed(self) -> Iterator[Scores]:
        """What was spoken of in the sentences before each one, less the farther off."""
        for index, place in enumerate(self._places):
            scores = np.zeros(len(self._matcher.ids))
            for other in range(max(0, index - _N_BEFORE), index):
                is_same = self._places[other].sentence.paragraph == place.sentence.paragraph
                share = (_SAME_PARAGRAPH if is_same else _OTHER_PARAGRAPH) ** (index - other)
                scores = np.maximum(scores, np.minimum(self._sentences[other], _STRONGEST_NEARBY) * share)
            yield scores

    def _scores(self, text: str, span: Span, place: Place) -> Scores:
        """The weight of the words pointing to each issue, those that name parties left out."""
        pieces, position = [], span[0]
        for mention in place.mentions:
            start, end = mention.span
            if start >= position and end <= span[1]:
                pieces.append(text[position:start])
                position = end
        return self._vector(self._matcher.issues.scores("".join([*pieces, text[position : span[1]]])))

    def _vector(self, scores: Mapping[IssueId, float]) -> Scores:
        return np.array([scores.get(issue, 0.0) for issue in self._matcher.ids])

    def _similarity(self, span: Span) -> Scores:
        """The cosine of the span's mean state with each issue's."""
        first, end = self._reading.words.within(*span)
        similar: Scores = self._matcher.vectors @ _mean(self._reading.states[first:end])
        return similar


def told(issue: Issue) -> str:
    """An issue in words: its name, description, terms and options."""
    options = " ".join(option.text for option in issue.options)
    return f"{issue.name}. {issue.description} {', '.join(issue.terms)}. {options}"


def _mean(states: States) -> Scores:
    """The mean topic of some words as a vector of length 1."""
    if not len(states):
        return np.zeros(TOPIC_WIDTH, np.float32)
    mean = states[:, READING_WIDTH : READING_WIDTH + TOPIC_WIDTH].astype(np.float32).mean(0)
    unit: Scores = mean / max(1e-6, float(np.linalg.norm(mean)))
    return unit


def _is_top(scores: Scores) -> Scores:
    is_top: Scores = ((scores > 0) & (scores == scores.max(initial=0.0))).astype(np.float32)
    return is_top
