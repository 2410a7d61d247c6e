"""Assumptions: what speaks for and against each, how far it still holds, and what would change that.

Hypotheses are rejected by what is inconsistent with them, not confirmed by what fits: the rules, with a worked example,
are in docs/methods/assumptions.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from detente.analysis.evidence import Evidence, is_settled, weight_together
from detente.analysis.evidence_index import EvidenceIndex, evidence_of
from detente.analysis.signs import IndicatorCase, SignState, indicator_case, n_origins, pointing
from detente.model import Assumption, Dossier, Entry, Indicator, IndicatorKind, StatementId, Watch


class AssumptionStatus(StrEnum):
    """How an assumption stands, the worst first."""

    BROKEN = "broken"
    STRAINED = "strained"
    HOLDS = "holds"
    UNTESTED = "untested"

    @property
    def words(self) -> str:
        """What it means, in a clause."""
        return {
            AssumptionStatus.BROKEN: "something that breaks it is beyond doubt",
            AssumptionStatus.STRAINED: "something speaks against it, and none of that is beyond doubt",
            AssumptionStatus.HOLDS: "something speaks for it and nothing against",
            AssumptionStatus.UNTESTED: "nothing told bears on it",
        }[self]


class ChangeKind(StrEnum):
    """What would have to happen for another verdict."""

    SEEN = "seen"
    CONFIRMED = "confirmed"
    TAKEN_BACK = "taken_back"

    @property
    def words(self) -> str:
        """How it is shown, before what it is about."""
        return {
            ChangeKind.SEEN: "if this is seen",
            ChangeKind.CONFIRMED: "if the party itself says this firmly, or two named origins tell it so",
            ChangeKind.TAKEN_BACK: "if this is taken back",
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would change a verdict.

    Attributes:
        what: What would have to happen to the indicators; to all of them where there are several.
        indicators: Their texts.
        towards: The verdict that would follow, if it were told beyond doubt.
    """

    what: ChangeKind
    indicators: tuple[str, ...]
    towards: AssumptionStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionCase:
    """An assumption with all that bears on it.

    Attributes:
        id, text: The assumption's.
        inconsistency: What speaks against it weighs together, see :func:`detente.analysis.evidence.weight_together`.
        weight_for: The same of what speaks for it; it decides neither rank nor verdict.
        n_origins_against, n_origins_for: Independent reports behind each.
        indicators: In the dossier's order.
        would_change: What would lead to another verdict.
        watch: What would break it and was not seen, as questions.
        statements: All that bears on it, once each, in the indicators' order.
    """

    id: str
    text: str
    verdict: AssumptionStatus
    inconsistency: float
    weight_for: float
    n_origins_against: int
    n_origins_for: int
    indicators: tuple[IndicatorCase, ...]
    would_change: tuple[Change, ...]
    watch: tuple[Watch, ...]
    statements: tuple[StatementId, ...]


def assumptions(
    entries: Sequence[Entry], dossier: Dossier, as_of: date | None = None
) -> tuple[AssumptionCase, ...]:  # fmt: skip
    """Every assumption of the dossier, the most inconsistent first, equal ones in the dossier's order.

    A pure function of the entries as a set.

    Args:
        entries: As a view gives them; those that do not count take no part.
        dossier: Its assumptions, parties and issues.
        as_of: The day of the view; what was certainly said later is left out. None for no limit.

    Source:
        Heuer (1999), Psychology of Intelligence Analysis, chapter 8; docs/methods/assumptions.md.
    """
    index = evidence_of(entries, dossier, as_of)
    rivals = [each.indicators for each in dossier.assumptions]
    cases = [_case(each, rivals, index) for each in dossier.assumptions]
    return tuple(sorted(cases, key=lambda case: -case.inconsistency))


def verdict_of(pro: Iterable[Evidence], contra: Iterable[Evidence]) -> AssumptionStatus:
    """The verdict on what speaks for and against; what was taken back does neither."""
    against = [each for each in contra if each.weighs]
    if against:
        return AssumptionStatus.BROKEN if is_settled(against) else AssumptionStatus.STRAINED
    return AssumptionStatus.HOLDS if any(each.weighs for each in pro) else AssumptionStatus.UNTESTED


def _case(assumption: Assumption, rivals: Sequence[Sequence[Indicator]], index: EvidenceIndex) -> AssumptionCase:
    cases = tuple(indicator_case(each, assumption.indicators, rivals, index) for each in assumption.indicators)
    pro, contra = (pointing(cases, kind) for kind in (IndicatorKind.SUPPORTS, IndicatorKind.BREAKS))
    verdict = verdict_of(pro, contra)
    return AssumptionCase(
        id=assumption.id,
        text=assumption.text,
        verdict=verdict,
        inconsistency=weight_together(contra),
        weight_for=weight_together(pro),
        n_origins_against=n_origins(contra),
        n_origins_for=n_origins(pro),
        indicators=cases,
        would_change=tuple(_changes(cases, verdict)),
        watch=_watch(assumption, cases),
        statements=tuple(dict.fromkeys(each.statement for case in cases for each in case.evidence)),
    )


def _watch(assumption: Assumption, cases: Sequence[IndicatorCase]) -> tuple[Watch, ...]:
    return tuple(
        Watch(
            id=f"{assumption.id}_{place}",
            text=case.text,
            party=case.party,
            issue=case.issue,
            option=sign.option,
            act=case.act,
            at_least=sign.at_least,
            at_most=sign.at_most,
        )
        for place, (case, sign) in enumerate(zip(cases, assumption.indicators, strict=True), start=1)
        if case.kind is IndicatorKind.BREAKS and case.state in {SignState.UNSEEN, SignState.TAKEN_BACK}
    )


def _changes(cases: Sequence[IndicatorCase], verdict: AssumptionStatus) -> Iterable[Change]:
    """What is not seen and would tell, then what is in doubt and would tell if it were not, then what may go."""
    unseen = [case for case in cases if case.state in {SignState.UNSEEN, SignState.TAKEN_BACK}]
    against, speaking = (
        [case for case in cases if case.kind is kind and case.weight > 0]
        for kind in (IndicatorKind.BREAKS, IndicatorKind.SUPPORTS)
    )
    for case in unseen:
        if case.kind is IndicatorKind.BREAKS and verdict is not AssumptionStatus.BROKEN:
            yield Change(what=ChangeKind.SEEN, indicators=(case.text,), towards=AssumptionStatus.BROKEN)
        if case.kind is IndicatorKind.SUPPORTS and verdict is AssumptionStatus.UNTESTED:
            yield Change(what=ChangeKind.SEEN, indicators=(case.text,), towards=AssumptionStatus.HOLDS)
    if verdict is AssumptionStatus.STRAINED:
        for case in against:
            yield Change(what=ChangeKind.CONFIRMED, indicators=(case.text,), towards=AssumptionStatus.BROKEN)
    going = {
        AssumptionStatus.BROKEN: [case for case in against if is_settled(pointing([case], case.kind))],
        AssumptionStatus.STRAINED: against,
        AssumptionStatus.HOLDS: speaking,
    }.get(verdict, [])
    if going:
        rest = [case for case in cases if case not in going]
        pro, contra = (pointing(rest, kind) for kind in (IndicatorKind.SUPPORTS, IndicatorKind.BREAKS))
        towards = verdict_of(pro, contra)
        yield Change(what=ChangeKind.TAKEN_BACK, indicators=tuple(case.text for case in going), towards=towards)
