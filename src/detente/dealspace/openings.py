"""Openings: the package that an unlock set makes possible, and how far each of its lines has to move for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from detente.dealspace.deals import package_names
from detente.dealspace.keeping import fairest
from detente.dealspace.scenarios import DealLine, Scenario
from detente.dealspace.unlocking import Unlocking, UnlockSet
from detente.dealspace.utilities import worth

LIMIT_OPENED = 10
"""Unlock sets whose best package is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """How far one line has to move for a package.

    Attributes:
        asked: The least that a threshold or a number bound asks; None for options.
        given: What the package gives in its place: a utility, or a number in the issue's unit.
        option: Index of the option that the package takes on the line's issue; None for a threshold.
    """

    line: DealLine
    asked: float | None
    given: float | None
    option: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The best package that becomes possible when a set of lines is given up.

    Attributes:
        package: An option's index for each issue: of all that keep the other lines, the largest least gain over the
            reservations, and then the largest sum of utilities.
        utilities: What it is worth to each party.
        concessions: One for each line of the set.
    """

    unlock_set: UnlockSet
    package: tuple[int, ...]
    utilities: tuple[float, ...]
    concessions: tuple[Concession, ...]


def openings(found: Unlocking, limit: int = LIMIT_OPENED) -> tuple[Opening, ...]:
    """The best package of each of the first unlock sets."""
    return tuple(_opened(found, found.unlock_sets[:limit]))


def unlocking_to_wire(found: Unlocking, opened: Sequence[Opening]) -> dict[str, Any]:
    """Conflicts and unlock sets as JSON."""
    scenario = found.scenario
    by_set = {opening.unlock_set: opening for opening in opened}
    return {
        "name": scenario.title,
        "has_deal": found.has_deal,
        "lines": [_line(line, scenario) for line in found.lines],
        "n_conflicts": found.n_conflicts,
        "conflicts": [[line.id for line in lines] for lines in found.conflicts],
        "n_unlock_sets": found.n_unlock_sets,
        "unlock_sets": [
            {
                "lines": [line.id for line in each.lines],
                "parties": parties_of(each.lines, scenario),
                "cost": each.cost,
                "sentence": set_words(each, scenario),
                "opens": _opening(by_set[each], scenario) if each in by_set else None,
            }
            for each in found.unlock_sets
        ],
        "movers": [
            {
                "line": each.line.id,
                "party": scenario.parties[each.line.party].id,
                "n_sets": each.n_sets,
                "is_needed": each.is_needed,
                "is_in_smallest": each.is_in_smallest,
            }
            for each in found.obstacles
        ],
    }


def set_words(unlock_set: UnlockSet, scenario: Scenario) -> str:
    """What has to give, as a clause: ``Norland drops "no Free passage on Passage" and Sudmark drops ...``."""
    clauses = []
    for party, ours in groupby(by_party(unlock_set.lines), key=lambda line: line.party):
        clauses.append(f"{scenario.parties[party].name} {line_set_words(list(ours), scenario)}")
    return clauses[0] if len(clauses) == 1 else f"{', '.join(clauses[:-1])} and {clauses[-1]}"


def by_party(lines: Sequence[DealLine]) -> list[DealLine]:
    """The lines of each party together, the parties in the order in which they come first."""
    first = {party: place for place, party in reversed(list(enumerate(line.party for line in lines)))}
    return sorted(lines, key=lambda line: first[line.party])


def line_set_words(lines: Sequence[DealLine], scenario: Scenario) -> str:
    """What one party has to do about its lines: ``drops "no Free passage on Passage" and takes less than 0.9``."""
    dropped = [f"“{scenario.line_words(line)}”" for line in lines if line.least is None]
    least = [line.least for line in lines if line.least is not None]
    told = [f"drops {' and '.join(dropped)}"] if dropped else []
    return " and ".join([*told, *([f"takes less than {min(least):.4g}"] if least else [])])


def parties_of(lines: Sequence[DealLine], scenario: Scenario) -> list[str]:
    """The ids of the parties whose lines these are, each once."""
    return [scenario.parties[party].id for party in dict.fromkeys(line.party for line in lines)]


def concession_words(concession: Concession, scenario: Scenario) -> str:
    """How far a line moves: ``takes Piloted passage on Passage``, ``takes 450 crowns, not at most 400``."""
    if concession.option is None or concession.line.issue is None:
        return f"takes a package worth {concession.given:.3f} to it, not {concession.asked:.3f}"
    issue = scenario.issues[concession.line.issue]
    option = issue.options[concession.option]
    if concession.asked is None:
        return f"takes {option.name} on {issue.name}"
    bound = next(word for word, asked in concession.line.bounds if asked == concession.asked)
    given, asked = f"{concession.given:,.12g} {issue.unit}".rstrip(), f"{concession.asked:,.12g}"
    return f"takes {given} on {issue.name}, not {bound} {asked}"


def _opened(found: Unlocking, sets: Sequence[UnlockSet]) -> Iterator[Opening]:
    if not sets:
        return
    values = worth(found.scenario)
    for each in sets:
        package = fairest(found.scenario, found.lines, {line.id for line in each.lines})
        if package is not None:
            utilities = tuple(float(one) for one in values.of(package))
            yield Opening(
                unlock_set=each,
                package=package,
                utilities=utilities,
                concessions=tuple(_concession(line, package, utilities, found.scenario) for line in each.lines),
            )


def _concession(line: DealLine, package: Sequence[int], utilities: Sequence[float], scenario: Scenario) -> Concession:
    if line.issue is None:
        return Concession(line=line, asked=line.least, given=utilities[line.party], option=None)
    place = scenario.issues[line.issue].options[package[line.issue]].place
    asked = None
    if place is not None and not line.leaves(place):
        is_below = line.at_least is not None and place <= line.at_least
        asked = line.at_least if is_below else line.at_most
    return Concession(line=line, asked=asked, given=place, option=package[line.issue])


def _opening(opening: Opening, scenario: Scenario) -> dict[str, Any]:
    return {
        "package": package_names(scenario, opening.package),
        "utilities": [round(each, 9) + 0.0 for each in opening.utilities],
        "concessions": [
            {
                "line": each.line.id,
                "words": concession_words(each, scenario),
                "asked": each.asked,
                "given": None if each.given is None else round(each.given, 9),
            }
            for each in opening.concessions
        ],
    }


def _line(line: DealLine, scenario: Scenario) -> dict[str, Any]:
    return {
        "id": line.id,
        "party": scenario.parties[line.party].id,
        "issue": None if line.issue is None else scenario.issues[line.issue].id,
        "words": scenario.line_words(line),
        "cost": line.cost,
        "statements": list(line.statements),
    }
