"""Reads the red lines, linkages and uncertain entries of a scenario's JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from math import isfinite
from typing import Any

from detente.dealspace.scenarios import (
    RESERVATION,
    DealIssue,
    DealLine,
    DealLinkage,
    DealOption,
    DealParty,
    Entry,
    Scenario,
    UncertainEntry,
)
from detente.errors import ScenarioError

_LINE = "a red line has a party, and an issue with excludes, at_least or at_most, or else a utility"
_KEYS = frozenset(
    {"id", "party", "issue", "excludes", "at_least", "at_most", "exclusive", "utility", "cost", "statements"}
)


def read_line(told: Mapping[str, Any], scenario: Scenario, taken: Sequence[str]) -> DealLine:
    """A red line; one without an id is called after its party and issue.

    Raises:
        ScenarioError: It names what the scenario lacks, or asks for nothing.
    """
    unknown = next((key for key in told if key not in _KEYS), None)
    if unknown is not None:
        raise ScenarioError(f"a red line has no key {unknown!r}; {_LINE}")
    party = index_of(told.get("party"), scenario.parties, "party", "a red line")
    name = scenario.parties[party].id
    cost = read_number(told.get("cost", 1.0), f"the cost of a red line of {name}")
    statements = tuple(str(each) for each in told.get("statements") or ())
    if "issue" not in told:
        if "utility" not in told:
            raise ScenarioError(f"a red line of {name} asks for nothing; {_LINE}")
        least = read_number(told["utility"], f"the least utility of a red line of {name}")
        called = _called(told.get("id"), f"{name}:utility", taken)
        return DealLine(id=called, party=party, least=least, cost=cost, statements=statements)
    index = index_of(told["issue"], scenario.issues, "issue", f"a red line of {name}")
    issue = scenario.issues[index]
    low, high = (_bound(told, key, issue, name) for key in ("at_least", "at_most"))
    named = _options(told.get("excludes") or (), issue, f"a red line of {name}")
    if not told.get("excludes") and low is None and high is None:
        raise ScenarioError(f"the red line of {name} on {issue.id!r} excludes nothing; {_LINE}")
    is_exclusive = told.get("exclusive", False)
    if not isinstance(is_exclusive, bool) or (is_exclusive and (low is None) is (high is None)):
        raise ScenarioError(f"'exclusive' of the red line of {name} on {issue.id!r} is no true beside one bound alone")
    line = DealLine(
        id=_called(told.get("id"), f"{name}:{issue.id}", taken),
        party=party,
        issue=index,
        at_least=low,
        at_most=high,
        is_exclusive=is_exclusive,
        cost=cost,
        statements=statements,
    )
    return replace(line, excluded=named | beyond(issue, line))


def beyond(issue: DealIssue, line: DealLine) -> frozenset[int]:
    """The options whose place lies outside the line's bounds; those without a place are within any."""
    return frozenset(
        index
        for index, option in enumerate(issue.options)
        if option.place is not None and not line.leaves(option.place)
    )


def read_linkage(told: Mapping[str, Any], scenario: Scenario) -> DealLinkage:
    """A linkage: ``{"issue", "options", "only_if": {"issue", "options"}}``.

    Raises:
        ScenarioError: It names what the scenario lacks.
    """
    needed = told.get("only_if")
    if not isinstance(needed, Mapping):
        raise ScenarioError('a linkage lacks "only_if"; write {"issue", "options", "only_if": {"issue", "options"}}')
    ends = [index_of(each.get("issue"), scenario.issues, "issue", "a linkage") for each in (told, needed)]
    chosen = [
        _options(each.get("options") or (), scenario.issues[end], "a linkage")
        for each, end in zip((told, needed), ends, strict=True)
    ]
    return DealLinkage(issue=ends[0], options=chosen[0], needs=ends[1], needed=chosen[1])


def read_uncertain(told: Mapping[str, Any], scenario: Scenario, lines: Sequence[DealLine]) -> UncertainEntry:
    """An uncertain entry: a red line with the chance that it stands, or a number of a party with its range.

    Raises:
        ScenarioError: It names what the scenario lacks, or no range.
    """
    if "red_line" in told:
        line = lines[index_of(told["red_line"], lines, "red line", "an uncertain entry")].id
        chance = read_number(told.get("stands"), f"the chance that {line} stands")
        if not 0 <= chance <= 1:
            raise ScenarioError(f"the chance that {line} stands is {chance}; give a number from 0 to 1")
        return UncertainEntry(entry=Entry.LINE, low=chance, high=chance, line=line)
    party = index_of(told.get("party"), scenario.parties, "party", "an uncertain entry")
    entry = next((each for each in (Entry.WEIGHT, Entry.VALUE, Entry.RESERVATION) if each in told), None)
    if entry is None:
        raise ScenarioError("an uncertain entry has no range; give it weight, value or reservation: [low, high]")
    ends = told[entry]
    if not isinstance(ends, list) or len(ends) != 2:
        raise ScenarioError(f"the range of an uncertain {entry} is {ends!r}; write [low, high]")
    low, high = (read_number(each, f"an end of the range of an uncertain {entry}") for each in ends)
    issue = option = None
    if entry is not Entry.RESERVATION:
        issue = index_of(told.get("issue"), scenario.issues, "issue", "an uncertain entry")
    if issue is not None and entry is Entry.VALUE:
        [option] = _options(told.get("option"), scenario.issues[issue], "an uncertain entry")
    return UncertainEntry(entry=entry, low=low, high=high, party=party, issue=issue, option=option)


def index_of(
    named: object, among: Sequence[DealIssue | DealOption | DealParty | DealLine], what: str, where: str
) -> int:
    """The index of the one with this id, or this name.

    Raises:
        ScenarioError: There is none; the message tells what is near.
    """
    for index, each in enumerate(among):
        if named in {each.id, getattr(each, "name", each.id)}:
            return index
    ids = [each.id for each in among]
    near = get_close_matches(str(named), ids, n=1)
    others = f"choose from {', '.join(ids[:8])}" if ids else f"it has no {what}"
    advice = f"did you mean {near[0]!r}?" if near else others
    raise ScenarioError(f"{where} names the {what} {named!r}, which the scenario lacks; {advice}")


def read_number(told: object, what: str) -> float:
    """A finite number; true and false are none.

    Raises:
        ScenarioError: It is anything else.
    """
    if isinstance(told, bool) or not isinstance(told, int | float) or not isfinite(told):
        raise ScenarioError(f"{what} is {told!r}, which is no finite number")
    return float(told)


def _called(told: object, usual: str, taken: Iterable[str]) -> str:
    if isinstance(told, str) and told:
        return told
    others = {*taken}
    if usual.endswith(f":{RESERVATION}") or usual in others:
        return next(f"{usual}#{n}" for n in range(2, len(others) + 3) if f"{usual}#{n}" not in others)
    return usual


def _options(told: object, issue: DealIssue, where: str) -> frozenset[int]:
    if isinstance(told, str) or not isinstance(told, Iterable):
        told = [told]
    named = [str(each) if isinstance(each, int | float) else each for each in told]
    return frozenset(index_of(each, issue.options, "option", f"{where} on {issue.id!r}") for each in named)


def _bound(told: Mapping[str, Any], key: str, issue: DealIssue, party: str) -> float | None:
    if told.get(key) is None:
        return None
    bound = read_number(told[key], f"{key} of the red line of {party} on {issue.id!r}")
    if any(option.place is None for option in issue.options):
        raise ScenarioError(f"the red line of {party} on {issue.id!r} has a bound, but its options are no numbers")
    return bound
