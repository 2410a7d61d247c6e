"""Turns forecasts into a page: who stands where on each scale, what models make of it, and how far they have erred."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.briefing.phrases import count_words
from detente.dealspace.forecasts import Actor, Bargaining, Forecast, Forecasts, ModelOutcome, PlacedIssue, Swing
from detente.dealspace.forecasts.wording import (
    MODEL_NAMES,
    apart_words,
    ends_words,
    error_words,
    is_felt,
    lies_words,
    measured_words,
    number_words,
    plain_words,
    stepped_words,
)
from detente.model import StatementId
from detente.web.moved import source_links
from detente.web.parts import Frame, Link
from detente.web.snapshots import Snapshot
from detente.web.timelines import percent

_LEFT, _RIGHT, _LATE = 3.0, 97.0, 62.0
_MOST_SWINGS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """A party on the scale, with what its weight rests on."""

    name: str
    position: str
    capability: str
    is_capability_assumed: bool
    salience: str
    is_salience_assumed: bool
    sources: tuple[Link, ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """What a model gives; ``told`` is what it assumes, or why it gives nothing.

    Attributes:
        lies: Where the outcome lies among the options or the parties; empty where there is none.
    """

    name: str
    outcome: str
    lies: str
    error: str
    told: str
    is_none: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SwingRow:
    """An entry, what it is moved to, and what that makes of the outcomes."""

    party: str
    entry: str
    moved: str
    compromise: str
    widest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleMark:
    """Something on a scale: ``at`` in percent along it; ``is_late`` where its words stand left of it."""

    at: str
    words: str
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlookRow:
    """An issue with what the models make of it.

    Attributes:
        parties, models: Where they lie on the scale.
        low, high: The ends of the scale in words.
        apart: How far the models lie apart.
        unplaced: Parties that take a position and are in no model, and why.
    """

    name: Link
    scale: str
    low: str
    high: str
    parties: tuple[ScaleMark, ...]
    models: tuple[ScaleMark, ...]
    actors: tuple[ActorRow, ...]
    outcomes: tuple[ModelRow, ...]
    apart: str
    swings: tuple[SwingRow, ...]
    stepped: str
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlooksPage:
    """What bargaining models make of the positions.

    Attributes:
        left_out: Why there is no forecast, with the issues.
        measured: How the errors were measured.
    """

    template: ClassVar[str] = "deal_outlooks.html"
    frame: Frame
    back: Link
    caution: str
    rows: tuple[OutlookRow, ...]
    left_out: tuple[tuple[str, str], ...]
    measured: str
    source: str


def outlooks_page(snapshot: Snapshot) -> OutlooksPage:
    """Every issue that the models can be asked about."""
    found = snapshot.state.forecasts()
    return OutlooksPage(
        frame=snapshot.frame("deals", "forecasts"),
        back=Link("Is there a deal?", snapshot.moment.link("deals")),
        caution=found.caution,
        rows=tuple(_row(snapshot, each, found) for each in found.issues),
        left_out=_left_out(found.left_out),
        measured=measured_words(found) if found.issues else "",
        source=found.source,
    )


def _row(snapshot: Snapshot, forecast: Forecast, found: Forecasts) -> OutlookRow:
    told = forecast.bargaining
    felt = [each for each in forecast.swings if is_felt(each, told)]
    between = f"{number_words(forecast.lowest, told)} and {number_words(forecast.highest, told)} {told.unit}".rstrip()
    return OutlookRow(
        name=Link(told.name, snapshot.moment.link("movement", issue=told.issue)),
        scale=_scale(snapshot, told),
        low=f"{plain_words(told.low)} {told.unit}".rstrip(),
        high=f"{plain_words(told.high)} {told.unit}".rstrip(),
        parties=tuple(_mark(each.position, each.name, told) for each in told.actors),
        models=tuple(_mark(each.outcome, each.name, told) for each in forecast.outcomes if each.outcome is not None),
        actors=tuple(_actor(snapshot, each) for each in told.actors),
        outcomes=tuple(_outcome(snapshot, each, told) for each in forecast.outcomes),
        apart=f"The models lie between {between}: {apart_words((forecast.highest - forecast.lowest) / told.length)}.",
        swings=tuple(_swing(each, told) for each in felt[:_MOST_SWINGS]),
        stepped=_stepped(found.step, len(felt)),
        unplaced=tuple(f"{each.name}, as {each.why}" for each in forecast.unplaced),
    )


def _stepped(step: float, n_felt: int) -> str:
    more = n_felt - _MOST_SWINGS
    rest = f"; {count_words(more, 'smaller swing')} left out" if more > 0 else ""
    return f"{stepped_words(step)}; one entry at a time{rest}."


def _scale(snapshot: Snapshot, told: Bargaining) -> str:
    quo = "" if told.reference is None else f"Without a deal {plain_words(told.reference)} {told.unit}".rstrip() + ". "
    options = snapshot.dossier.issue(told.issue).options
    places = [f"{plain_words(each.place)} {each.name}" for each in options if each.place is not None]
    return f"{quo}{', '.join(places)}".strip()


def _mark(number: float, words: str, told: Bargaining) -> ScaleMark:
    place = _LEFT + (number - told.low) / told.length * (_RIGHT - _LEFT)
    return ScaleMark(at=percent(place), words=f"{words} {number_words(number, told)}", is_late=place > _LATE)


def _actor(snapshot: Snapshot, actor: Actor) -> ActorRow:
    sources, n_more = source_links(snapshot, [StatementId(each) for each in actor.statements])
    return ActorRow(
        name=actor.name,
        position=plain_words(actor.position) + (f" for {actor.told}" if actor.told else ""),
        capability=f"{actor.capability:g}",
        is_capability_assumed="capability" in actor.assumed,
        salience=f"{actor.salience:g}",
        is_salience_assumed="salience" in actor.assumed,
        sources=sources,
        n_more=n_more,
    )


def _outcome(snapshot: Snapshot, each: ModelOutcome, told: Bargaining) -> ModelRow:
    options = snapshot.dossier.issue(told.issue).options
    return ModelRow(
        name=each.name,
        outcome="none" if each.outcome is None else number_words(each.outcome, told),
        lies="" if each.outcome is None else lies_words(each.outcome, told, options),
        error=error_words(each.backtests),
        told=each.assumes if each.why_none is None else f"No outcome: {each.why_none}.",
        is_none=each.outcome is None,
    )


def _swing(swing: Swing, told: Bargaining) -> SwingRow:
    is_place = swing.entry == "position"
    ends = (number_words(end, told) if is_place else f"{end:.3g}" for end in (swing.below, swing.above))
    compromise, widest = swing.of("compromise"), swing.widest
    return SwingRow(
        party=swing.name,
        entry=swing.entry,
        moved=" to ".join(ends),
        compromise=ends_words(compromise.below, compromise.above, told),
        widest=f"{MODEL_NAMES[widest.model]}: {ends_words(widest.below, widest.above, told)}",
    )


def _left_out(left_out: tuple[PlacedIssue, ...]) -> tuple[tuple[str, str], ...]:
    """Each reason with the names of the issues that it keeps without a forecast."""
    return tuple(
        (", ".join(each.name for each in left_out if each.why_none == why), why)
        for why in dict.fromkeys(each.why_none or "" for each in left_out)
    )
