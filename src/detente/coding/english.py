"""Tells whether a text is in English, which is all that the coder understands."""

from __future__ import annotations

import functools
import re

from detente.coding import vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 20
_FEWEST_LETTERS = 60
_MOST_CHARACTERS = 20_000
_LEAST_SHARE = 0.15
"""Of English prose about four words in ten are such small words; of German, French or Spanish fewer than one."""


def is_english(text: str) -> bool:
    """Whether the text reads as English; one that is too short to tell is taken for it.

    Example:
        >>> german = "Der Sprecher sagte, das Land fordere Wasser und lehne die Anlage am Oberlauf strikt ab. "
        >>> is_english(german * 2), is_english("They said that the talks would go on. " * 4)
        (False, True)
    """
    words = [word.casefold() for word in _WORD.findall(text[:_MOST_CHARACTERS])]
    letters = "".join(words)
    if len(letters) >= _FEWEST_LETTERS and sum(map(str.isascii, letters)) < len(letters) / 2:
        return False
    if len(words) < _FEWEST_WORDS:
        return True
    return sum(word in _small_words() for word in words) >= _LEAST_SHARE * len(words)


@functools.cache
def _small_words() -> frozenset[str]:
    return frozenset(vocabulary.load("stopwords")["words"])
