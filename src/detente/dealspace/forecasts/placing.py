"""Placing: where the parties of a matrix stand on each issue's scale, as actors of the forecast models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import inf

from detente.analysis import Matrix, preferences, takes_position
from detente.analysis.preferences import Preferences, scale_ends, scale_unit
from detente.dealspace.forecasts.bargaining import Actor, Bargaining
from detente.errors import DetenteError
from detente.model import Firmness, Issue, Party, PartyKind, Value

SALIENCE_OF = {Firmness.RED_LINE: 1.0, Firmness.FIRM: 0.75, Firmness.FLEXIBLE: 0.5, Firmness.UNCLEAR: 0.5}
"""The salience assumed of a position by its firmness; a convention of ours that nothing has been measured against."""

_NO_SCALE = "the dossier gives neither the ends of its scale nor places to its options"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A party that takes a position on an issue and is no actor there, and why."""

    party: str
    name: str
    why: str
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedIssue:
    """An issue with its actors.

    Attributes:
        bargaining: None where the issue has no scale, or fewer than two actors.
        why_none: Why it is None, in a clause; None where it is not.
        unplaced: Parties with a position that are no actors.
    """

    issue: str
    name: str
    bargaining: Bargaining | None
    why_none: str | None = None
    unplaced: tuple[Unplaced, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What an analyst gives instead of what is assumed, by party id; it holds on every issue."""

    capability: Mapping[str, float] = field(default_factory=dict)
    salience: Mapping[str, float] = field(default_factory=dict)

    def check(self, known: Iterable[str], of: str) -> None:
        """Makes sure that every party given is known, and every number can be.

        Raises:
            DetenteError: One is not or cannot; ``of`` says where parties are from.
        """
        names = list(dict.fromkeys(known))
        for asked in (*self.capability, *self.salience):
            if asked not in names:
                raise DetenteError(f"{of} has no party {asked!r}; choose from {', '.join(names)}")
        for asked, number in self.capability.items():
            if not 0 <= number < inf:
                raise DetenteError(f"the capability of {asked} is {number:g}; give a number from 0 on")
        for asked, number in self.salience.items():
            if not 0 <= number <= 1:
                raise DetenteError(f"the salience of {asked} is {number:g}; give a number from 0 to 1")

    def to(self, actor: Actor) -> Actor:
        """The actor with what is given for it."""
        told = {
            entry: given[actor.id]
            for entry, given in (("capability", self.capability), ("salience", self.salience))
            if actor.id in given
        }
        assumed = tuple(entry for entry in actor.assumed if entry not in told)
        return replace(
            actor,
            capability=told.get("capability", actor.capability),
            salience=told.get("salience", actor.salience),
            assumed=assumed,
        )


def place(matrix: Matrix, given: Given) -> tuple[PlacedIssue, ...]:
    """Every issue of a matrix with the parties that tell a number on its scale, or an option that has a place there.

    A range stands for its middle, "at most" and "at least" for the number told. Capability is assumed to be equal and
    salience by firmness (``SALIENCE_OF``) unless given. A mediator is no actor unless its capability is given.

    Raises:
        DetenteError: A party given is none of the dossier's, or a number given cannot be.
    """
    given.check((party.id for party in matrix.parties), "the dossier")
    return tuple(_placed(matrix, issue, given) for issue in matrix.issues)


def _placed(matrix: Matrix, issue: Issue, given: Given) -> PlacedIssue:
    ends = scale_ends(issue)
    if ends is None:
        return PlacedIssue(issue=issue.id, name=issue.name, bargaining=None, why_none=_NO_SCALE)
    actors: list[Actor] = []
    unplaced: list[Unplaced] = []
    for party in matrix.parties:
        cell = matrix.cell(party.id, issue.id)
        if cell is None or not takes_position(cell.stance):
            continue
        told = preferences(cell, issue, matrix.as_of)
        why = _why_not(told, party, ends, given)
        if why or told.number is None:
            unplaced.append(Unplaced(party=party.id, name=party.name, why=why, statements=told.statements))
        else:
            actors.append(given.to(_actor(told, party, told.number)))
    if len(actors) < 2:
        why = f"{'one party tells' if actors else 'no party tells'} a place on its scale"
        return PlacedIssue(issue=issue.id, name=issue.name, bargaining=None, why_none=why, unplaced=tuple(unplaced))
    status_quo = issue.scale.status_quo
    is_on_scale = status_quo is not None and ends[0] <= status_quo <= ends[1]
    bargaining = Bargaining(
        issue=issue.id,
        name=issue.name,
        low=ends[0],
        high=ends[1],
        actors=tuple(actors),
        unit=scale_unit(issue),
        reference=status_quo if is_on_scale else None,
    )
    return PlacedIssue(issue=issue.id, name=issue.name, bargaining=bargaining, unplaced=tuple(unplaced))


def _why_not(told: Preferences, party: Party, ends: tuple[float, float], given: Given) -> str:
    """Why the party is no actor, in a clause; empty where it is one."""
    if told.number is None:
        return "it tells no place on the scale that it wants"
    if party.kind is PartyKind.MEDIATOR and party.id not in given.capability:
        return f"it mediates; --capability {party.id}=NUMBER counts it"
    if not ends[0] <= _point(told.number) <= ends[1]:
        return f"{told.number} lies outside the scale, from {ends[0]:g} to {ends[1]:g}"
    return ""


def _actor(told: Preferences, party: Party, number: Value) -> Actor:
    return Actor(
        id=party.id,
        name=party.name,
        position=_point(number),
        told=str(number).strip() if number.is_range else "",
        salience=SALIENCE_OF[told.firmness],
        statements=told.statements,
        assumed=("capability", "salience"),
    )


def _point(value: Value) -> float:
    told = [end for end in (value.low, value.high) if end is not None]
    return sum(told) / len(told)
