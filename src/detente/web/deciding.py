"""Deciding in a browser: what a form or a program asks for, done by the workspace's own functions."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from detente.errors import DetenteError, RefusedReviewError, StaleReviewError
from detente.model import Decision, Entry, StatementId
from detente.model.wire import Wire
from detente.web.editing import changes_of
from detente.web.forms import seen_of
from detente.web.reasons import USUAL
from detente.web.reviews import as_seen
from detente.web.snapshots import Snapshot
from detente.workspace import Workspace

MOST_AT_ONCE = 200
"""So many statements can be decided on by one request; more are hardly in view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one of several decisions.

    Attributes:
        statement: The id that was asked for.
        is_recorded: Whether the decision stands in the ledger now.
        error: Why it was refused; empty where it was recorded.
        theirs, ours: Where somebody decided in the meantime: what it says now, and what it was to say.
    """

    statement: str
    is_recorded: bool
    error: str = ""
    theirs: dict[str, Any] | None = None
    ours: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Wished:
    """A decision as a form asks for it."""

    decision: str
    seen: int | None
    reason: str
    changes: Wire


def wished(snapshot: Snapshot, entry: Entry, fields: Mapping[str, str]) -> Wished:
    """The decision that a form asks for.

    Args:
        snapshot: Where the form's page came from, or a later one.
        entry: The statement it is about.
        fields: ``decision``, alone or with the number of reviews that the page showed; otherwise that is ``seen``.
            ``reason``; where that is blank and a usual one is known, that. For a correction the fields of the
            statement, or ``changes`` as JSON.

    Raises:
        RefusedReviewError: It cannot be understood, or a correction changes nothing.
    """
    decision, _, seen_here = fields.get("decision", "").partition(" ")
    seen = seen_of(seen_here or fields.get("seen", ""))
    changes: Wire = {}
    if "changes" in fields:
        changes = _told_changes(fields["changes"])
    elif decision == Decision.CORRECT:
        text = snapshot.view.documents[entry.statement.doc].text
        changes = changes_of(fields, as_seen(entry, seen), text)
        if not changes:
            raise RefusedReviewError("nothing was changed; change a field, or accept the statement as it is")
    reason = fields.get("reason", "").strip()
    usual = USUAL.get(Decision(decision), "") if decision in USUAL else ""
    return Wished(decision, seen, reason or usual, changes)


def decide(workspace: Workspace, statement: str, wish: Wished, reviewer: str) -> Entry:
    """Records a decision, and gives the statement after it.

    Raises:
        UnknownStatementError: No statement has that id.
        StaleReviewError: Somebody decided after the page was made.
        RefusedReviewError: It cannot be recorded; the message tells what would be right.
    """
    require_words(wish.changes, wish.reason)
    return workspace.review(statement, wish.decision, wish.changes, wish.reason, reviewer, seen=wish.seen)


def accept_each(
    workspace: Workspace, named: Sequence[tuple[str, int | None]], reason: str, reviewer: str
) -> Iterator[Outcome]:
    """Accepts each of several statements by itself: one that is refused stops no other.

    Args:
        workspace: Where to record it.
        named: Their ids, each with the number of its reviews that the page showed.
        reason: Why.
        reviewer: Who accepts.
    """
    for statement, seen in named:
        try:
            decide(workspace, statement, Wished(Decision.ACCEPT, seen, reason, {}), reviewer)
        except StaleReviewError as error:
            yield Outcome(
                statement=statement, is_recorded=False, error=str(error), theirs=error.theirs, ours=error.ours
            )
        except DetenteError as error:
            yield Outcome(statement=statement, is_recorded=False, error=str(error))
        else:
            yield Outcome(statement=statement, is_recorded=True)


def split(
    workspace: Workspace, statement: str, parts: Sequence[Wire], reason: str, reviewer: str, seen: int | None
) -> tuple[Entry, ...]:
    """Puts several statements in the place of one; gives it and then those.

    Raises:
        UnknownStatementError: No statement has that id.
        StaleReviewError: Somebody decided after the page was made.
        RefusedReviewError: There are fewer than two parts that differ, or one cannot be made.
    """
    require_words(list(parts), reason)
    return workspace.split(statement, parts, reason, reviewer, seen=seen)


def merge(
    workspace: Workspace, named: Sequence[tuple[str, int]], changes: Wire, reason: str, reviewer: str
) -> tuple[Entry, ...]:
    """Puts one statement in the place of several; gives it and then those.

    Raises:
        UnknownStatementError: No statement has one of the ids.
        StaleReviewError: Somebody decided after the page was made.
        RefusedReviewError: There are fewer than two, or they are of different documents.
    """
    require_words(changes, reason)
    ids = [statement for statement, _ in named]
    return workspace.merge(ids, changes, reason, reviewer, seen=[seen for _, seen in named])


def parts_of(entry: Entry, fields: Mapping[str, str], text: str) -> list[Wire]:
    """The parts that a form splits a statement into: its fields once as ``1-party`` and so on, once as ``2-party``.

    Raises:
        RefusedReviewError: A number cannot be read, or the text does not hold the words.
    """
    before = as_seen(entry)
    numbers = sorted({name.split("-", 1)[0] for name in fields if "-" in name})
    return [
        changes_of({name.partition("-")[2]: value for name, value in fields.items() if name.startswith(f"{number}-")},
                   before, text)
        for number in numbers
    ]  # fmt: skip


def named_in(values: Sequence[str]) -> list[tuple[str, int]]:
    """The statements that a form names, each as its id and the number of reviews that the page showed.

    Raises:
        RefusedReviewError: There are none or too many, or one is not told so.
    """
    if not 0 < len(values) <= MOST_AT_ONCE:
        raise RefusedReviewError(f"choose statements first, at most {MOST_AT_ONCE} at once")
    return [(StatementId(id_), seen_of(seen) or 0) for id_, _, seen in (value.partition(" ") for value in values)]


def require_words(*told: object) -> None:
    """Refuses texts that no ledger keeps: with a NUL, or with half a character.

    Raises:
        RefusedReviewError: One is told so.
    """
    waiting: list[object] = [*told]
    while waiting:
        match waiting.pop():
            case str() as text if "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text):
                raise RefusedReviewError(f"{text[:40]!a} holds a character that cannot be kept; leave that out")
            case Mapping() as mapping:
                waiting += [*mapping.keys(), *mapping.values()]
            case list() | tuple() as several:
                waiting += several


def _told_changes(text: str) -> Wire:
    try:
        changes = json.loads(text)
    except ValueError:
        changes = None
    if not isinstance(changes, dict):
        raise RefusedReviewError("changes are fields with their new values, written as JSON")
    return changes
