"""The news-date grammar: EDTF, as precise as told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.coding.dates import find_date
from detente.coding.days import coming_days
from detente.model import Edtf

FRIDAY = Edtf("2031-03-14")
PIECES = [
    "Norland", "refused", "will", "since", "the", "last", "between", "and", "to", "March", "May", "Feb.", "30", "31st",
    "2031", "0", "Monday", "Sat.", "week", "of", "early", "spring", "999", "years", "months", "ago", "two", "thousand",
    "(", ")", "-", ",", "first", "on", "in", "month", "OSLAV", "weekend", "overnight", "winter", "2030",
]  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Solberg said on Wednesday that", "2031-03-12"),
        ("Solberg said on Friday that", "2031-03-14"),
        ("they met last weekend", "2031-03-08/2031-03-09"),
        ("they met last week", "2031-03-03/2031-03-09"),
        ("he said yesterday", "2031-03-13"),
        ("he said today", "2031-03-14"),
        ("earlier this month Norland refused", "2031-03"),
        ("last month Norland refused", "2031-02"),
        ("in early January a text arrived", "2031-01-01/2031-01-10"),
        ("in late December 2030 a text arrived", "2030-12-21/2030-12-31"),
        ("on March 6 they met", "2031-03-06"),
        ("on 6 March 2030 they met", "2030-03-06"),
        ("on December 6 they met", "2030-12-06"),
        ("in November Norland refused", "2030-11"),
        ("(The Sound, May 2030)", "2030-05"),
        ("in March 2029 they met", "2029-03"),
        ("on 2031-02-03 they met", "2031-02-03"),
        ("last year Norland refused", "2030"),
    ],
)
def test_a_told_date_keeps_its_precision(clause, expected):
    """A month stays a month, a weekend stays two days, a weekday is the last one before publication."""
    assert str(find_date(clause, FRIDAY)) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("they met on March 3-5", "2031-03-03/2031-03-05"),
        ("they met from 3 to 5 March", "2031-03-03/2031-03-05"),
        ("they met between February 27 and March 2", "2031-02-27/2031-03-02"),
        ("they met from 30 December to 2 January", "2030-12-30/2031-01-02"),
        ("they met between Monday and Wednesday", "2031-03-10/2031-03-12"),
        ("in the first week of June they met", "2030-06-01/2030-06-07"),
        ("in the last week of February they met", "2031-02-22/2031-02-28"),
        ("they met in mid-January", "2031-01-11/2031-01-20"),
        ("they met early this month", "2031-03-01/2031-03-10"),
        ("they met late last month", "2031-02-21/2031-02-28"),
        ("they met earlier this week", "2031-03-10/2031-03-14"),
    ],
)
def test_several_days_stay_several_days(clause, expected):
    """Which of them is meant is not guessed."""
    assert str(find_date(clause, FRIDAY)) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Norland refused last night", "2031-03-13"),
        ("overnight Norland refused", "2031-03-13/2031-03-14"),
        ("three days ago Norland refused", "2031-03-11"),
        ("two weeks ago Norland refused", "2031-02-28~"),
        ("a fortnight ago Norland refused", "2031-02-28~"),
        ("six months ago Norland refused", "2030-09~"),
        ("two years ago Norland refused", "2029~"),
        ("last Friday Norland refused", "2031-03-07"),
        ("a letter went out on the 9th", "2031-03-09"),
        ("a letter went out on the 14th", "2031-03-14"),
        ("a letter went out on the 20th", "2031-02-20"),
        ("last summer Norland refused", "2030-06/2030-08"),
        ("in the summer of 2029 they met", "2029-06/2029-08"),
        ("in 2029 they met", "2029"),
        ("(Coastal Wire, Sat.)", "2031-03-08"),
    ],
)
def test_a_date_may_be_told_from_publication(clause, expected):
    """Of "two weeks ago" the day is about right, of "three days ago" it is exact."""
    assert str(find_date(clause, FRIDAY)) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Norland has refused since the summer", "2030-06/2031-03-14"),
        ("Norland has refused since Monday", "2031-03-10/2031-03-14"),
        ("Norland has refused since early January", "2031-01-01/2031-03-14"),
    ],
)
def test_what_holds_since_a_day_was_said_on_or_after_it(clause, expected):
    """It may have been said on any day from then to publication."""
    assert str(find_date(clause, FRIDAY)) == expected


@pytest.mark.parametrize(
    "clause",
    [
        "in the summer the parliament votes",
        "the vote will be held in summer",
        "the vote is planned for the summer",
        "the fee ends this autumn",
        "Solberg said the parliament votes in summer",
        "Norland proposed a referendum in the autumn",
    ],
)
def test_a_season_in_which_nothing_is_told_as_done_dates_nothing(clause):
    """It may be the next one as well as the last."""
    assert find_date(clause, FRIDAY) is None


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Norland refused in the summer", "2030-06/2030-08"),
        ("Norland said in the summer that it refuses", "2030-06/2030-08"),
        ("this winter they met twice", "2030-12/2031-02"),
    ],
)
def test_a_season_in_which_something_was_done_is_the_last(clause, expected):
    """A verb that tells something as done reaches the season."""
    assert str(find_date(clause, FRIDAY)) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("they meet in the summer", "2031-06/2031-08"),
        ("they meet this autumn", "2031-09/2031-11"),
        ("a summit planned for the winter", "2031-12/2032-02"),
        ("they meet in spring", "2031-03-14/2031-05"),
        ("they meet in the summer of 2033", "2033-06/2033-08"),
    ],
)
def test_a_season_announced_is_the_first_that_is_not_over(clause, expected):
    """A meeting to be held in summer is held in the next; what is left of a season that runs counts."""
    assert [str(day.on) for day in coming_days(clause, (0, len(clause)), FRIDAY)] == [expected]


def test_a_season_of_a_past_year_is_not_announced():
    """A year told is kept."""
    clause = "they meet in the summer of 2029"
    assert coming_days(clause, (0, len(clause)), FRIDAY) == []


@pytest.mark.parametrize(
    "clause",
    ["Norland refuses", "they may march on", "the next round is expected on Sunday", "on February 30 they met"],
)
def test_what_is_no_past_date_is_none(clause):
    """No day is invented; an announced meeting does not date the announcement."""
    assert find_date(clause, FRIDAY) is None


@pytest.mark.parametrize(
    "clause",
    [
        "talks could resume as soon as Sunday, Solberg said",
        "Norland will answer by March 3",
        "on Sunday the parties will meet",
        "they are due to meet in Sudmark on Monday",
        "Norland agreed to meet on Tuesday",
        "they agreed in Oslav to resume the talks on 19 February",
        "they meet again next Wednesday",
        "they meet again on Tuesday week",
        "a truce ending on 31 January",
        "tomorrow they meet",
    ],
)
def test_a_day_that_is_announced_dates_nothing(clause):
    """What is to happen has not been done, and its day is not the day it was said."""
    assert find_date(clause, FRIDAY) is None


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("Norland will refuse any text, Solberg said on Wednesday", "2031-03-12"),
        ("the fee would be dropped under a paper that Sudmark handed round on Tuesday", "2031-03-11"),
        ("on Monday Norland said that it will refuse", "2031-03-10"),
        ("Norland will refuse, Solberg said after Tuesday's session", "2031-03-11"),
        ("Sudmark could live with a fee (The Sound, 10 May)", "2030-05-10"),
        ("Norland will refuse unless Sudmark signs, its chairman repeated on Sunday", "2031-03-09"),
        ("she laid such a plan before them on Tuesday", "2031-03-11"),
        ("Norland agreed to a fee of 300 crowns on Tuesday", "2031-03-11"),
        ("Norland dropped its objection to a fee on Thursday", "2031-03-13"),
    ],
)
def test_the_nearest_verb_decides_whether_a_date_is_past(clause, expected):
    """A promise is dated by the day on which it was told."""
    assert str(find_date(clause, FRIDAY)) == expected


@pytest.mark.parametrize(
    "clause",
    [
        "we propose that the treaty enters into force on 1 April 2032",
        "Solberg was happy with January 2033",
        "a paper was asked for (the short one) by 31 March 2031",
    ],
)
def test_a_date_behind_publication_dates_nothing(clause):
    """Nothing is said after the text that tells it, and a part of such a date is no date of its own."""
    assert find_date(clause, FRIDAY) is None


@pytest.mark.parametrize(
    "clause",
    [
        '"We can spare 300 boats in January," Solberg told reporters',
        "Solberg told reporters that “the fleet rested in January and lost a month”",
    ],
)
def test_a_date_within_quoted_words_is_not_when_they_were_said(clause):
    """They tell of that month, on another day."""
    assert find_date(clause, FRIDAY) is None


def test_a_date_between_two_quotations_is_when_they_were_said():
    """A mark that closes one sentence's quotation opens none."""
    assert str(find_date('no more," Solberg said on Wednesday, and "never', FRIDAY)) == "2031-03-12"


@pytest.mark.parametrize(
    "clause",
    [
        "As to the crews dismissed in January, Norland is prepared to hear each of them",
        "Of the ships held in February, half may leave",
        "Norland agreed to take back all of the 43 pilots dismissed in January",
        "Norland demands that sailors who were arrested on 3 February go home",
        "they are ready to sign on Monday",
        "Norland is willing to talk on Tuesday",
    ],
)
def test_a_date_of_something_else_dates_nothing(clause):
    """Neither what had been done to those who are spoken of, nor what is still to be done, tells when it was said."""
    assert find_date(clause, FRIDAY) is None


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("The head of the union demanded in January that all pilots go home", "2031-01"),
        ("The pilots who met on Monday demanded more", "2031-03-10"),
        ("Norland is ready to sign, Solberg said on Monday", "2031-03-10"),
        ("In a letter signed in January, Norland refused", "2031-01"),
        ("The plan, which Norland rejected on Monday, is dead", "2031-03-10"),
        ("Of the plan tabled on Monday Norland said nothing", "2031-03-10"),
        ("As to the crews dismissed in January, Solberg said on Monday that each is heard", "2031-03-10"),
    ],
)
def test_a_date_of_the_deed_stays_beside_other_deeds(clause, expected):
    """Only what is plainly done to another is passed over."""
    assert str(find_date(clause, FRIDAY)) == expected


@pytest.mark.parametrize("clause", ["Norland stands ready to sign on 20 March", "the session of April 2-4"])
def test_a_day_without_a_year_that_comes_soon_is_not_a_year_ago(clause):
    """A text of 14 March that names 20 March means the one six days off."""
    assert find_date(clause, FRIDAY) is None


def test_what_holds_since_a_year_in_an_aside_dates_no_demand():
    """The demand is as old as the text, whatever happened since then in the place that it is about."""
    clause = "Norland wants a quota for the bay, where boats have lost half of their catch since 2020"
    assert find_date(clause, FRIDAY) is None


def test_a_day_goes_before_the_month_or_year_beside_it():
    """The narrowest date of a sentence tells when it was said."""
    assert str(find_date("Norland, which last year refused, agreed on Monday", FRIDAY)) == "2031-03-10"


def test_a_weekday_is_told_from_the_dateline_where_there_is_one():
    """An agency's text may be printed days after it was written."""
    assert str(find_date("OSLAV, 5 March (Coastal Wire) - Norland on Tuesday refused", FRIDAY)) == "2031-03-04"


def test_a_dateline_alone_dates_what_it_heads():
    """Where nothing else is told, the text was written on that day."""
    assert str(find_date("OSLAV, March 5 — Norland refuses", FRIDAY)) == "2031-03-05"


@pytest.mark.parametrize(
    "clause", ["on Wednesday they met", "in January they met", "yesterday they met", "two weeks ago they met"]
)
def test_without_publication_a_relative_date_stays_untold(clause):
    """There is nothing to anchor it to."""
    assert find_date(clause, None) is None


@pytest.mark.parametrize(
    ("clause", "expected"),
    [("on 6 March 2030 they met", "2030-03-06"), ("in spring 2029 they met", "2029-03/2029-05")],
)
def test_without_publication_a_date_with_a_year_is_certain(clause, expected):
    """It needs no anchor."""
    assert str(find_date(clause, None)) == expected


def test_a_month_of_publication_anchors_months_and_not_days():
    """A document known to the month cannot tell which Wednesday is meant."""
    assert find_date("on Wednesday they met", Edtf("2031-03")) is None
    assert str(find_date("last month they met", Edtf("2031-03"))) == "2031-02"


@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join), st.sampled_from([FRIDAY, Edtf("2031-03"), None]))
def test_no_words_are_too_odd_to_read(clause, published):
    """Any words give a date or None, and nothing that was said lies after publication."""
    found = find_date(clause, published)
    if found is not None and published is not None:
        assert found.earliest <= published.latest
