"""Builds the brief of a matrix: every part from records, every line with its statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from detente.analysis import Matrix, Position, newest_first, origin, takes_position
from detente.briefing.brief import Body, Brief, Counts, Gaps, Length
from detente.briefing.citations import citations
from detente.briefing.frame import Frame, anchor
from detente.briefing.lines import cell, clause, contests, position_line
from detente.briefing.lists import linkages, red_lines
from detente.briefing.records import Contest, Row, Section, Sentence
from detente.model import DocumentId, Dossier, Entry, Firmness, Imprint, Issue, Status

SENTENCES = {Length.SHORT: 6, Length.STANDARD: 8}
"""Issues that the bottom line has room for; a full brief has room for all."""
CLAUSES = {Length.SHORT: 4, Length.STANDARD: 6}
"""Parties that a sentence of the bottom line has room for."""


def build_brief(
    matrix: Matrix,
    entries: Sequence[Entry],
    documents: Mapping[DocumentId, Imprint],
    dossier: Dossier,
    *,
    length: Length = Length.STANDARD,
) -> Brief:
    """The brief of a matrix.

    Args:
        matrix: Where the parties stand.
        entries: The ones the matrix was made from.
        documents: Their documents, for titles and addresses; one that is missing is said to be.
        dossier: The one the matrix was made with.
        length: How much it holds.

    Raises:
        KeyError: The matrix rests on a statement that is not among the entries.
    """
    frame = Frame.of(matrix, entries, documents, dossier, length)
    body = _body(frame)
    numbered = citations(body.lines, frame)
    return Brief(
        title=matrix.title,
        length=length,
        as_of=matrix.as_of,
        known_at=matrix.known_at,
        counts=_counts(frame),
        body=body,
        gaps=_gaps(frame, entries),
        citations=numbered,
        number_of=MappingProxyType({each.statement: each.number for each in numbered}),
    )


def _body(frame: Frame) -> Body:
    matrix = frame.matrix
    has_parts = frame.length is not Length.SHORT
    sentences = _bottom_line(frame)
    n_shown = SENTENCES.get(frame.length, len(sentences))
    return Body(
        bottom_line=sentences[:n_shown],
        n_further=max(0, len(sentences) - n_shown),
        parties=tuple(party.name for party in matrix.active_parties),
        rows=tuple(_row(frame, issue) for issue in matrix.issues if _on(frame, issue)),
        sections=tuple(_section(frame, issue) for issue in matrix.issues if has_parts and _on(frame, issue)),
        red_lines=red_lines(frame),
        linkages=linkages(frame) if has_parts else (),
        contests=_contests(frame) if has_parts else (),
    )


def _on(frame: Frame, issue: Issue) -> list[Position]:
    """The positions on an issue, in the dossier's order of parties."""
    cells = (frame.matrix.cell(party.id, issue.id) for party in frame.matrix.active_parties)
    return [position for position in cells if position]


def _bottom_line(frame: Frame) -> tuple[Sentence, ...]:
    """Issues on which two or more parties take a position, those with most red lines first."""
    told = []
    for issue in frame.matrix.issues:
        positions = [position for position in _on(frame, issue) if takes_position(position.stance)]
        if len(positions) > 1:
            told.append((issue, sorted(positions, key=lambda each: not _is_red(each))))
    told.sort(key=lambda pair: -sum(map(_is_red, pair[1])))
    return tuple(_sentence(frame, issue, positions) for issue, positions in told)


def _sentence(frame: Frame, issue: Issue, positions: Sequence[Position]) -> Sentence:
    shown = positions[: CLAUSES.get(frame.length)]
    clauses = tuple(clause(frame, position) for position in shown)
    return Sentence(
        anchor=anchor("bottom", issue.id),
        label="bottom line",
        statements=tuple(dict.fromkeys(each for clause in clauses for each in clause.statements)),
        issue=issue.name,
        clauses=clauses,
        n_further=len(positions) - len(shown),
    )


def _row(frame: Frame, issue: Issue) -> Row:
    positions = [frame.matrix.cell(party.id, issue.id) for party in frame.matrix.active_parties]
    return Row(
        issue.name,
        anchor("issue", issue.id),
        tuple(cell(frame, position) if position else None for position in positions),
    )


def _section(frame: Frame, issue: Issue) -> Section:
    return Section(
        anchor=anchor("issue", issue.id),
        issue=issue.name,
        description=issue.description,
        lines=tuple(position_line(frame, position) for position in _on(frame, issue)),
        silent=tuple(
            party.name for party in frame.matrix.active_parties if frame.matrix.cell(party.id, issue.id) is None
        ),
    )


def _contests(frame: Frame) -> tuple[Contest, ...]:
    return tuple(
        contest
        for issue in frame.matrix.issues
        for position in _on(frame, issue)
        for contest in contests(frame, position)
    )


def _is_red(position: Position) -> bool:
    return position.firmness is Firmness.RED_LINE


def _counts(frame: Frame) -> Counts:
    entries = newest_first(list(frame.entries.values()))
    dated = [entry.dated for entry in entries if entry.dated]
    return Counts(
        statements=len(entries),
        documents=len({entry.statement.doc for entry in entries}),
        origins=len({origin(entry) for entry in entries}),
        reviewed=sum(entry.status in {Status.ACCEPTED, Status.CORRECTED} for entry in entries),
        first=dated[-1] if dated else None,
        last=dated[0] if dated else None,
    )


def _gaps(frame: Frame, entries: Sequence[Entry]) -> Gaps:
    matrix = frame.matrix
    counting = [entry for entry in entries if entry.counts]
    return Gaps(
        silent_issues=tuple(issue.name for issue in matrix.issues if not _on(frame, issue)),
        silent_parties=tuple(party.name for party in matrix.parties if party not in matrix.active_parties),
        n_undated=sum(entry.dated is None for entry in frame.entries.values()),
        n_left_out=len(entries) - len(counting),
        n_outside=len(counting) - len(frame.entries),
    )
