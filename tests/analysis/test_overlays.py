"""Two parties laid over each other, by a table worked by hand. Statements are called s1, s2, ... in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import GapState, gaps, matrix, overlay
from detente.model import (
    Act,
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    Issue,
    IssueId,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Quote,
    Scale,
    ScaleKind,
    Statement,
    StatementId,
    Status,
    Value,
)

PASSAGE, FEES, TOLLS = IssueId("passage"), IssueId("fees"), IssueId("tolls")
PAIR = (PartyId("norland"), PartyId("sudmark"))
FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(Party(id=name, name=name.title(), kind=PartyKind.STATE) for name in PAIR),
    issues=(
        Issue(
            id=PASSAGE,
            name="Passage",
            options=tuple(Option(id=OptionId(each), name=each) for each in ("free", "piloted")),
        ),
        Issue(id=FEES, name="Fees", scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900)),
        Issue(
            id=TOLLS,
            name="Tolls",
            scale=Scale(kind=ScaleKind.NUMBER, unit="crowns"),
            options=(
                Option(id=OptionId("free"), name="free", place=0),
                Option(id=OptionId("piloted"), name="piloted", place=500),
            ),
        ),
    ),
)
N, FEE = {"party": "norland"}, {"issue": "fees"}

# the issue, what was said -> the steps, as "begin state ours/theirs (distance)"
CASES = {
    "two numbers come nearer": (
        FEES,
        [
            ("2031-02-01", "demand", {**N, **FEE, "number": 100}),
            ("2031-02-10", "demand", {**FEE, "number": 500}),
            ("2031-03", "propose", {**N, **FEE, "number": 300}),
        ],
        (
            "2031-02-01 not_told 100 crowns/; 2031-02-10 open 100 crowns/500 crowns (400.0); "
            "2031-03 open 300 crowns/500 crowns (200.0)"
        ),
    ),
    "two options become one": (
        PASSAGE,
        [
            ("2031-02-01", "demand", {**N, "option": "free"}),
            ("2031-02-10", "demand", {"option": "piloted"}),
            ("2031-02-20", "accept", {"option": "free"}),
        ],
        "2031-02-01 not_told free/; 2031-02-10 open free/piloted; 2031-02-20 agreed free/free",
    ),
    "a denial makes what was agreed contested": (
        PASSAGE,
        [
            ("2031-02-01", "demand", {**N, "option": "free"}),
            ("2031-02-10", "accept", {"option": "free"}),
            ("2031-02-12", "deny", {"option": "free"}),
        ],
        "2031-02-01 not_told free/; 2031-02-10 agreed free/free; 2031-02-12 close free/free",
    ),
    "saying the same again is no step": (
        PASSAGE,
        [("2031-02-01", "demand", {**N, "option": "free"}), ("2031-02-10", "demand", {**N, "option": "free"})],
        "2031-02-01 not_told free/",
    ),
    "what has no date is on no step": (PASSAGE, [(None, "demand", {**N, "option": "free"})], ""),
    "what is said after the last day is left out": (
        PASSAGE,
        [("2031-02-01", "demand", {**N, "option": "free"}), ("2031-07-01", "demand", {"option": "free"})],
        "2031-02-01 not_told free/",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_steps_worked_out_by_hand(say, case):
    """The table is the rule; see docs/methods/movement.md for the words of it."""
    issue, said, expected = CASES[case]
    found = overlay(
        [say(dated, act, **fields) for dated, act, fields in said], FRAME, issue, PAIR, until=date(2031, 6, 1)
    )

    def wanted(told) -> str:
        return "" if told is None else str(told.number or " ".join(told.accepted))

    steps = [
        f"{each.begins} {each.state} {wanted(each.one)}/{wanted(each.other)}"
        + (f" ({each.distance})" if each.distance is not None else "")
        for each in found.steps
    ]
    assert "; ".join(steps) == expected
    assert found.unit == ("crowns" if issue == FEES else "")


def test_an_issue_that_the_dossier_lacks_is_refused():
    """An overlay is of an issue that somebody asks about."""
    with pytest.raises(KeyError, match="gone"):
        overlay([], FRAME, IssueId("gone"), PAIR)


DAYS = st.integers(0, 80).map(lambda offset: date(2031, 1, 1) + timedelta(days=offset))
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.just(StatementId("")),
        statement=st.builds(
            Statement,
            doc=st.sampled_from(["doc-a", "doc-b"]).map(DocumentId),
            quote=st.just(Quote(0, 1, "x")),
            party=st.sampled_from(PAIR),
            issue=st.sampled_from([PASSAGE, FEES, TOLLS]),
            act=st.sampled_from(Act),
            firmness=st.sampled_from(Firmness),
            option=st.sampled_from([None, OptionId("free"), OptionId("piloted")]),
            value=st.sampled_from([None, Value(500, 500, "crowns"), Value(200, 200, "crowns")]),
            said_on=DAYS.map(Edtf.day),
            confidence=st.just(0.8),
            coder=st.just("test/1"),
        ),
        status=st.sampled_from([Status.CODED, Status.REJECTED]),
        published=st.none(),
        recorded_at=st.just(None),
    ),
    max_size=12,
).map(lambda entries: [replace(entry, id=StatementId(f"s{n:02}")) for n, entry in enumerate(entries)])


@given(ENTRIES, st.sampled_from([PASSAGE, FEES, TOLLS]))
def test_the_last_step_is_the_gap_of_today(entries, issue):
    """What the overlay ends with is what the gaps tell of the two."""
    found = overlay(entries, FRAME, issue, PAIR)
    [told] = [each for each in gaps(matrix(entries, FRAME), FRAME).issues if each.issue == issue]
    pairs = {frozenset(each.parties): each for each in told.pairs}
    if now := pairs.get(frozenset(PAIR)):
        last = found.steps[-1]
        assert (last.state, last.why, last.distance) == (now.state, now.why, now.distance)
    else:
        assert all(each.state is GapState.NOT_TOLD for each in found.steps)


@given(ENTRIES)
def test_the_two_may_be_named_in_either_order(entries):
    """The gap is one, whoever is named first."""
    one, other = overlay(entries, FRAME, PASSAGE, PAIR), overlay(entries, FRAME, PASSAGE, PAIR[::-1])
    assert [(each.begins, each.state, each.one, each.other) for each in one.steps] == [
        (each.begins, each.state, each.other, each.one) for each in other.steps
    ]


@given(ENTRIES, DAYS)
def test_what_is_said_later_never_changes_an_earlier_step(entries, day):
    """The steps up to a day are the beginning of the steps up to a later one."""
    then, now = overlay(entries, FRAME, FEES, PAIR, until=day), overlay(entries, FRAME, FEES, PAIR)
    assert now.steps[: len(then.steps)] == then.steps
