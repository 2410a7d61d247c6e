"""Assumptions in a terminal: each with its verdict, its indicators in words, and what would change the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.assumptions import AssumptionCase, AssumptionStatus, Change
from detente.analysis.evidence import Evidence
from detente.analysis.signs import IndicatorCase, SignState
from detente.briefing.phrases import count_words
from detente.briefing.plan_words import BOTH_WAYS, BY_ACT, STANDING_WORDS, doubt_words
from detente.briefing.wording import chain_words, excerpt
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, NOTED, QUIET, folding_table, lines, short_date, words
from detente.model import Dossier, IndicatorKind

_WHAT = 28
_NARROWEST = 34
_QUOTE = 120
_SHOWN = 2
_UNSEEN = frozenset({SignState.UNSEEN, SignState.UNTESTABLE})
_STYLE = {
    AssumptionStatus.BROKEN: LOUD,
    AssumptionStatus.STRAINED: HEAD,
    AssumptionStatus.HOLDS: "",
    AssumptionStatus.UNTESTED: QUIET,
}


def assumptions_page(found: Sequence[AssumptionCase], dossier: Dossier) -> Iterator[RenderableType]:
    """The assumptions with what bears on them, the most inconsistent first."""
    yield words(dossier.title, HEAD)
    if not found:
        yield words("The dossier holds no assumptions; write them under assumptions.")
        return
    counts = Counter(case.verdict for case in found)
    told = ", ".join(f"{counts[verdict]} {STANDING_WORDS[verdict]}" for verdict in AssumptionStatus if counts[verdict])
    n_told = count_words(len(found), "assumption")
    yield words(f"{n_told}: {told}. The most inconsistent first; what fits one does not confirm it.")
    yield Text()
    yield _table(found)
    yield Text()
    yield words(BY_ACT, QUIET)


def _table(found: Sequence[AssumptionCase]) -> Table:
    rest = width() - _WHAT - GAP
    headings = {"Assumption": _WHAT, "What bears on it": rest}
    rows = [(_assumption(case), _bearing(case)) for case in found]
    return folding_table(headings, "Assumptions", rows, narrowest=_NARROWEST)


def _assumption(case: AssumptionCase) -> Text:
    verdict = f"{case.verdict[0].upper()}{case.verdict[1:]}: {case.verdict.words}"
    sums = f"against {case.inconsistency:.2f}, for {case.weight_for:.2f}"
    return lines(words(case.text, HEAD), words(verdict, _STYLE[case.verdict]), words(sums, QUIET))


def _bearing(case: AssumptionCase) -> Text:
    against_first = sorted(case.indicators, key=lambda each: each.kind is IndicatorKind.SUPPORTS)
    seen = [part for each in against_first if each.state not in _UNSEEN for part in _seen(each)]
    unseen = [
        words(f"{_lead(each)} {each.text} ({each.state.words})", QUIET)
        for each in against_first
        if each.state in _UNSEEN
    ]
    return lines(*seen, *unseen, *(_change(each) for each in case.would_change))


def _lead(each: IndicatorCase) -> str:
    return "Against:" if each.kind is IndicatorKind.BREAKS else "For:"


def _seen(each: IndicatorCase) -> Iterator[Text]:
    state = "" if each.state is SignState.SEEN else f"; {each.state.words}"
    both = f"; {BOTH_WAYS}" if each.both_ways else ""
    n_origins = count_words(each.n_origins, "origin")
    told = f"({each.weight:.2f}; ×{len(each.evidence)}, {n_origins}{state}{both})"
    style = HEAD if each.kind is IndicatorKind.BREAKS else ""
    yield Text(" ").join((words(_lead(each), style), words(each.text), words(told, QUIET)))
    for piece in each.evidence[:_SHOWN]:
        yield evidence_line(piece)
    n_more = len(each.evidence) - _SHOWN
    if n_more > 0:
        yield words(f"and {n_more} more", QUIET)


def evidence_line(piece: Evidence) -> Text:
    """The words of a piece with who tells it, when, its id, and what puts it in doubt."""
    teller = f"as told by {chain_words(piece.reported_by)}" if piece.reported_by else ""
    parts = (teller, short_date(piece.dated), piece.statement, *doubt_words(piece))
    quote = words(f"“{excerpt(piece.quote, _QUOTE)}”")
    return Text(" ").join((quote, words("; ".join(filter(None, parts)), QUIET)))


def _change(each: Change) -> Text:
    what = " ".join(each.indicators)
    return words(f"Would be {STANDING_WORDS[each.towards]} {each.what.words}: {what}", NOTED)
