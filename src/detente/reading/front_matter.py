"""The header that a text may carry: a YAML block between two lines of dashes, and the first heading."""

from __future__ import annotations

import re

from detente.reading.told import Told, one_line, told_date, web_address

_BLOCK = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S.*)$", re.MULTILINE)
_LONGEST_HEADER = 20_000


def told_by_header(text: str) -> Told:
    r"""The text with the origin that its header tells; a broken header is part of the text.

    Known keys: title, published or date, publisher, url or source. Others are passed over.

    Example:
        >>> told = told_by_header("---\ntitle: Talks\npublished: 2031-03\n---\nBoth sides met.")
        >>> told.title, str(told.published), told.text[told.body_start:]
        ('Talks', '2031-03', 'Both sides met.')
    """
    block = _BLOCK.match(text, 0, _LONGEST_HEADER)
    values = _values(block["yaml"]) if block else None
    if block is None or values is None:
        return Told(text=text)
    return Told(
        text=text,
        body_start=block.end(),
        title=one_line(values.get("title")),
        publisher=one_line(values.get("publisher")),
        url=web_address(values.get("url")) or web_address(values.get("source")),
        published=told_date(values.get("published")) or told_date(values.get("date")),
    )


def first_heading(text: str, start: int) -> str | None:
    """The words of the first Markdown heading behind ``start``; None if there is none."""
    match = _HEADING.search(text, start)
    return one_line(match[1].rstrip("# \t\r")) if match else None


def _values(block: str) -> dict[str, object] | None:
    """The block's keys in lower case with their values as written; None if it is no mapping."""
    import yaml  # noqa: PLC0415 - only texts with a header pay for it

    try:
        # The base loader keeps every value as it is written: 2031-03 stays a month, "no" a word.
        values = yaml.BaseLoader(block).get_single_data()
    except (yaml.YAMLError, RecursionError):
        return None
    return {str(key).lower(): value for key, value in values.items()} if isinstance(values, dict) else None
