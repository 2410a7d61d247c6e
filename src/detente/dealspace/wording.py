"""Words: what a deal space tells, in the sentences that commands and pages share."""

from __future__ import annotations

from collections.abc import Sequence

from detente.dealspace.deals import indifferent
from detente.dealspace.openings import set_words
from detente.dealspace.recorded import CONDITIONAL, UNNAMED, UNWANTED, WANTED, Basis, Recorded
from detente.dealspace.scenarios import DealLine, Scenario
from detente.dealspace.unlocking import Obstacle, Unlocking

SOLUTIONS = (
    ("nash", "Nash", "largest product of gains"),
    ("kalai_smorodinsky", "Kalai-Smorodinsky", "largest least share of what each could gain"),
    ("egalitarian", "Egalitarian", "largest least gain, of ties the largest next least"),
    ("utilitarian", "Utilitarian", "largest sum"),
)
"""The solutions: as :class:`detente.dealspace.Points` calls them, their names, and what each makes largest."""
NO_FORECAST = "These are solutions of a model, not forecasts; nothing here has been validated on peace talks."
"""What is said beside every solution."""
MOST_SETS = 10
"""Unlock sets that are told one by one."""
_MOST_CLAUSES = 4


def packages_words(number: int) -> str:
    """A number of packages.

    Example:
        >>> packages_words(1), packages_words(7776000)
        ('1 package', '7,776,000 packages')
    """
    return "1 package" if number == 1 else f"{number:,} packages"


def package_words(scenario: Scenario, package: Sequence[int]) -> str:
    """The package in words; issues on which nobody prefers anything last, and without a choice."""
    settled, rest = package_parts(scenario, package)
    told = [f"{issue}: {option}" for issue, option in settled]
    return " · ".join([*told, *([f"nobody prefers anything on {', '.join(rest)}"] if rest else [])])


def package_parts(scenario: Scenario, package: Sequence[int]) -> tuple[list[tuple[str, str]], list[str]]:
    """Issue and option of what the package settles, and the issues on which nobody prefers anything."""
    free = indifferent(scenario) if scenario.has_values else frozenset()
    settled = [
        (issue.name, issue.options[option].name)
        for index, (issue, option) in enumerate(zip(scenario.issues, package, strict=True))
        if index not in free
    ]
    return settled, [scenario.issues[index].name for index in sorted(free)]


def assumed_words(recorded: Recorded) -> str:
    """How much of a workspace's scenario is assumed, and where it can be set."""
    weights = [each for each in recorded.bases if each.issue is not None and each.number > 0]
    reservations = [each for each in recorded.bases if each.issue is None]
    left_out = f" In no package: {', '.join(recorded.left_out)}." if recorded.left_out else ""
    if recorded.off_table:
        off = "off the scale, or beside an option without a place"
        left_out += f" Told but in no package, as {off}: {', '.join(recorded.off_table)}."
    return (
        f"Assumed, as nobody has set it: {_share(weights)} weights, alike for every issue on which a party is told to "
        f"want or refuse an outcome, and {_share(reservations)} reservations, 0; options are worth {worth_rule()}. Set "
        f"them under `deal` in the dossier.{left_out}"
    )


def room_words(*, has_unread: bool) -> str:
    """That the red lines leave a package; no plain yes, for where nobody tells what parties would at least want."""
    return f"The red lines {'that can be read' if has_unread else 'told'} leave room for a deal"


def unbounded_words(n_packages: int) -> str:
    """That neither a red line nor what a party would at least want leaves out any package."""
    told = f"no red line that can be read excludes any of {packages_words(n_packages)}"
    return f"Nothing in the record bounds a deal: {told}."


def least_words(recorded: Recorded, scenario: Scenario) -> str:
    """That nobody tells what parties would at least want, and what follows beside the gaps; empty where all is set.

    Args:
        recorded: The scenario as it stands, and what it rests on.
        scenario: The same, or what changes make of it.
    """
    unknown = recorded.without_least(scenario)
    if not unknown:
        return ""
    whose = "each party" if len(unknown) == len(scenario.parties) else f"some parties ({', '.join(unknown)})"
    return (
        f"What {whose} would at least want is not known and taken as nothing: where the gaps tell a deadlock, who "
        "insists on what another's red line excludes is taken to give way."
    )


def silent_words(recorded: Recorded) -> str:
    """Which parties the packages are not asked of, and why; empty where none is left out."""
    told = (
        ("a mediator is no side of a deal", recorded.mediators),
        ("nothing can be read of what they want or refuse", recorded.silent),
    )
    return " ".join(f"Not asked, as {why}: {', '.join(names)}." for why, names in told if names)


def worth_rule() -> str:
    """What an option is assumed to be worth, where."""
    return (
        f"{WANTED:g} where wanted, {CONDITIONAL:g} on a condition, {UNWANTED:g} where refused, {UNNAMED:g} where "
        "nothing is said of it; numbers, and options with a place, by their distance from the one that is told"
    )


def unlock_sentence(found: Unlocking) -> str:
    """The first of the smallest sets as one sentence: "A deal exists if Norland drops ..., or if Sudmark drops ...".

    A second sentence says how many other sets there are.
    """
    clauses = smallest_clauses(found)[:_MOST_CLAUSES]
    others = (len(found.unlock_sets) if found.n_unlock_sets is None else found.n_unlock_sets) - len(clauses)
    told = "1 other set opens one too" if others == 1 else f"{others:,} other sets open one too"
    return f"A deal exists if {', or if '.join(clauses)}.{f' {told}.' if others else ''}"


def smallest_clauses(found: Unlocking) -> tuple[str, ...]:
    """What each of the smallest sets asks of whom, at most ``MOST_SETS``."""
    fewest = len(found.unlock_sets[0].lines)
    smallest = [each for each in found.unlock_sets if len(each.lines) == fewest][:MOST_SETS]
    return tuple(set_words(each, found.scenario) for each in smallest)


def held_line_words(line: DealLine, scenario: Scenario) -> str:
    """Whose line it is and what it asks: ``Norland: no Free passage on Passage``."""
    return f"{scenario.parties[line.party].name}: {scenario.line_words(line)}"


def need_words(obstacle: Obstacle, n_unlock_sets: int | None) -> str:
    """How much depends on a line: ``in every set``, ``in 2 of 3 sets; in one of the smallest``."""
    of = f"{obstacle.n_sets:,}" if n_unlock_sets is None else f"{obstacle.n_sets:,} of {n_unlock_sets:,}"
    need = "in every set" if obstacle.is_needed else f"in {of} sets"
    return f"{need}; in one of the smallest" if obstacle.is_in_smallest else need


def _share(bases: Sequence[Basis]) -> str:
    return f"{sum(each.is_assumed for each in bases)} of {len(bases)}"
