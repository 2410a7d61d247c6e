"""The frame lines are built in: entries and notes by id and the dossier's names, looked up in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.analysis import Matrix, Position
from detente.briefing.limits import LIMITS, Length, Limits
from detente.briefing.records import Item, Ruling, SourceId, Told
from detente.briefing.results import Results
from detente.briefing.wording import deed, listed, note_teller_words, number_words, teller_words
from detente.model import (
    DocumentId,
    Dossier,
    Entry,
    Imprint,
    Issue,
    IssueId,
    NoteEntry,
    NoteId,
    OptionId,
    PartyId,
    StatementId,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every line needs to know.

    Attributes:
        entries, notes: Those that count, by id.
    """

    results: Results
    dossier: Dossier
    length: Length
    entries: Mapping[StatementId, Entry]
    notes: Mapping[NoteId, NoteEntry]
    documents: Mapping[DocumentId, Imprint]

    @classmethod
    def of(
        cls,
        results: Results,
        entries: Sequence[Entry],
        notes: Sequence[NoteEntry],
        documents: Mapping[DocumentId, Imprint],
        dossier: Dossier,
        length: Length,
    ) -> Frame:
        """The frame of the results, with what they were found in, its documents and its dossier."""
        return cls(
            results=results,
            dossier=dossier,
            length=length,
            entries={entry.id: entry for entry in entries if entry.counts},
            notes={entry.id: entry for entry in notes if entry.counts},
            documents=documents,
        )

    @property
    def matrix(self) -> Matrix:
        """Where the parties stand."""
        return self.results.matrix

    @property
    def limits(self) -> Limits:
        """What there is room for."""
        return LIMITS[self.length]

    @property
    def named(self) -> list[Entry]:
        """The entries whose party and issue the dossier names."""
        parties = {party.id for party in self.dossier.parties}
        issues = {issue.id for issue in self.dossier.issues}
        return [
            entry
            for entry in self.entries.values()
            if entry.statement.party in parties and entry.statement.issue in issues
        ]

    def on(self, issue: Issue) -> list[Position]:
        """The positions on an issue, in the dossier's order of parties."""
        cells = (self.matrix.cell(party.id, issue.id) for party in self.matrix.active_parties)
        return [position for position in cells if position]

    def party(self, party: PartyId) -> str:
        """A party's name."""
        return self.dossier.party_name(party)

    def parties(self, parties: Iterable[PartyId]) -> str:
        """Parties' names in a row."""
        return listed(tuple(map(self.party, parties)))

    def issue(self, issue: IssueId) -> str:
        """An issue's name."""
        return self.dossier.issue_name(issue)

    def option(self, issue: IssueId, option: OptionId | None) -> str | None:
        """An option's name; its id where the dossier no longer has it."""
        return self.dossier.option_name(issue, option)

    def value(self, position: Position) -> str | None:
        """A position's number, unless the option's name already tells it."""
        return number_words(self.option(position.issue, position.option), position.value)

    def stance(self, position: Position) -> str:
        """A position's stance in our words alone, e.g. "accepts Piloted passage if a condition is met"."""
        told = deed(position.stance, self.option(position.issue, position.option), self.value(position), None)
        return " ".join(filter(None, told))

    def teller(self, entry: Entry) -> str:
        """Whose stance is told, and by whom, down to the document's publisher."""
        return teller_words(entry.statement, self.party(entry.statement.party), entry.publisher)

    def source(self, source: SourceId) -> Entry | NoteEntry:
        """The entry of a statement or a note.

        Raises:
            KeyError: There is none that counts.
        """
        return self.notes[NoteId(source)] if source in self.notes else self.entries[StatementId(source)]

    def told(self, source: SourceId, label: str = "", words: str | None = None) -> Told:
        """The words of a source, or those of its words that matter here."""
        found = self.source(source)
        if isinstance(found, NoteEntry):
            quote, dated = found.note.quote.text, found.note.on or found.published
            teller = note_teller_words(found.note.reported_by, found.publisher)
        else:
            quote, dated, teller = found.statement.quote.text, found.dated, self.teller(found)
        return Told(source=source, label=label, quote=words or quote, teller=teller, dated=dated)

    def item(
        self,
        *,
        anchor: str,
        label: str,
        head: str,
        told: Sequence[Told],
        sources: Iterable[SourceId],
        about: str = "",
        mark: str = "",
        inferred: Iterable[str] = (),
        ruling: Ruling | None = None,
        is_quoted: bool = False,
        is_two_sided: bool = False,
        also: Iterable[SourceId] = (),
    ) -> Item:
        """A line of a part: it cites the words it shows, in a full brief also everything else behind it.

        What is not described here is as in :class:`detente.briefing.Item`. ``told`` are the words to show, the most
        telling first; what there is no room for is not cited either. ``also`` are cited although their words are not
        shown, as a sentence rests on them. ``sources`` are all that the line rests on.
        """
        shown = tuple(told[: self.limits.sides if is_two_sided else self.limits.quotes])
        needed = tuple(dict.fromkeys((*(each.source for each in shown), *also)))
        behind = tuple(dict.fromkeys((*needed, *(each.source for each in told), *sources)))
        cited = behind if self.length is Length.FULL else needed
        return Item(
            anchor=anchor,
            label=label,
            statements=tuple(StatementId(each) for each in cited if each not in self.notes),
            notes=tuple(NoteId(each) for each in cited if each in self.notes),
            head=head,
            is_quoted=is_quoted,
            about=about,
            mark=mark,
            inferred=tuple(filter(None, inferred)),
            told=shown,
            ruling=ruling,
            n_uncited=len(behind) - len(cited),
        )

    def cited(self, position: Position) -> tuple[StatementId, ...]:
        """The statements a line about a position cites.

        The needed ones; then, as far as the length allows, the rest of its run, newest first; in a full
        brief every other statement of the cell too.
        """
        needed = self.needed(position)
        if self.length is Length.FULL:
            return tuple(dict.fromkeys((*needed, *position.run, *position.statements)))
        limit = max(self.limits.statements, len(needed))
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
