"""Signs: each indicator of an assumption or a hypothesis with the statements that match it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.analysis.bearings import Bearing, bearing, diagnosticity, is_testable
from detente.analysis.evidence import Evidence, weight_together
from detente.analysis.evidence_index import EvidenceIndex
from detente.model import Act, Edtf, Indicator, IndicatorKind, IssueId, PartyId, StatementId, Time


class SignState(StrEnum):
    """Whether an indicator was seen."""

    SEEN = "seen"
    POSSIBLY = "possibly_seen"
    TAKEN_BACK = "taken_back"
    UNSEEN = "not_seen"
    UNTESTABLE = "untestable"

    @property
    def words(self) -> str:
        """How it is shown."""
        return {
            SignState.SEEN: "seen",
            SignState.POSSIBLY: "possibly seen, its date is not told or vague",
            SignState.TAKEN_BACK: "seen and taken back",
            SignState.UNSEEN: "not seen yet",
            SignState.UNTESTABLE: "cannot be seen, as it names no party, issue or act",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorCase:
    """An indicator with the statements that match it.

    Attributes:
        text, kind, party, issue, act: The indicator's.
        n_origins: Independent reports that the statements which still count go back to.
        newest: Date of the newest statement that has one.
        weight: What those that still count and do not point both ways weigh together.
        diagnosticity: The highest of its statements'; None where there is none or nothing to tell apart.
        evidence: Newest first for each thing told; what was taken back is among it.
        both_ways: Those that an indicator of the other kind matches too; they point neither way.
    """

    text: str
    kind: IndicatorKind
    party: PartyId | None
    issue: IssueId | None
    act: Act | None
    state: SignState
    n_origins: int
    newest: Edtf | None
    weight: float
    diagnosticity: float | None
    evidence: tuple[Evidence, ...]
    both_ways: tuple[StatementId, ...]


def indicator_case(
    indicator: Indicator,
    supposed: Sequence[Indicator],
    rivals: Sequence[Sequence[Indicator]],
    index: EvidenceIndex,
) -> IndicatorCase:
    """The indicator with the statements that match it.

    Args:
        indicator: One of ``supposed``.
        supposed: All indicators of the assumption or hypothesis that it belongs to.
        rivals: The indicators of each that it is set beside, its own included.
        index: What is told.
    """
    found: list[Evidence] = []
    both_ways: dict[StatementId, None] = {}
    for sign in index.signs([indicator]):
        told = index.of(sign, diagnosticity([bearing(each, sign) for each in rivals]))
        found += told
        if bearing(supposed, sign) is Bearing.MIXED:
            both_ways |= dict.fromkeys(each.statement for each in told)
    dates = [each.dated for each in found if each.dated is not None]
    told_apart = [each.diagnosticity for each in found if each.diagnosticity is not None]
    return IndicatorCase(
        text=indicator.text,
        kind=indicator.kind,
        party=indicator.party,
        issue=indicator.issue,
        act=indicator.act,
        state=_state(indicator, found),
        n_origins=n_origins(found),
        newest=max(dates, key=lambda dated: (dated.earliest, -dated.latest.toordinal()), default=None),
        weight=weight_together(each for each in found if each.statement not in both_ways),
        diagnosticity=max(told_apart, default=None),
        evidence=tuple(found),
        both_ways=tuple(both_ways),
    )


def n_origins(evidence: Iterable[Evidence]) -> int:
    """Independent reports that what was not taken back goes back to."""
    return len({each.origin for each in evidence if each.weighs})


def pointing(cases: Iterable[IndicatorCase], kind: IndicatorKind) -> list[Evidence]:
    """What points the indicators' way and no other, each statement once."""
    asked = [case for case in cases if case.kind is kind]
    neither = {statement for case in asked for statement in case.both_ways}
    found = {each.statement: each for case in asked for each in case.evidence if each.statement not in neither}
    return list(found.values())


def _state(indicator: Indicator, found: Sequence[Evidence]) -> SignState:
    if not is_testable(indicator):
        return SignState.UNTESTABLE
    if not found:
        return SignState.UNSEEN
    standing = [each for each in found if each.weighs]
    if not standing:
        return SignState.TAKEN_BACK
    return SignState.SEEN if any(each.told is Time.CERTAINLY for each in standing) else SignState.POSSIBLY
