"""Scales in a terminal: every actor on one line with its interval, and the concepts that part them."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from detente.analysis.coalitions import Place, Pole, Scale
from detente.briefing.phrases import count_words
from detente.briefing.wording import listed
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, QUIET, folding_table, lines, words

_MOST_POLES = 10
_NARROWEST = 24


def scale_page(found: Scale, title: str) -> Iterator[RenderableType]:
    """How much one line tells, the actors from left to right, the concepts, and what takes no part."""
    yield words(title, HEAD)
    if not found.places:
        yield words("No two actors take different sides on anything, so that there is no line.")
        return
    share = found.line_share
    told = f"One line tells {share.value:.0%} of what parts them (95 % interval {share.low:.0%} to {share.high:.0%})"
    second = f"a second one would tell {found.second_share:.0%} more"
    statements = count_words(found.n_statements, "statement")
    yield words(f"{told}; {second}. {statements}, {found.n_draws} draws, seed {found.seed}.")
    yield Text()
    drawn = width() - 30 - 24 - 2 * GAP
    headings = {"Actor": 30, "Place, 95 % interval": 24, "From left to right": drawn}
    ends = min(each.place.low for each in found.places), max(each.place.high for each in found.places)
    rows = [_place(each, ends, drawn if drawn >= _NARROWEST else width()) for each in found.places]
    yield folding_table(headings, "Actors", rows, narrowest=_NARROWEST)
    yield Text()
    headings = {"For and against": 16, "What parts them": width() - 16 - GAP}
    yield folding_table(headings, "Concepts", map(_pole, found.poles[:_MOST_POLES]), narrowest=20, has_rules=False)
    n_more = len(found.poles) - _MOST_POLES
    if n_more > 0:
        yield words(f"... and {n_more} more; --format json lists all.", QUIET)
    if found.left_out:
        yield Text()
        yield words(f"Parts nobody, or cannot be placed: {listed(found.left_out)}.", QUIET)


def _place(each: Place, ends: tuple[float, float], columns: int) -> tuple[Text, Text, Text]:
    many = count_words(each.n_concepts, "concept")
    place = each.place
    return (
        lines(words(each.name, HEAD), words(many, QUIET)),
        words(f"{place.value:+z.2f}, {place.low:+z.2f} to {place.high:+z.2f}"),
        Text(_line(each, ends, columns)),
    )


def _line(each: Place, ends: tuple[float, float], columns: int) -> str:
    """The interval as dashes and the place as an o, on a line as wide as all of them."""
    span = ends[1] - ends[0] or 1.0

    def at(place: float) -> int:
        return round((columns - 1) * (place - ends[0]) / span)

    drawn = [" "] * columns
    low, high = at(each.place.low), at(each.place.high)
    drawn[low : high + 1] = "-" * (high + 1 - low)
    drawn[at(each.place.value)] = "o"
    return "".join(drawn).rstrip()


def _pole(each: Pole) -> tuple[Text, Text]:
    return words(f"{each.agreeing:+z.2f} and {each.disagreeing:+z.2f}"), words(each.concept)
