"""What analysts decide about a statement."""

from __future__ import annotations

import dataclasses

import pytest

from detente.errors import RefusedReviewError, StaleReviewError
from detente.ledger import Ledger, StatementReviewed, StatementsRemade, remade
from detente.model import Condition, Decision, Edtf, Entry, Review, Statement, StatementId, Status, Value
from detente.model.wire import statement_to_wire


@pytest.fixture
def review(ledger: Ledger, story, demand: Statement):
    """Reviews Norland's demand, and gives its entry after that."""
    ledger.append(story, actor="ada")

    def decide(decision: str, changes: dict[str, object] | None = None, **fields: str) -> Entry:
        told = {"reason": "read again", "reviewer": "bea"} | fields
        asked = Review(statement=demand.id, decision=Decision(decision), changes=changes or {}, **told)
        ledger.append([StatementReviewed(asked)], actor="bea")
        return ledger.view().entry(demand.id)

    return decide


def test_an_accepted_statement_stays_as_it_is(review, demand):
    """To accept changes the status and nothing else."""
    entry = review("accept")
    assert (entry.status, entry.statement) == (Status.ACCEPTED, demand)
    assert [(one.decision, one.reason, one.reviewer) for one in entry.reviews] == [
        (Decision.ACCEPT, "read again", "bea")
    ]


def test_a_rejected_statement_no_longer_counts(review, demand):
    """What an analyst rejects stays in the ledger but takes no part in positions."""
    entry = review("reject")
    assert (entry.status, entry.counts, entry.statement) == (Status.REJECTED, False, demand)


@pytest.mark.parametrize(
    ("field", "asked", "seen"),
    [
        ("party", "sudmark", "sudmark"),
        ("issue", "fees", "fees"),
        ("option", "free", "free"),
        ("option", "", None),
        ("act", "reject", "reject"),
        ("firmness", "red_line", "red_line"),
        ("speaker", "Tor Vik", "Tor Vik"),
        ("speaker", None, None),
        ("reported_by", ["an aide", "The Sound"], ("an aide", "The Sound")),
        ("reported_by", "The Sound", ("The Sound",)),
        ("value", {"value": 5, "unit": "ships"}, Value(5, 5, "ships")),
        ("value", {"min": 1, "max": 2.5, "unit": "ships"}, Value(1, 2.5, "ships")),
        ("condition", "if it rains", Condition("if it rains")),
        ("condition", {"text": "if fees fall", "issue": "fees"}, Condition("if fees fall", "fees")),
        ("said_on", "2031-02", Edtf("2031-02")),
    ],
)
def test_a_correction_changes_the_field_it_names(review, demand, field, asked, seen):
    """Every other field, and the coder, stay; the id stays that of the first coding."""
    before = review("correct", {field: "something"}).statement if seen is None else demand
    entry = review("correct", {field: asked})
    assert entry.statement == dataclasses.replace(before, **{field: seen})
    assert (entry.status, entry.id) == (Status.CORRECTED, demand.id)


@pytest.mark.parametrize("end", [15, "15"])
def test_a_moved_span_takes_its_quote_from_the_text(review, end):
    """The quote follows from start and end, so that it cannot say what the text does not."""
    entry = review("correct", {"start": 8, "end": end})
    assert (entry.statement.quote.start, entry.statement.quote.end) == (8, 15)
    assert entry.statement.quote.text == "demands"


def test_corrections_stack(review):
    """A later correction builds on those before it."""
    review("correct", {"party": "sudmark"})
    entry = review("correct", {"firmness": "flexible"})
    assert (entry.statement.party, entry.statement.firmness) == ("sudmark", "flexible")
    assert [dict(one.changes) for one in entry.reviews] == [{"party": "sudmark"}, {"firmness": "flexible"}]


def test_the_latest_decision_stands_and_corrections_stay(review):
    """Reject then accept counts again, as corrected."""
    review("correct", {"party": "sudmark"})
    assert review("reject").status is Status.REJECTED
    entry = review("accept")
    assert (entry.status, entry.counts, entry.statement.party) == (Status.ACCEPTED, True, "sudmark")


def test_only_what_changes_is_recorded(review):
    """A field set to what it is already is no change."""
    assert dict(review("correct", {"party": "norland", "act": "accept"}).reviews[0].changes) == {"act": "accept"}


@pytest.mark.parametrize(
    ("decision", "changes", "words"),
    [
        ("correct", {}, "nothing to correct was given"),
        ("correct", {"party": "norland"}, "says that already"),
        ("accept", {"party": "sudmark"}, "to accept changes nothing"),
        ("reject", {"party": "sudmark"}, "to reject changes nothing"),
        ("correct", {"confidence": 1}, "'confidence' cannot be corrected; choose from party"),
        ("correct", {"coder": "bea"}, "'coder' cannot be corrected"),
        ("correct", {"act": "shout"}, "act cannot be 'shout'; it is one of demand, propose"),
        ("correct", {"firmness": None}, "firmness cannot be None; it is one of red_line"),
        ("correct", {"party": ""}, "party cannot be ''; it is the id of a party"),
        ("correct", {"reported_by": 3}, "reported_by cannot be 3; it is a list"),
        ("correct", {"reported_by": ["", "a"]}, "reported_by cannot be"),
        ("correct", {"value": "much"}, "value cannot be 'much'; it is like"),
        ("correct", {"value": {"unit": "ships"}}, "value cannot be"),
        ("correct", {"condition": {"why": "x"}}, "condition cannot be"),
        ("correct", {"said_on": "soon"}, "said_on cannot be 'soon'; it is a date like"),
        (
            "correct",
            {"said_on": "2031-03-12"},
            "said_on cannot be 2031-03-12, for its document was published on 2031-03-10",
        ),
        ("correct", {"start": 5, "end": 5}, "characters 5 to 5 are no span of the text"),
        ("correct", {"end": 5000}, "characters 0 to 5000 are no span of the text, which has"),
        ("correct", {"start": -1}, "are no span"),
        ("correct", {"start": True}, "start cannot be True; it is a number of characters"),
        ("correct", {"quote": "Norland accepts"}, "the quote follows from them"),
    ],
)
def test_what_cannot_be_recorded_is_refused(ledger, review, decision, changes, words):
    """A refused review says what would be right, and leaves no trace."""
    n_events = ledger.verify().events
    with pytest.raises(RefusedReviewError, match=words):
        review(decision, changes)
    assert ledger.verify().events == n_events


@pytest.mark.parametrize(("field", "words"), [("reason", "needs a reason"), ("reviewer", "needs a reviewer")])
def test_a_review_tells_who_and_why(review, field, words):
    """A decision without a reason or a name is refused."""
    with pytest.raises(RefusedReviewError, match=words):
        review("accept", **{field: "  "})


@pytest.fixture
def make_anew(ledger: Ledger):
    """Splits or merges statements into one like the first for each issue, and gives the ids of what was made."""

    def remake(decision: str, ids: list[StatementId], issues: list[str]) -> list[StatementId]:
        first = statement_to_wire(ledger.view().entry(ids[0]).statement)
        made = tuple(remade(first, {"issue": issue}, "", "bea") for issue in issues)
        told = {"decision": Decision(decision), "reason": "read again", "reviewer": "bea"}
        ledger.append([StatementsRemade(tuple(Review(statement=id_, **told) for id_ in ids), made)], actor="bea")
        return [one.id for one in made]

    return remake


def undo(ledger: Ledger, id_: StatementId) -> None:
    """Takes back the last decision on a statement."""
    back = Review(statement=id_, decision=Decision.UNDO, reason="not so", reviewer="cleo")
    ledger.append([StatementReviewed(back)], actor="cleo")


def counting(ledger: Ledger) -> set[StatementId]:
    """The statements that stand for themselves."""
    return {entry.id for entry in ledger.view().entries if entry.counts}


def test_every_decision_can_be_taken_back(ledger, review, demand):
    """Undo takes away the last decision that stands, as often as there is one; all of them stay in the history."""
    review("correct", {"party": "sudmark"})
    review("reject")
    undo(ledger, demand.id)
    assert (ledger.view().entry(demand.id).status, ledger.view().entry(demand.id).statement.party) == (
        Status.CORRECTED,
        "sudmark",
    )
    undo(ledger, demand.id)
    entry = ledger.view().entry(demand.id)
    assert (entry.status, entry.statement, entry.coded) == (Status.CODED, demand, None)
    assert [one.decision for one in entry.reviews] == ["correct", "reject", "undo", "undo"]
    with pytest.raises(RefusedReviewError, match="no review to undo"):
        undo(ledger, demand.id)


def test_a_statement_that_was_split_counts_in_its_parts(ledger, story, make_anew, demand, rejection):
    """The parts stand for it, and it stands for itself again once the split is undone."""
    ledger.append(story, actor="ada")
    parts = make_anew("split", [demand.id], ["passage", "fees"])
    assert counting(ledger) == {rejection.id, *parts}
    assert [ledger.view().entry(part).parents for part in parts] == [(demand.id,)] * 2
    undo(ledger, demand.id)
    assert counting(ledger) == {rejection.id, demand.id}
    assert {ledger.view().entry(part).status for part in parts} == {Status.UNMADE}


def test_statements_that_were_merged_count_as_one(ledger, story, make_anew, demand, rejection):
    """The one stands for both, and undoing the merge of either brings both back."""
    ledger.append(story, actor="ada")
    (one,) = make_anew("merge", [demand.id, rejection.id], ["fees"])
    assert counting(ledger) == {one}
    undo(ledger, rejection.id)
    assert counting(ledger) == {rejection.id, demand.id}


def test_a_split_whose_part_was_split_is_undone_from_the_end(ledger, story, make_anew, demand, rejection):
    """What stands for a part would count beside the whole: the later split is to be undone first."""
    ledger.append(story, actor="ada")
    parts = make_anew("split", [demand.id], ["passage", "fees"])
    make_anew("split", [parts[0]], ["north", "south"])
    with pytest.raises(
        RefusedReviewError, match=f"statement {parts[0]}, made from .*, was split since; undo that first"
    ):
        undo(ledger, demand.id)
    undo(ledger, parts[0])
    undo(ledger, demand.id)
    assert counting(ledger) == {rejection.id, demand.id}


def test_a_split_whose_part_was_merged_is_undone_from_the_end(ledger, story, make_anew, demand, rejection):
    """A merge stands for another statement too, which must not be left without one."""
    ledger.append(story, actor="ada")
    parts = make_anew("split", [demand.id], ["passage", "fees"])
    make_anew("merge", [rejection.id, parts[1]], ["tolls"])
    with pytest.raises(RefusedReviewError, match="was merged since; undo that first"):
        undo(ledger, demand.id)
    undo(ledger, rejection.id)
    undo(ledger, demand.id)
    assert counting(ledger) == {rejection.id, demand.id}


def test_a_review_made_without_knowing_a_newer_one_is_refused(ledger, review, demand):
    """Both values are told, and nothing is recorded."""
    review("correct", {"party": "sudmark"})
    stale = Review(
        statement=demand.id,
        decision=Decision.CORRECT,
        changes={"party": "league"},
        reason="so",
        reviewer="cleo",
        seen=0,
    )
    with pytest.raises(StaleReviewError, match="reviewed by bea in the meantime") as caught:
        ledger.append([StatementReviewed(stale)], actor="cleo")
    assert (caught.value.theirs, caught.value.ours) == ({"party": "sudmark"}, {"party": "league"})
    assert len(ledger.view().entry(demand.id).reviews) == 1
    ledger.append([StatementReviewed(dataclasses.replace(stale, seen=1))], actor="cleo")
    assert ledger.view().entry(demand.id).statement.party == "league"
