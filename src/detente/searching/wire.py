"""Results of a search as JSON: the one form that the command and the API give."""

from __future__ import annotations

from detente.model.wire import Wire, entry_to_wire, imprint_to_wire, to_wire
from detente.searching.records import FoundDocument, FoundStatement


def document_to_wire(found: FoundDocument) -> Wire:
    """A document with its statements, each in the one form that statements have, with the marks; and its passages."""
    return {
        "document": imprint_to_wire(found.document),
        "title": to_wire(found.title),
        "is_withdrawn": found.is_withdrawn,
        "statements": [_statement(each, found.document.name) for each in found.statements],
        "n_statements": found.n_statements,
        "passages": to_wire(found.passages),
        "n_passages": found.n_passages,
    }


def _statement(found: FoundStatement, name: str) -> Wire:
    return {
        "statement": entry_to_wire(found.entry, name),
        "quote": to_wire(found.quote),
        "tellers": to_wire(found.tellers),
    }
