"""Turns a statement into the page it is decided on, and a decision that came too late into one that shows both."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from detente.briefing.merge_words import WHAT_TO_DO, left_out
from detente.errors import StaleReviewError
from detente.ledger.forms import shown
from detente.model import Entry
from detente.model.wire import statement_to_wire
from detente.web.deciding import Outcome, Wished
from detente.web.evidence import evidence_of
from detente.web.fields import Editing, editing
from detente.web.moments import Moment
from detente.web.parts import Change, Evidence, Frame, Link
from detente.web.reasons import OFFERED, USUAL
from detente.web.reviews import differences
from detente.web.snapshots import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """One statement with everything that can be decided on it.

    Attributes:
        editing: Its fields; None where nothing can be decided: at a past moment, or where others stand for it.
        reasons: Offered for a rejection or a correction.
        usual: What is recorded where no reason is given, by decision.
        back: Where a decision leads back to.
        decider: In whose name.
    """

    template: ClassVar[str] = "statement.html"
    frame: Frame
    evidence: Evidence
    editing: Editing | None
    reasons: tuple[str, ...]
    usual: dict[str, str]
    back: str
    decider: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StalePage:
    """A decision that was refused because somebody else decided first, with both values.

    Attributes:
        theirs_by: Who decided last.
        differences: What it says now as ``old``, what was wanted as ``new``.
        decision, changes, reason: What was wanted, to be sent again; the decision is empty where it cannot be.
        back: The statement as it stands, which takes theirs.
    """

    template: ClassVar[str] = "stale.html"
    frame: Frame
    evidence: Evidence
    theirs_by: str
    differences: tuple[Change, ...]
    decision: str
    changes: str
    reason: str
    back: str


@dataclass(frozen=True, slots=True)
class OutcomesPage:
    """What became of several decisions that were asked for at once."""

    template: ClassVar[str] = "outcomes.html"
    frame: Frame
    outcomes: tuple[Outcome, ...]
    back: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedPage:
    """What a merge left out of the statement that it made.

    Attributes:
        first: The statement that lent its fields.
        left_out: What each of the others said besides.
        correct: Where the statement that was made is corrected.
    """

    template: ClassVar[str] = "merged.html"
    frame: Frame
    n_merged: int
    first: str
    left_out: tuple[str, ...]
    what_to_do: str
    correct: Link
    back: Link


def statement_page(snapshot: Snapshot, statement: str, back: str, decider: str) -> StatementPage:
    """One statement with everything that can be decided on it.

    Raises:
        UnknownStatementError: No statement has that id.
    """
    entry = snapshot.view.entry(statement)
    document = snapshot.view.documents[entry.statement.doc]
    evidence = evidence_of(snapshot, entry, document)
    is_now = snapshot.moment == Moment()
    return StatementPage(
        frame=snapshot.frame("statements", entry.id, back=back),
        evidence=evidence,
        editing=_editing(snapshot, entry) if is_now and evidence.is_open else None,
        reasons=OFFERED,
        usual={decision.value: reason for decision, reason in USUAL.items()},
        back=back or evidence.text.href,
        decider=decider,
    )


def stale_page(snapshot: Snapshot, entry: Entry, error: StaleReviewError, wish: Wished | None, back: str) -> StalePage:
    """What somebody made of a statement in the meantime, beside what was wanted.

    Args:
        snapshot: The workspace as it is now.
        entry: The statement as it stands.
        error: The refusal.
        wish: What was asked for; None where it cannot be asked for again as it was.
        back: Where the statement is shown.
    """
    document = snapshot.view.documents[entry.statement.doc]
    changes, ours = (wish.changes if wish else {}), error.ours or {}
    return StalePage(
        frame=snapshot.frame("statements", entry.id),
        evidence=evidence_of(snapshot, entry, document),
        theirs_by=entry.reviews[-1].reviewer,
        differences=differences(snapshot, entry, error.theirs or {}, ours, document.text),
        decision=wish.decision if wish else "",
        changes=json.dumps(changes, ensure_ascii=False) if changes else "",
        reason=wish.reason if wish else "",
        back=back,
    )


def outcomes_page(snapshot: Snapshot, outcomes: tuple[Outcome, ...], back: str) -> OutcomesPage:
    """What became of several decisions."""
    return OutcomesPage(snapshot.frame("statements"), outcomes, Link("Back to where you were", back))


def merged_page(snapshot: Snapshot, made: Entry, merged: Sequence[Entry], back: str) -> MergedPage | None:
    """What a merge left out; None where it is nothing."""
    lost = left_out(made, merged, snapshot.dossier)
    if not lost:
        return None
    return MergedPage(
        frame=snapshot.frame("statements"),
        n_merged=len(merged),
        first=merged[0].id,
        left_out=lost,
        what_to_do=WHAT_TO_DO,
        correct=Link("Correct what was made", f"{snapshot.moment.link('statements', made.id, back=back)}#edit"),
        back=Link("Back to where you were", back),
    )


def _editing(snapshot: Snapshot, entry: Entry) -> Editing:
    values = shown(statement_to_wire(entry.statement)) | {"quote": entry.statement.quote.text}
    return editing(snapshot.dossier, values)
