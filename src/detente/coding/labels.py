"""Finds the labels that name who speaks, at a paragraph's beginning: "Q:", "IS:", "President Brandt:", "**Vik**"."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.model import Span

_MOST_WORDS = 7
_WORD = r"[^\W_][\w.’'-]*"
_NAME = rf"(?P<words>{_WORD}(?:,?[ \t]{_WORD}){{0,{_MOST_WORDS - 1}}})(?:[ \t]*\((?P<bracket>[^()\n]{{1,60}})\))?"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[ \t]?[ap]\.?m\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?"
_STAMP = re.compile(rf"[\[(]?(?:{_DAY},?[ \t]+)?{_CLOCK}[\])]?[ \t]*(?:[-–—][ \t]*)?")
_PLAIN = re.compile(rf"{_NAME}[ \t]*:(?=\s|$)")
_MARKED = re.compile(
    rf"(?P<mark>\*{{1,3}}|_{{1,2}})[ \t]*{_NAME}[ \t]*(?:[.:][ \t]*(?P=mark)|(?P=mark)[ \t]*[.:]?)(?=\s|$)"
)
_LETTER = re.compile(r"(?P<mark>\*{1,3}|_{1,2}|)(?P<words>[QA])(?P<bracket>)\d{0,2}(?P=mark)[.:](?P=mark)(?=\s|$)")
_MARKED_LETTER = re.compile(r"(?P<mark>\*{1,3}|_{1,2})(?P<words>[QA])(?P<bracket>)\d{0,2}[.:](?=\s)")
_ASKED = "Q"
_LONGEST_MARK = 4
_LINKING = frozenset({"of", "for", "the", "de", "van", "von", "and", "to"})


@dataclass(frozen=True, slots=True)
class Label:
    """What a paragraph begins with, and what may name who speaks in it.

    Attributes:
        span: Its characters, with mark-up, brackets and colon.
        name: The characters of its words alone.
        words: Its words without brackets.
        bracket: The words in brackets behind them, or an empty string.
    """

    span: Span
    name: Span
    words: str
    bracket: str

    @property
    def is_stamped(self) -> bool:
        """Whether a time stands before the name, as in a chat."""
        return self.name[0] - self.span[0] > _LONGEST_MARK

    @property
    def is_question(self) -> bool:
        """Whether it is the Q of questions and answers."""
        return self.words == _ASKED or self.words.casefold() == "question"

    @property
    def is_answer(self) -> bool:
        """Whether it is the A of questions and answers."""
        return self.words == "A" or self.words.casefold() == "answer"


def label_at(text: str, span: Span) -> Label | None:
    """The label that the characters of ``span`` begin with, if any.

    Example:
        >>> label_at("Tor Vik (Norland): We insist.", (0, 29))
        Label(span=(0, 18), name=(0, 7), words='Tor Vik', bracket='Norland')
    """
    start = stamped(text, span)
    for pattern in (_LETTER, _MARKED_LETTER, _PLAIN, _MARKED):
        match = pattern.match(text, start, span[1])
        if match and all(_may_name(word) for word in match["words"].split()):
            return Label((span[0], match.end()), match.span("words"), match["words"], match["bracket"] or "")
    return None


def stamped(text: str, span: Span) -> int:
    """Where the words behind a chat's time begin ("[11.08.26, 07:12] Vik: ..."), or where ``span`` does."""
    match = _STAMP.match(text, *span)
    return match.end() if match else span[0]


def question(span: Span) -> Label:
    """The label of a whole paragraph that asks, as interviews set them without naming who does."""
    return Label(span, span, _ASKED, "")


def _may_name(word: str) -> bool:
    """Whether a word may stand in a name or an office: with a capital first, or a small one of offices."""
    bare = word.strip(",.")
    return bare[:1].isupper() or bare in _LINKING or bare in _offices()


@functools.cache
def _offices() -> frozenset[str]:
    return frozenset(word for body in vocabulary.load("actors")["bodies"] for word in body.split())
