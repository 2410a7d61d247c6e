"""Merges in words: what the statements said that the one made of them does not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from detente.analysis import stance_words
from detente.briefing.marks import FIRMNESS_WORDS
from detente.model import Dossier, Entry, Firmness, Statement

WHAT_TO_DO = "Correct it where it should say so, or undo the merge."
"""Below any list of what a merge left out."""


def left_out(made: Entry, merged: Sequence[Entry], dossier: Dossier, chosen: Collection[str] = ()) -> tuple[str, ...]:
    """A line for each statement of which something is not in what was made, e.g. "s1 said: red line".

    Args:
        made: What was made.
        merged: What it was made of.
        dossier: The frame of both.
        chosen: Fields that the analyst gave, so that nothing is left out of them unawares.
    """
    ours = dict(_told(made.statement, dossier))
    lines = []
    for entry in merged:
        lost = [
            words
            for field, words in _told(entry.statement, dossier)
            if field not in chosen and words and words != ours[field]
        ]
        if lost:
            lines.append(f"{entry.id} said: {', '.join(lost)}")
    return tuple(lines)


def _told(statement: Statement, dossier: Dossier) -> Iterator[tuple[str, str]]:
    """What it says, field by field; empty where it tells nothing of one."""
    is_clear = statement.firmness is not Firmness.UNCLEAR
    yield "firmness", FIRMNESS_WORDS[statement.firmness] if is_clear else ""
    yield "party", dossier.party_name(statement.party)
    yield "issue", f"on {dossier.issue_name(statement.issue)}"
    yield "act", stance_words(statement.act)
    yield "option", dossier.option_name(statement.issue, statement.option) or ""
    yield "value", str(statement.value or "")
    yield "condition", f"if “{statement.condition.text}”" if statement.condition else ""
