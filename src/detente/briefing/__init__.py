"""Turns what the analyses found and the words it rests on into a brief: typed, numbered, as HTML or Markdown."""

from detente.briefing.brief import Body, Brief, Citation, Counts, Missing
from detente.briefing.builder import build_brief
from detente.briefing.html import Served, to_html
from detente.briefing.limits import Length
from detente.briefing.markdown import to_markdown
from detente.briefing.records import (
    Cell,
    Clause,
    Confidence,
    Item,
    Line,
    Part,
    PositionLine,
    Row,
    Ruling,
    Section,
    Sentence,
    Silence,
    Told,
)
from detente.briefing.results import Results

__all__ = [
    "Body", "Brief", "Cell", "Citation", "Clause", "Confidence", "Counts", "Item", "Length", "Line", "Missing",
    "Part", "PositionLine", "Results", "Row", "Ruling", "Section", "Sentence", "Served", "Silence", "Told",
    "build_brief", "to_html", "to_markdown",
]  # fmt: skip
