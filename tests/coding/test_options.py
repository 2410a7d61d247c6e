"""The option of an issue that words name."""

from __future__ import annotations

import pytest

from detente.coding.options import Around, Options
from detente.model import (
    Act,
    Dossier,
    Issue,
    IssueId,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Scale,
    ScaleKind,
    Value,
)

POWER, FEE, ALONE, UNTIL = IssueId("power"), IssueId("fee"), IssueId("alone"), IssueId("until")


def option(key: str, name: str, text: str = "", place: float | None = None) -> Option:
    """An option of this name."""
    return Option(id=OptionId(key), name=name, text=text, place=place)


OPTIONS = Options(
    Dossier(
        id="strait",
        title="The strait",
        parties=(Party(id=PartyId("norland"), name="Norland", kind=PartyKind.STATE),),
        issues=(
            Issue(
                id=POWER,
                name="Electricity for Norland",
                terms=("electricity", "power"),
                options=(
                    option("cost", "At cost", "Norland buys electricity from the dam at cost."),
                    option(
                        "market",
                        "At market price",
                        "Norland pays the market price for electricity, in full and in advance.",
                    ),
                    option("none", "No electricity", "No electricity is sold to Norland."),
                ),
            ),
            Issue(
                id=FEE,
                name="Fee",
                scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900),
                options=(option("low", "Low fee", "A fee of 200.", 200), option("high", "High fee", "600.", 600)),
            ),
            Issue(id=ALONE, name="Pilots", terms=("pilots",)),
            Issue(
                id=UNTIL,
                name="Jobs",
                terms=("jobs",),
                options=(
                    option("short", "Until 2030", "Jobs are guaranteed until the end of 2030."),
                    option("long", "Until 2032", "Jobs are guaranteed until the end of 2032."),
                ),
            ),
        ),
    )
)
NAMED = {
    "by a word of its own": ("Norland demanded electricity at cost", Act.DEMAND, "cost"),
    "by several": ("Sudmark offered Norland electricity at the market price", Act.PROPOSE, "market"),
    "by no word that all share": ("Norland demanded electricity", Act.DEMAND, None),
    "by no party's name": ("Norland demanded more", Act.DEMAND, None),
    "not by words said in passing": ("Sudmark, which pays the market price, rejected it", Act.REJECT, None),
    "not by what is lacking": ("A treaty without a market price is unacceptable", Act.REJECT, None),
    "not by what is given up": ("Norland will never give up the market price", Act.REJECT, None),
    "by what is had for giving up something else": (
        "Norland drops the tariff for electricity at cost",
        Act.PROPOSE,
        "cost",
    ),
    "by what is wanted and lacking": ("Norland will not sign without the market price", Act.DEMAND, "market"),
}


@pytest.mark.parametrize("case", NAMED)
def test_an_option_is_named(case):
    """By the words that tell it from the others, of what is said of the issue itself."""
    text, act, expected = NAMED[case]
    assert OPTIONS.named(POWER, text, None, act) == expected


def test_options_may_differ_by_a_year_alone():
    """A number in their words tells them apart as a word does."""
    assert OPTIONS.named(UNTIL, "guarantees all jobs until the end of 2030", None, Act.PROPOSE) == "short"
    assert OPTIONS.named(UNTIL, "guarantees all jobs until the end of 2031", None, Act.PROPOSE) is None


def test_what_goes_before_tells_what_this_is():
    """Words that name none of their own are of the option that the sentence before names."""
    before = "Sudmark would sell electricity at the full market price, paid in advance."
    text = "Norland says that this does not go far enough"
    assert OPTIONS.named(POWER, text, None, Act.REJECT, Around(text, before)) == "market"
    assert OPTIONS.named(POWER, text, None, Act.REJECT, Around(text)) is None


@pytest.mark.parametrize(("number", "expected"), [(600, "high"), (200, "low"), (300, None)])
def test_a_number_tells_the_option_whatever_the_words(number, expected):
    """On an issue that is a number its place decides, and a number between two names neither."""
    assert OPTIONS.named(FEE, "Norland wants a low fee", Value(number, number, "crowns"), Act.DEMAND) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Value(200, None, "crowns"), "low"),
        (Value(200, None, "crowns", exclusive=True), None),
        (Value(None, 200, "crowns", exclusive=True), None),
        (Value(20, 20, "percent"), "low"),
    ],
)
def test_words_name_no_option_beyond_the_end_that_is_told(value, expected):
    """More than the low fee is not the low fee; a number in another unit says nothing of it."""
    assert OPTIONS.named(FEE, "Norland wants a low fee", value, Act.DEMAND) == expected


def test_an_issue_without_options_has_none_named():
    """Nothing is invented."""
    assert OPTIONS.named(ALONE, "Norland demanded pilots", None, Act.DEMAND) is None
