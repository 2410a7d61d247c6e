"""Editing: the fields of a form that were changed as a correction, or that tell a new statement.

What a form leaves out, or leaves as it was shown, is not changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.ledger.forms import FIELDS
from detente.ledger.written import places_of
from detente.model import Firmness
from detente.model.wire import Wire


def changes_of(given: Mapping[str, str], statement: Wire, text: str) -> dict[str, Any]:
    """The correction that a form asks for: field to new value, only of what differs from the statement.

    Args:
        given: The form's fields by name; others than a statement's are passed over.
        statement: As it stood when the form was made, in its stored form.
        text: Of its document.

    Raises:
        RefusedReviewError: A number cannot be read, or the text does not hold the words.
    """
    changes: dict[str, Any] = {}
    for name, field in FIELDS.items():
        before = field.show(statement)
        after = [_plain(given.get(part, old)) for part, old in zip(field.names, before, strict=True)]
        if after != [_plain(old) for old in before]:
            changes[name] = field.read(after)
    if "start" in given or "end" in given:
        changes |= {name: given[name] for name in ("start", "end") if name in given}
    elif "quote" in given and _plain(given["quote"]) != _plain(statement["quote"]):
        places = places_of(given["quote"], text)
        changes["start"], changes["end"] = min(places, key=lambda place: abs(place[0] - statement["start"]))
    return changes


def told_by(given: Mapping[str, str]) -> dict[str, Any]:
    """The fields that a form tells of a statement that is not there yet; what was left empty is left out.

    Raises:
        RefusedReviewError: A number cannot be read, or a condition has no words.
    """
    read = {name: field.read([_plain(given.get(part, "")) for part in field.names]) for name, field in FIELDS.items()}
    read |= {name: given.get(name) for name in ("quote", "start")}
    return {name: value for name, value in read.items() if value}


def blank(given: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form for a statement that is not there yet, filled with what was given."""
    names = [part for field in FIELDS.values() for part in field.names]
    return {name: given.get(name, "") for name in (*names, "quote", "reason")} | {
        "firmness": given.get("firmness") or Firmness.UNCLEAR.value
    }


def _plain(text: str) -> str:
    return " ".join(text.split())
