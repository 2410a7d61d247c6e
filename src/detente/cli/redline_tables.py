"""Red lines in a terminal: in their words, since when, what was offered since, and what they exclude."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis import DrawnRedLine, Holds, Softening
from detente.briefing.phrases import count_words
from detente.briefing.wording import chain_words, excerpt, object_words
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, QUIET, STYLE_OF, folding_table, lines, marks, short_date, words
from detente.model import Act, Dossier

_WHO = 20
_NARROWEST = 26
_QUOTE = 200
_SOFTENINGS = 3


def redlines_page(found: Sequence[DrawnRedLine], dossier: Dossier) -> Iterator[RenderableType]:
    """The red lines by issue and party, with how many of them stand."""
    yield words(dossier.title, HEAD)
    if not found:
        yield words("No red line was found in the documents.")
        yield words("`detente code --explain` shows what was left out of a text.", QUIET)
        return
    n_standing, n_kept = (sum(line.holds is holds for line in found) for holds in (Holds.STANDS, Holds.KEPT))
    kept = f", {n_kept} {'is' if n_kept == 1 else 'are'} kept by what is wanted now" if n_kept else ""
    n_open = sum(line.holds is Holds.UNWITHDRAWN for line in found)
    kept += f", {n_open} {'is' if n_open == 1 else 'are'} not withdrawn" if n_open else ""
    n_told = count_words(len(found), "red line")
    yield words(f"{n_told}; {n_standing} of them stand{'s' if n_standing == 1 else ''} as drawn{kept}.")
    yield Text()
    yield _table(found, dossier)


def _table(found: Sequence[DrawnRedLine], dossier: Dossier) -> Table:
    rest = (width() - _WHO - 2 * GAP) // 2
    headings = {"Who, on what": _WHO, "The red line": rest, "What became of it": rest}
    rows = []
    for line in found:
        who = lines(words(dossier.party_name(line.party), HEAD), words(dossier.issue_name(line.issue)))
        rows.append((who, _drawn(line, dossier), _since(line, dossier)))
    return folding_table(headings, "Red lines", rows, narrowest=_NARROWEST)


def _drawn(line: DrawnRedLine, dossier: Dossier) -> Text:
    option = dossier.option_name(line.issue, line.option)
    stance = marks().stance_of(line.stance, object_words(option, line.value) or None)
    return lines(
        words(stance, STYLE_OF[line.stance]),
        words(f"“{excerpt(line.quote, _QUOTE)}”"),
        words(f"{_dates(line)}; ×{line.n_statements}, {_origins(line.n_origins)}", QUIET),
        words(line.statements[0], QUIET),
    )


def _dates(line: DrawnRedLine) -> str:
    if line.first_said is None:
        return "undated"
    if line.last_repeated is None or line.last_repeated == line.first_said:
        return short_date(line.first_said)
    return f"first {short_date(line.first_said)}, last {short_date(line.last_repeated)}"


def _origins(number: int) -> str:
    return count_words(number, "origin")


def _since(line: DrawnRedLine, dossier: Dossier) -> Text:
    style = LOUD if line.holds is Holds.STANDS else ""
    offered = [_offered(each, line, dossier) for each in line.softenings[:_SOFTENINGS]]
    n_more = len(line.softenings) - _SOFTENINGS
    more = words(f"and {n_more} more" if n_more > 0 else "", QUIET)
    return lines(words(_sentence(line.holds.words), style), words(_excluded(line, dossier)), *offered, more)


def _excluded(line: DrawnRedLine, dossier: Dossier) -> str:
    if line.excludes.why_none:
        return f"Excludes nothing that can be told: {line.excludes.why_none}."
    if line.excludes.options:
        names = [dossier.option_name(line.issue, option) or option for option in line.excludes.options]
        return f"Excludes {', '.join(names)}."
    value = str(line.excludes.value)
    return f"Excludes {value}." if line.stance is Act.REJECT else f"Excludes all but {value}."


def _offered(each: Softening, line: DrawnRedLine, dossier: Dossier) -> Text:
    option = dossier.option_name(line.issue, each.option)
    named = object_words(option, each.value)
    condition = "" if each.condition is None else f" “{excerpt(each.condition.text, 70)}”"
    told = f"{marks().stance_of(each.stance, named or None)}{condition}"
    quote = "" if named or condition else f" “{excerpt(each.quote, 70)}”"
    when = short_date(each.dated) if each.is_certain else f"{short_date(each.dated)}, perhaps before"
    teller = f", as told by {chain_words(each.reported_by)}" if each.reported_by else ""
    denied = f"; denied by {', '.join(each.denied_by)}" if each.denied_by else ""
    return words(f"Since: {told}{quote}{teller} ({when}; {each.statement}{denied})", QUIET)


def _sentence(clause: str) -> str:
    return f"{clause[0].upper()}{clause[1:]}."
