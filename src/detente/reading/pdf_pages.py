"""The program that reads one PDF in a process of its own: PDF on standard input, JSON on standard output.

PDFium is native code and PDFs come from strangers. Here it may crash, hang or fill its memory without
harm to the process that asked.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from typing import TYPE_CHECKING

from detente.reading.lines import Line, paragraphs, words_of

if TYPE_CHECKING:
    import pypdfium2

_BREAK_MARK = "\ufffe"  # PDFium's sign for a hyphen at a line end; the line end itself is left out
_LINE_END = re.compile(rf"\r\n|{_BREAK_MARK}")
_Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points, counted from the page's lower left corner."""
_NO_BOX: _Box = (0.0, 0.0, 0.0, 0.0)
_WRONG_PASSWORD = 4  # PDFium's error code


def confine(seconds: float, memory_bytes: int) -> None:
    """Lowers what this process may take; a system without such limits has only its parent's clock."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - not on every system

    for kind, value in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, int(seconds) + 1),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        lowered = value if hard == resource.RLIM_INFINITY else min(value, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (lowered, hard))


def read_pages(data: bytes) -> dict[str, str]:
    """Text and title of a PDF, or ``refusal`` with the one word that says why there is no text."""
    import pypdfium2  # noqa: PLC0415 - native code, loaded only once this process is confined

    try:
        file = pypdfium2.PdfDocument(data)
        pages = [_printed(page.get_textpage()) for page in file]
        title = file.get_metadata_value("Title")
    except pypdfium2.PdfiumError as error:
        return {"refusal": "password" if error.err_code == _WRONG_PASSWORD else "damaged"}
    words = words_of((text for text, _ in pages), _BREAK_MARK)
    texts = ["\n\n".join(paragraphs(lines, words)) for _, lines in pages]
    text = "\n\n".join(text for text in texts if text)
    return {"text": text, "title": title} if text else {"refusal": "pictures"}


def _printed(page: pypdfium2.PdfTextPage) -> tuple[str, list[Line]]:
    """A page's text and its printed lines with their boxes."""
    text = page.get_text_range()
    lines: list[Line] = []
    first = last = _NO_BOX
    start = 0
    for end, mark in [*((match.span(), match[0]) for match in _LINE_END.finditer(text)), ((len(text),) * 2, "")]:
        words = text[start : end[0]].strip()
        if words:
            place = text.index(words, start)
            first = _box(page, place) or last
            last = _box(page, place + len(words) - 1) or first
            left, bottom, _, top = first
            lines.append(Line(words, left, last[2], bottom, top, is_broken=mark == _BREAK_MARK))
        start = end[1]
    return text, lines


def _box(page: pypdfium2.PdfTextPage, place: int) -> _Box | None:
    """The box of the character at a place of the page's text; None for a character without one."""
    import pypdfium2.raw  # noqa: PLC0415 - as above

    index = pypdfium2.raw.FPDFText_GetCharIndexFromTextIndex(page, place)
    try:
        left, bottom, right, top = page.get_charbox(index, loose=True)
    except pypdfium2.PdfiumError:
        return None
    return left, bottom, right, top


def main() -> None:
    """Reads standard input within the limits given as seconds and bytes, and writes what it found."""
    confine(float(sys.argv[1]), int(sys.argv[2]))
    json.dump(read_pages(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
