"""Forecasts: what the models make of each issue, how far they lie apart, and what their outcomes hang on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.dealspace.forecasts.backtests import Backtest, backtest_table
from detente.dealspace.forecasts.bargaining import Bargaining
from detente.dealspace.forecasts.challenge import Conflict
from detente.dealspace.forecasts.models import MODELS, NO_REFERENCE, Model
from detente.dealspace.forecasts.nash import COST_OF_FAILURE
from detente.dealspace.forecasts.placing import PlacedIssue, Unplaced
from detente.dealspace.forecasts.sensitivity import STEP, Swing, check_step, swings
from detente.errors import DetenteError

CAUTION = (
    "Nothing here has been validated on peace talks: no data set of their positions and outcomes is known to us, and "
    "errors on EU legislation need not carry over. Read this as sensitivity, never as prophecy."
)
"""What is said beside every forecast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelOutcome:
    """What one model gives.

    Attributes:
        model: Its id.
        name: As it is shown.
        outcome: On the issue's scale; None where the model gives none.
        why_none: Why, in a clause; None where it gives one.
        assumes: What has to be true for it to mean anything.
        backtests: Its errors on past decisions in the reading used here; none where that reading was not measured.
    """

    model: str
    name: str
    outcome: float | None
    why_none: str | None
    assumes: str
    backtests: tuple[Backtest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What the models give on one issue.

    Attributes:
        bargaining: What went into them.
        outcomes: In the order of the models.
        lowest, highest: Of the outcomes: how far the models lie apart.
        swings: What moves the outcomes, the most first.
        unplaced: Parties with a position that no model knows of, and why.
    """

    bargaining: Bargaining
    outcomes: tuple[ModelOutcome, ...]
    lowest: float
    highest: float
    swings: tuple[Swing, ...]
    unplaced: tuple[Unplaced, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecasts:
    """What the models give on every issue that they can be asked about.

    Attributes:
        title: Of the dossier, or as the file tells it.
        issues: In the order given.
        left_out: Issues without a forecast, each with the reason.
        cost_of_failure: That Nash bargaining was asked with.
        step: That entries were moved by for the swings.
        middle: How far always saying the middle of the scale misses, for comparison.
        source: Where the data of the backtests come from.
        caution: The sentence about validation.
    """

    title: str
    issues: tuple[Forecast, ...]
    left_out: tuple[PlacedIssue, ...]
    cost_of_failure: float
    step: float
    middle: tuple[Backtest, ...]
    source: str
    caution: str = CAUTION


def forecasts(
    placed: Sequence[PlacedIssue],
    title: str,
    *,
    issue: str | None = None,
    cost_of_failure: float = COST_OF_FAILURE,
    step: float = STEP,
) -> Forecasts:
    """The models' outcomes on issues that are decided together.

    Args:
        placed: The issues with their actors.
        title: What the talks are called.
        issue: Only this one is told; the others still take part in position exchange.
        cost_of_failure: What no deal costs each actor beyond the reference point, 0 or more; see
            :func:`detente.dealspace.forecasts.nash`.
        step: By which share entries are moved for the swings; see :func:`detente.dealspace.forecasts.swings`.

    Raises:
        DetenteError: No issue is called so, or a number given cannot be.
    """
    check_step(step)
    if not 0 <= cost_of_failure < float("inf"):
        raise DetenteError(f"the cost of failure is {cost_of_failure:g}; give a number from 0 on")
    if issue is not None and issue not in {each.issue for each in placed}:
        raise DetenteError(f"there is no issue {issue!r}; choose from {', '.join(each.issue for each in placed)}")
    told = [(each, each.bargaining) for each in placed if each.bargaining is not None]
    together = [bargaining for _, bargaining in told]
    table = backtest_table()
    return Forecasts(
        title=title,
        issues=tuple(
            _forecast(at, together, each.unplaced, cost_of_failure, step)
            for at, (each, _) in enumerate(told)
            if issue in {None, each.issue}
        ),
        left_out=tuple(each for each in placed if each.bargaining is None and issue in {None, each.issue}),
        cost_of_failure=cost_of_failure,
        step=step,
        middle=table.of("middle"),
        source=table.source,
    )


def _forecast(
    at: int, together: Sequence[Bargaining], unplaced: tuple[Unplaced, ...], cost_of_failure: float, step: float
) -> Forecast:
    outcomes = tuple(_outcome(model, at, together, cost_of_failure) for model in MODELS)
    numbers = [each.outcome for each in outcomes if each.outcome is not None]
    return Forecast(
        bargaining=together[at],
        outcomes=outcomes,
        lowest=min(numbers),
        highest=max(numbers),
        swings=swings(at, together, cost_of_failure, step),
        unplaced=unplaced,
    )


def _outcome(model: Model, at: int, together: Sequence[Bargaining], cost_of_failure: float) -> ModelOutcome:
    outcome = model.run(at, together, cost_of_failure)
    reading = {"nash": f"cost of failure {cost_of_failure:g}", "challenge": Conflict.STANDOFF.value}.get(model.id, "")
    return ModelOutcome(
        model=model.id,
        name=model.name,
        outcome=outcome,
        why_none=NO_REFERENCE if outcome is None else None,
        assumes=model.assumes,
        backtests=backtest_table().of(model.id, reading),
    )
