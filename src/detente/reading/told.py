"""What a document tells: its text and its origin, as a reader of one kind found them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from detente.model import Edtf

_UNWANTED = re.compile(r"[\xad\u200b\u2060\ufeff\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LIGATURE = re.compile(r"[\ufb00-\ufb06]")
_DATE = re.compile(r"([0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?)(?:[T ].*)?")
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Text and origin as the document itself tells them.

    Attributes:
        text: The document's text.
        body_start: Where the prose begins in ``text``, in characters.
        title, publisher, url, published: None where the document tells nothing.
        created: The day the file was made, where its format keeps it; a weaker witness of publication.
    """

    text: str
    body_start: int = 0
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: Edtf | None = None
    created: Edtf | None = None


def clean(text: str) -> str:
    """Extracted text that can be stored and searched: composed letters, no control characters."""
    text = _LIGATURE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text)).strip()


def one_line(value: object) -> str | None:
    """A piece of origin as one printable line of at most 500 characters; None if nothing is left."""
    if not isinstance(value, str):
        return None
    words = "".join(char if char.isprintable() else " " for char in value).split()
    return " ".join(words)[:_LONGEST_LINE].rstrip() or None


def web_address(value: object) -> str | None:
    """The value if it is an address of the web; None for anything else, such as a script."""
    address = one_line(value)
    if address is None or " " in address or not address.lower().startswith(("https://", "http://")):
        return None
    return address


def told_date(value: object) -> Edtf | None:
    """The date that a value like ``2026-03-06T10:00:00Z``, ``2026-03-06`` or ``2026-03`` tells, else None."""
    match = _DATE.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return Edtf(match[1])
    except ValueError:
        return None


def told_of(text: str, values: Mapping[str, object], published: Edtf | None, body_start: int = 0) -> Told:
    """A text with the origin that these keys tell: title, publisher, url and source.

    A source that is no address of the web is the publisher, where no other is told.
    """
    source = web_address(values.get("source"))
    return Told(
        text=text,
        body_start=body_start,
        title=one_line(values.get("title")),
        publisher=one_line(values.get("publisher")) or (None if source else one_line(values.get("source"))),
        url=web_address(values.get("url")) or source,
        published=published,
    )
