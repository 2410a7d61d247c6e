"""Whatever is asked about any day as it was known at any moment, a view answers as a naive replay does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from detente.ledger import DocumentAdded, DocumentWithdrawn, Ledger, StatementCoded, View, queries
from detente.ledger.clock import instant_to_text
from detente.model import Edtf
from detente.model.note_wire import note_to_wire
from detente.model.wire import review_to_wire
from tests.ledger.torture.deeds import DEEDS
from tests.ledger.torture.naive import NaiveLedger
from tests.ledger.torture.sizes import sized
from tests.ledger.torture.stories import ISSUES, PARTIES, by_chance, make_story

pytestmark = pytest.mark.slow

START = datetime(2031, 3, 10, 12, tzinfo=UTC)
Query = Callable[[View, NaiveLedger, date | None, Random], tuple[object, object]]
"""A question by chance: what a view answers, and what the naive ledger does."""


def plain(entries: Any) -> list[object]:
    """Entries in a form that can be compared: reviews hold mappings that are equal only to themselves."""
    return [(replace(entry, reviews=()), [review_to_wire(one) for one in entry.reviews]) for entry in entries]


def entries(view: View, naive: NaiveLedger, as_of: date | None, _: Random) -> tuple[object, object]:
    """All statements."""
    return plain(view.entries), plain(naive.entries(as_of))


def of_a_cell(view: View, naive: NaiveLedger, as_of: date | None, chance: Random) -> tuple[object, object]:
    """The statements of a party on an issue."""
    party, issue = chance.choice(PARTIES), chance.choice(ISSUES)
    expected = [one for one in naive.entries(as_of) if (one.statement.party, one.statement.issue) == (party, issue)]
    return plain(view.cell(party, issue)), plain(expected)


def of_a_document(view: View, naive: NaiveLedger, as_of: date | None, chance: Random) -> tuple[object, object]:
    """The statements of a document, which may not have come in yet."""
    id_ = chance.choice([*naive.imprints(), "nothing"])
    return plain(view.entries_from(id_)), plain(one for one in naive.entries(as_of) if one.statement.doc == id_)


def one_entry(view: View, naive: NaiveLedger, as_of: date | None, chance: Random) -> tuple[object, object]:
    """One statement by its id."""
    found = naive.entries(as_of)
    if not found:
        return view.entries, ()
    one = chance.choice(found)
    return plain([view.entry(one.id)]), plain([one])


def newest(view: View, naive: NaiveLedger, as_of: date | None, chance: Random) -> tuple[object, object]:
    """The newest statements of each party on each issue."""
    at_most = chance.choice((1, 2, 5, 50))
    told, expected = view.newest(at_most), naive.newest(as_of, at_most)
    return [(cell, plain(told[cell])) for cell in told], [(cell, plain(expected[cell])) for cell in expected]


def digest(view: View, naive: NaiveLedger, as_of: date | None, _: Random) -> tuple[object, object]:
    """The digest of all."""
    return view.digest(), naive.digest(as_of)


def documents(view: View, naive: NaiveLedger, _: date | None, __: Random) -> tuple[object, object]:
    """The documents in the order they came in."""
    return list(view.imprints.items()), list(naive.imprints().items())


def texts(view: View, naive: NaiveLedger, _: date | None, __: Random) -> tuple[object, object]:
    """The texts, each with the hash of its bytes."""
    told = [(id_, hashlib.sha256(one.text.encode()).hexdigest()) for id_, one in view.documents.items()]
    return told, [(id_, imprint.sha256) for id_, imprint in naive.imprints().items()]


def deliveries(view: View, naive: NaiveLedger, _: date | None, __: Random) -> tuple[object, object]:
    """When and under which name documents came in."""
    told = {
        id_: [(one.name, instant_to_text(one.recorded_at)) for one in several]
        for id_, several in view.deliveries.items()
    }
    return told, naive.deliveries()


def withdrawn(view: View, naive: NaiveLedger, _: date | None, __: Random) -> tuple[object, object]:
    """What was withdrawn."""
    return sorted(view.withdrawn), sorted(naive.withdrawn())


def grades(view: View, naive: NaiveLedger, _: date | None, __: Random) -> tuple[object, object]:
    """How far each report is trusted."""
    return [view.grade(id_) for id_ in view.imprints], [naive.grade(id_) for id_ in naive.imprints()]


def notes(view: View, naive: NaiveLedger, as_of: date | None, _: Random) -> tuple[object, object]:
    """What documents tell beside statements."""
    return [note_to_wire(entry.note) for entry in view.notes], naive.notes(as_of)


def resolutions(view: View, naive: NaiveLedger, _: date | None, __: Random) -> tuple[object, object]:
    """How contests were resolved."""
    told = [(one.contest, list(one.statements), one.verdict, list(one.upheld)) for one in view.resolutions]
    return told, naive.resolutions()


def dossier(view: View, naive: NaiveLedger, _: date | None, __: Random) -> tuple[object, object]:
    """The dossier in force."""
    text = view.dossier_text
    return None if text is None else hashlib.sha256(text.encode()).hexdigest(), naive.dossier()


def families(view: View, naive: NaiveLedger, _: date | None, __: Random) -> tuple[object, object]:
    """Which documents are one story."""
    told = {id_: set(members) for id_, members in view.families.members.items()}
    return told, {id_: family for id_ in naive.imprints() if (family := naive.family(id_))}


QUERIES: tuple[Query, ...] = (
    entries, of_a_cell, of_a_document, one_entry, newest, digest, documents, texts, deliveries, withdrawn, grades,
    notes, resolutions, dossier, families,
)  # fmt: skip


@pytest.fixture
def busy(ledger: Ledger, clock: Any) -> Ledger:
    """A ledger in which everything happened many times, some of it within one microsecond by the clock."""
    chance = by_chance("busy")
    for name in ("frames", "adds", "adds", "adds_a_copy"):
        ledger.append(DEEDS[name](ledger.view(), chance), actor="ada")
    for _ in range(sized(60, 200)):
        clock.advance(hours=chance.choice((0, 0, 1, 30)))
        ledger.append(DEEDS[chance.choice(list(DEEDS))](ledger.view(), chance), actor="ada")
    return ledger


def test_views_answer_as_a_naive_replay(busy):
    """A thousand random questions: day, moment and query."""
    chance = by_chance("questions")
    with busy.store.reading() as connection:
        events = [event for event, _ in queries.recorded_about(connection)]
    span = datetime.fromisoformat(events[-1].recorded_at) - START
    moments = [START + timedelta(hours=-1) + chance.random() * (span + timedelta(hours=2)) for _ in range(20)]
    moments += [datetime.fromisoformat(chance.choice(events).recorded_at) for _ in range(40)]
    asked: dict[str, int] = {}
    naive, replayed = NaiveLedger(), 0
    for known_at in sorted(chance.choices(moments, k=sized(120, 1000))):
        while replayed < len(events) and datetime.fromisoformat(events[replayed].recorded_at) <= known_at:
            naive.take(events[replayed])
            replayed += 1
        query = chance.choice(QUERIES)
        as_of = chance.choice((None, date(2030, 12, 31), date(2031, 1, 1) + timedelta(days=chance.randrange(120))))
        told, expected = query(busy.view(as_of, known_at), naive, as_of, chance)
        assert told == expected, f"{query.__name__} as of {as_of}, known at {known_at}"
        asked[query.__name__] = asked.get(query.__name__, 0) + 1
    assert len(asked) == len(QUERIES)


def test_what_does_not_count_takes_no_place_among_the_newest(ledger):
    """Asked for the newest statement of a cell, a view passes over one that its publisher withdrew."""
    chance = by_chance("newest")
    older, newer = (make_story(chance, n_statements=1) for _ in range(2))
    for story, day in ((older, "2031-01-01"), (newer, "2031-02-01")):
        (statement,) = story.statements
        told = replace(statement, party="norland", issue="fees", said_on=Edtf(day))
        ledger.append([DocumentAdded(story.document, "a.txt"), StatementCoded(told)], actor="ada")
    ledger.append([DocumentWithdrawn(newer.document.id, "killed")], actor="ada")
    (entry,) = ledger.view().newest(1)["norland", "fees"]
    assert entry.statement.doc == older.document.id
