"""Hypotheses in a terminal: how each stands, then the evidence with its bearing on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis import stance_words
from detente.analysis.hypotheses import EvidenceRow, HypothesisCase, HypothesisMatrix
from detente.analysis.signs import SignState
from detente.briefing.phrases import count_words
from detente.briefing.plan_words import hypothesis_mark, rank_words
from detente.cli.assumption_tables import evidence_line
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, NOTED, QUIET, STYLE_OF, hairline_table, lines, words
from detente.model import Dossier

_COLUMN = 16
_NARROWEST = 40
_SHOWN = 2


def hypotheses_page(found: Sequence[HypothesisMatrix], dossier: Dossier) -> Iterator[RenderableType]:
    """Every question with its hypotheses and its matrix."""
    yield words(dossier.title, HEAD)
    if not found:
        yield words("The dossier asks no question with hypotheses; write them under questions.")
        return
    n_told = count_words(len(found), "question")
    yield words(f"{n_told}. A hypothesis is judged by what is inconsistent with it; what fits one may fit all.")
    for matrix in found:
        yield Text()
        yield words(matrix.text, HEAD)
        yield from (_standing(case, place) for place, case in enumerate(matrix.hypotheses))
        if matrix.caution:
            yield words(f"Caution: {matrix.caution}.", LOUD)
        if matrix.rows:
            yield Text()
            yield _table(matrix, dossier)


def _standing(case: HypothesisCase, place: int) -> Text:
    sums = f"({rank_words(case)}; against {case.inconsistency:.2f}, for {case.weight_for:.2f})"
    unseen = [each.text for each in case.indicators if each.state is SignState.UNSEEN]
    head = Text(" ").join((words(f"{hypothesis_mark(place)}:", HEAD), words(case.text), words(sums, QUIET)))
    return lines(head, words(f"Not seen yet: {' '.join(unseen)}" if unseen else "", QUIET))


def _table(matrix: HypothesisMatrix, dossier: Dossier) -> Table:
    table = hairline_table()
    columns = [hypothesis_mark(place) for place in range(len(matrix.hypotheses))]
    rest = width() - len(columns) * (_COLUMN + GAP)
    is_wide = rest >= _NARROWEST
    table.add_column("Evidence", width=rest if is_wide else width(), overflow="fold")
    if is_wide:
        for column in columns:
            table.add_column(column, width=_COLUMN, overflow="fold")
    for row in matrix.rows:
        bearings = [words(each.words, _style(each.direction)) for each in row.bearings]
        told = [words(f"{name} {each.plain}") for name, each in zip(columns, bearings, strict=True)]
        cells = [_evidence(row, dossier), *bearings]
        table.add_row(*(cells if is_wide else [lines(cells[0], *told)]))
    return table


def _style(direction: int) -> str:
    return {1: "green", -1: "red"}.get(direction, QUIET)


def _evidence(row: EvidenceRow, dossier: Dossier) -> Text:
    sign = f"{dossier.party_name(row.party)} {stance_words(row.act)}: {dossier.issue_name(row.issue)}"
    n_origins = count_words(row.n_origins, "origin")
    told = f"weight {row.weight:.2f}; ×{len(row.evidence)}, {n_origins}"
    apart = "" if row.diagnosticity is None else f"diagnosticity {row.diagnosticity:g}; "
    n_more = len(row.evidence) - _SHOWN
    return lines(
        words(sign, STYLE_OF[row.act]),
        *(evidence_line(each) for each in row.evidence[:_SHOWN]),
        words(f"and {n_more} more" if n_more > 0 else "", QUIET),
        words(f"{apart}{told}", NOTED),
    )
