"""Lists across issues: red lines as worded, and conditions as told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from itertools import islice

from detente.analysis import Position, line_of, newest_first, takes_position
from detente.briefing.brief import Length
from detente.briefing.frame import STATEMENTS_A_LINE, Frame, anchor
from detente.briefing.records import Linkage, RedLine
from detente.model import Condition, Entry, Firmness, StatementId


def red_lines(frame: Frame) -> tuple[RedLine, ...]:
    """Every red line told, also one that a softer statement has followed since, by issue and party."""
    groups: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in _in_order(frame):
        told = entry.statement
        if told.firmness is Firmness.RED_LINE and takes_position(told.act):
            groups[told.party, told.issue, line_of(told.act), told.option].append(entry)
    return tuple(_red_line(frame, group) for group in groups.values())


def linkages(frame: Frame) -> tuple[Linkage, ...]:
    """Every condition told, once for each party, issue and wording, by issue and party."""
    groups: dict[Hashable, list[tuple[Entry, Condition]]] = defaultdict(list)
    for entry in _in_order(frame):
        told = entry.statement
        if told.condition is not None:
            wording = " ".join(told.condition.text.casefold().split())
            groups[told.party, told.issue, told.condition.issue, wording].append((entry, told.condition))
    return tuple(_linkage(frame, group) for group in groups.values())


def _in_order(frame: Frame) -> Iterable[Entry]:
    """The entries by issue and party as the dossier has them, the newest first within each."""
    cells: dict[Hashable, list[Entry]] = defaultdict(list)
    for entry in newest_first(list(frame.entries.values())):
        cells[entry.statement.issue, entry.statement.party].append(entry)
    for issue in frame.issues:
        for party in frame.parties:
            yield from cells[issue, party]


def _red_line(frame: Frame, group: list[Entry]) -> RedLine:
    newest, told = group[0], group[0].statement
    dates = [entry.dated for entry in group if entry.dated]
    position = frame.matrix.cell(told.party, told.issue)
    is_followed = position is not None and _is_followed(newest, position)
    ruling = frame.entries[position.ruling] if position else None
    return RedLine(
        anchor=anchor("red", newest.id),
        label="red line",
        statements=_limited(frame, group),
        party=frame.parties[told.party],
        issue=frame.issues[told.issue],
        stance=told.act,
        option=frame.option(told.issue, told.option),
        quote=told.quote.text,
        teller=frame.teller(newest),
        first_said=dates[-1] if dates else None,
        last_repeated=dates[0] if len(dates) > 1 else None,
        n_statements=len(group),
        now=position.stance if position and is_followed else None,
        now_firmness=position.firmness if position and is_followed else None,
        is_now_later=ruling is not None and _is_later(ruling, newest),
    )


def _is_followed(red_line: Entry, position: Position) -> bool:
    """Whether what rules today is another stance, another option, or not as firm."""
    told = red_line.statement
    is_same_option = told.option is None or position.option in {None, told.option}
    is_same = line_of(position.stance) is line_of(told.act) and is_same_option
    return not is_same or position.firmness is not Firmness.RED_LINE


def _is_later(one: Entry, other: Entry) -> bool:
    """Whether it was certainly told after the other: an undated red line may as well be the newer word."""
    return one.dated is not None and other.dated is not None and one.dated.earliest > other.dated.latest


def _linkage(frame: Frame, group: list[tuple[Entry, Condition]]) -> Linkage:
    newest, condition = group[0]
    told = newest.statement
    return Linkage(
        anchor=anchor("condition", newest.id),
        label="condition",
        statements=_limited(frame, [entry for entry, _ in group]),
        party=frame.parties[told.party],
        issue=frame.issues[told.issue],
        stance=told.act,
        condition=condition.text,
        depends_on=None if condition.issue is None else frame.issues.get(condition.issue, condition.issue),
        quote=told.quote.text,
        teller=frame.teller(newest),
        dated=newest.dated,
    )


def _limited(frame: Frame, group: list[Entry]) -> tuple[StatementId, ...]:
    limit = None if frame.length is Length.FULL else STATEMENTS_A_LINE[frame.length]
    return tuple(islice((entry.id for entry in group), limit))
