"""Old events stay readable: a stored sample of every type and version is lifted and replayed."""

from __future__ import annotations

import copy
import dataclasses
import json
from pathlib import Path
from types import MappingProxyType

import pytest

from detente.errors import DamagedLedgerError
from detente.ledger import (
    ContestResolved,
    DocumentAdded,
    DocumentCoded,
    DocumentDated,
    DocumentDelivered,
    DocumentNoted,
    DocumentWithdrawn,
    DossierChanged,
    NoteReviewed,
    SourceGraded,
    StatementCoded,
    StatementReviewed,
    StatementsRemade,
)
from detente.ledger.chain import Recorded, canonical_json
from detente.ledger.events import TYPES, key_of, payload_of
from detente.ledger.projection import Projection
from detente.ledger.rows import DeliveryRow, ResolutionRow, Row, StatementRow
from detente.ledger.upgrades import UPGRADES, current_version, lift
from detente.model import Decision, DocumentId, Edtf, Grade, Kin, Kinship, Review, Verdict

NOON = "2031-03-10T12:00:00.000000Z"
SAMPLES = Path(__file__).parent / "samples"
NEWEST = [f"{type_}.v{current_version(type_)}" for type_ in TYPES.values()]
EVERY = [f"{type_}.v{v}" for type_ in TYPES.values() for v in range(1, current_version(type_) + 1)]


def sample(name: str) -> dict[str, object]:
    """The payload as it was stored in that version."""
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


@pytest.fixture
def today(document, make_statement, full_fields, full_notes):
    """One event of each type, as today's code records it."""
    statement = make_statement(document, "fees may fall", "league", "fees", "condition", **full_fields)
    review = Review(
        statement=statement.id,
        decision=Decision.CORRECT,
        reason="read again",
        reviewer="bea",
        changes=MappingProxyType({"party": "sudmark", "start": 78, "end": 91, "quote": "that fees may"}),
        seen=0,
    )
    halves = tuple(dataclasses.replace(statement, issue=issue, coder="analyst/bea") for issue in ("fees", "passage"))
    split = Review(
        statement=statement.id,
        decision=Decision.SPLIT,
        reason="two issues",
        reviewer="bea",
        seen=1,
        made=tuple(half.id for half in halves),
    )
    kinship = Kinship(DocumentId("0123456789abcdef"), Kin.COPY, 0.75)
    return [
        DossierChanged("dossier: strait\n", "strait.yaml"),
        DocumentAdded(document, "in/note.txt", document.text.encode(), (kinship,), (7, 4294967295)),
        DocumentDelivered(document.id, "again/note.txt"),
        DocumentWithdrawn(document.id, "killed at noon"),
        DocumentDated(document.id, Edtf("2031-03-09"), "stamped on its envelope"),
        DocumentCoded(document.id, "test/1", key_of(b"dossier: strait\n")),
        StatementCoded(statement),
        StatementReviewed(review),
        StatementsRemade((split,), halves),
        SourceGraded(Grade.read("B2"), "known for years", source="Coastal Wire"),
        DocumentNoted(document.id, "test/1", full_notes),
        NoteReviewed(document.id, full_notes[0].id, "another paper is meant"),
        ContestResolved(
            "denied/fees",
            tuple(half.id for half in halves),
            Verdict.UPHELD,
            "seen in print",
            (halves[0].id,),
            "Coastal Wire",
        ),
    ]


def test_every_type_and_version_has_a_sample():
    """A new version comes with the sample of what it looks like; old samples stay."""
    assert sorted(path.stem for path in SAMPLES.glob("*.json")) == sorted(EVERY)


def test_todays_events_are_recorded_as_the_newest_samples_are(today):
    """A payload does not change its form without a new version."""
    recorded = {f"{TYPES[type(event)]}.v{current_version(TYPES[type(event)])}": payload_of(event) for event in today}
    assert recorded == {name: sample(name) for name in NEWEST}


def untold(name: str) -> dict[str, object]:
    """What a newer version tells and this one could not, as it is where nobody tells it."""
    return {
        "document_added.v1": {"has_bytes": False, "kinships": [], "bands": []},
        "statement_reviewed.v1": {"seen": None},
    }.get(name, {})


@pytest.mark.parametrize("name", EVERY)
def test_samples_of_every_version_tell_alike(name):
    """Whatever version an event was recorded in, it says the same; what could not be told yet is told as unknown."""
    type_, _, version = name.partition(".v")
    newest = sample(f"{type_}.v{current_version(type_)}")
    assert lift(type_, int(version), sample(name)) == newest | untold(name)


def replayed(names: list[str]) -> tuple[Projection, list[Row]]:
    """What the samples of these names add up to, and every row they make on the way."""
    projection, rows = Projection(), []
    for seq, name in enumerate(names, start=1):
        type_, _, version = name.partition(".v")
        payload = canonical_json(sample(name))
        rows += projection.apply(Recorded(seq, type_, int(version), NOON, "ada", payload, "", ""))
    return projection, rows


@pytest.mark.parametrize("pick", [min, max], ids=["oldest", "newest"])
def test_the_samples_replay(pick):
    """The samples together are a small ledger: a document twice, withdrawn, dated; a statement corrected, split."""
    versions = {type_: [name for name in EVERY if name.startswith(f"{type_}.v")] for type_ in TYPES.values()}
    projection, rows = replayed([pick(names) for names in versions.values()])
    states = [(row.party, row.status, row.start, row.end) for row in rows if isinstance(row, StatementRow)]
    assert ("sudmark", "corrected", 78, 91) in states
    statement, *halves = projection.statements.values()
    assert (statement.status, [(half.status, half.issue) for half in halves]) == (
        "split",
        [("coded", "fees"), ("coded", "passage")],
    )
    assert [row.name for row in rows if isinstance(row, DeliveryRow)] == ["in/note.txt", "again/note.txt"]
    assert list(projection.withdrawn.values()) == [True]
    assert [row.published for row in projection.datings.values()] == ["2031-03-09"]
    assert [[one.coder for one in several] for several in projection.codings.values()] == [["test/1"]]
    assert list(projection.grades.items()) == [(("Coastal Wire", None), "B2")]
    assert [row.coder for row in projection.notings.values()] == ["test/1"]
    assert list(projection.rejected_notes.values()) == [True]
    assert [(row.verdict, row.reason) for row in rows if isinstance(row, ResolutionRow)] == [
        ("upheld", "seen in print")
    ]
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
