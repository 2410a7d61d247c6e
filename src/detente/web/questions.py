"""Questions in words: competing hypotheses beside the evidence, with how each thing told bears on each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.analysis import Bearing, EvidenceRow, HypothesisMatrix, SignState, stance_words
from detente.briefing.plan_words import hypothesis_mark, rank_words
from detente.briefing.wording import opened
from detente.web.pieces import Pieces, counted, pieces_of
from detente.web.snapshots import Snapshot

_MARKS = {Bearing.CONSISTENT: "C", Bearing.INCONSISTENT: "I", Bearing.MIXED: "C I", Bearing.NONE: "–"}


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisShown:
    """A hypothesis: the mark of its column, its text, its rank and sums, and what was not seen of it."""

    mark: str
    text: str
    rank: str
    is_first: bool
    sums: str
    unseen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BearingShown:
    """How a row bears on the hypothesis of a column: a mark for the eye, words for everyone."""

    column: str
    bearing: Bearing
    mark: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    """One thing told with its bearings; ``apart`` says how far it tells the hypotheses apart, in [0, 1]."""

    told: str
    weighed: str
    apart: str
    bearings: tuple[BearingShown, ...]
    pieces: Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    """A question with its hypotheses beside the evidence; ``caution`` is empty where the matrix can be trusted."""

    id: str
    text: str
    hypotheses: tuple[HypothesisShown, ...]
    rows: tuple[RowShown, ...]
    caution: str


def question_shown(snapshot: Snapshot, matrix: HypothesisMatrix) -> QuestionShown:
    """A question with its matrix."""
    return QuestionShown(
        id=matrix.id,
        text=matrix.text,
        hypotheses=tuple(_hypotheses(matrix)),
        rows=tuple(_row(snapshot, row) for row in matrix.rows),
        caution=opened(matrix.caution),
    )


def _hypotheses(matrix: HypothesisMatrix) -> Iterator[HypothesisShown]:
    for place, case in enumerate(matrix.hypotheses):
        yield HypothesisShown(
            mark=hypothesis_mark(place),
            text=case.text,
            rank=rank_words(case),
            is_first=case.id in matrix.least_inconsistent,
            sums=f"against {case.inconsistency:.2f}, for {case.weight_for:.2f}",
            unseen=tuple(each.text for each in case.indicators if each.state is SignState.UNSEEN),
        )


def _row(snapshot: Snapshot, row: EvidenceRow) -> RowShown:
    link = snapshot.moment.link("statements", party=row.party, issue=row.issue, act=row.act.value)
    return RowShown(
        told=f"{snapshot.party(row.party)} {stance_words(row.act)}: {snapshot.issue(row.issue)}",
        weighed=f"weight {row.weight:.2f}, {counted(len(row.evidence), row.n_origins)}",
        apart="" if row.diagnosticity is None else f"{row.diagnosticity:g}",
        bearings=tuple(
            BearingShown(hypothesis_mark(place), each, _MARKS[each], each.words)
            for place, each in enumerate(row.bearings)
        ),
        pieces=pieces_of(snapshot, row.evidence, link),
    )
