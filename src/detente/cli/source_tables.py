"""Sources in a terminal: how the statements reached us, who tells how much, and what one report alone carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis.sources import LoneClaim, Reporting, Sources
from detente.briefing.marks import FIRMNESS_WORDS
from detente.briefing.phrases import count_words
from detente.briefing.wording import document_names, excerpt
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, QUIET, STYLE_OF, folding_table, lines, marks, short_date, words
from detente.model import UNGRADED, Dossier, Entry, Imprint
from detente.model.outlets import plain

_NAME = 26
_NARROWEST = 30
_QUOTE = 140
_SHOWN = 12


def sources_page(
    found: Sources, dossier: Dossier, entries: Iterable[Entry], documents: Iterable[Imprint]
) -> Iterator[RenderableType]:
    """Shares, origins, publishers, and the claims of one report alone, under names as they are written."""
    yield words(dossier.title, HEAD)
    if not found.n_statements:
        yield words("No statement counts, so none has a source.")
        return
    yield words(_overall(found))
    names = _names(dossier, entries, documents)
    for heading, reporting in (("Origins", found.origins), ("Publishers", found.publishers)):
        yield Text()
        yield words(heading, HEAD)
        yield _reporting(reporting, names, dossier)
    if found.lone_claims:
        n_lone, n_claims = len(found.lone_claims), count_words(found.n_claims, "claim")
        yield Text()
        yield words(f"{n_lone} of {n_claims} {'rests' if n_lone == 1 else 'rest'} on one origin alone", HEAD)
        yield _lone(found.lone_claims, names, dossier)


def _overall(found: Sources) -> str:
    n_told = count_words(found.n_statements, "statement")
    n_origins = count_words(len(found.origins), "origin")
    ways = (
        f"{found.direct_share:.0%} with nobody between, {found.reported_share:.0%} through a named teller, "
        f"{found.unnamed_share:.0%} with somebody unnamed on the way"
    )
    return f"{n_told} of {n_origins}: {ways}. {_hops(found.hops)}."


def _hops(hops: Sequence[tuple[int, int]]) -> str:
    """How many statements came through how many tellers, e.g. "Tellers between: none 12, one 3"."""
    counted = [f"{('none', 'one', 'two', 'three')[n] if n < 4 else n} {number}" for n, number in hops]
    return f"Tellers between: {', '.join(counted)}"


def _names(dossier: Dossier, entries: Iterable[Entry], documents: Iterable[Imprint]) -> Mapping[str, str]:
    """How the dossier, or else the first statement, writes a source, by its name as origins are compared.

    A document that is an origin itself, as it tells of no publisher, is called by its title and its date.
    """
    names = {plain(name): source.name for source in dossier.sources for name in (source.name, *source.names)}
    names |= {plain(name): called for name, called in document_names(documents).items()}
    for entry in entries:
        for name in (entry.origin, entry.publisher, *entry.statement.reported_by):
            if name is not None:
                names.setdefault(plain(name), name)
    return names


def _reporting(found: Sequence[Reporting], names: Mapping[str, str], dossier: Dossier) -> Table:
    rest = width() - _NAME - GAP
    headings = {"Who": _NAME, "How much, and on what": rest}
    rows = []
    for each in found[:_SHOWN]:
        who = lines(words(names.get(plain(each.name), each.name) or "no publisher told", HEAD), _grades(each))
        parties = ", ".join(dossier.party_name(party) for party in each.parties)
        issues = ", ".join(dossier.issue_name(issue) for issue in each.issues)
        unnamed = f"; {each.unnamed_share:.0%} of it without a name" if each.unnamed_share else ""
        told = lines(
            words(f"×{each.n_statements}, {each.share:.0%}{unnamed}. {_hops(each.hops)}"),
            words(f"{parties}: {issues}", QUIET),
        )
        rows.append((who, told))
    if len(found) > _SHOWN:
        rows.append((words(f"and {len(found) - _SHOWN} more", QUIET), Text()))
    return folding_table(headings, "Who, and how much", rows, narrowest=_NARROWEST, has_rules=False)


def _grades(each: Reporting) -> Text:
    grades = [str(grade) for grade in each.grades if grade != UNGRADED]
    return words(f"grade {', '.join(grades)}" if grades else "not graded", QUIET)


def _lone(found: Sequence[LoneClaim], names: Mapping[str, str], dossier: Dossier) -> Table:
    rest = width() - _NAME - GAP
    headings = {"Who, on what": _NAME, "What is told, and by whom alone": rest}
    rows = []
    for each in found:
        who = lines(words(dossier.party_name(each.party), HEAD), words(dossier.issue_name(each.issue)))
        stance = words(marks().stance_of(each.stance, None), STYLE_OF[each.stance])
        firmness = words(f"({marks().bar(each.firmness)} {FIRMNESS_WORDS[each.firmness]})")
        told = lines(
            Text(" ").join([stance, firmness]),
            words(f"“{excerpt(each.quote, _QUOTE)}”"),
            words(_teller(each, names), QUIET),
        )
        rows.append((who, told))
    return folding_table(headings, "Claims of one origin", rows, narrowest=_NARROWEST)


def _teller(each: LoneClaim, names: Mapping[str, str]) -> str:
    unnamed = ", from somebody without a name" if each.has_unnamed else ""
    count = f"×{len(each.statements)}, " if len(each.statements) > 1 else ""
    told = names.get(each.origin, each.origin)
    last = "last " if len(each.statements) > 1 else ""
    return f"only {told}{unnamed}; {count}{last}{short_date(each.last_said)}; {each.quoted}"
