"""Stances: the words for each act, which acts take a position, and which belong to one line."""

from __future__ import annotations

from types import MappingProxyType

from detente.model import Act

_WORDS = MappingProxyType(
    {
        Act.DEMAND: "demands",
        Act.PROPOSE: "proposes",
        Act.ACCEPT: "accepts",
        Act.REJECT: "rejects",
        Act.CONDITION: "accepts if",
        Act.DENY: "denies",
        Act.THREATEN: "threatens",
        Act.ASSESS: "assesses",
    }
)
_NO_POSITION = (Act.ASSESS, Act.DENY)


def stance_words(act: Act) -> str:
    """The verb a stance is shown with, e.g. "accepts if" for a condition."""
    return _WORDS[act]


def takes_position(act: Act) -> bool:
    """Whether the act says what a party wants; an assessment or a denial does not."""
    return act not in _NO_POSITION


def line_of(act: Act) -> Act:
    """The act that stands for its group: proposing and demanding the same thing are one line."""
    return Act.DEMAND if act is Act.PROPOSE else act
