"""Marking: where in texts the words of a query stand, found by the same reading of words as the index's."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import closing

from detente.ledger.sqlite import default_driver
from detente.model import Span
from detente.searching.query import Query

TOKENS = "tokenize = 'unicode61 remove_diacritics 2'"
"""How SQLite's FTS5 reads words: in any case, accents left out."""
_OPEN, _CLOSE = f"<{secrets.token_hex(8)}>", f"</{secrets.token_hex(8)}>"


def found_spans(query: Query, texts: Sequence[str]) -> list[tuple[Span, ...]]:
    """For each text the characters of every term it holds, in order.

    Example:
        >>> found_spans(Query.parse("pilots"), ["No Pilots!", "none"])
        [((3, 9),), ()]
    """
    found: list[tuple[Span, ...]] = [()] * len(texts)
    if not query.terms:
        return found
    with closing(default_driver().connect(":memory:")) as connection:
        connection.execute(f"CREATE VIRTUAL TABLE shown USING fts5(words, {TOKENS})")
        rows = ((place, storable(text)) for place, text in enumerate(texts))
        connection.executemany("INSERT INTO shown(rowid, words) VALUES (?, ?)", rows)
        asked = "SELECT rowid, highlight(shown, 0, ?, ?) FROM shown WHERE shown MATCH ?"
        for place, words in connection.execute(asked, (_OPEN, _CLOSE, query.any_of)):
            found[place] = tuple(_spans(words))
    return found


def storable(text: str) -> str:
    """The text with as many characters, all of which a database can keep."""
    return text.replace("\0", " ").encode("utf-8", "replace").decode()


def _spans(words: str) -> list[Span]:
    before, *rest = words.split(_OPEN)
    place, spans = len(before), []
    for piece in rest:
        marked, _, plain = piece.partition(_CLOSE)
        spans.append((place, place + len(marked)))
        place += len(marked) + len(plain)
    return spans
