"""Coding again, with a newer coder."""

from __future__ import annotations

import dataclasses

import pytest

from detente.coding import coder
from detente.model import Status


@pytest.fixture
def recoded(workspace, inbox, monkeypatch):
    """A workspace whose first document was coded and partly reviewed by an older coder, and then by today's."""
    older = coder.Coder.code_with_notes

    def code(self, document):
        coding = older(self, document)
        old = [dataclasses.replace(one, coder="old/1", confidence=0.5) for one in coding.statements]
        return dataclasses.replace(coding, statements=tuple(old))

    with monkeypatch.context() as patched:
        patched.setattr(coder.Coder, "code_with_notes", code)
        workspace.add([inbox])
    first, *_ = workspace.statements()
    workspace.review(first.id, "accept", reason="read")
    return workspace, workspace.recode()


def test_what_was_reviewed_outlives_a_new_coding(recoded):
    """The reviewed statement counts, and what the new coder says again of it does not."""
    workspace, _ = recoded
    by_coder = {
        (entry.statement.coder, entry.statement.party): entry.status
        for entry in workspace.statements()
        if entry.statement.quote.text.startswith("Norland demanded")
    }
    assert by_coder == {("old/1", "norland"): Status.ACCEPTED, (coder.CODER, "norland"): Status.SUPERSEDED}


def test_what_nobody_reviewed_is_superseded_and_stays(recoded):
    """Each unreviewed statement of the old coder makes room for the new one's."""
    workspace, _ = recoded
    old = [entry for entry in workspace.statements() if entry.statement.coder == "old/1"]
    new = [entry for entry in workspace.statements() if entry.statement.coder == coder.CODER]
    assert {entry.status for entry in old} == {Status.ACCEPTED, Status.SUPERSEDED}
    assert sum(entry.counts for entry in new) == len(new) - 1
    assert workspace.verify().is_clean


def test_an_undone_review_no_longer_protects(recoded):
    """Without its review the old statement is superseded too, and the new one counts."""
    workspace, _ = recoded
    reviewed = next(entry for entry in workspace.statements() if entry.reviews)
    assert workspace.review(reviewed.id, "undo", reason="not read at all").status is Status.SUPERSEDED
    assert all(entry.counts for entry in workspace.statements() if entry.statement.coder == coder.CODER)


def test_coding_again_with_the_same_coder_records_nothing(recoded):
    """A document of today's coder is told as known."""
    workspace, outcomes = recoded
    assert [outcome.kind.value for outcome in outcomes] == ["recorded", "recorded"]
    before = workspace.verify().head
    assert [outcome.kind.value for outcome in workspace.recode()] == ["already known", "already known"]
    assert workspace.verify().head == before


def test_another_dossier_is_in_force_at_once_and_codes_again(workspace, inbox, dossier_file, tmp_path):
    """The new frame is used by the next recode, and the old one stays for earlier moments."""
    workspace.add([inbox])
    before = workspace.statements()
    text = dossier_file.read_text().replace("id: norland", "id: norland_state")
    (tmp_path / "new.yaml").write_text(text)
    assert workspace.reframe(tmp_path / "new.yaml")
    assert not workspace.reframe(tmp_path / "new.yaml")
    assert {outcome.kind.value for outcome in workspace.recode()} == {"recorded"}
    assert {outcome.kind.value for outcome in workspace.recode()} == {"already known"}
    parties = {entry.statement.party for entry in workspace.statements() if entry.counts}
    assert "norland_state" in parties
    assert "norland" not in parties
    earlier = workspace.at(known_at=before[-1].recorded_at)
    assert (earlier.dossier.parties[0].id, earlier.view.entries) == ("norland", before)


def test_going_back_to_the_old_dossier_brings_its_statements_back(workspace, inbox, dossier_file, tmp_path):
    """The same coding of the same words is the same statement, and counts again."""
    workspace.add([inbox])
    before = {entry.id for entry in workspace.statements()}
    (tmp_path / "new.yaml").write_text(dossier_file.read_text().replace("id: norland", "id: norland_state"))
    workspace.reframe(tmp_path / "new.yaml")
    workspace.recode()
    workspace.reframe(dossier_file)
    workspace.recode()
    assert {entry.id for entry in workspace.statements() if entry.counts} == before
    assert workspace.verify().is_clean
