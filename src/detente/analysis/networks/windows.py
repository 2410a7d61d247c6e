"""Windows: one network for each stretch of time, moved along the range step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from detente.analysis.networks.asking import Kernel, NetworkQuestion, Unit
from detente.analysis.networks.events import event_networks
from detente.analysis.networks.kernels import kernel_networks
from detente.analysis.networks.moments import moved
from detente.analysis.networks.networks import Builder, Network
from detente.analysis.networks.selecting import select
from detente.analysis.networks.tables import StatementTable
from detente.errors import NetworkError

DAY_SECONDS = 86_400
_Window = tuple[int, int, int]
"""Its first second, its middle and its last."""


def networks_over_time(
    table: StatementTable, question: NetworkQuestion, *, has_rest: bool = False
) -> Iterator[Network]:  # fmt: skip
    """The networks of all windows that lie wholly within the range, oldest first.

    Duplicates are left out once, over the whole range; levels are those of the whole range.

    Args:
        table: The statements.
        question: Names rows, columns, qualifier, filters, range and windows.
        has_rest: Whether a window that the end of the range cuts short comes behind the whole ones, where they leave
            days out; only of windows that count each statement once.

    Raises:
        NetworkError: No window is asked for, it is longer than the range, or a network cannot be computed.
    """
    if question.window is Unit.NO:
        raise NetworkError("a series of networks needs windows; give a unit of time, or events, and a size")
    builder = Builder(select(table, question))
    if question.window is Unit.EVENTS:
        return event_networks(builder)
    if question.kernel is not Kernel.NO:
        return kernel_networks(builder)
    return _plain(builder, has_rest=has_rest)


def _plain(builder: Builder, *, has_rest: bool) -> Iterator[Network]:
    """Windows of so many units, each moved by one unit from the one before."""
    chosen = builder.selection
    question = chosen.question
    if chosen.start is None or chosen.stop is None:
        return
    steps = _dna_windows if question.is_dna else _windows
    times = chosen.kept_times
    windows = list(steps(chosen.start, chosen.stop, question))
    if not windows:
        raise NetworkError(too_long(question))
    if has_rest and not question.is_dna:
        windows += _rest(chosen.stop, windows, question)
    for start, middle, stop in windows:
        first, last = np.searchsorted(times, (start, stop + 1))
        yield builder.network(chosen.kept[first:last], start, stop, middle)


def too_long(question: NetworkQuestion) -> str:
    """That the window does not fit into the range, and what to do."""
    return (
        f"a window of {question.window_size} {question.window} is longer than the range of the statements; "
        "choose a smaller one"
    )


def _dna_windows(start: int, stop: int, question: NetworkQuestion) -> Iterator[_Window]:
    """DNA's: half a window, rounded up, on each side of a middle that is moved on from the one before."""
    half = question.window_size // 2
    middle = start
    while middle <= stop:
        begins, ends = moved(middle, -half, question.window), moved(middle, half, question.window)
        if begins >= start and ends <= stop:
            yield begins, middle, ends
        middle = moved(middle, 1, question.window)


def _windows(start: int, stop: int, question: NetworkQuestion) -> Iterator[_Window]:
    """Exactly so many units from the start, to the second before the next; days count as a whole.

    Each is moved from the first, so that a 31st comes back after a shorter month.
    """
    unit = question.window
    origin = start - start % DAY_SECONDS if _is_in_days(unit) else start
    end, step = _end(stop, unit), 0
    while (ends := moved(origin, step + question.window_size, unit)) <= end:
        begins = moved(origin, step, unit)
        yield begins, begins + (ends - begins) // 2, ends - 1
        step += 1


def _rest(stop: int, windows: Sequence[_Window], question: NetworkQuestion) -> list[_Window]:
    """The window behind the last whole one, up to the end of the range; none where that leaves no time."""
    unit, end = question.window, _end(stop, question.window)
    if windows[-1][2] + 1 >= end:
        return []
    begins = moved(windows[0][0], len(windows), unit)
    return [(begins, begins + (end - begins) // 2, end - 1)]


def _is_in_days(unit: Unit) -> bool:
    return unit not in {Unit.SECONDS, Unit.MINUTES, Unit.HOURS}


def _end(stop: int, unit: Unit) -> int:
    """The second behind the range; days count as a whole."""
    return stop - stop % DAY_SECONDS + DAY_SECONDS if _is_in_days(unit) else stop + 1
