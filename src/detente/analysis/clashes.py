"""Clashes: when two statements cannot both stand, and the parts that this is told from."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from detente.analysis.columns import NEVER, UNDATED
from detente.analysis.transcript import WINDOW_DAYS, Rows, Transcript
from detente.model import Act, Dossier, Entry, Value

_FOR = (Act.ACCEPT, Act.DEMAND, Act.PROPOSE)
_AGAINST = (Act.REJECT,)
TELLS_NO_NUMBER = frozenset({Act.REJECT, Act.DENY, Act.THREATEN})
"""Acts by which a number is named without being what the party says that it is or should be."""

_BETWEEN_CHARS = 8
"""So many characters at most lie between two quotes in a row: a full stop, quotation marks, a space."""


class Clash(StrEnum):
    """Why two statements cannot both stand.

    ``clash`` tells the first three, which are about one party on one issue; ``formula`` (two sides tell another outcome
    of one thing) and ``dates`` (one event, told at days that exclude each other) are found by ``contests``.
    """

    DENIED = "denied"
    OPPOSED = "opposed"
    NUMBERS = "numbers"
    FORMULA = "formula"
    DATES = "dates"


def clash(one: Entry, other: Entry, dossier: Dossier | None = None) -> Clash | None:
    """Why the two cannot both stand, or None if they can. The order of the two does not matter.

    - denied: one of them is a denial, and the other takes a position and was not certainly told after it; however long
      before, so no window applies. Not where both name an option or a number, each another, nor where one speaker says
      both in one document; a denial that names neither may be about anything told before it
    - opposed: accept against reject on the same option, or with no option named on either side, unless both are said
      in one breath (:func:`are_said_in_one_breath`); demand
      or propose against reject on the same named option, or on numbers that overlap with no option named;
      within 30 days, since later it is movement; never where both name numbers that do not overlap. Also what two of
      the party's speakers accept, demand or propose in its own words on one day, of two options
    - numbers: values in one unit that do not overlap, said in the same month, not of different options; to
      reject a number, to deny it or to threaten with it tells none, and an offer on a condition stands beside a demand

    Of the last two neither is where one voice tells both, of two times of which one is the later: the party itself, or
    one named teller. Then it changed, which is movement.

    Args:
        one: A statement.
        other: Another.
        dossier: Tells whose people their speakers are.
    """
    return _clash(Transcript((one, other), dossier), 0, 1)


def clashing(told: Transcript, ruling: int, rows: Rows) -> list[int]:
    """Those that cannot stand beside one of them, of one party on one issue.

    Args:
        told: The transcript.
        ruling: The one.
        rows: All of them.
    """
    acts, options, values, days, deny = told.acts, told.options, told.values, told.days, Act.DENY
    act, option, has_value = acts[ruling], options[ruling], values[ruling] is not None
    is_denial = act is deny
    opposed = _FOR if act is Act.REJECT else _AGAINST
    is_wish = act in _FOR and option is not None
    on = days[ruling]
    first, last = (NEVER, NEVER) if on == UNDATED else (on - WINDOW_DAYS, on + WINDOW_DAYS)
    # Most can be told apart from the ruling one by a look; only the others are compared. No month is longer than the
    # window.
    return [
        row
        for row in rows
        if (((said := acts[row]) is deny) is not is_denial and _is_denied(told, ruling, row))
        or (
            first <= days[row] <= last
            and (
                (has_value and values[row] is not None)
                or (said in opposed and options[row] == option)
                or (is_wish and days[row] == on and said in _FOR and options[row] != option)
            )
            and _clash(told, ruling, row)
        )
    ]


def is_for(told: Transcript, row: int) -> bool:
    """Whether it speaks for what it names, so that a rejection of the same opposes it."""
    line = told.lines[row]
    return line is Act.ACCEPT or (line is Act.DEMAND and told.options[row] is not None)


def are_divided(told: Transcript, one: int, other: int) -> bool:
    """Whether two of the party's speakers want two options in its own words on one day, neither on a condition."""
    span, people = told.span(one), (told.people[one], told.people[other])
    if span != told.span(other) or UNDATED in span or span[0] != span[1]:
        return False
    if None in people or people[0] == people[1]:
        return False
    options = told.options[one], told.options[other]
    return None not in options and options[0] != options[1] and all(_is_own_wish(told, row) for row in (one, other))


def _is_own_wish(told: Transcript, row: int) -> bool:
    return told.acts[row] in _FOR and told.own_words[row] and told.conditions[row] is None


def is_offer_beside_demand(one: Act, other: Act) -> bool:
    """Whether the one is an offer on a condition and the other what is asked for: both stand, whatever they name."""
    return {one, other} & {Act.DEMAND, Act.PROPOSE} != set() and Act.CONDITION in {one, other}


def month_of(told: Transcript, row: int) -> tuple[int, int] | None:
    """The year and month it was said in; None where that is not told."""
    dated = told.dates[row]
    if dated is None:
        return None
    first, last = dated.earliest, dated.latest
    return (first.year, first.month) if first.year == last.year and first.month == last.month else None


def are_apart(told: Transcript, one: int, other: int) -> bool:
    """Whether both name numbers in one unit that do not overlap."""
    return _overlap(told.values, one, other) is False


def are_of_one_number(told: Transcript, one: int, other: int) -> bool:
    """Whether both name numbers in one unit that overlap."""
    return _overlap(told.values, one, other) is True


def are_said_in_one_breath(told: Transcript, one: int, other: int) -> bool:
    """Whether one person says both in one document, or one voice in a row, of no option and not of one number.

    They are of two things, then: who says no and yes side by side ("the navy, no; escorts by the union, yes") takes
    neither back.
    """
    if told.docs[one] != told.docs[other] or (told.options[one], told.options[other]) != (None, None):
        return False
    voice, person = told.voices[one], told.people[one]
    if voice is None or voice != told.voices[other] or are_of_one_number(told, one, other):
        return False
    first, second = sorted((told.statements[row].quote for row in (one, other)), key=lambda quote: quote.start)
    is_one_person = person is not None and person == told.people[other]
    return is_one_person or 0 <= second.start - first.end <= _BETWEEN_CHARS


def name_another(told: Transcript, one: int, other: int) -> bool:
    """Whether each names an option or a number, and another than the other does.

    An option that is a place on the issue's scale names that number too.
    """
    option, their_option = told.options[one], told.options[other]
    if option is not None and their_option is not None and option != their_option:
        return True
    return _overlap(told.numbers, one, other) is False


def name_the_same(told: Transcript, one: int, other: int) -> bool:
    """Whether both name one option or exactly one number, and no other."""
    if name_another(told, one, other):
        return False
    ours, theirs = told.numbers[one], told.numbers[other]
    is_one_number = ours is not None and theirs is not None and ours.is_in(theirs.unit) and ours.ends == theirs.ends
    return is_one_number or (told.options[one] is not None and told.options[one] == told.options[other])


def _clash(told: Transcript, one: int, other: int) -> Clash | None:
    if (told.acts[one] is Act.DENY) != (told.acts[other] is Act.DENY):
        return Clash.DENIED if _is_denied(told, one, other) else None
    if told.are_settled(one, other):
        return None
    if _is_opposed(told, one, other) or are_divided(told, one, other):
        return Clash.OPPOSED
    return Clash.NUMBERS if _is_counted_differently(told, one, other) else None


def _is_denied(told: Transcript, one: int, other: int) -> bool:
    """Whether of a denial and something else the one may be about the other: not about what was told after it."""
    denial, claim = (one, other) if told.acts[one] is Act.DENY else (other, one)
    if told.acts[claim] is Act.ASSESS:
        return False
    if told.days[claim] > told.last_days[denial] != UNDATED:
        return False
    is_one_breath = told.docs[one] == told.docs[other] and told.people[one] is not None
    if is_one_breath and told.people[one] == told.people[other]:
        return False
    return not name_another(told, told.namings[one], told.namings[other])


def _is_opposed(told: Transcript, one: int, other: int) -> bool:
    is_rejected = told.acts[one] is Act.REJECT
    if is_rejected == (told.acts[other] is Act.REJECT) or told.options[one] != told.options[other]:
        return False
    speaking = other if is_rejected else one
    is_of_number = told.lines[speaking] is Act.DEMAND and are_of_one_number(told, one, other)
    is_about_one = (is_for(told, speaking) and not are_apart(told, one, other)) or is_of_number
    return is_about_one and told.is_near(one, other) and not are_said_in_one_breath(told, one, other)


def _is_counted_differently(told: Transcript, one: int, other: int) -> bool:
    acts = told.acts[one], told.acts[other]
    if not TELLS_NO_NUMBER.isdisjoint(acts) or is_offer_beside_demand(*acts) or not are_apart(told, one, other):
        return False
    option, their_option = told.options[one], told.options[other]
    if option != their_option and option is not None and their_option is not None:
        return False
    month = month_of(told, one)
    return month is not None and month == month_of(told, other)


def _overlap(numbers: Sequence[Value | None], one: int, other: int) -> bool | None:
    """Whether some number is in both; None where one tells none, or they are in different units."""
    ours, theirs = numbers[one], numbers[other]
    return None if ours is None or theirs is None else ours.overlaps(theirs)
