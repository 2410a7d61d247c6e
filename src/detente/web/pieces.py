"""Pieces of evidence in words: the newest in sight, more folded away, and the way to all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.analysis import Evidence
from detente.briefing.phrases import count_words
from detente.briefing.plan_words import doubt_words
from detente.web.parts import Link
from detente.web.snapshots import Snapshot
from detente.web.sourced import Sourced, statement_words

_MOST_PIECES = 5
_SHOWN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One statement that bears on something.

    Attributes:
        weight: What it weighs, in (0, 1].
        doubts: What puts it in doubt, in words; empty where nothing does.
    """

    words: Sourced
    weight: str
    doubts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """The statements behind one thing.

    Attributes:
        shown, folded: The newest, and those that are folded away.
        rest: How many more there are, and the way to all of them; no words where none is left out.
    """

    shown: tuple[Piece, ...]
    folded: tuple[Piece, ...]
    rest: Link


def counted(n_statements: int, n_origins: int) -> str:
    """How many statements of how many origins, in words."""
    return f"{count_words(n_statements, 'statement')}, {count_words(n_origins, 'origin')}"


def pieces_of(snapshot: Snapshot, evidence: Sequence[Evidence], link: str) -> Pieces:
    """The statements behind one thing; ``link`` leads to all of them."""
    pieces = tuple(_piece(snapshot, each) for each in evidence[:_MOST_PIECES])
    n_more = len(evidence) - len(pieces)
    return Pieces(
        shown=pieces[:_SHOWN],
        folded=pieces[_SHOWN:],
        rest=Link(f"{n_more:,} more, among all statements of this kind" if n_more else "", link),
    )


def _piece(snapshot: Snapshot, each: Evidence) -> Piece:
    return Piece(
        words=statement_words(snapshot, each.statement),
        weight=f"{each.weight:.2f}",
        doubts="; ".join(doubt_words(each)),
    )
