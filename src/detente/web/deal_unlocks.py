"""Turns what blocks a deal into sentences: what would open one, what cannot stand together, who would have to move."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from detente.briefing.phrases import count_words
from detente.briefing.wording import listed
from detente.dealspace import DealLine, Obstacle, Scenario
from detente.dealspace.openings import Opening, by_party, concession_words, line_set_words
from detente.dealspace.wording import MOST_SETS, need_words, package_parts, smallest_clauses
from detente.web.deal_lines import line_sources
from detente.web.deal_wishes import Wish
from detente.web.parts import Link
from detente.web.reckoning import Reckoned
from detente.web.snapshots import Snapshot

_MOST_CONFLICTS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """Lines of one party: what they ask, and what giving them up means."""

    party: str
    asks: str
    words: str
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackageWords:
    """A package: issue and option of what it settles, the issues on which nobody prefers anything, and its worth.

    Attributes:
        worth: Each party, what the package is worth to it, and between which numbers that lies; empty if unknown.
    """

    settled: tuple[tuple[str, str], ...]
    rest: tuple[str, ...]
    worth: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlockRow:
    """A smallest set of lines that opens a deal.

    Attributes:
        cost: Where the dossier sets costs; empty otherwise.
        moves: How far each line has to move for the best package, a sentence each.
        package: The best one then; None where it was not looked for.
        attempt: Leads to this page with the set given up.
    """

    drops: tuple[Drop, ...]
    n_lines: int
    cost: str
    moves: tuple[str, ...]
    package: PackageWords | None
    attempt: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MoverRow:
    """Who would have to move, on what, how far, and how much depends on it."""

    party: str
    asks: str
    need: str
    far: tuple[str, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """Why there is no deal and the least that would open one.

    Attributes:
        alternatives: What each of the smallest sets asks, as clauses: "A deal exists if ..., or if ...".
        counted: How many sets there are and how many are told.
        conflicts: What cannot stand together: the lines of each conflict.
        more_conflicts: How many are left out, in words; empty if none.
    """

    alternatives: tuple[str, ...]
    counted: str
    sets: tuple[UnlockRow, ...]
    conflicts: tuple[tuple[Drop, ...], ...]
    more_conflicts: str
    movers: tuple[MoverRow, ...]


def blocked(snapshot: Snapshot, found: Reckoned, wish: Wish) -> Blocked:
    """What stands in the way of a deal where there is none.

    Raises:
        ScenarioError: The solver found nothing in its time.
    """
    scenario, known, opened = found.scenario, found.unlocking, found.openings
    total = known.n_unlock_sets
    told = min(MOST_SETS, len(known.unlock_sets))
    every = f"{len(known.unlock_sets):,} were found, and there may be more" if total is None else f"{total:,} in all"
    n_more = (len(known.conflicts) if known.n_conflicts is None else known.n_conflicts) - _MOST_CONFLICTS
    by_set = {each.unlock_set: each for each in opened}
    return Blocked(
        alternatives=smallest_clauses(known),
        counted=f"{count_words(told, 'smallest set')} of red lines, the fewest lines first; {every}.",
        sets=tuple(
            UnlockRow(
                drops=tuple(_drops(snapshot, scenario, each.lines)),
                n_lines=len(each.lines),
                cost=f"{each.cost:g}" if each.cost != len(each.lines) else "",
                moves=tuple(_moves(by_set.get(each), scenario)),
                package=_opened(by_set.get(each), scenario),
                attempt=Link(
                    "See this deal space",
                    wish.muting(line.id for line in each.lines).link(snapshot.moment, anchor="answer"),
                ),
            )
            for each in known.unlock_sets[:MOST_SETS]
        ),
        conflicts=tuple(tuple(_drops(snapshot, scenario, each)) for each in known.conflicts[:_MOST_CONFLICTS]),
        more_conflicts=f"and {count_words(n_more, 'more conflict')}" if n_more > 0 else "",
        movers=tuple(_mover(snapshot, each, found) for each in known.obstacles[:MOST_SETS]),
    )


def package_of(
    scenario: Scenario, package: tuple[int, ...], worth: tuple[tuple[str, str, str], ...] = ()
) -> PackageWords:
    """A package in words, with what it is worth to whom."""
    settled, rest = package_parts(scenario, package)
    return PackageWords(settled=tuple(settled), rest=tuple(rest), worth=worth)


def _drops(snapshot: Snapshot, scenario: Scenario, lines: tuple[DealLine, ...]) -> Iterator[Drop]:
    for party, ours in groupby(by_party(lines), key=lambda line: line.party):
        held = list(ours)
        yield Drop(
            party=scenario.parties[party].name,
            asks=listed(tuple(scenario.line_words(line) for line in held)),
            words=line_set_words(held, scenario),
            sources=tuple(link for line in held for link in line_sources(snapshot, line)),
        )


def _moves(opening: Opening | None, scenario: Scenario) -> Iterator[str]:
    for each in opening.concessions if opening else ():
        yield f"{scenario.parties[each.line.party].name} {concession_words(each, scenario)}"


def _opened(opening: Opening | None, scenario: Scenario) -> PackageWords | None:
    if opening is None:
        return None
    told = zip(scenario.parties, opening.utilities, strict=True) if scenario.has_values else ()
    return package_of(scenario, opening.package, tuple((party.name, f"{each:.2f}", "") for party, each in told))


def _mover(snapshot: Snapshot, obstacle: Obstacle, found: Reckoned) -> MoverRow:
    scenario, line = found.scenario, obstacle.line
    far = (
        concession_words(each, scenario)
        for opening in found.openings
        for each in opening.concessions
        if each.line.id == line.id
    )
    return MoverRow(
        party=scenario.parties[line.party].name,
        asks=scenario.line_words(line),
        need=need_words(obstacle, found.unlocking.n_unlock_sets),
        far=tuple(dict.fromkeys(far)),
        sources=line_sources(snapshot, line),
    )
