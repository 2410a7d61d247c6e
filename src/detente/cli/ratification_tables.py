"""Hurdles at home in a terminal: whose and which, in what words, what they touch, and since when they are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.ratification import Hurdle
from detente.briefing.hurdle_words import NOT_JUDGED, hurdle_state, touched_words
from detente.briefing.phrases import count_words
from detente.briefing.wording import chain_words, excerpt
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, QUIET, folding_table, lines, short_date, words
from detente.model import Dossier

_WHO = 20
_NARROWEST = 26
_QUOTE = 200
_STATEMENTS = 3


def ratification_page(found: Sequence[Hurdle], dossier: Dossier) -> Iterator[RenderableType]:
    """The hurdles by party, with how many there are."""
    yield words(dossier.title, HEAD)
    if not found:
        yield words("No hurdle at home was found in the documents.")
        return
    n_parties = len({hurdle.party for hurdle in found})
    n_told = count_words(len(found), "hurdle")
    yield words(f"{n_told} at home, of {'1 party' if n_parties == 1 else f'{n_parties} parties'}.")
    yield Text()
    yield _table(found, dossier)
    yield Text()
    yield words(NOT_JUDGED, QUIET)


def _table(found: Sequence[Hurdle], dossier: Dossier) -> Table:
    rest = (width() - _WHO - 2 * GAP) // 2
    headings = {"Whose hurdle": _WHO, "What is told": rest, "What it touches": rest}
    rows = []
    for hurdle in found:
        who = lines(words(dossier.party_name(hurdle.party), HEAD), words(hurdle.kind.value))
        rows.append((who, _told(hurdle), _touches(hurdle, dossier)))
    return folding_table(headings, "Hurdles", rows, narrowest=_NARROWEST)


def _told(hurdle: Hurdle) -> Text:
    teller = f"as told by {chain_words(hurdle.reported_by)}; " if hurdle.reported_by else ""
    last = "" if hurdle.last_told == hurdle.first_told else f", last {short_date(hurdle.last_told)}"
    n_origins = count_words(hurdle.n_origins, "origin")
    return lines(
        words(hurdle_state(hurdle)),
        words(f"“{excerpt(hurdle.quote, _QUOTE)}”"),
        words(f"{teller}{short_date(hurdle.first_told)}{last}; ×{len(hurdle.notes)}, {n_origins}", QUIET),
        words(hurdle.notes[0], QUIET),
    )


def _touches(hurdle: Hurdle, dossier: Dossier) -> Text:
    told = [words(touched_words(each, dossier)) for each in hurdle.touches] or [words("no issue is told", QUIET)]
    shown, n_more = hurdle.statements[:_STATEMENTS], len(hurdle.statements) - _STATEMENTS
    more = f" and {n_more} more" if n_more > 0 else ""
    own = words(f"the party's own: {', '.join(shown)}{more}" if shown else "", QUIET)
    return lines(*told, own)
