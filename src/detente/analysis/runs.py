"""Runs: how long a party has been saying the same thing without a break, and since when it names what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from detente.analysis.origins import Directness, directness
from detente.analysis.stances import line_of
from detente.analysis.standing import day_of
from detente.model import Act, Edtf, Entry, OptionId, Value


def run_of(ruling: Entry, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The unbroken run of the ruling stance, newest first.

    Statements belong to one line if their acts do (demand and propose are one) and they name no
    different options. Walking by day from the ruling statement to both sides, the run ends at a day on
    which only another line was told, by someone at least as direct as the ruling statement. A threat ends
    no run, and neither does rejecting something beside what is demanded, or the other way round: both go
    on saying the same.

    Args:
        ruling: One of ``entries``; if it has no date, it is the whole run.
        entries: The statements that were compared with it, newest first.
    """
    start = day_of(ruling)
    if start is None:
        return (ruling,)
    days = [(day, list(said)) for day, said in groupby(entries, key=day_of) if day is not None]
    here = next(place for place, (day, _) in enumerate(days) if day == start)
    members, option = {ruling.id}, ruling.statement.option
    for path in (days[here::-1], days[here:]):
        for entry in _walk(path, ruling, option):
            option = option or entry.statement.option
            members.add(entry.id)
    return tuple(entry for entry in entries if entry.id in members)


def dated_from(run: Sequence[Entry], ruling: Entry, option: OptionId | None, value: Value | None) -> Edtf | None:
    """Since when all that is shown has been said: the first statement of the run that names it.

    For an option and for a number it is the oldest statement that names it, walking back from the ruling
    statement if that does, else from the newest that does, and no further than one that names another
    number. Where both are shown the later of the two counts; where neither is, the first of the run.

    Args:
        run: Newest first; it names ``option`` and ``value`` unless they are None.
        ruling: One of the run.
        option: The option that is shown.
        value: The number that is shown.
    """
    shown = {"option": option, "value": value}
    stretches = [_stretch(run, ruling, field, each) for field, each in shown.items() if each is not None]
    starts = [_first_dated(stretch) for stretch in stretches or [list(run)]]
    return max((dated for dated in starts if dated), key=_by_day_told, default=None)


def _stretch(run: Sequence[Entry], ruling: Entry, field: str, shown: object) -> list[Entry]:
    """The statements that name what is shown, back to one that names something else."""
    begin = run.index(ruling) if getattr(ruling.statement, field) == shown else 0
    found: list[Entry] = []
    for entry in run[begin:]:
        told = getattr(entry.statement, field)
        if told == shown:
            found.append(entry)
        elif told is not None and found:
            break
    return found


def _first_dated(entries: Sequence[Entry]) -> Edtf | None:
    return min((entry.dated for entry in entries if entry.dated), key=_by_day_told, default=None)


def _by_day_told(dated: Edtf) -> tuple[date, date, str]:
    return dated.earliest, dated.latest, dated.text


def _walk(days: Iterable[tuple[date, Sequence[Entry]]], ruling: Entry, option: OptionId | None) -> Iterable[Entry]:
    line, way = line_of(ruling.statement.act), directness(ruling)
    for _, said in days:
        is_kept = False
        for entry in said:
            if is_same_line(entry, line, option):
                option = option or entry.statement.option
                is_kept = True
                yield entry
        if not is_kept and any(does_break(entry, line, way, option) for entry in said):
            return


def is_same_line(entry: Entry, line: Act, option: OptionId | None) -> bool:
    """Whether it goes on saying what the line and the option say, if one is named."""
    named = entry.statement.option
    return line_of(entry.statement.act) is line and (named is None or option is None or option == named)


def does_break(entry: Entry, line: Act, way: Directness, option: OptionId | None) -> bool:
    """Whether it ends a run of that line and option, ruled by a statement that is so direct."""
    theirs = line_of(entry.statement.act)
    if theirs is Act.THREATEN or directness(entry) < way:
        return False
    is_beside = (line is Act.DEMAND and theirs is Act.REJECT) or (line is Act.REJECT and theirs is Act.DEMAND)
    return not (is_beside and (option is None or option != entry.statement.option))
