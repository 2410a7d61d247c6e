"""Rounds in a terminal: what lies ahead, then what was held, then what was called off or never told to be held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.rounds import Round, RoundOutcome, RoundStatus
from detente.briefing.meeting_words import MEETING_HEADINGS, sitting_words
from detente.briefing.phrases import count_words
from detente.briefing.wording import chain_words, excerpt, listed
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, QUIET, folding_table, lines, short_date, words
from detente.model import Dossier

_WHEN = 26
_NARROWEST = 34
_OUTCOME = 160


def rounds_page(found: Sequence[Round], dossier: Dossier) -> Iterator[RenderableType]:
    """A table of each status, those announced first; no table where there is nothing of it."""
    yield words(dossier.title, HEAD)
    yield words(_told(found))
    for status, heading in MEETING_HEADINGS.items():
        part = [each for each in found if each.status is status]
        if part:
            yield Text()
            yield words(heading, HEAD)
            yield _table(part, dossier)


def _told(found: Sequence[Round]) -> str:
    if not found:
        return "No meeting was found in the documents."
    n_held = sum(each.status is RoundStatus.HELD for each in found)
    n_ahead = sum(each.status is RoundStatus.ANNOUNCED for each in found)
    meetings = count_words(len(found), "meeting")
    rest = f", {len(found) - n_held - n_ahead} neither" if len(found) > n_held + n_ahead else ""
    return f"{meetings}: {n_held} held, {n_ahead} announced{rest}."


def _table(found: Sequence[Round], dossier: Dossier) -> Table:
    rest = width() - _WHEN - GAP
    headings = {"When and where": _WHEN, "Who, and what came of it": rest}
    rows = []
    for each in found:
        others = f"also told: {listed(tuple(map(short_date, each.other_dates)))}" if each.other_dates else ""
        when = lines(words(short_date(each.on), HEAD), words(each.place or ""), words(others, QUIET))
        outcomes = [_outcome(outcome, dossier) for outcome in each.outcomes]
        who = lines(words(sitting_words(each, dossier), HEAD), *outcomes, words(_count(each), QUIET))
        rows.append((when, who))
    return folding_table(headings, "Meetings", rows, narrowest=_NARROWEST)


def _outcome(outcome: RoundOutcome, dossier: Dossier) -> Text:
    """Who tells what, e.g. "Norland: “productive” (as reported by CNN)"."""
    author = outcome.publisher or "the author"
    teller = dossier.party_name(outcome.told_by) if outcome.told_by else author
    chain = f" (as reported by {chain_words(outcome.reported_by)})" if outcome.reported_by else ""
    return words(f"{teller}: “{excerpt(outcome.words, _OUTCOME)}”{chain}")


def _count(each: Round) -> str:
    first = f"first told {short_date(each.first_told)}" if each.first_told else "first told on an unknown day"
    last = f", last {short_date(each.last_told)}" if each.last_told not in {None, each.first_told} else ""
    n_origins = count_words(each.n_origins, "origin")
    return f"{first}{last}; ×{len(each.notes)}, {n_origins}; {each.id}"
