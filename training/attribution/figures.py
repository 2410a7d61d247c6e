"""Scores what an exported tagger finds: on a standoff corpus and on the passages held back.

    python training/attribution/figures.py --dev polnear/dev --passages passages/*.jsonl --model FOLDER

The definitions are those of the published comparisons on PolNeAR: words with punctuation marks as words of their own;
two attributions meet if their contents share at least half of the words that either holds, the best pairs first.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from standoff import Article, Spans, is_held_back, read_corpus, read_passages

from detente.coding.attribution.tagger import Tagger
from detente.coding.attribution.words import WORD

ROLES = ("source", "cue", "content")
Words = frozenset[int]


def main() -> None:
    """Reads the arguments and prints a line of JSON for each corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", type=Path, help="standoff corpus")
    parser.add_argument("--passages", type=Path, nargs="*", default=[], help="files of passages with inline marks")
    parser.add_argument("--model", type=Path, required=True, help="folder of the exported model")
    options = parser.parse_args()
    tagger = Tagger(options.model)
    corpora: dict[str, list[Article]] = {}
    if options.dev:
        corpora[str(options.dev)] = list(read_corpus(options.dev, first_annotator_only=True))
    if options.passages:
        held_back = [one for file in options.passages for one in read_passages(file) if is_held_back(one)]
        corpora["passages held back"] = held_back
    for name, articles in corpora.items():
        found = [
            [{role: list(getattr(one, role)) for role in ROLES} for one in tagger.read(article.text).attributions]
            for article in articles
        ]
        print(json.dumps({"corpus": name, "articles": len(articles), **figures(articles, found)}))


def figures(articles: Sequence[Article], found: Sequence[Sequence[Spans]]) -> dict[str, float]:
    """F1 in percent: content, content and source, exact content, and the exact spans and the words of each role."""
    right, told, wanted = Counter[str](), Counter[str](), Counter[str]()
    for article, own in zip(articles, found, strict=True):
        ends = [match.span() for match in WORD.finditer(article.text)]
        gold, predicted = (
            [one for one in (_in_words(each, ends) for each in side) if one["content"]]
            for side in (article.attributions, own)
        )
        for name in ("content", "content and source", "content exact"):
            told[name] += len(predicted)
            wanted[name] += len(gold)
            right[name] += _pairs(gold, predicted, name)
        for role in ROLES:
            words = [frozenset[int]().union(*(one[role] for one in side)) for side in (gold, predicted)]
            spans = [{run for one in side for run in _runs(one[role])} for side in (gold, predicted)]
            for name, (theirs, ours) in ((f"{role} words", words), (f"{role} spans", spans)):
                told[name] += len(ours)
                wanted[name] += len(theirs)
                right[name] += len(theirs & ours)
    return {name: round(200 * right[name] / max(1, told[name] + wanted[name]), 1) for name in told}


def _pairs(gold: Sequence[dict[str, Words]], predicted: Sequence[dict[str, Words]], name: str) -> int:
    candidates = []
    for i, theirs in enumerate(gold):
        for j, ours in enumerate(predicted):
            shared = len(theirs["content"] & ours["content"]) / len(theirs["content"] | ours["content"])
            is_source = bool(theirs["source"] & ours["source"]) or not (theirs["source"] or ours["source"])
            fits = shared == 1 if name == "content exact" else shared >= 0.5 and (name == "content" or is_source)
            if fits:
                candidates.append((-shared, i, j))
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in sorted(candidates):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return len(taken[0])


def _in_words(spans: Spans, words: Sequence[tuple[int, int]]) -> dict[str, Words]:
    return {
        role: frozenset(
            index
            for index, (start, end) in enumerate(words)
            if any(start < other_end and other_start < end for other_start, other_end in spans[role])
        )
        for role in ROLES
    }


def _runs(words: Iterable[int]) -> list[tuple[int, int]]:
    """The unbroken runs of a set of words."""
    runs: list[tuple[int, int]] = []
    for word in sorted(words):
        if runs and runs[-1][1] == word:
            runs[-1] = (runs[-1][0], word + 1)
        else:
            runs.append((word, word + 1))
    return runs


if __name__ == "__main__":
    main()
