"""Statements of a file of the Discourse Network Analyzer with their names, and ids for these names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.ledger import DnaFile

_ID_LENGTH = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class DnaRow:
    """A statement with names in place of entities."""

    id: int
    document: int
    start: int
    stop: int
    coder: str
    told: Mapping[str, Any]

    def name(self, variable: str) -> str:
        """What it names there, on one line; empty for a blank."""
        return plain(str(self.told.get(variable, "")))


class DnaRows:
    """The statements of a type, with names in place of entities."""

    def __init__(self, file: DnaFile, chosen: int) -> None:
        told, entities, coders = file.statements(chosen), file.entities(), file.coders()
        kinds = {each.name: each.data_type for each in file.variables() if each.statement_type == chosen}
        values = {
            name: {id_: entities.get(value, "") if kinds[name] == "short text" else value for id_, value in pairs}
            for name, pairs in told.values.items()
        }
        self._rows = [
            DnaRow(
                id=id_,
                document=document,
                start=start,
                stop=stop,
                coder=coders.get(coder or 0, "unknown"),
                told={name: by_id[id_] for name, by_id in values.items() if id_ in by_id},
            )
            for id_, document, start, stop, coder in zip(
                told.ids, told.documents, told.starts, told.stops, told.coders, strict=True
            )
        ]

    def names(self, variable: str) -> list[str]:
        """The names that a variable has, in the order of their first statements."""
        return [name for row in self._rows if (name := row.name(variable))]

    def by_document(self) -> dict[int, list[DnaRow]]:
        """The statements of each document."""
        found: dict[int, list[DnaRow]] = {}
        for row in self._rows:
            found.setdefault(row.document, []).append(row)
        return found


def counted(number: int, what: str) -> str:
    """So many of what, e.g. "1 document", "2 documents"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def plain(name: str) -> str:
    """The name on one line, with one space between words."""
    return " ".join(name.split())


def ids_of(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    """An id and the first spelling for each name, names that differ only in case being one."""
    found: dict[str, tuple[str, str]] = {}
    taken: set[str] = set()
    for name in names:
        if name.casefold() in found:
            continue
        ascii_ = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "_", ascii_).strip("_")[:_ID_LENGTH].strip("_")
        slug = slug if slug[:1].isalpha() else f"n_{slug}".rstrip("_")
        id_, number = slug, 2
        while id_ in taken:
            id_, number = f"{slug}_{number}", number + 1
        taken.add(id_)
        found[name.casefold()] = (id_, name)
    return found
