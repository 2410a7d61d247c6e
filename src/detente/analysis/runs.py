"""Runs: how long a party has been saying the same thing without a break."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from detente.analysis.origins import directness
from detente.analysis.stances import line_of
from detente.analysis.standing import day_of, newest_first
from detente.model import Act, Entry, OptionId


def run_of(ruling: Entry, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The unbroken run of the ruling stance, newest first.

    Statements belong to one line if their acts do (demand and propose are one) and they name no
    different options. Walking by day from the ruling statement to both sides, the run ends at a day on
    which only another line was told, by someone at least as direct as the ruling statement. A threat ends
    no run, and neither does rejecting something beside what is demanded, or the other way round: both go
    on saying the same.

    Args:
        ruling: One of ``entries``; if it has no date, it is the whole run.
        entries: The statements that were compared with it.
    """
    start = day_of(ruling)
    if start is None:
        return (ruling,)
    by_day = _by_day(entries)
    members, option = [ruling], ruling.statement.option
    days = sorted(by_day)
    here = days.index(start)
    for path in (days[here:], days[here::-1]):
        for entry in _walk(path, by_day, ruling, option):
            option = option or entry.statement.option
            members.append(entry)
    return tuple(newest_first(list({entry.id: entry for entry in members}.values())))


def _walk(
    days: Iterable[date], by_day: Mapping[date, Sequence[Entry]], ruling: Entry, option: OptionId | None
) -> Iterable[Entry]:
    for day in days:
        said = by_day[day]
        is_kept = False
        for entry in said:
            if _is_same_line(entry, ruling.statement.act, option):
                option = option or entry.statement.option
                is_kept = True
                yield entry
        if not is_kept and any(_breaks(entry, ruling, option) for entry in said):
            return


def _is_same_line(entry: Entry, act: Act, option: OptionId | None) -> bool:
    named = entry.statement.option
    return line_of(entry.statement.act) is line_of(act) and (named is None or option in {None, named})


def _breaks(entry: Entry, ruling: Entry, option: OptionId | None) -> bool:
    if entry.statement.act is Act.THREATEN or directness(entry) < directness(ruling):
        return False
    lines = {line_of(entry.statement.act), line_of(ruling.statement.act)}
    is_beside = lines == {Act.DEMAND, Act.REJECT} and (option is None or option != entry.statement.option)
    return not is_beside


def _by_day(entries: Sequence[Entry]) -> dict[date, list[Entry]]:
    days: dict[date, list[Entry]] = defaultdict(list)
    for entry in newest_first(entries):
        if day := day_of(entry):
            days[day].append(entry)
    return days
