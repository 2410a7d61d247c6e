"""Contests in a terminal: a table for each kind, the sides of each contest one below the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis import Contest, ContestKind, ContestSide
from detente.briefing.contest_words import THE_TALKS, grade_words, held_words
from detente.briefing.phrases import count_words
from detente.briefing.wording import chain_words, excerpt, object_words
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, QUIET, STYLE_OF, folding_table, lines, marks, short_date, words
from detente.model import Dossier

_WHAT = 22
_NARROWEST = 34
_QUOTE = 180


def contest_page(found: Contest, dossier: Dossier) -> Iterator[RenderableType]:
    """One contest, with what was decided on it."""
    yield _table([found], dossier)


def contests_page(found: Sequence[Contest], dossier: Dossier) -> Iterator[RenderableType]:
    """The contests, those that need an answer first, with what each kind means and how many there are."""
    yield words(dossier.title, HEAD)
    if not found:
        yield words("No statement clashes with another.")
        return
    kinds = [kind for kind in ContestKind if any(contest.kind is kind for contest in found)]
    told = [f"{sum(contest.kind is kind for contest in found)} {kind.words}" for kind in kinds]
    n_told = count_words(len(found), "contest")
    yield words(f"{n_told}: {', '.join(told)}.")
    for kind in kinds:
        unsettled = [contest for contest in found if contest.kind is kind and not contest.is_settled]
        if unsettled:
            yield Text()
            yield words(kind.words.capitalize(), LOUD if kind.is_pressing else HEAD)
            yield _table(unsettled, dossier)
    if settled := [contest for contest in found if contest.is_settled]:
        yield Text()
        yield words("Settled by an analyst", HEAD)
        yield _table(settled, dossier)
    yield Text()
    yield words("A contest says that statements clash, not which is right; detente resolve records that.", QUIET)
    yield words("What a party itself tells otherwise on another day is no contest: detente movement.", QUIET)


def _table(found: Sequence[Contest], dossier: Dossier) -> Table:
    rest = width() - _WHAT - GAP
    headings = {"On what": _WHAT, "Who says what, and who tells it": rest}
    rows = [
        (_what(contest, dossier), lines(*(_side(side, contest, dossier) for side in contest.sides)))
        for contest in found
    ]
    return folding_table(headings, "Contests", rows, narrowest=_NARROWEST)


def _what(contest: Contest, dossier: Dossier) -> Text:
    issue = THE_TALKS if contest.issue is None else dossier.issue_name(contest.issue)
    likely = "" if contest.is_certain or contest.kind is ContestKind.UNDETERMINED else "likely, not certain: "
    return lines(
        words(issue, HEAD),
        words(f"{likely}{contest.why}", QUIET),
        words(contest.id, QUIET),
        *_decided(contest),
    )


def _decided(contest: Contest) -> Iterator[Text]:
    resolution = contest.resolution
    if resolution is None:
        return
    source = f" ({resolution.source})" if resolution.source else ""
    yield words(resolution.verdict.words)
    yield words(f"{resolution.reason}{source}; {resolution.analyst}, {resolution.recorded_at:%Y-%m-%d}", QUIET)
    if contest.n_new:
        yield words(f"{contest.n_new} said since", LOUD)


def _side(side: ContestSide, contest: Contest, dossier: Dossier) -> Text:
    party = ", ".join(dossier.party_name(party) for party in side.parties)
    option = None if contest.issue is None else dossier.option_name(contest.issue, side.option)
    named = object_words(option, side.value) or None
    stance = " - ".join(filter(None, (marks().stance_of(side.stance, named), held_words(side, contest))))
    told = Text(" ").join([words(party, HEAD), words(stance, STYLE_OF[side.stance])])
    return lines(told, words(f"“{excerpt(side.quote, _QUOTE)}”"), words(_told_by(side, party), QUIET))


def _told_by(side: ContestSide, party: str) -> str:
    who = side.speaker or (party if side.is_own_word else "")
    chain = chain_words(tuple(each for each in side.chains[0] if each != side.speaker))
    said = ", as told by ".join(part for part in (who, chain) if part) or "no speaker named"
    others = "; ".join(chain_words(each) or "the party itself" for each in side.chains[1:])
    said = f"{said} (also told by {others})" if others else said
    n_origins = count_words(side.n_origins, "origin")
    count = f"×{len(side.statements)}, " if len(side.statements) > 1 else ""
    return (
        f"{said}; {_dates(side)}; {count}{n_origins}, {grade_words(side.grade, side.graded_by)}; {side.statements[0]}"
    )


def _dates(side: ContestSide) -> str:
    if side.first_said == side.last_said:
        return short_date(side.first_said)
    return f"{short_date(side.first_said)} to {short_date(side.last_said)}"
