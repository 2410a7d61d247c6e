"""A workspace's deal space and what changes make of it, as JSON: the one form used by commands and API."""

from __future__ import annotations

from typing import Any

from detente.dealspace.deals import Deals, deals, deals_to_wire
from detente.dealspace.recorded import Recorded
from detente.dealspace.spaces import DealSpace
from detente.dealspace.whatif import Changes
from detente.model.wire import to_wire


def space_to_wire(space: DealSpace, recorded: Recorded | None, found: Deals | None = None) -> dict[str, Any]:
    """The deal space; under ``scenario`` the points of its scenario and what its weights and reservations rest on.

    Args:
        space: Of the ledger's positions.
        recorded: The scenario of the same positions; None where there is none.
        found: Its deals, if they are there already.
    """
    told: dict[str, Any] = to_wire(space)
    if recorded is None:
        return told | {"scenario": None}
    found = found or deals(recorded.scenario)
    left_out = {key: list(getattr(recorded, key)) for key in ("left_out", "silent", "mediators", "off_table")}
    more = {"bases": to_wire(recorded.bases), **left_out}
    return told | {"scenario": deals_to_wire(found) | more}


def changed_to_wire(changes: Changes, before: Deals, after: Deals) -> dict[str, Any]:
    """How things stand and how they would stand with the changes."""
    return {"changes": list(changes.words), "baseline": deals_to_wire(before), "changed": deals_to_wire(after)}
