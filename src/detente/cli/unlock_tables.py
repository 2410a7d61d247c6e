"""Unlock sets in a terminal: what cannot stand together, what would open a deal, and who would have to move how far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, QUIET, folding_table, lines, words
from detente.dealspace import DealLine, Unlocking, UnlockSet
from detente.dealspace.openings import Opening, by_party, concession_words, line_set_words
from detente.dealspace.wording import MOST_SETS, held_line_words, need_words, package_words, room_words, unlock_sentence

_MOST_CONFLICTS = 8
_WHO = 34
_NARROWEST = 30


def unlock_page(
    found: Unlocking, opened: Sequence[Opening], n_unread: int = 0, least: str = ""
) -> Iterator[RenderableType]:
    """The sentence first, then each set with its best package, then the conflicts and who holds the keys.

    Args:
        found: What blocks, and what would open.
        opened: The best package of each set.
        n_unread: Red lines that are told and exclude nothing here.
        least: That nobody tells what parties would at least want; empty where it is set.
    """
    yield words(found.scenario.title, HEAD)
    if n_unread:
        told = "1 red line excludes" if n_unread == 1 else f"{n_unread} red lines exclude"
        yield words(f"{told} nothing here; `detente deals` tells each and why.", LOUD)
    if found.has_deal:
        yield words(_open_words(n_unread, least))
        yield words("`detente deals` shows the packages that are open.", QUIET)
        return
    yield words("No package is acceptable to every party.", LOUD)
    yield Text()
    yield words(unlock_sentence(found))
    yield Text()
    yield _sets(found, opened)
    yield Text()
    yield words("What cannot stand together", HEAD)
    for conflict in found.conflicts[:_MOST_CONFLICTS]:
        yield words(f"- {_conflict(conflict, found)}")
    yield from _more(len(found.conflicts), found.n_conflicts, _MOST_CONFLICTS, "conflicts")
    yield Text()
    yield words("Who holds the keys", HEAD)
    yield _keys(found)


def _open_words(n_unread: int, least: str) -> str:
    """That nothing blocks a deal; no plain yes where nobody tells what parties would at least want."""
    if least:
        return f"{room_words(has_unread=n_unread > 0)}. {least}"
    rest = "by the lines that can be read" if n_unread else "as things stand; nothing has to give"
    return f"Some package is acceptable to every party {rest}."


def _sets(found: Unlocking, opened: Sequence[Opening]) -> RenderableType:
    by_set = {each.unlock_set: each for each in opened}
    rows = []
    for each in found.unlock_sets[:MOST_SETS]:
        opening = by_set.get(each)
        rows.append((_given_up(each, found), words("") if opening is None else _opened(opening, found)))
    total = found.n_unlock_sets
    count = f"{len(found.unlock_sets):,} found, maybe not all" if total is None else f"{total:,}"
    then = "The best package then" if found.scenario.has_values else "A package that is open then"
    headings = {f"What has to give ({count})": _WHO, then: width() - _WHO - GAP}
    return folding_table(headings, f"What has to give ({count})", rows, narrowest=_NARROWEST)


def _given_up(each: UnlockSet, found: Unlocking) -> Text:
    parts = []
    for party, ours in groupby(by_party(each.lines), key=lambda line: line.party):
        parts.append(words(found.scenario.parties[party].name, HEAD))
        parts += [words(line_set_words([line], found.scenario)) for line in ours]
    if each.cost != len(each.lines):
        parts.append(words(f"cost {each.cost:g}", QUIET))
    return lines(*parts)


def _opened(opening: Opening, found: Unlocking) -> Text:
    scenario = found.scenario
    package = package_words(scenario, opening.package)
    worth = zip(scenario.parties, opening.utilities, strict=True)
    told = " · ".join(f"{party.name} {each:.3f}" for party, each in worth) if scenario.has_values else ""
    moves = [
        words(f"{scenario.parties[each.line.party].name} {concession_words(each, scenario)}")
        for each in opening.concessions
    ]
    return lines(words(package), words(told, QUIET), *moves)


def _conflict(conflict: Sequence[DealLine], found: Unlocking) -> str:
    scenario = found.scenario
    told = [held_line_words(line, scenario) for line in conflict]
    return " — against — ".join(told) if len(told) > 1 else f"{told[0]} (alone)"


def _keys(found: Unlocking) -> RenderableType:
    rows = []
    for each in found.obstacles[:MOST_SETS]:
        party = found.scenario.parties[each.line.party].name
        line = lines(words(found.scenario.line_words(each.line)), words(", ".join(each.line.statements[:3]), QUIET))
        rows.append((lines(words(party, HEAD), words(need_words(each, found.n_unlock_sets), QUIET)), line))
    return folding_table(
        {"Who": _WHO, "On what": width() - _WHO - GAP}, "Who, on what", rows, narrowest=_NARROWEST, has_rules=False
    )


def _more(listed: int, total: int | None, shown: int, what: str) -> Iterator[Text]:
    known = listed if total is None else total
    if known > shown:
        yield words(f"and {known - shown:,} more {what}; --format json lists them", QUIET)
