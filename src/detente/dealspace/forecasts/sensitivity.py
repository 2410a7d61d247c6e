"""Sensitivity: how far each model's outcome moves when one entry of one actor does, as in a tornado chart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from detente.dealspace.forecasts.bargaining import Actor, Bargaining
from detente.dealspace.forecasts.models import MODELS
from detente.errors import DetenteError

STEP = 0.1
"""Unless told otherwise an entry moves by a tenth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SwingOutcome:
    """What a model gives at the two ends of a swing; None where it gives nothing.

    Attributes:
        reach: From the lowest to the highest of the two and the outcome as it stands.
    """

    model: str
    below: float | None
    above: float | None
    reach: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """One entry of one actor, moved down and up.

    Attributes:
        entry: ``position``, ``capability`` or ``salience``.
        below, above: What it is moved to.
        outcomes: In the order of the models.
    """

    actor: str
    name: str
    entry: str
    below: float
    above: float
    outcomes: tuple[SwingOutcome, ...]

    @property
    def widest(self) -> SwingOutcome:
        """The model whose outcome it moves the most; the first of several."""
        return max(self.outcomes, key=lambda each: each.reach)

    def of(self, model: str) -> SwingOutcome:
        """What one model gives."""
        return next(each for each in self.outcomes if each.model == model)


def check_step(step: float) -> None:
    """Makes sure that a step can be taken.

    Raises:
        DetenteError: It is not between 0 and 1.
    """
    if not 0 < step < 1:
        raise DetenteError(f"the step is {step:g}; give a share above 0 and below 1, such as 0.1")


def swings(at: int, together: Sequence[Bargaining], cost_of_failure: float, step: float) -> tuple[Swing, ...]:
    """Each entry of each actor of one issue, moved alone; what moves any model the most first.

    A position moves by ``step`` of the scale and a salience by ``step``, neither over its end; a capability by
    ``step`` of itself. On other issues all stays as it is.

    Args:
        at: The issue's place among ``together``.
        together: Issues that are decided together.
        cost_of_failure: For Nash bargaining.
        step: Above 0 and below 1.

    Source:
        One-at-a-time sensitivity and its order: Eschenbach, T. G. (1992), Spiderplots versus tornado diagrams for
        sensitivity analysis, Interfaces 22(6), 40-46.
    """
    check_step(step)
    base = _outcomes(at, together, cost_of_failure)
    found = []
    for actor in together[at].actors:
        for entry, below, above in _moved(actor, together[at], step):
            ends = [_changed(at, together, actor, entry, number, cost_of_failure) for number in (below, above)]
            outcomes = tuple(
                SwingOutcome(model=model.id, below=low, above=high, reach=_reach(low, middle, high))
                for model, low, middle, high in zip(MODELS, ends[0], base, ends[1], strict=True)
            )
            found.append(
                Swing(actor=actor.id, name=actor.name, entry=entry, below=below, above=above, outcomes=outcomes)
            )
    return tuple(sorted(found, key=lambda swing: -swing.widest.reach))


def _moved(actor: Actor, bargaining: Bargaining, step: float) -> Iterator[tuple[str, float, float]]:
    by = step * bargaining.length
    yield "position", max(actor.position - by, bargaining.low), min(actor.position + by, bargaining.high)
    yield "capability", actor.capability * (1 - step), actor.capability * (1 + step)
    yield "salience", max(actor.salience - step, 0.0), min(actor.salience + step, 1.0)


def _changed(
    at: int, together: Sequence[Bargaining], actor: Actor, entry: str, number: float, cost_of_failure: float
) -> list[float | None]:
    """Every model's outcome with one entry changed; nothing where that leaves nobody any weight."""
    one = together[at]
    moved = {
        "position": replace(actor, position=number),
        "capability": replace(actor, capability=number),
        "salience": replace(actor, salience=number),
    }[entry]
    actors = tuple(moved if each.id == actor.id else each for each in one.actors)
    if not any(each.capability * each.salience for each in actors):
        return [None] * len(MODELS)
    return _outcomes(at, [*together[:at], replace(one, actors=actors), *together[at + 1 :]], cost_of_failure)


def _outcomes(at: int, together: Sequence[Bargaining], cost_of_failure: float) -> list[float | None]:
    return [model.run(at, together, cost_of_failure) for model in MODELS]


def _reach(*outcomes: float | None) -> float:
    told = [outcome for outcome in outcomes if outcome is not None]
    return max(told) - min(told) if told else 0.0
