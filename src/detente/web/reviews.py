"""Turns the reviews of an entry into words: what was decided, by whom, why, and what was changed from what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from detente.analysis import stance_words
from detente.briefing.marks import FIRMNESS_WORDS
from detente.briefing.phrases import STATUS_WORDS, undone_words
from detente.briefing.wording import date_words
from detente.model import Act, Decision, Edtf, Entry, Firmness, Review, Status
from detente.model.reviews import standing
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


def as_seen(entry: Entry, seen: int | None = None) -> Wire:
    """The statement as it stood after its first ``seen`` reviews, in its stored form; after all, where None."""
    forms = [statement_to_wire(entry.coded or entry.statement)]
    for review in entry.reviews[:seen]:
        forms = _after(forms, review)
    return forms[-1]


def has_standing_review(entry: Entry) -> bool:
    """Whether there is a decision that an undo would take back."""
    return bool(standing(entry.reviews))


def differences(snapshot: Snapshot, entry: Entry, theirs: Wire, ours: Wire, text: str) -> tuple[Change, ...]:
    """What somebody made of a statement, as ``old``, and what another wanted, as ``new``; in words, field by field.

    Args:
        snapshot: Where names come from.
        entry: The statement as it stands.
        theirs: What it says now of what was to be changed, as the refusal tells it.
        ours: What it was to say.
        text: Of its document.
    """
    if "decision" in ours:
        return (Change("decision", STATUS_WORDS[Status(theirs["status"])], _DECIDED[Decision(ours["decision"])]),)
    before = statement_to_wire(entry.statement)
    wanted = before | ours
    told = dict(ours)
    if {"start", "end"} & set(ours):
        told = {"quote": _words_between(wanted["start"], wanted["end"], text)} | told
    return tuple(_changes(snapshot, told, before, wanted))


def _words_between(start: object, end: object, text: str) -> str:
    """The words that were wanted; as they were asked for, where those are no places of the text."""
    try:
        return text[int(str(start)) : int(str(end))]
    except ValueError:
        return f"{start} to {end}"


def _after(forms: list[Wire], review: Review) -> list[Wire]:
    """The forms that a statement had in turn, with the one it has after a review; an undo takes one back."""
    if review.decision is Decision.UNDO:
        return forms[:-1] or forms
    return [*forms, forms[-1] | dict(review.changes)]


def _in_turn(snapshot: Snapshot, entry: Entry) -> Iterator[Decided]:
    """Each review with what it changed of the statement as it stood before; an undo tells what it took back."""
    forms = [statement_to_wire(entry.coded or entry.statement)]
    for place, review in enumerate(entry.reviews):
        before = forms[-1]
        forms = _after(forms, review)
        is_undo = review.decision is Decision.UNDO
        taken_back = {field: value for field, value in forms[-1].items() if value != before[field]}
        changes = taken_back if is_undo else dict(review.changes)
        yield Decided(
            undone_words(entry.reviews[:place], review) if is_undo else _DECIDED[review.decision],
            review.reviewer,
            review.reason,
            tuple(_changes(snapshot, changes, before, forms[-1])),
        )


def _changes(snapshot: Snapshot, changes: Mapping[str, object], before: Wire, after: Wire) -> Iterator[Change]:
    for field, new in changes.items():
        if field in {"start", "end"}:
            # They move with the quote, which tells more.
            continue
        old = _words(snapshot, field, before.get(field), before)
        yield Change(field.replace("_", " "), old, _words(snapshot, field, new, after))


def _words(snapshot: Snapshot, field: str, value: Any, statement: Wire) -> str:  # noqa: ANN401 - of any field
    if value in (None, "", []):
        return "none"
    if field == "option" and "issue" in statement:
        return snapshot.dossier.option_name(statement["issue"], value) or str(value)
    try:
        return _WORDS[field](snapshot, value)
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
        # No such field is told in other words, or it is asked for in a form that cannot be recorded.
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
