"""Watch questions in a terminal: each with its state, its time, and the words that answer it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.watch import Hit, WatchState, WatchStatus
from detente.briefing.phrases import count_words
from detente.briefing.plan_words import left_words
from detente.briefing.wording import chain_words, excerpt
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, QUIET, folding_table, lines, short_date, words
from detente.model import Dossier

_WHAT = 32
_NARROWEST = 34
_QUOTE = 160
_SHOWN = 3
_STYLE = {
    WatchStatus.ANSWERED: "bold green", WatchStatus.POSSIBLY: "green", WatchStatus.OPEN: "", WatchStatus.LAPSED: QUIET,
}  # fmt: skip


def watch_page(found: Sequence[WatchState], dossier: Dossier) -> Iterator[RenderableType]:
    """The questions in the dossier's order, answered and lapsed ones too."""
    yield words(dossier.title, HEAD)
    if not found:
        yield words("The dossier watches nothing; write questions under watch.")
        return
    counts = Counter(each.status for each in found)
    told = ", ".join(f"{counts[status]} {status.words}" for status in WatchStatus if counts[status])
    n_told = count_words(len(found), "question")
    yield words(f"{n_told}: {told}.")
    yield Text()
    yield _table(found)


def _table(found: Sequence[WatchState]) -> Table:
    rest = width() - _WHAT - GAP
    headings = {"Question": _WHAT, "What answers it": rest}
    rows = [(lines(words(each.text, HEAD), words(_time(each), QUIET)), _answer(each)) for each in found]
    return folding_table(headings, "Watch", rows, narrowest=_NARROWEST)


def _time(each: WatchState) -> str:
    since = f"from {short_date(each.since)}" if each.since else ""
    until = f"until {short_date(each.until)}" if each.until else "without a horizon"
    return ", ".join(part for part in (since, until, left_words(each.days_left)) if part)


def _answer(each: WatchState) -> Text:
    n_more = len(each.hits) - _SHOWN
    return lines(
        words(f"{each.status.words[0].upper()}{each.status.words[1:]}", _STYLE[each.status]),
        *(_hit(hit) for hit in each.hits[:_SHOWN]),
        words(f"and {n_more} more" if n_more > 0 else "", QUIET),
    )


def _hit(hit: Hit) -> Text:
    quote = words(f"“{excerpt(hit.quote, _QUOTE)}”" if hit.quote else "")
    teller = f"as told by {chain_words(hit.reported_by)}" if hit.reported_by else ""
    denied = f" by {', '.join(hit.denied_by)}" if hit.denied_by else ""
    doubt = f"possibly: {hit.doubt}{denied}" if hit.doubt else ""
    parts = (teller, short_date(hit.dated), hit.statement or ", ".join(hit.notes), doubt)
    return Text(" ").join(part for part in (quote, words("; ".join(filter(None, parts)), QUIET)) if part.plain)
