"""What is told of two real articles, as a reader of them would tell it: who holds what, and what came of a draft."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.analysis import GapState
from detente.model import Stage, Step
from detente.workspace import Workspace

TALKS = Path(__file__).parents[2] / "examples/talks/dossier.yaml"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told(material, tmp_path_factory):
    """What a workspace tells of one article alone, by its number."""
    found = {}
    for name in ("000", "002"):
        with Workspace.create(tmp_path_factory.mktemp("articles") / name, TALKS) as workspace:
            workspace.add([material("seeds") / f"{name}.txt"])
            state = workspace.at()
            found[name] = state.gaps(), state.instruments
    return found


@pytest.mark.parametrize("issue", ["territory", "force_cap", "nato_membership"])
def test_no_dispute_is_told_as_settled_or_nearly_so(told, issue):
    """The article counts three points on which Kyiv and Washington are told to be apart."""
    gaps, _ = told["000"]
    [pair] = [each for each in gaps.issue(issue).pairs if set(each.parties) == {"ukraine", "us"}]
    assert pair.state not in {GapState.AGREED, GapState.CLOSE}, pair.why


def test_what_is_called_unacceptable_is_at_most_in_doubt(told):
    """Giving up the bid to join is what Kyiv is told to find absolutely unacceptable."""
    gaps, _ = told["000"]
    kyiv = {
        each for pair in gaps.issue("nato_membership").pairs for each in pair.preferences if each.party == "ukraine"
    }
    assert kyiv
    assert all(each.is_in_doubt or not each.accepted for each in kyiv)


def test_a_draft_that_was_passed_on_is_told_as_such_and_as_no_agreement(told):
    """Drafted by Kyiv and the Europeans, handed to Moscow unofficially, called a step forward, and found wanting."""
    _, instruments = told["002"]
    [draft] = [each for each in instruments if each.stage is not None]
    assert (draft.id, draft.stage, draft.drafters) == ("january_draft", Stage.HANDED_OVER, ("ukraine", "eu"))
    [passing] = draft.passings
    assert (passing.to, passing.carriers, passing.is_official) == ("russia", ("Kirill Dmitriev",), False)
    assert {(each.party, each.step) for each in draft.reactions} == {
        ("russia", Step.WELCOME), ("russia", Step.CRITICISE),
    }  # fmt: skip
    assert draft.next_needs == ("acceptance by Russia",)


def test_a_draft_on_the_table_makes_no_issue_agreed(told):
    """The article tells of no outcome that both sides want."""
    gaps, _ = told["002"]
    assert {pair.state for issue in gaps.issues for pair in issue.pairs} <= {GapState.OPEN, GapState.NOT_TOLD}
