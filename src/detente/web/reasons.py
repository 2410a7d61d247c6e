"""Reasons: what analysts say most when they decide on a statement, to be picked or written over."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from detente.model import Decision

USUAL: Mapping[Decision, str] = MappingProxyType(
    {
        Decision.ACCEPT: "read, as coded",
        Decision.CORRECT: "read, corrected",
        Decision.SPLIT: "read, two things are said",
        Decision.MERGE: "read, one thing is said",
        Decision.UNDO: "taken back",
    }
)
"""The reason that a form records where none is given. A rejection has none: it must be told."""

OFFERED = (
    "misread", "not a position", "not this party", "not this issue", "the author's words, not the party's",
    "said again", "no longer said",
)  # fmt: skip
"""What a rejection or a correction mostly comes from."""
