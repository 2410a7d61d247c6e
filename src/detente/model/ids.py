"""Ids as types of their own, so that an issue's id cannot stand where a party's belongs."""

from __future__ import annotations

from typing import NewType

PartyId = NewType("PartyId", str)
IssueId = NewType("IssueId", str)
OptionId = NewType("OptionId", str)
DocumentId = NewType("DocumentId", str)
"""Sixteen hex digits: the beginning of the SHA-256 of the document's bytes."""
StatementId = NewType("StatementId", str)
"""``s`` and twelve hex digits: the beginning of the SHA-256 of what makes the statement itself."""
NoteId = NewType("NoteId", str)
"""``n`` and twelve hex digits: the beginning of the SHA-256 of what makes the note itself."""
