"""Pieces of words: what BERT's vocabulary cuts a word into, as the model was trained to read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from string import punctuation
from unicodedata import category, normalize

_UNKNOWN, _FURTHER = "[UNK]", "##"
_LONGEST_PART_CHARS = 100
_IDEOGRAPHS = re.compile(
    "[\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002b73f\U0002b740-\U0002b81f\U0002b920-\U0002ceaf"
    "\uf900-\ufaff\U0002f800-\U0002fa1f]"
)


class Pieces:
    """The vocabulary of a model, read from its ``tokenizer.json``.

    Source: Devlin, Chang, Lee and Toutanova (2019), BERT; WordPiece by Wu and others (2016), the longest piece first.
    """

    def __init__(self, description: bytes) -> None:
        self._ids: dict[str, int] = json.loads(description)["model"]["vocab"]

    def ids(self, word: str) -> list[int]:
        """The ids of a word's pieces; none where nothing of it can be seen."""
        return [each for part in _parts(word) for each in self._pieces(part)]

    def _pieces(self, part: str) -> list[int]:
        found: list[int] = []
        start = 0
        while start < len(part):
            before = _FURTHER if start else ""
            ends = range(len(part), start, -1)
            end = next((each for each in ends if before + part[start:each] in self._ids), None)
            if end is None or len(part) > _LONGEST_PART_CHARS:
                return [self._ids[_UNKNOWN]]
            found.append(self._ids[before + part[start:end]])
            start = end
        return found


def _parts(word: str) -> Iterator[str]:
    """The word in small letters without accents, cut at what is no letter; marks and ideographs by themselves."""
    if word.isascii() and word.isalnum():
        yield word.lower()
        return
    seen = "".join(each for each in word if each != "\ufffd" and not category(each).startswith("C"))
    plain = "".join(each for each in normalize("NFD", _IDEOGRAPHS.sub(r" \g<0> ", seen)) if category(each) != "Mn")
    small = "".join(each.lower() for each in plain)
    spaced = "".join(f" {each} " if _is_mark(each) else each for each in small)
    yield from spaced.split()


def _is_mark(character: str) -> bool:
    return character in punctuation or category(character).startswith("P")
