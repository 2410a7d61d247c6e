"""Denials: which claim a denial is about, and claims that only another side of the talks tells.

What a denial names: :mod:`detente.analysis.namings`. It is about the claims of the first step that finds any, none of
them certainly told after it, nor naming another option or number. A claim that a teller passed on is told by others,
also where one of the party's people made it:

1. what others than the party tell of it on the same issue, or on one that they make depend on the issue, in the
   denial's own document; where no day is told there, it was told before
2. what the party itself is told to have said there on the issue
3. what others told of it within ``WINDOW_DAYS`` before: the newest of them
4. what another party claims or threatens on the issue in the same document, within ``WINDOW_DAYS``

Where the denial names something, steps 1, 3 and 2 first look for what names the same, which is certainly denied; then
all four look for what leaves it open, which is likely denied. Where it names nothing, what the first two find is
certainly denied, and what the others find is likely.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum

from detente.analysis.clashes import Clash, name_another, name_the_same
from detente.analysis.columns import UNDATED
from detente.analysis.contested import ContestKind, Finding
from detente.analysis.namings import is_naming, is_told_by_others
from detente.analysis.transcript import WINDOW_DAYS, Cell, Rows, Transcript
from detente.model import Act, DocumentId, IssueId, PartyId, StatementId

_Denied = tuple[int, PartyId]
"""A number for what is said, and who denies it."""


class _Why(StrEnum):
    """Why a denial is about a claim, the surest first; of the last two it is only likely."""

    TOGETHER = "claim and denial are told together"
    NAMED = "the denial names what the claim tells"
    OPEN = "the denial names something, and the claim leaves it open"
    NEAR = "the denial is near the claim and does not name it"


_WHYS = tuple(_Why)


def denials(told: Transcript, *, is_inside: bool = True) -> list[Finding]:
    """Claims with the denials that are about them, and denials of which no claim is told.

    Args:
        told: The transcript.
        is_inside: Whether only the dossier's parties and issues are looked at.
    """
    rows = told.inside if is_inside else told.newest
    acts, deny = told.acts, Act.DENY
    denying = [row for row in rows if acts[row] is deny]
    claims = _Claims(told, rows, denying)
    denied: dict[_Denied, list[int]] = defaultdict(list)
    whys: dict[_Denied, _Why] = {}
    alone: dict[Cell, list[int]] = defaultdict(list)
    for denial in denying:
        party = told.parties[denial]
        found, why = claims.denied_by(denial)
        if not found:
            alone[party, told.issues[denial]].append(denial)
        for said in {told.said[claim] for claim in found}:
            denied[said, party].append(denial)
            whys[said, party] = min(why, whys.get((said, party), why), key=_WHYS.index)
    saying = claims.saying(denied)
    pairs = [_denied(told, key, own, saying[key], whys[key]) for key, own in denied.items()]
    return pairs + [_alone(told, own) for own in alone.values()]


def denials_of(told: Transcript, row: int) -> tuple[StatementId, ...]:
    """The denials that are certainly about a statement, newest first."""
    return tuple(told.ids[denial] for denial in told.once(certainly_denied).get(row, ()))


def certainly_denied(told: Transcript, *, is_inside: bool = True) -> Mapping[int, Rows]:
    """For each statement that a denial is certainly about, these denials, newest first.

    Args:
        told: The transcript.
        is_inside: Whether only the dossier's parties and issues are looked at.
    """
    is_all = len(told.inside) == len(told)
    found: dict[int, Rows] = {}
    for each in told.once(denials) if is_inside or is_all else denials(told, is_inside=False):
        if each.kind is ContestKind.DENIED and each.is_certain:
            claims, denying = each.sides
            for claim in claims:
                before = found.get(claim)
                found[claim] = denying if before is None else told.newest_first({*before, *denying})
    return found


def told_by_one_side(told: Transcript) -> list[Finding]:
    """What only another side tells of a party: it has not said so itself, in whatever words, nor denied it."""
    parties, issues, lines, options, sides = told.parties, told.issues, told.lines, told.options, told.other_sides
    is_own_word, acts, takes_position, deny = told.own_words, told.acts, told.takes_position, Act.DENY
    own = {(parties[row], issues[row], lines[row], options[row]) for row in told.inside if is_own_word[row]}
    denying: dict[Cell, list[int]] = defaultdict(list)
    for row in told.inside:
        if acts[row] is deny:
            denying[parties[row], issues[row]].append(row)
    found: dict[tuple[int, PartyId], list[int]] = defaultdict(list)
    for row in told.inside:
        side = sides[row]
        if side is None or not takes_position[row]:
            continue
        party, issue, line = parties[row], issues[row], lines[row]
        is_own = (party, issue, line, options[row]) in own or (party, issue, line, None) in own
        is_denied = any(not name_another(told, told.namings[denial], row) for denial in denying.get((party, issue), ()))
        if not is_own and not is_denied:
            found[told.said[row], side].append(row)
    return [
        Finding(
            matter=Clash.FORMULA,
            kind=ContestKind.ONE_SIDE,
            issue=issues[rows[0]],
            about=f"{_about(told, rows[0])}-{side}",
            why="another side tells it; the party itself is not told to have said so",
            sides=[rows],
        )
        for (_, side), rows in found.items()
    ]


class _Claims:
    """What may be denied, found by document and by the party that it is about."""

    def __init__(self, told: Transcript, rows: Rows, denying: Rows) -> None:
        self._told = told
        acts, deny = told.acts, Act.DENY
        self._claims = [row for row in rows if acts[row] is not deny]
        self._by_document: dict[DocumentId, list[int]] = defaultdict(list)
        self._by_cell: dict[Cell, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        cells, documents = (
            {(told.parties[row], told.issues[row]) for row in denying},
            {told.docs[row] for row in denying},
        )
        docs, on, parties = told.docs, told.days, told.parties
        for row in reversed(self._claims):
            if docs[row] in documents:
                self._by_document[docs[row]].append(row)
            if on[row] == UNDATED:
                continue
            for issue in self._issues(row):
                cell = parties[row], issue
                if cell in cells:
                    days, oldest_first = self._by_cell[cell]
                    days.append(on[row])
                    oldest_first.append(row)

    def denied_by(self, denial: int) -> tuple[list[int], _Why]:
        """What the denial is about, and why it is."""
        told, issue = self._told, self._told.issues[denial]
        naming = told.namings[denial]
        beside = [row for row in self._beside(denial) if not name_another(told, naming, row)]
        ours = [row for row in beside if self._may_deny(denial, row)]
        reported = [row for row in ours if is_told_by_others(told, row)]
        own = [row for row in ours if told.issues[row] == issue and told.takes_position[row]]
        if not is_naming(told, naming):
            if reported or own:
                return reported or own, _Why.TOGETHER
            return self._newest_before(denial, naming) or self._theirs(denial, beside), _Why.NEAR
        same, own_same = ([row for row in rows if name_the_same(told, naming, row)] for rows in (reported, own))
        if not same and (elsewhere := self._newest_before(denial, naming, is_named=True)):
            return elsewhere, _Why.NAMED
        if same or own_same:
            return same or own_same, _Why.TOGETHER
        return reported or own or self._newest_before(denial, naming) or self._theirs(denial, beside), _Why.OPEN

    def _beside(self, denial: int) -> list[int]:
        """What the denial's document tells on the issue, and not as said after it."""
        told, issue = self._told, self._told.issues[denial]
        return [
            row
            for row in self._by_document.get(told.docs[denial], ())
            if issue in self._issues(row) and not (told.statements[row].said_on and self._is_after(row, denial))
        ]

    def _theirs(self, denial: int, beside: Rows) -> list[int]:
        """What another party claims or threatens beside it."""
        told = self._told
        return [
            row
            for row in beside
            if told.parties[row] != told.parties[denial]
            and told.acts[row] in (Act.ASSESS, Act.THREATEN)
            and told.issues[row] == told.issues[denial]
            and told.is_near(row, denial)
        ]

    def saying(self, denied: Mapping[_Denied, Rows]) -> dict[_Denied, list[int]]:
        """Everything that says so and that one of the denials may be about: not after all, nor long before all."""
        told = self._told
        wanted, said_by = {said for said, _ in denied}, told.said
        by_words: dict[int, list[int]] = defaultdict(list)
        for row in self._claims:
            if said_by[row] in wanted:
                by_words[said_by[row]].append(row)
        found: dict[_Denied, list[int]] = {}
        for (said, party), denying in denied.items():
            documents = {told.docs[row] for row in denying}
            dated = [row for row in denying if told.days[row] != UNDATED]
            begun = min((told.days[row] for row in dated), default=None)
            ended = max(told.last_days[row] for row in dated) if len(dated) == len(denying) else None
            found[said, party] = [
                row for row in by_words[said] if told.docs[row] in documents or self._is_within(row, begun, ended)
            ]
        return found

    def _is_within(self, row: int, begun: int | None, ended: int | None) -> bool:
        """Whether it was told by the last day, and not long before the first; None leaves an end open."""
        day = self._told.days[row]
        is_late = begun is not None and begun - day <= WINDOW_DAYS
        return day != UNDATED and is_late and (ended is None or day <= ended)

    def _newest_before(self, denial: int, naming: int, *, is_named: bool = False) -> list[int]:
        """What others told of the party on the last such day of the window before the denial.

        Args:
            denial: The denial.
            naming: The denial that names what it denies.
            is_named: Whether only what names the same is looked for.
        """
        told, day = self._told, self._told.days[denial]
        if day == UNDATED:
            return []
        days, rows = self._by_cell[told.parties[denial], told.issues[denial]]
        found: list[int] = []
        for at in range(bisect_right(days, day) - 1, -1, -1):
            row = rows[at]
            if day - days[at] > WINDOW_DAYS or (found and days[at] != told.days[found[0]]):
                break
            is_about = name_the_same(told, naming, row) if is_named else not name_another(told, naming, row)
            if is_about and is_told_by_others(told, row) and self._may_deny(denial, row):
                found.append(row)
        return found

    def _issues(self, row: int) -> tuple[IssueId, ...]:
        """The issue it is on, and the one that it makes that depend on."""
        issue, condition = self._told.issues[row], self._told.conditions[row]
        if condition is None or condition.issue is None or condition.issue == issue:
            return (issue,)
        return issue, condition.issue

    def _may_deny(self, denial: int, claim: int) -> bool:
        """Whether it is of the denying party, and not the denying speaker's own word."""
        told = self._told
        if told.parties[denial] != told.parties[claim]:
            return False
        return told.people[denial] is None or told.people[denial] != told.people[claim]

    def _is_after(self, row: int, denial: int) -> bool:
        """Whether it was certainly told after the denial."""
        return self._told.days[row] > self._told.last_days[denial] != UNDATED


def _denied(told: Transcript, key: _Denied, denying: Rows, claims: Rows, why: _Why) -> Finding:
    return Finding(
        matter=Clash.DENIED,
        kind=ContestKind.DENIED,
        issue=told.issues[claims[0]],
        about=f"{_about(told, claims[0])}-{key[1]}",
        why=why,
        sides=[claims, denying],
        is_certain=why in (_Why.TOGETHER, _Why.NAMED),
    )


def _alone(told: Transcript, denying: Rows) -> Finding:
    return Finding(
        matter=Clash.DENIED,
        kind=ContestKind.ONE_SIDE,
        issue=told.issues[denying[0]],
        about="denial",
        why="a denial; no claim that was coded is what it denies",
        sides=[denying],
    )


def _about(told: Transcript, row: int) -> str:
    """What is said, in what tells it apart."""
    is_conditional = told.conditions[row] is not None
    parts = (told.lines[row], told.options[row], told.values[row], "if" if is_conditional else None)
    return "-".join(str(part) for part in parts if part is not None)
