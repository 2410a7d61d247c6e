"""Linkages: circles first, then which issue waits for which, then conditions that order no two issues."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from detente.analysis import Deadlock, Linkage, LinkageStep, UntiedCondition
from detente.briefing.frame import Frame, anchor
from detente.briefing.limits import Length
from detente.briefing.phrases import count_words, span_words
from detente.briefing.records import Item, Part, SourceId, Told
from detente.briefing.wording import date_words


def linkages_part(frame: Frame) -> Part:
    """The graph of conditions between issues; conditions that order no two only in a full brief."""
    found, room = frame.results.linkages, frame.limits.linkages
    untied = found.untied if frame.length is Length.FULL else ()
    items = chain(
        (_circle(frame, each) for each in found.deadlocks),
        (_link(frame, each) for each in found.links),
        (_untied(frame, each) for each in untied),
    )
    n_told, n_left = len(found.deadlocks) + len(found.links) + len(untied), len(found.untied) - len(untied)
    return Part(
        key="linkages",
        items=tuple(islice(items, room)),
        notes=(f"Conditions that order no two issues, in a full brief: {n_left}.",) if n_left else (),
        n_further=max(0, n_told - room),
    )


def _circle(frame: Frame, circle: Deadlock) -> Item:
    issues = [circle.links[0].dependent, *(link.prerequisite for link in circle.links)]
    steps = [step for link in circle.links for step in link.standing]
    sentences = ["Each waits for the next, and the last for the first."]
    if circle.is_denied:
        sentences.append("One link is denied by every party that is told to make it.")
    return frame.item(
        anchor=anchor("circle", *dict.fromkeys(issues)),
        label="circle",
        head=" → ".join(map(frame.issue, issues)),
        mark="circle, denied" if circle.is_denied else "circle",
        inferred=sentences,
        told=[_told(frame, link.standing[0], "Link") for link in circle.links],
        sources=_sources(steps),
        is_two_sided=True,
    )


def _link(frame: Frame, link: Linkage) -> Item:
    asserted, denied = link.asserted_by, link.denied_by
    told = [_told(frame, step, "Says so") for step in asserted]
    told[1:1] = [_told(frame, step, "Denies it") for step in denied]
    return frame.item(
        anchor=anchor("link", link.dependent, link.prerequisite),
        label="linkage",
        head=f"{frame.issue(link.dependent)} only after {frame.issue(link.prerequisite)}",
        mark="lapsed" if link.has_lapsed else "denied" if link.is_denied else "",
        inferred=_sentences(frame, link),
        told=told,
        sources=_sources((*asserted, *denied)),
        is_two_sided=bool(denied),
        also=[step.lapsed_by or step.statements[0] for step in (*asserted, *denied)],
    )


def _sentences(frame: Frame, link: Linkage) -> Iterator[str]:
    if link.asserted_by:
        yield f"Made to wait by {frame.parties(step.party for step in link.asserted_by)}."
    if link.denied_by:
        yield f"Denied by {frame.parties(step.party for step in link.denied_by)}."
    for step in link.asserted_by:
        origins = count_words(step.n_origins, "origin")
        yield f"{frame.party(step.party)}: {span_words(step.since, step.last_said)}; {origins}."
        if step.lapsed_by is not None:
            on = date_words(step.lapsed_on, is_short=True)
            yield f"Lapsed: {frame.party(step.party)} took it up without a condition, {on}."


def _untied(frame: Frame, found: UntiedCondition) -> Item:
    step = found.step
    return frame.item(
        anchor=anchor("condition", step.statements[0]),
        label="condition",
        head=frame.party(step.party),
        about=f"on {frame.issue(found.issue)}",
        mark="orders no two issues",
        inferred=[f"A condition, but {found.why}."],
        told=[_told(frame, step, "")],
        sources=step.statements,
    )


def _told(frame: Frame, step: LinkageStep, label: str) -> Told:
    return frame.told(step.wording, label)


def _sources(steps: Iterable[LinkageStep]) -> list[SourceId]:
    return [each for step in steps for each in (*step.statements, *filter(None, [step.lapsed_by]))]
