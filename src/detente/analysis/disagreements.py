"""Disagreements in words: for and against one option, one formula told differently, one event at several dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from detente.analysis.clashes import Clash, are_apart, are_divided, are_of_one_number, are_said_in_one_breath, is_for
from detente.analysis.columns import UNDATED
from detente.analysis.contested import ContestKind, Finding
from detente.analysis.orders import are_near, beside, is_one_voice
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript
from detente.model import Act, Edtf, IssueId, OptionId

_FEWEST_WORDS = 5
"""A wording of fewer words may well be said of two events."""
_TELLING = (Act.ASSESS, Act.ACCEPT)


def oppositions(told: Transcript) -> list[Finding]:
    """What one party accepts, demands or proposes and rejects: contradictory, changed, or not to be told.

    What one voice tells of different days is movement, and no contest.

    A demand that names no option is opposed by the rejection of a number that it names; numbers that do not overlap
    are two things.
    """
    acts, options, lines, values = told.acts, told.options, told.lines, told.values
    reject, accept, demand = Act.REJECT, Act.ACCEPT, Act.DEMAND
    found: list[Finding | None] = []
    for rows in told.cells_inside.values():
        sides: dict[OptionId | None, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        numbered: list[int] = []
        for row in rows:
            act, option = acts[row], options[row]
            if act is reject:
                sides[option][1].append(row)
            elif act is accept or (option is not None and is_for(told, row)):
                sides[option][0].append(row)
            elif option is None and lines[row] is demand and values[row] is not None:
                numbered.append(row)
        if numbered and None in sides:
            ours, theirs = sides[None]
            ours += [row for row in numbered if any(are_of_one_number(told, row, other) for other in theirs)]
        found += [_opposition(told, option, ours, theirs) for option, (ours, theirs) in sides.items()]
    return [each for each in found if each is not None]


def _opposition(told: Transcript, option: OptionId | None, ours: Rows, theirs: Rows) -> Finding | None:
    ours, theirs = _of_one_thing(told, ours, theirs)
    if not ours or not theirs:
        return None
    near = _of_one_thing(told, beside(told, ours, theirs), beside(told, theirs, ours))
    is_bare = option is None and any(told.values[row] is None for side in near for row in side)
    dated = [[row for row in side if told.days[row] != UNDATED] for side in (ours, theirs)]
    sides: Sequence[Rows]
    if all(near) and is_bare:
        kind, sides, why = ContestKind.UNDETERMINED, near, "neither names an option; they may be about two things"
    elif all(near):
        kind, sides, why = ContestKind.CONTRADICTORY, near, f"for and against it within {WINDOW_DAYS} days"
    elif option is None and not are_near(told, ours, theirs):
        return None
    elif all(dated):
        if is_one_voice(told, [*dated[0], *dated[1]]):
            return None
        kind, sides, why = ContestKind.CHANGED, dated, f"of several tellers, and over {WINDOW_DAYS} days apart"
    else:
        kind, sides, why = ContestKind.UNDETERMINED, (ours, theirs), "no date tells which was said first"
    return Finding(
        matter=Clash.OPPOSED,
        kind=kind,
        issue=told.issues[ours[0]],
        about=option or "-",
        why=why,
        sides=sides,
        is_certain=kind is not ContestKind.UNDETERMINED,
    )


def _of_one_thing(told: Transcript, ours: Rows, theirs: Rows) -> tuple[list[int], list[int]]:
    """Those of each side that some of the other may be about: its numbers do not exclude theirs, nor its breath."""

    def are_of_two(one: int, other: int) -> bool:
        return are_apart(told, one, other) or are_said_in_one_breath(told, one, other)

    return (
        [row for row in ours if not all(are_of_two(row, other) for other in theirs)],
        [row for row in theirs if not all(are_of_two(row, other) for other in ours)],
    )


def divisions(told: Transcript) -> list[Finding]:
    """What two of a party's speakers want otherwise on one day, in its own words: two options of one issue."""
    found, people, options, days = [], told.people, told.options, told.days
    for rows in told.cells_inside.values():
        by_day: dict[int, list[int]] = defaultdict(list)
        for row in rows:
            if people[row] is not None and options[row] is not None and is_for(told, row):
                by_day[days[row]].append(row)
        found += [each for said in by_day.values() if len(said) > 1 for each in _division(told, said)]
    return found


def _division(told: Transcript, said: Rows) -> list[Finding]:
    sides: dict[OptionId, list[int]] = defaultdict(list)
    for row in said:
        option = told.options[row]
        if option is not None and any(are_divided(told, row, other) for other in said):
            sides[option].append(row)
    if not sides:
        return []
    return [
        Finding(
            matter=Clash.OPPOSED,
            kind=ContestKind.CONTRADICTORY,
            issue=told.issues[said[0]],
            about=f"{'+'.join(sorted(sides))}-{told.dates[next(iter(sides.values()))[0]]}",
            why="two who speak for it want different outcomes on one day",
            sides=list(sides.values()),
        )
    ]


def formulas(told: Transcript) -> list[Finding]:
    """One thing told differently by two sides: one assesses an option to be the outcome, another side another option.

    An assessment or an unconditional acceptance tells an outcome; two acceptances of different options are two wishes,
    and no contest. Both within ``WINDOW_DAYS``.
    """
    acts, options, conditions, days, telling_acts = told.acts, told.options, told.conditions, told.days, _TELLING
    telling = [
        row
        for row in told.inside
        if acts[row] in telling_acts and options[row] is not None and conditions[row] is None and days[row] != UNDATED
    ]
    by_issue: dict[IssueId, dict[OptionId, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row, is_so in zip(telling, _are_told_differently(told, telling), strict=True):
        option = told.options[row]
        if is_so and option is not None:
            by_issue[told.issues[row]][option].append(row)
    return [
        Finding(
            matter=Clash.FORMULA,
            kind=ContestKind.CONTRADICTORY,
            issue=issue,
            about="+".join(sorted(sides)),
            why=f"two sides tell different outcomes of it within {WINDOW_DAYS} days",
            sides=list(sides.values()),
        )
        for issue, sides in by_issue.items()
    ]


def _are_told_differently(told: Transcript, rows: Rows) -> list[bool]:
    """For each, whether another party tells another option near it, one of the two by an assessment."""
    from detente.analysis.arrays import are_opposed  # noqa: PLC0415 - numpy is loaded where much is read

    issues, parties, options = ([column[row] for row in rows] for column in (told.issues, told.parties, told.options))
    is_assessed = [told.acts[row] is Act.ASSESS for row in rows]
    return are_opposed((issues, parties, options), [told.days[row] for row in rows], is_assessed, WINDOW_DAYS)


def events(told: Transcript) -> list[Finding]:
    """One acceptance in one wording that several documents tell, at dates that exclude each other.

    The wording is of five words or more, equal but for case and space; the dates are told in the text and lie at most
    ``WINDOW_DAYS`` apart. Who repeats a wording may well do so on another day, so it is likely one event, not certain.
    """
    worded: dict[object, list[int]] = defaultdict(list)
    acts, accept = told.acts, Act.ACCEPT
    for row in told.inside:
        if acts[row] is not accept:
            continue
        statement = told.statements[row]
        if statement.said_on is None:
            continue
        words = statement.quote.text.casefold().split()
        if len(words) >= _FEWEST_WORDS:
            thing = told.parties[row], told.issues[row], told.options[row], told.values[row], " ".join(words)
            worded[thing].append(row)
    return [
        Finding(
            matter=Clash.DATES,
            kind=ContestKind.CONTRADICTORY,
            issue=told.issues[rows[0]],
            about=min(told.ids[row] for row in rows),
            why="one wording, told of days that exclude each other; they may be two events",
            sides=sides,
            is_certain=False,
        )
        for rows in worded.values()
        if len(rows) > 1 and len(sides := _by_date(told, rows)) > 1
    ]


def _by_date(told: Transcript, rows: Rows) -> list[list[int]]:
    """The statements by their dates, where the first and the last of several documents exclude each other."""
    by_date: dict[Edtf, list[int]] = defaultdict(list)
    for row in rows:
        said_on = told.statements[row].said_on
        if said_on is not None:
            by_date[said_on].append(row)
    dates = sorted(by_date, key=lambda dated: (dated.earliest, dated.latest))
    is_apart = min(dated.latest for dated in dates) < max(dated.earliest for dated in dates)
    is_near = (dates[-1].earliest - dates[0].earliest).days <= WINDOW_DAYS
    has_several = len({told.docs[row] for row in rows}) > 1
    return [by_date[dated] for dated in dates] if is_apart and is_near and has_several else []
