"""Calling: a command of ours as the reader can copy it, with the program and the workspace as they were given."""

from __future__ import annotations

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
    """The program as it was called, shortened to its name where the shell finds it by that."""
    called = Path(sys.argv[0])
    if called.stem != _NAME or called.name == sys.argv[0]:
        return _NAME  # called from Python, or by its name
    found = shutil.which(_NAME)
    return _NAME if found and Path(found).resolve() == called.resolve() else sys.argv[0]


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
