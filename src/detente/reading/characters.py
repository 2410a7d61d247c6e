"""The characters that a file's bytes stand for; never a guess."""

from __future__ import annotations

import codecs
import re

from detente.errors import ReadingError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # stands before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_BINARY = "is no text but binary data"
_EXPORT = "save its text as UTF-8"


def decoded(data: bytes, name: str, *, declared: str | None = None) -> str:
    """The characters: by the byte order mark, which is left away, else UTF-8, else the declared encoding.

    Eight-bit text that declares nothing is refused: a wrong guess would misspell every name in it.

    Args:
        data: The whole content.
        name: What a refusal calls it.
        declared: The encoding that the content itself names; bytes it does not know become U+FFFD.

    Raises:
        ReadingError: It is binary, or wrongly encoded; then the first bad byte's offset is told.
    """
    mark, encoding = next((pair for pair in _MARKS if data.startswith(pair[0])), (b"", "utf-8"))
    if not mark and b"\0" in data:
        raise ReadingError(name, _BINARY, _EXPORT)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        if declared is None or mark:
            raise _wrongly_encoded(data, len(mark) + error.start, encoding, name) from error
        text = data.decode(declared, errors="replace")
    if "\0" in text or _is_mostly_control(text):
        raise ReadingError(name, _BINARY, _EXPORT)
    return text


def _is_mostly_control(text: str) -> bool:
    """Whether more than one character in a hundred (and more than one in all) controls a device."""
    n_controls = sum(1 for _ in _CONTROL.finditer(text))
    return n_controls > 1 and n_controls * 100 > len(text)


def _wrongly_encoded(data: bytes, offset: int, encoding: str, name: str) -> ReadingError:
    beginning = data[:1000].decode("latin-1")
    if _is_mostly_control(beginning):
        return ReadingError(name, _BINARY, _EXPORT)
    reason = f"is no {encoding.upper()} text (first bad byte 0x{data[offset]:02X} at offset {offset:,})"
    return ReadingError(name, reason, _EXPORT)
