"""Recorded scenarios: what a ledger's positions make of a deal space, and what each entry of it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.analysis import DrawnRedLine, Matrix, Preferences, RedLine
from detente.analysis.scales import holds
from detente.dealspace.checking import checked
from detente.dealspace.outcomes import Table, table_of
from detente.dealspace.scenarios import (
    DealIssue,
    DealLine,
    DealLinkage,
    DealParty,
    Entry,
    Scenario,
    UncertainEntry,
)
from detente.errors import ScenarioError
from detente.model import Act, DealTerms, Dossier, Issue, Party

WANTED, CONDITIONAL, UNNAMED, UNWANTED = 1.0, 0.7, 0.4, 0.0
"""What an option is assumed to be worth to a party that wants it, takes it on a condition, is silent, or refuses it."""
SPREAD = 0.25
"""How far an assumed value may be off, either way; an assumed weight may be off by half of itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What one entry of a recorded scenario rests on.

    Attributes:
        party, issue: Ids; no issue for a reservation.
        is_assumed: Whether nobody set it: it follows from a rule of ours.
        statements: What the ledger tells of it.
        low, high: Between which numbers it may lie; the same where an analyst set it.
    """

    entry: Entry
    party: str
    issue: str | None
    number: float
    low: float
    high: float
    is_assumed: bool
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A scenario made from positions.

    Attributes:
        bases: What its weights and reservations rest on, by party and issue.
        left_out: Names of issues that no package settles, for want of options and of numbers.
        silent: Names of parties without a place in it, as nothing can be read of what they want or refuse.
        mediators: Names of parties without a place in it, as they are no side of a deal.
        off_table: Numbers that are told and in no package, such as ``50 percent on Dairy (Norland)``: off the scale of
            an issue with options, or one of these has no place.
    """

    scenario: Scenario
    bases: tuple[Basis, ...]
    left_out: tuple[str, ...]
    silent: tuple[str, ...]
    mediators: tuple[str, ...] = ()
    off_table: tuple[str, ...] = ()

    def without_least(self, scenario: Scenario) -> tuple[str, ...]:
        """Names of the parties of which nobody tells what they would at least want, so that it counts as nothing.

        Args:
            scenario: This one, or what changes make of it.
        """
        assumed = {each.party for each in self.bases if each.entry is Entry.RESERVATION and each.is_assumed}
        return tuple(each.name for each in scenario.parties if each.id in assumed and each.reservation == 0)


def recorded(matrix: Matrix, dossier: Dossier, drawn: Sequence[DrawnRedLine]) -> Recorded:
    """The scenario of the positions: issues with options or numbers, and every party that is told to want something.

    A mediator takes no part in it unless the dossier's ``deal`` names it. What is on the table, and which red lines
    exclude some of it, is :func:`detente.dealspace.outcomes.table_of`'s.

    Each issue on which a party is told to want or refuse an outcome counts alike to it, others nothing. An option is
    worth ``WANTED`` to ``UNWANTED`` by what its position makes of it, a number the more the nearer it lies to that
    which it wants, and nothing where it is refused; no deal is worth 0. The dossier's ``deal`` replaces any of these.
    What a party's own red line excludes of options and told numbers is worth nothing to it either.

    Args:
        matrix: The positions.
        dossier: Its issues, and what its ``deal`` sets.
        drawn: Every red line ever drawn; those in force count.

    Raises:
        ScenarioError: No party takes a position, or no issue has an option.
    """
    table = table_of(matrix.positions, dossier, drawn, matrix.as_of)
    told = table.told
    wanting = {party for party, _ in told} | {each.party for each in dossier.deal.weights}
    wanting |= {each.party for each in dossier.deal.values} | {line.party for line in table.red_lines}
    sides = [party for party in dossier.parties if party.id not in dossier.mediators]
    parties = tuple(party for party in sides if party.id in wanting)
    settled = [(issue, made) for issue, made in table.issues if made.options]
    if not settled or not parties:
        what = (
            "party is told to want or to refuse an option" if settled else "issue of the dossier has options or numbers"
        )
        raise ScenarioError(
            f"no {what}, so there is nothing to choose between; add documents, or options to the dossier"
        )
    lines = tuple(_lines(table.red_lines, settled, parties, dossier))
    made = [
        _as_party(party, settled, {key[1]: one for key, one in told.items() if key[0] == party.id}, dossier.deal, lost)
        for party in parties
        for lost in [{str(line.issue): line for line in table.red_lines if line.party == party.id}]
    ]
    scenario = Scenario(
        title=dossier.title,
        issues=tuple(made for _, made in settled),
        parties=tuple(party for party, _, _ in made),
        lines=lines,
        linkages=tuple(_linkages(dossier.deal, settled)),
        uncertain=(*_uncertain(made), *_doubts(lines, matrix, drawn)),
        uncounted=tuple(_uncounted(table, drawn)),
    )
    return Recorded(
        scenario=checked(scenario),
        bases=tuple(basis for _, bases, _ in made for basis in bases),
        left_out=tuple(issue.name for issue, made in table.issues if not made.options),
        silent=tuple(party.name for party in sides if party.id not in wanting),
        mediators=tuple(party.name for party in dossier.parties if party not in sides),
        off_table=tuple(
            f"{number} on {dossier.issue_name(issue)} ({', '.join(map(dossier.party_name, whose))})"
            for issue, number, whose in table.off
        ),
    )


def _uncounted(table: Table, drawn: Sequence[DrawnRedLine]) -> Iterator[tuple[str, str]]:
    """The id of each red line that excludes nothing, read or drawn, and why; not where another of its cell does."""
    counted = {(line.party, line.issue) for line in table.red_lines}
    fallen = (((each.party, each.issue), each.holds.words) for each in drawn if not each.holds.is_in_force)
    unread = (((each.party, each.issue), each.why) for each in table.unread)
    for (party, issue), why in (*fallen, *unread):
        if (party, issue) not in counted:
            yield f"{party}:{issue}", why


_Settled = Sequence[tuple[Issue, DealIssue]]
_Made = tuple[DealParty, list[Basis], list[tuple[int, int]]]


def _as_party(
    party: Party,
    settled: _Settled,
    told: Mapping[str, Preferences],
    terms: DealTerms,
    lines: Mapping[str, RedLine],
) -> _Made:
    """The party's entries, what they rest on, and the issue and option of each value that is assumed."""
    given = {each.issue: each.weight for each in terms.weights if each.party == party.id}
    values_set: dict[tuple[str, str], float] = {
        (each.issue, each.option): each.value for each in terms.values if each.party == party.id
    }
    spoken = {*told, *lines}
    raw = [given.get(issue.id, 1.0 if issue.id in spoken else 0.0) for issue, _ in settled]
    raw = raw if sum(raw) else [1.0] * len(settled)
    weights = [each / sum(raw) for each in raw]
    values, assumed = [], []
    for index, (issue, made) in enumerate(settled):
        line = lines.get(issue.id)
        guessed = _values(made, told.get(issue.id), () if line is None else line.excluded)
        row = [
            values_set.get((issue.id, option.id), guess) for option, guess in zip(made.options, guessed, strict=True)
        ]
        assumed += [
            (index, option)
            for option, each in enumerate(made.options)
            if issue.id in spoken and (issue.id, each.id) not in values_set
        ]
        values.append(tuple(row))
    least = next((each.least for each in terms.reservations if each.party == party.id), None)
    bases = [
        Basis(
            entry=Entry.WEIGHT, party=party.id, issue=issue.id, number=weight,
            low=weight if issue.id in given else weight / 2, high=weight if issue.id in given else weight * 1.5,
            is_assumed=issue.id not in given, statements=_resting_on(told.get(issue.id), lines.get(issue.id)),
        )
        for (issue, _), weight in zip(settled, weights, strict=True)
    ]  # fmt: skip
    bases.append(
        Basis(
            entry=Entry.RESERVATION, party=party.id, issue=None, number=least or 0.0, low=least or 0.0,
            high=SPREAD if least is None else least, is_assumed=least is None, statements=(),
        )
    )  # fmt: skip
    made_party = DealParty(
        id=party.id, name=party.name, weights=tuple(weights), values=tuple(values), reservation=least or 0.0
    )
    return made_party, bases, assumed


def _resting_on(told: Preferences | None, line: RedLine | None) -> tuple[str, ...]:
    """The statements of what is told on an issue and of the red line there, each once."""
    return tuple(dict.fromkeys((*(told.statements if told else ()), *(line.statements if line else ()))))


def _values(made: DealIssue, told: Preferences | None, excluded: Sequence[str]) -> list[float]:
    """What each option is assumed to be worth; all alike where nothing is told.

    What is refused, and what the party's own red line excludes, is worth nothing. Where a number is told, the rest is
    worth more the nearer it lies to that, nothing at the far end of the places and the number told.
    """
    places = [option.place for option in made.options]
    known = [place for place in places if place is not None]
    if told is None:
        rest = UNNAMED if excluded else WANTED
        return [UNWANTED if option.id in excluded else rest for option in made.options]
    gone, line = {*told.excluded, *excluded}, told.red_line
    refused = line.value if line is not None and line.stance is Act.REJECT else told.refused
    lost = {each.id for each in made.options if each.id in gone or holds(refused, each.place)}
    if told.number is not None and len(known) == len(places):
        ends = [*known, *(end for end in (told.number.low, told.number.high) if end is not None)]
        span = max(ends) - min(ends)
        near = [1 - _distance(place, told) / span if span else WANTED for place in known]
        return [UNWANTED if each.id in lost else worth for each, worth in zip(made.options, near, strict=True)]
    by: dict[str, float] = {**dict.fromkeys(told.conditional, CONDITIONAL), **dict.fromkeys(told.preferred, WANTED)}
    return [UNWANTED if each.id in lost else by.get(each.id, UNNAMED) for each in made.options]


def _distance(place: float, told: Preferences) -> float:
    """How far a place lies outside the number that is wanted."""
    if told.number is None:
        return 0.0
    low, high = told.number.low, told.number.high
    return max((low - place) if low is not None else 0.0, (place - high) if high is not None else 0.0, 0.0)


def _lines(
    red_lines: Sequence[RedLine], settled: _Settled, parties: Sequence[Party], dossier: Dossier
) -> Iterator[DealLine]:
    at = {issue.id: index for index, (issue, _) in enumerate(settled)}
    of = {party.id: index for index, party in enumerate(parties)}
    costs = {(each.party, each.issue): each.cost for each in dossier.deal.costs}
    for line in red_lines:
        made = settled[at[line.issue]][1]
        value, is_demand = line.value, line.stance is Act.DEMAND
        low, high = (value.low, value.high) if value and is_demand else (None, None)
        is_exclusive = bool(value and is_demand and value.exclusive)
        lost = {index for index, option in enumerate(made.options) if option.id in line.excluded}
        if value and not is_demand and not line.excluded:
            lost |= {index for index, option in enumerate(made.options) if holds(value, option.place)}
        if value and is_demand and not line.excluded:
            lost |= {index for index, option in enumerate(made.options) if not holds(value, option.place)}
        yield DealLine(
            id=f"{line.party}:{line.issue}", party=of[line.party], issue=at[line.issue], excluded=frozenset(lost),
            at_least=low, at_most=high, is_exclusive=is_exclusive, cost=costs.get((line.party, line.issue), 1.0),
            statements=line.statements,
        )  # fmt: skip


def _linkages(terms: DealTerms, settled: _Settled) -> Iterator[DealLinkage]:
    at = {issue.id: index for index, (issue, _) in enumerate(settled)}
    for each in terms.linkages:
        one, other = at[each.issue], at[each.needs]
        yield DealLinkage(
            issue=one, options=_called(settled[one][1], each.option), needs=other,
            needed=_called(settled[other][1], each.needed),
        )  # fmt: skip


def _called(made: DealIssue, option: str) -> frozenset[int]:
    return frozenset(index for index, each in enumerate(made.options) if each.id == option)


def _uncertain(parties: Sequence[_Made]) -> Iterator[UncertainEntry]:
    for index, (party, bases, assumed) in enumerate(parties):
        for issue, basis in enumerate(bases):
            if basis.high > basis.low:
                about = issue if basis.entry is Entry.WEIGHT else None
                yield UncertainEntry(entry=basis.entry, low=basis.low, high=basis.high, party=index, issue=about)
        for issue, option in assumed:
            value = party.values[issue][option]
            low, high = max(0.0, value - SPREAD), min(1.0, value + SPREAD)
            yield UncertainEntry(entry=Entry.VALUE, low=low, high=high, party=index, issue=issue, option=option)


def _doubts(lines: Sequence[DealLine], matrix: Matrix, drawn: Sequence[DrawnRedLine]) -> Iterator[UncertainEntry]:
    """The chance that each red line stands: how sure its coding is, halved where a statement contests its position."""
    sure: dict[str, float] = {line.statements[0]: line.confidence for line in drawn}
    for line in lines:
        position = matrix.cell(*line.id.split(":", 1))
        if position is not None and line.statements[0] != position.ruling and line.statements[0] in sure:
            chance = sure[line.statements[0]]
            yield UncertainEntry(entry=Entry.LINE, low=chance, high=chance, line=line.id)
        elif position is not None:
            chance = position.confidence * (0.5 if position.is_contested else 1.0)
            yield UncertainEntry(entry=Entry.LINE, low=chance, high=chance, line=line.id)
