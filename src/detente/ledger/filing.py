"""Filing: whether an event lies with the document that it is about; its hash does not cover where it lies."""

from __future__ import annotations

import json

from detente.ledger.chain import Recorded


def is_about(event: Recorded, document: str | None) -> bool:
    """Whether an event lies with the document that its payload tells; reviews are told by their statement alone."""
    try:
        payload = json.loads(event.payload)
        match event.type:
            case "document_added":
                return bool(payload["document"]["id"] == document)
            case "statement_coded":
                return bool(payload["statement"]["doc"] == document)
            case "statement_reviewed" | "statements_remade":
                return document is not None
            case _:
                return bool(payload.get("document") == document)
    except (AttributeError, KeyError, TypeError, ValueError):
        return True  # what is wrong with the payload itself is told by its hash
