"""Sources: who reports on what, through how many hands, with what name, and which claims rest on one report alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.analysis.origins import Directness
from detente.analysis.transcript import FIRMNESS_RANK, Rows, Transcript, transcript_of
from detente.model import Act, Dossier, Edtf, Entry, Firmness, Grade, IssueId, PartyId, StatementId


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
        quoted: The statement that they are of.
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
    quoted: StatementId
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
    told = transcript_of(entries, dossier)
    rows = told.inside
    parties = {each.id: at for at, each in enumerate(dossier.parties)}
    issues = {each.id: at for at, each in enumerate(dossier.issues)}
    ways = Counter(map(told.ways.__getitem__, rows))
    claims = _claims(told)
    publishers = [entry.publisher or "" for entry in told.entries]
    return Sources(
        n_statements=len(rows),
        unnamed_share=_share(ways[Directness.UNNAMED], rows),
        reported_share=_share(ways[Directness.REPORTED], rows),
        direct_share=_share(ways[Directness.DIRECT], rows),
        hops=_hops(told, rows),
        origins=_reporting(told, told.origins, parties, issues),
        publishers=_reporting(told, publishers, parties, issues),
        n_claims=len(claims),
        lone_claims=_lone(told, claims, parties, issues),
    )


def _reporting(
    told: Transcript, names: Sequence[str], parties: Iterable[PartyId], issues: Iterable[IssueId]
) -> tuple[Reporting, ...]:
    by_name: dict[str, list[int]] = defaultdict(list)
    for row in told.inside:
        by_name[names[row]].append(row)
    found = [_of_name(told, name, rows, parties, issues) for name, rows in by_name.items()]
    return tuple(sorted(found, key=lambda each: (-each.n_statements, each.name)))


def _of_name(
    told: Transcript, name: str, rows: Rows, parties: Iterable[PartyId], issues: Iterable[IssueId]
) -> Reporting:  # fmt: skip
    of_parties, of_issues = set(map(told.parties.__getitem__, rows)), set(map(told.issues.__getitem__, rows))
    grades = Counter(map(told.grades.__getitem__, rows))
    ways, unnamed = told.ways, Directness.UNNAMED
    return Reporting(
        name=name,
        n_statements=len(rows),
        share=_share(len(rows), told.inside),
        unnamed_share=_share(sum([ways[row] is unnamed for row in rows]), rows),
        hops=_hops(told, rows),
        parties=tuple(party for party in parties if party in of_parties),
        issues=tuple(issue for issue in issues if issue in of_issues),
        grades=tuple(Grade(*grade) for grade in sorted(grades, key=lambda grade: (-grades[grade], grade))),
        statements=tuple(map(told.ids.__getitem__, rows)),
    )


def _share(number: int, of: Rows) -> float:
    return number / len(of) if of else 0.0


def _hops(told: Transcript, rows: Rows) -> tuple[tuple[int, int], ...]:
    return tuple(sorted(Counter(map(len, map(told.between.__getitem__, rows))).items()))


def _claims(told: Transcript) -> list[list[int]]:
    """The statements of each party, issue and line of stance that take a position, newest first."""
    takes_position, lines = told.takes_position, told.lines
    claims: list[list[int]] = []
    for rows in told.cells_inside.values():
        by_line: dict[Act, list[int]] = defaultdict(list)
        for row in rows:
            if takes_position[row]:
                by_line[lines[row]].append(row)
        claims += by_line.values()
    return claims


def _lone(
    told: Transcript, claims: Iterable[Rows], parties: Mapping[PartyId, int], issues: Mapping[IssueId, int]
) -> tuple[LoneClaim, ...]:
    found = [_claim(told, rows) for rows in claims if len(set(map(told.origins.__getitem__, rows))) == 1]
    in_place = sorted(found, key=lambda each: (issues[each.issue], parties[each.party], each.stance))
    newest = sorted(in_place, key=_day, reverse=True)
    return tuple(sorted(newest, key=lambda each: -FIRMNESS_RANK[each.firmness]))


def _claim(told: Transcript, rows: Rows) -> LoneClaim:
    newest = rows[0]
    firmest = max(rows, key=lambda row: FIRMNESS_RANK[told.firmness[row]])
    return LoneClaim(
        party=told.parties[newest],
        issue=told.issues[newest],
        stance=told.acts[newest],
        firmness=told.firmness[firmest],
        origin=told.origins[newest],
        quote=told.statements[firmest].quote.text,
        quoted=told.ids[firmest],
        last_said=next((dated for row in rows if (dated := told.dates[row]) is not None), None),
        has_unnamed=all(told.ways[row] is Directness.UNNAMED for row in rows),
        statements=tuple(told.ids[row] for row in rows),
    )


def _day(claim: LoneClaim) -> tuple[int, int]:
    """By the first day it may mean, undated last; of one day the more precise."""
    if claim.last_said is None:
        return 0, 0
    first = claim.last_said.earliest.toordinal()
    return first, first - claim.last_said.latest.toordinal()
