"""How far two codings of the same texts agree: a coder's with a person's, or two people's.

Two records match where they name the same party and their words overlap by half of the shorter or more; matching is one
to one, the most agreement first. Statements are given by field name, with ``doc`` and ``span``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

Record = Mapping[str, Any]
Pair = tuple[Record, Record]
FIELDS = ("issue", "act", "firmness", "speaker", "reported_by", "value", "condition")


def matched(right: Iterable[Record], found: Iterable[Record]) -> list[Pair]:
    """The pairs of records that match, the right one first."""
    by_document: dict[str, tuple[list[Record], list[Record]]] = defaultdict(lambda: ([], []))
    for side, records in enumerate((right, found)):
        for one in records:
            by_document[one["doc"]][side].append(one)
    return [pair for sides in by_document.values() for pair in _matched(*sides)]


def _matched(right: Sequence[Record], found: Sequence[Record]) -> list[Pair]:
    if not right or not found:
        return []
    weights = np.array([[_weight(one, other) for other in found] for one in right])
    rows, columns = linear_sum_assignment(-weights)
    return [(right[row], found[column]) for row, column in zip(rows, columns, strict=True) if weights[row, column] > 0]


def _weight(right: Record, found: Record) -> float:
    (start, end), (begin, stop) = right["span"], found["span"]
    shared = min(end, stop) - max(start, begin)
    if right["party"] != found["party"] or shared < 0.5 * max(1, min(end - start, stop - begin)):
        return 0.0
    overlap = shared / (max(end, stop) - min(start, begin))
    return 1 + 2 * (right["issue"] == found["issue"]) + (right["act"] == found["act"]) + 0.5 * overlap


def figures(right: Sequence[Record], found: Sequence[Record]) -> dict[str, Any]:
    """F1 of finding statements, with their issue, with their act; of cells; accuracy of each field on what matches."""
    pairs = matched(right, found)
    with_issue = [pair for pair in pairs if _is_same("issue", *pair)]
    with_act = [pair for pair in with_issue if _is_same("act", *pair)]
    cells = [{(one["doc"], one["party"], one["issue"]) for one in side} for side in (right, found)]
    n_right, n_found = len(right), len(found)
    return {
        "detect": f1(len(pairs), n_found, n_right),
        "precision": len(pairs) / max(1, n_found),
        "recall": len(pairs) / max(1, n_right),
        "with issue": f1(len(with_issue), n_found, n_right),
        "with act": f1(len(with_act), n_found, n_right),
        "cells": f1(len(cells[0] & cells[1]), len(cells[1]), len(cells[0])),
        "spurious per true": (n_found - len(pairs)) / max(1, len(pairs)),
        **{f"{name} on matched": _share([_is_same(name, *pair) for pair in pairs]) for name in FIELDS},
    }


def confusions(pairs: Iterable[Pair], field: str) -> Counter[tuple[str, str]]:
    """How often each right value of a field was read as each other."""
    return Counter((str(right[field]), str(found[field])) for right, found in pairs)


def outcomes(pairs: Sequence[Pair], found: Sequence[Record]) -> list[tuple[float, bool]]:
    """The ``confidence`` of each record found, with whether it is right: matches one with the same issue and act."""
    right = {id(found) for right, found in pairs if _is_same("issue", right, found) and _is_same("act", right, found)}
    return [(float(one["confidence"]), id(one) in right) for one in found]


def calibration(
    likelihoods: Sequence[tuple[float, bool]], n_bins: int = 10
) -> tuple[float, list[tuple[float, float, int]]]:
    """The expected calibration error of likelihoods, each with whether it came true; and the bins.

    A bin is told by its mean likelihood, the share that came true, and how many it holds: equally many (Naeini, Cooper
    and Hauskrecht 2015).
    """
    told = sorted(likelihoods)
    bins = [part for part in np.array_split(np.array(told, float), n_bins) if len(part)]
    rows = [(float(part[:, 0].mean()), float(part[:, 1].mean()), len(part)) for part in bins]
    return sum(n * abs(mean - share) for mean, share, n in rows) / max(1, len(told)), rows


def error_by_chance(likelihoods: Sequence[float], n_draws: int = 400, n_bins: int = 10) -> float:
    """The mean calibration error of likelihoods under which all comes true just as likely as they say."""
    told, draws = np.array(likelihoods), np.random.default_rng(0)
    came_true = (draws.random(len(told)) < told for _ in range(n_draws))
    return float(np.mean([calibration(list(zip(told.tolist(), one, strict=True)), n_bins)[0] for one in came_true]))


def f1(n_matched: int, n_found: int, n_right: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * n_matched / max(1, n_found + n_right)


def _share(are_same: Sequence[bool]) -> float:
    return sum(are_same) / max(1, len(are_same))


def _is_same(name: str, right: Record, found: Record) -> bool:
    return bool(_plain(name, right.get(name)) == _plain(name, found.get(name)))


def _plain(name: str, value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    """What of a value counts: names by their last word, chains as sets, values by numbers, conditions as such."""
    match name:
        case "speaker":
            return (value or "").casefold().split()[-1:]
        case "reported_by":
            return sorted(str(each).casefold() for each in value or ())
        case "value":
            return sorted(float(each) for each in (value or {}).values() if isinstance(each, int | float))
        case "condition":
            return bool(value)
    return value
