"""The matrix in a terminal: issues down, parties across, in as many tables as the width asks for."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from pathlib import Path

from rich.cells import cell_len
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis import Matrix, Position
from detente.briefing.marks import FIRMNESS_WORDS, HEARSAY_WORDS, MISCODED_WORDS, OUTRANKED_WORDS, UNSURE_WORDS
from detente.briefing.phrases import count_words
from detente.briefing.quotes import within_quotes
from detente.briefing.wording import excerpt, object_words
from detente.cli.calling import command, continued
from detente.cli.output import clean, width
from detente.cli.styles import (
    GAP,
    HEAD,
    LOUD,
    QUIET,
    STYLE_OF,
    hairline_table,
    lines,
    marks,
    row_of,
    short_date,
    words,
)
from detente.ledger import View
from detente.model import Act, Firmness, Issue, Party, StatementId

_CELL = 17  # "◐ accepts if ▮▮▯", with one column to spare
_WIDEST_CELL = 30
_NARROWEST_NAME, _WIDEST_NAME = 10, 26
_CONDITION = 60
_ROOMY = 24
_QUOTE_LINES = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide the columns are, and which parties stand together in one table."""

    name: int
    cell: int
    groups: tuple[tuple[Party, ...], ...]

    @classmethod
    def of(cls, matrix: Matrix, columns: int) -> Layout:
        """The layout with the fewest tables, of about equal size, that fits the columns."""
        parties = matrix.active_parties
        longest = max((len(issue.name) for issue in matrix.issues), default=0)
        longest_word = max((len(word) for issue in matrix.issues for word in issue.name.split()), default=0)
        whole_words = min(longest_word, _WIDEST_NAME, columns // 3)
        name = max(_NARROWEST_NAME, whole_words, min(longest, _WIDEST_NAME, columns // 5))
        across = max(1, (columns - name) // (_CELL + GAP))
        n_tables = max(1, -(-len(parties) // across))
        size = max(1, -(-len(parties) // n_tables))
        groups = tuple(tuple(parties[at : at + size]) for at in range(0, len(parties), size))
        return cls(name, min(_WIDEST_CELL, (columns - name) // size - GAP), groups)


def matrix_page(matrix: Matrix, view: View, workspace: Path | None) -> Iterator[RenderableType]:
    """The matrix with its title, its legend and what it leaves out, part by part.

    Args:
        matrix: Of the view's entries.
        view: Has the quotes for the cells that would else say too little.
        workspace: As it was given on the command line, for the commands that are named.
    """
    quotes = {entry.id: entry.statement.quote.text for entry in view.entries}
    yield words(matrix.title, HEAD)
    yield words(_told(matrix), QUIET)
    layout = Layout.of(matrix, width())
    for group in layout.groups:
        yield Text()
        yield _table(matrix, quotes, group, layout)
    if not layout.groups and (matrix.as_of or matrix.known_at):
        yield words("No statement takes a position by then. Choose a later day.")
    elif not layout.groups:
        yield words("No statement takes a position yet. Next:")
        yield _copied(command("add", workspace=workspace) + " PATH...")
    if not layout.groups:
        return
    yield Text()
    yield from _notes(matrix, len(layout.groups))
    yield words("What a cell rests on:", QUIET)
    yield _copied(_evidence(matrix, workspace))


def _told(matrix: Matrix) -> str:
    n_statements = sum(position.n_statements for position in matrix.positions.values())
    told = [f"{count_words(len(matrix.positions), 'position')} from {count_words(n_statements, 'statement')}"]
    told += [f"as of {matrix.as_of}"] if matrix.as_of else []
    told += [f"as known at {matrix.known_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"] if matrix.known_at else []
    return ", ".join(told)


def _table(matrix: Matrix, quotes: Mapping[StatementId, str], parties: Sequence[Party], layout: Layout) -> Table:
    table = hairline_table()
    table.add_column("", width=layout.name, overflow="fold")
    for party in parties:
        table.add_column(words(party.name), width=layout.cell, overflow="fold")
    for issue in matrix.issues:
        positions = [matrix.cell(party.id, issue.id) for party in parties]
        if any(positions):
            cells = [_cell(position, issue, quotes, layout) if position else Text() for position in positions]
            table.add_row(words(issue.name, HEAD), *cells)
    return table


def _cell(position: Position, issue: Issue, quotes: Mapping[StatementId, str], layout: Layout) -> Text:
    """Stance and firmness; what it is about; how many statements, what puts it in doubt, since when."""
    shown, style = marks(), STYLE_OF[position.stance]
    stance = words(f"{shown.stance(position.stance)} {shown.bar(position.firmness)}", style)
    count = words(f"×{position.n_statements}", QUIET)
    signs = {
        shown.contested: position.is_contested,
        shown.outranked_by(position.outranked_by): bool(position.outranked),
        shown.hearsay: position.is_hearsay,
        shown.unsure: position.is_unsure,
    }
    beside = Text("".join(f" {sign}" for sign, is_so in signs.items() if is_so), LOUD)
    since = "since " if layout.cell >= _ROOMY and position.since else ""
    about = _object(position, issue)
    is_bare = not position.condition and (not about or position.stance is Act.CONDITION)
    return lines(
        stance,
        words(about),
        words(_condition(position)),
        _quoted(quotes[position.ruling], layout.cell) if is_bare else Text(),
        Text.assemble(count, beside, (f" {since}{short_date(position.since)}", QUIET)),
    )


def _object(position: Position, issue: Issue) -> str:
    option = next((each.name for each in issue.options if each.id == position.option), position.option)
    return object_words(option, position.value)


def _quoted(quote: str, columns: int) -> Text:
    """The beginning of the quote that a cell rests on, in at most two lines."""
    told = f"“{clean(within_quotes(quote))}”"
    letters = columns if cell_len(told) <= len(told) else columns // 2
    cut = textwrap.wrap(told, max(letters, 4), max_lines=_QUOTE_LINES, placeholder=" …”", break_on_hyphens=False)
    return Text("\n".join(cut), QUIET)


def _condition(position: Position) -> str:
    if position.condition is None:
        return ""
    told = excerpt(position.condition.text, _CONDITION)
    return f"“{told}”" if position.stance is Act.CONDITION else f"depends on “{told}”"


def _notes(matrix: Matrix, n_tables: int) -> Iterator[Text]:
    shown = marks()
    bars = [f"{shown.bar(firmness)} {FIRMNESS_WORDS[firmness]}" for firmness in Firmness]
    signs = [
        f"{shown.contested} contested by another statement",
        f"{shown.outranked} {OUTRANKED_WORDS}",
        f"{shown.miscoded} {MISCODED_WORDS}",
        f"{shown.hearsay} {HEARSAY_WORDS}",
        f"{shown.unsure} {UNSURE_WORDS}",
    ]
    yield row_of([*bars, "×3 three statements", *signs, "date: since when"], QUIET)
    spoken_on = {issue for _, issue in matrix.positions}
    parties = [party.name for party in matrix.parties if party not in matrix.active_parties]
    issues = [issue.name for issue in matrix.issues if issue.id not in spoken_on]
    if n_tables > 1:
        yield words("Each table leaves out the issues that its parties are not told to have spoken on.", QUIET)
    if parties:
        yield words(f"No statement by: {', '.join(parties)}.", QUIET)
    if issues:
        yield words(f"No statement on: {', '.join(issues)}.", QUIET)


def _evidence(matrix: Matrix, workspace: Path | None) -> str:
    """The command that lists the statements of the cell with the most of them, at the same two times."""
    party, issue = max(matrix.positions, key=lambda cell: matrix.positions[cell].n_statements)
    times = ["--as-of", str(matrix.as_of)] if matrix.as_of else []
    times += ["--known-at", matrix.known_at.isoformat()] if matrix.known_at else []
    return command("statements", "--party", party, "--issue", issue, *times, workspace=workspace)


def _copied(line: str) -> Text:
    return Text(continued(clean(line), width()), QUIET)
