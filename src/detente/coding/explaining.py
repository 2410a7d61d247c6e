"""Tells, sentence by sentence, what was coded in a document, why, and what was left out and why."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from detente.coding.coder import Coding, Weighed
from detente.coding.rules import Dropped
from detente.coding.segments import sentences
from detente.model import Document, Span


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence of a document, and what became of it.

    Attributes:
        sentence: Its characters.
        weighed: The parties that were weighed in it, the likeliest first.
        dropped: The words that tell an act and were left, where nothing was coded; or the sentence, if it was not read.
        reason: Why no party was weighed; empty where one was, and where the sentence was not read.
    """

    sentence: Span
    weighed: tuple[Weighed, ...]
    dropped: tuple[Dropped, ...]
    reason: str


def explain(document: Document, coding: Coding) -> Iterator[Explained]:
    """Every sentence of a document in text order; headings are no sentences and are never coded."""
    spans = [sentence.span for sentence in sentences(document.text, document.body_start)]
    starts = [start for start, _ in spans]
    weighed: dict[Span, list[Weighed]] = defaultdict(list)
    for one in coding.weighed:
        weighed[spans[bisect_right(starts, one.sentence[0]) - 1]].append(one)
    dropped: dict[Span, list[Dropped]] = defaultdict(list)
    for cue in coding.dropped:
        dropped[spans[bisect_right(starts, cue.span[0]) - 1]].append(cue)
    for span in spans:
        here = tuple(sorted(weighed[span], key=lambda one: -one.likelihood))
        is_coded = any(one.statements for one in here)
        is_left = any(not cue.cue for cue in dropped[span])
        reason = "" if here or is_left else _reason(document, span)
        yield Explained(span, here, () if is_coded else tuple(dropped[span]), reason)


def _reason(document: Document, span: Span) -> str:
    if document.text[slice(*span)].endswith("?"):
        return "a question tells nobody's position"
    return "no party of the dossier is named or spoken of"
