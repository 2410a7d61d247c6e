"""Builds the brief of what was found: every part from records, every line with its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from detente.analysis.origins import origins
from detente.briefing.bottom import BottomLine, sentence
from detente.briefing.brief import Agreed, Body, Brief, Counts, Missing
from detente.briefing.citations import citations
from detente.briefing.confidence import confidence
from detente.briefing.frame import Frame
from detente.briefing.limits import Length
from detente.briefing.parts.alternatives import alternatives_part
from detente.briefing.parts.assumptions import assumptions_part
from detente.briefing.parts.contests import contests_part
from detente.briefing.parts.drafts import agreed_drafts, drafts_part, drafts_under_way
from detente.briefing.parts.hurdles import hurdles_part
from detente.briefing.parts.linkages import linkages_part
from detente.briefing.parts.meetings import meetings_part
from detente.briefing.parts.movement import movement_part
from detente.briefing.parts.redlines import red_lines_part
from detente.briefing.parts.watching import watch_part
from detente.briefing.results import Results
from detente.briefing.stands import Choice, row, section
from detente.model import DocumentId, Dossier, Edtf, Entry, Imprint, NoteEntry

_PARTS = (
    contests_part, linkages_part, drafts_part, meetings_part, hurdles_part, red_lines_part, watch_part,
    assumptions_part, alternatives_part,
)  # fmt: skip


def build_brief(
    results: Results,
    entries: Sequence[Entry],
    notes: Sequence[NoteEntry],
    documents: Mapping[DocumentId, Imprint],
    dossier: Dossier,
    *,
    length: Length = Length.STANDARD,
) -> Brief:
    """The brief of what was found in a view.

    Args:
        results: What was found.
        entries: The ones it was found in.
        notes: Likewise.
        documents: Their documents, for titles and addresses; one that is missing is said to be.
        dossier: The one it was found with.
        length: How much the brief holds.

    Raises:
        KeyError: Something rests on a statement or note that is not at hand.
    """
    frame = Frame.of(results, entries, notes, documents, dossier, length)
    body = _body(frame)
    numbered = citations(body.lines, frame)
    matrix = results.matrix
    return Brief(
        title=matrix.title,
        length=length,
        as_of=matrix.as_of,
        known_at=matrix.known_at,
        counts=_counts(frame),
        body=body,
        missing=_missing(frame, entries),
        citations=numbered,
        number_of=MappingProxyType({each.source: each.number for each in numbered}),
    )


def _body(frame: Frame) -> Body:
    limits, bottom = frame.limits, BottomLine.of(frame)
    chosen, agreed = Choice.of(frame, bottom), _agreed(frame, bottom)
    others = tuple(sentence(frame, each) for each in bottom.others)
    sentences = (*(agreed.issues if agreed else ()), *others)
    parts = [part for make in _PARTS if (part := make(frame)).items or part.n_further]
    sections = chosen.issues[: limits.sections]
    return Body(
        agreed=agreed,
        bottom_line=others,
        bottom_drafts=drafts_under_way(frame),
        confidence=confidence(frame, bottom.positions(frame), sentences),
        n_further=max(0, bottom.n_taken - len(sentences)),
        movement=movement_part(frame, frame.results.movement) if frame.results.movement else None,
        parties=tuple(frame.party(party) for party in chosen.columns),
        rows=tuple(row(frame, issue, chosen.columns) for issue in chosen.rows),
        further_parties=tuple(frame.party(party) for party in chosen.further_columns),
        further_rows=tuple(issue.name for issue in chosen.further_rows),
        sections=tuple(section(frame, issue) for issue in frame.matrix.issues if issue.id in sections),
        n_further_sections=len(chosen.issues) - len(sections),
        parts=tuple(part for part in parts if part.items),
        left_out=_left_out(frame, chosen, [(part.key, part.n_further) for part in parts if not part.items]),
    )


def _agreed(frame: Frame, bottom: BottomLine) -> Agreed | None:
    """None where nothing is agreed, or nothing more than before."""
    moved = frame.results.movement
    found = Agreed(
        since=moved.since if moved else None,
        issues=tuple(sentence(frame, each) for each in bottom.agreed),
        drafts=agreed_drafts(frame),
    )
    return found if found.issues or found.drafts else None


def _left_out(frame: Frame, chosen: Choice, parts: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    issues = [("issues", len(chosen.issues))] if chosen.issues and not frame.limits.sections else []
    return (*issues, *parts)


def _counts(frame: Frame) -> Counts:
    entries = frame.named
    told = sorted({entry.dated for entry in entries if entry.dated}, key=_recency)
    return Counts(
        statements=len(entries),
        documents=len({entry.statement.doc for entry in entries}),
        origins=len(set(origins(entries, frame.dossier))),
        reviewed=sum(entry.is_checked for entry in entries),
        first=told[0] if told else None,
        last=told[-1] if told else None,
    )


def _recency(told: Edtf) -> tuple[date, int, str]:
    """By day; of two that begin on one day the more precise is the later."""
    return told.earliest, -(told.latest - told.earliest).days, str(told)


def _missing(frame: Frame, entries: Sequence[Entry]) -> Missing:
    matrix, named = frame.matrix, frame.named
    n_cells = len(matrix.parties) * len(matrix.issues)
    return Missing(
        silent_issues=tuple(issue.name for issue in matrix.issues if not frame.on(issue)),
        silent_parties=tuple(party.name for party in matrix.parties if party not in matrix.active_parties),
        n_empty_cells=n_cells - len(matrix.positions),
        n_cells=n_cells,
        n_undated=sum(entry.dated is None for entry in named),
        n_left_out=sum(not entry.counts for entry in entries),
        n_outside=len(frame.entries) - len(named),
    )
