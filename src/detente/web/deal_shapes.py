"""Shapes of the deal space's answers: what the API promises, the same keys as the commands print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.dealspace import Basis, DealSpace


@dataclass(frozen=True, slots=True)
class LineCostAnswer:
    """What a red line removes alone, and what would open if it alone fell."""

    id: str
    removes: int
    unlocks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PointAnswer:
    """A solution: its value, every utility vector that has it, and packages with these."""

    value: float
    utilities: tuple[tuple[float, ...], ...]
    n_packages: int
    packages: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EgalitarianAnswer(PointAnswer):
    """The egalitarian solution, with those of its ties that are best for the worst off, and so on."""

    leximin_utilities: tuple[tuple[float, ...], ...]
    leximin_packages: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioAnswer:
    """Counts, frontier and points of a scenario."""

    name: str
    parties: tuple[str, ...]
    packages: int
    valid: int
    open: int
    individually_rational: int | None
    why_not_counted: str | None
    red_lines: tuple[LineCostAnswer, ...]
    frontier_size_all: int
    frontier_size_IR: int  # noqa: N815 - the key of the published scenarios
    frontier_IR_utilities: tuple[tuple[float, ...], ...]  # noqa: N815 - as above
    nash: PointAnswer | None
    kalai_smorodinsky: PointAnswer | None
    egalitarian: EgalitarianAnswer | None
    utilitarian_IR: PointAnswer | None  # noqa: N815 - as above


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedAnswer(ScenarioAnswer):
    """The scenario of a workspace, and what its entries rest on."""

    bases: tuple[Basis, ...]
    left_out: tuple[str, ...]
    silent: tuple[str, ...]
    mediators: tuple[str, ...]
    off_table: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceAnswer(DealSpace):
    """Which packages red lines leave, and the points of the scenario; None where there is none."""

    scenario: RecordedAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedAnswer:
    """How things stand and how they would with the changes."""

    changes: tuple[str, ...]
    baseline: ScenarioAnswer
    changed: ScenarioAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockLineAnswer:
    """A line that excludes something; no issue for a reservation."""

    id: str
    party: str
    issue: str | None
    words: str
    cost: float
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcessionAnswer:
    """How far a line moves."""

    line: str
    words: str
    asked: float | None
    given: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningAnswer:
    """The best package of an unlock set."""

    package: Mapping[str, str]
    utilities: tuple[float, ...]
    concessions: tuple[ConcessionAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockSetAnswer:
    """A smallest set of lines that opens a deal; ``opens`` is None where it was not looked for."""

    lines: tuple[str, ...]
    parties: tuple[str, ...]
    cost: float
    sentence: str
    opens: OpeningAnswer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoverAnswer:
    """A line, and how much depends on it."""

    line: str
    party: str
    n_sets: int
    is_needed: bool
    is_in_smallest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockAnswer:
    """What blocks a deal and what would open one; nothing but the lines where there is a deal."""

    name: str
    has_deal: bool
    lines: tuple[UnlockLineAnswer, ...]
    n_conflicts: int | None
    conflicts: tuple[tuple[str, ...], ...]
    n_unlock_sets: int | None
    unlock_sets: tuple[UnlockSetAnswer, ...]
    movers: tuple[MoverAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceAnswer:
    """How much of the doubt comes from one entry, with its 95 % interval."""

    entry: str
    share: float
    interval: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChanceAnswer:
    """How often a deal exists in the draws, with its 95 % interval."""

    n_draws: int
    seed: int
    n_deals: int
    share: float
    interval: tuple[float, ...]
    influences: tuple[InfluenceAnswer, ...]
