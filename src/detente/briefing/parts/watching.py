"""What to watch: the dossier's questions, what has answered them, and how long there is left."""

from __future__ import annotations

from detente.analysis import Hit, WatchState
from detente.briefing.frame import Frame, anchor
from detente.briefing.plan_words import left_words, urgency
from detente.briefing.records import Item, Part, Silence, SourceId, Told
from detente.briefing.wording import date_words


def watch_part(frame: Frame) -> Part:
    """Those without an answer first, the nearest end first; then the lapsed and the answered ones."""
    found = sorted(frame.results.watch, key=urgency)
    room = frame.limits.watch
    return Part(
        key="watch", items=tuple(_line(frame, one) for one in found[:room]), n_further=max(0, len(found) - room)
    )


def _line(frame: Frame, one: WatchState) -> Item | Silence:
    if not one.hits:
        return Silence(
            anchor=anchor("watch", one.id),
            head=one.text,
            about="",
            mark=one.status.words,
            inferred=("Nothing recorded answers it.", _time(one)),
        )
    return frame.item(
        anchor=anchor("watch", one.id),
        label="watch",
        head=one.text,
        mark=one.status.words,
        inferred=[*(_doubt(hit) for hit in one.hits[:1]), _time(one)],
        told=[_told(frame, hit) for hit in one.hits],
        sources=[source for hit in one.hits for source in (*_sources(hit), *hit.denied_by)],
    )


def _time(one: WatchState) -> str:
    if one.until is None or one.days_left is None:
        return "It has no horizon." if one.until is None else f"Until {date_words(one.until)}."
    if one.days_left < 0:
        return f"Its time ended on {date_words(one.until)}, {left_words(one.days_left)}."
    return f"Until {date_words(one.until)}, {left_words(one.days_left)}."


def _doubt(hit: Hit) -> str:
    return f"The answer is in doubt: {hit.doubt}." if hit.doubt else ""


def _sources(hit: Hit) -> tuple[SourceId, ...]:
    return hit.notes if hit.statement is None else (hit.statement,)


def _told(frame: Frame, hit: Hit) -> Told:
    return frame.told(_sources(hit)[0], "Answer" if hit.is_certain else "Answer in doubt")
