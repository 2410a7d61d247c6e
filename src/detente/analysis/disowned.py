"""Disowned: what others tell of a party and it denies itself, so that it rules over nothing else that is told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping

from detente.analysis.clashes import name_the_same
from detente.analysis.columns import UNDATED
from detente.analysis.namings import is_naming, is_told_by_others
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript
from detente.model import Act


def disowned(told: Transcript, rows: Rows) -> dict[int, int]:
    """Each claim that its party denied, with the first day by which claim and denial had been told.

    The denial is the party's own word, rather right than wrong and of a source that nobody doubts; the claim is told by
    others, and is not the denying speaker's word. The denial names just what the claim tells and came no more than
    ``WINDOW_DAYS`` after it; or it stands in the claim's own document and names nothing else. What is told after the
    denial is a new claim.

    Args:
        told: The transcript.
        rows: Of one party on one issue.
    """
    by_naming = _denials(told, rows)
    if not by_naming:
        return {}
    found: dict[int, int] = {}
    takes_position = told.takes_position
    for row in rows:
        if takes_position[row] and is_told_by_others(told, row):
            days = [max(told.days[row], told.days[denial]) for denial in _of(told, by_naming, row)]
            if days:
                found[row] = min(days)
    return found


def left_of(told: Transcript, newest: Rows, denied: Mapping[int, int]) -> Rows:
    """All but what is disowned, or all where nothing else takes a position."""
    if not denied:
        return newest
    left = [row for row in newest if row not in denied]
    return left if any(map(told.takes_position.__getitem__, left)) else newest


def _denials(told: Transcript, rows: Rows) -> Mapping[Hashable, Rows]:
    """The party's own denials, by the option and the number that they name; where they name nothing, by document.

    One that names both an option and a number stands under either.
    """
    found: dict[Hashable, list[int]] = defaultdict(list)
    acts, deny = told.acts, Act.DENY
    for row in rows:
        if acts[row] is deny and told.own_words[row] and told.is_likely[row] and told.is_trusted[row]:
            naming = told.namings[row]
            keys = _named(told, naming) if is_naming(told, naming) else (told.docs[row],)
            for key in keys:
                found[key].append(row)
    return found


def _named(told: Transcript, row: int) -> tuple[Hashable, ...]:
    """The option and the number that it names, each as what is looked for."""
    option, number = told.options[row], told.numbers[row]
    named: tuple[Hashable, ...] = () if option is None else (("option", option),)
    return named if number is None else (*named, (number.unit.casefold(), number.ends))


def _of(told: Transcript, by_naming: Mapping[Hashable, Rows], claim: int) -> set[int]:
    """The denials that are about a claim."""
    beside = by_naming.get(told.docs[claim], ())
    found = {denial for denial in beside if _may_disown(told, denial, claim)}
    for key in _named(told, claim):
        for denial in by_naming.get(key, ()):
            if name_the_same(told, told.namings[denial], claim) and _may_disown(told, denial, claim):
                found.add(denial)
    return found


def _may_disown(told: Transcript, denial: int, claim: int) -> bool:
    """Whether it is another speaker's word, of the same document or of no more than the window before."""
    person = told.people[denial]
    if person is not None and person == told.people[claim]:
        return False
    if told.docs[denial] == told.docs[claim]:
        return not told.days[claim] > told.last_days[denial] != UNDATED
    first, last = told.days[claim], told.days[denial]
    return UNDATED not in (first, last) and 0 <= last - first <= WINDOW_DAYS
