"""Changes: a scenario as it would be if a line fell or moved, a number were another, or more were on the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from detente.dealspace.checking import checked
from detente.dealspace.line_files import beyond, index_of
from detente.dealspace.scenarios import RESERVATION, DealLine, DealOption, DealParty, Entry, Scenario
from detente.dealspace.utilities import worth
from detente.errors import ScenarioError

_WHERE = "the change"


def without(scenario: Scenario, line_id: str) -> Scenario:
    """The scenario without a red line or a linkage; without a party's reservation, which then takes any package.

    Args:
        scenario: Before the change.
        line_id: The line's id, such as ``Norland:Passage`` or ``Norland:reservation``, or a linkage's.

    Raises:
        ScenarioError: No line or linkage has this id.
    """
    party, _, last = line_id.rpartition(":")
    if last == RESERVATION and any(each.id == party for each in scenario.parties):
        values = worth(scenario)
        index = index_of(party, scenario.parties, "party", _WHERE)
        least = values.payments[index] + sum(rows[:, index].min() for rows in values.options)
        fallen = _with_party(
            scenario, index, lambda each: replace(each, reservation=min(each.reservation, float(least)))
        )
        return _known(fallen, Entry.RESERVATION, index)
    kept = tuple(each for each in scenario.linkages if scenario.linkage_id(each) != line_id)
    if len(kept) < len(scenario.linkages):
        return replace(scenario, linkages=kept)
    line = _line(scenario, line_id)
    return replace(
        scenario,
        lines=tuple(each for each in scenario.lines if each is not line),
        uncertain=tuple(each for each in scenario.uncertain if each.line != line.id),
    )


def allowing(scenario: Scenario, line_id: str, option: str) -> Scenario:
    """The scenario with a red line that leaves room for one more option.

    Raises:
        ScenarioError: There is no such line or option, or the line is a threshold.
    """
    line = _line(scenario, line_id)
    if line.issue is None:
        raise ScenarioError(f"the red line {line_id!r} is a threshold; set its number instead")
    index = index_of(option, scenario.issues[line.issue].options, "option", _WHERE)
    roomier = replace(line, excluded=line.excluded - {index}, at_least=None, at_most=None, is_exclusive=False)
    return _with_line(scenario, line, roomier)


def with_number(scenario: Scenario, entry: str, number: float) -> Scenario:
    """The scenario with another number: a line's bound or threshold, a reservation, or a weight.

    Other weights of a party keep their proportions, so that all still sum to 1. A number that is set is no longer
    uncertain.

    Args:
        scenario: Before the change.
        entry: A line's id, ``PARTY:reservation``, or ``PARTY:ISSUE:weight``.
        number: What it becomes.

    Raises:
        ScenarioError: There is no such entry, or the number does not fit it.
    """
    party, _, last = entry.rpartition(":")
    if last == RESERVATION:
        index = index_of(party, scenario.parties, "party", _WHERE)
        moved = _with_party(scenario, index, lambda each: replace(each, reservation=number))
        return checked(_known(moved, Entry.RESERVATION, index))
    if last == "weight":
        name, _, issue = party.partition(":")
        index = index_of(name, scenario.parties, "party", _WHERE)
        of = index_of(issue, scenario.issues, "issue", _WHERE)
        weighted = _with_party(scenario, index, lambda each: _weighted(each, of, number))
        return checked(_known(weighted, Entry.WEIGHT, index))
    return checked(_moved(scenario, _line(scenario, entry), number))


def with_payment(scenario: Scenario, giver: str, taker: str, amount: float) -> Scenario:
    """The scenario with a side payment: so much utility less for one party, and more for another.

    Raises:
        ScenarioError: The scenario lacks one of them.
    """
    one = index_of(giver, scenario.parties, "party", _WHERE)
    other = index_of(taker, scenario.parties, "party", _WHERE)
    paid = _with_party(scenario, one, lambda each: replace(each, payment=each.payment - amount))
    return checked(_with_party(paid, other, lambda each: replace(each, payment=each.payment + amount)))


def with_option(scenario: Scenario, issue: str, option: str, values: Sequence[float]) -> Scenario:
    """The scenario with one more option on an issue, which no red line on options excludes but by its number.

    Args:
        scenario: Before the change.
        issue: The issue's id.
        option: The new option's name; digits are its place.
        values: What it is worth to each party, in the scenario's order, before weights.

    Raises:
        ScenarioError: There is no such issue, the option is there already, or the values are not one a party.
    """
    index = index_of(issue, scenario.issues, "issue", _WHERE)
    if len(values) != len(scenario.parties):
        names = ", ".join(party.id for party in scenario.parties)
        n_values = "1 value" if len(values) == 1 else f"{len(values)} values"
        raise ScenarioError(f"a new option has {n_values}; give one for each of {names}")
    place = float(option) if option.replace(".", "", 1).isdigit() else None
    more = DealOption(id=option, name=option, place=place)
    grown = replace(scenario.issues[index], options=(*scenario.issues[index].options, more))
    issues = (*scenario.issues[:index], grown, *scenario.issues[index + 1 :])
    parties = tuple(
        replace(party, values=(*party.values[:index], (*party.values[index], value), *party.values[index + 1 :]))
        for party, value in zip(scenario.parties, values, strict=True)
    )
    lines = tuple(
        replace(line, excluded=line.excluded | beyond(grown, line)) if line.issue == index else line
        for line in scenario.lines
    )
    return checked(replace(scenario, issues=issues, parties=parties, lines=lines))


def _moved(scenario: Scenario, line: DealLine, number: float) -> Scenario:
    if line.issue is None:
        return _with_line(scenario, line, replace(line, least=number))
    if (line.at_least is None) is (line.at_most is None):
        raise ScenarioError(f"the red line {line.id!r} is not one bound of a number; allow it an option instead")
    low, high = (number, None) if line.at_least is not None else (None, number)
    moved = replace(line, at_least=low, at_most=high)
    return _with_line(scenario, line, replace(moved, excluded=beyond(scenario.issues[line.issue], moved)))


def _weighted(party: DealParty, issue: int, weight: float) -> DealParty:
    rest = sum(party.weights) - party.weights[issue]
    if not 0 <= weight <= 1 or (rest <= 0 and weight != 1):
        raise ScenarioError(f"{weight:g} is no weight for one issue of {party.id}; give a number from 0 to 1")
    share = (1 - weight) / rest if rest > 0 else 0.0
    weights = (weight if index == issue else each * share for index, each in enumerate(party.weights))
    return replace(party, weights=tuple(weights))


def _known(scenario: Scenario, entry: Entry, party: int) -> Scenario:
    """The scenario in which a party's entries of one kind are certain: what is left in a draw would undo a change."""
    kept = (each for each in scenario.uncertain if (each.entry, each.party) != (entry, party))
    return replace(scenario, uncertain=tuple(kept))


def _line(scenario: Scenario, line_id: str) -> DealLine:
    if why := dict(scenario.uncounted).get(line_id):
        raise ScenarioError(f"the red line {line_id!r} is told but not counted, so it excludes nothing: {why}")
    return scenario.lines[index_of(line_id, scenario.lines, "red line", _WHERE)]


def _with_line(scenario: Scenario, line: DealLine, changed: DealLine) -> Scenario:
    return replace(scenario, lines=tuple(changed if each is line else each for each in scenario.lines))


def _with_party(scenario: Scenario, index: int, change: Callable[[DealParty], DealParty]) -> Scenario:
    parties = scenario.parties
    return replace(scenario, parties=(*parties[:index], change(parties[index]), *parties[index + 1 :]))
