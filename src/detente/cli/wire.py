"""Turns records into what JSON can hold: field by field, dates and numbers in the forms of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from detente.analysis import Matrix
from detente.model import Attribution, Document, Edtf, Entry, Statement, Value
from detente.model.wire import Wire, statement_to_wire, value_to_wire

_CODED = (
    "start", "end", "quote", "party", "speaker", "reported_by", "issue", "act", "firmness", "value",
    "condition", "said_on", "confidence", "option",
)  # fmt: skip


def to_wire(record: object) -> Any:  # noqa: ANN401 -- whatever JSON can hold
    """The record as mappings, lists, texts and numbers, with every field under its own name."""
    match record:
        case Edtf():
            return record.text
        case Value():
            return value_to_wire(record)
        case Statement():
            return statement_to_wire(record)
        case date():
            return record.isoformat()
        case Path():
            return str(record)
        case str() | int() | float() | None:
            return record
        case Mapping():
            return {str(key): to_wire(value) for key, value in record.items()}
        case Iterable():
            return [to_wire(each) for each in record]
    if is_dataclass(record):
        return {field.name: to_wire(getattr(record, field.name)) for field in fields(record)}
    raise TypeError(f"{type(record).__name__} has no form in JSON")


def coded_to_wire(document: Document, statement: Statement) -> Wire:
    """A statement that no ledger holds: its document by name, and what was coded."""
    wire = statement_to_wire(statement)
    return {"doc": document.name} | {key: wire[key] for key in _CODED}


def attribution_to_wire(document: Document, attribution: Attribution) -> Wire:
    """An attribution, its spans in characters of the document's text."""
    return {"doc": document.name, **to_wire(attribution)}


def entry_to_wire(entry: Entry, name: str | None) -> Wire:
    """A statement as the ledger knows it, with its id, its document's name and its reviews."""
    known = to_wire(entry)
    statement = known.pop("statement")
    return {"id": known.pop("id"), "document": name, **statement, **known}


def matrix_to_wire(matrix: Matrix) -> Wire:
    """The whole matrix: also the parties and issues that nothing was said by or on."""
    return {
        "title": matrix.title,
        "as_of": to_wire(matrix.as_of),
        "known_at": to_wire(matrix.known_at),
        "parties": [{"id": party.id, "name": party.name, "kind": party.kind} for party in matrix.parties],
        "issues": [
            {
                "id": issue.id,
                "name": issue.name,
                "parent": issue.parent,
                "scale": to_wire(issue.scale),
                "options": [{"id": option.id, "name": option.name} for option in issue.options],
            }
            for issue in matrix.issues
        ],
        "positions": [to_wire(position) for position in matrix.positions.values()],
    }
