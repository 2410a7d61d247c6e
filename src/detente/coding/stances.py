"""Tells whether words want what they name: "must never be a federation" names one, "dropped its demand for one" too."""

from __future__ import annotations

import functools
import re

from detente.coding import vocabulary
from detente.model import Act

_END = r"(?:(?!\b(?:but|and|or|unless|if|until|before|once|when|while|except)\b)[^,.;:!?“”\"])"
_COMPARED = (
    r"(?!\s+(?:be\s+)?(?:any\s+)?"
    r"(?:later|less|lower|fewer|more|higher|longer|earlier|smaller|greater|doubt|objections?|quarrel|problems?|difficulty|hesitation|wonder|reason)\b)"
)
_MODAL = r"(?:must|should|shall|may|might|can|could|will|would|need|has|have|is|are)"
_DENIED = re.compile(
    rf"\b{_MODAL}\s+(?:never|not|no\s+longer)\b{_COMPARED}{_END}*|\bcannot\b{_COMPARED}{_END}*"
    rf"|\b(?:no|never|without)\b{_COMPARED}{_END}*",
    re.IGNORECASE,
)
_OWN = r"(?:its|their|his|her|our|my|the|all|any|an?)\s+(?:[\w-]+\s+){0,2}?"
_ASKED = r"(?:demands?|insistence|calls?|claims?|requests?|conditions?)"
_OFFERED = r"(?:offers?|proposals?|bid)"
_HELD = re.compile(
    r"\b(?:refus(?:es?|ed|ing)|not|never|cannot|declin(?:es?|ed|ing)|no\s+(?:intention|plans?|reason)|unwilling)\b[^,;.]{0,40}$|n['’]t\b[^,;.]{0,40}$",
    re.IGNORECASE,
)


def denied(words: str) -> str:
    """The words without what they deny; they want none of it."""
    return _DENIED.sub(" ", _prevented().sub(" ", words))


def retracted(words: str, act: Act) -> Act:
    """The act, where words tell that a party takes its own demand or offer back, or refuses to.

    Who drops a demand accepts to go without; who withdraws an offer makes it no longer; who refuses to give up a demand
    still makes it. What somebody is asked to drop is a demand of whoever asks.
    """
    found = _retracting().search(words)
    if found is None or act not in {Act.ACCEPT, Act.REJECT, Act.PROPOSE}:
        return act
    is_demand = _is_demand(found)
    if _HELD.search(words[: found.start()]):
        return Act.DEMAND if is_demand else Act.PROPOSE
    return Act.ACCEPT if is_demand else Act.REJECT


def without_dropped(words: str) -> str:
    """The words without a demand that they tell to be dropped, and what it asked for."""
    found = _retracting().search(words)
    if found is None or not _is_demand(found) or _HELD.search(words[: found.start()]):
        return words
    return f"{words[: found.start()]} {words[found.end() :]}"


def _is_demand(found: re.Match[str]) -> bool:
    return found["asked"] is not None or found["ceased"] is not None


@functools.cache
def _prevented() -> re.Pattern[str]:
    """What must not be brought about: "a referendum must never be held"."""
    done = "|".join(re.escape(word) for word in vocabulary.load("retractions")["brought_about"])
    return re.compile(
        rf"{_END}*\b(?:must|should|shall|may|can|could|will|would)\s*(?:never|not)\s+(?:ever\s+)?be\s+(?:{done})\b{_END}*",
        re.IGNORECASE,
    )


@functools.cache
def _retracting() -> re.Pattern[str]:
    retractions = vocabulary.load("retractions")
    verbs, asking = ("|".join(map(vocabulary.cue_pattern, retractions[key])) for key in ("verbs", "asking"))
    return re.compile(
        rf"\b(?:(?:{verbs})\s+{_OWN}(?:(?P<asked>{_ASKED})|{_OFFERED})\b"
        rf"|(?:no\s+longer|stop(?:s|ped)?|ceas(?:es?|ed)\s+to)\s+(?P<ceased>{asking})\b)"
        rf"(?:\s+(?:for|of|on|to|that|about)\b)?{_END}*",
        re.IGNORECASE,
    )
