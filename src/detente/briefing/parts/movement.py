"""What moved since a day: each position as it was and as it is, and toward or away from whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from detente.analysis import Aspect, Direction, Heading, Move, Movement
from detente.briefing.bottom import is_red
from detente.briefing.frame import Frame, anchor
from detente.briefing.marks import FIRMNESS_WORDS, UNSURE_WORDS
from detente.briefing.phrases import count_words, moved_words
from detente.briefing.records import Item, Part
from detente.briefing.wording import date_words, day_words
from detente.model import Time


def movement_part(frame: Frame, found: Movement) -> Part:
    """What changed: changes before first positions, by weight, of equal weight the newest first."""
    moves = sorted(found.moves, key=_rank)
    room = frame.limits.movement
    counted = (
        f"We count, after {day_words(found.since)} and up to {day_words(found.until)}: "
        f"{count_words(found.n_new, 'new statement')}, {moved_words(moves)}."
    )
    notes = [counted]
    if found.undated:
        notes.append(f"Without a date, and so no movement: {count_words(len(found.undated), 'statement')}.")
    return Part(
        key="movement",
        items=tuple(_item(frame, move) for move in moves[:room]),
        notes=tuple(notes),
        n_further=max(0, len(moves) - room),
    )


def _rank(move: Move) -> tuple[bool, int, int, bool, int]:
    """First positions last; by weight, from the newest, content before the rest, by how many parties it heads for."""
    day = move.on.earliest if move.on else date.min
    n_headed = sum(map(_is_headed, move.directions))
    return move.is_first, -_weight(move), -day.toordinal(), Aspect.CONTENT not in move.aspects, -n_headed


def _weight(move: Move) -> int:
    """How much a move matters, in 0 to 3.

    3 where it draws or gives up a red line, or changes how two parties stand to each other, say from open to close; 2
    where it heads toward or away from another; 1 where it does neither; 0 where it rests on an unsure position.
    """
    if move.after.is_unsure:
        return 0
    told = [each for each in move.directions if each.is_told]
    is_red_line_moved = move.before is not None and is_red(move.before) is not is_red(move.after)
    if is_red_line_moved or any(each.before is not each.after for each in told):
        return 3
    return 2 if any(map(_is_headed, told)) else 1


def _item(frame: Frame, move: Move) -> Item:
    before = (move.before.ruling,) if move.before else ()
    new = [each for each in reversed(move.statements) if each not in before]
    now = move.after.ruling if move.after.ruling not in before else next(iter(new), move.after.ruling)
    told = [frame.told(now, "Now"), *(frame.told(each, "Before") for each in before if each != now)]
    told += [frame.told(each, "Also new") for each in new if each != now]
    return frame.item(
        anchor=anchor("move", move.issue, move.party),
        label="movement",
        head=frame.party(move.party),
        about=f"on {frame.issue(move.issue)}",
        mark=date_words(move.on, is_short=True),
        inferred=_sentences(frame, move),
        told=told,
        is_two_sided=True,
        also=[
            *before,
            move.after.ruling,
            *(each.statements[0] for each in move.directions if _is_headed(each) and each.statements),
        ],
        sources=(*move.statements, move.after.ruling),
    )


def _is_headed(direction: Direction) -> bool:
    return direction.heading is not Heading.SIDEWAYS


def _sentences(frame: Frame, move: Move) -> Iterator[str]:
    now = f"{frame.stance(move.after)} ({FIRMNESS_WORDS[move.after.firmness]})"
    if move.before is None:
        yield f"First position told{', or so before' if move.may_be_older else ''}: {now}."
    else:
        changed = ", ".join(move.aspects)
        yield f"From: {frame.stance(move.before)} ({FIRMNESS_WORDS[move.before.firmness]}). To: {now}. New: {changed}."
    toward, away = move.heads(Heading.TOWARD), move.heads(Heading.AWAY)
    if toward:
        yield f"Toward {frame.parties(toward)}."
    if away:
        yield f"Away from {frame.parties(away)}."
    if move.after.is_unsure:
        yield f"Unsure: now {UNSURE_WORDS} ({move.after.confidence:.2f} of 1)."
    if move.certainty is Time.POSSIBLY:
        yield "A vague date leaves open whether it came in this time."
