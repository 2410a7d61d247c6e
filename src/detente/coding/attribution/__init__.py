"""Turns a text into attributions: who is told to have said what.

A trained tagger finds source, cue and content; what has no verb (brackets, bylines, "reportedly") is found by rules.
"""

from detente.coding.attribution.finding import attribute
from detente.coding.attribution.rules import attribute_by_rules
from detente.coding.attribution.structures import hearsay, is_byline

__all__ = ["attribute", "attribute_by_rules", "hearsay", "is_byline"]
