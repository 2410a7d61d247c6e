"""Turns records into JSON-ready mappings and back: the one form used by ledger, commands and API."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from detente.model.attributions import Attribution
from detente.model.documents import Document, Imprint, Kinship
from detente.model.entries import Entry
from detente.model.grades import Grade
from detente.model.ids import DocumentId, IssueId, OptionId, PartyId, StatementId
from detente.model.reviews import Decision, Review
from detente.model.statements import Act, Condition, Firmness, Quote, Statement, Value
from detente.model.times import Edtf

Wire = dict[str, Any]

_CODED = (
    "start", "end", "quote", "party", "speaker", "reported_by", "issue", "act", "firmness", "value",
    "condition", "said_on", "confidence", "id", "option", "cue", "why", "restates",
)  # fmt: skip


def to_wire(record: object) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Any record as mappings, lists, texts and numbers, with every field under its own name."""
    match record:
        case Edtf() | Grade() | Path():
            return str(record)
        case Value():
            return value_to_wire(record)
        case Statement():
            return statement_to_wire(record)
        case IntEnum():
            return record.name.lower()
        case date():
            return record.isoformat()
        case str() | int() | float() | None:
            return record
        case Mapping():
            return {str(key): to_wire(value) for key, value in record.items()}
        case Iterable():
            return [to_wire(each) for each in record]
    if is_dataclass(record):
        return {field.name: to_wire(getattr(record, field.name)) for field in fields(record)}
    raise TypeError(f"{type(record).__name__} has no form in JSON")


def entry_to_wire(entry: Entry, name: str) -> Wire:
    """A statement as the ledger knows it, with its id, its document's name and its reviews."""
    known = to_wire(entry)
    statement = known.pop("statement")
    return {"id": known.pop("id"), "document": name, **statement, **known}


def coded_to_wire(document: Imprint, statement: Statement) -> Wire:
    """A statement that no ledger holds: its document by name, and what was coded."""
    wire = statement_to_wire(statement) | {"id": statement.id}
    return {"doc": document.name} | {key: wire[key] for key in _CODED}


def attribution_to_wire(document: Imprint, attribution: Attribution) -> Wire:
    """An attribution, its spans in characters of the document's text."""
    return {"doc": document.name, **to_wire(attribution)}


def value_to_wire(value: Value | None) -> Wire | None:
    """``{"value": n, "unit": u}`` for one number, ``{"min": a, "max": b, "unit": u}`` for a range.

    ``"exclusive": "min"`` or ``"max"`` stands beside an end that is itself not meant.
    """
    if value is None:
        return None
    if not value.is_range:
        return {"value": _plain(value.low), "unit": value.unit}
    ends = {"min": value.low, "max": value.high}
    told = {name: _plain(end) for name, end in ends.items() if end is not None}
    return told | {"unit": value.unit} | ({"exclusive": next(iter(told))} if value.exclusive else {})


def value_from_wire(wire: Mapping[str, Any] | None) -> Value | None:
    """The inverse of :func:`value_to_wire`.

    Raises:
        ValueError: It holds no number, a key that is not min, max, value, unit or exclusive, or an exclusive end that
            is not the only one.
    """
    if wire is None:
        return None
    unknown = set(wire) - {"value", "min", "max", "unit", "exclusive"}
    if unknown:
        told = ", ".join(sorted(unknown))
        raise ValueError(f"a value has the keys value, or min and max, unit and exclusive; not {told}")
    unit, exclusive = str(wire.get("unit", "")), wire.get("exclusive")
    ends = {} if "value" in wire else {end: float(wire[end]) for end in ("min", "max") if wire.get(end) is not None}
    if exclusive is not None and [exclusive] != list(ends):
        raise ValueError('exclusive is "min" or "max", and stands where that is the only end')
    if "value" in wire:
        return Value(float(wire["value"]), float(wire["value"]), unit)
    return Value(ends.get("min"), ends.get("max"), unit, exclusive is not None)


def statement_to_wire(statement: Statement) -> Wire:
    """The statement with every field, as the ledger stores it. ``doc`` is the document's id."""
    condition = statement.condition
    return {
        "doc": statement.doc,
        "start": statement.quote.start,
        "end": statement.quote.end,
        "quote": statement.quote.text,
        "party": statement.party,
        "speaker": statement.speaker,
        "reported_by": list(statement.reported_by),
        "issue": statement.issue,
        "option": statement.option,
        "act": statement.act.value,
        "firmness": statement.firmness.value,
        "value": value_to_wire(statement.value),
        "condition": None if condition is None else {"text": condition.text, "issue": condition.issue},
        "said_on": None if statement.said_on is None else statement.said_on.text,
        "confidence": round(statement.confidence, 4),
        "coder": statement.coder,
        "cue": None if statement.cue is None else list(statement.cue),
        "why": statement.why,
        "restates": statement.restates,
    }


def statement_from_wire(wire: Mapping[str, Any]) -> Statement:
    """The inverse of :func:`statement_to_wire`.

    Raises:
        ValueError: A field holds what it cannot.
        KeyError: A field is missing.
    """
    condition, said_on, cue = wire["condition"], wire["said_on"], wire["cue"]
    return Statement(
        doc=DocumentId(wire["doc"]),
        quote=Quote(wire["start"], wire["end"], wire["quote"]),
        party=PartyId(wire["party"]),
        speaker=wire["speaker"],
        reported_by=tuple(wire["reported_by"]),
        issue=IssueId(wire["issue"]),
        option=None if wire["option"] is None else OptionId(wire["option"]),
        act=Act(wire["act"]),
        firmness=Firmness(wire["firmness"]),
        value=value_from_wire(wire["value"]),
        condition=None if condition is None else Condition(condition["text"], condition["issue"]),
        said_on=None if said_on is None else _edtf(said_on),
        confidence=wire["confidence"],
        coder=wire["coder"],
        cue=None if cue is None else (cue[0], cue[1]),
        why=wire["why"],
        restates=None if wire["restates"] is None else StatementId(wire["restates"]),
    )


def imprint_to_wire(document: Imprint) -> Wire:
    """What a document tells about itself, every field but its text, as the ledger stores it."""
    return {
        "id": document.id,
        "name": document.name,
        "media_type": document.media_type,
        "sha256": document.sha256,
        "body_start": document.body_start,
        "title": document.title,
        "publisher": document.publisher,
        "url": document.url,
        "published": None if document.published is None else document.published.text,
    }


def imprint_from_wire(wire: Mapping[str, Any]) -> Imprint:
    """The inverse of :func:`imprint_to_wire`."""
    return Imprint(**_imprint_fields(wire))


def document_from_wire(wire: Mapping[str, Any], text: str) -> Document:
    """The document that the inverse of :func:`imprint_to_wire` makes with a text that is given apart."""
    return Document(text=text, **_imprint_fields(wire))


def kinship_to_wire(kinship: Kinship) -> Wire:
    """The kinship with every field, as the ledger stores it."""
    return {"of": kinship.of, "kind": kinship.kind.value, "likeness": round(kinship.likeness, 4)}


def review_to_wire(review: Review) -> Wire:
    """The review with every field, as the ledger stores it."""
    return {
        "statement": review.statement,
        "decision": review.decision.value,
        "reason": review.reason,
        "reviewer": review.reviewer,
        "changes": dict(review.changes),
        "seen": review.seen,
        "made": list(review.made),
    }


def review_from_wire(wire: Mapping[str, Any]) -> Review:
    """The inverse of :func:`review_to_wire`."""
    return Review(
        statement=StatementId(wire["statement"]),
        decision=Decision(wire["decision"]),
        reason=wire["reason"],
        reviewer=wire["reviewer"],
        changes=MappingProxyType(wire["changes"]),
        seen=wire["seen"],
        made=tuple(StatementId(one) for one in wire["made"]),
    )


def _imprint_fields(wire: Mapping[str, Any]) -> Wire:
    published = wire["published"]
    return {
        "id": DocumentId(wire["id"]),
        "name": wire["name"],
        "media_type": wire["media_type"],
        "sha256": wire["sha256"],
        "body_start": wire["body_start"],
        "title": wire["title"],
        "publisher": wire["publisher"],
        "url": wire["url"],
        "published": None if published is None else _edtf(published),
    }


@lru_cache(maxsize=4096)
def _edtf(text: str) -> Edtf:
    return Edtf(text)


def _plain(number: float | None) -> float | int | None:
    return int(number) if number is not None and number == int(number) else number
