"""Hurdles at home in words: whether they are there already, and what they touch."""

from __future__ import annotations

from detente.analysis import Hurdle, Touched
from detente.model import Dossier

NOT_JUDGED = "A hurdle is told here, not judged: whether a deal would pass it is not said."
"""Below any list of hurdles."""


def hurdle_state(hurdle: Hurdle) -> str:
    """Whether it is told as there, or only as announced."""
    return "announced or conditional" if hurdle.is_expected else "told as there already"


def touched_words(touched: Touched, dossier: Dossier) -> str:
    """The issue, and the option where one is told, e.g. "Passage: Free passage"."""
    option = dossier.option_name(touched.issue, touched.option)
    name = dossier.issue_name(touched.issue)
    return f"{name}: {option}" if option else name
