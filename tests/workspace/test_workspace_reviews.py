"""Reviews in the frame of the dossier."""

from __future__ import annotations

import pytest

from detente.errors import RefusedReviewError, UnknownStatementError
from detente.model import Act, Decision, Status


@pytest.fixture
def demand(workspace, inbox):
    """The entry of Norland's demand."""
    workspace.add([inbox])
    return next(entry for entry in workspace.statements() if entry.statement.party == "norland")


def test_a_review_is_recorded_and_changes_the_matrix(workspace, demand):
    """What an analyst rejects no longer makes a position."""
    entry = workspace.review(demand.id, Decision.REJECT, reason="a rumour")
    assert (entry.status, entry.reviews[0].reviewer) == (Status.REJECTED, "ada")
    assert workspace.matrix().cell("norland", "passage") is None
    assert workspace.verify().is_clean


def test_a_correction_moves_the_statement(workspace, demand):
    """A corrected party takes the statement to the other column."""
    changes = {"party": "league", "act": "propose", "option": "piloted"}
    entry = workspace.review(demand.id[:10], "correct", changes, "said by the mediator", "grace")
    assert (entry.statement.party, entry.statement.act) == ("league", Act.PROPOSE)
    assert entry.reviews[0].reviewer == "grace"
    assert workspace.matrix().cell("league", "passage").stance is Act.PROPOSE


def test_the_review_of_a_past_is_still_there(workspace, demand):
    """Before the review the statement stood as coded."""
    workspace.review(demand.id, "accept", reason="read again")
    assert workspace.view(known_at=demand.recorded_at).entry(demand.id).status is Status.CODED


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"party": "nordland"}, "no party 'nordland'; choose from norland, sudmark, league"),
        ({"issue": "weather"}, "no issue 'weather'; choose from passage, fees"),
        ({"option": "closed"}, "no option of passage 'closed'; choose from free, piloted"),
        ({"issue": "fees", "option": "free"}, "no option of fees 'free'; change the option too, or leave it empty"),
        ({"condition": {"text": "if it rains", "issue": "weather"}}, "no issue 'weather'"),
        ({"party": ["norland"]}, "no party"),
        ({"act": "shout"}, "act cannot be 'shout'"),
    ],
)
def test_names_the_dossier_does_not_have_are_refused(workspace, demand, changes, words):
    """A correction into nowhere is refused with the names that are known, and leaves no trace."""
    with pytest.raises(RefusedReviewError, match=words):
        workspace.review(demand.id, "correct", changes, "because")
    assert workspace.view().entry(demand.id) == demand


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [({"issue": "fees", "option": None}, "issue", "fees"), ({"option": "free"}, "option", "free")],
)
def test_names_the_dossier_has_are_taken(workspace, demand, changes, field, value):
    """Issues and their own options can be corrected to."""
    assert getattr(workspace.review(demand.id, "correct", changes, "because").statement, field) == value


def test_a_review_needs_a_statement_a_decision_and_a_reason(workspace, demand):
    """What is missing or unknown is named."""
    with pytest.raises(UnknownStatementError):
        workspace.review("s000", "accept", reason="because")
    with pytest.raises(RefusedReviewError, match="'maybe' is no decision; choose from accept, correct, reject"):
        workspace.review(demand.id, "maybe", reason="because")
    with pytest.raises(RefusedReviewError, match="needs a reason"):
        workspace.review(demand.id, "accept")
    with pytest.raises(RefusedReviewError, match="needs a reviewer"):
        workspace.review(demand.id, "accept", reason="because", reviewer="")
