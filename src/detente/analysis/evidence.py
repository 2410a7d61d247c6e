"""Evidence: the statements that indicators match, what each weighs, and which of them were taken back.

The weight, with its source and a worked example: docs/methods/assumptions.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

from detente.analysis.bearings import Sign
from detente.analysis.origins import Directness
from detente.analysis.standing import Standing
from detente.model import Act, Edtf, Firmness, IssueId, PartyId, StatementId, Time

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
            doubts, not by an aide, not denied, likely, and firm or checked by an analyst.
        is_likely: Whether it is coded rather right than wrong, or an analyst checked it.
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
    is_likely: bool
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
        return Sign(self.party, self.issue, self.act)


def weight_of(standing: Standing) -> float:
    """What a statement weighs by the marks that positions rank it by, in (0, 1].

    The mean of five: current, trusted, direct, authorised, firm; each the place of its level among the mark's levels,
    counted from the lowest, over their number (no 1/2, yes 1; unnamed 1/3, reported 2/3, direct 1; unclear 1/4 to red
    line 1).

    Source:
        Dawes (1979), The robust beauty of improper linear models in decision making, American Psychologist 34(7).
    """
    yes_or_no = (standing.is_current, standing.is_trusted, standing.is_authorised)
    return _mean(yes_or_no, standing.directness, standing.firmness)


@lru_cache
def _mean(yes_or_no: tuple[bool, ...], directness: Directness, firmness: int) -> float:
    marks = (
        *((1 + mark) / 2 for mark in yes_or_no),
        (1 + directness) / _LEVELS_OF_DIRECTNESS,
        (1 + firmness) / _LEVELS_OF_FIRMNESS,
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
