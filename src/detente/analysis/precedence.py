"""Precedence: what rules although another statement of its party ranks before it."""

from __future__ import annotations

from enum import StrEnum
from itertools import takewhile

from detente.analysis.clashes import name_another
from detente.analysis.columns import UNDATED
from detente.analysis.offices import Office
from detente.analysis.origins import Directness
from detente.analysis.runs import does_break, is_same_line
from detente.analysis.transcript import Rows, Transcript
from detente.model import Act, Firmness, OptionId

KEPT = "what it asks for or would take, as what it refused since is something else"
"""Why a statement rules that is kept beside a refusal, in a clause."""
TAKEN = "what it accepted that day, beside its demand of something else"
"""Why an acceptance rules over a demand of its day, in a clause."""

_WANTING = (Act.DEMAND, Act.PROPOSE, Act.ACCEPT, Act.CONDITION)


class Lesser(StrEnum):
    """What a newer statement ranks lower by than the one that rules, in the order of the ranking."""

    CODING = "coding"
    SOURCE = "source"
    HEARSAY = "hearsay"
    REPORT = "report"
    AIDE = "aide"


def may_be_kept(told: Transcript, row: int) -> bool:
    """Whether it says what is wanted or taken, and not what is refused or threatened with."""
    return told.lines[row] is not Act.REJECT and told.lines[row] is not Act.THREATEN


def is_kept_beside(told: Transcript, asked: int, refusal: int) -> bool:
    """Whether what is wanted rules although a refusal ranks before it: a refusal of something else confirms it.

    It is as likely, trusted, direct and authorised as the refusal, and a red line if that is one. It names an option or
    a number, and the refusal another; a refusal that names nothing confirms a demand, and neither a mere proposal nor
    what was accepted or offered on a condition.

    Args:
        told: The transcript.
        asked: What ranks first within the window of what :func:`may_be_kept`.
        refusal: What ranks first of all.
    """
    if told.acts[asked] not in _WANTING or told.lines[refusal] is not Act.REJECT:
        return False
    if standing_beside(told, asked) < standing_beside(told, refusal):
        return False
    if told.firmness[refusal] is Firmness.RED_LINE and told.firmness[asked] is not Firmness.RED_LINE:
        return False
    if told.options[asked] is None and told.values[asked] is None:
        return False
    if told.options[refusal] is None and told.values[refusal] is None:
        return told.acts[asked] is Act.DEMAND
    return name_another(told, asked, refusal)


def taken_beside(told: Transcript, ruling: int, said: Rows) -> int | None:
    """The acceptance that rules over a demand of its day: who signs one outcome may go on wishing for another.

    It is the party's own, without a condition and not merely flexible, of the party as such or of the one who demands,
    as likely, trusted, direct and authorised as the demand, and of another option or number.

    Args:
        told: The transcript.
        ruling: What rules else.
        said: What was said on its day.
    """
    if told.lines[ruling] is not Act.DEMAND or told.days[ruling] == UNDATED:
        return None
    least, voices = standing_beside(told, ruling), {None, told.people[ruling]}
    taking = [
        row
        for row in said
        if told.acts[row] is Act.ACCEPT
        and told.own_words[row]
        and told.conditions[row] is None
        and told.firmness[row] is not Firmness.FLEXIBLE
        and told.people[row] in voices
        and standing_beside(told, row) >= least
        and name_another(told, row, ruling)
    ]
    return max(taking, key=told.ranks.__getitem__, default=None)


def outranked_by(told: Transcript, ruling: int, option: OptionId | None, compared: Rows) -> list[int]:
    """Those that are newer than what rules and say otherwise: what would end its run if it were told as directly.

    Another number in its line is told otherwise too.

    Args:
        told: The transcript.
        ruling: The statement that rules.
        option: What is shown with it.
        compared: What takes a position, or all where nothing does, newest first.
    """
    line, day = told.lines[ruling], told.last_days[ruling]
    newer = takewhile(lambda row: told.days[row] > day, compared)
    return [row for row in newer if day != UNDATED and _is_otherwise(told, row, ruling, line, option)]


def lesser_by(told: Transcript, ruling: int, outranked: Rows) -> tuple[Lesser, ...]:
    """What the outranked rank lower by: of each the first that decides, each once, in the ranking's order."""
    found = {_lesser(told, row, ruling) for row in outranked}
    return tuple(each for each in Lesser if each in found)


def _lesser(told: Transcript, row: int, ruling: int) -> Lesser | None:
    if told.is_likely[row] < told.is_likely[ruling]:
        return Lesser.CODING
    if told.is_trusted[row] < told.is_trusted[ruling]:
        return Lesser.SOURCE
    if told.ways[row] < told.ways[ruling]:
        return Lesser.HEARSAY if told.ways[row] is Directness.UNNAMED else Lesser.REPORT
    return Lesser.AIDE if told.offices[row] is Office.AIDE else None


def _is_otherwise(told: Transcript, row: int, ruling: int, line: Act, option: OptionId | None) -> bool:
    if is_same_line(told, row, line, option):
        return line is not Act.REJECT and name_another(told, row, ruling)
    return does_break(told, row, line, Directness.UNNAMED, option)


def standing_beside(told: Transcript, row: int) -> tuple[bool, bool, Directness, bool]:
    """What ranks before the day."""
    return told.is_likely[row], told.is_trusted[row], told.ways[row], told.offices[row] is not Office.AIDE
