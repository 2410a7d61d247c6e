"""One issue as the models of bargaining see it: a scale, actors on it, and where things stand without a deal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from detente.errors import DetenteError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A side of one issue.

    Attributes:
        id: The party's.
        name: As it is shown.
        position: The outcome it wants, on the issue's scale.
        capability: How much it could put behind its position; any number from 0 on, only shares count.
        salience: The share of its capability that it would put behind this issue, in [0, 1].
        told: The range or open end that ``position`` stands for; empty where one number was told.
        statements: What the position rests on; none where an analyst gave it.
        assumed: Which of ``capability`` and ``salience`` nobody gave.
    """

    id: str
    name: str
    position: float
    capability: float = 1.0
    salience: float = 1.0
    told: str = ""
    statements: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bargaining:
    """An issue on a scale, and at least two actors with positions on it.

    Attributes:
        issue: The issue's id.
        name: As it is shown.
        low, high: The ends of the scale, in ``unit``.
        actors: In the order they are shown; no model depends on it.
        unit: Of the scale; empty where it has none.
        reference: Where things stand without a deal, in ``unit``; None where nobody tells.

    Raises:
        DetenteError: The scale has no length; there are fewer than two actors, or two of one id; a number is none, or
            lies where it cannot; or nobody has any weight.
    """

    issue: str
    name: str
    low: float
    high: float
    actors: tuple[Actor, ...]
    unit: str = ""
    reference: float | None = None

    def __post_init__(self) -> None:
        told = next(iter(_mistakes(self)), None)
        if told is not None:
            raise DetenteError(f"{self.name}: {told}")

    @property
    def length(self) -> float:
        """From one end of the scale to the other."""
        return self.high - self.low

    @property
    def positions(self) -> Floats:
        """Of the actors, in their order."""
        return np.array([actor.position for actor in self.actors], dtype=float)

    @property
    def capabilities(self) -> Floats:
        """Of the actors, in their order, as shares of all."""
        told = np.array([actor.capability for actor in self.actors], dtype=float)
        told /= told.max()
        return np.asarray(told / told.sum())

    @property
    def saliences(self) -> Floats:
        """Of the actors, in their order, in [0, 1]."""
        return np.array([actor.salience for actor in self.actors], dtype=float)

    @property
    def weights(self) -> Floats:
        """Capability times salience: what each actor puts behind its position here."""
        return np.asarray(self.capabilities * self.saliences)


def sorted_actors(bargaining: Bargaining) -> list[int]:
    """The actors' places by what they are and not by what they are called, so that names can decide nothing."""
    actors = bargaining.actors
    return sorted(range(len(actors)), key=lambda n: (actors[n].position, actors[n].capability, actors[n].salience))


def _mistakes(told: Bargaining) -> Iterable[str]:
    if not (isfinite(told.high - told.low) and told.low < told.high):
        yield f"a scale goes from a number up to a greater one, not from {told.low:g} to {told.high:g}"
        return
    ids = [actor.id for actor in told.actors]
    if len(ids) < 2:
        yield f"{'one actor takes' if ids else 'no actor takes'} a position; a forecast needs at least two"
    yield from (f"{id_!r} is told twice; tell each actor once" for id_ in ids if ids.count(id_) > 1)
    if told.reference is not None:
        yield from _outside("the reference point", told.reference, told)
    for actor in told.actors:
        yield from _outside(f"the position of {actor.name}", actor.position, told)
        if not (isfinite(actor.capability) and actor.capability >= 0):
            yield f"the capability of {actor.name} is {actor.capability:g}; give a number from 0 on"
        if not 0 <= actor.salience <= 1:
            yield f"the salience of {actor.name} is {actor.salience:g}; give a number from 0 to 1"
    if not any(actor.capability * actor.salience > 0 for actor in told.actors):
        yield "every capability or salience is 0, so nobody has any weight; give at least one actor both"


def _outside(what: str, number: float, told: Bargaining) -> Iterable[str]:
    if not told.low <= number <= told.high:
        yield f"{what} is {number:g}; give a number on the scale, from {told.low:g} to {told.high:g}"
