"""Stating: what an analyst says a text tells that no coder found, made into a statement new to the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from detente.errors import RefusedReviewError
from detente.model import Document, Dossier, Entry, Statement, Status
from detente.model.wire import value_from_wire, value_to_wire

_ADVICE = {
    Status.CODED: "`detente review {id}` accepts or corrects it",
    Status.ACCEPTED: "`detente review {id} correct` changes it",
    Status.CORRECTED: "`detente review {id} correct` changes it",
    Status.REJECTED: "`detente review {id} undo` takes that back",
    Status.SPLIT: "`detente review {id} undo` takes that back",
    Status.MERGED: "`detente review {id} undo` takes that back",
    Status.UNMADE: "split or merge what it was made of once more",
}


def statement_of(
    document: Document, fields: Mapping[str, object], dossier: Dossier, analyst: str, reason: str
) -> Statement:
    """The statement that an analyst finds in a document.

    Args:
        document: Where it is told.
        fields: Field to value; the words as ``quote``, with ``start`` where the text holds them several times. A value
            without a unit is in that of its issue, and one in another unit is told in that where it can be.
        dossier: Names what can be chosen.
        analyst: Who finds it.
        reason: Why it is one; may be blank.

    Raises:
        RefusedReviewError: The text does not hold the words, or the fields do not make a statement.
    """
    from detente.ledger import check_names, place_of, stated

    told = in_unit_of_issue(fields, dossier)
    start, end = place_of(str(told.pop("quote", "")), document.text, character(told.pop("start", None)))
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
        if entry.id == made.id or says_the_same(entry, made):
            advice = _ADVICE[entry.status].format(id=entry.id)
            raise RefusedReviewError(f"the ledger holds that: statement {entry.id} ({entry.status.value}); {advice}")


def says_the_same(entry: Entry, made: Statement) -> bool:
    """Whether it tells the same act of the same party on the same issue by the same characters, or was stated so.

    Only of what can be reviewed.
    """
    return entry.status.is_reviewable and (entry.id == made.id or _told(entry.statement) == _told(made))


def _told(statement: Statement) -> tuple[object, ...]:
    return statement.quote, statement.party, statement.issue, statement.act


def in_unit_of_issue(fields: Mapping[str, object], dossier: Dossier, issue: str = "") -> dict[str, object]:
    """The fields with their number in the unit of its issue, where it can be told so; without a unit it is in that.

    Args:
        fields: Field to value.
        dossier: Tells the units.
        issue: The issue where the fields name none.
    """
    value, named = fields.get("value"), fields.get("issue", issue)
    frame = next((each for each in dossier.issues if each.id == named), None)
    if not isinstance(value, Mapping) or frame is None:
        return dict(fields)
    from detente.coding.scales import converted

    told = {**value, "unit": value.get("unit") or frame.scale.unit or ""}
    try:
        number = value_from_wire(told)
        return {**fields, "value": None if number is None else value_to_wire(converted(number, frame))}
    except (OverflowError, TypeError, ValueError):
        return {**fields, "value": told}  # whoever takes the fields in tells what is wrong


def character(start: object) -> int | None:
    """Where words begin, as it was given; None where nothing was.

    Raises:
        RefusedReviewError: It is no number.
    """
    if start is None or start == "":
        return None
    try:
        return int(str(start))
    except ValueError as error:
        raise RefusedReviewError(f"start cannot be {start!r}; it is a number of characters") from error
