"""The documents that paths stand for."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.errors import ReadingError
from detente.reading.files import refusal
from detente.reading.kinds import ENDINGS, SUPPORTED
from detente.reading.names import ending, printable

_LEFT_OUT = (".", "~$")  # hidden files, and the lock files that Word leaves beside an open document


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a list of paths stands for.

    Attributes:
        documents: The files to read, in the order of the paths, a folder's sorted by path.
        passed_over: What else a folder holds: files of other kinds, and links to folders.
        refused: The paths and the inner folders that give nothing, each with its reason.
    """

    documents: tuple[Path, ...]
    passed_over: tuple[Path, ...]
    refused: tuple[ReadingError, ...]


def find_documents(paths: Sequence[Path]) -> Found:
    """Looks for documents: a file stands for itself, a folder for every document in and below it.

    Hidden files are left out of a folder, and links to folders are not followed. A file named by
    itself is never passed over: reading it tells what is wrong with it. No file is opened.
    """
    documents: dict[Path, None] = {}
    others: dict[Path, None] = {}
    refused: list[ReadingError] = []
    for path in paths:
        try:
            if not path.is_dir():
                path.stat()
                documents[path] = None
                continue
        except (OSError, ValueError) as error:
            refused.append(refusal(printable(str(path)), error))
            continue
        files, closed = _files_below(path)
        chosen = [file for file in files if ending(file.name) in ENDINGS and not _is_folder(file)]
        documents |= dict.fromkeys(chosen)
        others |= dict.fromkeys(files)
        refused += closed if chosen or closed else [_without_documents(path)]
    passed_over = tuple(file for file in others if file not in documents)
    return Found(documents=tuple(documents), passed_over=passed_over, refused=tuple(refused))


def _files_below(folder: Path) -> tuple[list[Path], list[ReadingError]]:
    """The files in and below a folder, sorted, and the folders that cannot be listed."""
    files: list[Path] = []
    closed: list[ReadingError] = []
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if not entry.name.startswith(_LEFT_OUT):
                        (waiting if entry.is_dir(follow_symlinks=False) else files).append(Path(entry.path))
        except OSError as error:
            closed.append(refusal(printable(str(here)), error))
    return sorted(files), closed


def _is_folder(link: Path) -> bool:
    try:
        return link.is_dir()
    except OSError:
        return False


def _without_documents(folder: Path) -> ReadingError:
    return ReadingError(printable(str(folder)), "is a folder without documents", f"put {SUPPORTED} files in it")
