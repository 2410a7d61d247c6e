"""The models that a forecast asks, each with what it assumes, in the order they are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.dealspace.forecasts.averages import compromise, weighted_median
from detente.dealspace.forecasts.bargaining import Bargaining
from detente.dealspace.forecasts.challenge import challenge
from detente.dealspace.forecasts.exchange import exchange
from detente.dealspace.forecasts.nash import nash
from detente.dealspace.forecasts.spatial import spatial

NO_REFERENCE = "nobody tells where no deal leaves things (the scale's status quo)"
"""Why Nash bargaining gives no outcome."""

_Run = Callable[[int, Sequence[Bargaining], float], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A forecast model.

    Attributes:
        id: The word for it in JSON.
        name: As it is shown.
        assumes: What has to be true for its outcome to mean anything, in a sentence.
        run: Its outcome on the issue at a place among issues that are decided together, at a cost of failure; None
            where it gives none.
    """

    id: str
    name: str
    assumes: str
    run: _Run


def _nash(at: int, together: Sequence[Bargaining], cost_of_failure: float) -> float | None:
    one = together[at]
    return None if one.reference is None else nash(one, cost_of_failure)


MODELS = (
    Model(
        id="compromise",
        name="Compromise",
        assumes="All give way by their weight, and failing costs everybody dearly.",
        run=lambda at, together, _: compromise(together[at]),
    ),
    Model(
        id="median",
        name="Weighted median",
        assumes="A majority of the weight decides, each side voting for what is nearer.",
        run=lambda at, together, _: weighted_median(together[at]),
    ),
    Model(
        id="nash",
        name="Nash bargaining",
        assumes="Everybody must gain over failing, which costs what is told beyond the status quo.",
        run=_nash,
    ),
    Model(
        id="challenge",
        name="Challenge",
        assumes="Sides coerce each other round by round; a clash of two that both expect to win changes nothing.",
        run=lambda at, together, _: challenge(together[at]),
    ),
    Model(
        id="spatial",
        name="Spatial (KTAB)",
        assumes="One turn of bargains between challengers and their targets; then the mean of what may prevail.",
        run=lambda at, together, _: spatial(together[at]),
    ),
    Model(
        id="exchange",
        name="Position exchange",
        assumes="Sides trade votes between the issues told here, for equal gains; then the compromise.",
        run=lambda at, together, _: exchange(together).outcomes[at],
    ),
)
"""All models."""
