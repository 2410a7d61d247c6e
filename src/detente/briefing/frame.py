"""The frame lines are built in: entries by id and the dossier's names, looked up in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.analysis import Matrix, Position
from detente.briefing.brief import Length
from detente.briefing.wording import number_words, teller_words
from detente.model import DocumentId, Dossier, Entry, Imprint, IssueId, OptionId, PartyId, StatementId

STATEMENTS_A_LINE = {Length.SHORT: 1, Length.STANDARD: 3}
"""How many statements a position's line cites; a full brief cites all."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every line needs to know.

    Attributes:
        entries: Those that count and that the dossier names, by id.
    """

    matrix: Matrix
    dossier: Dossier
    length: Length
    entries: Mapping[StatementId, Entry]
    parties: Mapping[PartyId, str]
    issues: Mapping[IssueId, str]
    documents: Mapping[DocumentId, Imprint]

    @classmethod
    def of(
        cls,
        matrix: Matrix,
        entries: Sequence[Entry],
        documents: Mapping[DocumentId, Imprint],
        dossier: Dossier,
        length: Length,
    ) -> Frame:
        """The frame of a matrix, with the entries it was made from, their documents and its dossier."""
        parties = {party.id: party.name for party in dossier.parties}
        issues = {issue.id: issue.name for issue in dossier.issues}
        return cls(
            matrix=matrix,
            dossier=dossier,
            length=length,
            entries={
                entry.id: entry
                for entry in entries
                if entry.counts and entry.statement.party in parties and entry.statement.issue in issues
            },
            parties=parties,
            issues=issues,
            documents=documents,
        )

    def option(self, issue: IssueId, option: OptionId | None) -> str | None:
        """An option's name; its id where the dossier no longer has it."""
        return self.dossier.option_name(issue, option)

    def value(self, position: Position) -> str | None:
        """A position's number, unless the option's name already tells it."""
        return number_words(self.option(position.issue, position.option), position.value)

    def teller(self, entry: Entry) -> str:
        """Whose stance is told, and by whom, down to the document's publisher."""
        return teller_words(entry.statement, self.parties[entry.statement.party], entry.publisher)

    def cited(self, position: Position) -> tuple[StatementId, ...]:
        """The statements a line about a position cites.

        The needed ones; then, as far as the length allows, the rest of its run, newest first; in a full
        brief every other statement of the cell too.
        """
        needed = self.needed(position)
        if self.length is Length.FULL:
            return tuple(dict.fromkeys((*needed, *position.run, *position.statements)))
        limit = max(STATEMENTS_A_LINE[self.length], len(needed))
        return tuple(dict.fromkeys((*needed, *position.run)))[:limit]

    def needed(self, position: Position) -> tuple[StatementId, ...]:
        """The ruling statement, and those of its run that tell what it leaves out."""
        fields = ("firmness", "option", "value", "condition")
        return tuple(dict.fromkeys((position.ruling, *(self.telling(position, field) for field in fields))))

    def telling(self, position: Position, field: str) -> StatementId:
        """The statement that a field of the position comes from: the ruling one, or the newest of its run."""
        told = getattr(position, field)
        run = (position.ruling, *position.run)
        tellers = (each for each in run if getattr(self.entries[each].statement, field) == told)
        return position.ruling if told is None else next(tellers)


def anchor(kind: str, *parts: str) -> str:
    """An id for a line, e.g. ``position-sudmark-passage``; it holds no white space."""
    return "_".join("-".join((kind, *parts)).split())
