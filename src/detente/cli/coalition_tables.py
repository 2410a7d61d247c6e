"""Coalitions in a terminal: the camps with their stability, the measures with their intervals, and who moved."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.coalitions import AgreementShare, Alignment, Camp, Course, Measure
from detente.briefing.camp_doubts import camp_name, doubts, is_relied_on
from detente.briefing.phrases import count_words
from detente.briefing.wording import listed, mediators_words
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, QUIET, folding_table, lines, words
from detente.workspace.camps import Camps

_MOST_MOVES = 15
_MOST_SHARES = 20
_MOST_NAMED = 3
_NARROWEST = 30
_MEASURED = (
    "A tie is congruence less conflict as a cosine, from -1 to +1; `detente network --normalization cosine` lists them."
)
_STYLE_OF = {Course.TOGETHER: "green", Course.APART: LOUD, Course.STILL: QUIET}


def coalitions_page(found: Camps, title: str) -> Iterator[RenderableType]:
    """Camps, measures, those who stand alone, and changes if they were asked for."""
    told = found.coalitions
    yield words(title, HEAD)
    many = count_words(len(told.camps), "camp")
    draws = f"intervals of {told.n_draws} draws, seed {told.seed}"
    n_told = count_words(told.n_statements, "statement")
    yield words(f"{many} of {n_told} that {'takes' if told.n_statements == 1 else 'take'} a side; {draws}.")
    for place, doubt in enumerate(doubts(told, "actors", "concepts")):
        yield words(doubt if place else f"Take care. {doubt}", LOUD)
    if told.camps:
        yield Text()
        yield _camps(told.camps)
        yield Text()
        yield _measures(
            {
                "Polarisation, 0 to 1": (told.polarisation, 2),
                "Frustrated ties, 0 to 1": (told.frustration, 2),
                "Signed modularity, up to 1": (told.modularity, 2),
                "Number of camps": (told.n_camps, 0),
            }
        )
        yield Text()
        yield words(_MEASURED, QUIET)
    if told.untied:
        yield Text()
        yield words(f"In no camp, for want of a tie: {listed(told.untied)}.", QUIET)
    if found.mediators:
        yield Text()
        yield words(mediators_words(found.mediators), QUIET)
    if found.since is not None:
        yield Text()
        yield words(f"Since {found.since}", HEAD)
        yield _moves(found.alignments) if found.alignments else words("No two share a concept before and after it.")
    if found.shares is not None:
        yield Text()
        yield words("Where two agree", HEAD)
        yield _shares(found.shares) if found.shares else words("No two take a side on the same.")
        if len(found.shares) > _MOST_SHARES:
            more = count_words(len(found.shares) - _MOST_SHARES, "more pair")
            yield words(f"... and {more}; --format json lists all.", QUIET)


def _camps(camps: tuple[Camp, ...]) -> Table:
    headings = {"Camp, stability": 22, "Members, and how often each stood with the others": width() - 22 - GAP}
    return folding_table(headings, "Camps", starmap(_camp, enumerate(camps)), narrowest=_NARROWEST)


def _camp(place: int, camp: Camp) -> tuple[Text, Text]:
    doubt = words("" if is_relied_on(camp) else "not to be relied on", LOUD)
    members = [
        f"{name} {share:.0%}" if len(camp.members) > 1 else name
        for name, share in zip(camp.members, camp.belonging, strict=True)
    ]
    n_said = len(camp.statements)
    said = words(count_words(n_said, "statement"), QUIET)
    return lines(words(f"{camp_name(place)}: {camp.stability:.2f}", HEAD), doubt), lines(
        words(", ".join(members)), said
    )


def _measures(measures: dict[str, tuple[Measure, int]]) -> Table:
    """A line a measure, with so many decimal places."""
    headings = {"Measure": 28, "Value": 8, "95 % interval": width() - 36 - 2 * GAP}
    rows = [
        (
            words(name),
            words(f"{each.value:.{places}f}", HEAD),
            words(f"{each.low:.{places}f} to {each.high:.{places}f}", QUIET),
        )
        for name, (each, places) in measures.items()
    ]
    return folding_table(headings, "Measures", rows, narrowest=_NARROWEST, has_rules=False)


def _moves(moves: tuple[Alignment, ...]) -> Table:
    headings = {"Between": 30, "Course": 14, "Alignment before and after": width() - 44 - 2 * GAP}
    return folding_table(headings, "Alignment", map(_move, moves[:_MOST_MOVES]), narrowest=_NARROWEST)


def _move(each: Alignment) -> tuple[Text, Text, Text]:
    change = f"{each.change.value:+.2f}, 95 % interval {each.change.low:+.2f} to {each.change.high:+.2f}"
    by = ", ".join(each.statements[:2]) + (" ..." if len(each.statements) > 2 else "")
    return (
        words(f"{each.one} and {each.other}", HEAD),
        words(each.course, _STYLE_OF[each.course]),
        lines(words(f"{each.before:+.2f} to {each.after:+.2f}: {change}"), words(f"by {by}", QUIET)),
    )


def _shares(shares: tuple[AgreementShare, ...]) -> Table:
    headings = {"Between": 30, "On how many they agree": width() - 30 - GAP}
    return folding_table(headings, "Agreement", map(_share, shares[:_MOST_SHARES]), narrowest=_NARROWEST)


def _share(each: AgreementShare) -> tuple[Text, Text]:
    on = [
        words(f"{how}: {_named(concepts)}", style)
        for how, concepts, style in (
            ("Agree", each.agreed, "green"),
            ("Clash", each.clashed, LOUD),
            ("Divided, not counted", each.divided, QUIET),
        )
        if concepts
    ]
    return words(f"{each.one} and {each.other}", HEAD), lines(words(each.told), *on)


def _named(concepts: tuple[str, ...]) -> str:
    n_more = len(concepts) - _MOST_NAMED
    return listed(concepts) if n_more <= 0 else f"{', '.join(concepts[:_MOST_NAMED])} and {n_more} more"
