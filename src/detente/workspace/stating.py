"""Stating: what an analyst says a text tells that no coder found, made into a statement new to the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.errors import RefusedReviewError
from detente.model import Document, Dossier, Entry, Statement, Status

_ADVICE = {
    Status.CODED: "`detente review {id}` accepts or corrects it",
    Status.ACCEPTED: "`detente review {id} correct` changes it",
    Status.CORRECTED: "`detente review {id} correct` changes it",
    Status.REJECTED: "`detente review {id} undo` takes that back",
    Status.SPLIT: "`detente review {id} undo` takes that back",
    Status.MERGED: "`detente review {id} undo` takes that back",
    Status.UNMADE: "split or merge what it was made of once more",
}
_STANDING = frozenset({Status.CODED, Status.ACCEPTED, Status.CORRECTED, Status.REJECTED})


def statement_of(
    document: Document, fields: Mapping[str, object], dossier: Dossier, analyst: str, reason: str
) -> Statement:
    """The statement that an analyst finds in a document.

    Args:
        document: Where it is told.
        fields: Field to value; the words as ``quote``, with ``start`` where the text holds them several times. A value
            without a unit is in that of its issue.
        dossier: Names what can be chosen.
        analyst: Who finds it.
        reason: Why it is one; may be blank.

    Raises:
        RefusedReviewError: The text does not hold the words, or the fields do not make a statement.
    """
    from detente.ledger import check_names, place_of, stated

    told = _with_unit(fields, dossier)
    start, end = place_of(str(told.pop("quote", "")), document.text, _character(told.pop("start", None)))
    made = stated({**told, "start": start, "end": end}, document.id, document.text, analyst, reason)
    check_names(told, made, dossier)
    return made


def require_new(made: Statement, entries: Iterable[Entry]) -> None:
    """Refuses what the ledger holds: the same act of the same party on the same issue, by the same characters.

    Args:
        made: The statement.
        entries: What was coded of its document.

    Raises:
        RefusedReviewError: It is there; the message tells its id, its status and what to do.
    """
    for entry in entries:
        if entry.id == made.id or (entry.status in _STANDING and _told(entry.statement) == _told(made)):
            advice = _ADVICE[entry.status].format(id=entry.id)
            raise RefusedReviewError(f"the ledger holds that: statement {entry.id} ({entry.status.value}); {advice}")


def _told(statement: Statement) -> tuple[object, ...]:
    return statement.quote, statement.party, statement.issue, statement.act


def _with_unit(fields: Mapping[str, object], dossier: Dossier) -> dict[str, object]:
    value, units = fields.get("value"), {issue.id: issue.scale.unit for issue in dossier.issues}
    if not isinstance(value, Mapping) or value.get("unit"):
        return dict(fields)
    return {**fields, "value": {**value, "unit": units.get(fields.get("issue"), "") or ""}}  # type: ignore[call-overload]


def _character(start: object) -> int | None:
    if start is None or start == "":
        return None
    try:
        return int(str(start))
    except ValueError as error:
        raise RefusedReviewError(f"start cannot be {start!r}; it is a number of characters") from error
