"""Reads coded negotiations as documents with the candidates that the product finds, and what is right of each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from detente.coding.attribution.tagger import tagger_in
from detente.coding.attribution.words import Words
from detente.coding.candidates import Candidate
from detente.coding.finder import Finder
from detente.coding.heads import ACTS
from detente.dossier import load
from detente.model import Act, Document, Dossier, Span
from detente.reading import read_bytes

FOR_TUNING = frozenset([
    "ardmouth-plastics", "azure-straits", "carmaker", "drovia-accession", "farc-havana", "kestmark-five",
    "lumen-trade", "marai-peace", "maraland-status", "marzun-file", "nitrogen-convention", "nurses-province",
    "sarwan-federal", "sinai", "switchgear-duties", "tarn-ceasefire", "varga-border", "velmora-plan",
])  # fmt: skip
"""Not trained on: thresholds, the issue's weights and the confidence are chosen on the articles of these."""

NO_ACT = len(ACTS)
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate with the records that its party has in its sentence.

    Attributes:
        told: For each record, the words of its quote in the document.
        cue: The act that each of the sentence's words tells, as its number in ``Act``, or else NO_ACT; shape (words).
    """

    candidate: Candidate
    records: list[Record]
    told: list[tuple[int, int]]
    cue: np.ndarray


@dataclass(frozen=True, slots=True)
class Coded:
    """A document of a coded negotiation."""

    negotiation: str
    document: Document
    is_article: bool
    records: list[Record]


def negotiations(folder: Path) -> Iterator[tuple[str, Dossier]]:
    """The coded negotiations in a folder, by name."""
    for path in sorted(folder.glob("*/dossier.yaml")):
        yield path.parent.name, load(path)


def articles(folder: Path, name: str = "articles.jsonl") -> Iterator[Coded]:
    """The articles of one negotiation, with their records from the file of this name."""
    records = [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    for path in sorted((folder / "articles").glob("*.txt")):
        own = [one for one in records if one["doc"] == path.stem]
        yield _coded(folder.name, path.stem, path.read_text(encoding="utf-8"), own, is_article=True)


def items(folder: Path) -> Iterator[Coded]:
    """The single sentences and short passages of one negotiation; some have articles alone."""
    path = folder / "items.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        item = json.loads(line)
        yield _coded(folder.name, item["id"], item["text"], item["records"], is_article=False)


def _coded(negotiation: str, name: str, text: str, records: list[Record], *, is_article: bool) -> Coded:
    document = read_bytes(text.encode(), f"{name}.txt")
    placed = [{**one, "span": _place(text, one["quote"])} for one in records]
    return Coded(negotiation, document, is_article, placed)


def _place(text: str, quote: str) -> Span:
    start = text.index(quote)
    return start, start + len(quote)


def examples(coded: Coded, finder: Finder) -> tuple[Words, list[Example]]:
    """The document's words, names hidden, and its candidates with what is right of them."""
    found = finder.find(coded.document)
    made = []
    for candidate in (one for group in found.candidates for one in group):
        start, end = candidate.place.sentence.span
        own = [
            one for one in coded.records if one["party"] == candidate.party and start <= one["span"][0] < end
        ]  # fmt: skip
        told = [found.reading.words.within(*one["span"]) for one in own]
        made.append(Example(candidate, own, told, _cue(coded.document.text, candidate, own, found.reading.words)))
    return found.reading.words, made


def _cue(text: str, candidate: Candidate, records: list[Record], words: Words) -> np.ndarray:
    first, end = candidate.words
    told = np.full(end - first, NO_ACT, np.int64)
    for one in records:
        if not one["cue"]:
            continue
        start = text.find(one["cue"], candidate.place.sentence.span[0])
        if start >= 0:
            begin, stop = words.within(start, start + len(one["cue"]))
            told[max(0, begin - first) : max(0, stop - first)] = ACTS.index(Act(one["act"]))
    return told


def finder_for(dossier: Dossier, model: Path) -> Finder:
    """Finds candidates with the tagger that lies in a folder."""
    return Finder(dossier, tagger_in(model))
