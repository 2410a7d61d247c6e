"""Runs: how long a party has been saying the same thing without a break, and since when it names what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby

from detente.analysis.columns import UNDATED
from detente.analysis.origins import Directness
from detente.analysis.scales import is_one_number, is_there
from detente.analysis.transcript import Rows, Transcript
from detente.model import Act, Edtf, OptionId, Value


def run_of(told: Transcript, ruling: int, heard: Rows) -> list[int]:
    """The unbroken run of the ruling stance, newest first.

    Statements belong to one line if their acts do (demand and propose are one) and they name no
    different options. Walking by day from the ruling statement to both sides, the run ends at a day on
    which only another line was told, by someone at least as direct as the ruling statement. A threat ends
    no run, and neither does rejecting something beside what is demanded, or another option beside what is
    accepted or offered on a condition, or the other way round: both go on saying the same. A denial ends
    one where it may be about just what the run says.

    Args:
        told: The transcript.
        ruling: One of ``heard``; if it has no date, it is the whole run.
        heard: What was compared with it, and denials, newest first; see :func:`heard_of`.
    """
    days = told.days
    day = days[ruling]
    if day == UNDATED:
        return [ruling]
    n_newer = next(place for place, row in enumerate(heard) if days[row] == day)
    n_to_here = next((n for n in range(n_newer, len(heard)) if days[heard[n]] != day), len(heard))
    newer = [list(said) for _, said in groupby(heard[:n_to_here], key=days.__getitem__)][::-1]
    older = (list(said) for on, said in groupby(heard[n_newer:], key=days.__getitem__) if on != UNDATED)
    members, option = {ruling}, told.options[ruling]
    for path in (newer, older):
        for row in _walk(told, path, ruling, option):
            option = option or told.options[row]
            members.add(row)
    return [row for row in heard if row in members]


def heard_of(told: Transcript, newest: Rows) -> Rows:
    """What a run is made of or ended by: what takes a position and what denies, or all if nothing takes one."""
    acts, takes_position, deny = told.acts, told.takes_position, Act.DENY
    if not any(map(takes_position.__getitem__, newest)):
        return newest
    return [row for row in newest if takes_position[row] or acts[row] is deny]


def dated_from(
    told: Transcript, run: Rows, ruling: int, option: OptionId | None, value: Value | None
) -> Edtf | None:  # fmt: skip
    """Since when all that is shown has been said: the first statement of the run that names it.

    For an option and for a number it is the oldest statement that names it, walking back from the ruling
    statement if that does, else from the newest that does, and no further than one that names another
    number. Where both are shown the later of the two counts, but where the option's place is that number either
    names both; where neither is shown, it is the first of the run.

    Args:
        told: The transcript.
        run: Newest first; it names ``option`` and ``value`` unless they are None.
        ruling: One of the run.
        option: The option that is shown.
        value: The number that is shown.
    """
    names_option = {row: told.options[row] == option for row in run if told.options[row] is not None}
    names_value = {row: is_one_number(told.values[row], value) for row in run if told.values[row] is not None}
    if is_there(value, option, told.number_issues.get(told.issues[ruling])):
        named = [{row: names_option.get(row) or names_value.get(row, False) for row in names_option | names_value}]
    else:
        named = [names for names, each in ((names_option, option), (names_value, value)) if each is not None]
    stretches = [_stretch(run, ruling, names) for names in named]
    starts = [_first_dated(told, stretch) for stretch in stretches or [list(run)]]
    return max((dated for dated in starts if dated), key=_by_day_told, default=None)


def _stretch(run: Rows, ruling: int, names: Mapping[int, bool]) -> list[int]:
    """The statements that name what is shown, back to one that names something else.

    Args:
        run: Newest first.
        ruling: One of the run.
        names: Of each that names an option or number, whether it is the one shown.
    """
    begin = run.index(ruling) if names.get(ruling) else 0
    found: list[int] = []
    for row in run[begin:]:
        if names.get(row):
            found.append(row)
        elif row in names and found:
            break
    return found


def _first_dated(told: Transcript, rows: Rows) -> Edtf | None:
    """The oldest date; of those that begin on one day the one that ends first."""
    days, dates = told.days, told.dates
    dated = [row for row in rows if days[row] != UNDATED]
    if not dated:
        return None
    oldest = days[dated[-1]]
    return min((on for row in dated if days[row] == oldest and (on := dates[row])), key=_by_day_told)


def _by_day_told(dated: Edtf) -> tuple[date, date, str]:
    return dated.earliest, dated.latest, dated.text


def _walk(told: Transcript, days: Iterable[Rows], ruling: int, option: OptionId | None) -> Iterable[int]:
    line, way, options = told.lines[ruling], told.ways[ruling], told.options
    for said in days:
        is_kept = False
        for row in said:
            if is_same_line(told, row, line, option):
                option = option or options[row]
                is_kept = True
                yield row
        if not is_kept and any(does_break(told, row, line, way, option) for row in said):
            return


def is_same_line(told: Transcript, row: int, line: Act, option: OptionId | None) -> bool:
    """Whether it goes on saying what the line and the option say, if one is named."""
    if told.lines[row] is not line:
        return False
    named = told.options[row]
    return named is None or option is None or option == named


def does_break(told: Transcript, row: int, line: Act, way: Directness, option: OptionId | None) -> bool:
    """Whether it ends a run of that line and option, ruled by a statement that is so direct."""
    theirs = told.lines[row]
    if theirs is Act.THREATEN or told.ways[row] < way:
        return False
    if theirs is Act.DENY:
        return _may_deny(told, row, line, option)
    if Act.REJECT not in (line, theirs):
        return True
    wanted, named = theirs if line is Act.REJECT else line, told.options[row]
    if wanted is Act.DEMAND:
        return option is not None and option == named
    return wanted is Act.THREATEN or option is None or named is None or option == named


def _may_deny(told: Transcript, denial: int, line: Act, option: OptionId | None) -> bool:
    """Whether it may be about what that line says of that option.

    What is denied is most often a concession: a bare denial is taken for one of an acceptance, not of a demand, and
    none for one of a rejection. One that names an option is about that; one that tells a number alone may mean another.
    """
    named = told.options[denial]
    if line is Act.REJECT:
        return False
    if named is not None:
        return option == named or (option is None and line is not Act.DEMAND)
    return line is not Act.DEMAND and told.values[denial] is None
