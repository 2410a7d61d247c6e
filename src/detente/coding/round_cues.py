"""The words that tell of a meeting, compiled from the vocabulary of rounds."""

from __future__ import annotations

import functools
import re

from detente.coding import vocabulary

WORDS = r"(?:[\w’'-]+\s+)"
"""A word with the space behind it."""


def cues(name: str, flag: str | None = None) -> list[str]:
    """The cues of one list of the vocabulary of rounds, or those that bear a flag."""
    return [entry["cue"] for entry in vocabulary.load("rounds")[name] if flag is None or entry.get(flag)]


@functools.cache
def flagged(flag: str) -> frozenset[str]:
    """The verbs for meeting that bear a flag: `alone` takes no object, `direct` needs whom it meets right behind."""
    return frozenset(cues("met", flag) + cues("meet", flag))


LENGTH = r"(?:hours|days)\s+of\s+"
"""How long a meeting was, in front of its noun: it was held."""


@functools.cache
def words(*names: str) -> re.Pattern[str]:
    """Any cue of these lists."""
    return vocabulary.any_of(cue for name in names for cue in cues(name))


@functools.cache
def done_forms() -> frozenset[str]:
    """The forms of the verbs for meeting that tell it as done."""
    return frozenset(cues("met") + cues("visited"))


@functools.cache
def past_forms() -> frozenset[str]:
    """The forms of the verbs in front of a noun that tell it as done."""
    verbs = (form for cue in cues("mediating") for form in vocabulary.verb_forms(cue.rstrip("~")) if form[-2:] == "ed")
    return frozenset([*cues("holding_past"), *verbs])


@functools.cache
def head_words() -> re.Pattern[str]:
    """Any word for a meeting; the name of its group is the kind."""
    nouns = f"(?P<talks>{words('talks').pattern})|(?P<meeting>{words('meetings').pattern})"
    verbs = f"(?P<verb>{words('met', 'meet').pattern})|(?P<visit>{words('visited', 'visit').pattern})"
    return re.compile(f"{verbs}|{nouns}", re.IGNORECASE)


@functools.cache
def planned() -> re.Pattern[str]:
    """What makes a past form one that lies ahead: "were to have", "is expected to be"."""
    return re.compile(rf"{_ahead()}\s+{WORDS}{{0,3}}$", re.IGNORECASE)


@functools.cache
def near_prospect() -> re.Pattern[str]:
    """What looks ahead, right in front of a verb."""
    return re.compile(rf"{_ahead()}\s+{WORDS}{{0,2}}$", re.IGNORECASE)


@functools.cache
def prospect() -> re.Pattern[str]:
    """What looks ahead ("will", "is expected"); the month of May does not."""
    return re.compile(rf"(?!(?-i:May)\b){vocabulary.any_of(vocabulary.load('dates')['ahead']).pattern}", re.IGNORECASE)


def _ahead() -> str:
    return prospect().pattern


@functools.cache
def holding() -> re.Pattern[str]:
    """A verb that holds a meeting, in front of its noun."""
    verbs = words("holding_past", "holding", "mediating").pattern
    return re.compile(rf"(?P<verb>{verbs})\s+(?:(?!(?:in|on|at|to|for|by|that)\s){WORDS}){{0,5}}$", re.IGNORECASE)


@functools.cache
def happenings() -> re.Pattern[str]:
    """A verb behind a noun that tells what became of the meeting."""
    return re.compile(f"(?P<past>{words('happened').pattern})|(?P<ahead>{words('happens').pattern})", re.IGNORECASE)


@functools.cache
def leads() -> re.Pattern[str]:
    """What places a noun in time, in front of it."""
    article = rf"(?:(?!(?:in|on|at|to|for|by|that|of)\s)[\w’'-]+\s+){{0,4}}(?:{LENGTH}(?:[\w’'-]+\s+){{0,2}})?"
    return re.compile(
        rf"(?:(?P<past>{words('behind_us').pattern})|(?P<ahead>{words('before_us').pattern}))\s+{article}$",
        re.IGNORECASE,
    )


@functools.cache
def foreign() -> re.Pattern[str]:
    """What makes talks others'."""
    return re.compile(rf"{words('foreign').pattern}\s+$", re.IGNORECASE)


@functools.cache
def upcoming() -> re.Pattern[str]:
    """An adjective that places a noun ahead."""
    return re.compile(rf"(?:{words('upcoming').pattern}|\bnext)\s+{WORDS}{{0,2}}$", re.IGNORECASE)


@functools.cache
def expected() -> re.Pattern[str]:
    """What makes a visit, as a noun, one that lies ahead."""
    return re.compile(rf"{words('upcoming').pattern}\s+$|\b(?:for|ahead of)\s+(?:an?|the)\s+$", re.IGNORECASE)


@functools.cache
def judged() -> re.Pattern[str]:
    """A verb that judges a meeting, in front of its noun."""
    return re.compile(rf"{words('judging').pattern}\s+{WORDS}{{0,4}}$", re.IGNORECASE)


@functools.cache
def said() -> re.Pattern[str]:
    """A verb of saying."""
    return vocabulary.any_of(vocabulary.load("attribution")["said"])


@functools.cache
def done() -> re.Pattern[str]:
    """A verb that tells something as done."""
    irregular = "|".join(vocabulary.load("dates")["back"])
    return re.compile(rf"\b(?:{irregular}|[a-z]{{2,}}ed)\b")


@functools.cache
def alone() -> re.Pattern[str]:
    """What may follow a verb that takes no object."""
    return re.compile(rf"\s*(?:$|[,.;:)]|{words('adverbials').pattern})", re.IGNORECASE)


@functools.cache
def attendants() -> re.Pattern[str]:
    """Those who meet and are no one party: "the delegations", "envoy and minister"."""
    office = rf"{words('offices').pattern}"
    pair = rf"{office}\s+and\s+(?:(?:the|its|their|an?)\s+)?(?:[\w-]+\s+){{0,2}}?{office}"
    return re.compile(f"{words('attendants').pattern}|{pair}", re.IGNORECASE)


@functools.cache
def others() -> re.Pattern[str]:
    """What behind a noun makes the meeting another's, or no meeting: "of the cabinet", "room"."""
    of_body = rf"\s+of\s+(?:(?:the|its|their|his|her)\s+)?(?:[\w-]+\s+){{0,2}}?{words('bodies').pattern}"
    return re.compile(
        rf"{of_body}|[\s-]+{words('compounds').pattern}|-\w|\s+of\s+{words('unmet').pattern}", re.IGNORECASE
    )


@functools.cache
def idioms() -> re.Pattern[str]:
    """What may be met and is nobody, behind the verb with up to four words between."""
    return re.compile(rf"\s+(?:[\w’'-]+\s+){{0,4}}{words('idioms').pattern}", re.IGNORECASE)


@functools.cache
def titled() -> str:
    """A pattern of titles in front of a name, each with the space behind it."""
    titles = "|".join(sorted((re.escape(cue) for cue in cues("titles")), key=len, reverse=True))
    return rf"(?:(?:{titles})\.?\s+){{0,2}}"
