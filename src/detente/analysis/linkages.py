"""Linkages: which issue is made to wait for which, who says so and who denies it, and the circles that block all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detente.analysis.circles import circles
from detente.analysis.contested import ContestKind
from detente.analysis.denials import denials
from detente.analysis.origins import origin
from detente.analysis.standing import newest_first
from detente.analysis.tellers import Tellers
from detente.model import Act, Dossier, Edtf, Entry, Firmness, IssueId, PartyId, StatementId

_Edge = tuple[IssueId, IssueId]
_Told = Mapping[PartyId, Sequence[Entry]]
_Loose = tuple[IssueId, PartyId, str, str]

_FIRMEST_FIRST = (Firmness.RED_LINE, Firmness.FIRM, Firmness.FLEXIBLE, Firmness.UNCLEAR)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkageStep:
    """What one party makes wait for what, or denies to.

    Attributes:
        stance: The newest statement's act.
        condition: The newest's that tells one; empty where none does.
        firmness: The firmest of the statements.
        is_own_word: Whether the party itself is told to have said it.
        chains: Who reports whom, nearest the speaker first, each way once, the newest first.
        since, last_said: Dates of the oldest and the newest; None where none has a date.
        n_origins: Independent reports they go back to.
        statements: Newest first; never empty.
    """

    party: PartyId
    stance: Act
    condition: str
    firmness: Firmness
    is_own_word: bool
    chains: tuple[tuple[str, ...], ...]
    since: Edtf | None
    last_said: Edtf | None
    n_origins: int
    statements: tuple[StatementId, ...]


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
    def is_denied(self) -> bool:
        """Whether every party that is told to make it wait denies it."""
        denying = {step.party for step in self.denied_by}
        return bool(denying) and all(step.party in denying for step in self.asserted_by)


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
    """A condition that ties no two issues, and why.

    Attributes:
        why: ``it names no issue``, ``it is about the issue itself``, or that the dossier lacks it.
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
        untied: Conditions that tie no two issues.
    """

    links: tuple[Linkage, ...]
    deadlocks: tuple[Deadlock, ...]
    untied: tuple[UntiedCondition, ...]


def linkages(entries: Sequence[Entry], dossier: Dossier) -> Linkages:
    """Which issue waits for which: a statement on one whose condition belongs to another.

    A denial with a condition denies the link, and so does one that is certainly about a statement which makes it (see
    :mod:`detente.analysis.denials`). A condition without an issue belongs to the one that such a denial names.

    Args:
        entries: As a view gives them; their order does not matter, and those that do not count take no part.
        dossier: Its parties and issues; what is about others is left out.
    """
    parties, issues = {each.id: None for each in dossier.parties}, {each.id: None for each in dossier.issues}
    inside = [
        entry
        for entry in {entry.id: entry for entry in entries}.values()
        if entry.counts and entry.statement.party in parties and entry.statement.issue in issues
    ]
    telling = [entry for entry in inside if _may_link(entry)]
    told = [*newest_first(telling), *(entry for entry in inside if not _may_link(entry))]
    tellers = Tellers(dossier)
    edges, untied = _sorted_out(told, issues, tellers)
    links = tuple(
        Linkage(
            dependent=dependent,
            prerequisite=prerequisite,
            asserted_by=_steps(edges[dependent, prerequisite][True], parties, tellers),
            denied_by=_steps(edges[dependent, prerequisite][False], parties, tellers),
        )
        for dependent in issues
        for prerequisite in issues
        if (dependent, prerequisite) in edges
    )
    return Linkages(links=links, deadlocks=_deadlocks(links, issues), untied=_untied(untied, issues, parties, tellers))


def _may_link(entry: Entry) -> bool:
    """Whether it tells a condition, or denies; the rest is looked at only for what is denied, in any order."""
    return entry.statement.condition is not None or entry.statement.act is Act.DENY


def _sorted_out(
    told: Sequence[Entry], issues: Mapping[IssueId, None], tellers: Tellers
) -> tuple[dict[_Edge, dict[bool, dict[PartyId, list[Entry]]]], dict[_Loose, list[Entry]]]:
    """The statements of each link, those that assert it under True and the denials under False; and the others."""
    denied = _denials_of(told, tellers)
    edges: dict[_Edge, dict[bool, dict[PartyId, list[Entry]]]] = defaultdict(lambda: {True: {}, False: {}})
    untied: dict[_Loose, list[Entry]] = defaultdict(list)
    for entry in told:
        each = entry.statement
        if each.condition is None:
            continue
        denying = denied.get(entry.id, ())
        tied = _issue_of(entry, denying)
        why = _why_untied(each.issue, tied, issues)
        if why or tied is None:
            untied[each.issue, each.party, " ".join(each.condition.text.casefold().split()), why].append(entry)
        else:
            edges[each.issue, tied][each.act is not Act.DENY].setdefault(each.party, []).append(entry)
            for denial in denying:
                edges[each.issue, tied][False].setdefault(denial.statement.party, []).append(denial)
    return edges, untied


def _denials_of(told: Sequence[Entry], tellers: Tellers) -> dict[StatementId, list[Entry]]:
    """The denials that are certainly about a statement, by its id."""
    found: dict[StatementId, list[Entry]] = defaultdict(list)
    for each in denials(told, tellers):
        if each.kind is ContestKind.DENIED and each.is_certain:
            claims, denying = each.sides
            for claim in claims:
                found[claim.id] += denying
    return found


def _issue_of(entry: Entry, denying: Iterable[Entry]) -> IssueId | None:
    """The issue that its condition belongs to, or else the one that a denial of it names."""
    conditions = (each.statement.condition for each in (entry, *denying))
    return next((each.issue for each in conditions if each is not None and each.issue is not None), None)


def _why_untied(issue: IssueId, tied: IssueId | None, issues: Mapping[IssueId, None]) -> str:
    if tied is None:
        return "it names no issue"
    if tied == issue:
        return "it is about the issue itself"
    return "" if tied in issues else f"the dossier has no issue {tied!r}"


def _steps(told: _Told, parties: Iterable[PartyId], tellers: Tellers) -> tuple[LinkageStep, ...]:
    return tuple(_step(told[party], tellers) for party in parties if party in told)


def _step(entries: Sequence[Entry], tellers: Tellers) -> LinkageStep:
    newest = newest_first(list({entry.id: entry for entry in entries}.values()))
    told = newest[0].statement
    dates = [entry.dated for entry in newest if entry.dated is not None]
    return LinkageStep(
        party=told.party,
        stance=told.act,
        condition=next((each.statement.condition.text for each in newest if each.statement.condition), ""),
        firmness=min((entry.statement.firmness for entry in newest), key=_FIRMEST_FIRST.index),
        is_own_word=any(tellers.is_own_word(entry) for entry in newest),
        chains=tuple(dict.fromkeys(entry.statement.reported_by for entry in newest)),
        since=dates[-1] if dates else None,
        last_said=dates[0] if dates else None,
        n_origins=len({origin(entry) for entry in newest}),
        statements=tuple(entry.id for entry in newest),
    )


def _deadlocks(links: Sequence[Linkage], issues: Iterable[IssueId]) -> tuple[Deadlock, ...]:
    asserted = {(link.dependent, link.prerequisite): link for link in links if link.asserted_by}
    after: dict[IssueId, list[IssueId]] = defaultdict(list)
    for dependent, prerequisite in asserted:
        after[dependent].append(prerequisite)
    return tuple(
        Deadlock(links=tuple(asserted[edge] for edge in zip(circle, (*circle[1:], circle[0]), strict=True)))
        for circle in circles(after, list(issues))
    )


def _untied(
    told: Mapping[_Loose, Sequence[Entry]],
    issues: Iterable[IssueId],
    parties: Iterable[PartyId],
    tellers: Tellers,
) -> tuple[UntiedCondition, ...]:
    by_cell: dict[tuple[IssueId, PartyId], list[UntiedCondition]] = defaultdict(list)
    for (issue, party, _, why), entries in told.items():
        by_cell[issue, party].append(UntiedCondition(issue=issue, step=_step(entries, tellers), why=why))
    order = list(parties)
    return tuple(each for issue in issues for party in order for each in by_cell[issue, party])
