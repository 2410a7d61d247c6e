"""Reckoning: what a scenario comes to, found once and kept, as every change is compared with how things stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from detente.dealspace import (
    Chance,
    Deals,
    Recorded,
    Scenario,
    Spreads,
    Unlocking,
    chance,
    deals,
    spreads,
    unlocking,
)
from detente.dealspace.counting import n_open
from detente.dealspace.openings import Opening, openings
from detente.dealspace.points import Point
from detente.dealspace.wording import SOLUTIONS
from detente.errors import ScenarioError
from detente.web.snapshots import Snapshot

N_DRAWS, SEED = 100, 0
"""What stands beside the numbers of the page; more draws have a page of their own."""
_KEPT = 64


@dataclass(frozen=True)
class Reckoned:
    """A scenario with all that is found of it; each thing when it is first asked for."""

    scenario: Scenario

    @cached_property
    def _deals(self) -> tuple[Deals | None, str]:
        try:
            return deals(self.scenario), ""
        except ScenarioError as error:
            return None, str(error)

    @property
    def deals(self) -> Deals | None:
        """Counts, frontier and points; None where they are too many to hold."""
        return self._deals[0]

    @property
    def trouble(self) -> str:
        """Why there is no frontier and no point, in a clause; empty where they are told."""
        return self._deals[1]

    @cached_property
    def unlocking(self) -> Unlocking:
        """What blocks a deal and what would open one.

        Raises:
            ScenarioError: The solver found nothing in its time.
        """
        return unlocking(self.scenario)

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """The best package of each of the first unlock sets."""
        return openings(self.unlocking)

    @cached_property
    def n_open(self) -> int:
        """The packages that no red line on an option excludes."""
        return n_open(self.scenario)

    @property
    def has_deal(self) -> bool:
        """Whether some package is acceptable to every party."""
        return not self.deals.is_empty if self.deals is not None else self.unlocking.has_deal

    @property
    def points(self) -> tuple[tuple[str, str, Point], ...]:
        """The solutions with their names and what each makes largest; none where there is no deal."""
        found = self.deals.points if self.deals is not None else None
        return tuple((name, most, getattr(found, key)) for key, name, most in SOLUTIONS) if found else ()

    @cached_property
    def chance(self) -> Chance | None:
        """How often a deal exists in ``N_DRAWS`` draws; None where nothing is uncertain."""
        return self.chance_in(N_DRAWS, SEED)

    def chance_in(self, n_draws: int, seed: int) -> Chance | None:
        """How often a deal exists in so many draws; None where nothing is uncertain."""
        return _chance(self.scenario, n_draws, seed) if self.scenario.uncertain else None

    @cached_property
    def spreads(self) -> Spreads | None:
        """How far counts go, and the worth of the first package of each solution; None where nothing is uncertain."""
        if not self.scenario.uncertain:
            return None
        return spreads(self.scenario, [point.chosen.packages[0] for _, _, point in self.points], N_DRAWS, SEED)


@lru_cache(maxsize=_KEPT)
def reckoned(scenario: Scenario) -> Reckoned:
    """What a scenario comes to; that of the last scenarios asked for is at hand."""
    return Reckoned(scenario)


def recorded_of(snapshot: Snapshot) -> tuple[Recorded | None, str]:
    """The scenario of the positions; where there is none, why not, in a clause."""
    try:
        return snapshot.state.scenario(), ""
    except ScenarioError as error:
        return None, str(error)


@lru_cache(maxsize=_KEPT)
def _chance(scenario: Scenario, n_draws: int, seed: int) -> Chance:
    return chance(scenario, n_draws, seed)
