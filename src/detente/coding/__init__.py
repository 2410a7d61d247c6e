"""Turns a document into statements and attributions.

Attributions come from a trained tagger, statements from rules over vocabulary files and the dossier: `CODER` names the
version.
"""

from detente.coding.attribution import attribute
from detente.coding.coder import CODER, Coder, Coding, Dropped
from detente.coding.speakers import Speaker, Speakers

__all__ = ["CODER", "Coder", "Coding", "Dropped", "Speaker", "Speakers", "attribute"]
