"""Reads what is written about a negotiation and keeps a sourced ledger of who wants what.

The names below are the front door; each is loaded when it is first used.

Example:
    >>> import detente
    >>> detente.Edtf("2031-03").latest.isoformat()
    '2031-03-31'
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.analysis import Matrix as Matrix
    from detente.analysis import Position as Position
    from detente.coding import Coder as Coder
    from detente.coding import Speakers as Speakers
    from detente.coding import attribute as attribute
    from detente.coding import explain as explain
    from detente.dossier import load as load_dossier  # noqa: F401 - another name than its own
    from detente.errors import DetenteError as DetenteError
    from detente.model import Act as Act
    from detente.model import Attribution as Attribution
    from detente.model import Document as Document
    from detente.model import Dossier as Dossier
    from detente.model import Edtf as Edtf
    from detente.model import Firmness as Firmness
    from detente.model import Statement as Statement
    from detente.reading import read_file as read_file
    from detente.workspace import Workspace as Workspace

__version__ = "0.1.0"

_HOME = {
    "Act": "detente.model",
    "Attribution": "detente.model",
    "Coder": "detente.coding",
    "DetenteError": "detente.errors",
    "Document": "detente.model",
    "Dossier": "detente.model",
    "Edtf": "detente.model",
    "Firmness": "detente.model",
    "Matrix": "detente.analysis",
    "Position": "detente.analysis",
    "Speakers": "detente.coding",
    "Statement": "detente.model",
    "Workspace": "detente.workspace",
    "attribute": "detente.coding",
    "explain": "detente.coding",
    "load_dossier": "detente.dossier:load",
    "read_file": "detente.reading",
}

__all__ = [*_HOME]  # noqa: PLE0604 - one list of names, above


def __getattr__(name: str) -> object:
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    module, _, other_name = home.partition(":")
    value: object = getattr(importlib.import_module(module), other_name or name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*_HOME, "__version__"])
