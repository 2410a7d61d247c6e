"""How each analyst reads a statement, where two differ, and how far they agree."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import agreement, differences, readings
from detente.ledger.standing import corrected, standing_reviews
from detente.model import (
    Act,
    Decision,
    DocumentId,
    Entry,
    Firmness,
    IssueId,
    PartyId,
    Quote,
    Review,
    Statement,
    StatementId,
    Status,
    Value,
)
from detente.model.wire import review_to_wire, statement_from_wire, statement_to_wire, value_to_wire

OBSERVERS = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
"""Krippendorff (2011), section C: twelve units, four observers, a dot where one was not observed."""

Given = tuple[str, str, Mapping[str, object]]


def reviewed(entry: Entry, *given: Given | tuple[str, str]) -> Entry:
    """The entry with reviews, each told by its analyst, its decision and its changes."""
    return replace(
        entry,
        reviews=tuple(
            Review(
                statement=entry.id,
                decision=Decision(decision),
                reason="as the text says",
                reviewer=analyst,
                changes=MappingProxyType(dict(*changes)),
            )
            for analyst, decision, *changes in given
        ),
    )


def textbook(say, field: str, value_of) -> list[Entry]:
    """The textbook's units as statements, each observer correcting the field from what nobody saw."""
    columns = list(zip(*(row.split() for row in OBSERVERS.values()), strict=True))
    return [
        reviewed(
            say("2031-03-01", "demand", party="uncoded"),
            *(
                (who, "correct", {field: value_of(told)})
                for who, told in zip(OBSERVERS, unit, strict=True)
                if told != "."
            ),
        )
        for unit in columns
    ]


def test_the_textbook_example_is_reproduced(say):
    """Krippendorff's four observers with missing values agree with an alpha of 0.743 at the nominal level."""
    measured = agreement(textbook(say, "party", lambda told: f"party-{told}"))["party"]
    assert round(measured.alpha, 3) == 0.743
    assert (measured.level, measured.n_statements, measured.n_analysts) == ("nominal", 11, 4)


def test_the_textbook_example_is_reproduced_for_numbers(say):
    """The same numbers told as values of one unit give the interval alpha that the source tells, 0.849."""
    measured = agreement(textbook(say, "value", lambda told: {"value": int(told), "unit": "crowns"}))["value"]
    assert (round(measured.alpha, 3), measured.level) == (0.849, "interval")


@pytest.mark.parametrize(
    "other",
    [None, {"min": 2, "max": 4, "unit": "crowns"}, {"min": 2, "unit": "crowns"}, {"value": 4, "unit": "percent"}],
)
def test_values_that_are_no_numbers_of_one_unit_are_compared_as_words(say, other):
    """A value that is missing, a range, open at an end or in another unit has no distance from a number."""
    entries = [
        reviewed(
            say("2031-03-01", "demand", number=3),
            ("ana", "accept"),
            ("bo", "correct", {"value": other}),
        ),
        reviewed(say("2031-03-01", "demand", number=4), ("ana", "accept"), ("bo", "accept")),
    ]
    measured = agreement(entries)["value"]
    assert measured.level == "nominal"
    assert measured.alpha == pytest.approx(1 - 3 * 2 / 10)  # ten of the values' twelve pairs differ


def test_each_analyst_is_read_as_the_statement_stood_after_their_review(say):
    """Who reviews later stands behind what was corrected before, and nobody behind what comes after."""
    coded = say("2031-03-01", "demand")
    entry = reviewed(coded, ("ana", "correct", {"act": "propose"}), ("bo", "correct", {"firmness": "flexible"}))
    now = replace(coded.statement, act="propose", firmness="flexible")
    ana, bo = readings(replace(entry, statement=now, coded=coded.statement))
    assert (ana.verdict, ana.statement.act, ana.statement.firmness) == ("correct", "propose", "firm")
    assert (bo.verdict, bo.statement.act, bo.statement.firmness) == ("correct", "propose", "flexible")


def test_who_accepts_a_correction_agrees_with_it(say):
    """To accept what another corrected is to read it so too."""
    assert (
        differences([reviewed(say("2031-03-01", "demand"), ("ana", "correct", {"act": "propose"}), ("bo", "accept"))])
        == ()
    )


def test_the_last_review_that_stands_is_the_verdict(say):
    """An analyst who corrects and then accepts has accepted, and the correction still stands."""
    [ana] = readings(reviewed(say("2031-03-01", "demand"), ("ana", "correct", {"act": "deny"}), ("ana", "accept")))
    assert (ana.verdict, ana.statement.act, ana.is_kept) == (Decision.ACCEPT, "deny", True)


def test_an_undo_takes_away_the_last_review_whoever_made_it(say):
    """To undo another's review leaves that analyst with what stood before, and makes no reading of one's own."""
    given_ = [("ana", "accept"), ("ana", "correct", {"act": "deny"}), ("bo", "undo")]
    [ana] = readings(reviewed(say("2031-03-01", "demand"), *given_))
    assert (ana.analyst, ana.verdict, ana.statement.act) == ("ana", Decision.ACCEPT, "demand")
    assert readings(reviewed(say("2031-03-01", "demand"), *given_, ("ana", "undo"), ("ana", "undo"))) == ()


def test_a_moved_quote_is_read_whole(say):
    """A correction that tells one end of the quote leaves the other where the analyst saw it, and is a span."""
    entry = reviewed(
        say("2031-03-01", "demand", start=10),
        ("ana", "correct", {"start": 8, "quote": "r words"}),
        ("bo", "correct", {"end": 16, "quote": "r words!"}),
    )
    ana, bo = readings(entry)
    assert (ana.statement.quote, bo.statement.quote) == (Quote(8, 15, "r words"), Quote(8, 16, "r words!"))
    assert [each.field for each in differences([entry])] == ["end"]


@pytest.mark.parametrize("decision", ["reject", "split", "merge"])
def test_who_rejects_differs_in_the_verdict_alone(say, decision):
    """A statement rejected, split or merged is not kept as it was, and has no values for its fields."""
    entry = reviewed(say("2031-03-01", "demand"), ("ana", "correct", {"act": "deny"}), ("bo", decision))
    [difference] = differences([entry])
    assert (difference.entry, difference.field) == (entry.id, "verdict")
    assert difference.values == {"ana": "kept", "bo": "rejected"}
    assert [(each.verdict, each.statement is None) for each in readings(entry)] == [
        ("correct", False),
        ("reject", True),
    ]


@pytest.mark.parametrize(
    ("field", "changed", "theirs", "own"),
    [
        ("party", "norland", PartyId("norland"), PartyId("sudmark")),
        ("issue", "fees", "fees", "passage"),
        ("option", "free", "free", None),
        ("act", "deny", "deny", "demand"),
        ("firmness", "unclear", "unclear", "firm"),
        ("speaker", "Emil Brandt", "Emil Brandt", None),
        ("reported_by", ["CNN"], ("CNN",), ()),
        ("value", {"value": 3, "unit": "crowns"}, Value(3.0, 3.0, "crowns"), None),
    ],
)
def test_a_difference_gives_each_analysts_value(say, field, changed, theirs, own):
    """Values are told as the statement holds them, also by who corrected nothing."""
    entry = reviewed(say("2031-03-01", "demand"), ("ana", "accept"), ("bo", "correct", {field: changed}))
    [difference] = differences([entry])
    assert (difference.field, dict(difference.values)) == (field, {"ana": own, "bo": theirs})


def test_conditions_and_dates_differ_by_what_they_say(say):
    """A month is another date than its first day, and a condition on an issue another than one on none."""
    entry = reviewed(
        say("2031-03-01", "condition", condition="fees fall"),
        ("ana", "accept"),
        ("bo", "correct", {"said_on": "2031-03", "condition": {"text": "fees fall", "issue": "fees"}}),
    )
    assert [each.field for each in differences([entry])] == ["condition", "said_on"]


def test_one_analyst_differs_from_nobody(say):
    """Statements that one analyst reviewed have no differences, and no alpha is told for them."""
    entries = [
        reviewed(say("2031-03-01", "demand"), ("ana", "correct", {"act": act}), ("ana", "accept"))
        for act in ("deny", "reject", "propose")
    ]
    assert differences(entries) == ()
    assert {(each.alpha, each.n_statements, each.n_analysts) for each in agreement(entries).values()} == {(None, 0, 0)}
    assert all("fewer than two statements" in each.reason for each in agreement(entries).values())


def test_without_variation_there_is_no_alpha(say):
    """Where all values are the same, chance brings no disagreement to compare with, so alpha is not told as 1."""
    measured = agreement([reviewed(say("2031-03-01", "demand"), ("ana", "accept"), ("bo", "accept")) for _ in range(3)])
    assert {(each.alpha, each.n_statements, each.n_analysts) for each in measured.values()} == {(None, 3, 2)}
    assert all("variation" in each.reason for each in measured.values())


def test_as_many_values_as_statements_are_compared(say):
    """Nothing is too much to compare: who agrees on 300 different quotes agrees wholly."""
    entries = [
        reviewed(say("2031-03-01", "demand", start=start), ("ana", "accept"), ("bo", "accept")) for start in range(300)
    ]
    assert agreement(entries)["quote"].alpha == 1


def test_verdicts_and_fields_are_measured_apart(say):
    """Who rejected a statement counts for the verdict and not for its fields."""
    entries = [
        reviewed(say("2031-03-01", "demand"), ("ana", "accept"), ("bo", "accept")),
        reviewed(say("2031-03-01", "deny"), ("ana", "accept"), ("bo", "accept"), ("cy", "reject")),
        reviewed(say("2031-03-01", "reject"), ("ana", "reject"), ("bo", "reject")),
    ]
    measured = agreement(entries)
    assert (measured["verdict"].n_statements, measured["verdict"].n_analysts) == (3, 3)
    assert (measured["act"].alpha, measured["act"].n_statements, measured["act"].n_analysts) == (1.0, 2, 2)
    assert measured["verdict"].alpha < 1


def test_spans_of_different_documents_are_different(say):
    """The same numbers of characters in another document are other words."""
    entries = [
        reviewed(say("2031-03-01", "demand", doc=doc), ("ana", "accept"), ("bo", "accept")) for doc in ("one", "two")
    ]
    assert agreement(entries)["quote"].alpha == 1.0


PARTIES = st.sampled_from(["norland", "sudmark", "league"]).map(lambda party: {"party": party})
NUMBERS = st.sampled_from([None, Value(3, 3, "crowns"), Value(3, 4, "crowns"), Value(5, 5, "crowns")]).map(
    lambda value: {"value": value_to_wire(value)}
)
REVIEWS = st.lists(
    st.tuples(
        st.sampled_from(["ana", "bo", "cy"]),
        st.one_of(
            st.sampled_from(["accept", "reject", "undo", "split"]).map(lambda decision: (decision, {})),
            st.one_of(PARTIES, NUMBERS).map(lambda changes: ("correct", changes)),
        ),
    ).map(lambda pair: (pair[0], *pair[1])),
    max_size=6,
)


CODED = Entry(
    id=StatementId("s0"),
    statement=Statement(
        doc=DocumentId("doc-a"),
        quote=Quote(0, 5, "words"),
        party=PartyId("sudmark"),
        issue=IssueId("passage"),
        act=Act.DEMAND,
        firmness=Firmness.FIRM,
        confidence=0.8,
        coder="test/1",
    ),
    status=Status.CODED,
    published=None,
    recorded_at=datetime(2031, 6, 1, tzinfo=UTC),
)
ENTRIES = st.lists(REVIEWS, max_size=6).map(
    lambda several: [replace(reviewed(CODED, *given_), id=StatementId(f"s{n}")) for n, given_ in enumerate(several)]
)


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(entries, random):
    """Differences and agreement are functions of the set of entries."""
    shuffled = random.sample(entries, len(entries))
    assert differences(shuffled) == differences(entries)
    assert agreement(shuffled) == agreement(entries)


@given(ENTRIES)
def test_alpha_is_one_exactly_where_nothing_differs(entries):
    """Analysts who differ nowhere agree wholly, and those who differ somewhere agree less."""
    differing = {each.field for each in differences(entries)}
    for field, measured in agreement(entries).items():
        assert measured.alpha is None or (measured.alpha == 1.0) == (field not in differing)
        assert (measured.alpha is None) == (measured.reason is not None)


@given(REVIEWS)
def test_a_single_analysts_reading_is_what_the_ledger_makes_of_it(given_):
    """What stands after undoing is the same here as in the ledger."""
    entry = reviewed(CODED, *(("ana", *rest) for _, *rest in given_))
    stands = standing_reviews(review_to_wire(review) for review in entry.reviews)
    now = statement_from_wire(corrected(statement_to_wire(entry.statement), stands))
    assert all(each.statement in {None, now} for each in readings(entry))
    assert bool(readings(entry)) == bool(stands)


def test_importing_analysis_loads_no_numbers_library():
    """Who only wants positions does not wait for the libraries that other analyses need."""
    code = "import sys, detente.analysis; print({'numpy', 'scipy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
