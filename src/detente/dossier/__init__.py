"""Turns an analyst's YAML file into a Dossier, or into a list of what is wrong with the file.

Source: YAML 1.1, of which a dossier uses mappings, lists and plain or quoted text; aliases and tags
are refused. docs/glossary.md says what the words of a dossier mean.
"""

from detente.dossier.advice import advice
from detente.dossier.load import LIMIT_BYTES, load, parse

__all__ = ["LIMIT_BYTES", "advice", "load", "parse"]
