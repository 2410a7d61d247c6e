"""The assumptions box: each with its verdict, what speaks for and against it, and what would change the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from detente.analysis import AssumptionCase, Evidence
from detente.analysis.signs import pointing
from detente.briefing.frame import Frame, anchor
from detente.briefing.limits import Length
from detente.briefing.phrases import count_words
from detente.briefing.plan_words import STANDING_WORDS
from detente.briefing.records import Item, Part, Silence, Told
from detente.briefing.wording import opened
from detente.model import IndicatorKind, Time

N_CHANGES = 2
"""What would change a verdict, in so many sentences unless the brief is full."""


def assumptions_part(frame: Frame) -> Part:
    """Every assumption of the dossier, the most inconsistent first."""
    found, room = frame.results.assumptions, frame.limits.assumptions
    return Part(
        key="assumptions",
        items=tuple(_line(frame, case) for case in found[:room]),
        notes=("What fits an assumption does not confirm it; it is judged by what speaks against it.",),
        n_further=max(0, len(found) - room),
    )


def _line(frame: Frame, case: AssumptionCase) -> Item | Silence:
    place, inferred = anchor("assumption", case.id), tuple(_sentences(frame, case))
    if not case.statements:
        return Silence(anchor=place, head=case.text, about="", mark=case.verdict.value, inferred=inferred)
    return frame.item(
        anchor=place,
        label="assumption",
        head=case.text,
        mark=case.verdict.value,
        inferred=inferred,
        told=_told(frame, case) or [frame.told(case.statements[0], "Both ways")],
        sources=case.statements,
        is_two_sided=True,
    )


def _told(frame: Frame, case: AssumptionCase) -> list[Told]:
    """The first against and the first for it, then the rest of each; what weighs comes before what does not."""
    against, pro = (
        [told_evidence(frame, each, label) for each in sorted(pointing(case.indicators, kind), key=_doubtful)]
        for kind, label in ((IndicatorKind.BREAKS, "Against"), (IndicatorKind.SUPPORTS, "For"))
    )
    return [*against[:1], *pro[:1], *against[1:], *pro[1:]]


def _doubtful(piece: Evidence) -> tuple[bool, bool]:
    return not piece.weighs, bool(piece.denied_by)


def _sentences(frame: Frame, case: AssumptionCase) -> Iterator[str]:
    yield f"{opened(case.verdict.value)}: {case.verdict.words}."
    if case.statements:
        against, pro = count_words(case.n_origins_against, "origin"), count_words(case.n_origins_for, "origin")
        yield f"Against it: weight {case.inconsistency:.2f}, {against}. For it: weight {case.weight_for:.2f}, {pro}."
    changes = case.would_change if frame.length is Length.FULL else case.would_change[:N_CHANGES]
    for change in changes:
        yield f"Would be {STANDING_WORDS[change.towards]} {change.what.words}: {' '.join(change.indicators)}"


def told_evidence(frame: Frame, each: Evidence, label: str) -> Told:
    """The words of a piece of evidence, with what puts it in doubt."""
    doubts = (
        ("taken back", each.taken_back_by is not None),
        ("denied", bool(each.denied_by)),
        ("date vague", each.told is Time.POSSIBLY),
        ("unsure", not each.is_likely),
    )
    words = "".join(f", {doubt}" for doubt, is_so in doubts if is_so)
    return frame.told(each.statement, f"{label}{words}")
