"""Chooses what is not trained: the issue's weights, the least likelihoods, and the scale of the confidence.

    python training/attribution/tuning.py --negotiations training/statements/negotiations --model build/model

On the articles of the negotiations that are held for tuning, and written into the model's manifest. ``--further`` names
folders of coded articles in the same form that count as much as those together: real ones, where there are any.
"""

from __future__ import annotations

import argparse
import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from agreement import Record, f1, matched
from coded import FOR_TUNING, Coded, articles
from scipy.optimize import minimize

from detente.coding import Coder, Coding
from detente.coding.coder import Considered, Tuned
from detente.coding.units import units
from detente.dossier import load
from detente.model import Dossier
from detente.model.wire import statement_to_wire

DECAY = 0.02
"""How strongly the issue's weights are held near nothing."""
START = {
    "issue_weights": [0.0] * 26, "least_likely": 0.4, "least_likely_suggested": 0.3, "least_second_issue": 0.3,
    "least_suggested_issue": 0.1, "least_further": 0.9, "trust_in_rules": 0.2, "confidence": [0.0, 1.0, 1.0, 1.0, 0.0],
}  # fmt: skip
GRID = {
    "least_likely": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7),
    "least_likely_suggested": (0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6),
    "least_second_issue": (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.51),
    "least_suggested_issue": (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4),
    "least_further": (0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.1),
    "trust_in_rules": (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6),
}
ROUNDS = 3


def main() -> None:
    """Reads the arguments, tunes, and writes the manifest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--negotiations", type=Path, required=True, help="folder of coded negotiations")
    parser.add_argument("--model", type=Path, required=True, help="folder of the exported model")
    parser.add_argument("--further", type=Path, nargs="*", default=[], help="folders of further coded articles")
    options = parser.parse_args()
    manifest = json.loads((options.model / "manifest.json").read_text(encoding="utf-8"))

    def write(settings: dict[str, Any]) -> None:
        manifest["statements"] = settings
        (options.model / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")

    write(START)
    folders = [options.negotiations / name for name in sorted(FOR_TUNING)]
    groups = [
        [
            Text(dossier, one)
            for folder in group
            for dossier in [load(folder / "dossier.yaml")]
            for one in articles(folder)
        ]
        for group in (folders, options.further)
        if group
    ]
    settings = tuned(groups, options.model)
    write(settings)
    print(json.dumps(settings, indent=2))


@dataclass(frozen=True, slots=True)
class Text:
    """A coded article with its dossier."""

    dossier: Dossier
    coded: Coded


def tuned(groups: list[list[Text]], model: Path) -> dict[str, Any]:
    """The settings under which most statements are found with their issue and act; each group counts alike."""
    settings = dict(START)
    texts = [text for group in groups for text in group]
    coders = {text.dossier.id: Coder(text.dossier, model) for text in texts}
    asked = [
        [Asked(text, coders[text.dossier.id], coders[text.dossier.id].consider(text.coded.document)) for text in group]
        for group in groups
    ]
    every = [one for group in asked for one in group]
    weights = _issue_weights([pair for one in every for pair in one.issues()])
    settings["issue_weights"] = [round(float(one), 4) for one in weights]
    best = -1.0
    for name in itertools.chain.from_iterable([list(GRID)] * ROUNDS):
        for value in GRID[name]:
            tried = {**settings, name: value}
            reached = sum(_quality(group, tried) for group in asked)
            if reached > best:
                best, settings = reached, tried
    settings["confidence"] = [round(float(one), 4) for one in _confidence(every, settings)]
    return settings


@dataclass(frozen=True, slots=True)
class Asked:
    """A text as its coder considered it."""

    text: Text
    coder: Coder
    considered: Considered

    @property
    def name(self) -> str:
        """The document's name, of its negotiation."""
        return f"{self.text.coded.negotiation}/{self.text.coded.document.name}"

    def right(self) -> Iterator[Record]:
        """The records made by hand."""
        return ({**one, "doc": self.name} for one in self.text.coded.records)

    def coded(self, settings: dict[str, Any]) -> Iterator[Record]:
        """What is coded with these settings."""
        return records(self.coder.decide(self.considered, Tuned(**settings)), self.name)

    def issues(self) -> Iterator[tuple[np.ndarray, int]]:
        """What points to each issue for each record that a candidate holds, and the right issue's number."""
        found, ids = self.considered.found, self.coder.matcher.ids
        for index, group in enumerate(found.candidates):
            for candidate, judgement in zip(group, self.considered.judgements[index], strict=True):
                start, end = candidate.place.sentence.span
                unit = units(candidate, judgement, found.reading)[0]
                features = self.considered.topics.features(index, unit.topic, candidate, judgement)
                for record in self.text.coded.records:
                    is_here = record["party"] == candidate.party and start <= record["span"][0] < end
                    if is_here and record["issue"] in ids:
                        yield features, ids.index(record["issue"])


def _issue_weights(asked: list[tuple[np.ndarray, int]]) -> np.ndarray:
    """The weights under which the right issues are likeliest, held near nothing."""

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros_like(weights)
        for features, right in asked:
            scores = features @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            total -= np.log(shares[right] + 1e-12)
            slope += features.T @ shares - features[right]
        return total / len(asked) + DECAY / 2 * weights @ weights, slope / len(asked) + DECAY * weights

    weights: np.ndarray = minimize(cost, np.zeros(asked[0][0].shape[1]), jac=True, method="L-BFGS-B").x
    return weights


def _quality(asked: list[Asked], settings: dict[str, Any]) -> float:
    """The mean of four F1: statements found, with their issue, with their act too, and cells."""
    right = [record for one in asked for record in one.right()]
    found = [record for one in asked for record in one.coded(settings)]
    pairs = matched(right, found)
    n_issue = sum(one["issue"] == other["issue"] for one, other in pairs)
    n_act = sum(one["issue"] == other["issue"] and one["act"] == other["act"] for one, other in pairs)
    cells = [{(one["doc"], one["party"], one["issue"]) for one in side} for side in (right, found)]
    of_cells = f1(len(cells[0] & cells[1]), len(cells[1]), len(cells[0]))
    return (sum(f1(n, len(found), len(right)) for n in (len(pairs), n_issue, n_act)) + of_cells) / 4


def records(coding: Coding, name: str) -> Iterator[Record]:
    """What was coded in a document, in the form of a hand-made record."""
    for one in coding.statements:
        yield {**statement_to_wire(one), "doc": name, "span": (one.quote.start, one.quote.end)}


def _confidence(asked: list[Asked], settings: dict[str, Any]) -> np.ndarray:
    """The scale under which the confidence is the share of records that are right (Platt 1999).

    With a scale of one part alone, the confidence is that part's likelihood.
    """
    alone = ((0, 1, 0, 0, 0), (0, 0, 1, 0, 0), (0, 0, 0, 1, 0))
    each = [[record for one in asked for record in one.coded({**settings, "confidence": part})] for part in alone]
    told = np.array([[record["confidence"] for record in part] for part in each]).T.clip(0.01, 0.99)
    right, found = [record for one in asked for record in one.right()], each[0]
    are_right = {
        id(other)
        for one, other in matched(right, found)
        if one["issue"] == other["issue"] and one["act"] == other["act"]
    }
    each_odds = np.log(told / (1 - told))
    odds = np.column_stack([np.ones(len(told)), each_odds, each_odds.min(1)])
    is_right = np.array([id(one) in are_right for one in found], float)

    def cost(weights: np.ndarray) -> float:
        score = odds @ weights
        return float(np.mean(np.logaddexp(0, score) - is_right * score))

    scale: np.ndarray = minimize(cost, np.array([0.0, 0.5, 0.5, 0.5, 0.0])).x
    return scale


if __name__ == "__main__":
    main()
