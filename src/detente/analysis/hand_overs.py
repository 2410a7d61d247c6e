"""Hand-overs: how the drafts that touch an issue went from hand to hand, in the order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from detente.analysis.instrument_records import InstrumentHistory, Passing
from detente.model import DocumentId, Entry, IssueId, NoteEntry, NoteId

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One passing of one draft: the instrument's id and name, and who gave it to whom, when."""

    instrument: str
    name: str
    passing: Passing


def hand_overs(
    instruments: Iterable[InstrumentHistory], notes: Iterable[NoteEntry], entries: Iterable[Entry], issue: IssueId
) -> tuple[HandOver, ...]:
    """The passings of every draft that touches an issue, the first first, undated last.

    A draft touches an issue where it is told to provide for something on it, to lack it or to be found wanting in it,
    or where a passage that tells of the draft shares characters with a statement on the issue.

    Args:
        instruments: As :func:`detente.analysis.instruments` gives them.
        notes: Those that they rest on.
        entries: As a view gives them.
        issue: An issue of the dossier.
    """
    spans: dict[DocumentId, list[_Span]] = defaultdict(list)
    for entry in entries:
        told = entry.statement
        if entry.counts and told.issue == issue:
            spans[told.doc].append((told.quote.start, told.quote.end))
    by_id = {entry.id: entry for entry in notes}
    found = [
        HandOver(instrument=each.id, name=each.name, passing=passing)
        for each in instruments
        if each.passings and _touches(each, issue, by_id, spans)
        for passing in each.passings
    ]
    return tuple(sorted(found, key=_by_date))


def _touches(
    instrument: InstrumentHistory,
    issue: IssueId,
    notes: Mapping[NoteId, NoteEntry],
    spans: Mapping[DocumentId, Sequence[_Span]],
) -> bool:
    if any(each.issue == issue for each in (*instrument.provisions, *instrument.wanting)):
        return True
    told = (notes[each].note for each in instrument.notes if each in notes)
    return any(
        start < note.quote.end and note.quote.start < end for note in told for start, end in spans.get(note.doc, ())
    )


def _by_date(each: HandOver) -> tuple[date, date, str]:
    on = each.passing.on
    return (on.earliest, on.latest, each.instrument) if on else (date.max, date.max, each.instrument)
