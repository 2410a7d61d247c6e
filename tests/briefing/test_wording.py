"""Dates, tellers, quotes and stances in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.briefing.phrases import count_words, span_words
from detente.briefing.quotes import within_quotes
from detente.briefing.wording import chain_words, date_words, deed, excerpt, listed, number_outcome, shortened
from detente.model import Act, Edtf, Issue, IssueId, Option, OptionId, Scale, ScaleKind, Value


@pytest.mark.parametrize(
    ("text", "words", "short"),
    [
        ("2031", "2031", "2031"),
        ("2031-03", "March 2031", "Mar 2031"),
        ("2031-03-09", "9 March 2031", "9 Mar 2031"),
        ("2031-05~", "about May 2031", "about May 2031"),
        ("2031-03-09?", "9 March 2031 (uncertain)", "9 Mar 2031 (uncertain)"),
        ("2031-01-01/2031-01-10", "1 to 10 January 2031", "1 to 10 Jan 2031"),
        ("2031-01-28/2031-02-03", "28 January to 3 February 2031", "28 Jan to 3 Feb 2031"),
        ("2030-12-28/2031-01-03", "28 December 2030 to 3 January 2031", "28 Dec 2030 to 3 Jan 2031"),
        ("2031-01/2031-03", "January to March 2031", "Jan to Mar 2031"),
        ("2031-01/2031-03-10", "January 2031 to 10 March 2031", "Jan 2031 to 10 Mar 2031"),
    ],
)
def test_a_date_is_told_as_precisely_as_it_is_known(text, words, short):
    """A month stays a month, and an interval keeps both ends."""
    assert date_words(Edtf(text)) == words
    assert date_words(Edtf(text), is_short=True) == short


def test_no_date_is_undated():
    """The missing date is named."""
    assert date_words(None) == span_words(None, None) == "undated"


def test_a_span_of_one_date_is_that_date():
    """Since and last are told only where they differ."""
    assert span_words(Edtf("2031-03-09"), Edtf("2031-03-09")) == "9 Mar 2031"
    assert span_words(Edtf("2031-03"), Edtf("2031-04-02")) == "since Mar 2031, last 2 Apr 2031"


@pytest.mark.parametrize(
    ("stance", "option", "value", "condition", "words"),
    [
        ("demand", "Free passage", None, None, "demands Free passage"),
        ("demand", "Free passage", "500 crowns", None, "demands Free passage (500 crowns)"),
        ("demand", None, "500 crowns", None, "demands 500 crowns"),
        ("accept", "Free passage", None, "a deal", "accepts Free passage depending on"),
        ("reject", None, None, None, "rejects"),
        ("condition", "Free passage", None, "a deal", "accepts Free passage if"),
        ("condition", "Free passage", None, None, "accepts Free passage if a condition is met"),
        ("condition", None, None, "a deal", "accepts if"),
        ("condition", None, None, None, "accepts if a condition is met"),
    ],
)
def test_a_stance_is_worded_around_what_it_names(stance, option, value, condition, words):
    """The condition follows the link word and is quoted by whoever shows it."""
    assert " ".join(filter(None, deed(Act(stance), option, value, condition))) == words


def test_a_chain_runs_from_the_speaker_outwards():
    """Nearest the speaker first."""
    assert chain_words(("CNN", "Le Monde", "The Sound")) == "CNN, cited by Le Monde, cited by The Sound"
    assert chain_words(()) == ""


@given(st.text(), st.integers(10, 80))
def test_a_shortened_text_is_one_line_and_says_when_it_is_cut(text, limit):
    """It never runs over the limit by more than its ellipsis, and a whole quote carries none of ours."""
    line = " ".join(text.split())
    shown = shortened(text, limit)
    assert "\n" not in shown
    assert len(shown) <= limit + 2
    assert shown == line or (len(line) > limit and shown.endswith(" …"))


def test_rows_of_names_and_counts_read_as_english():
    """One, two and many."""
    assert listed(("a",)) == "a"
    assert listed(("a", "b")) == "a and b"
    assert listed(("a", "b", "c")) == "a, b and c"
    assert (count_words(1, "origin"), count_words(1200, "origin")) == ("1 origin", "1,200 origins")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the fee falls", "the fee falls"),
        ("“We go back,” he said", "‘We go back,’ he said"),
        ("We go back,” he said", "‘We go back,’ he said"),
        ("he said: “We go", "he said: ‘We go’"),
        ("“We go back.”", "We go back."),
        ("“One,” he said, “two.”", "‘One,’ he said, ‘two.’"),
        ('the "fair" offer', "the ‘fair’ offer"),
        ('"Rice is out," he said', "‘Rice is out,’ he said"),
        ('he said: "We pay 300" and left', "he said: ‘We pay 300’ and left"),
        ('We go back," he said', "‘We go back,’ he said"),
        ('a pipe of 5" across', 'a pipe of 5" across'),
        ("has rejected it.*", "has rejected it."),
        ("a *revised* text, **now**", "a revised text, now"),
        ("5 * 3 crowns", "5 * 3 crowns"),
    ],
)
def test_words_within_quotation_marks_close_what_they_open(text, shown):
    """A source's own marks are single within ours, none stands alone, and marks of emphasis are no words."""
    assert within_quotes(text) == shown


@given(st.text(alphabet="ab “”.", max_size=12))
def test_every_quotation_mark_within_ours_has_its_other(text):
    """In whatever order a text has them."""
    shown = within_quotes(text)
    assert not set("“”") & set(shown)
    assert shown.count("‘") == shown.count("’")
    assert within_quotes(shown) == shown


def test_an_excerpt_closes_what_it_cuts():
    """What is cut away holds the closing mark."""
    assert excerpt("“We go back to six and stay there,” he said", 20) == "‘We go back to six …’"


@pytest.mark.parametrize(
    ("options", "number", "words"),
    [
        (("half",), Value(4.5, 4.5, "percent"), "Half (4.5 percent)"),
        (("half",), Value(5.5, 5.5, "percent"), "5.5 percent"),
        (("half", "full"), Value(6, 6, "percent"), "Full (6 percent)"),
        (("half",), Value(4.5, 5, "percent"), "4.5-5 percent"),
        ((), Value(5, None, "percent"), "5 percent or more"),
    ],
)
def test_an_option_is_named_beside_a_number_only_where_that_is_its_place(options, number, words):
    """What is wanted is the number; an option that is named for another place is not what has that number."""
    places = {"half": 4.5, "full": 6}
    named = tuple(Option(id=OptionId(id_), name=id_.title(), place=place) for id_, place in places.items())
    rate = Issue(
        id=IssueId("rate"),
        name="Rate",
        options=named,
        scale=Scale(kind=ScaleKind.NUMBER, unit="percent", low=0, high=10),
    )
    assert number_outcome(rate, options, number) == words


def test_the_place_of_an_option_is_no_number_of_its_issue():
    """Where the issue is one of options, the number by which they are ordered is not told."""
    options = tuple(
        Option(id=OptionId(name), name=name.title(), place=place) for place, name in enumerate(("free", "piloted"))
    )
    passage = Issue(id=IssueId("passage"), name="Passage", options=options)
    assert number_outcome(passage, ("piloted",), Value(1, 1, "")) == "Piloted"
    assert number_outcome(passage, ("free", "piloted"), Value(0, 1, "")) == "Free or Piloted"
