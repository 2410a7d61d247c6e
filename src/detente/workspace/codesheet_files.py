"""Coding sheets as files: hand codes as CSV or lines of JSON, read row by row, and statements written as such a CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import Any

from detente.errors import RefusedReviewError
from detente.ledger import FIELDS, shown
from detente.model import DocumentId, Entry
from detente.model.wire import statement_to_wire

_TEXTS = tuple(name for each in FIELDS.values() for name in each.names)
_COLUMNS = ("id", "decision", "reason", "document", "quote", "start", *_TEXTS, "reviews")
_ABOUT = frozenset({"id", "decision", "reason", "document", "doc", "reviews"})
_PLACE = ("quote", "start", "end")
_LEFT_TO_THE_LEDGER = frozenset(
    {
        "coded", "coder", "confidence", "cue", "grade", "graded_by", "is_withdrawn", "origin", "parents", "published",
        "publisher", "recorded_at", "restates", "status", "why",
    }
)  # fmt: skip
"""What an export tells beside the codes; it is passed over."""
_NOTHING = "null"
_NUL = "it holds a NUL character; leave that out"
_DELIMITERS = ",;\t"
_LONGEST_CELL = 1 << 24


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row of a coding sheet: a statement, what it is to say, and what is decided on it.

    Attributes:
        line: Where it begins in its file, counted from 1.
        id: The statement's id or its beginning; empty for one that is told by its document and words.
        document: The document's name, its file's name, or the beginning of its id; empty where it is not told.
        decision: accept, correct or reject; empty where the codes tell.
        reason: Why; empty for none.
        n_reviews: How many reviews of it there were when the sheet was written; None where that is not told.
        codes: Field to value, as in the JSON form of a statement; what is left out is not told.
        fault: Why the row cannot be read; empty where it can.
    """

    line: int
    id: str = ""
    document: str = ""
    decision: str = ""
    reason: str = ""
    n_reviews: int | None = None
    codes: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    fault: str = ""


def sheet_rows(lines: Iterable[str], name: str) -> Iterator[SheetRow]:
    """The rows of a coding sheet: JSON where it begins with a brace, else CSV.

    Args:
        lines: The file's, in their order.
        name: The file as the user knows it.

    Raises:
        RefusedReviewError: The whole cannot be read as a sheet; the message tells why.
    """
    left, n_before, first = iter(lines), 0, ""
    for first in left:
        if first.strip("\ufeff \t\r\n"):
            break
        n_before += 1
    first = first.removeprefix("\ufeff")
    if first.lstrip().startswith("["):
        raise RefusedReviewError(f"{name} is one JSON list; write it with --format jsonl, an object a line")
    rows = _json_rows if first.lstrip().startswith("{") else _csv_rows
    return rows(chain([first], left), n_before, name)


def sheet_of(entries: Iterable[Entry], names: Mapping[DocumentId, str]) -> Iterator[str]:
    """The lines of a coding sheet as CSV, without line ends: a header, and the statements as they stand.

    Args:
        entries: The statements.
        names: Of each document by its id.
    """
    yield _csv_line(_COLUMNS)
    for entry in entries:
        statement = statement_to_wire(entry.statement)
        told = shown(statement) | {
            "id": entry.id,
            "document": names[entry.statement.doc],
            "quote": statement["quote"],
            "start": str(statement["start"]),
            "reviews": str(len(entry.reviews)),
        }
        yield _csv_line(told.get(column, "") for column in _COLUMNS)


def _csv_line(cells: Iterable[str]) -> str:
    written = io.StringIO()
    csv.writer(written, lineterminator="").writerow(cells)
    return written.getvalue()


def _readable(line: int, row: Callable[[int], SheetRow]) -> SheetRow:
    """The row on a line, or one that only tells why that cannot be read."""
    try:
        return row(line)
    except RefusedReviewError as error:
        return SheetRow(line=line, fault=str(error))


def _json_rows(lines: Iterator[str], n_before: int, _: str) -> Iterator[SheetRow]:
    for number, line in enumerate(lines, start=n_before + 1):
        if line.strip():
            yield _readable(number, partial(_json_row, line))


def _json_row(text: str, line: int) -> SheetRow:
    if "\0" in text or "\\u0000" in text:
        raise RefusedReviewError(_NUL)
    try:
        told = json.loads(text)
    except ValueError as error:
        raise RefusedReviewError(f"it is no JSON: {error}") from error
    if not isinstance(told, Mapping):
        raise RefusedReviewError("it is no JSON object; write one a line")
    known = {*FIELDS, *_PLACE}
    if unknown := sorted(map(str, told.keys() - known - _ABOUT - _LEFT_TO_THE_LEDGER)):
        raise RefusedReviewError(f"{unknown[0]!r} is no field of a coding sheet; choose from {_offered(known)}")
    codes = {name: value for name, value in told.items() if name in known}
    return _row(line, {name: told.get(name) for name in _ABOUT}, codes)


def _csv_rows(lines: Iterator[str], n_before: int, name: str) -> Iterator[SheetRow]:
    csv.field_size_limit(_LONGEST_CELL)
    first = next(lines)
    rows = csv.reader(chain([first], lines), delimiter=max(_DELIMITERS, key=first.count), strict=True)
    try:
        header = [cell.strip().casefold() for cell in next(rows, [])]
        _require_header(header, name)
        begins = n_before + rows.line_num + 1
        for cells in rows:
            if any(map(str.strip, cells)):
                yield _readable(begins, partial(_csv_row, header, cells))
            begins = n_before + rows.line_num + 1
    except csv.Error as error:
        place = f"{name}, line {n_before + rows.line_num}"
        raise RefusedReviewError(f"{place}: {error}; write it as CSV with quotes around texts") from error


def _require_header(header: list[str], name: str) -> None:
    known = {*_TEXTS, *_PLACE}
    for column in header:
        if header.count(column) > 1:
            raise RefusedReviewError(f"{name} has two columns {column!r}; keep one")
        if column not in known | _ABOUT | _LEFT_TO_THE_LEDGER:
            raise RefusedReviewError(f"{name} has a column {column!r}; leave it out, or choose from {_offered(known)}")
    if "id" not in header and not {"document", "quote"} <= set(header):
        raise RefusedReviewError(
            f"{name} is no coding sheet: its first line names neither the column id nor document and quote"
        )


def _offered(fields: Iterable[str]) -> str:
    return ", ".join(sorted({*fields, *_ABOUT} - {"doc"}))


def _csv_row(header: Sequence[str], cells: Sequence[str], line: int) -> SheetRow:
    if len(cells) > len(header):
        raise RefusedReviewError(f"it has {len(cells)} cells, the first line has {len(header)}")
    if any("\0" in cell for cell in cells):
        raise RefusedReviewError(_NUL)
    told = {column: " ".join(cell.split()) for column, cell in zip(header, cells, strict=False)}
    codes: dict[str, object] = {name: told[name] for name in _PLACE if told.get(name)}
    for name, each in FIELDS.items():
        texts = [told.get(part, "") for part in each.names]
        if texts[0] == _NOTHING:
            codes[name] = [] if name == "reported_by" else None
        elif texts[0]:
            codes[name] = each.read(texts)
        elif any(texts):
            raise RefusedReviewError(f"{each.names[1]} is told without {each.names[0]}; give both, or neither")
    return _row(line, {name: told.get(name) for name in _ABOUT}, codes)


def _row(line: int, about: Mapping[str, Any], codes: Mapping[str, object]) -> SheetRow:
    words = {name: str(about[name] or "").strip() for name in _ABOUT - {"reviews"}}
    return SheetRow(
        line=line,
        id=words["id"],
        document=words["doc"] or words["document"],
        decision=words["decision"].casefold(),
        reason=words["reason"],
        n_reviews=_number_of(about["reviews"]),
        codes=codes,
    )


def _number_of(reviews: object) -> int | None:
    if isinstance(reviews, list):
        return len(reviews)
    if reviews is None or reviews == "":
        return None
    if isinstance(reviews, bool) or not str(reviews).isdecimal():
        raise RefusedReviewError(
            f"reviews cannot be {reviews!r}; it is the number of reviews that there were, or empty"
        )
    return int(str(reviews))
