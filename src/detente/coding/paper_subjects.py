"""Finds the paper that is the subject of a verb, in the active or the passive."""

from __future__ import annotations

import re

from detente.coding.papers import Reference
from detente.coding.sights import ASIDE, Sight
from detente.model import Span, Step

RELATIVE = r",?\s+(?:(?:on|to|in|over|about|from|for|under|through)\s+)?(?:which|that)"
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?:\s+(?!to\b|(?:\w+\s+){1,2}to\b)[^\s]+)*\s*$")
_SENTENCE_IT = re.compile(r"[“\"]?It(?=\s)")
_PARTICIPLE = r"\s+\w+(?:ed|en|wn)\s[^,;]{1,100}"
_TOPIC = r"\s+(?:on|about|over|for)\s+[^,;]{1,40}(?=,)"
_BESIDE = {
    True: re.compile(rf"(?:{_TOPIC})?(?:{ASIDE}|{RELATIVE}|{ASIDE},?\s+which)?,?\s*"),
    False: re.compile(rf"(?:{ASIDE}|{RELATIVE}(?:\s[^,;]{{1,100}})?|{_PARTICIPLE})?,?\s*"),
}
"""What may stand between a paper and what it undergoes, or does."""
_HIM = re.compile(r"\s+(?:him|her|them)\s")
_WHICH = re.compile(RELATIVE)
_OF = re.compile(
    r"(?<!version )(?<!text )(?<!copy )(?<!draft )\b(?:of|to|on|for|in|about|with|from|against|into|over|under|at)\s+$",
)
_LAST_WORD = re.compile(r"(?P<word>[\w“\"‘’'-]+)\s*[“\"‘]?\s*$")


def paper_before(sight: Sight, position: int, *, has_be: bool, gap: int = 0) -> Reference | None:
    """The paper that is the subject of what follows a position.

    Args:
        sight: The sentence.
        position: Where the verb is, or what is said of the paper.
        has_be: Whether the paper undergoes it.
        gap: How many words may stand in front of the position, behind the auxiliaries.
    """
    until = sight.chain_start(_back(sight.words, position, gap))
    for reference in reversed(sight.references):
        start, end = sight.local(reference.span)
        if end <= until and _BESIDE[has_be].fullmatch(sight.words, end, until):
            is_relative = begins_relative(sight, reference) or until == position
            is_oblique = _OF.search(sight.words, max(0, start - 30), start) is not None
            return reference if is_relative or not is_oblique else None
    start_it = _SENTENCE_IT.match(sight.words)
    if start_it is not None and sight.recent is not None and not sight.words[start_it.end() : until].strip():
        return sight.recent
    return None


def _back(words: str, position: int, n_words: int) -> int:
    """Where the words in front of a position begin, up to the auxiliaries."""
    for _ in range(n_words):
        match = _LAST_WORD.search(words, 0, position)
        if match is None or match["word"] in {"is", "was", "are", "were", "remains", "be"}:
            break
        position = match.start("word")
    return position


def is_passive(sight: Sight, position: int) -> bool:
    """Whether the verb at a position is undergone, and not done."""
    return _PASSIVE.search(sight.chain(position)) is not None


def begins_relative(sight: Sight, reference: Reference) -> bool:
    """Whether "which" or "that" follows the paper's name."""
    return _WHICH.match(sight.words, sight.local(reference.span)[1]) is not None


def undergoes(sight: Sight, position: int, *, is_beside: bool) -> bool:
    """Whether a paper undergoes the verb at a position, so that the next participle is told of it too.

    Args:
        sight: The sentence.
        position: Where the verb is.
        is_beside: Whether it is told in passing, beside the paper's name ("a draft, written in Velm and carried ...").
    """
    return is_passive(sight, position) or (is_beside and paper_before(sight, position, has_be=True) is not None)


def is_private(sight: Sight, step: Step, verb: Span) -> bool:
    """Whether somebody who is no party writes for one person ("lawyers wrote him a memorandum")."""
    return step is Step.DRAFT and _HIM.match(sight.words, verb[1]) is not None and not sight.subject(verb[0])
