"""Upgrades: old payloads stay readable, lifted version by version by pure functions and never rewritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.errors import DamagedLedgerError
from detente.ledger.events import TYPES
from detente.model.wire import Wire

Upgrade = Callable[[Wire], Wire]
"""Turns a payload of one version into one of the next, without changing what it is given."""

Upgrades = Mapping[tuple[str, int], Upgrade]
"""(type, version) to what lifts it to version + 1."""


def _with_restates(payload: Wire) -> Wire:
    """Version 2 tells which earlier statement of its document a statement says again; before, none was known."""
    return {**payload, "statement": {**payload["statement"], "restates": None}}


def _without_bytes(payload: Wire) -> Wire:
    """Version 2 tells whether the bytes were kept and which documents are alike; before, neither was."""
    return {**payload, "has_bytes": False, "kinships": [], "bands": []}


def _without_sight(payload: Wire) -> Wire:
    """Version 2 tells how many reviews the reviewer had seen, and what a split or merge made."""
    return {**payload, "seen": None, "made": []}


UPGRADES: Upgrades = {
    ("document_added", 1): _without_bytes,
    ("statement_coded", 1): _with_restates,
    ("statement_reviewed", 1): _without_sight,
}
_KNOWN = frozenset(TYPES.values())


def current_version(type_: str, upgrades: Upgrades = UPGRADES) -> int:
    """The version in which events of this type are recorded today; the first is 1."""
    version = 1
    while (type_, version) in upgrades:
        version += 1
    return version


def lift(type_: str, version: int, payload: Wire, upgrades: Upgrades = UPGRADES) -> Wire:
    """The payload in today's version.

    Raises:
        DamagedLedgerError: The type or version is unknown; most likely a newer détente recorded it.
    """
    current = current_version(type_, upgrades)
    if type_ not in _KNOWN or not 1 <= version <= current:
        raise DamagedLedgerError(
            f"an event of type {type_!r}, version {version}, is unknown to this détente; "
            "a newer one may have recorded it: update détente"
        )
    while version < current:
        payload, version = upgrades[type_, version](payload), version + 1
    return payload
