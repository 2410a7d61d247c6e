"""Reads annotated corpora: texts with their attributions, and who annotated them.

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

from detente.coding.attribution.decoding import TAGS
from detente.coding.attribution.words import WordReader, Words

ROLES = ("content", "source", "cue")
"""The roles in rising precedence: where two share a word, the later keeps it."""
_FIRST_TAG = {role: TAGS.index(f"B-{role}") for role in ROLES}
_MARK = re.compile(r"<(?P<closing>/?)(?P<role>[sqc])(?P<numbers>\d+(?:,\d+)*)>")
_ROLE_OF_MARK = {"s": "source", "q": "cue", "c": "content"}

Spans = dict[str, list[tuple[int, int]]]
"""Role to character spans of one attribution."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its attributions.

    Attributes:
        annotator: Whose annotations they are, where several people annotated a corpus.
    """

    name: str
    annotator: str
    text: str
    attributions: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article as words, with what each is labelled.

    Attributes:
        tags: Index into TAGS, a word.
        heads: For each labelled word, the first cue words of the attributions it belongs to.
    """

    article: Article
    words: Words
    tags: tuple[int, ...]
    heads: tuple[tuple[int, ...], ...]


def read_corpus(folder: Path, *, first_annotator_only: bool = False) -> Iterator[Article]:
    """The articles of a standoff corpus, one for each annotator, in the order of their names."""
    seen: set[str] = set()
    for annotation in sorted((folder / "attributions").glob("*.ann")):
        name, annotator = annotation.stem.rsplit("_", 1)
        if first_annotator_only and name in seen:
            continue
        seen.add(name)
        text = (folder / "text" / f"{name}.txt").read_bytes().decode("utf-8")
        yield Article(name, annotator, text, tuple(read_annotations(annotation)))


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
        yield Article(passage["id"], path.stem, text, tuple(attributions))


def is_held_back(passage: Article) -> bool:
    """Whether a passage measures and does not train; the rule is in passages/README.md."""
    file, _, number = passage.name.partition("-")
    return number[-1] in ("370" if file in {"a", "b"} else "37")


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


def label(article: Article, reader: WordReader) -> Labelled:
    """The text as words with tags and heads; an attribution without content is left out."""
    words = reader.read(article.text)
    ends = [end for _, end in words.spans]
    tags: list[int] = [0] * len(ends)
    heads: list[tuple[int, ...]] = [()] * len(ends)
    told = [
        {role: _words_in(words.spans, ends, one[role]) for role in ROLES}
        for one in article.attributions
        if one["content"]
    ]
    for role in ROLES:
        for one in told:
            for previous, word in zip([None, *one[role]], one[role], strict=False):
                tags[word] = _FIRST_TAG[role] + (previous == word - 1)
    for one in told:
        for role in ROLES if one["cue"] else ():
            for word in one[role]:
                heads[word] = (*heads[word], one["cue"][0])
    return Labelled(article, words, tuple(tags), tuple(heads))


def _words_in(words: list[tuple[int, int]], ends: list[int], spans: list[tuple[int, int]]) -> list[int]:
    inside: set[int] = set()
    for start, end in spans:
        index = bisect.bisect_right(ends, start)
        while index < len(words) and words[index][0] < end:
            inside.add(index)
            index += 1
    return sorted(inside)
