"""Turns linkages into a drawing: a box for each issue, an arrow from what must come first to what waits for it."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.analysis import Linkage, Linkages
from detente.briefing.marks import UNICODE
from detente.briefing.wording import listed
from detente.model import IssueId
from detente.web.arrows import EDGE, Area, Curve, boxes, curves, free_place, head_of, path_of
from detente.web.layering import Arrow, layered
from detente.web.snapshots import Snapshot

_LINE, _PADDING, _LETTERS, _LETTER = 17.0, 9.0, 22, 3.6


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
        x, y: The middle of its words.
        words: Who says so, with how firmly; ``denied`` who denies it, empty where nobody does.
        is_on_circle: Whether it is part of a deadlock.
        told: All of it in a sentence.
        href: Leads to its row in the table.
    """

    path: str
    head: str
    x: float
    y: float
    words: str
    denied: str
    is_on_circle: bool
    told: str
    href: str


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
    areas = boxes(plan, heights)
    ways = curves(plan, areas)
    circles = {(link.prerequisite, link.dependent) for each in found.deadlocks for link in each.links}
    arrows = tuple(_arrows(snapshot, links, ways, [areas[issue] for issue in issues], circles))
    points = [point for way in ways.values() for curve in way for point in curve]
    words = [each.x + max(len(each.words), len(each.denied)) * _LETTER for each in arrows]
    return LinkageGraph(
        width=round(max([x + width for x, _, width, _ in areas.values()] + [x for x, _ in points] + words) + EDGE),
        height=round(max([y + height for _, y, _, height in areas.values()] + [y for _, y in points]) + EDGE),
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
        denied = listed(tuple(snapshot.party(each.party) for each in link.denied_by))
        words = ", ".join(f"{snapshot.party(each.party)} {UNICODE.bar(each.firmness)}" for each in link.standing)
        against = f"denied by {denied}" if denied else ""
        x, y = free_place(ways[arrow], max(len(words), len(against)), 1 + bool(words and against), taken)
        yield ArrowMark(
            path=path_of(ways[arrow]),
            head=head_of(ways[arrow][-1]),
            x=x,
            y=y,
            words=words,
            denied=against,
            is_on_circle=arrow in circles,
            told=_sentence(snapshot, link),
            href=f"#{link_id(link)}",
        )


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
