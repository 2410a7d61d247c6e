"""Contests: what cannot all hold, what each side says, and what an analyst made of it."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis import Contest, ContestSide
from detente.briefing.contest_words import side_name, unsure_words
from detente.briefing.frame import Frame, anchor
from detente.briefing.phrases import count_words
from detente.briefing.records import Item, Part, Ruling, Told
from detente.briefing.wording import opened
from detente.model import Edtf


def contests_part(frame: Frame) -> Part:
    """Every contest, those that need an answer first, the settled ones last."""
    found, room = frame.results.contests, frame.limits.contests
    n_settled = sum(each.is_settled for each in found)
    return Part(
        key="contests",
        items=tuple(_item(frame, each) for each in found[:room]),
        notes=(f"Settled by an analyst: {n_settled} of {len(found)}.",) if n_settled else (),
        n_further=max(0, len(found) - room),
    )


def _item(frame: Frame, contest: Contest) -> Item:
    return frame.item(
        anchor=anchor("contest", contest.id),
        label="contest",
        head=frame.parties(contest.parties),
        about=f"on {frame.issue(contest.issue)}" if contest.issue else "on the talks as a whole",
        mark="settled" if contest.is_settled else contest.kind.words,
        inferred=_sentences(contest),
        told=[_told(frame, contest, place, side) for place, side in enumerate(contest.sides)],
        sources=contest.statements,
        ruling=_ruling(contest),
        is_two_sided=True,
    )


def _told(frame: Frame, contest: Contest, place: int, side: ContestSide) -> Told:
    upheld = set(contest.resolution.upheld) if contest.resolution else set()
    held = next((each for each in side.statements if each in upheld), None)
    name = side_name(contest, place)
    return frame.told(held or side.statements[0], f"{name}, upheld" if held else name)


def _sentences(contest: Contest) -> Iterator[str]:
    what = opened(contest.kind.words)
    yield f"{'; '.join(filter(None, (what, unsure_words(contest))))}: {contest.why}."
    counts = (
        f"{side_name(contest, place)}: {count_words(side.n_origins, 'origin')}"
        for place, side in enumerate(contest.sides)
    )
    yield f"{'; '.join(counts)}."
    if contest.resolution and contest.n_new:
        yield f"Told after the verdict: {count_words(contest.n_new, 'statement')}."


def _ruling(contest: Contest) -> Ruling | None:
    found = contest.resolution
    if found is None:
        return None
    return Ruling(
        verdict=found.verdict.words,
        analyst=found.analyst,
        on=Edtf(found.recorded_at.date().isoformat()),
        reason=found.reason,
    )
