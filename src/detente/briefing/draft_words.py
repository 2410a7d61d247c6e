"""Drafts in words: stages and steps, hand-overs, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from detente.analysis import Passing, Reaction
from detente.analysis.instrument_records import Taking
from detente.model import Stage, Step

TAKEN_WORDS: Mapping[Step, str] = MappingProxyType(
    {Step.AGREE: "agreed by", Step.ACCEPT: "accepted by", Step.SIGN: "signed by", Step.RATIFY: "ratified by"}
)
"""Before those who have taken a text."""

TAKING_WORDS: Mapping[Step, str] = MappingProxyType({Step.SIGN: "signs it", Step.RATIFY: "ratifies it"})
"""Behind the party that takes a text so."""

REACTION_WORDS: Mapping[Step, str] = MappingProxyType(
    {Step.WELCOME: "welcomes", Step.CRITICISE: "criticises", Step.ACCEPT: "accepts", Step.REFUSE: "refuses"}
)
"""Behind the party that received it so."""

CHANNEL_WORDS: Mapping[bool | None, str] = MappingProxyType({True: "officially", False: "unofficially", None: ""})
"""By which channel a text was handed over; empty where nobody tells."""


def ahead_words(one: Passing | Taking | Reaction) -> str:
    """That something is only announced, and whether its day is over; empty for what was done."""
    if not one.is_expected:
        return ""
    if one.is_overdue:
        return "due then, and nothing tells whether it happened"
    return "still to come" if one.on is not None else "announced, and nothing tells whether it happened"


def plain(word: Stage | Step) -> str:
    """A stage or a step as it is shown, e.g. "handed over"."""
    return word.value.replace("_", " ")


def claimed_words(party: str) -> str:
    """That a stage is told in the words of one party concerned alone; empty for no party."""
    return f"only {party} says so" if party else ""
