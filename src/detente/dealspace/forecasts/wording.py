"""Words: numbers on an issue's scale, errors and how they were measured, as commands and pages say them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, log10

from detente.dealspace.forecasts.backtests import Backtest
from detente.dealspace.forecasts.bargaining import Bargaining
from detente.dealspace.forecasts.forecasting import Forecasts
from detente.dealspace.forecasts.models import MODELS
from detente.dealspace.forecasts.sensitivity import Swing
from detente.model import Option

_MOST_NAMES = 4
MODEL_NAMES = {model.id: model.name for model in MODELS}
"""Each model's name by its id."""


def number_words(number: float, told: Bargaining) -> str:
    """A number to about a thousandth of the scale; finer is not meant."""
    decimals = max(0, ceil(3 - log10(told.length)))
    return f"{number:,.{decimals}f}"


def ends_words(below: float | None, above: float | None, told: Bargaining) -> str:
    """Two ends on the scale as one number where they look alike; ``none`` where an end is not told."""
    if below is None or above is None:
        return "none"
    ends = (number_words(below, told), number_words(above, told))
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def lies_words(number: float, told: Bargaining, options: Sequence[Option] = ()) -> str:
    """Where an outcome lies among the issue's options, or among the parties where options have no places.

    Such as ``Put off`` or ``between Put off and Closed for good``, or ``where Norland stands``. Where several stand at
    an end, it is told which is the one side and which the other.
    """
    placed = [(option.place, option.name) for option in options if option.place is not None]
    stands = placed or [(actor.position, actor.name) for actor in told.actors]
    near = told.length / 1000
    here = [name for place, name in stands if abs(place - number) <= near]
    if here:
        return _listed(here) if placed else f"where {_listed(here)} {'stands' if len(here) == 1 else 'stand'}"
    below = max((place for place, _ in stands if place < number), default=None)
    above = min((place for place, _ in stands if place > number), default=None)
    ends = [[name for place, name in stands if place == end] for end in (below, above) if end is not None]
    one, *others = map(_listed, ends)
    if not others:
        return f"beyond {one}"
    has_several = any(len(names) > 1 for names in ends)
    return (
        f"between {one} on one side and {others[0]} on the other" if has_several else f"between {one} and {others[0]}"
    )


def _listed(names: Sequence[str]) -> str:
    """Names in a row, of very many the first."""
    shown = [*names[:_MOST_NAMES], *([f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else [])]
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


def plain_words(number: float) -> str:
    """A number as it was told.

    Example:
        >>> plain_words(300000.0), plain_words(0.25)
        ('300,000', '0.25')
    """
    return f"{number:,.0f}" if number == int(number) else f"{number:g}"


def error_words(backtests: Sequence[Backtest]) -> str:
    """The mean error with capability by GDP, and in brackets with equal capability."""
    if not backtests:
        return "not measured"
    by = {row.capability: f"{row.mean_error:.1f}" for row in backtests}
    return f"{by['gdp']} ({by['equal']})"


def is_felt(swing: Swing, told: Bargaining) -> bool:
    """Whether it moves any model by what is shown at all."""
    return swing.widest.reach >= told.length / 1000


def stepped_words(step: float) -> str:
    """By how much entries were moved."""
    return f"Moved: a position by {step:.0%} of the scale, a salience by {step:g}, a capability by {step:.0%} of itself"


def apart_words(share: float) -> str:
    """How far the models lie apart, as a share of the scale."""
    return "less than 1% of the scale apart" if share < 0.01 else f"{share:.0%} of the scale apart"


def measured_words(forecasts: Forecasts) -> str:
    """How the errors were measured, and what they are to be compared with."""
    rows = {row.model: row for issue in forecasts.issues for each in issue.outcomes for row in each.backtests[:1]}
    most = max(row.n_issues for row in rows.values())
    fewer = [
        f" {MODEL_NAMES[row.model]}: on {row.n_issues} of them, where the compromise errs by "
        f"{row.compromise_error:.1f}."
        for row in rows.values()
        if row.n_issues < most
    ]
    middle = forecasts.middle[0].mean_error
    return (
        f"Error of 100: the mean error on {most} issues of EU legislation (DEU III), on scales from 0 to 100, with GDP "
        f"for capability; in brackets with equal capability. Always saying the middle errs by {middle:.1f}."
        f"{''.join(fewer)}"
    )
