"""Event windows: so many statements before and after each one, however long that takes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.analysis.networks.networks import Builder, Network
from detente.analysis.networks.tables import UNDATED, Rows
from detente.errors import NetworkError


def event_networks(builder: Builder) -> Iterator[Network]:
    """A network for each statement that has half a window of others before and after it, oldest first.

    Statements of a document share its moment, so that which of them are the nearest is often not told. Where only
    some of those that share a moment fit, they are drawn with the question's seed: by default without replacement,
    before the middle from those before it and after from those after. With ``compat="dna"`` from all that share the
    moment, the middle and those on its other side included; DNA draws without a seed, so its own draw cannot be
    repeated, only its windows.

    Raises:
        NetworkError: There are fewer statements than a window holds.
    """
    chosen = builder.selection
    times, half = chosen.kept_times, chosen.question.window_size // 2
    first = int(np.searchsorted(times, UNDATED, side="right"))  # the undated lie in no stretch of time
    size = len(times)
    if size - first < 2 * half + 1:
        raise NetworkError(
            f"a window of {chosen.question.window_size} events is longer than the {size - first} statements there are; "
            "choose a smaller one"
        )
    draw = np.random.default_rng(chosen.question.seed)
    around = _around_as_dna if chosen.question.is_dna else _around
    for middle in range(first + half, size - half):
        places = around(times, middle, half, draw)
        start, stop = int(times[middle - half]), int(times[middle + half])
        yield builder.network(chosen.kept[places], start, stop, int(times[middle]))


def _around(times: Rows, middle: int, half: int, draw: np.random.Generator) -> Rows:
    """The middle, and half a window on each side of it."""
    if not half:
        return np.array([middle])
    tied = int(np.searchsorted(times, times[middle - half], side="right"))
    left = int(np.searchsorted(times, times[middle - half], side="left"))
    tied = min(tied, middle)
    before = draw.choice(np.arange(left, tied), half - (middle - tied), replace=False)
    first = max(int(np.searchsorted(times, times[middle + half], side="left")), middle + 1)
    last = int(np.searchsorted(times, times[middle + half], side="right"))
    after = draw.choice(np.arange(first, last), half - (first - middle - 1), replace=False)
    sure = np.arange(tied, first)
    return np.sort(np.concatenate((before, sure, after)))


def _around_as_dna(times: Rows, middle: int, half: int, draw: np.random.Generator) -> Rows:
    """The same with DNA's draw, from all statements of the moment at either end."""
    if not half:
        return np.array([middle])
    everyone = np.arange(len(times))
    early, late = times[middle - half], times[middle + half]
    before = everyone[(times > early) & (everyone < middle)]
    after = everyone[(times < late) & (everyone > middle)]
    drawn_before = draw.choice(np.flatnonzero(times == early), half - len(before), replace=False)
    drawn_after = draw.choice(np.flatnonzero(times == late), half - len(after), replace=False)
    return np.sort(np.concatenate((drawn_before, before, [middle], after, drawn_after)))
