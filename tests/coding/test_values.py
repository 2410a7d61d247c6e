"""Numbers with their units: what is proposed, not what is in force, and never a number that only tells the story."""

from __future__ import annotations

import pytest

from detente.coding.values import find_value
from detente.model import Dossier, Issue, IssueId, Scale, ScaleKind, Value

TROOPS = Scale(kind=ScaleKind.NUMBER, unit="personnel", low=0, high=1_500_000)
SHARE = Scale(kind=ScaleKind.NUMBER, unit="percent", low=0, high=100)
FUND = Scale(kind=ScaleKind.NUMBER, unit="billion euros", low=0, high=100)
TERM = Scale(kind=ScaleKind.NUMBER, unit="months", low=0, high=48)
PRICE = Scale(kind=ScaleKind.NUMBER, unit="dollars", low=0, high=4)
YEAR = Scale(kind=ScaleKind.NUMBER, unit="year", low=2030, high=2040)
PUPILS = Scale(kind=ScaleKind.NUMBER, unit="pupils", low=18, high=40)


def value(clause: str, scale: Scale | None = None, *, terms: tuple[str, ...] = (), near: int = 0) -> Value | None:
    """What a clause tells about an issue with this scale and these terms."""
    issue = Issue(id=IssueId("strait"), name="The strait", terms=terms, scale=scale or Scale())
    return find_value(clause, issue, 2031, near)


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("a fee of 300 crowns", Value(300, 300, "crowns")),
        ("a fee of 300", Value(300, 300, "crowns")),
        ("between 300 and 350 crowns", Value(300, 350, "crowns")),
        ("from 300 to 350 crowns", Value(300, 350, "crowns")),
        ("up to 350 crowns", Value(None, 350, "crowns")),
        ("at least 200 crowns", Value(200, None, "crowns")),
        ("over 200 crowns", Value(200, None, "crowns", exclusive=True)),
        ("more than some 200 crowns", Value(200, None, "crowns", exclusive=True)),
        ("no more than 200 crowns", Value(None, 200, "crowns")),
        ("less than 200 crowns", Value(None, 200, "crowns", exclusive=True)),
        ("no less than 200 crowns", Value(200, None, "crowns")),
        ("hand over 200 crowns", Value(200, 200, "crowns")),
        ("turned over some 200 crowns", Value(200, 200, "crowns")),
        ("hand over at least 200 crowns", Value(200, None, "crowns")),
        ("cut to 300 crowns, from 400 at present", Value(300, 300, "crowns")),
        ("12 percent", Value(12, 12, "percent")),
        ("1.5 million euros", Value(1_500_000, 1_500_000, "euros")),
        ("€2bn", Value(2e9, 2e9, "euros")),
        ("75,000 tonnes", Value(75_000, 75_000, "tonnes")),
        ("two issues", Value(2, 2, "issues")),
        ("by 2035", Value(2035, 2035, "year")),
    ],
)
def test_a_number_is_read_with_its_unit(dossier: Dossier, clause, expected):
    """Ranges, open ends, scales of thousands, and the unit of the issue's own scale."""
    assert find_value(clause, dossier.issue("fees"), 2031) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("EUR 1.500,00", Value(1500, 1500, "euros")),
        ("kr 300", Value(300, 300, "crowns")),
        ("a fee of 2'000 euros", Value(2000, 2000, "euros")),
        ("0,3 thousand crowns", Value(300, 300, "crowns")),
        ("4,5 per cent", Value(4.5, 4.5, "percent")),
        ("600 basis points", Value(600, 600, "basis points")),
        ("6 per cent and a fee of at least 500 crowns", Value(500, None, "crowns")),
        ("EUR 18 or 200 crowns", Value(200, 200, "crowns")),
        ("must not be less than EUR 18 or 200 crowns", Value(200, None, "crowns")),
        ("no more than 200 crowns or, in their money, 18 euros", Value(None, 200, "crowns")),
        ("at most 18 euros (200 crowns)", Value(None, 200, "crowns")),
        ("18 euros to 20 euros", Value(18, 20, "euros")),
    ],
)
def test_a_number_is_read_whole_and_in_its_own_currency(dossier: Dossier, clause, expected):
    """Thousands may be set apart by dots or apostrophes; amounts in two currencies are no range."""
    assert find_value(clause, dossier.issue("fees"), 2031) == expected


@pytest.mark.parametrize(
    "clause",
    ["1e400 crowns", "1e3 crowns", "1.500 crowns", "1,5 crowns", "2,0000 crowns", "12,34,567 crowns", "1.2.3 crowns"],
)
def test_what_is_no_number_or_may_be_two_is_left_out(dossier: Dossier, clause):
    """A number is never cut in half."""
    assert find_value(clause, dossier.issue("fees"), 2031) is None


def test_a_basis_point_is_a_hundredth_of_a_percentage_point():
    """Read in the unit of the issue's scale, whichever of the two that is."""
    assert value("a rise of 600 basis points", SHARE) == Value(6, 6, "percent")
    points = Scale(kind=ScaleKind.NUMBER, unit="basis points", low=0, high=1000)
    assert value("a rise of 6 per cent", points) == Value(600, 600, "basis points")


def test_times_in_two_units_are_no_range():
    """Between "18 days" and "2 weeks" lies nothing that either tells."""
    assert value("18 hours or two days", TERM) == Value(18, 18, "hours")


@pytest.mark.parametrize(
    "clause", ["the 20-point plan", "in 2029 they met", "by 2031", "no number at all", "a fee of 5000"]
)
def test_what_is_no_value_is_none(dossier: Dossier, clause):
    """A name with a number, a past year, the present one, a number off the scale are not values."""
    assert find_value(clause, dossier.issue("fees"), 2031) is None


@pytest.mark.parametrize(
    ("clause", "number"),
    [
        ("eight hundred and forty rifles", 840),
        ("thirty-one and a half percent", 31.5),
        ("fourteen thousand pilots", 14_000),
        ("two thousand five hundred pilots", 2_500),
        ("a hundred and twenty pilots", 120),
        ("a hundred thousand pilots", 100_000),
        ("two and a half million crowns", 2_500_000),
        ("half a million crowns", 500_000),
        ("three dozen pilots", 36),
        ("1.234.567 crowns", 1_234_567),
        ("5.128 km", 5.128),
    ],
)
def test_a_number_may_be_written_in_words_or_figures(clause, number):
    """What is written out amounts to the same."""
    told = value(clause)
    assert told is not None
    assert (told.low, told.high) == (number, number)


@pytest.mark.parametrize(
    ("clause", "share"),
    [
        ("a quarter of the catch", 25),
        ("two thirds of the tolls", 66.67),
        ("four fifths of the tolls", 80),
        ("one ship in five", 20),
        ("half of the tolls", 50),
    ],
)
def test_a_part_of_a_whole_is_a_percentage(clause, share):
    """Fractions and "one in five" lie on the same scale as percentages."""
    assert value(clause, SHARE) == Value(share, share, "percent")


@pytest.mark.parametrize(
    ("clause", "number"),
    [
        ("600,000 from around 800,000 now", 600_000),
        ("600,000 troops, against 800,000 today", 600_000),
        ("600,000 instead of 800,000", 600_000),
        ("Norland keeps 800,000 at present and offers 600,000", 600_000),
        ("Norland dropped its demand for 800,000 and asks for 600,000", 600_000),
        ("cut its army from 800,000 to 600,000 troops", 600_000),
        ("raise the ceiling from 500,000 to 600,000 troops", 600_000),
    ],
)
def test_what_is_proposed_is_told_and_not_what_is_in_force(clause, number):
    """Of two numbers the one that is left, held now or given up is not the value."""
    assert value(clause, TROOPS) == Value(number, number, "personnel")


def test_a_number_alone_is_told_even_if_it_is_refused():
    """Refusing 12 percent is a statement about 12 percent."""
    assert value("no longer insists on 12 percent", SHARE) == Value(12, 12, "percent")


@pytest.mark.parametrize(
    ("clause", "scale", "expected"),
    [
        ("20 billion euros", FUND, Value(20, 20, "billion euros")),
        ("500 million euros", FUND, Value(0.5, 0.5, "billion euros")),
        ("€20bn", FUND, Value(20, 20, "billion euros")),
        ("twenty billion", FUND, Value(20, 20, "billion euros")),
        ("three years", TERM, Value(36, 36, "months")),
        ("a four-month closure", TERM, Value(4, 4, "months")),
        ("57 cents a ton", PRICE, Value(0.57, 0.57, "dollars")),
        ("600 soldiers", TROOPS, Value(600, 600, "personnel")),
    ],
)
def test_a_value_is_told_in_the_unit_of_the_scale(clause, scale, expected):
    """Only what converts exactly is converted."""
    assert value(clause, scale) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("20 to 25 percent", Value(20, 25, "percent")),
        ("20–25 percent", Value(20, 25, "percent")),
        ("6, 13 and 23 percent", Value(6, 23, "percent")),
        ("3 percent, rising to 5", Value(3, 5, "percent")),
        ("4 percent for old ships and 7 for new ones", Value(4, 7, "percent")),
        ("between four and five hundred crowns", Value(400, 500, "crowns")),
        ("between 400 and 450 million crowns", Value(4e8, 4.5e8, "crowns")),
        ("no more than 12 percent", Value(None, 12, "percent")),
        ("not fewer than 12 percent", Value(12, None, "percent")),
        ("not less than 72 hours", Value(72, None, "hours")),
    ],
)
def test_a_range_has_both_its_ends(clause, expected):
    """A course from one number to another is a range, and so is a list of one unit."""
    assert value(clause) == expected


def test_a_bare_number_takes_the_unit_of_the_number_before_it():
    """The proposal of "from twelve years to nine" is nine years."""
    assert value("came down from twelve years to nine") == Value(9, 9, "years")


def test_of_a_part_of_several_the_part_is_told():
    """Eleven of fourteen bases are eleven bases."""
    assert value("11 of its 14 bases") == Value(11, 11, "bases")


def test_a_body_of_five_has_five_members():
    """The noun in front of a bare number may tell what is counted."""
    assert value("a panel of five") == Value(5, 5, "members")


def test_a_year_lies_on_a_scale_of_years():
    """A year without a preposition is a number like others there."""
    assert value("Norland would accept 2035", YEAR) == Value(2035, 2035, "year")


def test_what_is_counted_under_another_name_keeps_it():
    """Thirty children are a class of thirty, and are not said to be pupils."""
    assert value("thirty children in one room", PUPILS) == Value(30, 30, "children")


def test_of_several_numbers_the_scales_own_is_told():
    """A share told about an issue of shares goes before a duration beside it."""
    assert value("over four years Norland would pay 12 percent", SHARE) == Value(12, 12, "percent")


def test_of_several_equal_numbers_the_first_behind_the_act_is_told():
    """What stands in front of the act is often another party's."""
    clause = "Sudmark wants 300 crowns; Norland offers 200 crowns"
    assert value(clause, near=clause.index("offers")) == Value(200, 200, "crowns")


@pytest.mark.parametrize("clause", ["the two pilots agreed", "two pilots agreed"])
def test_few_that_the_issue_does_not_name_tell_the_story(clause):
    """A pair of people is no outcome."""
    assert value(clause) is None


def test_few_that_the_issue_names_are_counted():
    """Two pilots are an outcome where pilots are the question."""
    assert value("Norland asks for two pilots", terms=("pilots",)) == Value(2, 2, "pilots")


@pytest.mark.parametrize(
    "clause",
    [
        "on 4 May they met",
        "on May 4 they met",
        "Article 5 stands",
        "by the 15th they sign",
        "the Twelve refused",
        "not one percent",
        "two weeks ago Norland refused",
        "at 11:30 they met",
        "a third round of talks",
        "four rounds of talks",
    ],
)
def test_a_number_that_names_or_dates_is_no_value(clause):
    """Days, clocks, articles, groups and rounds are not outcomes."""
    assert value(clause, SHARE if "percent" in clause or "May" in clause else None) is None


@pytest.mark.parametrize("clause", ["all three were refused", "work for nurses under thirty"])
def test_a_pronoun_or_an_age_is_no_value(clause):
    """Words like "all three" and "under thirty" fit many scales and lie on none."""
    assert value(clause, SHARE) is None
