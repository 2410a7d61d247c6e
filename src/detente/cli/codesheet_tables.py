"""A coding sheet in a terminal: what became of each of its rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, QUIET, hairline_table, words
from detente.workspace import RowKind, RowOutcome

_STYLE_OF = {RowKind.HELD: QUIET, RowKind.REFUSED: LOUD}
_LINE, _STATEMENT, _KIND = 6, 13, 12


def codesheet_page(outcomes: Sequence[RowOutcome], *, is_rehearsal: bool) -> Iterator[RenderableType]:
    """Each row that says something new or was refused, and how many there are of each kind."""
    listed = [each for each in outcomes if each.kind is not RowKind.HELD]
    if listed:
        table = hairline_table(has_rules=False)
        rest = width() - _LINE - _STATEMENT - _KIND - 3 * GAP
        for heading, columns in (("Line", _LINE), ("Statement", _STATEMENT), ("Outcome", _KIND), ("", rest)):
            table.add_column(heading, width=columns, overflow="fold")
        for each in listed:
            kind = words(each.kind, _STYLE_OF.get(each.kind, "green"))
            told = words(each.reason) if each.reason else words(_changes(each.changes), QUIET)
            table.add_row(str(each.line), words(each.statement or "", HEAD), kind, told)
        yield table
        yield Text()
    counted = Counter(each.kind for each in outcomes)
    sums = ", ".join(f"{counted[kind]} {kind}" for kind in RowKind if counted[kind]) or "no rows"
    yield words(f"{sums}. Nothing was recorded: this was a rehearsal." if is_rehearsal else f"{sums}.")


def _changes(changes: Mapping[str, object]) -> str:
    """The fields with their new values, as ``--set`` takes them."""
    shown = {name: value for name, value in changes.items() if name not in {"start", "end"}}
    return ", ".join(f"{name}={_written(value)}" for name, value in shown.items())


def _written(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
