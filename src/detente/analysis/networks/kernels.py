"""Kernels: networks that weigh each statement by its distance from the middle of a window."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.analysis.networks.asking import Aggregation, Kernel, Mode, NetworkQuestion, Normalization
from detente.analysis.networks.moments import moved, whole_units
from detente.analysis.networks.networks import Builder, Network
from detente.analysis.networks.onemode import Ties
from detente.analysis.networks.profiles import Matrix, by_concept, counts, dense
from detente.analysis.networks.tables import UNDATED, Codes, Rows
from detente.errors import NetworkError


def kernel_networks(builder: Builder) -> Iterator[Network]:
    """A network for each middle, one unit apart, oldest first; the things tied are those of the whole series.

    Source: Leifeld, Kernel smoothing in DNA 3.0 (manual of rDNA), whose weights are put right here by default: true
    distances in place of whole units, a triangle that falls to both sides, an empty diagonal, and normalizations of
    what lies in the window.
    """
    question = builder.selection.question
    if question.is_dna and question.aggregation is Aggregation.COMBINE:
        raise NetworkError("combine tells sets of levels, which have no weights; choose ignore or subtract")
    times = builder.selection.kept_times
    if not len(times) or times[-1] == UNDATED:
        return
    start, stop = _range(builder)
    size = question.window_size + question.window_size % 2 if question.is_dna else question.window_size
    names = builder.names(builder.selection.kept)
    spread = _spread(builder, names[0]) if question.is_dna else np.ones((1, 1))
    is_any = False
    for begins, middle, ends in _middles(start, stop, size, question):
        is_any = True
        weights = _weights(times, middle, size, question)
        ties = _as_dna(builder, names, weights, spread) if question.is_dna else _ties(builder, names, weights)
        is_endless = question.kernel is Kernel.GAUSSIAN
        span = (start, middle, stop) if is_endless else (begins, middle, ends)
        kept = builder.selection.kept[:0] if question.is_dna else builder.selection.kept[weights > 0]
        yield builder.named(_to_one(ties) if question.is_normalized_to_one else ties, kept, names, span)
    if not is_any:
        raise NetworkError(
            f"a window of {question.window_size} {question.window} is longer than the range of the statements; "
            "choose a smaller one"
        )


def weight(kernel: Kernel, distance: Matrix, *, is_dna: bool = False) -> Matrix:
    """What statements count at a distance from the middle, 1 being the window's edge; negative is later.

    Example:
        >>> import numpy as np
        >>> weight(Kernel.TRIANGULAR, np.array([-1.0, 0.0, 0.5, 2.0])).tolist()
        [0.0, 1.0, 0.5, 0.0]
    """
    if kernel is Kernel.GAUSSIAN:
        bell: Matrix = np.exp(-(distance**2) / 2) / np.sqrt(2 * np.pi)
        return bell
    if kernel is Kernel.UNIFORM:
        shape = np.full_like(distance, 0.5)
    elif kernel is Kernel.EPANECHNIKOV:
        shape = 0.75 * (1 - distance**2)
    else:
        shape = np.abs(1 - distance) if is_dna else 1 - np.abs(distance)
    return np.where(np.abs(distance) <= 1, shape, 0.0)


def _range(builder: Builder) -> tuple[int, int]:
    """The range of the question, clipped to the first and the last statement."""
    chosen = builder.selection
    dated = chosen.kept_times[chosen.kept_times != UNDATED]
    first, last = int(dated[0]), int(dated[-1])
    return max(first, first if chosen.start is None else chosen.start), min(last, chosen.stop or last)


def _middles(start: int, stop: int, size: int, question: NetworkQuestion) -> Iterator[tuple[int, int, int]]:
    half, unit = size // 2, question.window
    middle = moved(start, half, unit) if question.is_indented else start
    last = moved(stop, -half, unit) if question.is_indented else stop
    while middle <= last:
        yield moved(middle, -half, unit), middle, moved(middle, half, unit)
        middle = moved(middle, 1, unit)


def _weights(times: Rows, middle: int, size: int, question: NetworkQuestion) -> Matrix:
    distinct, places = np.unique(times, return_inverse=True)
    if question.is_dna:
        units = np.array([whole_units(time, middle, question.window) for time in distinct.tolist()], dtype=np.float64)
        apart = 2 * units / size
    else:
        is_dated = distinct != UNDATED
        begins, ends = moved(middle, -size, question.window), moved(middle, size, question.window)
        reach = np.where(distinct <= middle, middle - begins, ends - middle) / 2
        apart = np.where(is_dated, (middle - np.where(is_dated, distinct, 0)) / reach, np.inf)
    weights: Matrix = weight(question.kernel, apart, is_dna=question.is_dna)[places]
    return weights


def _ties(builder: Builder, names: tuple[Codes, Codes], weights: Matrix) -> Ties:
    """Each statement counts by its weight; in one-mode ties a pair by the geometric mean of both."""
    is_one_mode = builder.selection.question.mode is Mode.ONE_MODE
    return builder.ties(builder.selection.kept, *names, np.sqrt(weights) if is_one_mode else weights)


def _as_dna(builder: Builder, names: tuple[Codes, Codes], weights: Matrix, spread: Matrix) -> Ties:
    """DNA's: the diagonal filled, "average" by the counts of the whole series, a number's place for its value."""
    chosen, cells = builder.selection, builder.cells
    question = chosen.question
    if question.mode is Mode.ONE_MODE:
        profiles = counts(chosen, cells, chosen.kept, names[0], np.sqrt(weights))
        together, congruence = builder.alike.together(profiles), builder.alike.congruence(profiles)
        if builder.alike.is_flat:  # numbers of one level: it divides 0 by 0
            congruence = np.where(together > 0, np.nan, 0.0)
        chosen_ties = {
            Aggregation.IGNORE: together,
            Aggregation.CONGRUENCE: congruence,
            Aggregation.CONFLICT: together - congruence,
        }
        values = chosen_ties.get(question.aggregation, 2 * congruence - together) * spread
    else:
        profiles = counts(chosen, cells, chosen.kept, names[0], weights)
        places = cells.level.astype(np.float64)
        places = 2 * places - 1 if cells.is_boolean else places
        is_signed = question.aggregation is Aggregation.SUBTRACT and cells.numbers is not None
        worth = places if is_signed else np.ones(len(cells))
        values = dense(by_concept(profiles, cells, worth, names[1]))
    nothing = np.zeros_like(values)
    return Ties(values=values, positive=nothing, negative=nothing, is_told=nothing)


def _spread(builder: Builder, actors: Codes) -> Matrix:
    """What DNA multiplies ties by for "average": the sum of 2 / (n[a, c, k] + n[b, c, k]) over the whole series."""
    question = builder.selection.question
    ones = np.ones((len(actors), len(actors)))
    if question.mode is Mode.TWO_MODE:
        return np.ones((1, 1))
    if question.normalization is Normalization.NO:
        return ones
    profiles = dense(counts(builder.selection, builder.cells, builder.selection.kept, actors))
    summed = np.empty_like(ones)
    for place, own in enumerate(profiles):
        both = profiles + own
        summed[place] = np.divide(2.0, both, out=np.zeros_like(both), where=both > 0).sum(axis=1)
    return summed


def _to_one(ties: Ties) -> Ties:
    """The same ties divided by their sum; as they are where that is 0."""
    total = ties.values.sum() or 1.0
    values, positive, negative = (each / total for each in (ties.values, ties.positive, ties.negative))
    return Ties(values=values, positive=positive, negative=negative, is_told=ties.is_told)
