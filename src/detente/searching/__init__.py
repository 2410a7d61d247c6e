"""Turns a few words into the statements and passages of a view that hold them, each with its characters.

An index of words of its own lies beside the ledger, never in it; it can be deleted at any time.
"""

from detente.searching.filters import Filters
from detente.searching.finding import PAGE_LENGTH, find
from detente.searching.holdings import Holdings
from detente.searching.index import INDEX_FILE, WordIndex
from detente.searching.preparing import OnIndexed, lag, prepare
from detente.searching.query import Query
from detente.searching.records import Found, FoundDocument, FoundPassage, FoundStatement, Marked
from detente.searching.wire import document_to_wire

__all__ = [
    "INDEX_FILE",
    "PAGE_LENGTH",
    "Filters",
    "Found",
    "FoundDocument",
    "FoundPassage",
    "FoundStatement",
    "Holdings",
    "Marked",
    "OnIndexed",
    "Query",
    "WordIndex",
    "document_to_wire",
    "find",
    "lag",
    "prepare",
]
