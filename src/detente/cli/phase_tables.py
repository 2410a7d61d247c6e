"""Phases in a terminal: a line for each stretch of one phase, and every turn with the ties that changed most."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from detente.analysis.coalitions import LEAST_WINDOWS, Change, Phases, State, Turn
from detente.briefing.phrases import count_words
from detente.briefing.wording import day_words
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, QUIET, folding_table, lines, words

_NARROWEST = 24
_SURE_SHARE = 0.8


def phases_page(found: Phases, title: str) -> Iterator[RenderableType]:
    """How many phases, when each was, and what turned."""
    yield words(title, HEAD)
    many = count_words(found.n_phases, "phase")
    yield words(
        f"{many} in {count_words(len(found.states), 'window')}; {found.n_draws} draws, seed {found.seed}. {_why(found)}"
    )
    if found.states and not found.states[-1].is_whole:
        last = found.states[-1]
        days = f"{day_words(last.start.date())} to {day_words(last.stop.date())}"
        yield words(f"The last window, {days}, is shorter than the others.", QUIET)
    if not found.states:
        return
    yield Text()
    headings = {"Phase": 8, "Windows": 28, "Statements": width() - 36 - 2 * GAP}
    stretches = [tuple(each) for _, each in groupby(found.states, key=lambda state: state.phase)]
    yield folding_table(headings, "Phases", map(_stretch, stretches), narrowest=_NARROWEST, has_rules=False)
    if found.turns:
        yield Text()
        headings = {"Turn": 24, "What changed most": width() - 24 - GAP}
        yield folding_table(headings, "Turns", map(_turn, found.turns), narrowest=_NARROWEST)


def _why(found: Phases) -> str:
    if found.n_phases == 0:
        return "No window tells a tie."
    if len(found.distances) < 2 * LEAST_WINDOWS:
        return "Too few windows tell a tie for more than one phase."
    chance = f"{found.chance_share:.0%} of courses whose documents exchange their days by chance"
    if found.n_phases == 1:
        return f"No turn is clear: {chance} part as clearly."
    return f"The clearest turn is matched by {chance}."


def _stretch(states: tuple[State, ...]) -> tuple[Text, Text, Text]:
    phase = states[0].phase
    head = words("no tie", QUIET) if phase is None else words(str(phase), HEAD)
    days = f"{states[0].start.date()} to {states[-1].stop.date()}"
    n_windows = count_words(len(states), "window")
    said = {each for state in states for each in state.statements}
    return head, words(days), words(f"{len(said)} in {n_windows}")


def _turn(turn: Turn) -> tuple[Text, Text]:
    is_sure = turn.drawn_share >= _SURE_SHARE
    told = lines(
        words(f"{turn.before} to {turn.after}, {turn.first.date()}", HEAD),
        words(f"there in {turn.drawn_share:.0%} of draws", "" if is_sure else LOUD),
        words(f"{turn.chance_share:.0%} by chance", QUIET),
    )
    return told, lines(*(words(_change(each)) for each in turn.changes))


def _change(each: Change) -> str:
    return f"{each.one} and {each.other}: {each.before:+z.2f} to {each.after:+z.2f}"
