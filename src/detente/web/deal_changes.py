"""Turns what is asked for into sentences, and into the fields of the form that asks for more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.briefing.wording import listed
from detente.dealspace import Entry, Recorded, Scenario
from detente.dealspace.scenarios import RESERVATION
from detente.web.deal_wishes import SET, WORTH, Wish
from detente.web.parts import Choice, Link
from detente.web.snapshots import Snapshot

_WEIGHT = "weight"


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change in a sentence, and the page without it."""

    words: str
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberField:
    """A number that can be set.

    Attributes:
        name: The field's.
        label: What it is, for those who do not see the table.
        now: As it stands.
        low, high: Between which numbers it may lie, by the scenario; empty where it is certain.
        is_assumed: Whether nobody set it.
        asked: What is asked for; empty where nothing is.
    """

    name: str
    label: str
    now: str
    range: str
    is_assumed: bool
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightRow:
    """An issue with what it weighs with each party."""

    issue: str
    cells: tuple[NumberField, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A change that the form carries along unless it is unticked."""

    name: str
    value: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherwiseForm:
    """What else may be otherwise.

    Attributes:
        kept: Payments and options that are asked for already.
        parties, issues: To choose from.
        worths: A field for each party: what a new option is worth to it.
        is_asked: Whether any of it is asked for.
    """

    parties_named: tuple[str, ...]
    weights: tuple[WeightRow, ...]
    reservations: tuple[NumberField, ...]
    kept: tuple[Kept, ...]
    parties: tuple[Choice, ...]
    issues: tuple[Choice, ...]
    worths: tuple[tuple[str, str], ...]
    is_asked: bool


def change_lines(snapshot: Snapshot, scenario: Scenario, wish: Wish) -> Iterator[ChangeLine]:
    """Every change that is asked for; ``scenario`` is as things stand."""
    for field, told, words in _told(scenario, wish):
        yield ChangeLine(words, Link("take back", wish.less(field, told).link(snapshot.moment, anchor="answer")))


def otherwise_form(recorded: Recorded, wish: Wish) -> OtherwiseForm:
    """The fields of what may be otherwise, with what stands in each."""
    scenario = recorded.scenario
    bases = {(each.entry, each.party, each.issue): each for each in recorded.bases}
    asked = dict(each.rpartition("=")[::2] for each in wish.changes.number)

    def field(entry: Entry, party: str, issue: str | None, label: str) -> NumberField:
        base = bases[entry, party, issue]
        name = f"{party}:{issue}:{_WEIGHT}" if issue else f"{party}:{RESERVATION}"
        return NumberField(
            name=f"{SET}{name}", label=label, now=f"{base.number:.2g}",
            range=f"{base.low:.2g} to {base.high:.2g}" if base.high > base.low else "",
            is_assumed=base.is_assumed, asked=asked.get(name, ""),
        )  # fmt: skip

    return OtherwiseForm(
        parties_named=tuple(party.name for party in scenario.parties),
        weights=tuple(
            WeightRow(
                issue=issue.name,
                cells=tuple(
                    field(Entry.WEIGHT, party.id, issue.id, f"What {issue.name} weighs with {party.name}")
                    for party in scenario.parties
                ),
            )
            for issue in scenario.issues
        ),
        reservations=tuple(
            field(Entry.RESERVATION, party.id, None, f"What no deal is worth to {party.name}")
            for party in scenario.parties
        ),
        kept=tuple(
            Kept(name, told, words)
            for field_, told, words in _told(scenario, wish)
            for name in [{"pay": "pay", "add_option": "add_option"}.get(field_, "")]
            if name
        ),
        parties=tuple(Choice(party.id, party.name, at == 0) for at, party in enumerate(scenario.parties)),
        issues=tuple(Choice(issue.id, issue.name, at == 0) for at, issue in enumerate(scenario.issues)),
        worths=tuple((f"{WORTH}{party.id}", party.name) for party in scenario.parties),
        is_asked=bool(wish.changes.pay or wish.changes.add_option)
        or any(name.endswith((f":{RESERVATION}", f":{_WEIGHT}")) for name in asked),
    )


def _told(scenario: Scenario, wish: Wish) -> Iterator[tuple[str, str, str]]:
    """Field, the change as it is written, and its words."""
    names = {party.id: party.name for party in scenario.parties} | {each.id: each.name for each in scenario.issues}
    changes = wish.changes
    for told in changes.without:
        yield "without", told, _fallen(scenario, told, names)
    for told, (line, option) in zip(changes.allow, changes.allowed, strict=True):
        yield "allow", told, _allowed(scenario, line, option)
    for told, (entry, number) in zip(changes.number, changes.numbers, strict=True):
        yield "number", told, _number(scenario, entry, number, names)
    for told, (giver, taker, amount) in zip(changes.pay, changes.payments, strict=True):
        whom = names.get(giver, giver), names.get(taker, taker)
        yield "pay", told, f"{whom[0]} gives {whom[1]} so much that it is worth {amount:g} to each"
    for told, (issue, option, values) in zip(changes.add_option, changes.added, strict=True):
        worth = listed(
            tuple(f"{each:g} to {party.name}" for each, party in zip(values, scenario.parties, strict=False))
        )
        yield "add_option", told, f"“{option}” is on the table for {names.get(issue, issue)}, worth {worth}"


def _fallen(scenario: Scenario, id_: str, names: Mapping[str, str]) -> str:
    party, _, last = id_.rpartition(":")
    if last == RESERVATION:
        return f"{names.get(party, party)} takes any package"
    for linkage in scenario.linkages:
        if scenario.linkage_id(linkage) == id_:
            return f"“{scenario.linkage_words(linkage)}” no longer holds"
    line = next((each for each in scenario.lines if each.id == id_), None)
    if line is None:
        return f"{id_} falls"
    return f"{scenario.parties[line.party].name} gives up “{scenario.line_words(line)}”"


def _allowed(scenario: Scenario, line_id: str, option_id: str) -> str:
    line = next((each for each in scenario.lines if each.id == line_id), None)
    if line is None or line.issue is None:
        return f"{line_id} leaves room for {option_id}"
    issue = scenario.issues[line.issue]
    option = next((each.name for each in issue.options if option_id in {each.id, each.name}), option_id)
    return f"{scenario.parties[line.party].name} leaves room for {option} on {issue.name}"


def _number(scenario: Scenario, entry: str, number: float, names: Mapping[str, str]) -> str:
    party, _, last = entry.rpartition(":")
    if last == RESERVATION:
        return f"{names.get(party, party)} takes no package worth less than {number:g}"
    if last == _WEIGHT:
        whose, _, issue = party.partition(":")
        return f"{names.get(issue, issue)} weighs {number:g} with {names.get(whose, whose)}"
    unit = next((scenario.issues[each.issue or 0].unit for each in scenario.lines if each.id == entry), "")
    told = f"{number:,.12g} {unit}".rstrip()
    return f"the red line of {names.get(party, party)} on {names.get(last, last)} moves to {told}"
