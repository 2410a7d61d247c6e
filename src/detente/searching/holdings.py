"""Holdings: what a view holds that can be searched, in the form the index knows it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from detente.ledger import View
from detente.model import Entry, StatementId
from detente.searching.columns import DocumentColumns, StatementColumns


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a statement that a search finds: its quote, who tells it, and its condition."""

    quote: str
    tellers: str
    condition: str

    @classmethod
    def by(cls, entry: Entry) -> Told:
        """What an entry tells, as it stands in its view."""
        statement = entry.statement
        tellers = " · ".join([*([statement.speaker] if statement.speaker else []), *statement.reported_by])
        return cls(statement.quote.text, tellers, statement.condition.text if statement.condition else "")

    @property
    def key(self) -> int:
        """The same words have the same key, 63 bits of their BLAKE2 digest."""
        words = "\x1f".join((self.quote, self.tellers, self.condition))
        return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=8).digest()) >> 1


class Holdings:
    """The documents and statements of a view. Statements that no longer stand for themselves are left out."""

    def __init__(self, view: View, known: Mapping[StatementId, tuple[Entry, int]] = MappingProxyType({})) -> None:
        self.view, self._known = view, known

    def of(self, view: View) -> Holdings:
        """The same of another view, where what both hold is not read again."""
        return Holdings(view, self._keyed)

    @cached_property
    def documents(self) -> DocumentColumns:
        """Every document known."""
        return DocumentColumns.of(tuple(self.view.imprints.values()), self.view.as_of)

    @cached_property
    def statements(self) -> StatementColumns:
        """The statements that stand for themselves, in reading order."""
        entries = tuple(entry for entry, _ in self._keyed.values())
        return StatementColumns.of(entries, [key for _, key in self._keyed.values()], self.documents.places)

    @cached_property
    def examples(self) -> Mapping[int, Entry]:
        """A statement for each key of what is told."""
        return {key: entry for entry, key in self._keyed.values()}

    @cached_property
    def _keyed(self) -> Mapping[StatementId, tuple[Entry, int]]:
        known, self._known = self._known, MappingProxyType({})
        found = {}
        for entry in self.view.entries:
            if entry.status.counts:
                before = known.get(entry.id)
                found[entry.id] = before if before and before[0] is entry else (entry, Told.by(entry).key)
        return found
