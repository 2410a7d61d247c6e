"""A draft, a meeting or a hurdle that no program noted is noted by an analyst."""

from __future__ import annotations

import pytest

from detente.coding.notes import NOTER
from detente.errors import RefusedReviewError, UnknownDocumentError
from detente.model import Edtf, HurdleKind, HurdleNote, InstrumentNote, RoundNote, Step
from detente.workspace import Workspace

MEETING = """\
---
title: A draft
published: 2031-03-12
publisher: Coastal Wire
---
Norland handed a draft agreement on pilots to Sudmark on Monday. The envoys sat together in Halvik. \
Closing the strait would need a referendum in Norland.
"""
SAT = {"quote": "The envoys sat together in Halvik", "participants": "norland, sudmark", "place": "Halvik"}
DRAFT = {"quote": "a draft agreement on pilots", "named": "the pilots draft", "step": "draft", "by": "norland"}


@pytest.fixture
def filled(workspace, tmp_path):
    """A workspace with a dispatch of which a program noted a draft and a hurdle."""
    file = tmp_path / "draft.md"
    file.write_text(MEETING, encoding="utf-8")
    workspace.add([file])
    return workspace


def test_what_is_noted_is_sourced_and_attributed(filled):
    """Its words are the text's, its coder the analyst, and it stands beside what the program noted."""
    before = filled.view().notes
    entry = filled.note("draft", "round", {**SAT, "on": "2031-03-11"}, "grace")
    assert isinstance(entry.note, RoundNote)
    assert (entry.note.participants, str(entry.note.on)) == (("norland", "sudmark"), "2031-03-11")
    assert (entry.coder, entry.is_by_hand, entry.counts) == ("analyst/grace", True, True)
    assert {each.coder for each in before} == {NOTER}
    after = filled.view().notes
    assert {each.id for each in after} == {each.id for each in before} | {entry.id}
    assert [each.note.quote.start for each in after] == sorted(each.note.quote.start for each in after)
    text = filled.view().documents[entry.note.doc].text
    assert text[entry.note.quote.start : entry.note.quote.end] == SAT["quote"]
    assert entry.id in {note for one in filled.at().rounds() for note in one.notes}
    assert filled.verify().is_clean


def test_each_kind_has_its_fields(filled):
    """As the records have them."""
    draft = filled.note(
        "draft", "instrument", {**DRAFT, "is_official": "yes", "issue": "passage", "option": "piloted"}
    ).note
    hurdle = filled.note("draft", "hurdle", {"quote": "in Norland", "party": "norland", "hurdle": "parliament"}).note
    assert isinstance(draft, InstrumentNote)
    assert (draft.step, draft.by, draft.is_official, draft.option) == (Step.DRAFT, "norland", True, "piloted")
    assert isinstance(hurdle, HurdleNote)
    assert (hurdle.party, hurdle.hurdle) == ("norland", HurdleKind.PARLIAMENT)


def test_what_several_analysts_note_stands_side_by_side(filled):
    """Also what one notes after the other."""
    first = filled.note("draft", "round", SAT, "ada")
    second = filled.note("draft", "round", {**SAT, "quote": "in Halvik"}, "bea")
    third = filled.note("draft", "instrument", DRAFT, "ada")
    coders = {each.id: each.coder for each in filled.view().notes if each.is_by_hand}
    assert coders == {first.id: "analyst/ada", second.id: "analyst/bea", third.id: "analyst/ada"}
    assert filled.verify().is_clean


def test_what_is_noted_outlives_another_reading(filled, dossier_file, tmp_path):
    """A newer reading takes the place of a program's alone; a look back shows what was known."""
    entry = filled.note("draft", "round", SAT)
    other = tmp_path / "other.yaml"
    other.write_text(dossier_file.read_text(encoding="utf-8").replace("Grey Strait talks", "talks"), encoding="utf-8")
    filled.reframe(other)
    filled.recode()
    assert entry.id in {each.id for each in filled.view().notes}
    first = next(each for each in filled.log() if each.type == "document_added")
    assert entry.id not in {each.id for each in filled.view(known_at=first.recorded_at).notes}
    assert filled.verify().is_clean


def test_to_note_by_hand_outdates_no_reading(filled, monkeypatch):
    """Today's noter has nothing to read again, and a newer one has."""
    filled.note("draft", "round", SAT)
    assert [outcome.kind.value for outcome in filled.recode()] == ["already known"]
    monkeypatch.setattr("detente.coding.notes.NOTER", "notes/new")
    assert [outcome.kind.value for outcome in filled.recode()] == ["recorded"]
    assert {each.coder for each in filled.view().notes} == {"notes/new", "analyst/ada"}


def test_it_is_rejected_and_that_undone(filled):
    """Like a program's; the program's own stay as they are."""
    entry = filled.note("draft", "round", SAT)
    assert filled.review_note(entry.id, "reject", "another meeting").counts is False
    assert filled.review_note(entry.id, "undo", "that one after all").counts is True
    program = next(each for each in filled.view().notes if not each.is_by_hand)
    assert filled.review_note(program.id, "reject", "no").is_rejected


def test_what_was_read_wrongly_is_rejected_and_noted_anew(filled):
    """The day of a draft is put right though the note keeps its id; both are in the history."""
    wrong = next(each for each in filled.view().notes if isinstance(each.note, InstrumentNote))
    told = wrong.note
    filled.review_note(wrong.id, "reject", "on Tuesday")
    fields = {"quote": told.quote.text, "named": told.named, "step": told.step.value, "by": told.by, "to": told.to}
    fields |= {"issue": told.issue, "option": told.option, "on": "2031-03-11"}
    entry = filled.note("draft", "instrument", fields)
    assert (entry.id, entry.note.on, entry.counts) == (wrong.id, Edtf("2031-03-11"), True)
    assert [each.id for each in filled.view().notes].count(wrong.id) == 1
    _, history = filled.history(wrong.id)
    assert [each.type for each in history] == ["document_noted", "note_reviewed", "document_noted", "note_reviewed"]


def test_an_export_makes_the_same_notes(filled, tmp_path):
    """Those by hand too."""
    filled.note("draft", "round", SAT)
    with Workspace.take_in(tmp_path / "other", filled.export()) as other:
        assert other.view().notes == filled.view().notes
        assert other.verify().is_clean


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("round", {"quote": "no such words"}, "does not hold these words"),
        ("round", {"quote": "Norland"}, "holds these words 2 times"),
        ("meeting", {}, "'meeting' is no kind of note; choose from instrument, round, hurdle"),
        ("round", {"colour": "red"}, "a note of kind round has no 'colour'; choose from on, "),
        ("round", {"participants": ""}, "a note of kind round needs its participants; it is the ids of parties"),
        ("round", {"participants": "norland, leek"}, "no party 'leek'; choose from norland"),
        ("round", {"participants": 3}, "participants cannot be 3"),
        ("round", {"format": "huge"}, "format cannot be 'huge'; it is one of bilateral"),
        ("round", {"on": "soon"}, "on cannot be 'soon'; it is a date like"),
        ("round", {"on": "2031-03-20"}, "on cannot be 2031-03-20, for its document was published on 2031-03-12"),
        ("round", {"is_expected": "perhaps"}, "is_expected cannot be 'perhaps'; it is true or false"),
        ("hurdle", {"participants": None, "place": None, "party": "norland"}, "needs its hurdle; it is one of"),
        ("instrument", {"participants": None, "place": None}, "needs its named; it is what the text calls it"),
        (
            "instrument",
            {"participants": None, "place": None, "instrument": "x", "named": "x"},
            "the dossier has no instrument 'x'; leave it out",
        ),
        (
            "instrument",
            {"participants": None, "place": None, "named": "x", "option": "free"},
            "an option is one of an issue; give the issue too",
        ),
    ],
)
def test_what_makes_no_note_is_refused(filled, kind, fields, words):
    """In one line that tells what would be right; nothing is recorded."""
    before = filled.verify().head
    with pytest.raises(RefusedReviewError, match=words) as refused:
        filled.note("draft", kind, SAT | fields)
    assert "\n" not in str(refused.value)
    assert filled.verify().head == before


def test_a_meeting_to_come_is_noted_as_expected(filled):
    """On a day behind that of its document."""
    entry = filled.note("draft", "round", {**SAT, "on": "2031-03-20", "is_expected": "true"})
    assert entry.note.is_expected


def test_the_same_is_not_noted_twice(filled):
    """The refusal names the note and what to do with it."""
    entry = filled.note("draft", "round", SAT)
    with pytest.raises(RefusedReviewError, match=f"note {entry.id}, and it counts; `detente review {entry.id} reject`"):
        filled.note("draft", "round", SAT)
    filled.review_note(entry.id, "reject", "no")
    with pytest.raises(RefusedReviewError, match=f"it was rejected; `detente review {entry.id} undo` takes that back"):
        filled.note("draft", "round", SAT)


def test_a_note_needs_a_document(filled):
    """What is missing is named."""
    with pytest.raises(UnknownDocumentError):
        filled.note("3-nothing", "round", SAT)


def test_a_meeting_is_to_come_until_the_newest_document_of_any_kind(filled, tmp_path):
    """A document that tells of no meeting shows as well that its day is over."""
    filled.note("draft", "round", {**SAT, "on": "2031-03-20", "is_expected": "yes"}, "grace")
    filled.note(
        "draft", "hurdle",
        {"quote": "in Norland", "party": "norland", "hurdle": "election", "on": "2031-03-20", "is_expected": "yes"},
    )  # fmt: skip

    def told() -> tuple[str, bool]:
        state = filled.at()
        hurdles = [one for one in state.ratification() if one.kind is HurdleKind.ELECTION]
        return next(one.status.value for one in state.rounds() if str(one.on) == "2031-03-20"), hurdles[0].is_overdue

    assert told() == ("announced", False)
    later = tmp_path / "later.md"
    later.write_text("---\npublished: 2031-04-02\n---\nThe fee is 300 crowns.\n", encoding="utf-8")
    filled.add([later])
    assert told() == ("unconfirmed", True)


@pytest.mark.parametrize(
    ("words", "fields", "is_expected"),
    [
        ("Closing the strait would need a referendum in Norland", {}, True),
        ("need a referendum", {}, True),
        ("Closing the strait would need a referendum in Norland", {"is_expected": "no"}, False),
        ("Norland handed a draft agreement", {}, False),
    ],
)
def test_whether_a_hurdle_is_announced_is_read_from_its_sentence(filled, words, fields, is_expected):
    """As a coder reads it, unless the analyst tells it; a sentence that tells no such hurdle announces none."""
    told = {"quote": words, "party": "sudmark", "hurdle": "referendum", **fields}
    assert filled.note("draft", "hurdle", told).note.is_expected is is_expected
