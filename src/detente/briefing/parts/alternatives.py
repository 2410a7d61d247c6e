"""The alternatives box: competing answers ranked by what is inconsistent with each."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis import Evidence, HypothesisCase, HypothesisMatrix
from detente.briefing.frame import Frame, anchor
from detente.briefing.parts.assumptions import told_evidence
from detente.briefing.plan_words import rank_words
from detente.briefing.records import Item, Part, Silence


def alternatives_part(frame: Frame) -> Part:
    """Every hypothesis of the dossier's questions, the least inconsistent first, those nothing bears on last."""
    lines = [
        _line(frame, matrix, place)
        for matrix in frame.results.hypotheses
        for place in sorted(range(len(matrix.hypotheses)), key=lambda place: _rank(matrix.hypotheses[place]))
    ]
    room = frame.limits.alternatives
    cautions = tuple(
        f"{matrix.text} Caution: {matrix.caution}." for matrix in frame.results.hypotheses if matrix.caution
    )
    return Part(
        key="alternatives",
        items=tuple(lines[:room]),
        notes=("Ranked by what is inconsistent with each: what fits one answer may fit all.", *cautions),
        n_further=max(0, len(lines) - room),
    )


def _rank(case: HypothesisCase) -> tuple[bool, int]:
    return case.rank is None, case.rank or 0


def _line(frame: Frame, matrix: HypothesisMatrix, place: int) -> Item | Silence:
    case = matrix.hypotheses[place]
    name, inferred = anchor("alternative", matrix.id, case.id), tuple(_sentences(case))
    against, pro = (_bearing(matrix, place, direction) for direction in (-1, 1))
    mark = rank_words(case)
    if not against and not pro:
        return Silence(anchor=name, head=case.text, about=matrix.text, mark=mark, inferred=inferred)
    return frame.item(
        anchor=name,
        label="alternative",
        head=case.text,
        about=matrix.text,
        mark=mark,
        inferred=inferred,
        told=[
            *(told_evidence(frame, row[0], "Inconsistent") for row in against),
            *(told_evidence(frame, row[0], "Consistent") for row in pro),
        ],
        sources=[each.statement for row in (*against, *pro) for each in row],
    )


def _sentences(case: HypothesisCase) -> Iterator[str]:
    if case.rank is None:
        yield "Nothing that is recorded bears on it."
    else:
        yield (
            f"Inconsistent with it: {case.n_against}, weight {case.inconsistency:.2f}. "
            f"Consistent: {case.n_for}, weight {case.weight_for:.2f}."
        )


def _bearing(matrix: HypothesisMatrix, place: int, direction: int) -> list[list[Evidence]]:
    """The evidence that points one way and was not taken back, by row, the most diagnostic row first."""
    rows = [row for row in matrix.rows if row.bearings[place].direction == direction and row.weight > 0]
    return [[each for each in row.evidence if each.weighs] for row in rows]
