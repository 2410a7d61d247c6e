"""Checking: whether a scenario can be reckoned with, and in one sentence why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite

from detente.dealspace.counting import n_valid
from detente.dealspace.scenarios import DealIssue, DealLine, DealParty, Scenario
from detente.errors import ScenarioError

LIMIT_WORTH = 1_000.0
"""Largest number that a package, a weight or a value may be worth: beyond it 1e-9 is no longer told apart."""
_SUM_TOLERANCE = 1e-6


def checked(scenario: Scenario) -> Scenario:
    """The scenario, if it can be used.

    Raises:
        ScenarioError: It contradicts itself or holds what is no number; the first such thing, in one sentence.
    """
    problem = next(_problems(scenario), None)
    if problem is not None:
        raise ScenarioError(problem)
    return scenario


def _problems(scenario: Scenario) -> Iterator[str]:
    if not scenario.issues:
        yield "a scenario needs an issue at least; add one to 'issues'"
    if not scenario.parties:
        yield "a scenario needs a party at least; add one to 'parties'"
    yield from _named_twice("issue", [each.id for each in scenario.issues])
    yield from _named_twice("party", [each.id for each in scenario.parties])
    yield from _named_twice("red line", [each.id for each in scenario.lines])
    for issue in scenario.issues:
        yield from _of_issue(issue)
    for party in scenario.parties:
        yield from _of_party(party, scenario.issues)
    for line in scenario.lines:
        yield from _of_line(line, scenario)
    yield from _of_linkages(scenario)
    for entry in scenario.uncertain:
        if not (isfinite(entry.low) and isfinite(entry.high)) or entry.low > entry.high:
            yield f"the range of an uncertain {entry.entry} runs from {entry.low} to {entry.high}; give low, then high"


def _named_twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            yield f"two of the scenario's entries are the {what} {each!r}; give each a name of its own"
        seen.add(each)


def _of_issue(issue: DealIssue) -> Iterator[str]:
    if not issue.options:
        yield f"the issue {issue.id!r} has no option; give it one at least, or leave the issue out"
    for option in _named_twice("option", [each.id for each in issue.options]):
        yield f"{option} on the issue {issue.id!r}"


def _of_party(party: DealParty, issues: tuple[DealIssue, ...]) -> Iterator[str]:
    if len(party.weights) != len(issues) or len(party.values) != len(issues):
        yield f"{party.id} has {len(party.weights)} weights and values on {len(party.values)} issues of {len(issues)}"
        return
    for issue, values in zip(issues, party.values, strict=True):
        if len(values) != len(issue.options):
            yield f"{party.id} has {len(values)} values on {issue.id!r}, which has {len(issue.options)} options"
    told = [party.reservation, party.payment, *party.weights, *(each for row in party.values for each in row)]
    if not all(isfinite(each) and abs(each) <= LIMIT_WORTH for each in told):
        yield f"{party.id} has a weight, value or reservation that is no number up to {LIMIT_WORTH:,.0f}; correct it"
    elif any(weight < 0 for weight in party.weights):
        yield f"{party.id} has a negative weight; give the values of that issue in the opposite order instead"
    elif abs(sum(party.weights) - 1) > _SUM_TOLERANCE:
        yield f"the weights of {party.id} sum to {sum(party.weights):.9g}, not to 1; divide each by that sum"


def _of_line(line: DealLine, scenario: Scenario) -> Iterator[str]:
    if not 0 <= line.party < len(scenario.parties):
        yield f"the red line {line.id!r} is drawn by a party that the scenario lacks"
    if not isfinite(line.cost) or line.cost < 0:
        yield f"the red line {line.id!r} costs {line.cost}; give a number of 0 or more"
    if line.issue is None:
        if line.least is None or not isfinite(line.least):
            yield f"the red line {line.id!r} names neither an issue nor the least utility; give it one of them"
    elif not 0 <= line.issue < len(scenario.issues):
        yield f"the red line {line.id!r} is drawn on an issue that the scenario lacks"
    elif not line.excluded <= set(range(len(scenario.issues[line.issue].options))):
        yield f"the red line {line.id!r} excludes an option that its issue lacks"


def _of_linkages(scenario: Scenario) -> Iterator[str]:
    for linkage in scenario.linkages:
        if linkage.issue == linkage.needs:
            yield f"a linkage ties {scenario.issues[linkage.issue].id!r} to itself; name two issues"
            return
    if scenario.linkages and not n_valid(scenario):
        yield "the linkages contradict each other: no package satisfies all of them; take one out"
