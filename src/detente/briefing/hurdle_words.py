"""Hurdles at home in words: whether they are there already, and what they touch."""

from __future__ import annotations

from detente.analysis import Hurdle, Touched
from detente.briefing.wording import date_words
from detente.model import Dossier

NOT_JUDGED = "A hurdle is told here, not judged: whether a deal would pass it is not said."
"""Below any list of hurdles."""


def hurdle_state(hurdle: Hurdle) -> str:
    """Whether it is told as there, or only as announced, and for which day."""
    if not hurdle.is_expected:
        return f"told as there already{f', on {date_words(hurdle.on)}' if hurdle.on else ''}"
    day = f" for {date_words(hurdle.on)}" if hurdle.on else " or conditional"
    over = "; nothing tells what came of it" if hurdle.is_overdue else ""
    before = f"; told as there {date_words(hurdle.told_there)}" if hurdle.told_there else ""
    return f"announced{day}{over}{before}"


def touched_words(touched: Touched, dossier: Dossier) -> str:
    """The issue, and the option where one is told, e.g. "Passage: Free passage"."""
    option = dossier.option_name(touched.issue, touched.option)
    name = dossier.issue_name(touched.issue)
    return f"{name}: {option}" if option else name
