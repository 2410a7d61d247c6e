"""Disagreements in words: for and against one option, one formula told differently, one event at several dates."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from detente.analysis.clashes import Clash, is_for
from detente.analysis.contested import ContestKind, Finding
from detente.analysis.orders import Opponents
from detente.analysis.stances import line_of
from detente.analysis.standing import WINDOW_DAYS, day_of
from detente.analysis.tellers import Tellers
from detente.model import Act, Edtf, Entry, IssueId, OptionId, PartyId

_FEWEST_WORDS = 5
"""A wording of fewer words may well be said of two events."""


def oppositions(entries: Sequence[Entry], tellers: Tellers) -> list[Finding]:
    """What one party accepts, demands or proposes and rejects: contradictory, changed, or not to be told.

    Args:
        entries: Those that count, each once.
        tellers: Of the dossier.
    """
    told: dict[tuple[PartyId, IssueId, OptionId | None], tuple[list[Entry], list[Entry]]] = defaultdict(
        lambda: ([], [])
    )
    for entry in entries:
        said = entry.statement
        if said.act is Act.REJECT:
            told[said.party, said.issue, said.option][1].append(entry)
        elif is_for(entry):
            told[said.party, said.issue, said.option][0].append(entry)
    found = (_opposition(option, ours, theirs, tellers) for (_, _, option), (ours, theirs) in told.items())
    return [each for each in found if each is not None]


def _opposition(
    option: OptionId | None, ours: Sequence[Entry], theirs: Sequence[Entry], tellers: Tellers
) -> Finding | None:
    if not ours or not theirs:
        return None
    against, wanting = Opponents(theirs, tellers), Opponents(ours, tellers)
    beside = (
        [entry for entry in ours if against.has_beside(entry)],
        [entry for entry in theirs if wanting.has_beside(entry)],
    )
    dated = [[entry for entry in side if entry.dated is not None] for side in (ours, theirs)]
    if all(beside) and option is None:
        kind, sides, why = ContestKind.UNDETERMINED, beside, "neither names an option; they may be about two things"
    elif all(beside):
        kind, sides, why = ContestKind.CONTRADICTORY, beside, f"for and against it within {WINDOW_DAYS} days"
    elif option is None:
        return None
    elif all(dated):
        kind, sides = ContestKind.CHANGED, (dated[0], dated[1])
        why = f"its own word of another day, or over {WINDOW_DAYS} days apart"
    else:
        kind, sides, why = ContestKind.UNDETERMINED, (list(ours), list(theirs)), "no date tells which was said first"
    return Finding(
        matter=Clash.OPPOSED,
        kind=kind,
        issue=ours[0].statement.issue,
        about=option or "-",
        why=why,
        sides=sides,
        is_certain=kind is not ContestKind.UNDETERMINED,
    )


def formulas(entries: Sequence[Entry]) -> list[Finding]:
    """One thing told differently by two sides: one assesses an option to be the outcome, another side another option.

    An assessment or an unconditional acceptance tells an outcome; two acceptances of different options are two wishes,
    and no contest. Both within ``WINDOW_DAYS``.

    Args:
        entries: Those that count, each once.
    """
    by_issue: dict[IssueId, list[Entry]] = defaultdict(list)
    for entry in entries:
        told = entry.statement
        if told.option is not None and told.condition is None and told.act in (Act.ASSESS, Act.ACCEPT):
            by_issue[told.issue].append(entry)
    found: list[Finding] = []
    for told_on in by_issue.values():
        sides: dict[OptionId, list[Entry]] = defaultdict(list)
        days = _days_of_tellings(told_on)
        for entry in told_on:
            if entry.statement.option is not None and _is_told_differently(entry, days):
                sides[entry.statement.option].append(entry)
        if sides:
            found.append(
                Finding(
                    matter=Clash.FORMULA,
                    kind=ContestKind.CONTRADICTORY,
                    issue=told_on[0].statement.issue,
                    about="+".join(sorted(sides)),
                    why=f"two sides tell different outcomes of it within {WINDOW_DAYS} days",
                    sides=list(sides.values()),
                )
            )
    return found


_Telling = tuple[PartyId, OptionId | None, Act]


def _days_of_tellings(entries: Sequence[Entry]) -> Mapping[_Telling, list[date]]:
    days: dict[_Telling, list[date]] = defaultdict(list)
    for entry in entries:
        day = day_of(entry)
        if day is not None:
            days[entry.statement.party, entry.statement.option, entry.statement.act].append(day)
    return {key: sorted(each) for key, each in days.items()}


def _is_told_differently(entry: Entry, days: Mapping[_Telling, Sequence[date]]) -> bool:
    told, day, window = entry.statement, day_of(entry), timedelta(days=WINDOW_DAYS)
    if day is None:
        return False
    return any(
        party != told.party
        and option != told.option
        and (act is Act.ASSESS or told.act is Act.ASSESS)
        and bisect_left(theirs, day - window) < bisect_right(theirs, day + window)
        for (party, option, act), theirs in days.items()
    )


def events(entries: Sequence[Entry]) -> list[Finding]:
    """One acceptance in one wording that several documents tell, at dates that exclude each other.

    The wording is of five words or more, equal but for case and space; the dates are told in the text and lie at most
    ``WINDOW_DAYS`` apart. Who repeats a wording may well do so on another day, so it is likely one event, not certain.

    Args:
        entries: Those that count, each once.
    """
    worded: dict[object, list[Entry]] = defaultdict(list)
    for entry in entries:
        told = entry.statement
        if told.act is not Act.ACCEPT or told.said_on is None:
            continue
        words = told.quote.text.casefold().split()
        if len(words) >= _FEWEST_WORDS:
            worded[told.party, told.issue, line_of(told.act), told.option, told.value, " ".join(words)].append(entry)
    return [
        Finding(
            matter=Clash.DATES,
            kind=ContestKind.CONTRADICTORY,
            issue=told[0].statement.issue,
            about=min(entry.id for told in sides for entry in told),
            why="one wording, told of days that exclude each other; they may be two events",
            sides=sides,
            is_certain=False,
        )
        for told in worded.values()
        if len(sides := _by_date(told)) > 1
    ]


def _by_date(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries by their dates, where the first and the last of several documents exclude each other."""
    by_date: dict[Edtf, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.statement.said_on is not None:
            by_date[entry.statement.said_on].append(entry)
    dates = sorted(by_date, key=lambda dated: (dated.earliest, dated.latest))
    is_apart = min(dated.latest for dated in dates) < max(dated.earliest for dated in dates)
    is_near = (dates[-1].earliest - dates[0].earliest).days <= WINDOW_DAYS
    has_several = len({entry.statement.doc for entry in entries}) > 1
    return [by_date[dated] for dated in dates] if is_apart and is_near and has_several else []
