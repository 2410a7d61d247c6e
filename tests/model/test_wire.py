"""Records to JSON and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.model import (
    Act,
    Condition,
    Decision,
    DocumentId,
    Edtf,
    Entry,
    Firmness,
    IssueId,
    OptionId,
    PartyId,
    Quote,
    Review,
    Statement,
    StatementId,
    Status,
    Value,
)
from detente.model.wire import (
    document_from_wire,
    entry_to_wire,
    imprint_from_wire,
    imprint_to_wire,
    review_from_wire,
    review_to_wire,
    statement_from_wire,
    statement_to_wire,
    to_wire,
    value_from_wire,
    value_to_wire,
)

words = st.text(min_size=1, max_size=20)
numbers = st.integers(0, 10**9).map(float)
values = st.builds(lambda low, width, unit: Value(low, low + width, unit), numbers, numbers, words) | st.builds(
    lambda high, unit: Value(None, high, unit), numbers, words
)
statements = st.builds(
    lambda start, text, **fields: Statement(quote=Quote(start, start + len(text), text), **fields),
    start=st.integers(0, 10**6),
    text=words,
    doc=words.map(DocumentId),
    party=words.map(PartyId),
    issue=words.map(IssueId),
    act=st.sampled_from(Act),
    firmness=st.sampled_from(Firmness),
    speaker=st.none() | words,
    reported_by=st.lists(words, max_size=3).map(tuple),
    option=st.none() | words.map(OptionId),
    value=st.none() | values,
    condition=st.none() | st.builds(Condition, words, st.none() | words.map(IssueId)),
    said_on=st.none() | st.sampled_from(["2031", "2031-02", "2031-02-03"]).map(Edtf),
    confidence=st.integers(0, 100).map(lambda share: share / 100),
    coder=words,
    cue=st.none() | st.tuples(st.integers(0, 9), st.integers(10, 20)),
    why=words,
)


@given(statements)
def test_a_statement_survives_the_way_through_json(statement):
    """What is stored is what was coded, with its id."""
    again = statement_from_wire(json.loads(json.dumps(statement_to_wire(statement))))
    assert again == statement
    assert again.id == statement.id


def test_a_document_survives_without_its_text(make_document):
    """The text is kept apart and joined again."""
    document = make_document("Norland insists.")
    wire = json.loads(json.dumps(imprint_to_wire(document)))
    assert document_from_wire(wire, document.text) == document
    imprint = imprint_from_wire(wire)
    assert (imprint.id, imprint.publisher, imprint.published) == (document.id, document.publisher, document.published)
    assert not hasattr(imprint, "text")


def test_a_review_survives_the_way_through_json():
    """What an analyst decided is read as it was written."""
    review = Review(
        statement=StatementId("s1"), decision=Decision.CORRECT, reason="why", reviewer="ada", changes={"act": "deny"}
    )
    assert review_from_wire(json.loads(json.dumps(review_to_wire(review)))) == review


def test_an_entry_is_its_statement_with_what_the_ledger_adds(make_document, make_statement):
    """One flat object: the statement's own fields, its document's name, its status and its reviews."""
    document = make_document("Norland insists.")
    statement = make_statement(document, "Norland insists", "norland", "passage", "demand")
    entry = Entry(
        id=statement.id,
        statement=statement,
        status=Status.CODED,
        published=document.published,
        publisher=document.publisher,
        recorded_at=datetime(2031, 6, 1, tzinfo=UTC),
    )
    added = {
        "id": statement.id,
        "document": "note",
        "status": "coded",
        "published": "2031-03-10",
        "publisher": "Coastal Wire",
        "recorded_at": "2031-06-01T00:00:00+00:00",
        "reviews": [],
        "coded": None,
        "parents": [],
        "origin": None,
        "is_withdrawn": False,
        "grade": "F6",
        "graded_by": [],
    }
    assert entry_to_wire(entry, document.name) == statement_to_wire(statement) | added


def test_what_has_no_form_in_json_is_refused():
    """Nothing is written that could not be read again."""
    with pytest.raises(TypeError, match="object has no form in JSON"):
        to_wire(object())


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        (Value(3, 3, "issues"), {"value": 3, "unit": "issues"}),
        (Value(600_000, 800_000, "personnel"), {"min": 600_000, "max": 800_000, "unit": "personnel"}),
        (Value(None, 8, "percent"), {"max": 8, "unit": "percent"}),
        (Value(8, None, "percent"), {"min": 8, "unit": "percent"}),
        (Value(8, None, "percent", exclusive=True), {"min": 8, "unit": "percent", "exclusive": "min"}),
        (Value(None, 8, "percent", exclusive=True), {"max": 8, "unit": "percent", "exclusive": "max"}),
        (None, None),
    ],
)
def test_a_value_is_written_as_number_or_range(value, wire):
    """One number under "value", the ends of a range under "min" and "max"."""
    assert value_to_wire(value) == wire
    assert value_from_wire(wire) == value


@pytest.mark.parametrize("wire", [{"number": 3}, {"unit": "issues"}, {}])
def test_a_value_without_a_number_is_refused(wire):
    """A unit alone is no value."""
    with pytest.raises(ValueError, match=r".+"):
        value_from_wire(wire)


@pytest.mark.parametrize(
    "ends", [{"value": 8}, {"min": 1, "max": 8}, {"max": 8, "exclusive": "min"}, {"min": 8, "exclusive": True}]
)
def test_only_the_only_end_can_be_exclusive(ends):
    """What is told of another end, or of a number, is a mistake."""
    with pytest.raises(ValueError, match="exclusive is"):
        value_from_wire({"exclusive": "max", "unit": "percent"} | ends)
