"""The header that a text may carry: a YAML block between two lines of dashes, and the first heading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from detente.reading.told import Told, one_line, told_date, told_of

_BLOCK = re.compile(r"---[ \t]*\r?\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(\S.*)$", re.MULTILINE)
_LONGEST_HEADER = 20_000
_KEYS = ("title", "published", "date", "publisher", "url", "source")
_DATES = ("published", "date")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")
_LONGEST_SHOWN = 40
_MOST_SHOWN = 5


def told_by_header(text: str) -> Told:
    r"""The text with the origin that its header tells; a broken header is part of the text.

    Known keys: title, published or date, publisher, url or source. A source that is no address of the web is the
    publisher, where no other is told. Other keys are passed over.

    Example:
        >>> told = told_by_header("---\ntitle: Talks\npublished: 2031-03\n---\nBoth sides met.")
        >>> told.title, str(told.published), told.text[told.body_start:]
        ('Talks', '2031-03', 'Both sides met.')
    """
    block = _BLOCK.match(text, 0, _LONGEST_HEADER)
    values = _values(block["yaml"])[0] if block else None
    if block is None or values is None:
        return Told(text=text)
    return told_of(text, values, told_date(values.get("published")) or told_date(values.get("date")), block.end())


def first_heading(text: str, start: int) -> str | None:
    """The words of the first Markdown heading behind ``start``; None if there is none."""
    match = _HEADING.search(text, start)
    return one_line(match[1].rstrip("# \t\r")) if match else None


class HeaderFault(NamedTuple):
    """What a header says that cannot be used, in a clause with what to write instead, and whether it is the date."""

    words: str
    is_date: bool = False


def header_faults(text: str) -> tuple[HeaderFault, ...]:
    r"""What the header of a text says that cannot be used.

    Example:
        >>> [each.words for each in header_faults("---\npublished: 31/12/2032\n---\nBoth sides met.")]
        ["published '31/12/2032' is no date; write 2032-12-31"]
    """
    block = _BLOCK.match(text, 0, _LONGEST_HEADER)
    if block is None:
        return ()
    values, broken_line = _values(block["yaml"])
    if broken_line:
        return (HeaderFault(f"its front matter is broken on line {broken_line + 1} and was read as text"),)
    return tuple(_faults(values or {}))


def _faults(values: Mapping[str, object]) -> Iterator[HeaderFault]:
    for key in _DATES:
        value = values.get(key)
        if value and told_date(value) is None:
            written = one_line(value) or ""
            shown = f" {written[:_LONGEST_SHOWN]!r}" if written else ""
            yield HeaderFault(f"{key}{shown} is no date; write {_day_meant(written)}", is_date=True)
    unknown = [one_line(key) or "" for key in values if key not in _KEYS]
    if unknown:
        keys = [key[:_LONGEST_SHOWN] for key in unknown[:_MOST_SHOWN]]
        more = ", ..." if len(unknown) > _MOST_SHOWN else ""
        yield HeaderFault(f"front matter that is not read: {', '.join(keys)}{more}")


def _day_meant(written: str) -> str:
    """The date as we read it, where day and month cannot be taken for one another; else how one looks."""
    match = _DAY_FIRST.fullmatch(written)
    if match:
        one, other, year = int(match[1]), int(match[2]), match[3]
        for day, month in ((one, other), (other, one)):
            date = f"{year}-{month:02}-{day:02}"
            if (day > 12 or one == other) and told_date(date):
                return date
    return "year, month and day, such as 2031-03-10"


def _values(block: str) -> tuple[dict[str, object] | None, int]:
    """The block's keys in lower case with their values as written, None if it is no mapping; and the line it breaks on.

    The line is 0 for a block that is not broken.
    """
    import yaml  # noqa: PLC0415 - only texts with a header pay for it

    try:
        # The base loader keeps every value as it is written: 2031-03 stays a month, "no" a word.
        values = yaml.BaseLoader(block).get_single_data()
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        return None, mark.line + 1 if mark else 1
    return ({str(key).lower(): value for key, value in values.items()} if isinstance(values, dict) else None), 0
