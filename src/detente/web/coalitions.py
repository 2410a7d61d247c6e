"""Turns a snapshot into the page of coalitions: who stands with whom, since when, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from detente.analysis.coalitions import SERIES_DRAWS, Coalitions
from detente.briefing.camp_doubts import doubts
from detente.briefing.phrases import count_words
from detente.briefing.wording import day_words, listed, mediators_words
from detente.web.camp_asking import COLUMNS, MOST_ACTORS, ROWS, WINDOWS, CampQuery, begin_of
from detente.web.camp_charts import SmallChart, alignment_chart, polarisation_chart
from detente.web.camp_graph import CampGraph, camp_graph
from detente.web.camp_lines import (
    CampLine,
    ChangeLine,
    TieLine,
    actor_link,
    camp_line,
    change_line,
    pair_link,
    tie_line,
)
from detente.web.camp_words import (
    MeasureLine,
    measure_lines,
    since_words,
)
from detente.web.parts import Choice, Days, Frame, Link
from detente.web.replaying import days_of
from detente.web.snapshots import Snapshot

MOST_CHARTS = 6
"""So many pairs have a chart, those with the most statements."""

_MOST_MOVES = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CoalitionsPage:
    """Who stands with whom.

    Attributes:
        by, through, windows: To choose from.
        since: The day from which changes are told, as its field holds it; ``since_words`` in words.
        days: That can be replayed; None where there is but one.
        counted: What was counted, in a sentence; ``span`` of which days.
        doubts: What cannot be told, and what would be needed.
        noun, concepts: What stands in camps, and what ties them.
        graph: None where there are no camps.
        silent: Who shares nothing with whom, in lines; ``mute`` who takes no side at all.
        apart: Who is left out as a mediator; empty for nobody.
        charts: Of the pairs with the most statements; ``n_pairs`` how many there are.
        still: How many more pairs stood still.
        draws: How the intervals were drawn, in a sentence.
        downloads: The network as files.
    """

    template: ClassVar[str] = "coalitions.html"
    frame: Frame
    by: tuple[Choice, ...]
    through: tuple[Choice, ...]
    windows: tuple[Choice, ...]
    since: str
    since_words: str
    days: Days | None
    counted: str
    doubts: tuple[str, ...]
    noun: str
    concepts: str
    graph: CampGraph | None
    camps: tuple[CampLine, ...]
    measures: tuple[MeasureLine, ...]
    ties: tuple[TieLine, ...]
    silent: tuple[str, ...]
    mute: str
    apart: str
    polarisation: SmallChart | None
    charts: tuple[SmallChart, ...]
    changes: tuple[ChangeLine, ...]
    n_more_changes: int
    draws: str
    downloads: tuple[Link, ...]


def coalitions_page(snapshot: Snapshot, asked: CampQuery, since: date, since_text: str) -> CoalitionsPage:
    """The camps of a moment, as a drawing and as tables.

    Args:
        snapshot: The moment shown.
        asked: Whose ties, through what, of which months.
        since: From which day changes are told.
        since_text: The same as the address has it.
    """
    found = snapshot.camps.camps(asked, since)
    told, query = found.coalitions, asked.query
    order = actor_order(snapshot, asked)
    links = {actor: actor_link(snapshot, asked, actor) for actor in order}
    pairs = {(tie.one, tie.other): pair_link(snapshot, asked, tie.one, tie.other) for tie in told.ties}
    series = snapshot.camps.series(asked, since)
    noun, concepts = ROWS[asked.by], COLUMNS[asked.through]

    def day_link(day: date) -> str:
        return replace(snapshot.moment, as_of=day).link("coalitions", **query)

    by_size = sorted(told.ties, key=lambda tie: (-len(tie.statements), tie.one, tie.other))[:MOST_CHARTS]
    charts = (
        alignment_chart(series, tie.one, tie.other, number, pairs[tie.one, tie.other], day_link)
        for number, tie in enumerate(by_size)
    )
    return CoalitionsPage(
        frame=snapshot.frame("coalitions", since=since_text, **query),
        by=tuple(Choice(value, words, value == asked.by) for value, words in ROWS.items()),
        through=tuple(Choice(value, words, value == asked.through) for value, words in COLUMNS.items()),
        windows=tuple(
            Choice(str(each or ""), f"the last {each} months" if each else "all days", each == asked.months)
            for each in WINDOWS
        ),
        since="" if since == date.min else since.isoformat(),
        since_words="" if since == date.min else day_words(since),
        days=days_of(snapshot, since=since_text, **query),
        counted=_counted(snapshot, asked, told, found.mediators),
        doubts=tuple(doubts(told, noun, concepts)),
        noun=noun,
        concepts=concepts,
        graph=camp_graph(told, order, pairs, links),
        camps=tuple(camp_line(place, camp, links) for place, camp in enumerate(told.camps)),
        measures=measure_lines(told) if told.camps else (),
        ties=tuple(tie_line(tie, pairs[tie.one, tie.other], since_words(tie, series)) for tie in told.ties),
        silent=tuple(_silent(told, order)),
        mute=_mute(snapshot, asked, order, found.mediators),
        apart=mediators_words(found.mediators),
        polarisation=polarisation_chart(series, day_link),
        charts=tuple(chart for chart in charts if chart),
        changes=tuple(change_line(snapshot, asked, each) for each in found.alignments[:_MOST_MOVES]),
        n_more_changes=max(0, len(found.alignments) - _MOST_MOVES),
        draws=(
            f"Every number has a 95 % interval, from {told.n_draws} draws of whole documents "
            f"({SERIES_DRAWS} draws at the earlier days of the charts; seed {told.seed})."
        ),
        downloads=_downloads(snapshot, asked) if told.ties else (),
    )


def _downloads(snapshot: Snapshot, asked: CampQuery) -> tuple[Link, ...]:
    return tuple(
        Link(words, snapshot.moment.link("coalitions", f"network.{ending}", **asked.query))
        for ending, words in (("graphml", "GraphML"), ("gexf", "GEXF"), ("csv", "CSV"))
    )


def actor_order(snapshot: Snapshot, asked: CampQuery) -> tuple[str, ...]:
    """All who take part, in the dossier's order; speakers by name."""
    taking = set(snapshot.camps.sides(asked).network.rows)
    if asked.by != "party":
        return tuple(sorted(taking))
    known = tuple(party.name for party in snapshot.dossier.parties if party.name in taking)
    return tuple(dict.fromkeys((*known, *sorted(taking))))


def _counted(snapshot: Snapshot, asked: CampQuery, told: Coalitions, mediators: tuple[str, ...]) -> str:
    camps = f"{count_words(len(told.camps), 'camp')} of {count_words(told.n_statements, 'statement')} that take a side"
    until = snapshot.state.last_day
    begin = begin_of(until, asked.months) if until else None
    days = f", from {day_words(begin)} to {day_words(until)}" if begin and until else ""
    n_all = len(snapshot.statement_table)
    n_left = n_all - told.n_statements
    why = ["take no side", "say again what their document said before"]
    why += ["lie outside these days"] if begin else []
    why += ["are a mediator's"] if mediators else []
    why += ["are of others"] if asked.by != "party" else []
    left = f" The other {n_left} of {n_all} tie nobody: they {', or '.join(why)}." if n_left else ""
    return f"{camps}{days}.{left}"


def _silent(told: Coalitions, order: tuple[str, ...]) -> list[str]:
    """For each actor those with whom nothing is shared; each pair is told once."""
    tied = {frozenset((tie.one, tie.other)) for tie in told.ties}
    lines = []
    for place, actor in enumerate(order):
        others = tuple(each for each in order[place + 1 :] if frozenset((actor, each)) not in tied)
        if others:
            lines.append(f"{actor} and {listed(others)}")
    return lines


def _mute(snapshot: Snapshot, asked: CampQuery, order: tuple[str, ...], mediators: tuple[str, ...]) -> str:
    if asked.by != "party":
        n_all = len(snapshot.statement_table.column(asked.by).labels)
        n_more = n_all - len(order)
        limit = f"; at most {MOST_ACTORS} are compared, those who said most" if len(order) == MOST_ACTORS else ""
        return f"{count_words(n_more, 'speaker')} more take no side{limit}." if n_more else ""
    names = listed(tuple(party.name for party in snapshot.dossier.parties if party.name not in (*order, *mediators)))
    return f"No statement that takes a side: {names}." if names else ""
