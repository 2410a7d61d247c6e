"""What a document tells beside statements is noted with it, and again by a newer noter."""

from __future__ import annotations

import dataclasses

import pytest

from detente.coding import CODER, coder, notes
from detente.coding.notes import NOTER
from detente.errors import RefusedReviewError
from detente.model import HurdleKind, HurdleNote, InstrumentNote, RoundNote, Step
from detente.workspace import Workspace

MEETING = """\
---
title: A draft
published: 2031-03-12
publisher: Coastal Wire
---
Norland handed a draft agreement on pilots to Sudmark on Monday. Delegations of Norland and Sudmark met in Halvik on \
Tuesday. Closing the strait would need a referendum in Norland. Norland demands that every ship take a pilot through \
the strait.
"""


@pytest.fixture
def meeting(tmp_path):
    """A folder with a dispatch that tells of a draft, a meeting and a hurdle, and makes a demand."""
    folder = tmp_path / "meeting"
    folder.mkdir()
    (folder / "draft.md").write_text(MEETING, encoding="utf-8")
    return folder


def by_older_noter(monkeypatch, workspace, paths):
    """Adds documents as an older noter would have noted them: one thing of each, and under its own name."""
    code = coder.Coder.code_with_notes

    def code_as_before(self, document):
        made = code(self, document)
        return dataclasses.replace(made, notes=made.notes[:1])

    with monkeypatch.context() as patched:
        patched.setattr(coder.Coder, "code_with_notes", code_as_before)
        patched.setattr(notes, "NOTER", "notes/old")
        return workspace.add(paths)


def notes_of(workspace):
    """What is noted now, in the order of the texts."""
    return [entry.note for entry in workspace.view().notes]


def test_what_a_document_tells_is_noted_as_it_is_added(workspace, meeting):
    """A draft handed over, a meeting held, a vote to be won: each with its characters and its day."""
    workspace.add([meeting])
    draft, met, vote = notes_of(workspace)
    assert isinstance(draft, InstrumentNote)
    assert (draft.step, draft.by, draft.to, str(draft.on)) == (Step.HAND_OVER, "norland", "sudmark", "2031-03-10")
    assert isinstance(met, RoundNote)
    assert (met.place, met.participants, str(met.on)) == ("Halvik", ("norland", "sudmark"), "2031-03-11")
    assert isinstance(vote, HurdleNote)
    assert (vote.party, vote.hurdle, vote.is_expected) == ("norland", HurdleKind.REFERENDUM, True)
    [document] = workspace.view().documents.values()
    for note in (draft, met, vote):
        assert document.text[note.quote.start : note.quote.end] == note.quote.text
    assert workspace.verify().is_clean


def test_a_document_and_its_notes_are_recorded_at_one_moment(workspace, meeting):
    """A look at the ledger never shows the document without what it tells."""
    workspace.add([meeting])
    added, *between, noted = [each for each in workspace.log() if each.type not in {"dossier_changed", "source_graded"}]
    assert (added.type, noted.type) == ("document_added", "document_noted")
    assert {each.type for each in between} == {"statement_coded"}
    assert len({each.recorded_at for each in (added, *between, noted)}) == 1
    assert noted.payload["coder"] == NOTER


def test_notes_that_cannot_be_recorded_take_their_document_with_them(workspace, meeting, monkeypatch):
    """All of it in one transaction: nothing is left half recorded, and the next run records it."""
    code = coder.Coder.code_with_notes

    def code_badly(self, document):
        made = code(self, document)
        quote = made.notes[0].quote
        wrong = dataclasses.replace(quote, text=quote.text.upper())
        return dataclasses.replace(made, notes=(dataclasses.replace(made.notes[0], quote=wrong),))

    before = workspace.verify().head
    with monkeypatch.context() as patched:
        patched.setattr(coder.Coder, "code_with_notes", code_badly)
        with pytest.raises(ValueError, match="does not read"):
            workspace.add([meeting])
    assert (workspace.verify().head, workspace.statements(), notes_of(workspace)) == (before, (), [])
    [outcome] = workspace.add([meeting])
    assert outcome.kind == "recorded"
    assert len(notes_of(workspace)) == 3


def test_an_outcome_counts_statements_and_no_notes(workspace, meeting):
    """As many as are listed; a document that only tells of a meeting has none, and that is told."""
    (meeting / "met.md").write_text("Delegations of Norland and Sudmark met in Halvik on 4 March 2031.\n")
    made, met = workspace.add([meeting])
    assert made.n_statements == len(workspace.statements()) >= 1
    assert met.n_statements == 0
    assert met.note.startswith("no statement in it; nearest comes “Delegations of Norland")
    assert [note.doc for note in notes_of(workspace)].count(met.document_id) == 1


def test_what_an_older_noter_noted_is_noted_again(workspace, meeting, monkeypatch):
    """The new notes take the place of the old, the statements stay, and a look back shows what was known."""
    by_older_noter(monkeypatch, workspace, [meeting])
    assert len(notes_of(workspace)) == 1
    before = workspace.statements()
    earlier = before[0].recorded_at
    [outcome] = workspace.recode()
    assert (outcome.kind, outcome.n_statements) == ("recorded", 0)
    assert len(notes_of(workspace)) == 3
    assert workspace.statements() == before
    assert len(workspace.view(known_at=earlier).notes) == 1
    newest = list(workspace.log())[-1]
    assert (newest.type, newest.payload["coder"]) == ("document_noted", NOTER)
    assert workspace.verify().is_clean


def test_what_is_noted_by_todays_noter_is_left_alone(workspace, meeting, inbox, monkeypatch):
    """Of two documents only the one that an older noter noted is noted again, and the second time neither."""
    by_older_noter(monkeypatch, workspace, [meeting])
    workspace.add([inbox])
    assert [outcome.kind for outcome in workspace.recode()] == ["recorded", "already known", "already known"]
    before = workspace.verify().head
    assert {outcome.kind for outcome in workspace.recode()} == {"already known"}
    assert workspace.verify().head == before


def test_a_ledger_without_notes_gets_them_by_coding_again(workspace, meeting, monkeypatch):
    """Documents that were added before anything was noted keep their statements and their reviews."""
    append = workspace._ledger.append

    def append_no_notes(events, *, actor):
        return append([event for event in events if type(event).__name__ != "DocumentNoted"], actor=actor)

    with monkeypatch.context() as patched:
        patched.setattr(workspace._ledger, "append", append_no_notes)
        workspace.add([meeting])
    assert notes_of(workspace) == []
    first, *_ = workspace.statements()
    workspace.review(first.id, "accept", reason="read")
    before = workspace.statements()
    [outcome] = workspace.recode()
    assert (outcome.kind, outcome.n_statements) == ("recorded", 0)
    assert len(notes_of(workspace)) == 3
    assert workspace.statements() == before


def test_another_dossier_notes_in_its_own_names(workspace, meeting, dossier_file, tmp_path):
    """Coding again by another dossier notes again too; what was noted in the old names counts no more."""
    workspace.add([meeting])
    (tmp_path / "new.yaml").write_text(dossier_file.read_text().replace("id: norland", "id: norland_state"))
    workspace.reframe(tmp_path / "new.yaml")
    assert [outcome.kind for outcome in workspace.recode()] == ["recorded"]
    assert {note.party for note in notes_of(workspace) if isinstance(note, HurdleNote)} == {"norland_state"}
    assert {outcome.kind for outcome in workspace.recode()} == {"already known"}


def test_a_backup_keeps_the_notes(workspace, meeting, tmp_path, settings):
    """A workspace made of a backup is noted as the first was, by the same coder and noter."""
    workspace.add([meeting])
    workspace.backup(tmp_path / "kept.sqlite")
    with Workspace.restore(tmp_path / "again", tmp_path / "kept.sqlite", settings) as again:
        assert notes_of(again) == notes_of(workspace)
        assert {entry.statement.coder for entry in again.statements()} == {CODER}
        assert {outcome.kind for outcome in again.recode()} == {"already known"}


def test_a_note_is_rejected_and_that_undone_in_a_reviewers_name(workspace, meeting):
    """By the beginning of its id; what cannot be decided is told."""
    workspace.add([meeting])
    id_ = workspace.view().notes[0].id
    assert not workspace.review_note(id_[:8], "reject", "another draft", "bea").counts
    assert all(id_ not in one.notes for one in workspace.at().instruments)
    with pytest.raises(RefusedReviewError, match="is rejected already"):
        workspace.review_note(id_, "reject", "again", "bea")
    with pytest.raises(RefusedReviewError, match="choose from reject, undo"):
        workspace.review_note(id_, "accept", "again", "bea")
    undone = workspace.review_note(id_, "undo", "it is that one", "ada")
    assert [(each.is_rejected, each.reviewer) for each in undone.reviews] == [(True, "bea"), (False, "ada")]
    with pytest.raises(RefusedReviewError, match="nothing to undo"):
        workspace.review_note(id_, "undo", "again", "bea")
