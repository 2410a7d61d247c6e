"""How things look in a terminal: one colour an act, hairlines between rows, marks that fit the encoding."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence

from rich.box import Box
from rich.style import Style
from rich.table import Table
from rich.text import Text

from detente.briefing.marks import Marks, marks_for
from detente.cli.output import clean, width
from detente.model import Act, Edtf

QUIET = "dim"
LOUD = "bold red"
HEAD = "bold"
NOTED = "italic"
STYLE_OF = {
    Act.DEMAND: "bold",
    Act.PROPOSE: "cyan",
    Act.ACCEPT: "green",
    Act.REJECT: "red",
    Act.CONDITION: "yellow",
    Act.DENY: "magenta",
    Act.THREATEN: "bold red",
    Act.ASSESS: "dim",
}
"""Colour repeats what the words say; nothing is told by colour alone."""

GAP = 2
"""Columns of space between two columns of a table."""

# Besides its lines, a box puts one space between two columns.
_HAIRLINES = Box("    \n    \n ── \n    \n ── \n    \n    \n    \n")
_NO_BREAK = "\N{NO-BREAK SPACE}"


def marks() -> Marks:
    """The marks that standard output can print."""
    return marks_for(sys.stdout.encoding)


def words(text: str, style: str | Style = "") -> Text:
    """A text for one cell, harmless to the terminal."""
    return Text(clean(text), style)


def lines(*parts: Text) -> Text:
    """The texts one below the other, empty ones left out."""
    return Text("\n").join(part for part in parts if part.plain)


def row_of(items: Iterable[str], style: str = "") -> Text:
    """Items beside each other, wrapped between items and never inside one."""
    joined = "   ".join(clean(item).replace(" ", _NO_BREAK) for item in items)
    return Text(textwrap.fill(joined, width(), break_on_hyphens=False).replace(_NO_BREAK, " "), style)


def hairline_table(*, has_rules: bool = True) -> Table:
    """An empty table with a rule below its head and, if asked for, hairlines between its rows."""
    return Table(
        box=_HAIRLINES,
        show_edge=False,
        show_lines=has_rules,
        pad_edge=False,
        padding=(0, GAP - 1, 0, 0),
        header_style=HEAD,
        border_style=QUIET,
    )


def folding_table(
    headings: Mapping[str, int],
    narrow: str,
    rows: Iterable[Sequence[Text]],
    *,
    narrowest: int,
    has_rules: bool = True,
) -> Table:
    """A table with these columns; where the terminal is too narrow for the last of them, all stands in one.

    Args:
        headings: Each column's heading and its width in characters.
        narrow: The heading of the one column.
        rows: A cell for each column; in one column they stand one below the other.
        narrowest: The least width of the last column.
        has_rules: Whether hairlines part the rows.
    """
    table = hairline_table(has_rules=has_rules)
    is_wide = [*headings.values()][-1] >= narrowest
    for heading, columns in headings.items() if is_wide else [(narrow, width())]:
        table.add_column(heading, width=columns, overflow="fold")
    for cells in rows:
        table.add_row(*(cells if is_wide else [lines(*cells)]))
    return table


def short_date(dated: Edtf | None) -> str:
    """A date in its standard form; the end of an interval without what it shares with the beginning.

    Example:
        >>> short_date(Edtf("2026-01-28/2026-02-03")), short_date(Edtf("2026-03")), short_date(None)
        ('2026-01-28/02-03', '2026-03', 'undated')
    """
    if dated is None:
        return "undated"
    first, slash, last = dated.text.partition("/")
    shared, rest = first.split("-"), last.split("-")
    while len(rest) > 1 and len(shared) == len(rest) and shared[0] == rest[0]:
        shared, rest = shared[1:], rest[1:]
    return f"{first}{slash}{'-'.join(rest)}"
