"""Turns the words of a clause into acts and their firmness, by the cues in the vocabulary."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from detente.coding import vocabulary
from detente.model import Act, Firmness, Span

_NEGATION = re.compile(
    r"(?:\b(?:not|never|no longer|neither|nor|without|hardly|yet to)\b|n['’]t\b|\bno\b(?=\s*$))(?:\s+[\w-]+){0,2}\s*$",
    re.IGNORECASE,
)
_NEGATED_OBJECT = re.compile(r"\s+(?:no|nothing|none|neither)\b", re.IGNORECASE)
_UNDONE = re.compile(
    r"\bnot true that\b|\bneither\b|\bnor\s+(?:[\w’'-]+\s+)?$|\bfail(?:s|ed|ing)?\s+to\s+$"
    r"|\b(?:is|are|was|were|been|be)\s+(?:asked|urged|told|pressed|invited|required|expected|likely|unlikely|bound|certain"
    r"|set|predicted|thought|believed)\s+to\s+(?:have\s+)?$",
    re.IGNORECASE,
)
_NEITHER = re.compile(
    r"(?:\bneither\s+(?:of\s+(?:the\s+two|them)|(?:of\s+the\s+)?[a-z]+)|^\W*neither)\s+"
    r"(?:(?:has|had|have|is|was|will|would|can|could)\s+)?(?:(?!nor\b)[a-z]+\s+)?$",
    re.IGNORECASE,
)
"""A subject that negates: "neither side accepts"."""
_WITHDRAWN = re.compile(
    r"\b(?:drop(?:s|ped|ping)?|withdr(?:aws?|ew|awn|awing)|abandon(?:s|ed|ing)?|retract(?:s|ed|ing)?|renounc(?:es?|ed|ing)"
    r"|scrap(?:s|ped|ping)?|shelv(?:es?|ed|ing)|gav?e\s+up|given\s+up|no\s+longer\s+\w+)\s+(?:its|their|his|her|the|all)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_FREE_RELATIVE = re.compile(r"\bwhat\s+(?:[\w’'-]+\s+){1,2}$", re.IGNORECASE)
_NEGATION_WINDOW = 40
_ADVERBS = 2
"""So many words may stand between "will not" and what it negates."""
_EXCLUDED = {Act.ACCEPT: (Act.REJECT, Act.DEMAND), Act.REJECT: (Act.ACCEPT,)}
"""What who negates a refusal, or an acceptance, does not do."""


class Form(StrEnum):
    """How a cue is tied to the party that acts."""

    VERB = "verb"
    STATE = "state"
    NOUN = "noun"


class Negates(StrEnum):
    """What a cue negates by its own words."""

    SELF = "self"
    NEXT = "next"


@dataclass(frozen=True, slots=True)
class ActCue:
    """An act told by some words.

    Attributes:
        span: The cue's characters.
        act: The act, a negation already taken into account.
        firmness: What the cue itself tells of firmness.
        form: Verb, state or noun.
        entry: The vocabulary's entry, for the reason given with a coding.
        negates: What it negates by its own words: what it names ("no objection") or the verb behind it ("will not").
    """

    span: Span
    act: Act
    firmness: Firmness
    form: Form
    entry: str
    negates: Negates | None = None
    is_negated: bool = False
    is_plain_form: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    pattern: re.Pattern[str]
    cue: str
    act: Act
    firmness: Firmness
    negated: Act | None
    form: Form
    negates: Negates | None


def find_acts(text: str, span: Span) -> list[ActCue]:
    """The act cues between the characters of ``span``, in text order; a word that is verb and noun gives both.

    A negation close before a cue turns it into the act that the vocabulary names for it, or drops it.
    """
    found: list[ActCue] = []
    for match in _any_cue().finditer(text, *span):
        readings = (_read(text, span, match.span(), entry) for entry in _entries_at(match.group()))
        found.extend(cue for cue in readings if cue is not None)
    return [cue for cue in found if not _is_undone_refusal(text, cue, found)]


def excluded_acts(words: str) -> frozenset[Act]:
    """The acts that words cannot tell: who "would not oppose" a thing does not reject it, nor ask for another.

    And who "never warmed to" a thing does not accept it.
    """
    cues = find_acts(words, (0, len(words)))
    told = {cue.act for cue in cues if not _is_undone(cue)}
    undone = {cue.act for cue in cues if _is_undone(cue)}
    excluded = frozenset(act for one in undone for act in _EXCLUDED[one])
    return excluded if len(undone) == 1 and not excluded & told else frozenset()


def _is_undone(cue: ActCue) -> bool:
    """Whether a cue tells its act by negating another."""
    return (cue.is_negated and cue.act in _EXCLUDED) or cue.negates is Negates.SELF


def find_firmness(text: str, span: Span, cue: ActCue) -> Firmness:
    """How firmly the clause speaks: a mark of absoluteness, else what the cue tells, else any other mark."""
    marks = dict(_firmness_patterns())
    clause = text[slice(*span)]
    if cue.act in {Act.ASSESS, Act.DENY} and cue.firmness is Firmness.UNCLEAR:
        return Firmness.UNCLEAR
    if cue.act is not Act.ACCEPT and marks[Firmness.RED_LINE].search(clause):
        return Firmness.RED_LINE
    if cue.act is Act.ACCEPT and cue.is_negated is False and marks[Firmness.FLEXIBLE].search(clause):
        return Firmness.FLEXIBLE
    if cue.firmness is not Firmness.UNCLEAR:
        return cue.firmness
    for firmness in (Firmness.FLEXIBLE, Firmness.FIRM):
        if cue.act is not Act.ASSESS and marks[firmness].search(clause):
            return firmness
    return Firmness.UNCLEAR


def marked_firmness(words: str) -> frozenset[Firmness]:
    """Each firmness that words tell by themselves ("willing to", "out of the question"), whatever the act."""
    return frozenset(firmness for firmness, pattern in _firmness_patterns() if pattern.search(words))


def _is_undone_refusal(text: str, cue: ActCue, found: Sequence[ActCue]) -> bool:
    """Whether a "will not" only negates the refusal behind it ("will not oppose")."""
    return cue.negates is Negates.NEXT and any(
        other.is_negated and other.act is Act.ACCEPT and len(text[cue.span[1] : other.span[0]].split()) <= _ADVERBS
        for other in found
        if other.span[0] >= cue.span[1]
    )


def _read(text: str, span: Span, place: Span, entry: _Entry) -> ActCue | None:
    before = text[max(span[0], place[0] - _NEGATION_WINDOW) : place[0]]
    if entry.form is Form.VERB and _FREE_RELATIVE.search(before):
        return None
    is_neither = _NEITHER.search(before) is not None
    if (_UNDONE.search(before) and not is_neither) or (entry.form is Form.NOUN and _WITHDRAWN.search(before)):
        return None
    negated = (
        is_neither
        or bool(_NEGATION.search(before.rpartition(",")[2]))
        or (entry.form is Form.VERB and bool(_NEGATED_OBJECT.match(text, place[1], span[1])))
    )
    is_plain = text[slice(*place)].casefold().split()[0] == entry.cue.split()[0].rstrip("~")
    if not negated:
        return ActCue(place, entry.act, entry.firmness, entry.form, entry.cue, entry.negates, is_plain_form=is_plain)
    if entry.negated is None:
        return None
    firmness = entry.firmness
    if entry.act is Act.REJECT:
        firmness = Firmness.FLEXIBLE
    elif entry.negated is Act.REJECT:
        firmness = Firmness.FIRM
    return ActCue(
        place, entry.negated, firmness, entry.form, entry.cue, entry.negates, is_negated=True, is_plain_form=is_plain
    )


@functools.cache
def _entries() -> tuple[_Entry, ...]:
    entries = []
    for group in vocabulary.load("acts")["group"]:
        for cue in group["cues"]:
            negated = cue.get("negated", group["negated"])
            entries.append(
                _Entry(
                    pattern=re.compile(vocabulary.cue_pattern(cue["cue"]), re.IGNORECASE),
                    cue=cue["cue"],
                    act=Act(group["act"]),
                    firmness=Firmness(cue.get("firmness", group["firmness"])),
                    negated=Act(negated) if negated else None,
                    form=Form(group["form"]),
                    negates=Negates(cue["negates"]) if "negates" in cue else None,
                )
            )
    return tuple(entries)


@functools.cache
def _any_cue() -> re.Pattern[str]:
    return vocabulary.any_of(entry.cue for entry in _entries())


@functools.lru_cache(maxsize=4096)
def _entries_at(words: str) -> tuple[_Entry, ...]:
    return tuple(entry for entry in _entries() if entry.pattern.fullmatch(words))


@functools.cache
def _firmness_patterns() -> tuple[tuple[Firmness, re.Pattern[str]], ...]:
    groups = vocabulary.load("firmness")["group"]
    return tuple(
        (Firmness(group["firmness"]), vocabulary.any_of(cue["cue"] for cue in group["cues"])) for group in groups
    )
