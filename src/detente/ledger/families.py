"""Families: documents that are nearly one text, by versions and copies, and who printed it first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.ledger.rows import KinRow
from detente.model import DocumentId, Imprint, Kin, Kinship


@dataclass(frozen=True, slots=True)
class Families:
    """How the documents of a view are related.

    Attributes:
        kinships: For each document that is like earlier ones: which, how, how much; the most alike first.
        members: For each document of a family: all of it, the first printed first.
    """

    kinships: Mapping[DocumentId, tuple[Kinship, ...]]
    members: Mapping[DocumentId, tuple[DocumentId, ...]]

    @classmethod
    def of(cls, rows: Iterable[KinRow], imprints: Mapping[DocumentId, Imprint]) -> Families:
        """The families that these relations make; relations are taken as passed on from one to the next."""
        kinships: dict[DocumentId, list[Kinship]] = {}
        roots: dict[DocumentId, DocumentId] = {}

        def root(of: DocumentId) -> DocumentId:
            while roots.get(of, of) != of:
                of = roots[of]
            return of

        for row in rows:
            one, other = DocumentId(row.document), DocumentId(row.of)
            kinships.setdefault(one, []).append(Kinship(other, Kin(row.kind), row.likeness))
            roots.setdefault(one, one)
            roots.setdefault(other, other)
            roots[root(one)] = root(other)
        families: dict[DocumentId, list[DocumentId]] = {}
        for member in roots:
            families.setdefault(root(member), []).append(member)
        members: dict[DocumentId, tuple[DocumentId, ...]] = {}
        for family in families.values():
            ordered = tuple(sorted(family, key=lambda member: _printed(imprints[member])))
            members |= dict.fromkeys(ordered, ordered)
        ranked = {
            one: tuple(sorted(several, key=lambda kinship: (-kinship.likeness, kinship.of)))
            for one, several in kinships.items()
        }
        return cls(ranked, members)

    def first(self, document: DocumentId) -> DocumentId:
        """The member of its family that was printed first; itself where it stands alone."""
        return self.members.get(document, (document,))[0]


def _printed(imprint: Imprint) -> tuple[str, str]:
    """By the first day it may have been published, undated last; then by id, so that chance decides nothing."""
    return ("9999" if imprint.published is None else imprint.published.earliest.isoformat(), imprint.id)
