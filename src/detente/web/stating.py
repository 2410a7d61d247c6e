"""Stating: the form beside a text that adds a statement which the coder missed, and what it sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from detente.errors import RefusedReviewError
from detente.ledger.written import places_of, surroundings
from detente.model import Document, DocumentId, Entry
from detente.web.deciding import require_words
from detente.web.editing import blank, told_by
from detente.web.fields import Editing, editing
from detente.web.moments import Moment
from detente.web.parts import Choice
from detente.web.snapshots import Snapshot
from detente.workspace import Workspace

ANCHOR = "state"
"""Where the form stands on its page; a refusal leads back there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedStatement:
    """A statement as a form asks for it, and why it was refused; empty where nothing was."""

    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stating:
    """The form that adds a statement.

    Attributes:
        action: Where it is sent.
        editing: Its fields, with what was sent and refused.
        places: Where the text holds the words that were sent, if at several places.
        error: Why it was refused.
    """

    action: str
    editing: Editing
    places: tuple[Choice, ...]
    error: str


def stating_of(snapshot: Snapshot, document: Document, asked: AskedStatement) -> Stating | None:
    """The form for a text; None at a past moment."""
    if snapshot.moment != Moment():
        return None
    return Stating(
        action=f"/documents/{document.id}/statements#{ANCHOR}",
        editing=editing(snapshot.dossier, blank(asked.fields)),
        places=_places(asked.fields, document.text) if asked.error else (),
        error=asked.error,
    )


def state(
    workspace: Workspace, document: DocumentId, fields: Mapping[str, object], reason: str, reviewer: str
) -> Entry:
    """Adds a statement, and gives it.

    Raises:
        RefusedReviewError: It cannot be recorded; the message tells what would be right.
    """
    require_words(fields, reason)
    return workspace.state(document, fields, reason, reviewer)


def state_by_form(workspace: Workspace, document: Document, given: Mapping[str, str], reviewer: str) -> Entry:
    """Adds the statement that a form tells, and gives it.

    Raises:
        RefusedReviewError: It cannot be read or recorded; the message tells what would be right.
    """
    told = told_by(given)
    if (places := _places(given, document.text)) and not any(place.is_chosen for place in places):
        raise RefusedReviewError(f"the text holds these words {len(places)} times; choose one of these places")
    return state(workspace, document.id, told, given.get("reason", ""), reviewer)


def _places(given: Mapping[str, str], text: str) -> tuple[Choice, ...]:
    """Places to choose from; none where there is no choice."""
    try:
        found = places_of(given.get("quote", ""), text)
    except RefusedReviewError:
        return ()
    if len(found) < 2:
        return ()
    chosen = given.get("start", "")
    return tuple(Choice(str(place[0]), surroundings(place, text), str(place[0]) == chosen) for place in found)
