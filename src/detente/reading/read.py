"""One file to one document."""

from __future__ import annotations

import hashlib
from pathlib import Path

from detente.errors import ReadingError
from detente.model import Document, DocumentId
from detente.reading.files import bytes_of, require_size
from detente.reading.kinds import Kind, kind_of
from detente.reading.limits import Limits
from detente.reading.names import day_in, printable, stem
from detente.reading.told import Told

_LIMITS = Limits()


def read_file(path: Path, limits: Limits = _LIMITS) -> Document:
    """The document that a file holds; a pipe or device is refused without waiting on it.

    Raises:
        ReadingError: It cannot be opened or read, with the reason and what to do next.
    """
    return read_bytes(bytes_of(path, limits), str(path), limits)


def read_bytes(data: bytes, name: str, limits: Limits = _LIMITS) -> Document:
    """The document that a file's bytes hold.

    The kind is told by the bytes (PDF and Word), else by the name's ending. The day of publication is
    the one that the document tells, else the one in its name, else the day a Word file was made.

    Args:
        data: The whole content.
        name: The file's name, with or without folders.
        limits: What reading may take.

    Raises:
        ReadingError: The bytes cannot be read, with the reason and what to do next.
    """
    require_size(len(data), printable(name), limits)
    if not data:
        raise ReadingError(printable(name), "is empty", "check that it was saved or copied completely")
    kind = kind_of(data, name)
    told = _told(kind, data, printable(name), limits)
    sha256 = hashlib.sha256(data).hexdigest()
    return Document(
        id=DocumentId(sha256[:16]),
        name=stem(name),
        text=told.text,
        media_type=kind.value,
        sha256=sha256,
        body_start=told.body_start,
        title=told.title,
        publisher=told.publisher,
        url=told.url,
        published=told.published or day_in(name) or told.created,
    )


def _told(kind: Kind, data: bytes, name: str, limits: Limits) -> Told:
    """Asks the reader of this kind; it is loaded on first use, for its library may be large."""
    # ruff: noqa: PLC0415
    match kind:
        case Kind.TEXT:
            from detente.reading.plain import read_text

            return read_text(data, name)
        case Kind.MARKDOWN:
            from detente.reading.plain import read_markdown

            return read_markdown(data, name)
        case Kind.PAGE:
            from detente.reading.page import read_page

            return read_page(data, name)
        case Kind.PDF:
            from detente.reading.pdf import read_pdf

            return read_pdf(data, name, limits)
        case Kind.WORD:
            from detente.reading.word import read_word

            return read_word(data, name, limits)
