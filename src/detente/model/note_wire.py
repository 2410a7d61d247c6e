"""The JSON form of notes, as the ledger stores them and commands print them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from detente.model.ids import DocumentId, IssueId, OptionId, PartyId
from detente.model.notes import Format, HurdleKind, HurdleNote, InstrumentNote, Note, RoundNote, Step
from detente.model.statements import Quote
from detente.model.times import Edtf
from detente.model.wire import Wire, to_wire

_KINDS: dict[str, type[Note]] = {kind.KIND: kind for kind in (InstrumentNote, RoundNote, HurdleNote)}
_READERS: dict[str, Callable[[Any], object]] = {
    "on": Edtf, "reported_by": tuple, "step": Step, "by": PartyId, "to": PartyId, "issue": IssueId, "option": OptionId,
    "participants": tuple, "people": tuple, "mediator": PartyId, "format": Format, "told_by": PartyId,
    "party": PartyId, "hurdle": HurdleKind,
}  # fmt: skip
_LATER = frozenset({"is_unpublished"})
"""Marks that notes recorded before they were thought of lack: False for them."""


def note_to_wire(note: Note) -> Wire:
    """The note with every field, and its kind: ``instrument``, ``round`` or ``hurdle``.

    A field that was thought of later is there only where it holds, so that what lacks it stays as it was recorded.
    """
    told = {each.name: getattr(note, each.name) for each in fields(note) if each.name not in {"doc", "quote"}}
    own = {name: to_wire(value) for name, value in told.items() if name not in _LATER or value}
    quote = note.quote
    return {"kind": note.KIND, "doc": note.doc, "start": quote.start, "end": quote.end, "quote": quote.text, **own}


def note_from_wire(wire: Mapping[str, Any]) -> Note:
    """The inverse of :func:`note_to_wire`.

    Raises:
        ValueError: A field holds what it cannot.
        KeyError: A field is missing, or the kind is unknown.
    """
    kind = _KINDS[wire["kind"]]
    told = {each.name for each in fields(kind)} - {"doc", "quote"} - (_LATER - wire.keys())
    own = {name: _read(name, wire[name]) for name in told}
    return kind(doc=DocumentId(wire["doc"]), quote=Quote(wire["start"], wire["end"], wire["quote"]), **own)


def _read(name: str, told: object) -> Any:  # noqa: ANN401 - whatever the field holds
    return told if told is None or name not in _READERS else _READERS[name](told)
