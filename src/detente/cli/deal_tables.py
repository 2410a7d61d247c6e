"""The deal space in a terminal: which options are open, what each red line costs, what is not counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis import stance_words
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, QUIET, STYLE_OF, hairline_table, lines, words
from detente.dealspace import DealSpace, NumberLine, OptionLine, RedLine, Stretch
from detente.dealspace.wording import packages_words
from detente.model import Dossier, IssueId, OptionId, Value

_NAME = 24
_COUNT = 11


def deals_page(deals: DealSpace, dossier: Dossier) -> Iterator[RenderableType]:
    """The deal space, part by part; a part with nothing in it is left out."""
    yield words(dossier.title, HEAD)
    yield words(_bottom_line(deals), LOUD if deals.is_empty else "")
    yield Text()
    yield _options(deals, dossier)
    if deals.costs:
        yield Text()
        yield _costs(deals, dossier)
    yield Text()
    yield from _notes(deals, dossier)


def _bottom_line(deals: DealSpace) -> str:
    if deals.n_packages == 0:
        return "No issue of the dossier has options, so there are no packages to count."
    all_of_them = packages_words(deals.n_packages) + (" of named options" if deals.numbers else "")
    if deals.is_empty:
        return f"The red lines leave none of {all_of_them}."
    if not deals.costs:
        return f"No red line excludes any of {all_of_them}."
    return f"The red lines leave {deals.n_possible:,} of {all_of_them}."


def _options(deals: DealSpace, dossier: Dossier) -> Table:
    table = hairline_table()
    name = min(_NAME, width() // 4)
    rest = width() - name - GAP
    table.add_column("Issue", width=name, overflow="fold")
    if deals.costs:
        rest = (rest - GAP) // 2
    table.add_column("Open", width=rest, overflow="fold")
    if deals.costs:
        table.add_column("Excluded, and by whom", width=rest, overflow="fold")
    for issue in deals.issues:
        kept = " · ".join(option.name for option in issue.options if option.is_open)
        lost = [_excluded(option, dossier) for option in issue.options if not option.is_open]
        table.add_row(words(issue.name, HEAD), words(kept) if kept else Text("nothing", LOUD), *_cells(deals, lost))
    for number in deals.numbers:
        lost = [_demand(line, dossier) for line in number.red_lines]
        table.add_row(words(number.name, HEAD), _range(number), *_cells(deals, lost))
    return table


def _cells(deals: DealSpace, lost: Sequence[Text]) -> list[Text]:
    return [lines(*lost)] if deals.costs else []


def _excluded(option: OptionLine, dossier: Dossier) -> Text:
    whom = ", ".join(dossier.party_name(line.party) for line in option.excluded_by)
    return Text(" by ", QUIET).join([words(option.name), words(whom, QUIET)])


def _range(number: NumberLine) -> Text:
    if number.is_empty:
        return Text("nothing", LOUD)
    return words(" · ".join(_stretch(each, number.unit) for each in number.left))


def _stretch(one: Stretch, unit: str) -> str:
    if one.low is None and one.high is None:
        return f"any number of {unit}" if unit else "any number"
    if (one.low is None or one.has_low) and (one.high is None or one.has_high):
        return str(Value(one.low, one.high, unit))
    low = "" if one.low is None else f"{one.low:,g}" if one.has_low else f"over {one.low:,g}"
    high = "" if one.high is None else f"{one.high:,g}" if one.has_high else f"under {one.high:,g}"
    return f"{' to '.join(filter(None, (low, high)))} {unit}".rstrip()


def _demand(line: RedLine, dossier: Dossier) -> Text:
    return words(f"{dossier.party_name(line.party)} {stance_words(line.stance)} {line.value}", QUIET)


def _costs(deals: DealSpace, dossier: Dossier) -> Table:
    table = hairline_table(has_rules=False)
    rest = max(_COUNT, width() - 2 * (_COUNT + GAP))
    table.add_column("Red line", width=rest, overflow="fold")
    table.add_column("Packages\nexcluded", width=_COUNT, justify="right", overflow="fold")
    table.add_column("Opened if\ngiven up", width=_COUNT, justify="right", overflow="fold")
    names = {(issue.issue, option.option): option.name for issue in deals.issues for option in issue.options}
    for cost in deals.costs:
        of_numbers = not cost.red_line.excluded
        removed = "numbers" if of_numbers else f"{cost.n_removed:,}"
        unlocked = "" if of_numbers and not cost.n_unlocked else f"{cost.n_unlocked:,}"
        table.add_row(_red_line(cost.red_line, dossier, names), removed, unlocked)
    return table


def _red_line(line: RedLine, dossier: Dossier, names: Mapping[tuple[IssueId, OptionId], str]) -> Text:
    excluded = ", ".join(names[line.issue, each] for each in line.excluded)
    told = words(f"{dossier.party_name(line.party)} {stance_words(line.stance)}", STYLE_OF[line.stance])
    what = words(f"on {dossier.issue_name(line.issue)}: {excluded or line.value}")
    return Text(" ").join([told, what, words(f"({line.statements[0]})", QUIET)])


def _notes(deals: DealSpace, dossier: Dossier) -> Iterator[Text]:
    for line in deals.unread:
        party, issue = dossier.party_name(line.party), dossier.issue_name(line.issue)
        told = f"{party} {stance_words(line.stance)} on {issue}"
        yield words(f"Red line not counted: {told} ({line.statements[0]}). Why: {line.why}.")
    if deals.uncounted:
        yield words(f"In no package, for want of options: {', '.join(deals.uncounted)}.", QUIET)
    yield words(deals.limits, QUIET)
