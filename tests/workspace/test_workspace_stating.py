"""A statement that the coder missed is added by an analyst."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from detente.coding import coder
from detente.errors import RefusedReviewError, UnknownDocumentError
from detente.model import Condition, Status, Value
from detente.workspace import Workspace

MISSED = {"quote": "every ship take a pilot", "party": "league", "issue": "passage", "act": "assess"}


@pytest.fixture
def filled(workspace, inbox):
    """A workspace with two dispatches."""
    workspace.add([inbox])
    return workspace


def test_what_is_added_is_sourced_and_attributed(filled):
    """Its words are the text's, its coder the analyst; it is certain, and tells who added it and why."""
    entry = filled.state("1-note", MISSED, "told by the lede", "grace")
    statement = entry.statement
    text = filled.view().documents[statement.doc].text
    assert text[statement.quote.start : statement.quote.end] == MISSED["quote"] == statement.quote.text
    assert (statement.coder, statement.confidence, statement.is_by_hand) == ("analyst/grace", 1.0, True)
    assert statement.why == "added by grace: told by the lede"
    assert (statement.firmness, str(entry.dated), entry.status) == ("unclear", "2031-03-10", Status.CODED)
    assert next(filled.log(newest=1)).actor == "grace"
    assert filled.verify().is_clean


def test_every_field_can_be_told(filled):
    """As the JSON form of a statement has it; a number without a unit is in that of its issue."""
    told = {
        "quote": "a transit fee of 300\n crowns", "party": "sudmark", "issue": "fees", "act": "condition",
        "firmness": "firm", "value": {"max": 300}, "condition": {"text": "if ships pass freely", "issue": "passage"},
        "speaker": "Emil Brandt", "reported_by": ["The Sound"], "said_on": "2031-03",
    }  # fmt: skip
    statement = filled.state("2-offer", told).statement
    assert statement.value == Value(None, 300, "crowns")
    assert statement.condition == Condition("if ships pass freely", "passage")
    assert (statement.speaker, statement.reported_by, str(statement.said_on)) == (
        "Emil Brandt",
        ("The Sound",),
        "2031-03",
    )
    assert statement.why == "added by ada"


def test_what_is_added_is_not_known_before(filled):
    """A look back does not show it."""
    before = filled.statements()
    entry = filled.state("1-note", MISSED)
    assert filled.statements(known_at=before[-1].recorded_at) == before
    assert entry.id in {each.id for each in filled.statements()}


def test_what_is_added_outlives_another_coding(filled, dossier_file, tmp_path):
    """Also one by another dossier, after a look at the same words was rejected."""
    demand = next(each for each in filled.statements() if each.statement.party == "norland")
    filled.review(demand.id, "reject", reason="not said so")
    added = filled.state("1-note", {**MISSED, "party": "norland", "act": "propose"})
    for number in range(2):
        other = tmp_path / f"{number}.yaml"
        other.write_text(dossier_file.read_text(encoding="utf-8").replace("Grey Strait talks", f"talks {number}"))
        filled.reframe(other)
        filled.recode()
    late = filled.state("1-note", {**MISSED, "party": "norland", "act": "threaten"})
    assert [filled.view().entry(each.id).status for each in (demand, added, late)] == [
        Status.REJECTED,
        Status.CODED,
        Status.CODED,
    ]
    assert filled.verify().is_clean


def test_what_the_coder_says_of_the_same_words_makes_room(filled, dossier_file, tmp_path):
    """A newer coding does not count beside what an analyst coded of the same party and issue before."""
    added = filled.state("1-note", {**MISSED, "party": "norland", "act": "propose"})
    other = tmp_path / "other.yaml"
    other.write_text(dossier_file.read_text(encoding="utf-8").replace("Grey Strait talks", "talks"), encoding="utf-8")
    filled.reframe(other)
    filled.recode()
    counting = [each.id for each in filled.statements() if each.counts and each.statement.party == "norland"]
    assert counting == [added.id]


def test_a_text_of_which_only_an_analyst_told_is_still_coded_again(workspace, inbox, monkeypatch):
    """To add a statement is not to keep a newer coder from the text."""
    full = coder.Coder.code_with_notes
    with monkeypatch.context() as patched:
        patched.setattr(
            coder.Coder, "code_with_notes", lambda self, told: dataclasses.replace(full(self, told), statements=())
        )
        workspace.add([inbox])
    workspace.state("1-note", MISSED)
    workspace.recode()
    assert {each.statement.coder for each in workspace.statements()} == {"analyst/ada", coder.CODER}


def test_to_add_a_statement_outdates_no_coding(filled):
    """Today's coder has nothing to code again."""
    filled.state("1-note", MISSED)
    assert [outcome.kind.value for outcome in filled.recode()] == ["already known", "already known"]


def test_what_is_added_is_reviewed_and_split_like_any_other(filled):
    """It is rejected, taken back, and split."""
    entry = filled.state("1-note", MISSED)
    assert filled.review(entry.id, "reject", reason="no").status is Status.REJECTED
    assert filled.review(entry.id, "undo", reason="yes").status is Status.CODED
    parts = [{"act": "demand"}, {"act": "propose"}]
    assert next(each.status for each in filled.split(entry.id, parts, "two things")) is Status.SPLIT


def test_an_export_makes_the_same_statements(filled, tmp_path):
    """What was added too."""
    filled.state("1-note", MISSED, "missed")
    with Workspace.take_in(tmp_path / "other", filled.export()) as other:
        assert other.statements() == filled.statements()
        assert other.verify().is_clean


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quote": "no such words"}, "does not hold these words"),
        ({"quote": ""}, "does not hold these words"),
        ({"quote": "pilot"}, r"holds these words 2 times; .*--start\): \d+ \(“...* take a pilot through .*”\); \d+"),
        ({"start": 1}, "do not begin at character 1; they begin at 1[0-9]+ "),
        ({"start": "soon"}, "start cannot be 'soon'; it is a number of characters"),
        ({"party": "nordland"}, "no party 'nordland'; choose from norland, sudmark, league"),
        ({"party": ""}, "a statement needs its party; it is the id of a party"),
        ({"issue": "weather"}, "no issue 'weather'; choose from passage, fees"),
        ({"option": "closed"}, "no option of passage 'closed'; choose from free, piloted"),
        ({"act": "shout"}, "act cannot be 'shout'; it is one of demand"),
        ({"act": None}, "a statement needs its act; it is one of demand"),
        ({"firmness": "iron"}, "firmness cannot be 'iron'"),
        ({"value": {"value": "many"}}, "value cannot be"),
        ({"condition": {"text": "if it rains", "issue": "weather"}}, "no issue 'weather'"),
        ({"said_on": "yesterday"}, "said_on cannot be 'yesterday'; it is a date like 2026"),
        ({"colour": "red"}, "'colour' cannot be corrected; choose from party"),
    ],
)
def test_what_makes_no_statement_is_refused(filled, changes, words):
    """In one line that tells what would be right; nothing is recorded."""
    before = filled.verify().head
    with pytest.raises(RefusedReviewError, match=words) as refused:
        filled.state("1-note", MISSED | changes)
    assert "\n" not in str(refused.value)
    assert filled.verify().head == before


def test_a_statement_needs_a_document_and_somebody_who_adds_it(filled):
    """What is missing is named."""
    with pytest.raises(UnknownDocumentError):
        filled.state("3-nothing", MISSED)
    with pytest.raises(RefusedReviewError, match="needs a reviewer"):
        filled.state("1-note", MISSED, reviewer=" ")


def test_of_words_that_stand_twice_the_one_that_begins_there_is_taken(filled):
    """In characters of the stored text."""
    text = next(each.text for each in filled.view().documents.values() if each.name == "1-note")
    entry = filled.state("1-note", MISSED | {"quote": "pilot", "start": text.rindex("pilot")})
    assert entry.statement.quote.start == text.rindex("pilot")


@pytest.mark.parametrize(
    ("decisions", "advice"),
    [
        ([], r"\(coded\); `detente review \w+` accepts or corrects it"),
        ([("accept", {})], r"\(accepted\); `detente review \w+ correct` changes it"),
        ([("reject", {})], r"\(rejected\); `detente review \w+ undo` takes that back"),
        ([("correct", {"act": "deny"})], r"\(corrected\); `detente review \w+ correct` changes it"),
    ],
)
def test_what_the_ledger_holds_is_not_added_again(filled, decisions, advice):
    """The refusal names the statement and what to do with it, whatever became of it."""
    entry = filled.state("1-note", MISSED)
    for decision, changes in decisions:
        filled.review(entry.id, decision, changes, "because")
    with pytest.raises(RefusedReviewError, match=f"the ledger holds that: statement {entry.id} {advice}"):
        filled.state("1-note", MISSED)


def test_what_the_coder_found_is_not_added_again(filled):
    """The same act of the same party by the same characters."""
    found = filled.statements()[0]
    told = found.statement
    same = {"quote": told.quote.text, "party": told.party, "issue": told.issue, "act": told.act}
    with pytest.raises(RefusedReviewError, match=f"statement {found.id}"):
        filled.state(told.doc, same)


def test_what_was_unmade_is_not_added_again_by_who_made_it(filled):
    """Who split a statement and took that back has told the part already."""
    demand = next(each for each in filled.statements() if each.statement.party == "norland")
    first = filled.split(demand.id, [{"act": "propose"}, {"act": "threaten"}], "two things")[1].statement
    filled.review(demand.id, "undo", reason="one thing")
    same = {"quote": first.quote.text, "party": first.party, "issue": first.issue, "act": first.act}
    with pytest.raises(RefusedReviewError, match=r"\(unmade\); split or merge what it was made of once more"):
        filled.state(first.doc, same)


def test_a_backup_keeps_it(filled, tmp_path: Path):
    """What is restored holds what was added."""
    entry = filled.state("1-note", MISSED)
    filled.backup(tmp_path / "kept.sqlite")
    with Workspace.restore(tmp_path / "other", tmp_path / "kept.sqlite") as other:
        assert other.view().entry(entry.id) == entry
