"""Turns a document into statements and attributions, by rules over vocabulary files and the dossier.

Rules only, and meant as the floor that trained models are measured against: `CODER` names the version.
"""

from detente.coding.attribution import attribute
from detente.coding.coder import CODER, Coder, Coding, Dropped

__all__ = ["CODER", "Coder", "Coding", "Dropped", "attribute"]
