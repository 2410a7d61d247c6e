"""Plain text and Markdown: the file's own text, character for character."""

from __future__ import annotations

from dataclasses import replace

from detente.errors import ReadingError
from detente.reading.characters import decoded
from detente.reading.front_matter import first_heading, told_by_header
from detente.reading.mail import told_by_mail
from detente.reading.told import Told


def read_text(data: bytes, name: str) -> Told:
    """The text as it stands, line ends included, with what its header tells: front matter, or that of an e-mail.

    Raises:
        ReadingError: It is binary, wrongly encoded, or has no words behind its header.
    """
    told = told_by_header(decoded(data, name))
    told = told if told.body_start else told_by_mail(told.text)
    if not told.text[told.body_start :].strip():
        where = " behind its header" if told.body_start else ""
        raise ReadingError(name, f"holds only white space{where}", "write its text and add it again")
    return told


def read_markdown(data: bytes, name: str) -> Told:
    """As ``read_text``; a text without a title takes its first heading for one."""
    told = read_text(data, name)
    return replace(told, title=told.title or first_heading(told.text, told.body_start))
