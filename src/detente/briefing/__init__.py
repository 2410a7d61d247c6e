"""Turns positions and their statements into a brief: typed, numbered, as HTML or Markdown."""

from detente.briefing.brief import Body, Brief, Citation, Counts, Gaps, Length
from detente.briefing.builder import build_brief
from detente.briefing.html import to_html
from detente.briefing.markdown import to_markdown
from detente.briefing.records import (
    Cell,
    Clause,
    Contest,
    Line,
    Linkage,
    PositionLine,
    RedLine,
    Row,
    Section,
    Sentence,
    Side,
)

__all__ = [
    "Body", "Brief", "Cell", "Citation", "Clause", "Contest", "Counts", "Gaps", "Length", "Line", "Linkage",
    "PositionLine", "RedLine", "Row", "Section", "Sentence", "Side", "build_brief", "to_html", "to_markdown",
]  # fmt: skip
