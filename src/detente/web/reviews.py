"""Turns the reviews of an entry into words: what was decided, by whom, why, and what was changed from what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from detente.analysis import stance_words
from detente.briefing.marks import FIRMNESS_WORDS
from detente.briefing.wording import date_words
from detente.model import Act, Decision, Edtf, Entry, Firmness, Review
from detente.model.wire import Wire, statement_to_wire, value_from_wire
from detente.web.parts import Change, Decided
from detente.web.snapshots import Snapshot

_DECIDED: Mapping[Decision, str] = MappingProxyType(
    {Decision.ACCEPT: "accepted", Decision.CORRECT: "corrected", Decision.REJECT: "rejected"}
)


def decided(snapshot: Snapshot, entry: Entry) -> tuple[Decided, ...]:
    """The reviews of an entry, oldest first."""
    return tuple(_in_turn(snapshot, entry)) if entry.reviews else ()


def is_corrected(entry: Entry) -> bool:
    """Whether any review changed what was coded, also one that another review followed."""
    return any(review.changes for review in entry.reviews)


def _in_turn(snapshot: Snapshot, entry: Entry) -> Iterator[Decided]:
    standing: Wire = {}
    if is_corrected(entry):
        first = snapshot.known_at(entry.recorded_at).get(entry.id)
        standing = statement_to_wire(first.statement) if first else {}
    for review in entry.reviews:
        corrected = standing | dict(review.changes)
        yield Decided(
            _DECIDED[review.decision],
            review.reviewer,
            review.reason,
            tuple(_changes(snapshot, review, standing, corrected)),
        )
        standing = corrected


def _changes(snapshot: Snapshot, review: Review, before: Wire, after: Wire) -> Iterator[Change]:
    for field, new in review.changes.items():
        if field in {"start", "end"}:
            # They move with the quote, which tells more.
            continue
        # What was reviewed in the moment it was recorded is not known as it was before.
        is_known = field in before and before[field] != new
        old = _words(snapshot, field, before[field], before) if is_known else ""
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
