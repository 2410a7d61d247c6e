"""Hypotheses, by a table worked by hand. Statements of a case are called s1, s2, ... in order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.analysis.hypotheses import HypothesisMatrix, hypotheses
from detente.model import (
    Act,
    Dossier,
    Hypothesis,
    Indicator,
    IndicatorKind,
    Issue,
    IssueId,
    Party,
    PartyId,
    PartyKind,
    Question,
)

FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(Party(id=PartyId(name), name=name.title(), kind=PartyKind.STATE) for name in ("norland", "sudmark")),
    issues=tuple(Issue(id=IssueId(name), name=name.title()) for name in ("passage", "fees")),
)
DAY = "2031-03-01"


def sign(kind: str, issue: str, act: str) -> Indicator:
    """An indicator of what Sudmark does."""
    return Indicator(
        text=f"{kind} {issue} {act}",
        kind=IndicatorKind(kind),
        party=PartyId("sudmark"),
        issue=IssueId(issue),
        act=Act(act),
    )


PROGRESS = Hypothesis(
    id="progress",
    text="Sudmark wants a deal.",
    indicators=(
        sign("supports", "passage", "assess"),
        sign("supports", "fees", "propose"),
        sign("breaks", "passage", "reject"),
    ),
)
PAUSE = Hypothesis(
    id="pause",
    text="Sudmark plays for time.",
    indicators=(
        sign("supports", "passage", "assess"),
        sign("supports", "passage", "reject"),
        sign("breaks", "fees", "propose"),
    ),
)
ACCIDENT = Hypothesis(id="accident", text="Nobody meant it.", indicators=(sign("breaks", "fees", "threaten"),))


def framed(*supposed: Hypothesis) -> Dossier:
    """The frame with one question."""
    return replace(FRAME, questions=(Question(id="q", text="Progress or pause?", hypotheses=supposed),))


ON_FEES = {"issue": "fees"}

# hypotheses, what was said -> inconsistency and rank of each, then the caution
CASES = {
    "nothing told": ((PROGRESS, PAUSE), [], "0 - | 0 -; nothing told bears on any of the hypotheses"),
    "what speaks against one puts the other first": ((PROGRESS, PAUSE), [("reject", {})], "0.95 2 | 0 1; "),
    "warm words fit both and tell nothing apart": (
        (PROGRESS, PAUSE),
        [("assess", {})],
        "0 1= | 0 1=; nothing told tells the hypotheses apart",
    ),
    "what fits decides nothing, what does not fit decides": (
        (PROGRESS, PAUSE),
        [("propose", ON_FEES), ("assess", {}), ("reject", {"firmness": "red_line"})],
        "1 2 | 0.95 1; ",
    ),
    "as much against both is a tie": (
        (PROGRESS, PAUSE),
        [("propose", ON_FEES), ("reject", {})],
        "0.95 1= | 0.95 1=; hypotheses are tied for the least inconsistent",
    ),
    "a second origin adds to what is against": (
        (PROGRESS, PAUSE),
        [("propose", ON_FEES), ("reject", {"publisher": "A"}), ("reject", {"publisher": "B"})],
        "1.9 2 | 0.95 1; ",
    ),
    "a second report of one origin adds nothing": (
        (PROGRESS, PAUSE),
        [("propose", ON_FEES), ("reject", {"publisher": "A"}), ("reject", {"publisher": "A"})],
        "0.95 1= | 0.95 1=; hypotheses are tied for the least inconsistent",
    ),
    "what nothing bears on is not the least inconsistent": (
        (PROGRESS, PAUSE, ACCIDENT),
        [("reject", {})],
        "0.95 2 | 0 1 | 0 -; nothing told bears on one of the hypotheses, so it is not ranked",
    ),
    "one hypothesis has no rival": (
        (PROGRESS,),
        [("reject", {})],
        "0.95 1; only one hypothesis is written down, so nothing competes with it",
    ),
    "what was taken back weighs nothing": (
        (PROGRESS, PAUSE),
        [("reject", {"dated": "2031-02-01"}), ("accept", {}), ("propose", ON_FEES)],
        "0 1 | 0.95 2; ",
    ),
    "what an analyst rejected does not count": (
        (PROGRESS, PAUSE),
        [("reject", {"status": "rejected"})],
        "0 - | 0 -; nothing told bears on any of the hypotheses",
    ),
}


def told(matrix: HypothesisMatrix) -> str:
    """The matrix in one line, as the cases have it."""
    stands = [
        f"{case.inconsistency:g} {'-' if case.rank is None else case.rank}{'=' if case.is_tied else ''}"
        for case in matrix.hypotheses
    ]
    return f"{' | '.join(stands)}; {matrix.caution}"


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_ranks_worked_out_by_hand(say, case):
    """The table is the rule; see docs/methods/assumptions.md for the words of it."""
    supposed, said, expected = CASES[case]
    entries = [say(fields.pop("dated", DAY), act, **fields) for act, fields in ((a, dict(f)) for a, f in said)]
    [matrix] = hypotheses(entries, framed(*supposed))
    assert told(matrix) == expected


def test_the_row_that_tells_most_apart_comes_first(say):
    """Rows are things told, with their statements, their bearing on each hypothesis and their weight."""
    said = [say(DAY, "assess"), say(DAY, "reject", publisher="A"), say("2031-03-02", "reject", publisher="B")]
    [matrix] = hypotheses(said, framed(PROGRESS, PAUSE))
    refused, assessed = matrix.rows
    assert [each.value for each in refused.bearings] == ["inconsistent", "consistent"]
    assert (refused.diagnosticity, refused.weight, refused.n_origins) == (1, 1.9, 2)
    assert [piece.statement for piece in refused.evidence] == ["s3", "s2"]
    assert refused.newest is not None
    assert refused.newest.text == "2031-03-02"
    assert (assessed.diagnosticity, [each.value for each in assessed.bearings]) == (0, ["consistent", "consistent"])
    assert matrix.statements == ("s3", "s2", "s1")


def test_the_least_inconsistent_are_named_with_their_ties(say):
    """A tie is told as one."""
    [tied] = hypotheses([say(DAY, "propose", issue="fees"), say(DAY, "reject")], framed(PROGRESS, PAUSE))
    assert tied.least_inconsistent == ("progress", "pause")
    [decided] = hypotheses([say(DAY, "reject")], framed(PROGRESS, PAUSE))
    assert decided.least_inconsistent == ("pause",)
    assert hypotheses([say(DAY, "reject")], FRAME) == ()


def test_what_is_not_seen_yet_is_listed_with_its_hypothesis(say):
    """Each indicator tells whether it was seen."""
    [matrix] = hypotheses([say(DAY, "reject")], framed(PROGRESS, PAUSE))
    assert [[each.state.value for each in case.indicators] for case in matrix.hypotheses] == [
        ["not_seen", "not_seen", "seen"],
        ["not_seen", "seen", "not_seen"],
    ]
