"""Turns the vocabulary of instruments into cues: words that tell a step, and how they stand to paper and party."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum

from detente.coding import vocabulary
from detente.model import Step


class Frame(StrEnum):
    """How a cue stands to the paper and to those who act."""

    OBJECT = "object"
    ARRIVAL = "arrival"
    STATE = "state"
    CONTENT = "content"
    WANTING = "wanting"
    JUDGED = "judged"


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words of a cue tell, and what they need beside them."""

    step: Step
    frame: Frame
    is_carried: bool = False
    is_received: bool = False
    needs_issue: bool = False
    needs_recipient: bool = False


@functools.cache
def cues() -> dict[str, list[tuple[re.Pattern[str], Cue]]]:
    """The cues by their first word, the longest first."""
    found: dict[str, list[tuple[int, re.Pattern[str], Cue]]] = {}
    for group in vocabulary.load("instruments")["group"]:
        own = {key: group[key] for key in group if key not in {"step", "frame", "cues"}}
        cue = Cue(Step(group["step"]), Frame(group["frame"]), **own)
        for entry in group["cues"]:
            pattern = re.compile(rf"{vocabulary.cue_pattern(entry['cue'])}(?![\w-])", re.IGNORECASE)
            first = entry["cue"].split()[0]
            forms = vocabulary.verb_forms(first[:-1]) if first.endswith("~") else (first,)
            for form in forms:
                found.setdefault(form.casefold(), []).append((len(entry["cue"]), pattern, cue))
    return {
        form: [(one, cue) for _, one, cue in sorted(cues, key=lambda each: -each[0])] for form, cues in found.items()
    }
