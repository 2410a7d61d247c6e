"""Forecasts in a terminal: who stands where, what each model gives, what the outcomes hang on and models assume."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.briefing.phrases import count_words
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, NOTED, QUIET, folding_table, words
from detente.dealspace.forecasts import (
    Actor,
    Bargaining,
    Forecast,
    Forecasts,
    ModelOutcome,
    PlacedIssue,
    Swing,
    Unplaced,
)
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
from detente.model import Dossier, Option

_NAME, _NUMBER, _WEIGHT = 18, 12, 14
_ENTRY, _MOVED = 10, 16
_NARROWEST = 16
_FEW_SWINGS = 5
_FEW_IDS = 2


def forecasts_page(forecasts: Forecasts, dossier: Dossier | None, *, is_full: bool) -> Iterator[RenderableType]:
    """Issue by issue; then the issues without a forecast, what the models assume, how they erred, and the caution.

    Args:
        forecasts: What to show.
        dossier: Names the options on the issues' scales; None where there is none.
        is_full: Whether every swing is shown and not only the widest.
    """
    yield words(forecasts.title, HEAD)
    yield words("What bargaining models make of the positions: sensitivity, no prophecy.", QUIET)
    for issue in forecasts.issues:
        yield Text()
        yield from _issue(issue, forecasts, dossier, is_full=is_full)
    if forecasts.left_out:
        yield Text()
        yield words("Without a forecast", HEAD)
    yield from _without(forecasts.left_out)
    if forecasts.issues:
        yield Text()
        yield from _assumed(forecasts)
        yield words(measured_words(forecasts), QUIET)
    yield words(forecasts.caution, NOTED)


def _issue(
    issue: Forecast, forecasts: Forecasts, dossier: Dossier | None, *, is_full: bool
) -> Iterator[RenderableType]:
    told = issue.bargaining
    yield words(told.name, HEAD)
    yield words(_scale(told, dossier), QUIET)
    yield _actors(told)
    yield from _unplaced(issue)
    yield Text()
    yield _models(issue, () if dossier is None else dossier.issue(told.issue).options)
    between = f"{number_words(issue.lowest, told)} and {number_words(issue.highest, told)} {told.unit}".rstrip()
    yield words(f"The models lie between {between}: {apart_words((issue.highest - issue.lowest) / told.length)}.")
    shown = [swing for swing in issue.swings if is_felt(swing, told)]
    if shown:
        yield Text()
        yield _tornado(shown if is_full else shown[:_FEW_SWINGS], told)
        yield words(_stepped(forecasts.step, len(shown), told, is_full=is_full), QUIET)


def _assumed(forecasts: Forecasts) -> Iterator[RenderableType]:
    """What each model assumes, once for all issues."""
    yield words("What the models assume", HEAD)
    for name, assumes in {each.name: each.assumes for issue in forecasts.issues for each in issue.outcomes}.items():
        yield Padding(words(f"{name}: {assumes}"), (0, 0, 0, 2))


def _without(left_out: Sequence[PlacedIssue]) -> Iterator[RenderableType]:
    """The issues without a forecast, by the reason; who takes a position on them all the same."""
    for why in dict.fromkeys(left.why_none for left in left_out):
        names = ", ".join(left.name for left in left_out if left.why_none == why)
        yield Padding(words(f"{names}: {why}.", QUIET), (0, 0, 0, 2))
    for left in left_out:
        for each in left.unplaced:
            yield Padding(words(f"{left.name}. {_left_out(each)}", QUIET), (0, 0, 0, 2))


def _scale(told: Bargaining, dossier: Dossier | None) -> str:
    ends = f"From {plain_words(told.low)} to {plain_words(told.high)} {told.unit}".rstrip()
    quo = "" if told.reference is None else f"; without a deal {plain_words(told.reference)}"
    options = () if dossier is None else dossier.issue(told.issue).options
    places = [f"{plain_words(option.place)} {option.name}" for option in options if option.place is not None]
    return f"{ends}{quo}{': ' if places else ''}{', '.join(places)}."


def _actors(told: Bargaining) -> Table:
    rest = width() - _NAME - _NUMBER - 2 * _WEIGHT - 4 * GAP
    headings = {
        "Party": _NAME, "Position": _NUMBER, "Capability": _WEIGHT, "Salience": _WEIGHT, "Rests on": rest
    }  # fmt: skip
    rows = [
        (
            words(actor.name, HEAD),
            words(plain_words(actor.position) + (f" for {actor.told}" if actor.told else "")),
            _weight(actor, "capability", actor.capability),
            _weight(actor, "salience", actor.salience),
            words(_ids(actor.statements), QUIET),
        )
        for actor in told.actors
    ]
    return folding_table(headings, "Who stands where", rows, narrowest=10, has_rules=False)


def _weight(actor: Actor, entry: str, number: float) -> Text:
    is_assumed = entry in actor.assumed
    return words(f"{number:g}{' assumed' if is_assumed else ''}", QUIET if is_assumed else "")


def _ids(statements: Sequence[str]) -> str:
    more = len(statements) - _FEW_IDS
    if not statements:
        return "as given"
    return ", ".join(statements[:_FEW_IDS]) + (f" and {more} more" if more > 0 else "")


def _unplaced(issue: Forecast) -> Iterator[RenderableType]:
    for each in issue.unplaced:
        yield Padding(words(_left_out(each), QUIET), (0, 0, 0, 2))


def _left_out(party: Unplaced) -> str:
    return f"Not in it: {party.name}, as {party.why} ({_ids(party.statements)})."


def _models(issue: Forecast, options: Sequence[Option]) -> Table:
    rest = width() - _NAME - _NUMBER - _WEIGHT - 3 * GAP
    headings = {"Model": _NAME, "Outcome": _NUMBER, "Error of 100": _WEIGHT, "Where that lies": rest}
    rows = [
        (
            words(each.name, HEAD),
            words(_outcome(each, issue.bargaining)),
            words(error_words(each.backtests)),
            words(_where(each, issue.bargaining, options), QUIET),
        )
        for each in issue.outcomes
    ]
    return folding_table(headings, "Models", rows, narrowest=_NARROWEST, has_rules=False)


def _outcome(told: ModelOutcome, bargaining: Bargaining) -> str:
    return "none" if told.outcome is None else number_words(told.outcome, bargaining)


def _where(told: ModelOutcome, bargaining: Bargaining, options: Sequence[Option]) -> str:
    return f"{told.why_none}" if told.outcome is None else lies_words(told.outcome, bargaining, options)


def _tornado(swings: Sequence[Swing], told: Bargaining) -> Table:
    name = _NAME - 4
    rest = width() - name - _ENTRY - 2 * _MOVED - 4 * GAP
    headings = {"Party": name, "Entry": _ENTRY, "Moved": _MOVED, "Compromise": _MOVED, "Moves most": rest}
    rows = []
    for swing in swings:
        compromise, widest = swing.of("compromise"), swing.widest
        is_place = swing.entry == "position"
        ends = (number_words(end, told) if is_place else f"{end:.3g}" for end in (swing.below, swing.above))
        rows.append(
            (
                words(swing.name, HEAD),
                words(swing.entry),
                words(" to ".join(ends)),
                words(ends_words(compromise.below, compromise.above, told)),
                words(f"{MODEL_NAMES[widest.model]}: {ends_words(widest.below, widest.above, told)}"),
            )
        )
    return folding_table(headings, "What the outcomes hang on", rows, narrowest=_NARROWEST, has_rules=False)


def _stepped(step: float, n_shown: int, told: Bargaining, *, is_full: bool) -> str:
    how = stepped_words(step)
    more = n_shown - _FEW_SWINGS
    if is_full or more <= 0:
        return f"{how}; one entry at a time."
    return f"{how}; {count_words(more, 'more row')}: name the issue, {told.issue}."
