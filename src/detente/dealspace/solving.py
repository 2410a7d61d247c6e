"""Solving: unlock sets and best packages by a constraint solver, where packages are too many to look at.

CP-SAT of OR-Tools (Perron & Furnon), one worker and a fixed seed, so that the same scenario has the same answer.
Utilities are rounded to whole multiples of 2**-40 of the most that a package is worth, or of 1 where that is less.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from copy import copy
from math import ceil, frexp

import numpy as np

from detente.dealspace.scenarios import DealLine, Scenario
from detente.dealspace.utilities import TOLERANCE, Worth, worth
from detente.errors import MissingPartError, ScenarioError

try:
    from ortools.sat.python import cp_model
except ImportError as error:
    raise MissingPartError("so large a deal space", "OR-Tools", "solver") from error

SECONDS = 5.0
"""Deterministic seconds that one question may take; one is about one of a usual core."""
ALL_SECONDS = 10.0
"""The same for all questions after the sets of lines whose fall opens a package."""
_UNIT_BITS = 41
_COUNT = 1_000_000


def unlocking_sets(
    scenario: Scenario,
    lines: Sequence[DealLine],
    seconds: float = ALL_SECONDS,
    tell: Callable[[int], None] | None = None,
) -> Iterator[int | None]:
    """The smallest sets of lines whose fall opens a package; None at the end if these are all.

    The first is one of the fewest lines, then of the lowest cost. For each further one a package is asked for that
    breaks no set found so far as a whole, and of the lines that it breaks the fewest and cheapest that open one (a
    minimal correction set, grown by a solver: Liffiton & Sakallah 2008). When there is no such package all are found.

    Args:
        scenario: Whose packages.
        lines: Bit ``k`` of a set stands for the ``k``-th.
        seconds: Deterministic seconds for all of them.
        tell: Called with the number found, after each.
    """
    question = _Question(scenario)
    fallen = [question.add_line(line) for line in lines]
    found, spent = 0, 0.0
    broken = list(range(len(lines)))
    while spent < seconds:
        solver, status = question.within(fallen, broken, _ranks(lines)).solved(seconds - spent)
        spent += solver.response_proto.deterministic_time
        if status != cp_model.OPTIMAL:
            return
        small = [index for index in broken if solver.value(fallen[index])]
        yield sum(1 << index for index in small)
        found += 1
        if tell is not None:
            tell(found)
        if not small:
            yield None
            return
        question.model.add_bool_or([fallen[index].Not() for index in small])
        solver, status = question.solved(max(seconds - spent, 0.0))
        spent += solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            yield None
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return
        broken = [index for index, each in enumerate(fallen) if solver.value(each)]


def _ranks(lines: Sequence[DealLine]) -> list[int]:
    """A price for each line, by which fewer lines are always cheaper, and then lower costs."""
    costs = {line.cost for line in lines}
    if len(costs) <= 1:
        return [1] * len(lines)
    unit = _COUNT / (len(lines) + 1) / max(costs)
    return [_COUNT + round(line.cost * unit) for line in lines]


def is_conflict(scenario: Scenario, lines: Sequence[DealLine]) -> bool:
    """Whether no package keeps all of these lines.

    Raises:
        ScenarioError: The solver gave up.
    """
    question = _Question(scenario)
    for line in lines:
        question.model.add(question.add_line(line) == 0)
    _, status = question.solved()
    if status == cp_model.UNKNOWN:
        raise ScenarioError(f"the solver gave up after {SECONDS:g} seconds; leave out issues or red lines")
    return bool(status == cp_model.INFEASIBLE)


def fairest(scenario: Scenario, lines: Sequence[DealLine], given_up: Collection[str]) -> tuple[int, ...] | None:
    """A package that keeps every line but those given up: the largest least gain, and then the largest sum.

    Gains are counted from the reservations, also of who gives its reservation up.

    Returns:
        An option's index for each issue; None where there is no such package, or the solver gave up.
    """
    question = _Question(scenario)
    for line in lines:
        if line.id not in given_up:
            question.model.add(question.add_line(line) == 0)
    if not scenario.has_values:
        solver, status = question.solved()
        return question.package(solver) if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else None
    least = question.model.new_int_var(-(1 << 52), 1 << 52, "least gain")
    for index, party in enumerate(scenario.parties):
        question.model.add(question.utilities[index] - round(party.reservation * question.unit) >= least)
    question.model.maximize(least)
    solver, status = question.solved()
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None
    question.model.add(least >= solver.value(least))
    question.model.maximize(sum(question.utilities))
    better, status = question.solved()
    return question.package(better if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else solver)


class _Question:
    """A model of the packages that satisfy the linkages, to which lines and an aim are added."""

    def __init__(self, scenario: Scenario) -> None:
        self.model = cp_model.CpModel()
        self._chosen = [
            [self.model.new_bool_var(f"{issue.id}:{option.id}") for option in issue.options]
            for issue in scenario.issues
        ]
        for choices in self._chosen:
            self.model.add_exactly_one(choices)
        for linkage in scenario.linkages:
            needed = [self._chosen[linkage.needs][option] for option in sorted(linkage.needed)]
            for option in sorted(linkage.options):
                self.model.add_bool_or([self._chosen[linkage.issue][option].Not(), *needed])
        values = worth(scenario)
        most = sum((np.abs(rows).max(axis=0) for rows in values.options), np.abs(values.payments)).max()
        self.unit = 2.0 ** (_UNIT_BITS - frexp(max(float(most), 1.0))[1])
        self.utilities = self._utilities(values)

    def _utilities(self, values: Worth) -> list[cp_model.LinearExprT]:
        flat = [choice for choices in self._chosen for choice in choices]
        units = np.rint(np.concatenate(values.options) * self.unit).astype(int)
        payments = np.rint(values.payments * self.unit).astype(int)
        return [
            cp_model.LinearExpr.weighted_sum(flat, column.tolist()) + int(payment)
            for column, payment in zip(units.T, payments, strict=True)
        ]

    def add_line(self, line: DealLine) -> cp_model.IntVar:
        """A variable that is 1 at least where the package breaks the line."""
        fallen = self.model.new_bool_var(line.id)
        if line.issue is not None:
            for option in sorted(line.excluded):
                self.model.add_implication(self._chosen[line.issue][option], fallen)
        if line.least is not None:
            least = ceil((line.least - TOLERANCE) * self.unit)
            self.model.add(self.utilities[line.party] >= least).only_enforce_if(fallen.Not())
        return fallen

    def within(self, fallen: Sequence[cp_model.IntVar], broken: Collection[int], prices: Sequence[int]) -> _Question:
        """The same question with the lowest price as its aim, and all lines kept but these."""
        narrowed = copy(self)
        narrowed.model = self.model.clone()
        copies = [narrowed.model.get_bool_var_from_proto_index(each.index) for each in fallen]
        for index, each in enumerate(copies):
            if index not in broken:
                narrowed.model.add(each == 0)
        narrowed.model.minimize(cp_model.LinearExpr.weighted_sum(copies, prices))
        return narrowed

    def solved(self, seconds: float = SECONDS) -> tuple[cp_model.CpSolver, cp_model.CpSolverStatus]:
        """The solver after its answer, and how it ended."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        # Else it takes Ctrl-C for itself and leaves no handler behind, so that a server would die instead of closing.
        solver.parameters.catch_sigint_signal = False
        # with utilities as large numbers the presolve of OR-Tools 9.15 loses packages, as enumeration showed
        solver.parameters.cp_model_presolve = False
        solver.parameters.max_deterministic_time = max(seconds, 0.01)
        return solver, solver.solve(self.model)

    def package(self, solver: cp_model.CpSolver) -> tuple[int, ...]:
        """The package that the solver chose."""
        return tuple(
            next(index for index, choice in enumerate(choices) if solver.value(choice)) for choices in self._chosen
        )
