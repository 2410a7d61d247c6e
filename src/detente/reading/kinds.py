"""The kinds of file that can be read, and how to tell them."""

from __future__ import annotations

from enum import StrEnum

from detente.errors import ReadingError
from detente.reading.names import ending, printable

_PDF_MARK = b"%PDF-"
_ZIP_MARK = b"PK\x03\x04"
_WORD_PART = b"word/document"


class Kind(StrEnum):
    """A kind of file by its media type."""

    TEXT = "text/plain"
    MARKDOWN = "text/markdown"
    PAGE = "text/html"
    PDF = "application/pdf"
    WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


ENDINGS: dict[str, Kind] = {
    ".txt": Kind.TEXT,
    ".md": Kind.MARKDOWN,
    ".html": Kind.PAGE,
    ".htm": Kind.PAGE,
    ".pdf": Kind.PDF,
    ".docx": Kind.WORD,
}
"""The endings that are read, in lower case."""

SUPPORTED = f"{', '.join(list(ENDINGS)[:-1])} or {list(ENDINGS)[-1]}"
"""The endings as a person reads them in a sentence."""


def kind_of(data: bytes, name: str) -> Kind:
    """The file's kind by its bytes, else by its name's ending.

    The bytes win: a PDF or a Word file is read as what it is, whatever it is called.

    Raises:
        ReadingError: Neither tells a kind that can be read.
    """
    if data.startswith(_PDF_MARK):
        return Kind.PDF
    if data.startswith(_ZIP_MARK) and _WORD_PART in data:
        return Kind.WORD
    kind = ENDINGS.get(ending(name))
    if kind is None:
        told = f"is a {printable(ending(name))} file" if ending(name) else "has no ending that tells its kind"
        raise ReadingError(printable(name), told, f"save it as {SUPPORTED}")
    return kind
