"""Turns annotated corpora into words with tags and pointers: the form the tagger is trained on.

Two forms are read: standoff files (``text/NAME.txt`` with ``attributions/NAME_ANNOTATOR.ann``, offsets in characters,
as in PolNeAR) and passages with inline marks (JSON lines, see passages/README.md).
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WORD = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLES = ("content", "source", "cue")
"""The roles in rising precedence: where two share a word, the later keeps it."""
_FIRST_TAG = {"source": 1, "cue": 3, "content": 5}
_MARK = re.compile(r"<(?P<closing>/?)(?P<role>[sqc])(?P<numbers>\d+(?:,\d+)*)>")
_ROLE_OF_MARK = {"s": "source", "q": "cue", "c": "content"}

Spans = dict[str, list[tuple[int, int]]]
"""Role to character spans of one attribution."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text as words, with what each is labelled.

    Attributes:
        words: Characters of each word, end not included; punctuation marks are words.
        tags: Index into TAGS, a word.
        heads: For each labelled word, the first cue words of the attributions it belongs to.
        breaks: The words that begin a line.
    """

    name: str
    text: str
    words: tuple[tuple[int, int], ...]
    tags: tuple[int, ...]
    heads: tuple[tuple[int, ...], ...]
    breaks: tuple[int, ...]


def read_corpus(folder: Path, *, first_annotator_only: bool = False) -> Iterator[Article]:
    """The articles of a standoff corpus, one for each annotator, in the order of their names."""
    seen: set[str] = set()
    for annotation in sorted((folder / "attributions").glob("*.ann")):
        name = annotation.stem.rsplit("_", 1)[0]
        if first_annotator_only and name in seen:
            continue
        seen.add(name)
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield label(name, text, read_annotations(annotation))


def read_annotations(path: Path) -> list[Spans]:
    """The attributions of one standoff file."""
    spans: dict[str, list[tuple[int, int]]] = {}
    attributions = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        key, _, rest = line.partition("\t")
        if re.fullmatch(r"T\d+", key):
            offsets = rest.partition("\t")[0].split(" ", 1)[1]
            spans[key] = [(int(start), int(end)) for start, end in (piece.split() for piece in offsets.split(";"))]
        elif re.fullmatch(r"E\d+", key):
            attribution: Spans = {role: [] for role in ROLES}
            for argument in rest.split():
                role, _, reference = argument.partition(":")
                role = re.sub(r"\d+$", "", role).casefold()
                if role in attribution:
                    attribution[role] = sorted({*attribution[role], *spans.get(reference, [])})
            attributions.append(attribution)
    return attributions


def read_passages(path: Path) -> Iterator[Article]:
    """The passages of a file with inline marks, in the file's order."""
    for line in path.read_text(encoding="utf-8").splitlines():
        passage = json.loads(line)
        text, attributions = unmark(passage["marked"])
        yield label(passage["id"], text, attributions)


def unmark(marked: str) -> tuple[str, list[Spans]]:
    """The passage without its marks, and the attributions that they tell, by their numbers.

    Raises:
        ValueError: A mark is closed that was not opened, or stays open.

    Example:
        >>> unmark("<s1>Vik</s1> <q1>said</q1> <c1>no</c1>.")
        ('Vik said no.', [{'content': [(9, 11)], 'source': [(0, 3)], 'cue': [(4, 8)]}])
    """
    text, position = "", 0
    opened: dict[tuple[str, int], list[int]] = {}
    found: dict[int, Spans] = {}
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        position = mark.end()
        for number in map(int, mark["numbers"].split(",")):
            starts = opened.setdefault((mark["role"], number), [])
            if not mark["closing"]:
                starts.append(len(text))
            elif not starts:
                raise ValueError(f"{mark.group()} closes what was not opened")
            else:
                spans = found.setdefault(number, {role: [] for role in ROLES})
                spans[_ROLE_OF_MARK[mark["role"]]].append((starts.pop(), len(text)))
    if any(opened.values()):
        raise ValueError(f"a mark stays open in {marked[:40]!r}")
    return text + marked[position:], [found[number] for number in sorted(found)]


def label(name: str, text: str, attributions: list[Spans]) -> Article:
    """The text as words with tags and heads; an attribution without content is left out."""
    words = tuple(match.span() for match in WORD.finditer(text))
    ends = [end for _, end in words]
    tags, heads = [0] * len(words), [()] * len(words)
    told = [{role: _words_in(words, ends, one[role]) for role in ROLES} for one in attributions if one["content"]]
    for role in ROLES:
        for one in told:
            for previous, word in zip([None, *one[role]], one[role], strict=False):
                tags[word] = _FIRST_TAG[role] + (previous == word - 1)
    for one in told:
        for role in ROLES if one["cue"] else ():
            for word in one[role]:
                heads[word] = (*heads[word], one["cue"][0])
    breaks = tuple(index for index in range(1, len(words)) if "\n" in text[words[index - 1][1] : words[index][0]])
    return Article(name, text, words, tuple(tags), tuple(heads), breaks)


def _words_in(words: tuple[tuple[int, int], ...], ends: list[int], spans: list[tuple[int, int]]) -> list[int]:
    inside: set[int] = set()
    for start, end in spans:
        index = bisect.bisect_right(ends, start)
        while index < len(words) and words[index][0] < end:
            inside.add(index)
            index += 1
    return sorted(inside)
