"""Turns a document into statements and attributions.

Both come from one trained model, statements together with rules over vocabulary files and the dossier: `CODER` names
the version. Notes come from rules alone; `detente.coding.notes` is loaded with the first of them.
"""

from detente.coding.attribution import attribute
from detente.coding.coder import CODER, Coder, Coding, Weighed
from detente.coding.explaining import Explained, explain
from detente.coding.rules import Dropped
from detente.coding.speakers import Speaker, Speakers

__all__ = [
    "CODER", "Coder", "Coding", "Dropped", "Explained", "Speaker", "Speakers", "Weighed", "attribute",
    "explain",
]  # fmt: skip
