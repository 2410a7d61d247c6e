"""Turns positions into the options of every issue, with what each party makes of each and the words that rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from detente.analysis import Preferences, RedLine, preferences
from detente.analysis.scales import holds
from detente.briefing.marks import UNICODE
from detente.briefing.wording import excerpt, listed
from detente.dealspace import DealIssue, DealLine, DealOption, Scenario
from detente.dealspace.wording import worth_rule
from detente.model import Act, Issue, IssueId, PartyId, StatementId
from detente.web.matrices import cell_of
from detente.web.moved import source_links
from detente.web.parts import Cell, Link
from detente.web.snapshots import Snapshot
from detente.web.sourced import word_links

_QUOTED_CHARACTERS = 60
_RANGES = "Numbers stand for the ends that were told, those of the scale, and one between each two."
_TOLD_NUMBERS = "Beside the options stand the numbers that positions and the status quo name."
_MARKS = {
    "wanted": (Act.ACCEPT, "wants"),
    "conditional": (Act.CONDITION, "accepts if"),
    "refused": (Act.REJECT, "rejects"),
    "excluded": (Act.REJECT, "red line"),
    "muted": (Act.DENY, "muted line"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What a party makes of one option.

    Attributes:
        party: Its name.
        kind: ``wanted``, ``conditional``, ``refused``, ``excluded``, ``muted``, ``further`` or ``silent``.
        act, glyph, verb: The stance's mark; empty where it is silent.
        more: The condition's words, or what it comes from where it is inferred.
        is_inferred: Whether nobody told it of this very option.
        worth: What the option is worth to it, 0 to 1; empty where the issue weighs nothing with it.
        is_assumed: Whether that follows from our rule alone.
        source: Leads to the words that it rests on; None where it is silent.
    """

    party: str
    kind: str
    act: str = ""
    glyph: str = ""
    verb: str = ""
    more: str = ""
    is_inferred: bool = False
    worth: str = ""
    is_assumed: bool = False
    source: Link | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRow:
    """An option, or numbers next to each other of which every party makes the same.

    Attributes:
        barred: The parties whose red lines exclude it; empty where it is open.
        cells: One for each party of the page.
        is_new: Whether it is on the table by a change alone.
    """

    name: str
    barred: str
    cells: tuple[Acceptance, ...]
    is_new: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A party's position on an issue with the words it rests on; ``cell`` is None where it has none."""

    party: str
    cell: Cell | None
    sources: tuple[Link, ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueOptions:
    """An issue with its options.

    Attributes:
        n_open: Options that no red line excludes.
        is_silent: Whether no party is told to make anything of any option.
        note: How the rows of numbers are made; empty where there are named options alone.
    """

    id: str
    issue: Link
    n_options: int
    n_open: int
    stands: tuple[Stand, ...]
    rows: tuple[OptionRow, ...]
    is_silent: bool
    note: str


def issue_options(snapshot: Snapshot, base: Scenario, changed: Scenario) -> Iterator[IssueOptions]:
    """Every issue of a scenario.

    Args:
        snapshot: Where positions and their words come from.
        base: As things stand.
        changed: With what is asked for: its lines exclude, those that only ``base`` has are muted.
    """
    for index, made in enumerate(changed.issues):
        issue = snapshot.dossier.issue(IssueId(made.id))
        known = {each.id for each in base.issues[index].options}
        told = {party.id: _told(snapshot, party.id, issue) for party in changed.parties}
        rows = [
            OptionRow(
                name=option.name,
                barred=_barred(changed, index, at),
                cells=tuple(
                    _acceptance(snapshot, (base, changed), (index, at), who, told[party.id])
                    for who, party in enumerate(changed.parties)
                ),
                is_new=option.id not in known,
            )
            for at, option in enumerate(made.options)
        ]
        is_number = bool(not issue.options)
        named = {option.id for option in issue.options}
        has_numbers = any(option.id not in named for option in base.issues[index].options)
        yield IssueOptions(
            id=f"options-{made.id}",
            issue=Link(made.name, snapshot.moment.link("movement", issue=made.id)),
            n_options=len(rows),
            n_open=sum(not row.barred for row in rows),
            stands=tuple(_stand(snapshot, party.id, issue) for party in changed.parties),
            rows=tuple(_joined(made, rows)) if is_number else tuple(rows),
            is_silent=all(cell.kind == "silent" for row in rows for cell in row.cells),
            note=_RANGES if is_number else _TOLD_NUMBERS if has_numbers else "",
        )


def _told(snapshot: Snapshot, party: str, issue: Issue) -> Preferences | None:
    position = snapshot.matrix.cell(party, issue.id)
    return None if position is None else preferences(position, issue, snapshot.matrix.as_of)


def _stand(snapshot: Snapshot, party: str, issue: Issue) -> Stand:
    position = snapshot.matrix.cell(party, issue.id)
    statements = () if position is None else (position.ruling, *(e for e in position.run if e != position.ruling))
    sources, n_more = source_links(snapshot, statements[:3])
    return Stand(
        party=snapshot.party(PartyId(party)),
        cell=None if position is None else cell_of(snapshot, position),
        sources=sources,
        n_more=n_more + len(statements[3:]),
    )


def _barred(changed: Scenario, issue: int, option: int) -> str:
    whose = (line.party for line in changed.lines if line.issue == issue and option in line.excluded)
    return listed(tuple(changed.parties[party].name for party in dict.fromkeys(whose)))


def _acceptance(
    snapshot: Snapshot,
    scenarios: tuple[Scenario, Scenario],
    where: tuple[int, int],
    who: int,
    told: Preferences | None,
) -> Acceptance:
    base, changed = scenarios
    issue, at = where
    party, option = changed.parties[who], changed.issues[issue].options[at]
    lines = [_line_on(each, who, issue, at) for each in (changed, base)]
    kind, is_inferred = _kind(told, option, lines[0], lines[1])
    act, verb = _MARKS.get(kind, (None, ""))
    is_set = {(each.party, each.issue, each.option) for each in snapshot.dossier.deal.values}
    return Acceptance(
        party=party.name,
        kind=kind,
        act="" if act is None else act.value,
        glyph="" if act is None else UNICODE.glyphs[act],
        verb=verb,
        more=_more(kind, told, is_inferred=is_inferred),
        is_inferred=is_inferred,
        worth=f"{party.values[issue][at]:.2g}" if party.weights[issue] else "",
        is_assumed=(party.id, changed.issues[issue].id, option.id) not in is_set,
        source=_source(snapshot, kind, told, lines[0] or lines[1], option),
    )


def _line_on(scenario: Scenario, who: int, issue: int, at: int) -> DealLine | None:
    ours = (line for line in scenario.lines if (line.party, line.issue) == (who, issue) and at in line.excluded)
    return next(ours, None)


def _kind(
    told: Preferences | None, option: DealOption, line: DealLine | None, was: DealLine | None
) -> tuple[str, bool]:
    """What the party makes of the option, and whether that is inferred."""
    if line is not None or was is not None:
        red_line = told.red_line if told else None
        is_named = told is not None and holds(told.refused or told.number, option.place)
        is_inferred = red_line is not None and red_line.value is not None and not is_named
        return ("excluded" if line is not None else "muted"), is_inferred or _is_demand(red_line)
    if told is None:
        return "silent", False
    by = {
        **dict.fromkeys(told.excluded, "refused"),
        **dict.fromkeys(told.conditional, "conditional"),
        **dict.fromkeys(told.preferred, "wanted"),
    }
    for one, kind in by.items():
        if one == option.id:
            return kind, False
    if holds(told.refused, option.place):
        return "refused", False
    if told.number is not None and option.place is not None:
        if holds(told.number, option.place):
            return ("conditional" if told.is_conditional else "wanted"), False
        return "further", True
    return "silent", False


def _is_demand(red_line: RedLine | None) -> bool:
    return red_line is not None and red_line.stance is Act.DEMAND


def _more(kind: str, told: Preferences | None, *, is_inferred: bool) -> str:
    if kind in {"excluded", "muted"} and is_inferred:
        red_line = told.red_line if told else None
        if red_line is None or red_line.value is None:
            return "it insists on another"
        return f"it {'insists on' if _is_demand(red_line) else 'refuses'} {red_line.value}"
    if kind == "further":
        return "further from what it wants"
    if kind == "conditional" and told is not None and told.condition is not None:
        return f"“{excerpt(told.condition.text, _QUOTED_CHARACTERS)}”"
    return ""


def _source(
    snapshot: Snapshot, kind: str, told: Preferences | None, line: DealLine | None, option: DealOption
) -> Link | None:
    if kind == "silent" or told is None:
        return None
    position = snapshot.matrix.cell(told.party, told.issue)
    beside = () if position is None else (each.statement for each in position.options if each.option == option.id)
    statements = (*(line.statements if line else ()), *beside, *told.statements)
    return word_links(snapshot, [StatementId(statements[0])])[0] if statements else None


def _joined(issue: DealIssue, rows: Sequence[OptionRow]) -> Iterator[OptionRow]:
    """Rows of numbers next to each other as one, where every party makes the same of them."""
    places = sorted(zip((each.place or 0.0 for each in issue.options), rows, strict=True), key=lambda each: each[0])

    def same(each: tuple[float, OptionRow]) -> tuple[object, ...]:
        row = each[1]
        return row.barred, row.is_new, tuple((cell.kind, cell.more) for cell in row.cells)

    for _, group in groupby(places, key=same):
        several = list(group)
        low, high = several[0][0], several[-1][0]
        words = f"{low:,.12g}" if low == high else f"{low:,.12g} to {high:,.12g}"
        cells = [_range([row.cells[at] for _, row in several]) for at in range(len(several[0][1].cells))]
        first = several[0][1]
        yield OptionRow(
            name=f"{words} {issue.unit}".rstrip(), barred=first.barred, cells=tuple(cells), is_new=first.is_new
        )


def _range(cells: Sequence[Acceptance]) -> Acceptance:
    """One cell for several, worth what they are from the least to the most."""
    first = cells[0]
    worths = sorted({float(each.worth) for each in cells if each.worth})
    worth = f"{worths[0]:.2g} to {worths[-1]:.2g}" if len(worths) > 1 else first.worth
    return Acceptance(
        party=first.party, kind=first.kind, act=first.act, glyph=first.glyph, verb=first.verb, more=first.more,
        is_inferred=first.is_inferred, worth=worth, is_assumed=any(each.is_assumed for each in cells),
        source=first.source,
    )  # fmt: skip


def worth_words() -> str:
    """What the small numbers beside the marks mean."""
    return (
        "A small number is what the option is worth to the party, from 0 to 1; in italics it is assumed: "
        f"{worth_rule()}."
    )


def named_options(scenario: Scenario, line: DealLine) -> Iterable[tuple[str, str]]:
    """The options that a red line excludes, with their ids."""
    if line.issue is not None:
        options = scenario.issues[line.issue].options
        yield from ((options[each].id, options[each].name) for each in sorted(line.excluded))
