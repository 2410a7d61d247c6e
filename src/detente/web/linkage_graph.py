"""Turns linkages into a drawing: a box for each issue, an arrow from what must come first to what waits for it."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.analysis import Linkage, Linkages
from detente.briefing.marks import UNICODE
from detente.briefing.wording import listed
from detente.model import IssueId
from detente.web.arrow_words import WORDS_LINE, free_place, middle_of, points_of
from detente.web.arrows import EDGE, Area, Curve, boxes, curves, flows_down, head_of, path_of
from detente.web.layering import Arrow, layered
from detente.web.snapshots import Snapshot

_LINE, _PADDING, _LETTERS = 17.0, 9.0, 19
_WORD_LETTERS, _MOST_TOLD = 24, 3
"""Letters of a line beside an arrow, and parties that are named there; its row in the table names all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeMark:
    """An issue's box in pixels, and its name in lines."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    name: str
    href: str
    is_on_circle: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrowMark:
    """A linkage as an arrow.

    Attributes:
        path, head: As an SVG path has them.
        ground: The area of its words.
        words: Who says so, each with how firmly; ``denied`` who denies it: lines from top to bottom.
        is_on_circle: Whether it is part of a deadlock.
        told: All of it in a sentence.
        href: Leads to its row in the table.
    """

    path: str
    head: str
    ground: Area
    words: tuple[str, ...]
    denied: tuple[str, ...]
    is_on_circle: bool
    told: str
    href: str

    @property
    def middle(self) -> float:
        """Of its words, in pixels from the left."""
        return middle_of(self.ground)[0]

    @property
    def baselines(self) -> tuple[float, ...]:
        """Of each line of its words, in pixels from the top."""
        return tuple(self.ground[1] + WORDS_LINE * (line + 0.75) for line in range(len(self.words + self.denied)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageGraph:
    """All issues that wait or are waited for; width and height in pixels."""

    width: int
    height: int
    nodes: tuple[NodeMark, ...]
    arrows: tuple[ArrowMark, ...]
    told: str


def linkage_graph(snapshot: Snapshot, found: Linkages, links: Sequence[Linkage]) -> LinkageGraph | None:
    """The drawing of some linkages; None where there is none.

    Args:
        snapshot: Where names come from.
        found: All linkages, with the circles that they make.
        links: Those to draw.
    """
    if not links:
        return None
    tied = {issue for link in links for issue in (link.dependent, link.prerequisite)}
    issues = [issue.id for issue in snapshot.dossier.issues if issue.id in tied]
    plan = layered(issues, [(link.prerequisite, link.dependent) for link in links])
    heights: dict[object, float] = {
        issue: len(_lines(snapshot.issue(issue))) * _LINE + 2 * _PADDING for issue in issues
    }
    is_down = flows_down(plan)
    areas = boxes(plan, heights, is_down=is_down)
    ways = curves(plan, areas, is_down=is_down)
    circles = {(link.prerequisite, link.dependent) for each in found.deadlocks for link in each.links}
    arrows = tuple(_arrows(snapshot, links, ways, [areas[issue] for issue in issues], circles))
    points = [point for way in ways.values() for curve in way for point in curve]
    shown = [*areas.values(), *(each.ground for each in arrows)]
    return LinkageGraph(
        width=round(max([x + width for x, _, width, _ in shown] + [x for x, _ in points]) + EDGE),
        height=round(max([y + height for _, y, _, height in shown] + [y for _, y in points]) + EDGE),
        nodes=tuple(_node(snapshot, issue, areas[issue], circles) for issue in issues),
        arrows=arrows,
        told="An arrow leads from an issue to one that is made to wait for it. The table below tells each.",
    )


def link_id(link: Linkage) -> str:
    """The name of a linkage's row on the page."""
    return f"link-{link.dependent}-{link.prerequisite}"


def _lines(name: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(name, _LETTERS)) or (name,)


def _arrows(
    snapshot: Snapshot,
    links: Iterable[Linkage],
    ways: Mapping[Arrow, Sequence[Curve]],
    taken: list[Area],
    circles: Collection[Arrow],
) -> Iterator[ArrowMark]:
    for link in links:
        arrow = link.prerequisite, link.dependent
        words, denied = _words(snapshot, link), _denied(snapshot, link)
        others = (point for other, way in ways.items() if other != arrow for point in points_of(way))
        lines = words + denied
        ground = free_place(ways[arrow], max(map(len, lines)), len(lines), taken, others)
        yield ArrowMark(
            path=path_of(ways[arrow]),
            head=head_of(ways[arrow][-1]),
            ground=ground,
            words=words,
            denied=denied,
            is_on_circle=arrow in circles,
            told=_sentence(snapshot, link),
            href=f"#{link_id(link)}",
        )


def _words(snapshot: Snapshot, link: Linkage) -> tuple[str, ...]:
    """A line for each of those who say so."""
    told = [
        line
        for each in link.standing[:_MOST_TOLD]
        for line in _wrapped(f"{snapshot.party(each.party)} {UNICODE.bar(each.firmness)}")
    ]
    n_more = len(link.standing) - _MOST_TOLD
    return (*told, f"and {n_more} more") if n_more > 0 else tuple(told)


def _denied(snapshot: Snapshot, link: Linkage) -> tuple[str, ...]:
    names = [snapshot.party(each.party) for each in link.denied_by]
    n_more = len(names) - _MOST_TOLD
    shown = (*names[:_MOST_TOLD], f"{n_more} more") if n_more > 0 else tuple(names)
    return _wrapped(f"denied by {listed(shown)}") if names else ()


def _wrapped(words: str) -> tuple[str, ...]:
    return tuple(textwrap.wrap(words, _WORD_LETTERS))


def _sentence(snapshot: Snapshot, link: Linkage) -> str:
    words = f"{snapshot.issue(link.dependent)} only after {snapshot.issue(link.prerequisite)}"
    asserted = listed(tuple(snapshot.party(each.party) for each in link.standing))
    denied = listed(tuple(snapshot.party(each.party) for each in link.denied_by))
    told = f"{words}, says {asserted}" if asserted else f"{words}, as nobody is told to assert"
    return f"{told}; denied by {denied}" if denied else told


def _node(snapshot: Snapshot, issue: IssueId, area: Area, circles: Collection[Arrow]) -> NodeMark:
    name = snapshot.issue(issue)
    return NodeMark(
        x=area[0],
        y=area[1],
        width=area[2],
        height=area[3],
        lines=_lines(name),
        name=name,
        href=snapshot.moment.link("movement", issue=issue),
        is_on_circle=any(issue in edge for edge in circles),
    )
