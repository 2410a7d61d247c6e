"""Pasting: a text from somebody's clipboard made into the bytes of a document, with what is known of its origin."""

from __future__ import annotations

from dataclasses import dataclass

import yaml

from detente.model import Edtf
from detente.web.failures import BadQueryError

_LONGEST_NAME = 80
_TEXT_ENDINGS = (".txt", ".md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """A text that was pasted.

    Attributes:
        text: As it was pasted.
        name: What to call it; by default its first words.
        publisher: Who published it; empty where nobody knows.
        published: The day or month of publication, ``2031-03-10`` or ``2031-03``; empty where nobody knows.
    """

    text: str
    name: str = ""
    publisher: str = ""
    published: str = ""

    @property
    def file_name(self) -> str:
        """The name that it is stored under, with the ending of a text."""
        name = " ".join((self.name.strip() or self._first_words).split()).replace("/", "-").replace("\\", "-")
        return name if name.lower().endswith(_TEXT_ENDINGS) else f"{name}.txt"

    @property
    def content(self) -> bytes:
        """Its bytes: the text, below a header that tells its origin where any is known.

        Raises:
            BadQueryError: There is no text, the date is none, or the text has a header of its own.
        """
        if not self.text.strip():
            raise BadQueryError("text", self.text[:40], "a text with words in it")
        header = self._header
        if header and self.text.lstrip("\ufeff").startswith("---"):
            right = "a text without a header of its own; write publisher and date there, and leave the fields empty"
            raise BadQueryError("text", "---", right)
        return (header + self.text.replace("\r\n", "\n")).encode("utf-8", "replace")

    @property
    def _header(self) -> str:
        published = self.published.strip()
        if published and not _is_day_or_month(published):
            raise BadQueryError("published", published, "a day or a month, such as 2031-03-10 or 2031-03")
        told = {"title": self.name.strip(), "publisher": self.publisher.strip(), "published": published}
        if not (self.publisher.strip() or published):
            return ""
        known = {key: " ".join(value.split()) for key, value in told.items() if value}
        block = yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=10_000, default_style='"')
        return f"---\n{block}---\n\n"

    @property
    def _first_words(self) -> str:
        line = next((line for line in self.text.splitlines() if line.strip()), "Pasted text").strip("#*-> \t")
        return line[:_LONGEST_NAME].strip() or "Pasted text"


def _is_day_or_month(text: str) -> bool:
    try:
        return "/" not in text and Edtf(text) is not None and len(text) in {7, 10}
    except ValueError:
        return False
