"""Linkages in a terminal: the circles as sentences, then which issue waits for which, then what ties nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis import Deadlock, Linkage, Linkages, LinkageStep, UntiedCondition
from detente.briefing.marks import FIRMNESS_WORDS
from detente.briefing.phrases import count_words
from detente.briefing.wording import chain_words, excerpt, listed
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, NOTED, QUIET, folding_table, lines, marks, short_date, words
from detente.model import Dossier

_LINK = 28
_NARROWEST = 34
_CONDITION = 160


def linkages_page(found: Linkages, dossier: Dossier) -> Iterator[RenderableType]:
    """Deadlocks, linkages and conditions that tie nothing, each part with its number."""
    yield words(dossier.title, HEAD)
    yield words(_told(found))
    for deadlock in found.deadlocks:
        yield Text()
        yield _deadlock(deadlock, dossier)
    if found.links:
        yield Text()
        yield _links(found.links, dossier)
    if found.untied:
        yield Text()
        yield words("Conditions that order no two issues", HEAD)
        yield _untied(found.untied, dossier)


def _told(found: Linkages) -> str:
    if not found.links:
        return "No issue is told to wait for another."
    n_links, n_circles = len(found.links), len(found.deadlocks)
    links = count_words(n_links, "linkage")
    n_lapsed = sum(link.has_lapsed for link in found.links)
    lapsed = f", {n_lapsed} of them lapsed" if n_lapsed else ""
    circles = {0: "no circle among them", 1: "1 circle, a deadlock"}.get(n_circles, f"{n_circles} circles, deadlocks")
    return f"{links} between issues{lapsed}; {circles}."


def _deadlock(deadlock: Deadlock, dossier: Dossier) -> Text:
    """The circle as a sentence of the parties' own steps."""
    steps = "; ".join(_waits(link, dossier) for link in deadlock.links)
    doubt = "One link is denied by every party that is told to make it." if deadlock.is_denied else ""
    return Text(" ").join(
        part for part in (words("Deadlock:", LOUD), words(f"{steps}."), words(doubt, QUIET)) if part.plain
    )


def _waits(link: Linkage, dossier: Dossier) -> str:
    return f"{link_words(link, dossier)} ({listed(tuple(_by_whom(step, dossier) for step in link.standing))})"


def link_words(link: Linkage, dossier: Dossier) -> str:
    """The link, e.g. "Passage only after Transit fees"."""
    return f"{dossier.issue_name(link.dependent)} only after {dossier.issue_name(link.prerequisite)}"


def _by_whom(step: LinkageStep, dossier: Dossier) -> str:
    """Who makes it wait, and whether only others tell so, e.g. "Norland, as CNN tells"."""
    party = dossier.party_name(step.party)
    tellers = [chain_words(chain) for chain in step.chains if chain]
    return party if step.is_own_word or not tellers else f"{party}, as told by {tellers[0]}"


def _links(links: Sequence[Linkage], dossier: Dossier) -> Table:
    rest = width() - _LINK - GAP
    headings = {"What waits for what": _LINK, "Who says so, and who denies it": rest}
    rows = []
    for link in links:
        asserted = [_step(step, dossier, "") for step in link.asserted_by]
        nobody = [] if asserted else [words("nobody is told to assert it", QUIET)]
        denied = [_step(step, dossier, "denied by") for step in link.denied_by]
        rows.append((words(link_words(link, dossier), HEAD), lines(*asserted, *nobody, *denied)))
    return folding_table(headings, "Linkages", rows, narrowest=_NARROWEST)


def _step(step: LinkageStep, dossier: Dossier, lead: str) -> Text:
    firmness = f"{marks().bar(step.firmness)} {FIRMNESS_WORDS[step.firmness]}"
    parts = (words(lead, LOUD), words(_by_whom(step, dossier), HEAD), words(f"({firmness})"))
    head = Text(" ").join(part for part in parts if part.plain)
    condition = words(f"“{excerpt(step.condition, _CONDITION)}”" if step.condition else "")
    return lines(head, condition, words(_count(step), QUIET), words(_lapse(step), NOTED))


def _lapse(step: LinkageStep) -> str:
    """That it waits no more, and by which statement; empty where it does."""
    taken_up = f"taken up without a condition on {short_date(step.lapsed_on)}"
    return "" if step.lapsed_by is None else f"lapsed: {taken_up}; {step.lapsed_by}"


def _count(step: LinkageStep) -> str:
    since = short_date(step.since)
    last = "" if step.last_said == step.since else f", last {short_date(step.last_said)}"
    n_origins = count_words(step.n_origins, "origin")
    return f"{since}{last}; ×{len(step.statements)}, {n_origins}; {step.wording}"


def _untied(found: Sequence[UntiedCondition], dossier: Dossier) -> Table:
    rest = width() - _LINK - GAP
    headings = {"Who, on what": _LINK, "On what condition": rest}
    rows = []
    for each in found:
        who = lines(words(_by_whom(each.step, dossier), HEAD), words(dossier.issue_name(each.issue)))
        condition = words(f"“{excerpt(each.step.condition, _CONDITION)}”")
        told = lines(condition, words(f"{each.why}; {_count(each.step)}", QUIET))
        rows.append((who, told))
    return folding_table(headings, "Conditions", rows, narrowest=_NARROWEST, has_rules=False)
