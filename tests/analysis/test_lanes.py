"""Lanes, by a table worked by hand, and what holds whatever was said. Statements are called s1, s2, ... in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import Aspect, Lanes, Segment, lanes, movement
from detente.analysis.standing import day_of
from detente.model import (
    Act,
    Condition,
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
    Statement,
    StatementId,
    Status,
    Time,
    Value,
)
from detente.model.wire import to_wire

PASSAGE = IssueId("passage")
FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(Party(id=PartyId(name), name=name.title(), kind=PartyKind.STATE) for name in ("norland", "sudmark")),
    issues=(
        Issue(
            id=PASSAGE,
            name="Passage",
            options=tuple(Option(id=OptionId(each), name=each) for each in ("free", "piloted")),
        ),
        Issue(id=IssueId("fees"), name="Fees"),
    ),
)

# what Sudmark said -> its stretches, as "begin..end act firmness (aspects) statements", with ? where the order is open
CASES = {
    "a position lasts until another is told": (
        [("2031-03-04", "demand", {"option": "free"}), ("2031-03-20", "reject", {"option": "free"})],
        "2031-03-04..2031-03-20 demand firm (first) s1; 2031-03-20.. reject firm (content) s2",
    ),
    "saying the same again goes on": (
        [("2031-03-04", "demand", {"option": "free"}), ("2031-03-20", "demand", {"option": "free"})],
        "2031-03-04.. demand firm (first) s1 s2",
    ),
    "firmer words begin a stretch": (
        [("2031-03-04", "demand", {}), ("2031-03-20", "demand", {"firmness": "red_line"})],
        "2031-03-04..2031-03-20 demand firm (first) s1; 2031-03-20.. demand red_line (firmness) s2",
    ),
    "proposing what was demanded is shown, and is no move": (
        [("2031-03-04", "demand", {"option": "free"}), ("2031-03-20", "propose", {"option": "free"})],
        "2031-03-04..2031-03-20 demand firm (first) s1; 2031-03-20.. propose firm () s2",
    ),
    "a month stays a month": (
        [("2031-02", "demand", {}), ("2031-03-20", "reject", {})],
        "2031-02..2031-03-20 demand firm (first) s1; 2031-03-20.. reject firm (content) s2",
    ),
    "what may have been said after the next is possible only": (
        [("2031-03", "demand", {}), ("2031-03-20", "reject", {})],
        "2031-03..2031-03-20 demand firm (first) s1?; 2031-03-20.. reject firm (content) s2",
    ),
    "what may have been said after the last day is possible only": (
        [("2031-02", "demand", {}), ("2031-04", "reject", {})],
        "2031-02..2031-04 demand firm (first) s1; 2031-04.. reject firm (content) s2?",
    ),
    "what has no date is on no stretch": (
        [(None, "demand", {}), ("2031-03-20", "reject", {})],
        "2031-03-20.. reject firm (first) s2",
    ),
    "without any date there is no stretch": ([(None, "demand", {})], ""),
    "a denial and an assessment make no stretch": (
        [("2031-03-04", "deny", {}), ("2031-03-05", "assess", {}), ("2031-03-20", "reject", {})],
        "2031-03-20.. reject firm (first) s3",
    ),
    "what an analyst rejected takes no part": (
        [("2031-03-04", "demand", {"status": "rejected"}), ("2031-03-20", "reject", {})],
        "2031-03-20.. reject firm (first) s2",
    ),
    "the vaguest date of a day begins where none of that day rules": (
        [
            ("2031-03-01", "demand", {"status": "accepted", "option": "free"}),
            ("2031-03-05", "reject", {"option": "piloted"}),
            ("2031-03-05/2031-03-08", "assess", {}),
        ],
        "2031-03-01..2031-03-05/2031-03-08 demand firm (first) s1; 2031-03-05/2031-03-08.. demand firm (content) s2",
    ),
    "what is said after the last day is left out": (
        [("2031-03-04", "demand", {}), ("2031-05-01", "reject", {})],
        "2031-03-04.. demand firm (first) s1",
    ),
}  # fmt: skip


def told(found: Lanes) -> str:
    """The stretches of all lanes in one line, as the cases have them."""

    def shown(each: Segment) -> str:
        doubt = "?" if each.certainty is Time.POSSIBLY else ""
        return (
            f"{each.begins}..{each.ends or ''} {each.stance} {each.firmness} ({' '.join(each.aspects)}) "
            f"{' '.join(each.statements)}{doubt}"
        )

    return "; ".join(shown(each) for lane in found.lanes for each in lane.segments)


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_stretches_worked_out_by_hand(say, case):
    """The table is the rule; see docs/methods/movement.md for the words of it."""
    said, expected = CASES[case]
    entries = [say(dated, act, **fields) for dated, act, fields in said]
    assert told(lanes(entries, FRAME, PASSAGE, until=date(2031, 4, 2))) == expected


def test_a_lane_holds_every_statement_that_counts_the_undated_last(say):
    """Also those that take no position; each with its own date, as precise as it was told."""
    entries = [
        say(None, "demand"),
        say("2031-03", "deny"),
        say("2031-02-01", "assess"),
        say("2031-01-01", "demand", issue="fees"),
    ]
    [lane] = lanes(entries, FRAME, PASSAGE).lanes
    assert [(each.statement, each.act, each.dated) for each in lane.sayings] == [
        ("s3", Act.ASSESS, Edtf("2031-02-01")), ("s2", Act.DENY, Edtf("2031-03")), ("s1", Act.DEMAND, None),
    ]  # fmt: skip


def test_lanes_stand_in_the_order_of_the_dossier_and_tell_their_days(say):
    """From the first day that a statement may mean to the newest; a party without a statement has no lane."""
    entries = [
        say("2031-03-04", "demand"),
        say("2031-02", "reject", party="norland"),
        say("2031-01-01", "deny", party="gone"),
    ]
    found = lanes(entries[:2], FRAME, PASSAGE)
    assert [lane.party for lane in found.lanes] == ["norland", "sudmark"]
    assert (found.since, found.until) == (date(2031, 2, 1), date(2031, 3, 4))
    assert [lane.party for lane in lanes(entries, FRAME, PASSAGE).lanes] == ["norland", "sudmark"]
    assert lanes([], FRAME, PASSAGE).lanes == ()


def test_an_issue_that_the_dossier_lacks_is_refused():
    """A lane is of an issue that somebody asks about."""
    with pytest.raises(KeyError, match="gone"):
        lanes([], FRAME, IssueId("gone"))


def test_lanes_have_a_form_in_json(say):
    """Dates as told, days as days, enumerations by value."""
    wire = to_wire(lanes([say("2031-03", "demand", option="free", number=3)], FRAME, PASSAGE))
    [segment] = wire["lanes"][0]["segments"]
    assert (wire["since"], segment["begins"], segment["ends"]) == ("2031-03-01", "2031-03", None)
    assert (segment["stance"], segment["stands"]) == ("demand", {"free": "preferred"})


START = date(2031, 1, 1)
DAYS = st.integers(0, 80).map(lambda offset: START + timedelta(days=offset))
DATES = st.one_of(DAYS.map(Edtf.day), DAYS.map(lambda day: Edtf.month(day.year, day.month)))
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.just(StatementId("")),
        statement=st.builds(
            Statement,
            doc=st.sampled_from(["doc-a", "doc-b"]).map(DocumentId),
            quote=st.integers(0, 2).map(lambda start: Quote(start, start + 1, "x")),
            party=st.sampled_from(["norland", "sudmark"]).map(PartyId),
            issue=st.sampled_from(["passage", "passage", "fees"]).map(IssueId),
            act=st.sampled_from(Act),
            firmness=st.sampled_from(Firmness),
            reported_by=st.sampled_from([(), ("Coastal Wire",)]),
            option=st.sampled_from([None, OptionId("free"), OptionId("piloted")]),
            value=st.sampled_from([None, Value(500, 500, "crowns")]),
            condition=st.sampled_from([None, Condition("fees fall", IssueId("fees")), Condition("first")]),
            said_on=DATES,
            confidence=st.just(0.8),
            coder=st.just("test/1"),
        ),
        status=st.sampled_from([Status.CODED, Status.ACCEPTED, Status.REJECTED]),
        published=st.none(),
        recorded_at=st.just(datetime(2031, 6, 1, tzinfo=UTC)),
    ),
    max_size=12,
).map(lambda entries: [replace(entry, id=StatementId(f"s{n:02}")) for n, entry in enumerate(entries)])


@given(ENTRIES, DAYS)
def test_what_is_said_later_never_changes_an_earlier_stretch(entries, day):
    """A stretch that was over by a day stays to the last field; the one that lasted begins and shows as it did."""
    then = {lane.party: lane.segments for lane in lanes(entries, FRAME, PASSAGE, until=day).lanes}
    now = {lane.party: lane.segments for lane in lanes(entries, FRAME, PASSAGE, until=date(2031, 12, 31)).lanes}
    for party, segments in then.items():
        assert segments[:-1] == now[party][: len(segments)][:-1]
        for one, other in zip(segments[-1:], now[party][len(segments) - 1 : len(segments)], strict=True):
            kept = ("stance", "firmness", "option", "value", "condition", "stands", "aspects", "begins", "ruling")
            assert [getattr(one, name) for name in kept] == [getattr(other, name) for name in kept]
            assert other.statements[: len(one.statements)] == one.statements


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_statements_does_not_matter(entries, random):
    """Lanes are a function of the set of statements, and one of them twice is one."""
    shuffled = random.sample(entries, len(entries)) + entries
    assert lanes(shuffled, FRAME, PASSAGE) == lanes(entries, FRAME, PASSAGE)


@given(ENTRIES)
def test_relabelling_parties_relabels_lanes(entries):
    """No rule knows a party's name."""
    names = {PartyId("norland"): PartyId("z"), PartyId("sudmark"): PartyId("a")}
    frame = replace(FRAME, parties=tuple(replace(each, id=names[each.id]) for each in FRAME.parties))
    renamed = [replace(each, statement=replace(each.statement, party=names[each.statement.party])) for each in entries]
    found = lanes(entries, FRAME, PASSAGE)
    expected = replace(found, lanes=tuple(replace(lane, party=names[lane.party]) for lane in found.lanes))
    assert lanes(renamed, frame, PASSAGE) == expected


@given(ENTRIES)
def test_stretches_with_an_aspect_are_the_changes_that_mobility_counts(entries):
    """Where no date is missing, each turn of a lane is a change among the party's chances, and each such a turn."""
    found = lanes(entries, FRAME, PASSAGE)
    told = movement(entries, FRAME, since=date(2030, 1, 1)).chosen(issue="passage")
    by_id = {entry.id: entry for entry in entries}
    for lane in found.lanes:
        turns = [each for each in lane.segments if each.aspects and each.aspects != (Aspect.FIRST,)]
        changes = sum(each.n_changes for each in told.mobilities if each.party == lane.party)
        assert len(turns) == changes
        days = [day_of(by_id[each.statements[0]]) for each in lane.segments]
        assert days == sorted(set(days))
        assert all(each.begins.earliest == day for each, day in zip(lane.segments, days, strict=True))
