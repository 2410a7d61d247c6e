"""Sources: who reports on what, through how many hands, with what name, and which claims rest on one report alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.analysis.origins import Directness, directness, origin
from detente.analysis.stances import line_of, takes_position
from detente.analysis.standing import newest_first
from detente.model import Act, Dossier, Edtf, Entry, Firmness, Grade, IssueId, PartyId, StatementId

_FIRMEST_FIRST = (Firmness.RED_LINE, Firmness.FIRM, Firmness.FLEXIBLE, Firmness.UNCLEAR)
_Told = tuple[Entry, str, Directness]
"""A statement with its origin and how directly it came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """What one origin, or one publisher, tells.

    Attributes:
        name: As it is counted: in lower case, without "the"; a document without origin by its id. Empty for what no
            publisher is told of.
        n_statements: At least 1.
        share: Of all statements that count, in (0, 1]; the shares of all add to 1.
        unnamed_share: The share of its statements that somebody without a name tells, in [0, 1].
        hops: How many of its statements came through how many tellers; by number of tellers, each once.
        parties, issues: That it tells of, in the dossier's order.
        grades: Every grade its statements have, the most frequent first.
        statements: Newest first.
    """

    name: str
    n_statements: int
    share: float
    unnamed_share: float
    hops: tuple[tuple[int, int], ...]
    parties: tuple[PartyId, ...]
    issues: tuple[IssueId, ...]
    grades: tuple[Grade, ...]
    statements: tuple[StatementId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoneClaim:
    """What a party is told to hold on an issue, by one independent report alone.

    Attributes:
        stance: The act of the newest statement; a proposal and a demand are one claim.
        firmness: The firmest of the statements.
        origin: The one report.
        quote: The newest words that are as firm.
        last_said: Of the newest statement that has a date; None where none has.
        has_unnamed: Whether somebody without a name stands in every chain.
        statements: Newest first; never empty.
    """

    party: PartyId
    issue: IssueId
    stance: Act
    firmness: Firmness
    origin: str
    quote: str
    last_said: Edtf | None
    has_unnamed: bool
    statements: tuple[StatementId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where the statements come from.

    Attributes:
        n_statements: That count.
        unnamed_share: Told by somebody without a name, in [0, 1]; 0 where there is no statement.
        reported_share: Told by a named teller between speaker and document, in [0, 1].
        direct_share: Told with nobody between, in [0, 1]; the three add to 1 where there is a statement.
        hops: How many statements came through how many tellers, by number of tellers.
        origins, publishers: Most statements first.
        n_claims: Cells of party, issue and stance that take a position.
        lone_claims: Those that rest on one origin: red lines first, then firm ones, then others; the newest first.
    """

    n_statements: int
    unnamed_share: float
    reported_share: float
    direct_share: float
    hops: tuple[tuple[int, int], ...]
    origins: tuple[Reporting, ...]
    publishers: tuple[Reporting, ...]
    n_claims: int
    lone_claims: tuple[LoneClaim, ...]


def sources(entries: Sequence[Entry], dossier: Dossier) -> Sources:
    """Who reports on what, and which claims one report alone carries.

    Args:
        entries: As a view gives them; their order does not matter, and those that do not count take no part.
        dossier: Its parties and issues; what is about others is left out.
    """
    parties = {each.id: at for at, each in enumerate(dossier.parties)}
    issues = {each.id: at for at, each in enumerate(dossier.issues)}
    found = [
        entry
        for entry in {entry.id: entry for entry in entries}.values()
        if entry.counts and entry.statement.party in parties and entry.statement.issue in issues
    ]
    told = [(entry, origin(entry), directness(entry)) for entry in newest_first(found)]
    ways = Counter(way for _, _, way in told)
    claims = _claims(told)
    return Sources(
        n_statements=len(told),
        unnamed_share=_share(ways[Directness.UNNAMED], told),
        reported_share=_share(ways[Directness.REPORTED], told),
        direct_share=_share(ways[Directness.DIRECT], told),
        hops=_hops(told),
        origins=_reporting(told, [name for _, name, _ in told], parties, issues),
        publishers=_reporting(told, [entry.publisher or "" for entry, _, _ in told], parties, issues),
        n_claims=len(claims),
        lone_claims=_lone(claims, parties, issues),
    )


def _reporting(
    told: Sequence[_Told], names: Iterable[str], parties: Iterable[PartyId], issues: Iterable[IssueId]
) -> tuple[Reporting, ...]:
    by_name: dict[str, list[_Told]] = defaultdict(list)
    for each, name in zip(told, names, strict=True):
        by_name[name].append(each)
    found = [_of_name(name, own, told, parties, issues) for name, own in by_name.items()]
    return tuple(sorted(found, key=lambda each: (-each.n_statements, each.name)))


def _of_name(
    name: str, own: Sequence[_Told], told: Sequence[_Told], parties: Iterable[PartyId], issues: Iterable[IssueId]
) -> Reporting:
    of_parties = {entry.statement.party for entry, _, _ in own}
    of_issues = {entry.statement.issue for entry, _, _ in own}
    grades = Counter((entry.grade.reliability, entry.grade.credibility) for entry, _, _ in own)
    return Reporting(
        name=name,
        n_statements=len(own),
        share=_share(len(own), told),
        unnamed_share=_share(sum(way is Directness.UNNAMED for _, _, way in own), own),
        hops=_hops(own),
        parties=tuple(party for party in parties if party in of_parties),
        issues=tuple(issue for issue in issues if issue in of_issues),
        grades=tuple(Grade(*grade) for grade in sorted(grades, key=lambda grade: (-grades[grade], grade))),
        statements=tuple(entry.id for entry, _, _ in own),
    )


def _share(number: int, of: Sequence[_Told]) -> float:
    return number / len(of) if of else 0.0


def _hops(told: Iterable[_Told]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(Counter(len(entry.statement.reported_by) for entry, _, _ in told).items()))


def _claims(told: Iterable[_Told]) -> list[list[_Told]]:
    """The statements of each party, issue and line of stance that take a position, newest first."""
    cells: dict[tuple[PartyId, IssueId, Act], list[_Told]] = defaultdict(list)
    for each in told:
        statement = each[0].statement
        if takes_position(statement.act):
            cells[statement.party, statement.issue, line_of(statement.act)].append(each)
    return list(cells.values())


def _lone(
    claims: Iterable[Sequence[_Told]], parties: Mapping[PartyId, int], issues: Mapping[IssueId, int]
) -> tuple[LoneClaim, ...]:
    found = [_claim(own) for own in claims if all(name == own[0][1] for _, name, _ in own)]
    in_place = sorted(found, key=lambda each: (issues[each.issue], parties[each.party], each.stance))
    newest = sorted(in_place, key=_day, reverse=True)
    return tuple(sorted(newest, key=lambda each: _FIRMEST_FIRST.index(each.firmness)))


def _claim(own: Sequence[_Told]) -> LoneClaim:
    newest, name, _ = own[0]
    told = newest.statement
    firmest = min((entry.statement for entry, _, _ in own), key=lambda each: _FIRMEST_FIRST.index(each.firmness))
    return LoneClaim(
        party=told.party,
        issue=told.issue,
        stance=told.act,
        firmness=firmest.firmness,
        origin=name,
        quote=firmest.quote.text,
        last_said=next((entry.dated for entry, _, _ in own if entry.dated is not None), None),
        has_unnamed=all(way is Directness.UNNAMED for _, _, way in own),
        statements=tuple(entry.id for entry, _, _ in own),
    )


def _day(claim: LoneClaim) -> tuple[int, int]:
    """By the first day it may mean, undated last; of one day the more precise."""
    if claim.last_said is None:
        return 0, 0
    first = claim.last_said.earliest.toordinal()
    return first, first - claim.last_said.latest.toordinal()
