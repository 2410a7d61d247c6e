"""Rounds in a terminal: what lies ahead, then what was held, then what was called off or never told to be held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.rounds import Round, RoundOutcome, RoundStatus
from detente.briefing.wording import chain_words, excerpt, listed
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, QUIET, hairline_table, lines, short_date, words
from detente.model import Dossier

_WHEN = 26
_NARROWEST = 34
_OUTCOME = 160
_PARTS = {
    RoundStatus.ANNOUNCED: "Announced",
    RoundStatus.HELD: "Held",
    RoundStatus.UNCONFIRMED: "Announced for a day that is over; nobody tells that it was held",
    RoundStatus.CANCELLED: "Called off",
}


def rounds_page(found: Sequence[Round], dossier: Dossier) -> Iterator[RenderableType]:
    """A table of each status, those announced first; no table where there is nothing of it."""
    yield words(dossier.title, HEAD)
    yield words(_told(found))
    for status, heading in _PARTS.items():
        part = [each for each in found if each.status is status]
        if part:
            yield Text()
            yield words(heading, HEAD)
            yield _table(part, dossier)


def _told(found: Sequence[Round]) -> str:
    if not found:
        return "No meeting is told of."
    n_held = sum(each.status is RoundStatus.HELD for each in found)
    n_ahead = sum(each.status is RoundStatus.ANNOUNCED for each in found)
    meetings = "1 meeting" if len(found) == 1 else f"{len(found)} meetings"
    rest = f", {len(found) - n_held - n_ahead} neither" if len(found) > n_held + n_ahead else ""
    return f"{meetings}: {n_held} held, {n_ahead} announced{rest}."


def _table(found: Sequence[Round], dossier: Dossier) -> Table:
    table = hairline_table()
    rest = width() - _WHEN - GAP
    is_wide = rest >= _NARROWEST
    headings = {"When and where": _WHEN, "Who, and what came of it": rest}
    for heading, columns in headings.items() if is_wide else [("Meetings", width())]:
        table.add_column(heading, width=columns, overflow="fold")
    for each in found:
        others = f"also told: {listed(tuple(map(short_date, each.other_dates)))}" if each.other_dates else ""
        when = lines(words(short_date(each.on), HEAD), words(each.place or ""), words(others, QUIET))
        outcomes = [_outcome(outcome, dossier) for outcome in each.outcomes]
        who = lines(words(_who(each, dossier), HEAD), *outcomes, words(_count(each), QUIET))
        table.add_row(*((when, who) if is_wide else [lines(when, who)]))
    return table


def _who(each: Round, dossier: Dossier) -> str:
    """The sides and, in brackets, the people, the format and who mediates."""
    sides = listed(tuple(dossier.party_name(party) for party in each.participants)) or "sides not named"
    mediator = f"mediated by {dossier.party_name(each.mediator)}" if each.mediator else ""
    more = [part for part in (listed(each.people), each.format.value if each.format else "", mediator) if part]
    return f"{sides} ({'; '.join(more)})" if more else sides


def _outcome(outcome: RoundOutcome, dossier: Dossier) -> Text:
    """Who tells what, e.g. "Norland: “productive” (as reported by CNN)"."""
    author = outcome.publisher or "the author"
    teller = dossier.party_name(outcome.told_by) if outcome.told_by else author
    chain = f" (as reported by {chain_words(outcome.reported_by)})" if outcome.reported_by else ""
    return words(f"{teller}: “{excerpt(outcome.words, _OUTCOME)}”{chain}")


def _count(each: Round) -> str:
    first = f"first told {short_date(each.first_told)}" if each.first_told else "first told on an unknown day"
    last = f", last {short_date(each.last_told)}" if each.last_told not in {None, each.first_told} else ""
    n_origins = "1 origin" if each.n_origins == 1 else f"{each.n_origins} origins"
    return f"{first}{last}; ×{len(each.notes)}, {n_origins}; {each.id}"
