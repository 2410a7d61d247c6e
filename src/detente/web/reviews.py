"""Turns the reviews of an entry into words: what was decided, by whom, why, and what was changed from what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from detente.analysis import stance_words
from detente.briefing.marks import FIRMNESS_WORDS
from detente.briefing.wording import date_words
from detente.model import Act, Decision, Edtf, Entry, Firmness
from detente.model.wire import Wire, statement_to_wire, value_from_wire
from detente.web.parts import Change, Decided
from detente.web.snapshots import Snapshot

_DECIDED: Mapping[Decision, str] = MappingProxyType(
    {
        Decision.ACCEPT: "accepted",
        Decision.CORRECT: "corrected",
        Decision.REJECT: "rejected",
        Decision.SPLIT: "split",
        Decision.MERGE: "merged",
        Decision.UNDO: "undid the last decision",
    }
)


def decided(snapshot: Snapshot, entry: Entry) -> tuple[Decided, ...]:
    """The reviews of an entry, oldest first."""
    return tuple(_in_turn(snapshot, entry)) if entry.reviews else ()


def is_corrected(entry: Entry) -> bool:
    """Whether it says something else now than it was coded to say."""
    return entry.coded is not None


def _in_turn(snapshot: Snapshot, entry: Entry) -> Iterator[Decided]:
    """Each review with what it changed of the statement as it stood before; an undo tells what it took back."""
    forms = [statement_to_wire(entry.coded or entry.statement)]
    for review in entry.reviews:
        standing = forms[-1]
        if review.decision is Decision.UNDO:
            forms = forms[:-1] or forms
            changes = {field: value for field, value in forms[-1].items() if value != standing[field]}
        else:
            changes = dict(review.changes)
            forms.append(standing | changes)
        yield Decided(
            _DECIDED[review.decision],
            review.reviewer,
            review.reason,
            tuple(_changes(snapshot, changes, standing, forms[-1])),
        )


def _changes(snapshot: Snapshot, changes: Mapping[str, object], before: Wire, after: Wire) -> Iterator[Change]:
    for field, new in changes.items():
        if field in {"start", "end"}:
            # They move with the quote, which tells more.
            continue
        old = _words(snapshot, field, before[field], before)
        yield Change(field.replace("_", " "), old, _words(snapshot, field, new, after))


def _words(snapshot: Snapshot, field: str, value: Any, statement: Wire) -> str:  # noqa: ANN401 - of any field
    if value in (None, "", []):
        return "none"
    if field == "option" and "issue" in statement:
        return snapshot.dossier.option_name(statement["issue"], value) or value
    if field in _WORDS:
        return _WORDS[field](snapshot, value)
    return str(value)


_WORDS: Mapping[str, Callable[[Snapshot, Any], str]] = MappingProxyType(
    {
        "party": lambda snapshot, value: snapshot.party(value),
        "issue": lambda snapshot, value: snapshot.issue(value),
        "act": lambda _, value: stance_words(Act(value)),
        "firmness": lambda _, value: FIRMNESS_WORDS[Firmness(value)],
        "said_on": lambda _, value: date_words(Edtf(value)),
        "value": lambda _, value: str(value_from_wire(value)),
        "condition": lambda _, value: str(value["text"]),
        "reported_by": lambda _, value: ", ".join(value),
    }
)
