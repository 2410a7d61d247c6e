"""Old events stay readable: a stored sample of every type and version is lifted and replayed."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from types import MappingProxyType

import pytest

from detente.errors import DamagedLedgerError
from detente.ledger import (
    DocumentAdded,
    DocumentDelivered,
    DossierChanged,
    StatementCoded,
    StatementReviewed,
)
from detente.ledger.chain import Recorded, canonical_json
from detente.ledger.events import TYPES, payload_of
from detente.ledger.projection import Projection
from detente.ledger.upgrades import UPGRADES, current_version, lift
from detente.model import Decision, Review

NOON = "2031-03-10T12:00:00.000000Z"
SAMPLES = Path(__file__).parent / "samples"
NEWEST = [f"{type_}.v{current_version(type_)}" for type_ in TYPES.values()]
EVERY = [f"{type_}.v{v}" for type_ in TYPES.values() for v in range(1, current_version(type_) + 1)]


def sample(name: str) -> dict[str, object]:
    """The payload as it was stored in that version."""
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def today(document, make_statement, full_fields):
    """One event of each type, as today's code records it."""
    statement = make_statement(document, "fees may fall", "league", "fees", "condition", **full_fields)
    review = Review(
        statement=statement.id,
        decision=Decision.CORRECT,
        reason="read again",
        reviewer="bea",
        changes=MappingProxyType({"party": "sudmark", "start": 78, "end": 91, "quote": "that fees may"}),
    )
    return [
        DossierChanged("dossier: strait\n", "strait.yaml"),
        DocumentAdded(document, "in/note.txt"),
        DocumentDelivered(document.id, "again/note.txt"),
        StatementCoded(statement),
        StatementReviewed(review),
    ]


def test_every_type_and_version_has_a_sample():
    """A new version comes with the sample of what it looks like; old samples stay."""
    assert sorted(path.stem for path in SAMPLES.glob("*.json")) == sorted(EVERY)


def test_todays_events_are_recorded_as_the_newest_samples_are(today):
    """A payload does not change its form without a new version."""
    recorded = {f"{TYPES[type(event)]}.v{current_version(TYPES[type(event)])}": payload_of(event) for event in today}
    assert recorded == {name: sample(name) for name in NEWEST}


def test_samples_of_every_version_replay_alike():
    """Whatever version an event was recorded in, it adds up to the same rows."""
    newest = {name.partition(".v")[0]: sample(name) for name in NEWEST}
    for name in EVERY:
        type_, _, version = name.partition(".v")
        assert lift(type_, int(version), sample(name)) == newest[type_]


def test_the_samples_replay():
    """The samples together are a small ledger: a dossier, a document, two deliveries, a corrected statement."""
    projection = Projection()
    for seq, name in enumerate(NEWEST, start=1):
        type_, _, version = name.partition(".v")
        payload = canonical_json(sample(name))
        projection.apply(Recorded(seq, type_, int(version), NOON, "ada", payload, "", ""))
    (statement,) = projection.statements.values()
    assert (statement.party, statement.status, statement.start, statement.end) == (
        "sudmark",
        "corrected",
        78,
        91,
    )
    assert [row.name for row in projection.deliveries.values()] == ["in/note.txt", "again/note.txt"]
    assert projection.dossier.file == "strait.yaml"


def test_upgrades_lift_version_by_version():
    """Each upgrade takes one step, and what was stored is not touched."""
    upgrades = {
        ("document_delivered", 1): lambda old: {"document": old["document"], "names": [old["name"]]},
        ("document_delivered", 2): lambda old: old | {"channel": "file"},
    }
    stored = {"document": "d", "name": "a.txt"}
    before = copy.deepcopy(stored)
    assert current_version("document_delivered", upgrades) == 3
    assert lift("document_delivered", 1, stored, upgrades) == {
        "document": "d",
        "names": ["a.txt"],
        "channel": "file",
    }
    assert lift("document_delivered", 3, stored, upgrades) is stored
    assert stored == before


@pytest.mark.parametrize(("type_", "version"), [("document_burnt", 1), ("document_added", 99), ("document_added", 0)])
def test_an_event_of_the_future_is_not_guessed_at(type_, version):
    """A type or version that is unknown is an error that says so."""
    with pytest.raises(DamagedLedgerError, match="a newer one may have recorded it: update détente"):
        lift(type_, version, {}, UPGRADES)


def test_an_event_that_cannot_be_replayed_is_named():
    """A payload that lacks what it must tell is an error with the event's place."""
    broken = Recorded(7, "document_added", 1, NOON, "ada", "{}", "", "")
    with pytest.raises(DamagedLedgerError, match=r"event 7 \(document_added\) cannot be replayed"):
        Projection().apply(broken)
