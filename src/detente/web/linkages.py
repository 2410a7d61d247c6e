"""Turns a snapshot into the page of linkages: the drawing, the circles in words, and every step with its statements."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import ClassVar

from detente.analysis import Deadlock, Linkage, Linkages, LinkageStep
from detente.briefing.phrases import count_words, span_words
from detente.briefing.wording import chain_words, date_words, listed
from detente.web.evidence import text_link
from detente.web.failures import NoSuchPageError
from detente.web.linkage_graph import LinkageGraph, link_id, linkage_graph
from detente.web.moved import source_links
from detente.web.paging import turned
from detente.web.parts import Frame, Link, Strength
from detente.web.snapshots import Snapshot, strength


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """What one party makes wait for what, or denies to.

    Attributes:
        teller: Whose word it is told by; empty where it is the party's own.
        condition: Its words; empty where none are told.
        told: Since when, until when, and from how many origins.
        lapsed: Leads to the statement by which it waits no more; None where it does.
        sources: Its statements, by their date, each leading to its words.
    """

    party: str
    teller: str
    strength: Strength
    condition: str
    told: str
    lapsed: Link | None
    sources: tuple[Link, ...]
    n_more: int


PAGE_LENGTH = 25
"""How many linkages, and conditions that tie nothing, a page holds."""
_MOST_STEPS = 4
"""So many of those who say so, and of those who deny it, are told on a page of several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLine:
    """One issue only after another, with who says so and who denies it; ``more`` leads to those left out, if any."""

    id: str
    dependent: Link
    prerequisite: Link
    asserted: tuple[StepLine, ...]
    denied: tuple[StepLine, ...]
    more: Link | None
    is_on_circle: bool
    has_lapsed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CircleLine:
    """A circle in a sentence; ``is_denied`` where a link of it is denied by all who are told to make it."""

    words: str
    links: tuple[Link, ...]
    is_denied: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UntiedLine:
    """A condition that orders no two issues, and why."""

    issue: Link
    step: StepLine
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkagesPage:
    """Which issue is made to wait for which.

    Attributes:
        counted: How many there are, in a sentence.
        graph: None where no issue waits for another, or one linkage alone is shown.
        newer, older: Addresses of the neighbouring pages of the table; empty if there is none.
    """

    template: ClassVar[str] = "linkages.html"
    frame: Frame
    counted: str
    graph: LinkageGraph | None
    circles: tuple[CircleLine, ...]
    links: tuple[LinkLine, ...]
    untied: tuple[UntiedLine, ...]
    newer: str
    older: str


def linkages_page(snapshot: Snapshot, page: str = "") -> LinkagesPage:
    """The directed graph of conditions between issues, as a drawing and as a table of several pages.

    Raises:
        BadQueryError: The page number cannot be.
        NoSuchPageError: The page lies beyond the last.
    """
    found = snapshot.state.linkages()
    on_circles, n_circles = _on_circles(found), len(found.deadlocks)
    circles = (
        f"; {count_words(n_circles, 'circle')}, {'a deadlock' if n_circles == 1 else 'each a deadlock'}"
        if n_circles
        else "; no circle among them"
    )
    n_links, n_lapsed = len(found.links), sum(link.has_lapsed for link in found.links)
    lapsed = f", {n_lapsed} of them lapsed" if n_lapsed else ""
    here = turned(
        page,
        n_links + len(found.untied),
        PAGE_LENGTH,
        lambda number: snapshot.moment.link("linkages", page=number),
    )
    links = found.links[here.start : here.start + PAGE_LENGTH]
    untied = found.untied[max(0, here.start - n_links) : max(0, here.start + PAGE_LENGTH - n_links)]
    shown = {link_id(link) for link in links}
    return LinkagesPage(
        frame=snapshot.frame("linkages"),
        counted=f"{count_words(n_links, 'linkage')} between issues{lapsed}{circles if found.links else ''}.",
        graph=linkage_graph(snapshot, found, [link for link in links if not link.has_lapsed]),
        circles=tuple(_circle(snapshot, each, shown) for each in found.deadlocks[:PAGE_LENGTH]),
        links=tuple(_line(snapshot, link, on_circles, _MOST_STEPS) for link in links),
        untied=tuple(
            UntiedLine(
                issue=Link(snapshot.issue(each.issue), snapshot.moment.link("movement", issue=each.issue)),
                step=_step(snapshot, each.step),
                why=each.why,
            )
            for each in untied
        ),
        newer=here.newer,
        older=here.older,
    )


def linkage_page(snapshot: Snapshot, only: str) -> LinkagesPage:
    """One linkage with all who say so and all who deny it.

    Raises:
        NoSuchPageError: There is none of this id.
    """
    found = snapshot.state.linkages()
    back = Link("All linkages", snapshot.moment.link("linkages"))
    link = next((each for each in found.links if link_id(each) == only), None)
    if link is None:
        raise NoSuchPageError(f"There is no linkage {only!r} here.", instead=back)
    return LinkagesPage(
        frame=snapshot.frame("linkages", only=only),
        counted=f"{snapshot.issue(link.dependent)} only after {snapshot.issue(link.prerequisite)}.",
        graph=None,
        circles=(),
        links=(_line(snapshot, link, _on_circles(found), None),),
        untied=(),
        newer="",
        older="",
    )


def _on_circles(found: Linkages) -> set[str]:
    return {link_id(link) for each in found.deadlocks for link in each.links}


def _line(snapshot: Snapshot, link: Linkage, on_circles: Container[str], at_most: int | None) -> LinkLine:
    """A linkage with so many of those who make it, and of those who deny it."""
    n_more = 0 if at_most is None else sum(max(0, len(each) - at_most) for each in (link.asserted_by, link.denied_by))
    return LinkLine(
        id=link_id(link),
        dependent=Link(snapshot.issue(link.dependent), snapshot.moment.link("movement", issue=link.dependent)),
        prerequisite=Link(snapshot.issue(link.prerequisite), snapshot.moment.link("movement", issue=link.prerequisite)),
        asserted=tuple(_step(snapshot, each) for each in link.asserted_by[:at_most]),
        denied=tuple(_step(snapshot, each) for each in link.denied_by[:at_most]),
        more=Link(f"And {n_more} more", snapshot.moment.link("linkages", only=link_id(link))) if n_more else None,
        is_on_circle=link_id(link) in on_circles,
        has_lapsed=link.has_lapsed,
    )


def _circle(snapshot: Snapshot, circle: Deadlock, shown: Container[str]) -> CircleLine:
    return CircleLine(
        words="; ".join(_waits(snapshot, link) for link in circle.links),
        links=tuple(
            Link(
                f"{snapshot.issue(link.dependent)} only after {snapshot.issue(link.prerequisite)}",
                f"#{link_id(link)}" if link_id(link) in shown else snapshot.moment.link("linkages", only=link_id(link)),
            )
            for link in circle.links
        ),
        is_denied=circle.is_denied,
    )


def _waits(snapshot: Snapshot, link: Linkage) -> str:
    parties = listed(tuple(snapshot.party(step.party) for step in link.standing))
    return f"{snapshot.issue(link.dependent)} only after {snapshot.issue(link.prerequisite)}, says {parties}"


def _step(snapshot: Snapshot, step: LinkageStep) -> StepLine:
    tellers = [chain_words(chain) for chain in step.chains if chain]
    sources, n_more = source_links(snapshot, step.statements)
    return StepLine(
        party=snapshot.party(step.party),
        teller="" if step.is_own_word or not tellers else f"as told by {tellers[0]}",
        strength=strength(step.firmness),
        condition=step.condition,
        told=f"{span_words(step.since, step.last_said)}; {count_words(step.n_origins, 'independent origin')}",
        lapsed=None
        if step.lapsed_by is None
        else Link(
            f"Taken up without a condition, {date_words(step.lapsed_on, is_short=True)}",
            text_link(snapshot, snapshot.entries[step.lapsed_by]),
        ),
        sources=sources,
        n_more=n_more,
    )
