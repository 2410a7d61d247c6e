"""Quotes: a source's words as they stand within our quotation marks."""

from __future__ import annotations

import re

_PAIRED = re.compile(r"“([^“”]*)”")
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=[\w“\"'‘(])|(?<=[\w.,;:!?…)”\"'’])\*{1,3}(?![\w*])")
_LONE = re.compile(r"(?<!\d)\"")


def within_quotes(text: str) -> str:
    """Words as they stand within double quotation marks: their own are single, each with its other; no emphasis marks.

    Example:
        >>> within_quotes("We go back,” said Hollin"), within_quotes("“It stands,” it read"), within_quotes("“No”")
        ('‘We go back,’ said Hollin', '‘It stands,’ it read', 'No')
        >>> within_quotes('it has rejected it.*'), within_quotes('the "fair" offer'), within_quotes('We pay," he said')
        ('it has rejected it.', 'the "fair" offer', '"We pay," he said')
    """
    plain = _EMPHASIS.sub("", text)
    whole = _PAIRED.fullmatch(plain)
    if whole and whole[1].strip():
        return whole[1]
    return _straight(_curly(plain))


def _curly(text: str) -> str:
    n_open, lone = 0, 0
    for mark in re.findall(r"[“”]", text):
        if mark == "“":
            n_open += 1
        elif n_open:
            n_open -= 1
        else:
            lone += 1
    return "‘" * lone + text.replace("“", "‘").replace("”", "’") + "’" * n_open


def _straight(text: str) -> str:
    """With a straight mark for one that stands alone; what follows a figure may be inches."""
    marks = list(_LONE.finditer(text))
    if len(marks) % 2 == 0:
        return text
    is_opening = marks[-1].start() == 0 or text[marks[-1].start() - 1].isspace()
    return f'{text}"' if is_opening else f'"{text}'
