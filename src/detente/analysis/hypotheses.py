"""Hypotheses: competing answers set beside the evidence, and which of them it speaks against least.

The rules, with a worked example: docs/methods/assumptions.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from detente.analysis.bearings import Bearing, Sign, bearing, diagnosticity
from detente.analysis.evidence import Evidence, weight_together
from detente.analysis.evidence_index import EvidenceIndex, evidence_of
from detente.analysis.signs import IndicatorCase, indicator_case, n_origins
from detente.model import Act, Dossier, Edtf, Entry, IssueId, PartyId, Question, StatementId


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """One thing told, with its bearing on each hypothesis; one row for each bearing where options or numbers decide.

    Attributes:
        bearings: One for each hypothesis, in their order.
        diagnosticity: How far it tells them apart, see :func:`detente.analysis.bearings.diagnosticity`.
        weight: What its statements weigh together; 0 where all were taken back.
        n_origins: Independent reports that those which were not taken back go back to.
        newest: Date of the newest statement that has one.
        evidence: The statements, newest first; never empty.
    """

    party: PartyId
    issue: IssueId
    act: Act
    bearings: tuple[Bearing, ...]
    diagnosticity: float | None
    weight: float
    n_origins: int
    newest: Edtf | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisCase:
    """A hypothesis with what it has against it.

    Attributes:
        id, text: The hypothesis's.
        inconsistency: What is inconsistent with it weighs together; what it is judged by.
        weight_for: The same of what is consistent with it; it decides nothing.
        n_against, n_for: Rows of each that weigh.
        rank: 1 for the least inconsistent; equal ones share it. None where nothing that weighs bears on it.
        is_tied: Whether another has the same rank.
        indicators: In the dossier's order, each with what matches it.
    """

    id: str
    text: str
    inconsistency: float
    weight_for: float
    n_against: int
    n_for: int
    rank: int | None
    is_tied: bool
    indicators: tuple[IndicatorCase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisMatrix:
    """A question with its hypotheses beside the evidence.

    Attributes:
        id, text: The question's.
        hypotheses: In the dossier's order; the columns.
        rows: The most diagnostic first, of equal ones the heaviest, then by the dossier's issues and parties.
        least_inconsistent: The hypotheses of rank 1; several are tied, none where nothing bears on any.
        caution: Why the matrix tells little, in a clause; empty where nothing stands in its way.
        statements: All that the rows rest on, in their order.
    """

    id: str
    text: str
    hypotheses: tuple[HypothesisCase, ...]
    rows: tuple[EvidenceRow, ...]
    least_inconsistent: tuple[str, ...]
    caution: str
    statements: tuple[StatementId, ...]


def hypotheses(
    entries: Sequence[Entry], dossier: Dossier, as_of: date | None = None
) -> tuple[HypothesisMatrix, ...]:  # fmt: skip
    """Every question of the dossier as a matrix of evidence by hypotheses, in the dossier's order.

    A pure function of the entries as a set.

    Args:
        entries: As a view gives them; those that do not count take no part.
        dossier: Its questions, parties and issues.
        as_of: The day of the view; what was certainly said later is left out. None for no limit.

    Source:
        Heuer (1999), Psychology of Intelligence Analysis, chapter 8; docs/methods/assumptions.md.
    """
    index = evidence_of(entries, dossier, as_of)
    return tuple(_matrix(question, index) for question in dossier.questions)


def _matrix(question: Question, index: EvidenceIndex) -> HypothesisMatrix:
    signs = index.signs(each for one in question.hypotheses for each in one.indicators)
    rows = tuple(sorted((_row(sign, question, index) for sign in signs), key=_foremost))
    cases = _ranked([_case(place, question, rows, index) for place in range(len(question.hypotheses))])
    return HypothesisMatrix(
        id=question.id,
        text=question.text,
        hypotheses=cases,
        rows=rows,
        least_inconsistent=tuple(case.id for case in cases if case.rank == 1),
        caution=_caution(cases, rows),
        statements=tuple(each.statement for row in rows for each in row.evidence),
    )


def _row(sign: Sign, question: Question, index: EvidenceIndex) -> EvidenceRow:
    bearings = tuple(bearing(each.indicators, sign) for each in question.hypotheses)
    told_apart = diagnosticity(bearings)
    evidence = index.of(sign, told_apart)
    return EvidenceRow(
        party=sign.party,
        issue=sign.issue,
        act=sign.act,
        bearings=bearings,
        diagnosticity=told_apart,
        weight=weight_together(evidence),
        n_origins=n_origins(evidence),
        newest=next((each.dated for each in evidence if each.dated is not None), None),
        evidence=evidence,
    )


def _foremost(row: EvidenceRow) -> tuple[bool, float, float]:
    return row.weight == 0, -(row.diagnosticity or 0), -row.weight


def _case(place: int, question: Question, rows: Sequence[EvidenceRow], index: EvidenceIndex) -> HypothesisCase:
    one, rivals = question.hypotheses[place], [each.indicators for each in question.hypotheses]
    contra, pro = (
        [row for row in rows if row.bearings[place] is way and row.weight > 0]
        for way in (Bearing.INCONSISTENT, Bearing.CONSISTENT)
    )
    return HypothesisCase(
        id=one.id,
        text=one.text,
        inconsistency=weight_together(each for row in contra for each in row.evidence),
        weight_for=weight_together(each for row in pro for each in row.evidence),
        n_against=len(contra),
        n_for=len(pro),
        rank=None,
        is_tied=False,
        indicators=tuple(indicator_case(each, one.indicators, rivals, index) for each in one.indicators),
    )


def _ranked(cases: Sequence[HypothesisCase]) -> tuple[HypothesisCase, ...]:
    """The cases with their ranks, the least inconsistent first among those that something bears on."""
    scores = [case.inconsistency for case in cases if case.n_against or case.n_for]
    return tuple(
        replace(
            case,
            rank=1 + sum(score < case.inconsistency for score in scores),
            is_tied=scores.count(case.inconsistency) > 1,
        )
        if case.n_against or case.n_for
        else case
        for case in cases
    )


def _caution(cases: Sequence[HypothesisCase], rows: Sequence[EvidenceRow]) -> str:
    weighing = [row for row in rows if row.weight > 0]
    if len(cases) < 2:
        return "only one hypothesis is written down, so nothing competes with it"
    if not weighing:
        return "nothing told bears on any of the hypotheses"
    if not any(row.diagnosticity for row in weighing):
        return "nothing told tells the hypotheses apart"
    if any(case.rank is None for case in cases):
        return "nothing told bears on one of the hypotheses, so it is not ranked"
    if sum(case.rank == 1 for case in cases) > 1:
        return "hypotheses are tied for the least inconsistent"
    return ""
