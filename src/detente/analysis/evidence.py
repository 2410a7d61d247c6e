"""Evidence: the statements that indicators match, what each weighs, and which of them were taken back.

The weight, with its source and a worked example: docs/methods/assumptions.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import fsum

from detente.analysis.bearings import Sign, matches
from detente.analysis.contested import ContestKind
from detente.analysis.denials import denials
from detente.analysis.origins import Directness, origin
from detente.analysis.retractions import taken_back, told_by
from detente.analysis.stances import takes_position
from detente.analysis.standing import Standing, newest_first, ranked
from detente.analysis.tellers import Tellers
from detente.model import (
    Act,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    Indicator,
    IssueId,
    PartyId,
    StatementId,
    Status,
    Time,
)

_Cell = tuple[PartyId, IssueId]

_LEVELS_OF_DIRECTNESS, _LEVELS_OF_FIRMNESS = len(Directness), len(Firmness)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A statement that an indicator matches.

    Attributes:
        reported_by: Who reports whom, nearest the speaker first.
        told: Whether it had been said by ``as_of``: certainly, possibly, or at a time nobody tells.
        origin: The report it goes back to.
        is_named: Whether everybody on the way from the speaker has a name.
        is_own_word: Whether the party itself is told to have said it.
        is_sure: Whether nothing puts it in doubt: certainly said by ``as_of``, current, of a source that nobody
            doubts, not by an aide, not denied, and firm or checked by an analyst.
        weight: In (0, 1], see :func:`weight_of`; what it weighs where it was not taken back.
        taken_back_by: The party's later statement of the opposite; None where it stands.
        denied_by: Denials that are certainly about it.
        diagnosticity: How far it tells the assumptions or hypotheses it was set beside apart, see
            :func:`detente.analysis.bearings.diagnosticity`.
    """

    statement: StatementId
    party: PartyId
    issue: IssueId
    act: Act
    firmness: Firmness
    quote: str
    reported_by: tuple[str, ...]
    dated: Edtf | None
    told: Time
    origin: str
    is_named: bool
    is_own_word: bool
    is_sure: bool
    weight: float
    taken_back_by: StatementId | None
    denied_by: tuple[StatementId, ...]
    diagnosticity: float | None = None

    @property
    def weighs(self) -> bool:
        """Whether it still counts: it was not taken back."""
        return self.taken_back_by is None

    @property
    def sign(self) -> Sign:
        """Who does what on which issue."""
        return self.party, self.issue, self.act


def weight_of(standing: Standing) -> float:
    """What a statement weighs by the marks that positions rank it by, in (0, 1].

    The mean of five: current, trusted, direct, authorised, firm; each the place of its level among the mark's levels,
    counted from the lowest, over their number (no 1/2, yes 1; unnamed 1/3, reported 2/3, direct 1; unclear 1/4 to red
    line 1).

    Source:
        Dawes (1979), The robust beauty of improper linear models in decision making, American Psychologist 34(7).
    """
    yes_or_no = (standing.is_current, standing.is_trusted, standing.is_authorised)
    marks = (
        *((1 + mark) / 2 for mark in yes_or_no),
        (1 + standing.directness) / _LEVELS_OF_DIRECTNESS,
        (1 + standing.firmness) / _LEVELS_OF_FIRMNESS,
    )
    return round(fsum(marks) / len(marks), 4)


def weight_together(evidence: Iterable[Evidence]) -> float:
    """What pieces weigh together: the heaviest of each thing told (party, issue, act) and origin, summed.

    A copy of a known origin adds nothing, nor does a piece that two indicators match, nor one that was taken back.
    """
    heaviest: dict[tuple[Sign, str], float] = defaultdict(float)
    for each in evidence:
        if each.weighs:
            key = each.sign, each.origin
            heaviest[key] = max(heaviest[key], each.weight)
    return round(fsum(heaviest.values()), 4)


def is_settled(evidence: Iterable[Evidence]) -> bool:
    """Whether a thing told is beyond doubt: a sure own word, or two named origins that tell the same surely."""
    origins: dict[Sign, set[str]] = defaultdict(set)
    for each in evidence:
        if each.weighs and each.is_sure:
            if each.is_own_word:
                return True
            if each.is_named:
                origins[each.sign].add(each.origin)
    return any(len(names) > 1 for names in origins.values())


def denied_by(told: Sequence[Entry], tellers: Tellers) -> dict[StatementId, tuple[StatementId, ...]]:
    """The denials that are certainly about a statement, newest first, by its id."""
    found: dict[StatementId, dict[StatementId, Entry]] = defaultdict(dict)
    for each in denials(told, tellers):
        if each.kind is ContestKind.DENIED and each.is_certain:
            claims, denying = each.sides
            for claim in claims:
                found[claim.id] |= {denial.id: denial for denial in denying}
    return {claim: tuple(each.id for each in newest_first(list(said.values()))) for claim, said in found.items()}


class EvidenceIndex:
    """The statements of a view by what they tell, weighed when they are asked for.

    Args:
        entries: As a view gives them; their order does not matter, and those that do not count take no part.
        dossier: Its parties and issues; what is about others is left out.
        as_of: The day of the view; what was certainly said later is left out. None for no limit.
    """

    def __init__(self, entries: Sequence[Entry], dossier: Dossier, as_of: date | None = None) -> None:
        issues = {each.id: place for place, each in enumerate(dossier.issues)}
        parties = {each.id: place for place, each in enumerate(dossier.parties)}
        self._dossier, self._as_of, self._tellers = dossier, as_of, Tellers(dossier)
        self._told = [
            entry
            for entry in newest_first(list({entry.id: entry for entry in entries}.values()))
            if entry.counts
            and entry.statement.party in parties
            and entry.statement.issue in issues
            and told_by(entry, as_of) is not None
        ]
        self._by_sign: dict[Sign, list[Entry]] = defaultdict(list)
        self._cells: dict[_Cell, list[Entry]] = defaultdict(list)
        for entry in self._told:
            said = entry.statement
            self._by_sign[said.party, said.issue, said.act].append(entry)
            self._cells[said.party, said.issue].append(entry)
        acts = list(Act)
        self._signs = sorted(
            self._by_sign, key=lambda sign: (issues[sign[1]], parties[sign[0]], acts.index(sign[2]))
        )  # fmt: skip
        self._weighed: dict[_Cell, tuple[dict[StatementId, Standing], dict[StatementId, StatementId]]] = {}

    def signs(self, indicators: Iterable[Indicator]) -> tuple[Sign, ...]:
        """What is told that an indicator matches, by the dossier's issues and parties."""
        asked = list(indicators)
        return tuple(sign for sign in self._signs if any(matches(each, sign) for each in asked))

    def of(self, sign: Sign, diagnosticity: float | None = None) -> tuple[Evidence, ...]:
        """The statements that tell it, newest first."""
        standings, taken_back = self._cell(sign[:2])
        return tuple(
            self._evidence(entry, standings[entry.id], taken_back.get(entry.id), diagnosticity)
            for entry in self._by_sign.get(sign, ())
        )

    def _evidence(
        self, entry: Entry, standing: Standing, taken_back_by: StatementId | None, diagnosticity: float | None
    ) -> Evidence:
        said, told = entry.statement, told_by(entry, self._as_of) or Time.UNDATED
        denied = self._denied.get(entry.id, ())
        is_firm = said.firmness in {Firmness.FIRM, Firmness.RED_LINE}
        is_checked = entry.status in {Status.ACCEPTED, Status.CORRECTED}
        is_held = standing.is_current and standing.is_trusted and standing.is_authorised
        return Evidence(
            statement=entry.id,
            party=said.party,
            issue=said.issue,
            act=said.act,
            firmness=said.firmness,
            quote=said.quote.text,
            reported_by=said.reported_by,
            dated=entry.dated,
            told=told,
            origin=origin(entry),
            is_named=standing.directness is not Directness.UNNAMED,
            is_own_word=self._tellers.is_own_word(entry),
            is_sure=told is Time.CERTAINLY and is_held and not denied and (is_firm or is_checked),
            weight=weight_of(standing),
            taken_back_by=taken_back_by,
            denied_by=denied,
            diagnosticity=diagnosticity,
        )

    @cached_property
    def _denied(self) -> Mapping[StatementId, tuple[StatementId, ...]]:
        return denied_by(self._told, self._tellers)

    def _cell(self, cell: _Cell) -> tuple[dict[StatementId, Standing], dict[StatementId, StatementId]]:
        """How each statement of a party on an issue stands, and what took it back."""
        if cell not in self._weighed:
            told = self._cells.get(cell, [])
            groups = ([each for each in told if takes_position(each.statement.act) is takes] for takes in (True, False))
            standings = {each.id: standing for group in groups for each, standing in ranked(group, self._dossier)}
            self._weighed[cell] = standings, taken_back(told, standings, self._as_of)
        return self._weighed[cell]
