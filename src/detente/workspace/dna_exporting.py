"""A ledger as a file of the Discourse Network Analyzer: what it can hold is written, and what it cannot is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detente.analysis.networks import StatementTable
from detente.analysis.networks.tables import NO_LABEL, seconds_of
from detente.errors import NetworkError
from detente.ledger.dna_writing import LONGEST_LABEL, DnaStatement, DnaText, write_dna
from detente.model import Document, Entry
from detente.workspace.dna_rows import counted

if TYPE_CHECKING:
    from detente.workspace.states import State


@dataclass(frozen=True, slots=True, kw_only=True)
class DnaExport:
    """What was written to a file of the Discourse Network Analyzer.

    Attributes:
        lost: What it has no place for, a line each.
    """

    n_documents: int
    n_statements: int
    lost: tuple[str, ...]


def export_dna(state: State, file: Path) -> DnaExport:
    """Writes the statements of a state that take a side, with their documents.

    An outcome becomes a concept, support agreement, the party an organization, the speaker a person; a document's
    day is its day of publication.

    Raises:
        NetworkError: No statement takes a side.
        StorageError: The file is there already, or cannot be written.
    """
    table, view = state.statement_table(), state.view
    support = table.column("support").codes
    chosen = np.flatnonzero(support != NO_LABEL).tolist()
    if not chosen:
        raise NetworkError("no statement takes a side, and DNA knows nothing else; nothing was written")
    entries = {entry.id: entry for entry in view.entries}
    written = _Written()
    for row in chosen:
        entry = entries[table.ids[row]]
        written.add(entry, view.documents[entry.statement.doc], table, row)
    write_dna(file, written.texts, written.statements)
    return DnaExport(
        n_documents=len(written.texts),
        n_statements=len(written.statements),
        lost=written.lost(len(table) - len(chosen)),
    )


@dataclass(slots=True)
class _Written:
    """What is going to be written, and what is not."""

    texts: list[DnaText] = field(default_factory=list)
    statements: list[DnaStatement] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    undated: set[str] = field(default_factory=set)
    n_moved: int = 0
    n_cut: int = 0

    def add(self, entry: Entry, document: Document, table: StatementTable, row: int) -> None:
        """Adds a statement, and its document where that is new; nothing where that has no date."""
        told, published = entry.statement, document.published
        if published is None:
            self.undated.add(document.id)
            return
        if document.id not in self.places:
            self.places[document.id] = len(self.texts)
            moment = seconds_of(datetime.combine(published.earliest, time.min))
            title, source = document.title or document.name, document.publisher or ""
            self.texts.append(DnaText(title=title, text=document.text, source=source, date=moment))
        party, outcome = (table.column(name).label_at(row) for name in ("party", "outcome"))
        self.n_cut += any(len(name) > LONGEST_LABEL for name in (party, outcome, told.speaker or ""))
        self.n_moved += told.said_on is not None and told.said_on.text != published.text
        self.statements.append(
            DnaStatement(
                document=self.places[document.id],
                start=code_units(document.text, told.quote.start),
                stop=code_units(document.text, told.quote.end),
                person=told.speaker or "",
                organization=party,
                concept=outcome,
                is_agreed=table.column("support").label_at(row) == "1",
            )
        )

    def lost(self, n_sideless: int) -> tuple[str, ...]:
        """What the file has no place for."""
        told = {
            f"{counted(n_sideless, 'statement')} without a side": n_sideless,
            f"the statements of {counted(len(self.undated), 'document')} without a date": len(self.undated),
            f"the own day of {counted(self.n_moved, 'statement')}: DNA has the document's": self.n_moved,
            f"what names have beyond {LONGEST_LABEL} characters, in {counted(self.n_cut, 'statement')}": self.n_cut,
            "firmness, conditions, values, chains, confidence and reviews": 1,
        }
        return tuple(line for line, number in told.items() if number)


def code_units(text: str, place: int) -> int:
    """A place in a text in UTF-16 code units, as DNA counts.

    Example:
        >>> code_units("a\N{GRINNING FACE}bc", 2)
        3
    """
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
