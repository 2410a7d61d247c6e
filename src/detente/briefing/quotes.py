"""Quotes: a source's words as they stand within our quotation marks."""

from __future__ import annotations

import re

_PAIRED = re.compile(r"“([^“”]*)”")
_EMPHASIS = re.compile(r"(?<![\w*])\*{1,3}(?=[\w“\"'‘(])|(?<=[\w.,;:!?…)”\"'’])\*{1,3}(?![\w*])")
_BEFORE_OPENING = "([—–"


def within_quotes(text: str) -> str:
    """Words as they stand within double quotation marks: their own are single, each with its other; no emphasis marks.

    Example:
        >>> within_quotes("We go back,” said Hollin"), within_quotes("“It stands,” it read"), within_quotes("“No”")
        ('‘We go back,’ said Hollin', '‘It stands,’ it read', 'No')
        >>> within_quotes('it has rejected it.*'), within_quotes('the "fair" offer'), within_quotes('We pay," he said')
        ('it has rejected it.', 'the ‘fair’ offer', '‘We pay,’ he said')
    """
    plain = _curled(_EMPHASIS.sub("", text))
    whole = _PAIRED.fullmatch(plain)
    if whole and whole[1].strip():
        return whole[1]
    return _curly(plain)


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


def _curled(text: str) -> str:
    """With curly marks for straight ones; what follows a figure, and closes nothing, is of inches."""
    marked, is_open = [], False
    for n, char in enumerate(text):
        before = text[n - 1] if n else " "
        if char != '"' or (before.isdigit() and not is_open):
            marked.append(char)
            continue
        is_open = before.isspace() or before in _BEFORE_OPENING
        marked.append("“" if is_open else "”")
    return "".join(marked)
