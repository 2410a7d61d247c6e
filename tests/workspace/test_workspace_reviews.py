"""Reviews in the frame of the dossier."""

from __future__ import annotations

import pytest

from detente.errors import RefusedReviewError, StaleReviewError, UnknownDocumentError, UnknownStatementError
from detente.model import Act, Decision, Grade, Status


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
    [({"issue": "fees", "option": None}, "issue", "fees"), ({"option": "piloted"}, "option", "piloted")],
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


def test_a_review_of_what_has_changed_in_between_is_refused_with_both_values(workspace, demand):
    """Who decided without having seen a newer review is told what it says now and what was wanted."""
    workspace.review(demand.id, "correct", {"party": "league"}, "so", "grace")
    with pytest.raises(StaleReviewError, match=r'grace .* party "league", you wanted party "sudmark"') as refused:
        workspace.review(demand.id, "correct", {"party": "sudmark"}, "no", "ada", seen=0)
    assert (refused.value.theirs, refused.value.ours) == ({"party": "league"}, {"party": "sudmark"})
    assert workspace.review(demand.id, "correct", {"party": "sudmark"}, "no", "ada").statement.party == "sudmark"


def test_undo_takes_back_one_decision_after_the_other(workspace, demand):
    """Each undo takes back the last decision that stands, until the statement is as it was coded."""
    workspace.review(demand.id, "correct", {"party": "league"}, "so")
    workspace.review(demand.id, "reject", reason="a rumour")
    assert workspace.review(demand.id, "undo", reason="no rumour").status is Status.CORRECTED
    undone = workspace.review(demand.id, "undo", reason="right at first")
    assert (undone.status, undone.statement) == (Status.CODED, demand.statement)
    assert [review.decision for review in undone.reviews] == ["correct", "reject", "undo", "undo"]
    with pytest.raises(RefusedReviewError, match="no review to undo"):
        workspace.review(demand.id, "undo", reason="once more")


def test_a_split_statement_stands_in_its_parts_and_comes_back(workspace, demand):
    """The parts count and the whole does not; undo turns that round."""
    whole, one, other = workspace.split(demand.id, [{"party": "league"}, {"act": "propose"}], "two things")
    assert (whole.status, one.status, other.status) == (Status.SPLIT, Status.CODED, Status.CODED)
    assert (one.statement.party, other.statement.act, one.parents) == ("league", Act.PROPOSE, (demand.id,))
    with pytest.raises(RefusedReviewError, match=f"was split; review {one.id}, {other.id}, or undo"):
        workspace.review(demand.id, "accept", reason="so")
    assert workspace.review(demand.id, "undo", reason="one thing").status is Status.CODED
    assert [workspace.view().entry(part.id).status for part in (one, other)] == [Status.UNMADE, Status.UNMADE]
    assert workspace.verify().is_clean


def test_a_split_may_be_made_again_after_an_undo(workspace, demand):
    """The same parts come back to life, and are not made twice."""
    parts = [{"party": "league"}, {"act": "propose"}]
    first = workspace.split(demand.id, parts, "two things")
    workspace.review(demand.id, "undo", reason="one thing")
    assert [entry.id for entry in workspace.split(demand.id, parts, "two after all")] == [entry.id for entry in first]
    assert [workspace.view().entry(entry.id).status for entry in first] == ["split", "coded", "coded"]


@pytest.mark.parametrize("parts", [[], [{"party": "league"}], [{"act": "propose"}, {"act": "propose"}]])
def test_a_split_needs_two_parts_that_differ(workspace, demand, parts):
    """One part, or the same twice, is no split."""
    with pytest.raises(RefusedReviewError, match="two statements or more that differ"):
        workspace.split(demand.id, parts, "so")


def test_statements_of_a_document_are_merged_and_taken_apart(workspace, demand):
    """The merged one quotes from the first to the last; undo on either brings both back."""
    other = next(
        entry for entry in workspace.statements() if entry.statement.doc == demand.statement.doc and entry != demand
    )
    made, *parents = workspace.merge([demand.id, other.id], {"act": "reject"}, "one thing")
    ends = [entry.statement.quote for entry in (demand, other)]
    assert (made.statement.quote.start, made.statement.quote.end) == (
        min(quote.start for quote in ends),
        max(quote.end for quote in ends),
    )
    assert {parent.status for parent in parents} == {Status.MERGED}
    workspace.review(other.id, "undo", reason="two things")
    assert {workspace.view().entry(parent.id).status for parent in parents} == {Status.CODED}
    assert workspace.view().entry(made.id).status is Status.UNMADE


def test_statements_of_two_documents_are_not_merged(workspace, demand):
    """A quote lies in one text."""
    other = next(entry for entry in workspace.statements() if entry.statement.doc != demand.statement.doc)
    with pytest.raises(RefusedReviewError, match="different documents"):
        workspace.merge([demand.id, other.id], {}, "so")


def test_a_withdrawn_document_counts_no_more_and_stays(workspace, demand):
    """Its statements are marked and leave the matrix, until it stands again."""
    document = workspace.withdraw("1-note", "killed by the agency")
    entry = workspace.view().entry(demand.id)
    assert (entry.is_withdrawn, entry.status, entry.counts) == (True, Status.CODED, False)
    assert workspace.matrix().cell("norland", "passage") is None
    assert workspace.view().withdrawn[document].reason == "killed by the agency"
    workspace.withdraw("1-note", "a mistake of theirs", is_withdrawn=False)
    assert workspace.view().entry(demand.id).counts


@pytest.mark.usefixtures("demand")
def test_a_withdrawal_that_changes_nothing_is_refused(workspace):
    """Withdrawn twice, or standing again while it stands, is told and not recorded."""
    with pytest.raises(RefusedReviewError, match="is not withdrawn; nothing was recorded"):
        workspace.withdraw("1-note", "a mistake", is_withdrawn=False)
    workspace.withdraw("1-note", "killed by the agency")
    with pytest.raises(RefusedReviewError, match="is withdrawn already; nothing was recorded"):
        workspace.withdraw("1-note", "killed once more")


def test_who_rejects_a_statement_twice_is_told_so(workspace, demand):
    """Another reviewer may confirm the rejection, as agreement is measured by that."""
    workspace.review(demand.id, "reject", reason="a rumour", reviewer="ana")
    with pytest.raises(RefusedReviewError, match=f"you rejected statement {demand.id} already; nothing was recorded"):
        workspace.review(demand.id, "reject", reason="a rumour", reviewer="ana")
    assert len(workspace.review(demand.id, "reject", reason="a rumour too", reviewer="bo").reviews) == 2


@pytest.mark.parametrize("asked", ["correct", "split"])
def test_another_issue_with_an_option_of_the_one_before_asks_for_an_option(workspace, demand, asked):
    """An option belongs to its issue; what is refused tells that both are to be set."""
    workspace.review(demand.id, "correct", {"option": "piloted"}, reason="so")
    ask = {
        "correct": lambda: workspace.review(demand.id, "correct", {"issue": "fees"}, reason="so"),
        "split": lambda: workspace.split(demand.id, [{}, {"issue": "fees"}], reason="so"),
    }[asked]
    with pytest.raises(RefusedReviewError, match="'piloted' is one of passage, not of fees; set option too: empty"):
        ask()


@pytest.fixture
def fee(workspace, inbox):
    """The entry of what Sudmark accepts of 300 crowns."""
    workspace.add([inbox])
    return next(entry for entry in workspace.statements() if entry.statement.value)


@pytest.mark.parametrize(
    ("made", "issue", "words"),
    [
        ({}, "passage", "the number 300 crowns is of fees; passage has no unit; set value too: empty"),
        (
            {"issue": "passage", "value": {"value": 3, "unit": "pilots"}},
            "fees",
            'the number 3 pilots is not in crowns, .* set value too: such as {"value": 5, "unit": "crowns"}, or empty',
        ),
        (
            {"issue": "passage", "value": {"value": 3, "unit": "pilots"}, "option": "piloted"},
            "fees",
            "'piloted' is one of passage, .*, and the number 3 pilots .*; set option too: .*; set value too: such as",
        ),
    ],
)
@pytest.mark.parametrize("asked", ["correct", "split"])
def test_another_issue_with_a_number_off_its_scale_asks_for_a_number(workspace, fee, made, issue, words, asked):
    """A number belongs to its scale; what is refused tells what to give, and is told at once with the option."""
    if made:
        workspace.review(fee.id, "correct", made, reason="so")
    ask = {
        "correct": lambda: workspace.review(fee.id, "correct", {"issue": issue}, reason="so"),
        "split": lambda: workspace.split(fee.id, [{}, {"issue": issue}], reason="so"),
    }[asked]
    with pytest.raises(RefusedReviewError, match=words):
        ask()


def test_a_number_that_is_given_or_left_out_goes_to_another_issue(workspace, fee):
    """Empty takes it away; a number that no scale measures goes along to an issue without a scale."""
    assert workspace.review(fee.id, "correct", {"issue": "passage", "value": ""}, "so").statement.value is None
    workspace.review(fee.id, "undo", reason="no")
    given = {"issue": "passage", "value": {"value": 3, "unit": "pilots"}}
    assert str(workspace.review(fee.id, "correct", given, "so").statement.value) == "3 pilots"
    assert workspace.review(fee.id, "correct", {"issue": "passage", "firmness": "firm"}, "so").statement.value


def test_a_grade_is_the_sources_until_the_report_has_its_own(workspace, demand):
    """The dossier grades first; what nobody graded cannot be judged."""
    document = demand.statement.doc
    assert [str(workspace.view().grade(id_)) for id_ in workspace.view().imprints] == ["B2", "F6"]
    assert workspace.grade("coastal wire", Grade("C", 3), "twice wrong") is None
    assert workspace.view().entry(demand.id).grade == Grade("C", 3)
    assert workspace.grade("1-note", Grade("C", 5), "denied since") == document
    assert workspace.view().entry(demand.id).grade == Grade("C", 5)


def test_what_is_nowhere_cannot_be_graded(workspace):
    """A name that is neither a source nor a document is told, with where to find those that are."""
    told = "neither a publisher nor a document is called 'Nobody'; `detente sources` lists the publishers"
    with pytest.raises(UnknownDocumentError, match=told):
        workspace.grade("Nobody", Grade("A", 1), "so")


@pytest.mark.parametrize("seen", [-1, 1, 9])
def test_nobody_has_seen_more_reviews_than_there_are(workspace, demand, seen: int) -> None:
    """A number that cannot be is refused, not taken for a newer page."""
    with pytest.raises(RefusedReviewError, match="has 0 reviews"):
        workspace.review(demand.id, "accept", reason="so", seen=seen)


@pytest.mark.parametrize("number", [float("inf"), 10**400])
def test_a_number_that_no_ledger_can_hold_is_refused(workspace, demand, number: float) -> None:
    """With what a value is."""
    with pytest.raises(RefusedReviewError, match="value cannot be"):
        workspace.review(demand.id, "correct", {"value": {"value": number, "unit": "crowns"}}, "so")


def test_a_split_or_merge_that_did_not_know_of_a_review_is_refused(workspace, demand) -> None:
    """As any other decision."""
    other = next(
        entry for entry in workspace.statements() if entry.statement.doc == demand.statement.doc and entry != demand
    )
    workspace.review(demand.id, "accept", reason="so")
    with pytest.raises(StaleReviewError):
        workspace.split(demand.id, [{"act": "deny"}, {"act": "reject"}], "two things", seen=0)
    with pytest.raises(StaleReviewError):
        workspace.merge([other.id, demand.id], {}, "one thing", seen=[0, 0])
    with pytest.raises(RefusedReviewError, match="two or more"):
        workspace.merge([], {}, "one thing")


def test_what_a_paper_cites_is_regraded_with_the_cited_outlet(workspace, demand):
    """A claim of The Sound in Coastal Wire has The Sound's grade from the day that somebody grades it; not before."""
    workspace.review(demand.id, "correct", {"reported_by": ["The Sound"]}, "as The Sound had it")
    before = workspace.view().entry(demand.id)
    asked = list(workspace.log())[-1].recorded_at
    assert (str(before.grade), before.graded_by) == ("B2", ())
    workspace.grade("the sound", Grade("D", 4), "wrong too often")
    after = workspace.view().entry(demand.id)
    assert (str(after.grade), after.graded_by) == ("D4", ("The Sound",))
    assert str(workspace.view(known_at=asked).entry(demand.id).grade) == "B2"
