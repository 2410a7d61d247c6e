"""A scenario's deals in a terminal: counts, the solutions' packages, red lines' costs, changes and chances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, QUIET, folding_table, hairline_table, lines, words
from detente.dealspace import Chance, Deals, Point, Recorded, Scenario, deals, entry_words
from detente.dealspace.wording import (
    NO_FORECAST,
    SOLUTIONS,
    assumed_words,
    least_words,
    package_words,
    packages_words,
    room_words,
    silent_words,
    unbounded_words,
)

_NAME = 20
_NARROWEST = 30
_COUNT = 13
_MOST_SHOWN = 2
_MOST_INFLUENCES = 10


def scenario_page(found: Deals) -> Iterator[RenderableType]:
    """Counts first, then the solutions, then what each red line costs."""
    yield words(found.scenario.title, HEAD)
    yield from _told(found)
    yield from _solutions(found)
    if found.costs:
        yield Text()
        yield _costs(found)
    yield Text()
    yield words(NO_FORECAST, QUIET)


def points_parts(recorded: Recorded) -> Iterator[RenderableType]:
    """The solutions over a workspace's positions, and what had to be assumed for them."""
    found = deals(recorded.scenario)
    yield Text()
    yield words("What the positions amount to", HEAD)
    yield from _told(found, least_words(recorded, recorded.scenario))
    if left_out := silent_words(recorded):
        yield words(left_out)
    yield from _solutions(found)
    yield Text()
    yield words(assumed_words(recorded), QUIET)
    yield words(NO_FORECAST, QUIET)


def changed_page(before: Deals, after: Deals, changes: Sequence[str]) -> Iterator[RenderableType]:
    """How things stand and how they would, side by side."""
    yield words(before.scenario.title, HEAD)
    yield words(f"What if: {'; '.join(changes)}.")
    yield Text()
    table = hairline_table(has_rules=False)
    rest = max(_COUNT, (width() - _NAME - 2 * GAP) // 2)
    for heading, columns in (("", _NAME), ("As things stand", rest), ("With the change", rest)):
        table.add_column(heading, width=columns, overflow="fold")
    rows = (
        ("Packages open", f"{before.n_open:,}", f"{after.n_open:,}"),
        ("Acceptable to all", _number(before.n_rational), _number(after.n_rational)),
        ("Efficient of these", f"{len(before.rational.packages):,}", f"{len(after.rational.packages):,}"),
    )
    for name, one, other in rows:
        table.add_row(words(name), words(one), words(other, HEAD if one != other else ""))
    for key, name, _ in SOLUTIONS:
        ends = [_point_of(each, key) for each in (before, after)]
        cells = [
            words("no deal", LOUD) if one is None else _where(of, one)
            for of, one in zip((before, after), ends, strict=True)
        ]
        table.add_row(words(name), *cells)
    yield table


def packages_page(scenario: Scenario, found: Sequence[tuple[int, ...]]) -> Iterator[RenderableType]:
    """Every open package on a line."""
    yield words(scenario.title, HEAD)
    yield words(f"No red line excludes {packages_words(len(found))}.")
    for package in found:
        yield words(package_words(scenario, package))


def chance_page(found: Chance, scenario: Scenario) -> Iterator[RenderableType]:
    """The share of draws with a deal, and what it hangs on."""
    yield words(scenario.title, HEAD)
    yield words(
        f"A deal exists in {found.share:.0%} of {found.n_draws:,} draws ({found.low:.0%} to {found.high:.0%}); "
        f"{len(scenario.uncertain):,} uncertain {'entry' if len(scenario.uncertain) == 1 else 'entries'}, "
        f"seed {found.seed}."
    )
    telling = [each for each in found.influences if each.share > 0][:_MOST_INFLUENCES]
    if telling:
        yield Text()
        rest = width() - _COUNT * 2 - 2 * GAP
        table = hairline_table(has_rules=False)
        for heading, columns in (("It hangs on", max(rest, _COUNT)), ("Share", _COUNT), ("95 %", _COUNT)):
            table.add_column(heading, width=columns, overflow="fold")
        for each in telling:
            interval = f"{each.low:.2f} to {each.high:.2f}"
            table.add_row(words(entry_words(scenario, each.entry)), words(f"{each.share:.2f}"), words(interval))
        yield table
    yield Text()
    yield words("The share tells what the stated ranges amount to; it is no forecast.", QUIET)


def _told(found: Deals, least: str = "") -> Iterator[Text]:
    linked = f", {found.n_valid:,} of them by the linkages" if found.n_valid != found.n_packages else ""
    lost = f"; the red lines leave {found.n_open:,}" if found.costs else ""
    yield words(f"{packages_words(found.n_packages)}{linked}{lost}.")
    if found.is_empty:
        yield words("No package is acceptable to every party: there is no zone of possible agreement.", LOUD)
        yield words("`detente unlock` tells what would have to give.")
        return
    efficient = f"{len(found.rational.packages):,} of them efficient (no other is better for one and worse for none)"
    if least and found.n_rational == found.n_packages:
        yield words(f"{unbounded_words(found.n_packages)} In all {len(found.rational.packages):,} are efficient.")
        yield words(least)
    elif least:
        many = "Some" if found.n_rational is None else f"{found.n_rational:,}"
        stand = "stands" if found.n_rational == 1 else "stand"
        stands = f"{many} of {packages_words(found.n_packages)} {stand}"
        yield words(f"{room_words(has_unread=True)}: {stands}; {efficient}.")
        yield words(least)
    elif found.n_rational is None:
        yield words(f"Some are acceptable to every party, too many to count exactly; {efficient}.")
    else:
        verb = "is" if found.n_rational == 1 else "are"
        yield words(f"{packages_words(found.n_rational)} {verb} acceptable to every party; {efficient}.")


def _number(number: int | None) -> str:
    return "not counted" if number is None else f"{number:,}"


def _solutions(found: Deals) -> Iterator[RenderableType]:
    if found.points is None:
        return
    names: dict[str, list[Text]] = {}
    chosen: dict[str, Text] = {}
    for key, name, meaning in SOLUTIONS:
        point = _point_of(found, key)
        if point is not None:
            where = _where(found, point)
            chosen.setdefault(where.plain, where)
            names.setdefault(where.plain, []).extend((words(name, HEAD), words(meaning, QUIET)))
    rows = [(lines(*names[plain]), where) for plain, where in chosen.items()]
    yield Text()
    headings = {"Solution": _NAME, "What it chooses, and what that is worth to whom": width() - _NAME - GAP}
    yield folding_table(headings, "Solutions", rows, narrowest=_NARROWEST)


def _point_of(found: Deals, key: str) -> Point | None:
    return None if found.points is None else getattr(found.points, key)


def _where(found: Deals, point: Point) -> Text:
    """The packages of a point, and how many more there are."""
    scenario, chosen = found.scenario, point.chosen
    shown = []
    for package, utilities in list(zip(chosen.packages, chosen.utilities, strict=False))[:_MOST_SHOWN]:
        parties = zip(scenario.parties, utilities, strict=True)
        shown.append(words(package_words(scenario, package)))
        shown.append(words(" · ".join(f"{party.name} {each:.3f}" for party, each in parties), QUIET))
    more = chosen.n_packages - len(shown) // 2
    if more > 0:
        shown.append(words(f"and {packages_words(more)} as good", QUIET))
    return lines(*shown)


def _costs(found: Deals) -> Table:
    table = hairline_table(has_rules=False)
    rest = max(_COUNT, width() - 2 * (_COUNT + GAP))
    table.add_column("Red line", width=rest, overflow="fold")
    table.add_column("Packages\nexcluded", width=_COUNT, justify="right", overflow="fold")
    table.add_column("Opened if\ngiven up", width=_COUNT, justify="right", overflow="fold")
    for cost in found.costs:
        party = found.scenario.parties[cost.line.party].name
        line = f"{party}: {found.scenario.line_words(cost.line)}"
        table.add_row(words(line), f"{cost.n_removed:,}", f"{cost.n_unlocked:,}")
    return table
