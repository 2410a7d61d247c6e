"""Shares: on how many outcomes two actors agree, of those on which both take a side, with an interval."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from detente.analysis.networks import NetworkQuestion, StatementTable
from detente.analysis.networks.networks import Builder
from detente.analysis.networks.profiles import Matrix, by_concept, counts, dense
from detente.analysis.networks.selecting import Selection, select
from detente.errors import NetworkError

_NORMAL_975 = 1.959963984540054
"""97.5 % of a normal distribution lie below so many standard deviations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementShare:
    """Two actors, and the concepts on which both take a side.

    Attributes:
        agreed, clashed: Concepts on which they take the same side, and opposite ones.
        divided: Concepts on which both speak and at least one leans to neither side; they do not count.
        share: Agreed of agreed and clashed, in [0, 1].
        low, high: Its 95 % interval (Wilson).
        statements: The ids of what both said on all of these.
    """

    one: str
    other: str
    agreed: tuple[str, ...]
    clashed: tuple[str, ...]
    divided: tuple[str, ...]
    share: float
    low: float
    high: float
    statements: tuple[str, ...]

    @property
    def n_concepts(self) -> int:
        """On so many both take a side."""
        return len(self.agreed) + len(self.clashed)

    @property
    def told(self) -> str:
        """The share in plain words."""
        many = "1 outcome" if self.n_concepts == 1 else f"{self.n_concepts} outcomes"
        return (
            f"Of {many} on which both take a side, they agree on {len(self.agreed)} "
            f"({self.share:.0%}, 95 % interval {self.low:.0%} to {self.high:.0%})."
        )


def agreement_shares(table: StatementTable, question: NetworkQuestion) -> tuple[AgreementShare, ...]:
    """Every two actors who both take a side on some concept, those with the most such concepts first.

    An actor's side on a concept is that of the mean of its statements: above the middle of the scale for, below it
    against, on it neither.

    Args:
        table: The statements.
        question: Names rows, columns, a qualifier of yes and no or of whole numbers, filters and range.

    Raises:
        NetworkError: A variable is missing, or the qualifier tells no sides.

    Source: Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the
    American Statistical Association 22.
    """
    chosen = select(table, question)
    builder = Builder(chosen)
    actors, concepts = builder.names(chosen.kept)
    lean = leanings(builder)
    names = [chosen.rows.labels[code] for code in actors.tolist()]
    themes = [chosen.columns.labels[code] for code in concepts.tolist()]
    said = [_said(chosen, int(actor)) for actor in actors.tolist()]
    found = []
    for one, other in combinations(range(len(names)), 2):
        both = ~np.isnan(lean[one]) & ~np.isnan(lean[other])
        product = np.sign(lean[one] - 0.5) * np.sign(lean[other] - 0.5)
        agreed, clashed, divided = (np.flatnonzero(both & (product == sign)) for sign in (1, -1, 0))
        if len(agreed) + len(clashed):
            low, high = wilson(len(agreed), len(agreed) + len(clashed))
            on = concepts[both]
            rows = np.sort(
                np.concatenate([each[np.isin(chosen.columns.at(each), on)] for each in (said[one], said[other])])
            )
            found.append(
                AgreementShare(
                    one=names[one],
                    other=names[other],
                    agreed=tuple(themes[place] for place in agreed.tolist()),
                    clashed=tuple(themes[place] for place in clashed.tolist()),
                    divided=tuple(themes[place] for place in divided.tolist()),
                    share=len(agreed) / (len(agreed) + len(clashed)),
                    low=low,
                    high=high,
                    statements=tuple(str(each) for each in table.ids[rows].tolist()),
                )
            )
    return tuple(sorted(found, key=lambda each: (-each.n_concepts, -each.share, each.one, each.other)))


def wilson(n_hits: int, n_tries: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927).

    Example:
        >>> [round(end, 3) for end in wilson(9, 14)]
        [0.388, 0.837]
    """
    reach = _NORMAL_975**2
    middle = (2 * n_hits + reach) / (2 * (n_tries + reach))
    half = _NORMAL_975 * sqrt(reach + 4 * n_hits * (n_tries - n_hits) / n_tries) / (2 * (n_tries + reach))
    return 0.0 if n_hits == 0 else middle - half, 1.0 if n_hits == n_tries else middle + half


def leanings(builder: Builder, weights: Matrix | None = None) -> Matrix:
    """How far each actor is for each concept, actors by concepts: 0 against, 1 for, NaN where nothing is said.

    The mean of its statements' levels on the qualifier's scale: from the least to the greatest level or, where some are
    below 0, as far on both sides of it.

    Args:
        builder: Of the question; all actors and concepts of its statements.
        weights: What each statement counts; one by default.

    Raises:
        NetworkError: The qualifier tells no sides.
    """
    chosen, cells = builder.selection, builder.cells
    if cells.numbers is None and len(chosen.kept):
        raise NetworkError("sides are told by a qualifier of yes and no or of whole numbers; name one with --qualifier")
    actors, concepts = builder.names(chosen.kept)
    scale = _scale(np.zeros(0) if cells.numbers is None else cells.numbers)
    profiles = counts(chosen, cells, chosen.kept, actors, weights)
    told = dense(by_concept(profiles, cells, np.ones(len(cells)), concepts))
    levels = scale[cells.level] if len(scale) else np.zeros(0)
    summed = dense(by_concept(profiles, cells, levels, concepts))
    found: Matrix = np.divide(summed, told, out=np.full_like(told, np.nan), where=told > 0)
    return found


def _scale(levels: Matrix) -> Matrix:
    """Where the levels stand between 0, against, and 1, for; the middle where there is but one."""
    if not len(levels) or np.ptp(levels) == 0:
        return np.full_like(levels, 0.5)
    reach = np.abs(levels).max()
    least, greatest = (-reach, reach) if levels.min() < 0 else (levels.min(), levels.max())
    scale: Matrix = (levels - least) / (greatest - least)
    return scale


def _said(chosen: Selection, actor: int) -> NDArray[np.int64]:
    rows: NDArray[np.int64] = chosen.kept[chosen.rows.at(chosen.kept) == actor]
    return rows
