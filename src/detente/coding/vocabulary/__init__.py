"""Turns the data files beside it into compiled cues.

The cues of acts, firmness, conditions, hurdles, instruments and rounds stand there each with an example that a test
reads; lists of titles, units, dates and stop words without. Words of grammar stand in the modules' own patterns.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from importlib import resources
from typing import Any

_VOWELS = "aeiou"
# Verbs whose forms the rules below do not give: past tense and participle.
_IRREGULAR = {
    "say": ("said",), "tell": ("told",), "write": ("wrote", "written"), "think": ("thought",),
    "know": ("knew", "known"), "feel": ("felt",), "seek": ("sought",), "hold": ("held",), "put": ("put",),
    "draw": ("drew", "drawn"), "make": ("made",), "tie": ("tied",), "lay": ("laid",), "give": ("gave", "given"),
    "foresee": ("foresaw", "foreseen"), "see": ("saw", "seen"), "speak": ("spoke", "spoken"),
    "undertake": ("undertook", "undertaken"), "commit": ("committed",), "drop": ("dropped",),
    "permit": ("permitted",), "submit": ("submitted",), "admit": ("admitted",), "plan": ("planned",),
    "quote": ("quoted",), "must": (), "rule": ("ruled",), "withdraw": ("withdrew", "withdrawn"),
    "take": ("took", "taken"), "stand": ("stood",), "scrap": ("scrapped",),
}  # fmt: skip
_DOUBLED = {"commit", "drop", "permit", "submit", "admit", "plan", "put", "scrap"}
_GAP = r"(?:\w[\w'’-]*\s+){0,3}"


def verb_forms(verb: str) -> tuple[str, ...]:
    """Every form of an English verb, the plain form first.

    Example:
        >>> verb_forms("deny")
        ('deny', 'denies', 'denying', 'denied')
    """
    consonant_y = verb.endswith("y") and verb[-2] not in _VOWELS
    third = f"{verb[:-1]}ies" if consonant_y else verb + ("es" if verb.endswith(("s", "sh", "ch", "x")) else "s")
    ending_e = verb.endswith("e") and not verb.endswith("ee")
    if verb.endswith("ie"):
        stem = verb[:-2] + "y"
    elif ending_e:
        stem = verb[:-1]
    else:
        stem = verb + verb[-1] if verb in _DOUBLED else verb
    if verb in _IRREGULAR:
        past = _IRREGULAR[verb]
    else:
        past = (f"{verb[:-1]}ied" if consonant_y else f"{verb}d" if verb.endswith("e") else f"{stem}ed",)
    return tuple(dict.fromkeys((verb, third, f"{stem}ing", *past)))


def cue_pattern(cue: str) -> str:
    """The regular expression of a cue: ``~`` all verb forms, ``*`` any ending, ``_`` up to three words."""
    parts = []
    for word in cue.split():
        if word == "_":
            parts.append(_GAP)
        elif word.endswith("~"):
            parts.append(f"(?:{'|'.join(re.escape(form) for form in verb_forms(word[:-1]))})")
        elif word.endswith("*"):
            parts.append(re.escape(word[:-1]) + r"\w*")
        else:
            parts.append(re.escape(word).replace("'", "['’]"))
    joined = ""
    for part in parts:
        joined += part if not joined or joined.endswith(_GAP) else r"\s+" + part
    return joined


def alternation(words: Iterable[str]) -> str:
    """The words as they stand, as one pattern's alternatives, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def any_of(cues: Iterable[str]) -> re.Pattern[str]:
    """One pattern that finds any of the cues as whole words, the longest first, in any case."""
    patterns = sorted((cue_pattern(cue) for cue in cues), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w])", re.IGNORECASE)


@functools.cache
def load(name: str) -> dict[str, Any]:
    """The data file ``name`` (without its ending), parsed once."""
    return tomllib.loads(resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
