"""Finds the words of a sentence that may mean a paper: names of the dossier, and nouns with what belongs to them."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.model import Span

_ARTICLES = frozenset({"the", "a", "an", "this", "that", "its", "their", "his", "her", "our", "one"})
_TOKEN = re.compile(r"[^\s]+")
_COUNTED = re.compile(r"\d{4}|\d+-[a-z]+|[a-z]+(?:-[a-z]+)?-point")
_FARTHEST_CHARS = 80
_MARKS = "“\"‘'”’"


@dataclass(frozen=True, slots=True)
class Words:
    """Words that may mean a paper.

    Attributes:
        span: With article, adjectives and quotation marks.
        core: Where its name begins.
        known: The dossier's name for it, as written; empty for none.
        kind: Its noun in lower case.
        modifiers: The words of its name in front of that.
    """

    span: Span
    core: int
    known: str
    kind: str
    article: str
    qualities: tuple[str, ...]
    modifiers: tuple[str, ...]


class Names:
    """Finds names of papers; built once for the dossier's own, written as :func:`flat` writes them."""

    def __init__(self, known: Sequence[str]) -> None:
        names = "|".join(_loose(name) for name in sorted(known, key=len, reverse=True)) or "(?!)"
        kinds = "|".join(_loose(kind) for kind in sorted(_kinds(), key=len, reverse=True))
        modifiers = "|".join(_loose(word) for word in listed("modifiers"))
        self._name = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])", re.IGNORECASE)
        self._kind = re.compile(rf"(?<![\w-])(?:{kinds})(?![\w-])", re.IGNORECASE)
        self._goes_on = re.compile(rf"\s+(?:(?:{modifiers})\s+)*(?:{kinds})(?![\w-])", re.IGNORECASE)
        self._hint = re.compile(
            "|".join(sorted({re.escape(flat(name).split()[0]) for name in (*known, *_kinds())}, reverse=True))
        )

    def find(self, text: str, span: Span) -> Iterator[Words]:
        """The names and kinds in a sentence, each with what belongs to it in front."""
        taken = span[0]
        for hint in self._hint.finditer(text[slice(*span)].casefold()):
            begin = span[0] + hint.start()
            if begin < taken:
                continue
            known = self._name.match(text, begin, span[1])
            match = known or self._kind.match(text, begin, span[1])
            if match is None or (known is None and self._goes_on.match(text, match.end(), span[1])):
                continue
            yield self._with_lead(text, taken, match.span(), is_known=known is not None)
            taken = match.end()

    def _with_lead(self, text: str, first: int, span: Span, *, is_known: bool) -> Words:
        tokens = list(_TOKEN.finditer(text, max(first, span[0] - _FARTHEST_CHARS), span[0]))
        own = [] if is_known else _last_while(tokens, _is_name_word)
        before_own = tokens[: len(tokens) - len(own)]
        if len(before_own) > 1 and own and own[0][0][0].isupper() and _is_name_start(before_own[-1][0]):
            own.insert(0, before_own[-1])
        core = own[0].start() if own else span[0]
        tokens = tokens[: len(tokens) - len(own)]
        before = _last_while(tokens, lambda word: word.casefold() in _telling())
        tokens = tokens[: len(tokens) - len(before)]
        article = tokens[-1] if tokens and tokens[-1][0].casefold() in _ARTICLES else None
        start = article.start() if article else before[0].start() if before else core
        end = span[1] + (1 if text[span[1] : span[1] + 1] in _MARKS else 0)
        return Words(
            span=(start, max(end, span[1])),
            core=core,
            known=text[slice(*span)] if is_known else "",
            kind=" ".join(text[slice(*span)].casefold().split()),
            article=article[0].casefold() if article else "",
            qualities=tuple(token[0].casefold() for token in before),
            modifiers=tuple(token[0].strip(_MARKS) for token in own),
        )


def _last_while(tokens: Sequence[re.Match[str]], holds: Callable[[str], bool]) -> list[re.Match[str]]:
    """The last tokens of which it holds, in text order."""
    found: list[re.Match[str]] = []
    for token in reversed(tokens):
        if not holds(token[0]):
            break
        found.insert(0, token)
    return found


def _is_name_word(word: str) -> bool:
    """Whether a word belongs to a paper's name: capitalised, counted, or one that tells its sort."""
    bare = word.strip(_MARKS)
    if bare.casefold() in _ARTICLES | _telling() or not bare or bare[-1] in ",;:.":
        return False
    return bare[0].isupper() or is_counted(bare) or bare.casefold() in listed("modifiers")


def _is_name_start(word: str) -> bool:
    """Whether a word that mostly tells a quality begins a name here, in front of a capital ("the New Harbour text")."""
    return word[0].isupper() and word.isalpha() and word.casefold() in _telling()


def is_counted(word: str) -> bool:
    """Whether a word of a name tells a number ("12-point")."""
    return _COUNTED.fullmatch(word.casefold()) is not None


@functools.cache
def listed(key: str) -> frozenset[str]:
    """The entries of a list of the vocabulary of instruments."""
    return frozenset(words_of(key))


@functools.cache
def _telling() -> frozenset[str]:
    return listed("qualities") | listed("versions") | listed("changed")


@functools.cache
def _kinds() -> frozenset[str]:
    return listed("kinds_any") | listed("kinds_plan") | listed("kinds_own")


def words_of(key: str) -> list[str]:
    """The entries of a list of the vocabulary of instruments."""
    return [entry["word"] for entry in vocabulary.load("instruments")[key]]


def _loose(name: str) -> str:
    """A pattern of a name in which a space may be a hyphen."""
    return re.escape(name).replace(r"\ ", r"[\s-]+").replace(r"\-", r"[\s-]")


def flat(name: str) -> str:
    """A name in lower case without its article, a space for each hyphen."""
    return re.sub(r"^the\s+", "", " ".join(name.replace("-", " ").split()).casefold())
