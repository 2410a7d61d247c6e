"""Records: what a search found, with the characters of every word."""

from __future__ import annotations

from dataclasses import dataclass

from detente.model import Entry, Imprint, Span


@dataclass(frozen=True, slots=True)
class Marked:
    """A piece of text with the words found in it, as (start, end) characters of this piece, in order."""

    text: str
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundStatement:
    """A statement that tells all the words.

    Attributes:
        quote: Its quote.
        tellers: Speaker and those who report, nearest the speaker first; empty where none is told.
    """

    entry: Entry
    quote: Marked
    tellers: Marked


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPassage:
    """A sentence, or a heading, that holds some of the words, in a document that holds all of them.

    Attributes:
        start, end: Its characters in the document's text.
        words: The text between them.
        is_cut_before, is_cut_after: Whether the sentence goes on before or behind.
    """

    start: int
    end: int
    words: Marked
    is_cut_before: bool = False
    is_cut_after: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocument:
    """A document with what was found in it.

    Attributes:
        title: Its title, or else its name.
        is_withdrawn: Whether its publisher withdrew it.
        statements: The first of those found, in reading order.
        n_statements: How many were found.
        passages: Those with the most different words, in reading order; what a statement found quotes is left out.
        n_passages: How many there are.
    """

    document: Imprint
    title: Marked
    is_withdrawn: bool
    statements: tuple[FoundStatement, ...]
    n_statements: int
    passages: tuple[FoundPassage, ...]
    n_passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One page of what was found.

    Attributes:
        n_documents, n_statements: On all pages.
        first: How many documents stand before this page.
        documents: Of this page, those that the words are the most of first.
    """

    n_documents: int
    n_statements: int
    first: int
    documents: tuple[FoundDocument, ...]
