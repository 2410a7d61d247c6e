"""How far two codings agree: what matches, and what is counted."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

HOME = Path(__file__).parents[2] / "training/attribution"


@pytest.fixture(scope="module")
def agreement():
    """The module, which lies outside the package."""
    sys.path.insert(0, str(HOME))
    yield importlib.import_module("agreement")
    sys.path.remove(str(HOME))


def record(start, end, party="norland", issue="fees", act="demand", **further):
    """A coded statement of one document."""
    return {"doc": "note", "span": (start, end), "party": party, "issue": issue, "act": act, **further}


def test_spans_match_from_half_of_the_shorter_on(agreement):
    """Words that share less are two statements."""
    assert agreement.matched([record(0, 100)], [record(90, 110)])
    assert not agreement.matched([record(0, 100)], [record(91, 110)])


def test_another_party_never_matches(agreement):
    """The same words of two parties are two statements."""
    assert not agreement.matched([record(0, 10)], [record(0, 10, party="sudmark")])


def test_the_most_agreement_matches_first(agreement):
    """Of two that overlap, the one with the right issue and act is the pair."""
    right, other = record(0, 10), record(0, 10, issue="passage")
    ((_, found),) = agreement.matched([right], [other, record(0, 10, value=None)])
    assert found["issue"] == "fees"


def test_figures_of_a_coding_with_itself_are_perfect(agreement):
    """Nothing is missed and nothing spurious."""
    coding = [record(0, 10), record(20, 40, act="reject"), record(50, 60, issue="passage")]
    told = agreement.figures(coding, coding)
    assert (told["detect"], told["with act"], told["cells"], told["spurious per true"]) == (1, 1, 1, 0)


def test_a_spurious_statement_costs_precision_alone(agreement):
    """Two right of three found: precision falls, recall stays."""
    right = [record(0, 10), record(20, 40)]
    told = agreement.figures(right, [*right, record(50, 60)])
    assert (round(told["precision"], 3), told["recall"], told["spurious per true"]) == (0.667, 1, 0.5)


def test_a_confidence_that_is_the_share_right_has_no_error(agreement):
    """Half of the statements told with 0.5 are right."""
    right = [record(index * 20, index * 20 + 10) for index in range(10)]
    found = [{**one, "act": "demand" if index % 2 else "reject", "confidence": 0.5} for index, one in enumerate(right)]
    error, bins = agreement.calibration(agreement.outcomes(agreement.matched(right, found), found), n_bins=1)
    assert error == pytest.approx(0)
    assert bins == [(0.5, 0.5, 10)]


SPANS = st.tuples(st.integers(0, 50), st.integers(1, 20)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(right=st.lists(SPANS, max_size=8), found=st.lists(SPANS, max_size=8))
def test_matching_is_one_to_one(agreement, right, found):
    """No statement is matched twice, on either side."""
    pairs = agreement.matched([record(*span) for span in right], [record(*span) for span in found])
    assert len({id(one) for one, _ in pairs}) == len({id(one) for _, one in pairs}) == len(pairs)


def test_the_datasheet_tells_how_far_two_codings_of_the_later_articles_agree(agreement):
    """Statements of both, span and party, with issue, with act: as they come out of the files."""
    coded = importlib.import_module("coded")
    home = HOME.parent / "statements"
    twice = [
        path.parent
        for path in sorted(home.glob("negotiations/*/second.jsonl"))
        if not (path.parent / "items.jsonl").exists()
    ]
    first, second = (
        [
            {**one, "doc": f"{folder.name}/{each.document.name}"}
            for folder in twice
            for each in coded.articles(folder, name)
            for one in each.records
        ]
        for name in ("articles.jsonl", "second.jsonl")
    )
    found = agreement.figures(first, second)
    sheet = (home / "README.md").read_text("utf-8")
    for key in ("detect", "with issue", "with act"):
        assert f"| {found[key]:.3f} |" in sheet
    assert f"| {len(first):,} / {len(second):,} |" in sheet
