"""Learns what words weigh in telling which option of an issue is named; writes them into the coder's vocabulary.

    python training/attribution/naming.py --negotiations training/statements/negotiations

A logistic choice among the issue's options and none, from what `detente.coding.options` finds in the words of each
record made by hand. The negotiations that settings are tuned on are not learned from; how often an option is named, and
rightly, is printed for both.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from coded import FOR_TUNING, Coded, Record, articles, negotiations
from scipy.optimize import minimize

from detente.coding import vocabulary
from detente.coding.options import Around, Floats, Options
from detente.coding.segments import sentences
from detente.model import Act

DECAY = 0.003
LEAST_LIKELY = 0.55
"""The likelihood from which an option counts as named: four of five that count are right then."""
WRITTEN = Path(vocabulary.__file__).with_name("options.toml")


class Choice(NamedTuple):
    """One record on an issue with options: what points to each and to none, and the right one's place."""

    options: Floats
    none: Floats
    right: int


def main() -> None:
    """Learns the weights, tells how good they are, and writes them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--negotiations", type=Path, required=True, help="folder of coded negotiations")
    folder = parser.parse_args().negotiations
    learned: list[Choice] = []
    held: list[Choice] = []
    for name, dossier in negotiations(folder):
        options, lists = Options(dossier), {issue.id: [one.id for one in issue.options] for issue in dossier.issues}
        for coded in articles(folder / name):
            (held if name in FOR_TUNING else learned).extend(_choices(coded, options, lists))
    weights = fitted(learned)
    for told, choices in (("learned from", learned), ("not learned from", held)):
        precision, recall = quality(choices, weights)
        print(f"{told}: {len(choices)} records; named rightly {precision:.3f}, of those to be named {recall:.3f}")
    write(weights, learned[0].options.shape[1])


def _choices(coded: Coded, options: Options, lists: dict[str, list[str]]) -> Iterator[Choice]:
    parts = list(sentences(coded.document.text))
    for record in coded.records:
        ids = lists.get(record["issue"])
        if not ids:
            continue
        around = _around(coded.document.text, [part.span for part in parts], [part.paragraph for part in parts], record)
        of_options, of_none = options.features(record["issue"], record["quote"], Act(record["act"]), around)
        right = ids.index(record["option"]) if record["option"] in ids else len(ids)
        yield Choice(of_options, of_none, right)


def _around(text: str, spans: Sequence[tuple[int, int]], paragraphs: Sequence[int], record: Record) -> Around:
    place = max((n for n, (start, _) in enumerate(spans) if start <= record["span"][0]), default=0)
    is_beside = place > 0 and paragraphs[place - 1] == paragraphs[place]
    return Around(text[slice(*spans[place])], text[slice(*spans[place - 1])] if is_beside else "")


def fitted(choices: Sequence[Choice]) -> Floats:
    """The weights of what points to an option, then to none, under which the right ones are likeliest."""
    width = choices[0].options.shape[1]

    def cost(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for one in choices:
            shares = likelihoods(one, weights)
            total -= np.log(shares[one.right] + 1e-12)
            shares[one.right] -= 1
            slope[:width] += one.options.T @ shares[:-1]
            slope[width:] += one.none * shares[-1]
        return total / len(choices) + DECAY / 2 * weights @ weights, slope / len(choices) + DECAY * weights

    start = np.zeros(width + len(choices[0].none))
    found: Floats = minimize(cost, start, jac=True, method="L-BFGS-B").x
    return found


def likelihoods(one: Choice, weights: Floats) -> Floats:
    """Of each option, and last of none."""
    width = one.options.shape[1]
    scores = np.append(one.options @ weights[:width], one.none @ weights[width:])
    shares: Floats = np.exp(scores - scores.max())
    return shares / shares.sum()


def quality(choices: Sequence[Choice], weights: Floats) -> tuple[float, float]:
    """The share of the options named that are right, and the share of the right ones that are named."""
    n_named = n_right = 0
    for one in choices:
        shares = likelihoods(one, weights)[:-1]
        if shares.max() >= LEAST_LIKELY:
            n_named += 1
            n_right += int(shares.argmax()) == one.right
    n_told = sum(one.right < len(one.options) for one in choices)
    return n_right / max(1, n_named), n_right / max(1, n_told)


def write(weights: Floats, width: int) -> None:
    """The weights as the coder reads them."""
    told = [", ".join(f"{each:.3f}" for each in part) for part in (weights[:width], weights[width:])]
    WRITTEN.write_text(
        "# What words weigh in telling which option is named, as detente.coding.options finds them.\n"
        "# Written by training/attribution/naming.py.\n\n"
        f"least_likely = {LEAST_LIKELY}\noption = [{told[0]}]\nnone = [{told[1]}]\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
