"""Turns a document into statements and attributions.

Both come from one trained model, statements together with rules over vocabulary files and the dossier: `CODER` names
the version. Notes come from rules alone: `NOTER`.
"""

from detente.coding.attribution import attribute
from detente.coding.coder import CODER, Coder, Coding, Weighed
from detente.coding.explaining import Explained, explain
from detente.coding.notes import NOTER
from detente.coding.rules import Dropped
from detente.coding.speakers import Speaker, Speakers

__all__ = [
    "CODER", "NOTER", "Coder", "Coding", "Dropped", "Explained", "Speaker", "Speakers", "Weighed", "attribute",
    "explain",
]  # fmt: skip
