"""Dating: when a text was published as an analyst told, and the form that tells it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.errors import RefusedReviewError
from detente.model import DocumentId, Edtf, Imprint
from detente.web.deciding import require_words
from detente.web.moments import Moment
from detente.web.snapshots import Snapshot
from detente.workspace import Workspace

_SHOWN_CHARACTERS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDay:
    """A day as a form asks for it, and why it was refused; empty where nothing was."""

    published: str = ""
    reason: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dating:
    """The day of a text.

    Attributes:
        told: Who gave it its day, and why; empty where it tells it itself, or nobody does.
        action: Where the form is sent; empty where none is offered: at a past moment, and of what was withdrawn.
        is_undated: Whether nobody told a day.
        asked: What was sent with this request and refused.
    """

    told: str
    action: str
    is_undated: bool
    asked: AskedDay


def dating_of(snapshot: Snapshot, document: Imprint, asked: AskedDay) -> Dating:
    """The day of a text at a moment, with what a form sent and was refused."""
    given = snapshot.view.datings.get(document.id)
    is_offered = snapshot.moment == Moment() and document.id not in snapshot.view.withdrawn
    return Dating(
        told=f"Its day was given by {given.analyst}: {given.reason}" if given else "",
        action=f"/documents/{document.id}/days" if is_offered else "",
        is_undated=document.published is None,
        asked=asked,
    )


def give_day(workspace: Workspace, document: DocumentId, published: str, reason: str, reviewer: str) -> None:
    """Records when a document was published, and codes it again.

    Raises:
        RefusedReviewError: It is no day, or cannot be recorded; the message tells what would be right.
    """
    require_words(published, reason)
    try:
        day = Edtf(published.strip())
    except ValueError as error:
        raise RefusedReviewError(
            f"{published[:_SHOWN_CHARACTERS]!r} is no day; write it like 2031-03-10, or 2031-03 or 2031 where no more "
            "is known"
        ) from error
    workspace.date(document, day, reason, reviewer)
