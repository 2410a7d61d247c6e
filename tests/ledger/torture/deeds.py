"""Deeds: each kind of thing that is done to a ledger, as the events that it takes.

Every event of a deed says something new, so that it is known beforehand how many will be recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from random import Random
from types import MappingProxyType

from detente.ledger import (
    ContestResolved,
    DocumentCoded,
    DocumentDated,
    DocumentDelivered,
    DocumentNoted,
    DocumentWithdrawn,
    DossierChanged,
    Event,
    NoteReviewed,
    SourceGraded,
    StatementCoded,
    StatementReviewed,
    StatementsRemade,
    View,
    remade,
)
from detente.ledger.standing import standing_reviews
from detente.model import (
    Decision,
    Document,
    Edtf,
    Entry,
    Grade,
    HurdleKind,
    HurdleNote,
    PartyId,
    Quote,
    Review,
    Statement,
    Status,
    Verdict,
)
from detente.model.wire import review_to_wire, statement_to_wire
from tests.ledger.torture.stories import Story, coded, make_statement, make_story, nearly

REVIEWABLE = {Status.CODED, Status.ACCEPTED, Status.CORRECTED, Status.REJECTED}

Deed = Callable[[View, Random], list[Event]]
"""What a deed appends to a ledger that looks so; nothing where it cannot be done yet."""


def adds(_: View, chance: Random) -> list[Event]:
    """A new document with its bytes and three statements."""
    return make_story(chance).events()


def adds_a_copy(view: View, chance: Random) -> list[Event]:
    """A document that is nearly one that is there."""
    if not view.documents:
        return []
    there = _document(view, chance)
    return nearly(Story(there, coded(there, chance, 3)), chance).events()


def delivers(view: View, chance: Random) -> list[Event]:
    """The bytes of a known document again."""
    return [DocumentDelivered(_document(view, chance).id, "again.txt")] if view.documents else []


def frames(_: View, chance: Random) -> list[Event]:
    """A new dossier."""
    return [DossierChanged(f"dossier: d{chance.getrandbits(64):x}\n", "dossier.yaml")]


def codes_again(view: View, chance: Random) -> list[Event]:
    """A coding by a coder that nobody knows yet."""
    if not view.documents:
        return []
    document, coder = _document(view, chance), f"torture/{chance.getrandbits(64):x}"
    again = [make_statement(document, chance, place, coder) for place in range(2)]
    return [DocumentCoded(document.id, coder), *map(StatementCoded, again)]


def accepts(view: View, chance: Random) -> list[Event]:
    """A review that accepts."""
    return [_reviewed(entry, Decision.ACCEPT) for entry in _some(view, chance)]


def rejects(view: View, chance: Random) -> list[Event]:
    """A review that rejects."""
    return [_reviewed(entry, Decision.REJECT) for entry in _some(view, chance)]


def corrects(view: View, chance: Random) -> list[Event]:
    """A review that moves the quote and names a new speaker and party."""
    events: list[Event] = []
    for entry in _some(view, chance):
        start = chance.randrange(30)
        changes = {"speaker": f"{chance.getrandbits(64):x}", "party": "league", "start": start, "end": start + 9}
        events.append(_reviewed(entry, Decision.CORRECT, changes))
    return events


def splits(view: View, chance: Random) -> list[Event]:
    """One statement made into two."""
    events: list[Event] = []
    for entry in _some(view, chance):
        analyst = f"analyst-{chance.getrandbits(64):x}"
        made = tuple(_made(view, entry, analyst, {"start": place, "end": place + 8}) for place in (2, 12))
        events.append(StatementsRemade((_review(entry, Decision.SPLIT, reviewer=analyst),), made))
    return events


def merges(view: View, chance: Random) -> list[Event]:
    """Two statements of one document made into one."""
    entries = [entry for entry in view.entries if entry.status in REVIEWABLE]
    pairs = [pair for pair in pairwise(entries) if pair[0].statement.doc == pair[1].statement.doc]
    if not pairs:
        return []
    analyst, pair = f"analyst-{chance.getrandbits(64):x}", chance.choice(pairs)
    reviews = tuple(_review(entry, Decision.MERGE, reviewer=analyst) for entry in pair)
    return [StatementsRemade(reviews, (_made(view, pair[0], analyst, {"start": 1, "end": 20}),))]


def undoes(view: View, chance: Random) -> list[Event]:
    """The last decision on a statement undone."""
    entries = [entry for entry in view.entries if can_be_undone(entry, view)]
    return [_reviewed(chance.choice(entries), Decision.UNDO)] if entries else []


def withdraws(view: View, chance: Random) -> list[Event]:
    """A document withdrawn, or standing again where it was."""
    if not view.documents:
        return []
    id_ = _document(view, chance).id
    return [DocumentWithdrawn(id_, "told by the publisher", is_withdrawn=id_ not in view.withdrawn)]


def dates(view: View, chance: Random) -> list[Event]:
    """Another day for a document."""
    if not view.documents:
        return []
    document = _document(view, chance)
    days = [day for day in ("2001-02-27", "2001-02-28", "2001-03") if str(document.published) != day]
    return [DocumentDated(document.id, Edtf(chance.choice(days)), "told by the publisher")]


def grades(view: View, chance: Random) -> list[Event]:
    """Another grade for a report, and for a source that has none."""
    if not view.documents:
        return []
    id_ = _document(view, chance).id
    grade = Grade("A", 1) if view.grade(id_) != Grade("A", 1) else Grade("B", 2)
    name = f"source {chance.getrandbits(64):x}"
    return [SourceGraded(grade, "read before", document=id_), SourceGraded(Grade("C", 3), "new", source=name)]


def notes(view: View, chance: Random) -> list[Event]:
    """What a document tells of a hurdle, by a coder that nobody knows yet."""
    if not view.documents:
        return []
    document, coder, start = _document(view, chance), f"torture/{chance.getrandbits(64):x}", chance.randrange(20)
    quote = Quote(start, start + 9, document.text[start : start + 9])
    note = HurdleNote(doc=document.id, quote=quote, party=PartyId("league"), hurdle=HurdleKind.COURT)
    return [DocumentNoted(document.id, coder, (note,))]


def reviews_a_note(view: View, chance: Random) -> list[Event]:
    """A note rejected, or counting again where it was."""
    if not view.notes:
        return []
    entry = chance.choice(view.notes)
    return [NoteReviewed(entry.note.doc, entry.id, "read again", is_rejected=not entry.is_rejected)]


def resolves(view: View, chance: Random) -> list[Event]:
    """A verdict on two statements."""
    if len(view.entries) < 2:
        return []
    one, other = (entry.id for entry in chance.sample(view.entries, 2))
    return [ContestResolved("denied", (one, other), Verdict.UPHELD, f"seen {chance.getrandbits(64):x}", (one,))]


DEEDS: Mapping[str, Deed] = {
    deed.__name__: deed
    for deed in (
        adds, adds_a_copy, delivers, frames, codes_again, accepts, rejects, corrects, splits, merges, undoes,
        withdraws, dates, grades, notes, reviews_a_note, resolves,
    )
}  # fmt: skip
"""Every kind of append."""


def can_be_undone(entry: Entry, view: View) -> bool:
    """Whether a decision on a statement stands, and what it made, if anything, was not split or merged since."""
    stands = standing_reviews(review_to_wire(review) for review in entry.reviews)
    if entry.status is Status.UNMADE or not stands:
        return False
    return all(view.entry(made).status not in {Status.SPLIT, Status.MERGED} for made in stands[-1]["made"])


def _document(view: View, chance: Random) -> Document:
    return view.documents[chance.choice(list(view.documents))]


def _some(view: View, chance: Random) -> list[Entry]:
    """One or two statements that can be reviewed."""
    entries = [entry for entry in view.entries if entry.status in REVIEWABLE]
    return chance.sample(entries, min(len(entries), chance.choice((1, 1, 2))))


def _review(
    entry: Entry, decision: Decision, changes: Mapping[str, object] | None = None, reviewer: str = "ada"
) -> Review:
    return Review(
        statement=entry.id,
        decision=decision,
        reason="torture",
        reviewer=reviewer,
        changes=MappingProxyType(dict(changes or {})),
        seen=len(entry.reviews),
    )


def _reviewed(entry: Entry, decision: Decision, changes: Mapping[str, object] | None = None) -> StatementReviewed:
    return StatementReviewed(_review(entry, decision, changes))


def _made(view: View, entry: Entry, analyst: str, changes: Mapping[str, object]) -> Statement:
    text = view.documents[entry.statement.doc].text
    return remade(statement_to_wire(entry.statement), changes, text, analyst)
