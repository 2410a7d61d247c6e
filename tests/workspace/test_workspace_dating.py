"""A document is given its day afterwards, and is coded again by it."""

from __future__ import annotations

import pytest

from detente.errors import RefusedReviewError, UnknownDocumentError
from detente.model import Edtf, Status

THURSDAY = Edtf("2026-03-05")


@pytest.fixture
def undated(workspace, tmp_path):
    """A workspace with a text of no day that tells of a day in its week."""
    text = "Norland demanded on Monday that every ship take a pilot through the strait. Sudmark rejects pilots.\n"
    (tmp_path / "note.txt").write_text(text)
    workspace.add([tmp_path / "note.txt"])
    return workspace


def of_party(workspace, party, known_at=None):
    """The party's statement that counts."""
    return next(each for each in workspace.statements(known_at=known_at) if each.statement.party == party)


def test_days_of_the_week_are_told_from_the_day_given(undated):
    """What had no date has the one it tells, and what tells none is of the document's day."""
    assert of_party(undated, "norland").dated is None
    undated.date("note", THURSDAY, reason="on its envelope")
    assert of_party(undated, "norland").statement.said_on == Edtf("2026-03-02")
    assert of_party(undated, "sudmark").dated == THURSDAY
    assert undated.verify().is_clean


def test_what_was_known_before_the_day_stays(undated):
    """A look back shows the document and its statements without it."""
    before = undated.statements()
    undated.date("note", THURSDAY, reason="on its envelope")
    then = undated.at(known_at=before[-1].recorded_at)
    assert then.view.entries == before
    assert [imprint.published for imprint in then.view.imprints.values()] == [None]


def test_what_was_reviewed_outlives_the_day(undated):
    """It stays as it was decided on, of the document's day, and no statement comes beside it."""
    demand = of_party(undated, "norland")
    undated.review(demand.id, "correct", {"firmness": "red_line"}, reason="read")
    undated.date("note", THURSDAY, reason="on its envelope")
    entry = undated.view().entry(demand.id)
    assert (entry.status, entry.statement.firmness, entry.dated) == (Status.CORRECTED, "red_line", THURSDAY)
    assert [each.id for each in undated.statements() if each.counts and each.statement.party == "norland"] == [
        demand.id
    ]


def test_a_day_is_given_in_one_transaction(undated):
    """All that it brings is recorded at one instant, and coding again finds nothing left to do."""
    undated.date("note", THURSDAY, reason="on its envelope", reviewer="bea")
    after = next(one for one in undated.log() if one.type == "document_dated")
    behind = [one for one in undated.log() if one.seq >= after.seq]
    assert {(one.recorded_at, one.actor) for one in behind} == {(after.recorded_at, "bea")}
    assert [one.type for one in behind][:3] == ["document_dated", "document_coded", "statement_coded"]
    assert {outcome.kind.value for outcome in undated.recode()} == {"already known"}


def test_a_misread_day_is_mended_and_mended_again(undated):
    """The last day stands; going back to an earlier one brings back what was told by it."""
    for day, monday in (("2026-03-05", "2026-03-02"), ("2026-02-05", "2026-02-02"), ("2026-03-05", "2026-03-02")):
        undated.date("note", Edtf(day), reason="on its envelope")
        assert of_party(undated, "norland").statement.said_on == Edtf(monday)
    assert undated.verify().is_clean


def test_a_day_that_changes_nothing_is_refused(undated):
    """It is told and not recorded."""
    undated.date("note", THURSDAY, reason="on its envelope")
    with pytest.raises(RefusedReviewError, match="is dated 2026-03-05 already; nothing was recorded"):
        undated.date("note", THURSDAY, reason="once more")


def test_a_day_for_no_document_or_no_reason_is_refused(undated):
    """Nothing is recorded, and nothing is coded again."""
    before = undated.verify().head
    with pytest.raises(UnknownDocumentError):
        undated.date("nothing", THURSDAY, reason="so")
    with pytest.raises(RefusedReviewError, match="a day needs a reason"):
        undated.date("note", THURSDAY, reason=" ")
    assert undated.verify().head == before
