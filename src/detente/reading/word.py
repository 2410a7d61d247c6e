"""Word files: paragraphs and table cells in their order."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date, timedelta

import docx
from docx.document import Document as DocxDocument
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from detente.errors import ReadingError
from detente.model import Edtf
from detente.reading.limits import Limits
from detente.reading.told import Told, clean, one_line

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_WITHDRAWN = frozenset((_FALLBACK, f"{_W}del", f"{_W}moveFrom"))
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_OLD_OFFICE_MARK = b"\xd0\xcf\x11\xe0"
_UNPACKED_TIMES = 4
_LATEST_SAVING = timedelta(days=1)
_UNSTAMPED = (1980, 1, 1, 0, 0, 0)


def read_word(data: bytes, name: str, limits: Limits) -> Told:
    """The text of a .docx file with its title and, where it can be trusted, the day of its making.

    Tracked insertions are read, tracked deletions are not. Headers, footers and notes are left out.

    Raises:
        ReadingError: It is encrypted or in the old format, damaged, unpacks to too much, or has no text.
    """
    if data.startswith(_OLD_OFFICE_MARK):
        raise ReadingError(name, "is locked by a password or in the old .doc format", "save it as open .docx")
    try:
        _require_modest_size(data, name, limits)
        file = docx.Document(io.BytesIO(data))
        text = clean(_text(file.element.body))
        title, created = _properties(file, data)
    except ReadingError:
        raise
    except Exception as error:
        raise ReadingError(name, "is no sound Word file", "open it in Word and save it anew as .docx") from error
    if not text:
        raise ReadingError(name, "holds no text", "if its pages are pictures, run text recognition first")
    return Told(text=text, title=title, created=created)


def _require_modest_size(data: bytes, name: str, limits: Limits) -> None:
    """Looks at the sizes that the archive declares, which bound what can be unpacked from it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise ReadingError(name, "is locked by a password", "save it without one")
    largest_xml = max((part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))), default=0)
    if largest_xml > limits.bytes or sum(part.file_size for part in parts) > _UNPACKED_TIMES * limits.bytes:
        raise ReadingError(
            name, "unpacks to far more than the limit", "split it, or raise DETENTE_DOCUMENT_LIMIT_BYTES"
        )


def _properties(file: DocxDocument, data: bytes) -> tuple[str | None, Edtf | None]:
    """Title and day of making; a file without such a part tells neither."""
    if b"docProps/core.xml" not in data:
        return None, None
    return one_line(file.core_properties.title), _created(file, data)


def _created(file: DocxDocument, data: bytes) -> Edtf | None:
    """The day of making, where nothing tells that the file was saved later than the day after.

    A file made from a template or from an older file keeps the day of that one: then it was last saved, or packed,
    long after. Office stamps the parts of its archives with no day; what other programs stamp is the day of packing.
    """
    created, modified = file.core_properties.created, file.core_properties.modified
    if created is None or modified is None or modified < created:
        return None
    day = created.date()
    saved = max((modified.date(), *_stamps(data)))
    return Edtf.day(day) if saved - day <= _LATEST_SAVING else None


def _stamps(data: bytes) -> set[date]:
    """The days on which the parts of the archive were packed, as far as it tells them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        times = {part.date_time for part in archive.infolist()} - {_UNSTAMPED}
    days = set()
    for time in times:
        with contextlib.suppress(ValueError):
            days.add(date(*time[:3]))
    return days


def _text(body: BaseOxmlElement) -> str:
    """The paragraphs below ``body``, in cells too; a text box comes before the paragraph it hangs on."""
    done: list[str] = []
    open_paragraphs: list[list[str]] = []
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start" and tag in _WITHDRAWN:
            walk.skip_subtree()
        elif tag == f"{_W}p":
            if event == "start":
                open_paragraphs.append([])
            else:
                done.append("".join(open_paragraphs.pop()).strip())
        elif event == "start" and open_paragraphs:
            open_paragraphs[-1].append(element.text or "" if tag == f"{_W}t" else _SIGNS.get(tag, ""))
    return "\n\n".join(paragraph for paragraph in done if paragraph)
