"""Hurdles at home: what a deal has to pass, party by party, as told."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis import Hurdle, Touched
from detente.briefing.frame import Frame, anchor
from detente.briefing.hurdle_words import hurdle_state
from detente.briefing.phrases import count_words, span_words
from detente.briefing.records import Item, Part
from detente.briefing.wording import listed, opened


def hurdles_part(frame: Frame) -> Part:
    """By party, as the dossier has them."""
    found, room = frame.results.hurdles, frame.limits.hurdles
    return Part(
        key="hurdles",
        items=tuple(_item(frame, one) for one in found[:room]),
        notes=("Hurdles are told here, not judged: whether a deal would pass them is not said.",),
        n_further=max(0, len(found) - room),
    )


def _item(frame: Frame, one: Hurdle) -> Item:
    return frame.item(
        anchor=anchor("hurdle", one.party, one.kind),
        label="hurdle",
        head=frame.party(one.party),
        about=one.kind.value,
        mark="announced or conditional" if one.is_expected else "there already",
        inferred=_sentences(frame, one),
        told=[frame.told(note) for note in one.notes[:1]],
        also=[each.notes[0] for each in one.touches],
        sources=(*one.notes, *one.statements),
    )


def _sentences(frame: Frame, one: Hurdle) -> Iterator[str]:
    if one.on:
        yield f"{opened(hurdle_state(one))}."
    if one.touches:
        yield f"Touches {listed(tuple(dict.fromkeys(_touched(frame, each) for each in one.touches)))}."
    else:
        yield "Which issue it touches is not told."
    told = span_words(one.first_told, one.last_told)
    yield f"Told by {count_words(one.n_origins, 'origin')}, {told}."


def _touched(frame: Frame, one: Touched) -> str:
    option = frame.option(one.issue, one.option)
    return f"{frame.issue(one.issue)} ({option})" if option else frame.issue(one.issue)
