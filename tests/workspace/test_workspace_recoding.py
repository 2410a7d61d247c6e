"""Coding again, with a newer coder."""

from __future__ import annotations

import dataclasses

import pytest

from detente.coding import coder
from detente.model import Status


@pytest.fixture
def recoded(workspace, inbox, monkeypatch):
    """A workspace whose first document was coded and partly reviewed by an older coder, and then by today's."""
    older = coder.Coder.code

    def code(self, document):
        coding = older(self, document)
        old = [dataclasses.replace(one, coder="old/1", confidence=0.5) for one in coding.statements]
        return dataclasses.replace(coding, statements=tuple(old))

    with monkeypatch.context() as patched:
        patched.setattr(coder.Coder, "code", code)
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
