"""What documents tell beside statements, and verdicts on contests, are kept as they were known."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from sqlalchemy import text

from detente.errors import RefusedReviewError, UnknownStatementError
from detente.ledger import ContestResolved, DocumentNoted, DocumentWithdrawn, Ledger, NoteReviewed
from detente.model import DocumentId, Verdict
from detente.model.note_wire import note_from_wire, note_to_wire


@pytest.fixture
def told(ledger, story):
    """The ledger with one document and two statements."""
    ledger.append(story, actor="ada")
    return ledger


def test_notes_are_given_as_they_were_recorded(told, document, full_notes):
    """Every field of every kind of note comes back, with its document's publisher and date."""
    told.append([DocumentNoted(document.id, "test/1", full_notes)], actor="ada")
    entries = told.view().notes
    assert tuple(entry.note for entry in entries) == full_notes
    assert {(entry.publisher, entry.published) for entry in entries} == {(document.publisher, document.published)}


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_note_keeps_its_id_in_its_json_form(full_notes, place):
    """The id is made of what the note tells, and of nothing else."""
    note = note_from_wire(note_to_wire(full_notes[place]))
    assert (note, note.id) == (full_notes[place], full_notes[place].id)


def test_a_mark_that_was_thought_of_later_is_written_only_where_it_holds(full_notes):
    """So a note recorded before reads as it was meant, and is recorded today as it was then."""
    unpublished = dataclasses.replace(full_notes[0], is_unpublished=True)
    assert "is_unpublished" not in note_to_wire(full_notes[0])
    assert note_from_wire(note_to_wire(full_notes[0])).is_unpublished is False
    assert note_from_wire(note_to_wire(unpublished)) == unpublished


def test_a_later_noting_takes_the_place_of_an_earlier_one(told, clock, document, full_notes):
    """Before it the earlier one was known; a look back shows that."""
    before = clock.advance(hours=1)
    told.append([DocumentNoted(document.id, "test/1", full_notes)], actor="ada")
    clock.advance(hours=1)
    told.append([DocumentNoted(document.id, "test/2", full_notes[:1])], actor="ada")
    assert [entry.note for entry in told.view().notes] == list(full_notes[:1])
    assert [entry.note for entry in told.view(known_at=before).notes] == list(full_notes)


def test_the_same_noting_is_not_recorded_twice(told, document, full_notes):
    """Not even one that finds nothing; by another coder it is another."""
    for notes in ((), full_notes):
        assert len(told.append([DocumentNoted(document.id, "test/1", notes)], actor="ada")) == 1
        assert told.append([DocumentNoted(document.id, "test/1", notes)], actor="ada") == ()
    assert len(told.append([DocumentNoted(document.id, "test/2", full_notes)], actor="ada")) == 1


def test_a_note_that_quotes_what_is_not_there_is_refused(told, document, full_notes):
    """Its quote must be the characters of its document."""
    elsewhere = dataclasses.replace(full_notes[0], doc=DocumentId("0123456789abcdef"))
    moved = dataclasses.replace(full_notes[0], quote=dataclasses.replace(full_notes[0].quote, text="elsewise"))
    for wrong in (elsewhere, moved):
        with pytest.raises(ValueError, match="does not read"):
            told.append([DocumentNoted(document.id, "test/1", (wrong,))], actor="ada")
    assert told.view().notes == ()


def test_what_is_told_later_does_not_show_in_an_earlier_day(told, document, full_notes):
    """A document that is certainly of a later day tells nothing yet."""
    told.append([DocumentNoted(document.id, "test/1", full_notes)], actor="ada")
    assert told.view(as_of=date(2031, 3, 9)).notes == ()
    assert len(told.view(as_of=document.published.latest).notes) == len(full_notes)


def test_notes_of_a_withdrawn_document_stay_and_do_not_count(told, document, full_notes):
    """They are marked, as statements are."""
    told.append([DocumentNoted(document.id, "test/1", full_notes)], actor="ada")
    assert all(entry.counts for entry in told.view().notes)
    told.append([DocumentWithdrawn(document.id, "killed")], actor="ada")
    assert [entry.counts for entry in told.view().notes] == [False] * len(full_notes)


def test_a_rejected_note_stays_and_does_not_count(told, clock, document, full_notes):
    """Who rejected it, and why, is kept with it; the other notes count on, and a look back shows it as it was."""
    told.append([DocumentNoted(document.id, "test/1", full_notes)], actor="ada")
    before = clock.advance(hours=1)
    clock.advance(hours=1)
    told.append([NoteReviewed(document.id, full_notes[0].id, "another paper")], actor="bea")
    entry = told.view().note(full_notes[0].id)
    assert [(each.is_rejected, each.reason, each.reviewer) for each in entry.reviews] == [
        (True, "another paper", "bea")
    ]
    assert [entry.counts for entry in told.view().notes] == [False, *[True] * (len(full_notes) - 1)]
    assert all(entry.counts for entry in told.view(known_at=before).notes)


def test_a_rejection_is_undone_and_outlives_another_reading(told, document, full_notes):
    """A newer coder that tells the same is not believed again; an analyst who takes it back is."""
    told.append([DocumentNoted(document.id, "test/1", full_notes)], actor="ada")
    told.append([NoteReviewed(document.id, full_notes[0].id, "another paper")], actor="bea")
    told.append([DocumentNoted(document.id, "test/2", full_notes)], actor="ada")
    assert not told.view().note(full_notes[0].id).counts
    told.append([NoteReviewed(document.id, full_notes[0].id, "it is that one", is_rejected=False)], actor="bea")
    assert told.view().note(full_notes[0].id).counts
    assert told.verify().findings == ()


def test_what_is_in_force_of_a_note_is_not_recorded_twice(told, document, full_notes):
    """A second rejection changes nothing, nor does an undo of none."""
    told.append([DocumentNoted(document.id, "test/1", full_notes)], actor="ada")
    assert told.append([NoteReviewed(document.id, full_notes[0].id, "why", is_rejected=False)], actor="bea") == ()
    assert len(told.append([NoteReviewed(document.id, full_notes[0].id, "why")], actor="bea")) == 1
    assert told.append([NoteReviewed(document.id, full_notes[0].id, "why")], actor="bea") == ()


@pytest.mark.parametrize(
    ("note", "reason", "error"), [(0, " ", RefusedReviewError), (None, "why", UnknownStatementError)]
)
def test_a_decision_on_a_note_needs_the_note_and_a_reason(told, document, full_notes, note, reason, error):
    """Nothing is recorded otherwise."""
    told.append([DocumentNoted(document.id, "test/1", full_notes)], actor="ada")
    id_ = "n0" if note is None else full_notes[note].id
    with pytest.raises(error):
        told.append([NoteReviewed(document.id, id_, reason)], actor="bea")
    assert all(entry.counts for entry in told.view().notes)


def test_a_note_is_found_by_the_beginning_of_its_id(told, document, full_notes):
    """Where no other begins so."""
    told.append([DocumentNoted(document.id, "test/1", full_notes)], actor="ada")
    view = told.view()
    assert view.note(full_notes[1].id[:8]).note == full_notes[1]
    for asked in ("", "x", "n"):
        with pytest.raises(UnknownStatementError):
            view.note(asked)


def test_a_verdict_is_kept_with_who_gave_it_and_why(told, demand, rejection):
    """It shows in the history of each statement that it is on."""
    verdict = ContestResolved(
        "denied/fees", (demand.id, rejection.id), Verdict.UPHELD, "seen in print", (demand.id,), "the gazette"
    )
    told.append([verdict], actor="bea")
    (one,) = told.view().resolutions
    assert one.contest == "denied/fees"
    assert set(one.statements) == {demand.id, rejection.id}
    assert (one.verdict, one.upheld, one.reason, one.source, one.analyst) == (
        Verdict.UPHELD, (demand.id,), "seen in print", "the gazette", "bea",
    )  # fmt: skip
    for statement in (demand, rejection):
        assert told.history(statement.id)[1][-1].type == "contest_resolved"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"reason": " "}, "needs a reason"),
        (
            {"upheld": ()},
            "which side holds is not told; .* give --uphold ID with one of s.*; where all hold the verdict is all_hold",
        ),
        ({"verdict": Verdict.PARKED}, "the verdict is parked; uphold none, or choose the verdict upheld"),
        (
            {"upheld": ("s0", "s1")},
            "every side is upheld; leave out one that does not hold, or choose",
        ),
        ({"upheld": ("s9",)}, "is not in the contest"),
        ({"statements": (), "upheld": ()}, "a verdict is on statements"),
    ],
)
def test_a_verdict_that_says_nothing_is_refused(told, demand, rejection, changes, message):
    """With what would be right."""
    ids = {"s0": demand.id, "s1": rejection.id}
    full = {
        "contest": "denied",
        "statements": ("s0", "s1"),
        "verdict": Verdict.UPHELD,
        "reason": "seen",
        "upheld": ("s0",),
    } | changes
    asked = {key: tuple(ids.get(one, one) for one in value) if isinstance(value, tuple) else value
             for key, value in full.items()}  # fmt: skip
    with pytest.raises(RefusedReviewError, match=message):
        told.append([ContestResolved(**asked)], actor="bea")


def test_a_verdict_on_what_nobody_said_is_refused(told, demand):
    """Every statement of it must be known."""
    with pytest.raises(UnknownStatementError, match="`detente contests`"):
        told.append([ContestResolved("denied", (demand.id, "s000000000000"), Verdict.PARKED, "later")], actor="bea")


def test_a_ledger_of_yesterday_is_brought_up_to_date(tmp_path, story, document, full_notes):
    """Tables that were made before notes were kept get them when the ledger is opened."""
    with Ledger.create(tmp_path / "ledger.sqlite") as ledger:
        ledger.append(story, actor="ada")
        with ledger.store.writing() as connection:
            for drop in ("TABLE noting", "TABLE note_review", "TABLE resolution", "TABLE dating", "INDEX kinship_of"):
                connection.execute(text(f"DROP {drop}"))
            connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    with Ledger.open(tmp_path / "ledger.sqlite") as ledger:
        ledger.append([DocumentNoted(document.id, "test/1", full_notes)], actor="ada")
        assert len(ledger.view().notes) == len(full_notes)
        assert ledger.verify().findings == ()


def test_a_noting_by_hand_stands_beside_a_programs(told, document, full_notes):
    """Each takes the place of its own kind: a program's of any program's, an analyst's of the same analyst's."""
    first, second, third = full_notes
    for coder, notes in (
        ("test/1", (first,)), ("analyst/ada", (second,)), ("analyst/bea", (third,)), ("test/2", ()),
        ("analyst/ada", (second, first)),
    ):  # fmt: skip
        assert told.append([DocumentNoted(document.id, coder, notes)], actor="ada")
    found = {entry.id: entry.coder for entry in told.view().notes}
    assert found == {first.id: "analyst/ada", second.id: "analyst/ada", third.id: "analyst/bea"}
    assert told.is_noted_by(document.id, "test/2")
    assert told.verify().is_clean


def test_a_noting_by_hand_drops_nothing(told, document, full_notes):
    """One that does not know of what the same analyst noted meanwhile is refused."""
    told.append([DocumentNoted(document.id, "analyst/ada", full_notes[:2])], actor="ada")
    with pytest.raises(RefusedReviewError, match=r"ada noted something else of document .* in the meantime"):
        told.append([DocumentNoted(document.id, "analyst/ada", full_notes[2:])], actor="ada")


def test_of_one_note_that_of_the_analyst_stands(told, document, full_notes):
    """Where a program noted the same with another day."""
    mine = dataclasses.replace(full_notes[0], is_expected=not full_notes[0].is_expected)
    assert mine.id == full_notes[0].id
    told.append([DocumentNoted(document.id, "analyst/ada", (mine,))], actor="ada")
    told.append([DocumentNoted(document.id, "test/1", full_notes)], actor="ada")
    assert [entry.note for entry in told.view().notes if entry.id == mine.id] == [mine]
