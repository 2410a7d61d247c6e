"""Turns red lines, reservations and linkages into rows: in whose words, what each costs, whether it is muted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.analysis import UnreadRedLine, stance_words
from detente.briefing.phrases import count_words
from detente.dealspace import DealLine, Entry, LineCost, Recorded, Scenario, joint_costs
from detente.dealspace.obstacles import obstacles
from detente.dealspace.wording import packages_words
from detente.model import StatementId
from detente.web.deal_options import named_options
from detente.web.deal_wishes import SET, Wish
from detente.web.parts import Choice, Link
from detente.web.reckoning import Reckoned
from detente.web.snapshots import Snapshot
from detente.web.sourced import Sourced, statement_words, word_links


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRow:
    """What a party does not give up, with its switch.

    Attributes:
        id: As a change names it.
        whose: The party, or "the dossier" of a linkage.
        asks: What it asks, in words.
        is_muted: Whether the page is asked to leave it out.
        sure: How likely it is to stand by its coding; empty where nobody tells.
        quote: The ruling statement with its speaker and its chain; None where it rests on no statement.
        sources: The further statements.
        inferred: What it rests on where that is no statement; empty otherwise.
        field, number, unit: To set its number: the field's name, the number that is asked for, and what stands now.
        room: Options that it could leave room for; none where it excludes one alone or is no line on options.
        costs: What it excludes and what would open if it alone fell, in words; empty for what excludes no option.
    """

    id: str
    whose: str
    asks: str
    is_muted: bool
    sure: str = ""
    quote: Sourced | None = None
    sources: tuple[Link, ...] = ()
    inferred: str = ""
    field: str = ""
    number: str = ""
    now: str = ""
    room: tuple[Choice, ...] = ()
    costs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLine:
    """A red line that names nothing which it could exclude, and why."""

    words: str
    why: str
    sources: tuple[Link, ...]


def line_rows(snapshot: Snapshot, recorded: Recorded, changed: Reckoned, wish: Wish) -> Iterator[LineRow]:
    """Every red line on options, then reservations that bind, then linkages.

    Args:
        snapshot: Where words come from.
        recorded: As things stand.
        changed: With what is asked for: its counts are told.
        wish: What is asked for.
    """
    base = recorded.scenario
    costs = {each.line.id: each for each in changed.deals.costs} if changed.deals else {}
    sure = {each.line: each.low for each in base.uncertain if each.entry is Entry.LINE}
    now = {line.id: line for line in changed.scenario.lines}
    for line in base.lines:
        yield _line_row(snapshot, base, now.get(line.id, line), wish, costs, sure.get(line.id))
    shown = {line.id for line in base.lines}
    for line in (*obstacles(base), *obstacles(changed.scenario)):
        if line.least is not None and line.id not in shown:
            shown.add(line.id)
            yield _reservation_row(base, line, wish)
    for linkage in base.linkages:
        id_ = base.linkage_id(linkage)
        yield LineRow(
            id=id_, whose="A linkage", asks=base.linkage_words(linkage), is_muted=id_ in wish.changes.without,
            inferred="set under deal in the dossier",
        )  # fmt: skip


def joint_words(changed: Reckoned) -> Iterator[str]:
    """What the red lines of each party cost together, a sentence each; none where each party draws one alone."""
    found = list(joint_costs(changed.scenario))
    for each in found:
        if each.n_lines > 1:
            party = changed.scenario.parties[each.party].name
            opened = f"with all of them given up {each.n_unlocked:,} more would be open"
            yield f"{party}: {each.n_lines} red lines together exclude {packages_words(each.n_removed)}; {opened}."
    if changed.scenario.lines and changed.deals is not None:
        n_lost = changed.deals.n_valid - changed.n_open
        yield f"All red lines together exclude {n_lost:,} of {packages_words(changed.deals.n_valid)}."


def unread_lines(snapshot: Snapshot) -> tuple[UnreadLine, ...]:
    """The red lines that exclude nothing, and why."""
    return tuple(_unread(snapshot, each) for each in snapshot.state.deal_space().unread)


def line_sources(snapshot: Snapshot, line: DealLine) -> tuple[Link, ...]:
    """The way to the words of the first statements that a line rests on."""
    return word_links(snapshot, [StatementId(each) for each in line.statements[:2]])


def _line_row(
    snapshot: Snapshot,
    base: Scenario,
    line: DealLine,
    wish: Wish,
    costs: Mapping[str, LineCost],
    sure: float | None,
) -> LineRow:
    cost = costs.get(line.id)
    bound = line.at_least if line.at_least is not None else line.at_most
    has_bound = (line.at_least is None) is not (line.at_most is None)
    options = list(named_options(base, next(each for each in base.lines if each.id == line.id)))
    return LineRow(
        id=line.id,
        whose=base.parties[line.party].name,
        asks=base.line_words(line),
        is_muted=line.id in wish.changes.without,
        sure="" if sure is None else f"{sure:.0%}",
        quote=statement_words(snapshot, StatementId(line.statements[0])) if line.statements else None,
        sources=word_links(snapshot, [StatementId(each) for each in line.statements[1:3]]),
        field=f"{SET}{line.id}" if has_bound else "",
        number=_asked(wish, line.id),
        now=f"{bound:,.12g} {base.issues[line.issue or 0].unit}".rstrip() if has_bound and bound is not None else "",
        room=tuple(
            Choice(f"{line.id}={option}", name, f"{line.id}={option}" in wish.changes.allow) for option, name in options
        )
        if len(options) > 1 and not has_bound
        else (),
        costs=""
        if cost is None
        else f"excludes {cost.n_removed:,}; {cost.n_unlocked:,} more would be open if it alone fell",
    )


def _reservation_row(base: Scenario, line: DealLine, wish: Wish) -> LineRow:
    party = base.parties[line.party]
    return LineRow(
        id=line.id,
        whose=party.name,
        asks=f"no package worth less than {line.least:.3g} to it",
        is_muted=line.id in wish.changes.without,
        inferred="its reservation: what no deal is worth to it, set in the dossier or here",
    )


def _asked(wish: Wish, entry: str) -> str:
    """The number that is asked for an entry, as it was written."""
    return next((each.rpartition("=")[2] for each in wish.changes.number if each.rpartition("=")[0] == entry), "")


def _unread(snapshot: Snapshot, line: UnreadRedLine) -> UnreadLine:
    more = f", {count_words(len(line.statements), 'statement')}" if len(line.statements) > 1 else ""
    return UnreadLine(
        words=f"{snapshot.party(line.party)} {stance_words(line.stance)} on {snapshot.issue(line.issue)}{more}",
        why=line.why,
        sources=word_links(snapshot, line.statements[:2]),
    )
