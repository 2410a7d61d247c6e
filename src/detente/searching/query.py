"""Queries: what a person types, made into terms that no index can take for commands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

MOST_TERMS = 32
"""So many words and phrases of a query are looked for; the rest is passed over."""
_LONGEST_CHARS = 2000
_SHORTEST_BEGINNING = 2
_PIECE = re.compile(r'"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_UNWANTED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words in this order.

    Attributes:
        words: As they were typed; never without a letter or digit.
        is_beginning: Whether longer words that begin so are meant too.
    """

    words: str
    is_beginning: bool = False

    @property
    def expression(self) -> str:
        """The term as SQLite's FTS5 reads it, all its characters taken for text."""
        doubled = self.words.replace('"', '""')
        return f'"{doubled}"{"*" if self.is_beginning else ""}'


@dataclass(frozen=True, slots=True)
class Query:
    """Words and phrases, all of which are looked for.

    Attributes:
        text: As it was typed, on one line.
        terms: At most ``MOST_TERMS``; none where nothing was typed that a text could hold.
    """

    text: str
    terms: tuple[Term, ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """The query that a text means; every text means one.

        Quotes hold a phrase together. A word with a star stands for all that begin so; so does the last word of two or
        more letters, for it may not be typed to its end: a space behind it ends it.

        Example:
            >>> [term.expression for term in Query.parse('"red line" pil* fee').terms]
            ['"red line"', '"pil"*', '"fee"*']
        """
        typed = _UNWANTED.sub(" ", text[:_LONGEST_CHARS])
        pieces = list(_PIECE.finditer(typed.translate(_QUOTES)))
        terms = [_term(piece, is_last=piece.end() == len(typed)) for piece in pieces]
        return cls(typed.strip(), tuple(term for term in terms if term is not None)[:MOST_TERMS])

    @property
    def all_of(self) -> str:
        """The expression for texts that hold every term."""
        return " AND ".join(term.expression for term in self.terms)

    @property
    def any_of(self) -> str:
        """The expression for texts that hold a term."""
        return " OR ".join(term.expression for term in self.terms)


def _term(piece: re.Match[str], *, is_last: bool) -> Term | None:
    phrase, word = piece["phrase"], piece["word"] or ""
    if phrase is not None:
        return Term(phrase.strip()) if _is_word(phrase) else None
    bare = word.rstrip("*")
    if not _is_word(bare):
        return None
    is_begun = (is_last and bare[-1].isalnum()) or bare != word
    return Term(bare, is_begun and len(bare) >= _SHORTEST_BEGINNING)


def _is_word(text: str) -> bool:
    return any(char.isalnum() for char in text)
