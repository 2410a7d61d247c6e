"""What the commands print: tables as wide as the terminal, JSON for machines, plain lines for people."""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from detente.cli.options import STANDARD_STREAM, Form, ListForm
from detente.errors import DetenteError

if TYPE_CHECKING:
    from rich.console import RenderableType

Record = TypeVar("Record")

_WIDTH_WITHOUT_TERMINAL = 100
_NARROWEST = 20
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160)), "�")
_DIRECTIONS = dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")
_PLAIN_FORMS = str.maketrans(
    {"…": "~", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "×": "x", "·": ".", "─": "-"}
)


def clean(text: str) -> str:
    """The text on one line, without characters that would command a terminal or turn its direction."""
    return " ".join(text.translate(_DIRECTIONS).split()).translate(_CONTROLS)


def width() -> int:
    """Columns to print in: the terminal's, or COLUMNS, or 100 where there is neither."""
    return max(shutil.get_terminal_size((_WIDTH_WITHOUT_TERMINAL, 24)).columns, _NARROWEST)


def show(*parts: RenderableType) -> None:
    """Prints tables and texts for people, in colour if standard output is a terminal."""
    from rich.console import Console  # JSON and plain lines do without it

    drawn = io.StringIO()
    is_terminal = sys.stdout.isatty() or None
    console = Console(file=drawn, force_terminal=is_terminal, width=width(), highlight=False, markup=False, emoji=False)
    for part in parts:
        console.print(part)
    lines = (line.rstrip() for line in drawn.getvalue().splitlines())
    _write(_printable("".join(f"{line}\n" for line in lines)))


def print_record(
    form: Form,
    record: Record,
    wire: Callable[[Record], object],
    page: Callable[[Record], Iterable[RenderableType]],
) -> None:
    """Prints a record in the form asked for: ``wire`` turns it into JSON, ``page`` into tables."""
    if form is Form.JSON:
        write_json(wire(record))
    else:
        show(*page(record))


def print_list(
    form: ListForm,
    rows: Iterable[Record],
    wire: Callable[[Record], object],
    page: Callable[[Sequence[Record]], Iterable[RenderableType]],
) -> None:
    """Prints a list in the form asked for; as JSON lines each row as soon as it is there."""
    match form:
        case ListForm.JSONL:
            for row in rows:
                _write_utf8(json.dumps(wire(row), ensure_ascii=False) + "\n")
        case ListForm.JSON:
            write_json([wire(row) for row in rows])
        case ListForm.TABLE:
            show(*page(list(rows)))


def write_json(record: object) -> None:
    """Prints one JSON value, indented, in UTF-8 whatever the locale."""
    _write_utf8(json.dumps(record, ensure_ascii=False, indent=2) + "\n")


def write_text(text: str, file: Path) -> None:
    """Writes a text as it is to a file, or prints it for ``-``, in UTF-8 whatever the locale.

    A file that is there already is replaced at once by the whole text, or stays as it was.

    Raises:
        DetenteError: The file cannot be written; the message says why.
    """
    if file == STANDARD_STREAM:
        _write_utf8(text if text.endswith("\n") else text + "\n")
    else:
        _replace(file, [text.encode("utf-8")])


def write_bytes(written: bytes, file: Path) -> None:
    """Writes bytes to a file, or to standard output for ``-``, as :func:`write_text` does.

    Raises:
        DetenteError: The file cannot be written; the message says why.
    """
    if file == STANDARD_STREAM:
        sys.stdout.flush()
        sys.stdout.buffer.write(written)
    else:
        _replace(file, [written])


def write_lines(lines: Iterable[str], file: Path) -> int:
    """Writes lines as they come, as :func:`write_text` does, and gives their number.

    Raises:
        DetenteError: The file cannot be written; the message says why.
    """
    n_lines = 0

    def counted() -> Iterator[str]:
        nonlocal n_lines
        for n_lines, line in enumerate(lines, start=1):  # noqa: B007 - the last number is the result
            yield f"{line}\n"

    if file == STANDARD_STREAM:
        for line in counted():
            _write_utf8(line)
    else:
        _replace(file, (line.encode("utf-8") for line in counted()))
    return n_lines


def _replace(file: Path, parts: Iterable[bytes]) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _write_beside(Path(os.path.realpath(file)), parts)
    except OSError as error:
        raise DetenteError(f"{file} cannot be written: {error.strerror}; choose another with --output") from error


def _write_beside(file: Path, parts: Iterable[bytes]) -> None:
    """Writes beside the file and moves the result to its place; a pipe or device is written as it is."""
    if file.exists() and not file.is_file():
        with file.open("wb") as written:
            written.writelines(parts)
        return
    beside = file.with_name(f".{os.getpid()}.part")
    try:
        with beside.open("xb") as written:
            written.writelines(parts)
            written.flush()
            os.fsync(written.fileno())
        if file.exists():
            shutil.copymode(file, beside)
        beside.replace(file)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def tell(*lines: str) -> None:
    """Prints lines for a person on standard error."""
    for line in lines:
        print(clean(line), file=sys.stderr, flush=True)  # noqa: T201 -- this is the place that prints


def close_quietly() -> None:
    """Lets the rest of standard output go nowhere, after its reader has gone."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- open until the end


def _printable(text: str) -> str:
    """The text with plain forms of the characters that the encoding of standard output lacks."""
    encoding = sys.stdout.encoding or "ascii"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN_FORMS).encode(encoding, "replace").decode(encoding)
    return text


def _write_utf8(text: str) -> None:
    if sys.stdout.encoding.lower().replace("-", "") != "utf8" and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")
    _write(text)


def _write(text: str) -> None:
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        close_quietly()
        raise DetenteError(
            f"standard output cannot be written: {error.strerror}; make room or choose another"
        ) from error
