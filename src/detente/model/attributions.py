"""Attributions: who is told to have said what, as spans of a text."""

from __future__ import annotations

from dataclasses import dataclass

Span = tuple[int, int]
"""Characters from start to end, end not included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content ("Ushakov | reiterated | that ..."), each one or more spans in text order.

    Attributes:
        source: Whose words or thoughts they are; empty where none is named ("reportedly").
        cue: The words that attribute.
        content: What is attributed.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
