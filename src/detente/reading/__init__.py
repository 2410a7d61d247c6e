"""Turns files into documents: text, Markdown, saved web pages, PDF and Word, each with its origin."""

from detente.reading.files import bytes_of
from detente.reading.finding import Found, find_documents
from detente.reading.front_matter import header_faults
from detente.reading.kinds import ENDINGS
from detente.reading.limits import Limits
from detente.reading.names import printable
from detente.reading.read import read_bytes, read_file

__all__ = [
    "ENDINGS",
    "Found",
    "Limits",
    "bytes_of",
    "find_documents",
    "header_faults",
    "printable",
    "read_bytes",
    "read_file",
]
