"""Editing: a statement as the fields of a form, and the fields that were changed as a correction.

What a form leaves out, or leaves as it was shown, is not changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from detente.ledger.written import places_of, written_condition, written_value
from detente.model import Firmness
from detente.model.wire import Wire


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a statement in a form: the names it has there, how it is shown, and how it is read again."""

    names: tuple[str, ...]
    show: Callable[[Wire], tuple[str, ...]]
    read: Callable[[Sequence[str]], object]


def shown(statement: Wire) -> dict[str, str]:
    """The fields of a statement as a form shows them, by their names in the form.

    Args:
        statement: In its stored form.
    """
    return {
        name: text for field in _FIELDS.values() for name, text in zip(field.names, field.show(statement), strict=True)
    }


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
    for name, field in _FIELDS.items():
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
    read = {name: field.read([_plain(given.get(part, "")) for part in field.names]) for name, field in _FIELDS.items()}
    read |= {name: given.get(name) for name in ("quote", "start")}
    return {name: value for name, value in read.items() if value}


def blank(given: Mapping[str, str]) -> dict[str, str]:
    """The fields of a form for a statement that is not there yet, filled with what was given."""
    names = [part for field in _FIELDS.values() for part in field.names]
    return {name: given.get(name, "") for name in (*names, "quote", "reason")} | {
        "firmness": given.get("firmness") or Firmness.UNCLEAR.value
    }


def _plain(text: str) -> str:
    return " ".join(text.split())


def _show_value(statement: Wire) -> tuple[str, str]:
    value = statement["value"] or {}
    unit = str(value.get("unit", ""))
    if "value" in value:
        return _written(value["value"]), unit
    low, high = value.get("min"), value.get("max")
    if low is None:
        return ("" if high is None else f"{'under' if 'exclusive' in value else 'up to'} {_written(high)}"), unit
    if high is None:
        return f"{'more than' if 'exclusive' in value else 'at least'} {_written(low)}", unit
    return f"{_written(low)} to {_written(high)}", unit


def _written(number: float) -> str:
    return f"{Decimal(str(number)).normalize():f}"


def _show_condition(statement: Wire) -> tuple[str, str]:
    condition = statement["condition"] or {}
    return condition.get("text", ""), condition.get("issue") or ""


def _show_chain(statement: Wire) -> tuple[str, ...]:
    return (" < ".join(reversed(statement["reported_by"])),)


def _read_chain(given: Sequence[str]) -> list[str]:
    names = (name.strip() for name in re.split("[<‹]", given[0]))
    return [name for name in names if name][::-1]


def _word(name: str) -> _Field:
    return _Field((name,), lambda statement: (statement[name] or "",), lambda given: given[0] or None)


_FIELDS: Mapping[str, _Field] = MappingProxyType(
    {
        "party": _word("party"),
        "issue": _word("issue"),
        "option": _word("option"),
        "act": _word("act"),
        "firmness": _word("firmness"),
        "value": _Field(("value", "unit"), _show_value, lambda given: written_value(*given)),
        "condition": _Field(("condition", "condition_issue"), _show_condition, lambda given: written_condition(*given)),
        "speaker": _word("speaker"),
        "reported_by": _Field(("chain",), _show_chain, _read_chain),
        "said_on": _word("said_on"),
    }
)
