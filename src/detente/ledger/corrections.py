"""Corrections: what a review may change of a statement, or an analyst state anew, checked before it is recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isfinite
from types import MappingProxyType
from typing import Any

from detente.errors import RefusedReviewError
from detente.model import BY_ANALYST, Act, Decision, DocumentId, Edtf, Firmness, Review, Statement, Value
from detente.model.wire import Wire, statement_from_wire, value_from_wire, value_to_wire

_BLANK: Mapping[str, Any] = MappingProxyType(
    {"start": 0, "end": 0, "quote": "", "speaker": None, "reported_by": [], "option": None, "firmness": "unclear",
     "value": None, "condition": None, "said_on": None, "cue": None, "restates": None}
)  # fmt: skip
"""What a statement says where nothing is told."""


def settle(review: Review, statement: Wire, text: str) -> Review:
    """The review as it is recorded: changes in their stored form, a moved quote with its characters.

    Args:
        review: The review as asked for.
        statement: The statement as it stands, in its stored form.
        text: The text of its document.

    Raises:
        RefusedReviewError: A reason or name is missing, or a change is none or cannot be made.
    """
    require_reason(review.reason, review.reviewer)
    if review.decision is not Decision.CORRECT:
        if review.changes:
            raise RefusedReviewError(f"to {review.decision.value} changes nothing; use correct to change a field")
        return review
    return replace(review, changes=MappingProxyType(_settle_changes(review.changes, statement, text)))


def remade(statement: Wire, changes: Mapping[str, object], text: str, reviewer: str) -> Statement:
    """The statement that a split or a merge makes: another one with some fields changed.

    Args:
        statement: The one it is made from, in its stored form.
        changes: Field to new value.
        text: The text of its document.
        reviewer: Who makes it, and so is its coder.

    Raises:
        RefusedReviewError: A change cannot be made.
    """
    settled = _settled_fields(changes, statement, text) if changes else {}
    own = {"coder": f"{BY_ANALYST}{reviewer}", "confidence": 1.0, "restates": None, "why": "made by an analyst"}
    return _as_statement({**statement, **settled, **own})


def stated(fields: Mapping[str, object], document: DocumentId, text: str, analyst: str, reason: str) -> Statement:
    """The statement that an analyst codes by hand.

    Args:
        fields: Field to value, as for a correction: party, issue, act, start and end; others where they are told.
        document: What it is a statement of.
        text: The text of that.
        analyst: Who codes it.
        reason: Why, in a few words; may be blank.

    Raises:
        RefusedReviewError: Nobody codes it, a field is missing or holds what it cannot.
    """
    _require_reviewer(analyst)
    for field in ("party", "issue", "act"):
        if not fields.get(field):
            raise RefusedReviewError(f"a statement needs its {field}; it is {_FIELDS[field][1]}")
    why = f"added by {analyst}" + (f": {reason.strip()}" if reason.strip() else "")
    own = {"doc": document, "coder": f"{BY_ANALYST}{analyst}", "confidence": 1.0, "why": why}
    return _as_statement({**_BLANK, **_settled_fields(fields, _BLANK, text), **own})


def differing(changes: Mapping[str, object], statement: Wire, text: str) -> Wire:
    """Those of the changes that a statement does not say already, in their stored form.

    Args:
        changes: Field to new value.
        statement: The statement as it stands, in its stored form.
        text: The text of its document.

    Raises:
        RefusedReviewError: A change cannot be made.
    """
    settled = _settled_fields(changes, statement, text)
    return {field: value for field, value in settled.items() if value != statement[field]}


def require_reason(reason: str, reviewer: str) -> None:
    """Refuses what is decided without a reason or by nobody.

    Raises:
        RefusedReviewError: One of them is blank.
    """
    if not reason.strip():
        raise RefusedReviewError("a review needs a reason; say in a few words why")
    _require_reviewer(reviewer)


def _require_reviewer(reviewer: str) -> None:
    if not reviewer.strip():
        raise RefusedReviewError("a review needs a reviewer; say who decides")


def _settle_changes(changes: Mapping[str, object], statement: Wire, text: str) -> Wire:
    if not changes:
        raise RefusedReviewError("nothing to correct was given; say which field should be what, such as firmness=firm")
    settled = differing(changes, statement, text)
    if not settled:
        raise RefusedReviewError("the statement says that already; use accept to confirm it")
    _as_statement(statement | settled)
    return settled


def _settled_fields(changes: Mapping[str, object], statement: Mapping[str, Any], text: str) -> Wire:
    unknown = sorted(set(changes) - set(_FIELDS))
    if unknown:
        offered = ", ".join(field for field in _FIELDS if field != "quote")
        raise RefusedReviewError(f"{unknown[0]!r} cannot be corrected; choose from {offered}")
    settled = {field: _settle_field(field, value) for field, value in changes.items()}
    if {"start", "end", "quote"} & set(settled):
        settled |= _move_quote(settled, statement, text)
    return settled


def _as_statement(wire: Wire) -> Statement:
    try:
        return statement_from_wire(wire)
    except (KeyError, TypeError, ValueError) as error:
        raise RefusedReviewError(f"the correction does not make a statement: {error}") from error


def _settle_field(field: str, value: object) -> object:
    parse, meant = _FIELDS[field]
    try:
        return parse(value)
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        raise RefusedReviewError(f"{field} cannot be {value!r}; it is {meant}") from error


def _move_quote(settled: Wire, statement: Mapping[str, Any], text: str) -> Wire:
    start, end = ({**statement, **settled}[place] for place in ("start", "end"))
    if not 0 <= start < end <= len(text):
        raise RefusedReviewError(
            f"characters {start} to {end} are no span of the text, which has {len(text)} characters"
        )
    quote = text[start:end]
    if settled.get("quote", quote) != quote:
        raise RefusedReviewError(f"the text says {quote!r} there; give start and end, the quote follows from them")
    return {"start": start, "end": end, "quote": quote}


def _name(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(value)
    return value


def _name_or_none(value: object) -> str | None:
    return None if value is None or value == "" else _name(value)


def _names(value: object) -> list[str]:
    if isinstance(value, str):
        return [_name(value)]
    if not isinstance(value, list | tuple):
        raise TypeError(value)
    return [_name(name) for name in value]


def _value(value: object) -> Wire | None:
    if value == "":
        return None
    if value is not None and not isinstance(value, Mapping):
        raise TypeError(value)
    told = value_from_wire(value)
    if told is not None and not _is_sound(told):
        raise ValueError(value)
    return value_to_wire(told)


def _is_sound(value: Value) -> bool:
    """Whether its ends are finite and in their order."""
    ends = [end for end in (value.low, value.high) if end is not None]
    return all(map(isfinite, ends)) and ends == sorted(ends)


def _condition(value: object) -> Wire | None:
    if value is None or isinstance(value, str):
        return {"text": value, "issue": None} if value else None
    if not isinstance(value, Mapping) or set(value) - {"text", "issue"}:
        raise TypeError(value)
    return {"text": _name(value["text"]), "issue": _name_or_none(value.get("issue"))}


def _date(value: object) -> str | None:
    text = _name_or_none(value)
    return None if text is None else Edtf(text).text


def _place(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError(value)
    return int(value)


_FIELDS: Mapping[str, tuple[Callable[[object], object], str]] = {
    "party": (_name, "the id of a party"),
    "speaker": (_name_or_none, "a name, or empty"),
    "reported_by": (_names, "a list of names, nearest the speaker first"),
    "issue": (_name, "the id of an issue"),
    "option": (_name_or_none, "the id of an option, or empty"),
    "act": (lambda value: Act(_name(value)).value, f"one of {', '.join(Act)}"),
    "firmness": (lambda value: Firmness(_name(value)).value, f"one of {', '.join(Firmness)}"),
    "value": (
        _value,
        'like {"value": 5, "unit": "percent"} or {"min": 1, "max": 2, "unit": "percent"}, or empty',
    ),
    "condition": (_condition, 'a text, or {"text": ..., "issue": ...}, or empty'),
    "said_on": (_date, "a date like 2026, 2026-03, 2026-03-06 or 2026-01-01/2026-01-10, or empty"),
    "start": (_place, "a number of characters"),
    "end": (_place, "a number of characters"),
    "quote": (_name, "the characters from start to end"),
}
