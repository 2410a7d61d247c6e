"""The bytes of one file, taken without ever waiting on it."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from detente.errors import ReadingError
from detente.reading.kinds import SUPPORTED
from detente.reading.limits import Limits
from detente.reading.names import printable

_ADDRESS = re.compile(r"https?:/", re.IGNORECASE)  # of its two strokes a path keeps one
_HOW_TO_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def bytes_of(path: Path, limits: Limits) -> bytes:
    """The whole content of a regular file of at most ``limits.bytes`` bytes.

    Raises:
        ReadingError: It is missing, a folder, a device or pipe, too large, not readable, or changed
            while it was read.
    """
    name = printable(str(path))
    try:
        _require_readable_kind(path.stat(), name, limits)
        # The path may have become a pipe since: opened without blocking and looked at once more.
        with os.fdopen(os.open(path, _HOW_TO_OPEN), "rb", buffering=0) as file:
            before = os.fstat(file.fileno())
            _require_readable_kind(before, name, limits)
            data = _take(file.fileno(), limits.bytes + 1)
            after = os.fstat(file.fileno())
    except (OSError, ValueError) as error:
        raise refusal(name, error) from error
    require_size(len(data), name, limits)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise ReadingError(name, "changed while it was read", "add it again once it is complete")
    return data


def require_size(size: int, name: str, limits: Limits) -> None:
    """Refuses a document larger than the limit.

    Raises:
        ReadingError: ``size`` is more than ``limits.bytes``.
    """
    if size > limits.bytes:
        more = " or more" if size == limits.bytes + 1 else ""
        reason = f"holds {_in_words(size)}{more}, the limit is {_in_words(limits.bytes)}"
        raise ReadingError(name, reason, "split it, or raise DETENTE_DOCUMENT_LIMIT_BYTES")


def refusal(name: str, error: OSError | ValueError) -> ReadingError:
    """What the operating system's refusal of a path means to a person."""
    match error:
        case FileNotFoundError() if error.filename is not None and os.path.islink(error.filename):  # noqa: PTH114
            return ReadingError(name, "is a link to what is not there", "mend the link, or name the file itself")
        case FileNotFoundError() | NotADirectoryError() if _ADDRESS.match(name):
            return ReadingError(name, "is an address, and nothing is fetched", "save the page, and add its file")
        case FileNotFoundError() | NotADirectoryError():
            return ReadingError(name, "is not there", "check the path")
        case PermissionError():
            return ReadingError(name, "may not be read by you", "ask for permission to read it")
        case OSError():
            reason = (error.strerror or type(error).__name__).lower()
            return ReadingError(name, f"cannot be read ({reason})", "check the disk and the path")
        case _:
            return ReadingError(name, "is no possible file name", "check the path")


def _require_readable_kind(status: os.stat_result, name: str, limits: Limits) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise ReadingError(name, "is a folder", "name the files in it")
    if not stat.S_ISREG(status.st_mode):
        raise ReadingError(name, "is a pipe or device, not a file", f"save its content as {SUPPORTED}")
    require_size(status.st_size, name, limits)


def _take(descriptor: int, most: int) -> bytes:
    parts: list[bytes] = []
    while most > 0 and (part := os.read(descriptor, min(most, 1 << 20))):
        parts.append(part)
        most -= len(part)
    return b"".join(parts)


def _in_words(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 100_000 else f"{size:,} bytes"
