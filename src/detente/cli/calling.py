"""Calling: a command of ours as the reader can copy it, with the program and the workspace as they were given."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
import textwrap
from pathlib import Path

_NAME = "detente"


def command(*words: str, workspace: Path | None) -> str:
    """The line to type for a command.

    Args:
        words: The command and its options.
        workspace: As it was given; None where it was not, so that it is found again in the same way.
    """
    given = [] if workspace is None else ["--workspace", str(workspace)]
    return shlex.join([program(), *words, *given])


def program() -> str:
    """The program as it was called, or shorter: its name where the shell finds it by that, its path from here."""
    called = Path(sys.argv[0])
    if called.stem != _NAME or called.name == sys.argv[0]:
        return _NAME  # called from Python, or by its name
    found = shutil.which(_NAME)
    if found and Path(found).resolve() == called.resolve():
        return _NAME
    return min((sys.argv[0], _from_here(called)), key=len)


def _from_here(called: Path) -> str:
    """The path to type in the working directory: relative where the program lies below it, else whole."""
    whole = Path(os.path.abspath(called))  # noqa: PTH100 - a link in the path stays as it was called
    if not whole.is_relative_to(Path.cwd()):
        return str(whole)
    below = whole.relative_to(Path.cwd())
    return str(below) if below.parent.name else f"./{below}"


def continued(line: str, columns: int) -> str:
    r"""A command in lines of at most so many columns, which a shell takes for one.

    Example:
        >>> print(continued("detente matrix --workspace talks", 20))
        detente matrix \
        --workspace talks
    """
    if len(line) <= columns:
        return line
    return "\\\n".join(textwrap.wrap(line, columns - 1, drop_whitespace=False, break_on_hyphens=False))
