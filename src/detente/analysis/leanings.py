"""Leanings: what a party makes of each option that it names now, and which other number takes the place of one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.analysis.columns import NEVER, UNDATED
from detente.analysis.scales import number_told
from detente.analysis.transcript import Rows, Transcript
from detente.model import Act, Firmness, Issue, OptionId, StatementId, Value


class Leaning(StrEnum):
    """What a party makes of an option now."""

    PREFERRED = "preferred"
    CONDITIONAL = "conditional"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class OptionStand:
    """An option that a party names now, what it makes of it, and the statement that says so.

    Attributes:
        replaced_by: On an issue that is a number, the later statement that ranks before it and makes the same of
            another number; the option is then wanted, or taken on a condition, no longer. None for none.
    """

    option: OptionId
    leaning: Leaning
    firmness: Firmness
    statement: StatementId
    replaced_by: StatementId | None = None


LEANINGS = {
    Act.DEMAND: Leaning.PREFERRED,
    Act.PROPOSE: Leaning.PREFERRED,
    Act.ACCEPT: Leaning.PREFERRED,
    Act.CONDITION: Leaning.CONDITIONAL,
    Act.REJECT: Leaning.EXCLUDED,
}
"""What naming an option by an act makes of it; other acts make nothing of it."""


def options_named(told: Transcript, compared: Rows, current: Rows) -> tuple[OptionStand, ...]:
    """What is made of each option named now: the first of the ranking that names it decides.

    Args:
        told: The transcript.
        compared: What takes a position, or all where nothing does.
        current: The ranking of those of them that are current.
    """
    stands: dict[OptionId, OptionStand] = {}
    issue = told.number_issues.get(told.issues[current[0]]) if current else None
    for at, row in enumerate(current):
        option, act = told.options[row], told.acts[row]
        if option is not None and option not in stands and act in LEANINGS:
            newer = None if issue is None else _replacing(told, row, current[:at], compared, issue)
            by = None if newer is None else told.ids[newer]
            stands[option] = OptionStand(option, LEANINGS[act], told.firmness[row], told.ids[row], by)
    return tuple(stands.values())


def options_lapsed(told: Transcript, compared: Rows, n_current: int) -> tuple[OptionStand, ...]:
    """What was last made of each option named only before those that are current, the one named last first.

    Args:
        told: The transcript.
        compared: What takes a position, newest first.
        n_current: So many of them are current.
    """
    named = {told.options[row] for row in compared[:n_current] if told.acts[row] in LEANINGS}
    last: dict[OptionId, int] = {}
    for row in compared[n_current:]:
        option = told.options[row]
        if option is None or option in named or told.acts[row] not in LEANINGS:
            continue
        before = last.setdefault(option, row)
        if told.days[row] == told.days[before] and told.ranks[row] > told.ranks[before]:
            last[option] = row
    return tuple(
        OptionStand(each, LEANINGS[told.acts[row]], told.firmness[row], told.ids[row]) for each, row in last.items()
    )


def _replacing(told: Transcript, row: int, before: Rows, compared: Rows, issue: Issue) -> int | None:
    """The first of those ranked before it that was said later and takes its place with another number."""
    number, last = number_on(told, row, issue), told.last_days[row]
    if number is None or LEANINGS[told.acts[row]] is Leaning.EXCLUDED:
        return None
    for newer in before:
        if told.days[newer] > last and _takes_place(told, newer, row, compared, issue):
            other = number_on(told, newer, issue)
            if other is not None and other.overlaps(number) is False:
                return newer
    return None


def _takes_place(told: Transcript, newer: int, row: int, compared: Rows, issue: Issue) -> bool:
    """Whether it makes the same of what it names, or takes the place of an offer on a condition."""
    made, before = LEANINGS.get(told.acts[newer]), LEANINGS[told.acts[row]]
    if made is before or before is Leaning.PREFERRED:
        return made is before
    if is_taken(told, newer) or not is_asked_firmly(told, newer):
        return is_taken(told, newer)
    dated = [each for each in compared if told.days[each] != UNDATED]
    asked = [each for each in dated if LEANINGS.get(told.acts[each]) is Leaning.PREFERRED]
    return first_asked(told, asked, issue).get(newer, UNDATED) > told.last_days[row]


def is_taken(told: Transcript, row: int) -> bool:
    """Whether it accepts without a condition, so that what was only offered on one is offered no longer."""
    return told.acts[row] is Act.ACCEPT and told.conditions[row] is None


def is_asked_firmly(told: Transcript, row: int) -> bool:
    """Whether it firmly demands or proposes something, on no condition."""
    is_asking = told.lines[row] is Act.DEMAND and told.conditions[row] is None
    return is_asking and told.firmness[row] in {Firmness.FIRM, Firmness.RED_LINE}


def first_asked(told: Transcript, asking: Rows, issue: Issue) -> dict[int, int]:
    """For each the first day on which its number, or one that overlaps it, was asked for.

    Args:
        told: The transcript.
        asking: Dated statements of one party; those that name no number are passed over.
        issue: What they are on, a number.
    """
    named = {row: number for row in asking if (number := number_on(told, row, issue)) is not None}
    begun: dict[Value, int] = {}
    for row, number in named.items():
        begun[number] = min(told.days[row], begun.get(number, NEVER))
    first = {each: min(day for other, day in begun.items() if each.overlaps(other)) for each in begun}
    return {row: first[number] for row, number in named.items()}


def number_on(told: Transcript, row: int, issue: Issue) -> Value | None:
    """The number on the issue's scale that it names, or else its option's place."""
    return number_told(issue, told.values[row], told.options[row])
