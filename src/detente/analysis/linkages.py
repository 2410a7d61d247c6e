"""Linkages: which issue is made to wait for which, who says so and who denies it, and the circles that block all."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from detente.analysis.circles import circles
from detente.analysis.clashes import name_another
from detente.analysis.columns import UNDATED
from detente.analysis.denials import certainly_denied
from detente.analysis.precedence import standing_beside
from detente.analysis.records import Records
from detente.analysis.transcript import FIRMNESS_RANK, Rows, Transcript, transcript_of
from detente.model import Act, DocumentId, Dossier, Edtf, Entry, Firmness, IssueId, PartyId, StatementId

_Edge = tuple[IssueId, IssueId]
_Loose = tuple[IssueId, PartyId, str, str]

_TAKING_UP = (Act.ACCEPT, Act.PROPOSE)
_HOLDING = (Act.DEMAND, Act.PROPOSE, Act.REJECT, Act.CONDITION)
_NO_ORDER = "it tells what sets off a threat, not what comes first"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageStep:
    """What one party makes wait for what, or denies to.

    Attributes:
        stance: The newest statement's act.
        wording: The firmest of the statements, of those that tell a condition, and the newest of these.
        condition: The words of the wording's; empty where none tells one.
        firmness: The wording's.
        is_own_word: Whether the party itself is told to have said it.
        chains: Who reports whom, nearest the speaker first, each way once, the newest first.
        since, last_said: Dates of the oldest and the newest; None where none has a date.
        n_origins: Independent reports they go back to.
        statements: Newest first; never empty.
        lapsed_by: Where the party accepted or offered the same without a condition since: the first statement that
            says so.
        lapsed_on: Its date.
    """

    party: PartyId
    stance: Act
    wording: StatementId
    condition: str
    firmness: Firmness
    is_own_word: bool
    chains: tuple[tuple[str, ...], ...]
    since: Edtf | None
    last_said: Edtf | None
    n_origins: int
    statements: tuple[StatementId, ...]
    lapsed_by: StatementId | None
    lapsed_on: Edtf | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkage:
    """One issue only after another.

    Attributes:
        dependent: The issue that is made to wait.
        prerequisite: The issue that it waits for.
        asserted_by: Who makes it wait, in the dossier's order; none where only a denial tells of it.
        denied_by: Who denies to make it wait.
    """

    dependent: IssueId
    prerequisite: IssueId
    asserted_by: tuple[LinkageStep, ...]
    denied_by: tuple[LinkageStep, ...]

    @property
    def standing(self) -> tuple[LinkageStep, ...]:
        """Who makes it wait still."""
        return tuple(step for step in self.asserted_by if step.lapsed_by is None)

    @property
    def has_lapsed(self) -> bool:
        """Whether every party that made it wait took it up without the condition since."""
        return bool(self.asserted_by) and not self.standing

    @property
    def is_denied(self) -> bool:
        """Whether every party that is told to make it wait, still if there is one, denies it."""
        denying = {step.party for step in self.denied_by}
        return bool(denying) and all(step.party in denying for step in self.standing or self.asserted_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlock:
    """A circle of linkages: each issue waits for the next, and the last for the first.

    Attributes:
        links: In that order; the first is the one whose waiting issue the dossier lists first.
    """

    links: tuple[Linkage, ...]

    @property
    def is_denied(self) -> bool:
        """Whether a link of it is denied by every party that is told to make it."""
        return any(link.is_denied for link in self.links)


@dataclass(frozen=True, slots=True, kw_only=True)
class UntiedCondition:
    """A condition that orders no two issues, and why.

    Attributes:
        why: ``it names no issue``, ``it is about the issue itself``, that a threat orders nothing, or that the dossier
            lacks it.
    """

    issue: IssueId
    step: LinkageStep
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linkages:
    """The directed graph of conditions between issues.

    Attributes:
        links: By the dossier's order of waiting issues.
        deadlocks: The shortest circle through each link that lies on one, each once, the shortest first.
        untied: Conditions that order no two issues.
    """

    links: tuple[Linkage, ...]
    deadlocks: tuple[Deadlock, ...]
    untied: Sequence[UntiedCondition]


def linkages(entries: Sequence[Entry], dossier: Dossier) -> Linkages:
    """Which issue waits for which: a statement on one whose condition belongs to another.

    A threat orders nothing: its condition tells what sets it off, and not what comes first. Nor does a denial of one.

    A step lapses where its party later accepts or offers the same outcome without a condition, in a document that tells
    no condition of it and not that the party still asks or refuses something on the issue that it waits for; a link of
    lapsed steps alone closes no circle.

    A denial with a condition denies the link, unless its party made that only afterwards or of another outcome; and so
    does one that is certainly about a statement which makes it (see
    :mod:`detente.analysis.denials`). A condition without an issue belongs to the one that such a denial names.

    Args:
        entries: As a view gives them; their order does not matter, and those that do not count take no part.
        dossier: Its parties and issues; what is about others is left out.
    """
    told = transcript_of(entries, dossier)
    parties, issues = [each.id for each in dossier.parties], [each.id for each in dossier.issues]
    edges, untied = _sorted_out(told, frozenset(issues))
    links = tuple(
        Linkage(
            dependent=dependent,
            prerequisite=prerequisite,
            asserted_by=tuple(
                _step(told, rows, _taken_up(told, rows, prerequisite)) for rows in _by(made[True], parties)
            ),
            denied_by=tuple(_step(told, rows) for rows in _by(_denying(told, made), parties)),
        )
        for dependent in issues
        for prerequisite in issues
        if (made := edges.get((dependent, prerequisite))) is not None
    )
    return Linkages(links=links, deadlocks=_deadlocks(links, issues), untied=_untied(told, untied, issues, parties))


def _sorted_out(
    told: Transcript, issues: Container[IssueId]
) -> tuple[dict[_Edge, dict[bool, dict[PartyId, list[int]]]], dict[_Loose, list[int]]]:
    """The statements of each link, those that assert it under True and the denials under False; and the others."""
    denied = told.once(certainly_denied)
    edges: dict[_Edge, dict[bool, dict[PartyId, list[int]]]] = defaultdict(lambda: {True: {}, False: {}})
    untied: dict[_Loose, list[int]] = defaultdict(list)
    conditions = told.conditions
    threats = {row for row in told.inside if told.acts[row] is Act.THREATEN}
    threats |= {denial for row in threats for denial in denied.get(row, ())}
    for row in told.inside:
        condition = conditions[row]
        if condition is None:
            continue
        issue, party, denying = told.issues[row], told.parties[row], denied.get(row, ())
        tied = _issue_of(told, (row, *denying))
        why = _NO_ORDER if row in threats else _why_untied(issue, tied, issues)
        if why or tied is None:
            untied[issue, party, " ".join(condition.text.casefold().split()), why].append(row)
        else:
            edges[issue, tied][told.acts[row] is not Act.DENY].setdefault(party, []).append(row)
            for denial in denying:
                edges[issue, tied][False].setdefault(told.parties[denial], []).append(denial)
    return edges, untied


def _issue_of(told: Transcript, rows: Rows) -> IssueId | None:
    """The issue that the condition of the first belongs to, or else the one that a denial of it names."""
    conditions = (told.conditions[row] for row in rows)
    return next((each.issue for each in conditions if each is not None and each.issue is not None), None)


def _why_untied(issue: IssueId, tied: IssueId | None, issues: Container[IssueId]) -> str:
    if tied is None:
        return "it names no issue"
    if tied == issue:
        return "it is about the issue itself"
    return "" if tied in issues else f"the dossier has no issue {tied!r}"


def _by(rows: Mapping[PartyId, Rows], parties: Iterable[PartyId]) -> Iterator[Rows]:
    return (rows[party] for party in parties if party in rows)


def _denying(told: Transcript, made: Mapping[bool, Mapping[PartyId, Rows]]) -> dict[PartyId, Rows]:
    """The denials of a link, without those that are about none of what their own party says to make it."""
    found: dict[PartyId, Rows] = {}
    for party, rows in made[False].items():
        own = made[True].get(party, ())
        kept = [row for row in rows if not own or any(_may_be_about(told, row, claim) for claim in own)]
        if kept:
            found[party] = kept
    return found


def _may_be_about(told: Transcript, denial: int, claim: int) -> bool:
    """Whether what is denied was not told after the denial, and names no other outcome."""
    is_after = told.days[claim] > told.last_days[denial] != UNDATED
    return not is_after and not name_another(told, told.namings[denial], claim)


def _taken_up(told: Transcript, asserting: Rows, prerequisite: IssueId) -> int | None:
    """The first statement after all of these by which their party takes up the issue without a condition.

    It is as likely, trusted, direct and authorised as the newest of them, names no other outcome than that, and is not
    certainly denied. Its document tells it freely.
    """
    dated = [row for row in asserting if told.days[row] != UNDATED]
    if not dated:
        return None
    newest, last = told.newest_first(dated)[0], max(map(told.last_days.__getitem__, dated))
    denied, beside = told.once(certainly_denied), standing_beside(told, newest)
    cell = told.cells[told.parties[newest], told.issues[newest]]
    later = cell[: bisect_left(cell, x=True, key=lambda row: told.days[row] <= last)]
    taking = [row for row in later if told.acts[row] in _TAKING_UP and told.conditions[row] is None]
    held = told.cells.get((told.parties[newest], prerequisite), ()) if taking else ()
    holding = [row for row in cell if told.conditions[row] is not None]
    holding += [row for row in held if told.acts[row] in _HOLDING]
    held_on = _held_on(told, holding)
    freely = [row for row in taking if held_on.get(told.docs[row], UNDATED) < told.days[row]]
    same = (row for row in reversed(freely) if row not in denied and not name_another(told, row, newest))
    return next((row for row in same if standing_beside(told, row) >= beside), None)


def _held_on(told: Transcript, holding: Rows) -> dict[DocumentId, int]:
    """The last day on which each document tells one of them."""
    found: dict[DocumentId, int] = {}
    for row in holding:
        found[told.docs[row]] = max(told.last_days[row], found.get(told.docs[row], UNDATED))
    return found


def _step(told: Transcript, rows: Rows, taken_up: int | None = None) -> LinkageStep:
    newest = told.newest_first(set(rows)) if len(rows) > 1 else rows
    n_dated = len(newest) - len(told.undated_of(newest))
    tying = [row for row in newest if told.conditions[row] is not None]
    wording = max(tying or newest, key=lambda row: FIRMNESS_RANK[told.firmness[row]])
    condition = told.conditions[wording]
    return LinkageStep(
        party=told.parties[newest[0]],
        stance=told.acts[newest[0]],
        wording=told.ids[wording],
        condition="" if condition is None else condition.text,
        firmness=told.firmness[wording],
        is_own_word=any(map(told.own_words.__getitem__, newest)),
        chains=tuple(dict.fromkeys(map(told.chains.__getitem__, newest))),
        since=told.dates[newest[n_dated - 1]] if n_dated else None,
        last_said=told.dates[newest[0]] if n_dated else None,
        n_origins=len(set(map(told.origins.__getitem__, newest))),
        statements=tuple(map(told.ids.__getitem__, newest)),
        lapsed_by=None if taken_up is None else told.ids[taken_up],
        lapsed_on=None if taken_up is None else told.dates[taken_up],
    )


def _deadlocks(links: Sequence[Linkage], issues: Iterable[IssueId]) -> tuple[Deadlock, ...]:
    asserted = {(link.dependent, link.prerequisite): link for link in links if link.standing}
    after: dict[IssueId, list[IssueId]] = defaultdict(list)
    for dependent, prerequisite in asserted:
        after[dependent].append(prerequisite)
    return tuple(
        Deadlock(links=tuple(asserted[edge] for edge in zip(circle, (*circle[1:], circle[0]), strict=True)))
        for circle in circles(after, list(issues))
    )


def _untied(
    told: Transcript, untied: Mapping[_Loose, Rows], issues: Sequence[IssueId], parties: Sequence[PartyId]
) -> Sequence[UntiedCondition]:
    issue_at, party_at = ({id_: place for place, id_ in enumerate(ids)} for ids in (issues, parties))
    found = sorted(untied.items(), key=lambda each: (issue_at[each[0][0]], party_at[each[0][1]]))
    return Records(len(found), partial(_untied_at, told, found))


def _untied_at(told: Transcript, untied: Sequence[tuple[_Loose, Rows]], place: int) -> UntiedCondition:
    (issue, _, _, why), rows = untied[place]
    return UntiedCondition(issue=issue, step=_step(told, rows), why=why)
