"""The page of what a user plans on: assumptions with what speaks for and against each, then the questions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.analysis import AssumptionCase, AssumptionStatus, Change, IndicatorCase, SignState
from detente.briefing.phrases import count_words
from detente.briefing.plan_words import BOTH_WAYS, BY_ACT, STANDING_WORDS
from detente.briefing.wording import opened
from detente.model import IndicatorKind
from detente.web.parts import Frame, Link
from detente.web.pieces import Pieces, counted, pieces_of
from detente.web.questions import QuestionShown, question_shown
from detente.web.snapshots import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class SignShown:
    """An indicator with what was told of it.

    Attributes:
        state: Whether it was seen, in words.
        weighed: Weight, statements and origins in words; empty where nothing was told.
    """

    text: str
    is_seen: bool
    state: str
    weighed: str
    pieces: Pieces


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionShown:
    """An assumption.

    Attributes:
        verdict: How it stands: the value, and the words of ``verdict_words``.
        against, pro: The indicators of each kind, those seen first.
        against_sum, pro_sum: What each weighs together, in words.
        changes: What would lead to another verdict, each a sentence.
    """

    id: str
    text: str
    verdict: AssumptionStatus
    verdict_words: str
    against: tuple[SignShown, ...]
    pro: tuple[SignShown, ...]
    against_sum: str
    pro_sum: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionsPage:
    """The assumptions, the most inconsistent first, and the questions.

    Attributes:
        told: How many assumptions stand how, in words.
        how_found: What a statement is matched by, and what not.
        hurdles: The way to the hurdles at home.
    """

    template: ClassVar[str] = "assumptions.html"
    frame: Frame
    told: str
    how_found: str
    assumptions: tuple[AssumptionShown, ...]
    questions: tuple[QuestionShown, ...]
    hurdles: Link


def assumptions_page(snapshot: Snapshot) -> AssumptionsPage:
    """The assumptions and the questions of the dossier."""
    found = snapshot.assumptions
    counts = {status: sum(case.verdict is status for case in found) for status in AssumptionStatus}
    told = ", ".join(f"{number} {STANDING_WORDS[status]}" for status, number in counts.items() if number)
    return AssumptionsPage(
        frame=snapshot.frame("assumptions"),
        told=f"{count_words(len(found), 'assumption')}: {told}." if found else "",
        how_found=BY_ACT,
        assumptions=tuple(_assumption(snapshot, case) for case in found),
        questions=tuple(question_shown(snapshot, matrix) for matrix in snapshot.hypotheses),
        hurdles=Link("hurdles at home", snapshot.moment.link("ratification")),
    )


def _assumption(snapshot: Snapshot, case: AssumptionCase) -> AssumptionShown:
    return AssumptionShown(
        id=case.id,
        text=case.text,
        verdict=case.verdict,
        verdict_words=f"{opened(STANDING_WORDS[case.verdict])}: {case.verdict.words}",
        against=_signs(snapshot, case, IndicatorKind.BREAKS),
        pro=_signs(snapshot, case, IndicatorKind.SUPPORTS),
        against_sum=_sum(case.inconsistency, case.n_origins_against),
        pro_sum=_sum(case.weight_for, case.n_origins_for),
        changes=tuple(map(_change, case.would_change)),
    )


def _sum(weight: float, n_origins: int) -> str:
    return f"weight {weight:.2f}, {count_words(n_origins, 'origin')}" if n_origins else ""


def _change(each: Change) -> str:
    return f"{opened(STANDING_WORDS[each.towards])} {each.what.words}: {' '.join(each.indicators)}"


def _signs(snapshot: Snapshot, case: AssumptionCase, kind: IndicatorKind) -> tuple[SignShown, ...]:
    own = [_sign(snapshot, each) for each in case.indicators if each.kind is kind]
    return tuple(sorted(own, key=lambda each: not each.is_seen))


def _sign(snapshot: Snapshot, case: IndicatorCase) -> SignShown:
    weighed = f"weight {case.weight:.2f}, {counted(len(case.evidence), case.n_origins)}" if case.evidence else ""
    told = (case.state.words, BOTH_WAYS if case.both_ways else "")
    named = {"party": case.party or "", "issue": case.issue or "", "act": case.act.value if case.act else ""}
    return SignShown(
        text=case.text,
        is_seen=case.state in {SignState.SEEN, SignState.POSSIBLY},
        state="; ".join(filter(None, told)),
        weighed=weighed,
        pieces=pieces_of(snapshot, case.evidence, snapshot.moment.link("statements", **named)),
    )
