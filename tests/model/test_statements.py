"""Statements are valid from construction."""

from __future__ import annotations

import pytest

from detente.model import Quote, Value


@pytest.mark.parametrize(("start", "end", "text"), [(0, 5, "four"), (4, 4, ""), (-1, 3, "four"), (5, 1, "four")])
def test_a_quote_holds_exactly_its_characters(start, end, text):
    """Offsets that do not fit the text cannot be built."""
    with pytest.raises(ValueError, match="cannot hold"):
        Quote(start, end, text)


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_a_confidence_is_a_share(make_document, make_statement, confidence):
    """Outside [0, 1] it means nothing."""
    document = make_document("Norland insists on a fee.")
    with pytest.raises(ValueError, match="outside"):
        make_statement(document, "Norland insists", "norland", "fees", "demand", confidence=confidence)


def test_another_coder_gives_another_statement(make_document, make_statement):
    """Coding again with a newer engine adds; it does not overwrite."""
    document = make_document("Norland insists on a fee.")
    one, same, other = (
        make_statement(document, "Norland insists", "norland", "fees", "demand", coder=coder)
        for coder in ("rules/1", "rules/1", "rules/2")
    )
    assert one.id == same.id != other.id


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Value(600_000, 800_000, "personnel"), "600,000-800,000 personnel"),
        (Value(2027, 2027, "year"), "2027"),
        (Value(1e30, 1e30, "crowns"), "1e+30 crowns"),
        (Value(None, 8, "percent"), "up to 8 percent"),
        (Value(8, None, "percent"), "8 percent or more"),
        (Value(8, None, "percent", exclusive=True), "more than 8 percent"),
        (Value(None, 8, "percent", exclusive=True), "under 8 percent"),
        (Value(4.5, 4.5, "percent"), "4.5 percent"),
        (Value(1, 1, "years"), "1 year"),
        (Value(1, 2, "years"), "1-2 years"),
        (Value(1, 1, "series"), "1 series"),
    ],
)
def test_a_value_reads_as_a_person_would_write_it(value, words):
    """Thousands are parted, years are bare, open ends are said, and one is not many."""
    assert str(value) == words


def test_a_range_with_two_ends_has_both():
    """Only where one end is open the other can be left out."""
    with pytest.raises(ValueError, match="open end"):
        Value(1, 8, "percent", exclusive=True)
