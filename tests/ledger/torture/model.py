"""A naive model of what a ledger keeps: plain lists of what was decided, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from detente.model import Decision, Status

_AFTER = {
    Decision.ACCEPT: Status.ACCEPTED,
    Decision.CORRECT: Status.CORRECTED,
    Decision.REJECT: Status.REJECTED,
    Decision.SPLIT: Status.SPLIT,
    Decision.MERGE: Status.MERGED,
}


@dataclass
class Verdict:
    """A decision that stands: what it changed, and what it made."""

    decision: Decision
    changes: Mapping[str, Any] = field(default_factory=dict)
    made: tuple[str, ...] = ()


@dataclass
class Told:
    """A statement: how it was coded, which decisions on it stand, and how many were ever made."""

    document: str
    coded: Mapping[str, Any]
    generation: int
    parents: tuple[str, ...] = ()
    stands: list[Verdict] = field(default_factory=list)
    n_reviews: int = 0

    @property
    def now(self) -> dict[str, Any]:
        """Its fields with every correction that stands."""
        now = dict(self.coded)
        for verdict in self.stands:
            now |= verdict.changes
        return now

    @property
    def is_judged(self) -> bool:
        """Whether an analyst stands behind it."""
        return bool(self.stands or self.parents)


class Model:
    """Documents by how often they were coded and delivered, and their statements."""

    def __init__(self) -> None:
        self.generations: dict[str, int] = {}
        self.deliveries: dict[str, int] = {}
        self.withdrawn: set[str] = set()
        self.days: dict[str, str] = {}
        self.grades: dict[str, str] = {}
        self.dossier: str | None = None
        self.statements: dict[str, Told] = {}

    def deliver(self, document: str) -> None:
        """A document came in, for the first time or again."""
        self.generations.setdefault(document, 0)
        self.deliveries[document] = self.deliveries.get(document, 0) + 1

    def code(self, id_: str, wire: Mapping[str, Any]) -> None:
        """A statement was coded; one that is superseded is coded again."""
        document = wire["doc"]
        known = self.statements.get(id_)
        if known is None:
            self.statements[id_] = Told(document, wire, self.generations[document])
        elif self.status(id_) is Status.SUPERSEDED:
            known.generation, known.coded = self.generations[document], wire

    def review(self, id_: str, verdict: Verdict) -> None:
        """A decision was made."""
        self.statements[id_].n_reviews += 1
        self.statements[id_].stands.append(verdict)

    def remake(self, verdict: Verdict, parents: tuple[str, ...], made: Mapping[str, Mapping[str, Any]]) -> None:
        """Statements were split or merged."""
        for id_, wire in made.items():
            document = wire["doc"]
            self.statements[id_] = Told(document, wire, self.generations[document], parents)
        for parent in parents:
            self.review(parent, verdict)

    def undo(self, id_: str) -> None:
        """The last decision on a statement was undone, with all that was decided in one with it."""
        made = self.statements[id_].stands[-1].made
        for one in {id_, *(parent for child in made for parent in self.statements[child].parents)}:
            self.statements[one].stands.pop()
            self.statements[one].n_reviews += 1

    def status(self, id_: str) -> Status:
        """What has become of a statement."""
        told = self.statements[id_]
        if any(all(id_ not in verdict.made for verdict in self.statements[parent].stands) for parent in told.parents):
            return Status.UNMADE
        if told.stands:
            return _AFTER[told.stands[-1].decision]
        if told.parents:
            return Status.CODED
        is_old = told.generation < self.generations[told.document]
        return Status.SUPERSEDED if is_old or self._is_said_before(told) else Status.CODED

    def reviewable(self) -> list[str]:
        """The statements that a decision can be made on."""
        return [
            id_ for id_ in self.statements if self.status(id_) in set(_AFTER.values()) - _SET_ASIDE | {Status.CODED}
        ]

    def undoable(self) -> list[str]:
        """The statements whose last decision can be undone: what it made was not split or merged since."""
        return [
            id_
            for id_, told in self.statements.items()
            if told.stands
            and self.status(id_) is not Status.UNMADE
            and all(self.status(made) not in _SET_ASIDE for made in told.stands[-1].made)
        ]

    def _is_said_before(self, told: Told) -> bool:
        return any(
            other.document == told.document
            and other.is_judged
            and other.generation < told.generation
            and any(_is_alike(form, told.now) for form in (other.coded, other.now))
            for other in self.statements.values()
        )


_SET_ASIDE = {Status.SPLIT, Status.MERGED}


def _is_alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    is_same = one["party"] == other["party"] and one["issue"] == other["issue"]
    return is_same and one["start"] < other["end"] and other["start"] < one["end"]
