"""Finds names that two parties, two sources or two instruments claim, so that coding could not choose."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.dossier.findings import Findings, shown
from detente.dossier.shapes import Part
from detente.model import Edtf


@dataclass(frozen=True, slots=True)
class _Claim:
    """A name, and the days on which it certainly points to its owner."""

    owner: Part
    at: str
    name: str
    first: date = date.min
    last: date = date.max

    def clashes(self, other: _Claim) -> bool:
        """Whether both owners hold the name for more than the day of a handover."""
        return self.owner is not other.owner and max(self.first, other.first) < min(self.last, other.last)


def check_claims(owners: Iterable[Part], findings: Findings) -> None:
    """Reports each name that a second owner claims; upper and lower case are one.

    Someone who changed sides is no clash where ``from`` and ``until`` tell the terms apart.
    """
    earlier: defaultdict[str, list[_Claim]] = defaultdict(list)
    for owner in owners:
        for claim in _claims(owner):
            rivals = earlier[claim.name.casefold()]
            rival = next((other for other in rivals if claim.clashes(other)), None)
            if rival is not None:
                line = findings.place_of(rival.at).line
                findings.report(
                    claim.at,
                    f"{shown(claim.name)!r} is claimed by both {_called(rival.owner)} (line {line}) and "
                    f"{_called(claim.owner)}; keep it with one, or write longer names",
                )
            rivals.append(claim)


def _claims(owner: Part) -> Iterator[_Claim]:
    for field in ("name", "names"):
        for at, name in owner.texts(field):
            yield _Claim(owner, at, name)
    for person in owner.parts("people"):
        begin, end = person.value("from"), person.value("until")
        first = begin.latest if isinstance(begin, Edtf) else date.min
        last = end.earliest if isinstance(end, Edtf) else date.max
        for field in ("name", "names"):
            for at, name in person.texts(field):
                yield _Claim(owner, at, name, first, last)


def _called(owner: Part) -> str:
    name = owner.value("id") or owner.value("name")
    return name if isinstance(name, str) else owner.key
