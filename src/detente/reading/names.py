"""What a file's name tells: how to print it, its stem, the day in it."""

from __future__ import annotations

import re
from pathlib import PurePath

from detente.model import Edtf

_DAY = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])")


def printable(name: str) -> str:
    r"""The name on one line, whatever characters it holds.

    What cannot be printed (control characters, undecodable bytes, marks that turn the writing
    direction) is shown as an escape.

    Example:
        >>> printable("talks\n\udcff.txt")
        'talks\\n\\udcff.txt'
    """
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in name)


def stem(name: str) -> str:
    """The file's name without folders and ending, printable."""
    return printable(PurePath(name).stem)


def ending(name: str) -> str:
    """The name's ending in lower case with its dot, or an empty string."""
    return PurePath(name).suffix.lower()


def day_in(name: str) -> Edtf | None:
    """The first day that the file's name tells, as in ``2026-01-14-talks.md``; None if there is none."""
    for match in _DAY.finditer(PurePath(name).name):
        try:
            return Edtf(match[0])
        except ValueError:
            continue
    return None
