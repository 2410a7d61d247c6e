"""A form shows a statement's fields, and asks for what was changed in it and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import RefusedReviewError
from detente.ledger.forms import shown
from detente.model import Condition, Edtf, IssueId, OptionId, Value
from detente.model.wire import statement_to_wire, value_from_wire, value_to_wire
from detente.web.editing import changes_of

TEXT = "Norland insists on pilots. Sudmark objects. Norland\ninsists on pilots still."


@pytest.fixture
def statement(make_document, make_statement) -> dict:
    """A statement with every field told, in its stored form."""
    return statement_to_wire(
        make_statement(
            make_document(TEXT), "Norland\ninsists on pilots", "norland", "passage", "condition",
            option=OptionId("piloted"), value=Value(300, 500, "crowns"), speaker="Tor Vik", said_on=Edtf("2031-03"),
            reported_by=("two officials", "The Sound"), condition=Condition("fees fall", IssueId("fees")),
        )
    )  # fmt: skip


def test_a_form_that_is_sent_as_it_was_shown_asks_for_nothing(statement: dict) -> None:
    """Also where the browser wrote line breaks its own way."""
    as_sent = shown(statement) | {"quote": statement["quote"].replace("\n", "\r\n"), "other": "field"}
    assert changes_of(as_sent, statement, TEXT) == {}


@pytest.mark.parametrize(
    ("given", "changes"),
    [
        ({"party": "sudmark"}, {"party": "sudmark"}),
        ({"option": ""}, {"option": None}),
        ({"value": "up to 1,000"}, {"value": {"max": 1000, "unit": "crowns"}}),
        ({"value": "at least 5.5", "unit": "percent"}, {"value": {"min": 5.5, "unit": "percent"}}),
        ({"value": "more than 18"}, {"value": {"min": 18, "unit": "crowns", "exclusive": "min"}}),
        ({"value": "under 18"}, {"value": {"max": 18, "unit": "crowns", "exclusive": "max"}}),
        ({"unit": "percent"}, {"value": {"min": 300, "max": 500, "unit": "percent"}}),
        ({"value": ""}, {"value": None}),
        ({"condition": "fees  rise"}, {"condition": {"text": "fees rise", "issue": "fees"}}),
        ({"condition_issue": ""}, {"condition": {"text": "fees fall", "issue": None}}),
        ({"condition": "", "condition_issue": ""}, {"condition": None}),
        ({"chain": "Coastal Wire ‹ The Sound < aides"}, {"reported_by": ["aides", "The Sound", "Coastal Wire"]}),
        ({"chain": ""}, {"reported_by": []}),
        ({"speaker": "", "said_on": "2031-03-09"}, {"speaker": None, "said_on": "2031-03-09"}),
        ({"start": "0", "end": "7", "quote": "never"}, {"start": "0", "end": "7"}),
    ],
)
def test_only_what_was_changed_is_asked_for(statement: dict, given: dict[str, str], changes: dict) -> None:
    """A field that belongs to two inputs takes the other from what stands."""
    assert changes_of(given, statement, TEXT) == changes


def test_words_are_found_where_they_stand_nearest(statement: dict) -> None:
    """The same words elsewhere are not meant; spaces and line breaks are all alike."""
    changes = changes_of({"quote": "insists  on\npilots"}, statement, TEXT)
    assert TEXT[changes["start"] : changes["end"]] == "insists on pilots"
    assert changes["start"] > statement["start"]


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ({"quote": "pilots are fine"}, "does not hold these words"),
        ({"quote": "  "}, "does not hold these words"),
        ({"value": "lots"}, "a number such as 300"),
        ({"value": "1 to"}, "a number such as 300"),
        ({"condition": "", "condition_issue": "fees"}, "a condition has words"),
    ],
)
def test_what_cannot_be_read_is_told_with_what_can(statement: dict, given: dict[str, str], right: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(RefusedReviewError, match=right):
        changes_of(given, statement, TEXT)


numbers = st.none() | st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: round(number, 4))


@given(numbers, numbers)
def test_a_number_that_is_shown_is_read_as_the_same(low: float | None, high: float | None) -> None:
    """Whatever the coder found, opening the form and leaving it changes nothing, and sending it anew keeps it."""
    if low is None and high is None:
        return
    if low is not None and high is not None:
        low, high = sorted((low, high))
    wire = value_to_wire(Value(low, high, "crowns"))
    blank = {
        "party": "a", "issue": "b", "option": None, "act": "demand", "firmness": "firm", "condition": None,
        "speaker": None, "reported_by": [], "said_on": None, "start": 0, "quote": "a",
    }  # fmt: skip
    told = shown(blank | {"value": wire})
    changes = changes_of({"value": told["value"], "unit": told["unit"]}, blank | {"value": None}, "a")
    assert value_from_wire(changes["value"]) == value_from_wire(wire)


@pytest.mark.parametrize("told", ["more than 18", "under 18", "at least 18", "up to 18", "18", "18 to 20"])
def test_a_number_is_shown_as_it_is_written(statement: dict, told: str) -> None:
    """What a form asked for is what the next one shows."""
    changed = statement | changes_of({"value": told}, statement, TEXT)
    assert shown(changed)["value"] == told
