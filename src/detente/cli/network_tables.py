"""Networks in a terminal: the strongest ties with their bars and statements; of a series, a line a window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.networks import Aggregation, Mode, Network, SourcedNetwork, Tie
from detente.briefing.phrases import count_words
from detente.briefing.wording import listed
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, QUIET, folding_table, lines, words

_MOST_TIES = 20
_PAIR = 30
_TIE = 14
_NARROWEST = 30
_BAR = 10
_THROUGH = 4
_IDS = 2


def network_page(found: SourcedNetwork, title: str) -> Iterator[RenderableType]:
    """What was counted, the strongest ties, and who has none."""
    yield words(title, HEAD)
    yield words(_told(found))
    if found.ties:
        yield Text()
        yield _ties(found)
    n_more = len(found.ties) - _MOST_TIES
    if n_more > 0:
        yield words(f"... and {count_words(n_more, 'more tie')}; --format json lists all.", QUIET)
    alone = _alone(found)
    if alone:
        yield Text()
        yield words(f"Without a tie: {listed(alone)}.", QUIET)


def series_page(networks: Sequence[Network], title: str) -> Iterator[RenderableType]:
    """A line for each window: its days, statements, ties of either sign, and the strongest tie."""
    yield words(title, HEAD)
    yield words(f"{count_words(len(networks), 'window')}.")
    headings = {"Window": 24, "Statements": 10, "Ties +/-": 10, "Strongest": width() - 44 - 3 * GAP}
    yield Text()
    yield folding_table(headings, "Windows", map(_window, networks), narrowest=_NARROWEST, has_rules=False)


def _told(found: SourcedNetwork) -> str:
    made, asked = found.network, found.question
    n_positive = sum(tie.value > 0 for tie in found.ties)
    n_negative = sum(tie.value < 0 for tie in found.ties)
    days = "" if made.start is None or made.stop is None else f", {made.start.date()} to {made.stop.date()}"
    how = f"{asked.aggregation}, {_normal(found)}"
    through = "through" if asked.mode is Mode.ONE_MODE else "to"
    parts = f"{n_positive} positive, {n_negative} negative, {len(found.ties) - n_positive - n_negative} balanced"
    counted = f"{count_words(len(found.ties), 'tie')} of {count_words(made.n_statements, 'statement')}{days}"
    return (
        f"{asked.rows} {through} {asked.columns} ({how}): {counted}; {parts}. "
        f"{count_words(found.n_left_out, 'statement')} {'takes' if found.n_left_out == 1 else 'take'} no part."
    )


def _normal(found: SourcedNetwork) -> str:
    normal = found.question.normalization
    return "counts" if normal == "no" else f"{normal} normalization"


def _ties(found: SourcedNetwork) -> Table:
    strongest = max(abs(tie.value) for tie in found.ties)
    rest = width() - _PAIR - _TIE - 2 * GAP
    headings = {"Between": _PAIR, "Tie": _TIE, "Through": rest}
    rows = [(_pair(tie, found), _strength(tie, strongest), _evidence(tie, found)) for tie in found.ties[:_MOST_TIES]]
    return folding_table(headings, "Ties", rows, narrowest=_NARROWEST, has_rules=False)


def _pair(tie: Tie, found: SourcedNetwork) -> Text:
    joint = " and " if found.question.mode is Mode.ONE_MODE else " on "
    return words(f"{tie.source}{joint}{tie.target}", HEAD)


def _strength(tie: Tie, strongest: float) -> Text:
    """The number with its sign, and below it a bar as long as it is strong."""
    length = round(_BAR * abs(tie.value) / strongest) if strongest else 0
    style = LOUD if tie.value < 0 else "green" if tie.value > 0 else QUIET
    bar = ("-" if tie.value < 0 else "+") * max(length, 1) if tie.value else "balanced"
    return lines(words(f"{tie.value:+z.2f}"), words(bar, style))


def _evidence(tie: Tie, found: SourcedNetwork) -> Text:
    through = tie.through[:_THROUGH]
    n_more = len(tie.through) - len(through)
    named = listed(through) if not n_more else f"{', '.join(through)} and {n_more} more"
    n_said = len(tie.statements)
    count = count_words(n_said, "statement")
    ids = ", ".join(tie.statements[:_IDS])
    agree, clash = ("agree", "clash") if found.question.mode is Mode.ONE_MODE else ("for", "against")
    signs = f"{agree} {tie.positive:.2f}, {clash} {tie.negative:.2f}" if _has_signs(found) else ""
    return lines(
        words(named if found.question.mode is Mode.ONE_MODE else ""),
        words(signs, QUIET),
        words(f"{count}: {ids}{' ...' if n_said > _IDS else ''}", QUIET),
    )


def _has_signs(found: SourcedNetwork) -> bool:
    return found.question.aggregation is Aggregation.SUBTRACT


def _alone(found: SourcedNetwork) -> tuple[str, ...]:
    tied = {name for tie in found.ties for name in (tie.source, tie.target)}
    names = found.network.rows if found.question.mode is Mode.ONE_MODE else found.network.rows + found.network.columns
    return tuple(name for name in names if name not in tied)


def _window(each: Network) -> tuple[Text, Text, Text, Text]:
    days = " to ".join("" if end is None else end.date().isoformat() for end in (each.start, each.stop))
    values = np.triu(each.values, 1) if each.mode is Mode.ONE_MODE else each.values
    signs = f"{int((values > 0).sum())} / {int((values < 0).sum())}"
    return words(days), words(str(each.n_statements)), words(signs), words(_strongest(each, values))


def _strongest(each: Network, values: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> str:
    if not values.size or not np.any(values):
        return "no tie"
    row, column = np.unravel_index(int(np.argmax(np.abs(values))), values.shape)
    return f"{each.rows[int(row)]}, {each.columns[int(column)]} {values[row, column]:+.2f}"
