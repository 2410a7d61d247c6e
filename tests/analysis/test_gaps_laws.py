"""What holds for gaps and movement whatever was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import (
    Aspect,
    Gap,
    GapState,
    Heading,
    Preferences,
    distance,
    gap,
    gaps,
    matrix,
    movement,
    preferences,
)
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
    Scale,
    ScaleKind,
    Statement,
    StatementId,
    Status,
    Value,
)

NAMES = ("norland", "sudmark", "ostland")
START = date(2031, 1, 1)
SINCE, UNTIL = date(2031, 1, 20), date(2031, 3, 10)


def frame_of(*names: str) -> Dossier:
    """Parties of these names and two issues."""
    return Dossier(
        id="strait",
        title="Talks",
        parties=tuple(Party(id=PartyId(name), name=name, kind=PartyKind.STATE) for name in names),
        issues=(
            Issue(
                id=IssueId("passage"),
                name="Passage",
                options=tuple(Option(id=OptionId(id_), name=id_) for id_ in ("free", "piloted")),
            ),
            Issue(id=IssueId("fees"), name="Fees", scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900)),
        ),
    )


FRAME = frame_of(*NAMES)
DAYS = st.integers(0, 80).map(lambda offset: START + timedelta(days=offset))
DATES = st.one_of(
    st.none(),
    DAYS.map(Edtf.day),
    st.tuples(DAYS, st.integers(1, 20)).map(lambda pair: Edtf.span(pair[0], pair[0] + timedelta(pair[1]))),
)
ENDS = st.one_of(st.none(), st.integers(0, 9).map(lambda hundreds: hundreds * 100.0))
VALUES = st.tuples(ENDS, ENDS).map(lambda ends: ends if None in ends else (min(ends), max(ends)))
NUMBERS = VALUES.filter(lambda ends: ends != (None, None)).map(lambda ends: Value(*ends, "crowns"))
STATEMENTS = st.builds(
    Statement,
    doc=st.sampled_from(["doc-a", "doc-b"]).map(DocumentId),
    quote=st.integers(0, 3).map(lambda start: Quote(start, start + 1, "x")),
    party=st.sampled_from(NAMES).map(PartyId),
    issue=st.sampled_from(["passage", "fees"]).map(IssueId),
    act=st.sampled_from(Act),
    firmness=st.sampled_from(Firmness),
    option=st.sampled_from([None, OptionId("free"), OptionId("piloted")]),
    value=st.one_of(st.none(), NUMBERS),
    condition=st.sampled_from([None, Condition("fees fall", IssueId("fees"))]),
    said_on=DATES,
    confidence=st.just(0.8),
    coder=st.just("test/1"),
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.just(StatementId("")),
        statement=STATEMENTS,
        status=st.sampled_from([Status.CODED, Status.ACCEPTED, Status.REJECTED]),
        published=st.none(),
        publisher=st.sampled_from([None, "Coastal Wire"]),
        recorded_at=st.just(datetime(2031, 6, 1, tzinfo=UTC)),
    ),
    max_size=14,
).map(lambda entries: [replace(entry, id=StatementId(f"s{number}")) for number, entry in enumerate(entries)])


def pairs_of(entries: list[Entry]) -> list[Gap]:
    """Every gap that these entries leave."""
    return [pair for issue in gaps(matrix(entries, FRAME), FRAME).issues for pair in issue.pairs]


def seen(entries: list[Entry], day: date) -> list[Entry]:
    """What may have been said by a day, as a view gives it."""
    return [entry for entry in entries if entry.by(day) is not None]


@given(NUMBERS, NUMBERS)
def test_a_distance_has_no_direction_and_is_never_negative(one, other):
    """It is 0 between a number and itself."""
    assert distance(one, other) == distance(other, one) >= 0
    assert distance(one, one) == 0


@given(ENTRIES)
def test_a_gap_has_no_direction(entries):
    """Named the other way round it is the same gap, its needs exchanged."""
    for pair in pairs_of(entries):
        one, other = pair.preferences
        turned = gap(other, one, FRAME.issue(pair.issue))
        assert (turned.state, turned.distance, turned.overlap_share) == (pair.state, pair.distance, pair.overlap_share)
        assert set(turned.red_lines) == set(pair.red_lines)
        assert turned.needs == pair.needs[::-1]


@given(ENTRIES)
def test_shares_lie_between_0_and_1(entries):
    """Whatever was told."""
    for pair in pairs_of(entries):
        assert all(share is None or 0 <= share <= 1 for share in (pair.distance_share, pair.overlap_share))


@given(ENTRIES)
def test_what_is_agreed_needs_nothing_and_has_an_outcome_in_common(entries):
    """No red line stands in its way, and nobody excludes what both want."""
    for pair in pairs_of(entries):
        if pair.state is GapState.AGREED:
            assert pair.needs == pair.red_lines == ()
            assert pair.common or pair.distance == 0


@given(ENTRIES)
def test_a_gap_rests_on_counting_statements_of_its_two_cells(entries):
    """No statement of another party, of another issue, or one that was rejected."""
    by_id = {entry.id: entry for entry in entries}
    for pair in pairs_of(entries):
        told = [by_id[id_] for id_ in pair.statements]
        assert {entry.statement.party for entry in told} == set(pair.parties)
        assert {entry.statement.issue for entry in told} == {pair.issue}
        assert all(entry.counts for entry in told)


@given(ENTRIES)
def test_what_a_party_excludes_it_does_not_accept(entries):
    """The three kinds of options have none in common."""
    for position in matrix(entries, FRAME).positions.values():
        found: Preferences = preferences(position, FRAME.issue(position.issue))
        sets = [set(each) for each in (found.preferred, found.conditional, found.excluded)]
        assert all(not one & other for one, other in combinations(sets, 2))


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(entries, random):
    """Gaps and movement are functions of the set of entries."""
    shuffled = random.sample(entries, len(entries))
    assert gaps(matrix(shuffled, FRAME), FRAME) == gaps(matrix(entries, FRAME), FRAME)
    ours, theirs = (movement(each, FRAME, since=SINCE, until=UNTIL) for each in (entries, shuffled))
    assert (ours.moves, ours.n_new) == (theirs.moves, theirs.n_new)
    assert [each.n_chances for each in ours.mobilities] == [each.n_chances for each in theirs.mobilities]


@given(ENTRIES)
def test_what_is_said_later_never_changes_an_earlier_day(entries):
    """Up to a day, statements that were certainly made after it make no difference."""
    assert movement(entries, FRAME, since=SINCE, until=UNTIL) == movement(
        seen(entries, UNTIL), FRAME, since=SINCE, until=UNTIL
    )


@given(ENTRIES)
def test_positions_before_and_after_are_those_of_the_views(entries):
    """A certain or told move goes from the cell of one day's matrix to that of the other's."""
    before, after = (matrix(seen(entries, day), FRAME) for day in (SINCE, UNTIL))
    for move in movement(entries, FRAME, since=SINCE, until=UNTIL).moves:
        assert move.after == after.cell(move.party, move.issue)
        if move.certainty == "certainly" and Aspect.FIRST not in move.aspects:
            assert move.before == before.cell(move.party, move.issue)


@given(ENTRIES)
def test_relabelling_parties_relabels_results(entries):
    """No rule knows a party's name."""
    new = {PartyId(name): PartyId(f"x-{name}") for name in NAMES}
    renamed = [
        replace(entry, statement=replace(entry.statement, party=new[entry.statement.party])) for entry in entries
    ]
    frame = frame_of(*(f"x-{name}" for name in NAMES))
    ours, theirs = (
        pairs_of(entries),
        [pair for issue in gaps(matrix(renamed, frame), frame).issues for pair in issue.pairs],
    )
    assert [(tuple(new[party] for party in pair.parties), pair.state, pair.distance) for pair in ours] == [
        (pair.parties, pair.state, pair.distance) for pair in theirs
    ]
    one, other = (
        movement(each, under, since=SINCE, until=UNTIL) for each, under in ((entries, FRAME), (renamed, frame))
    )
    assert [(new[move.party], move.issue, move.aspects, move.on) for move in one.moves] == [
        (move.party, move.issue, move.aspects, move.on) for move in other.moves
    ]
    assert [(new[each.party], each.immobility_share) for each in one.mobilities] == [
        (each.party, each.immobility_share) for each in other.mobilities
    ]


@given(ENTRIES)
def test_a_second_report_is_no_new_chance(entries):
    """A copy of every statement, under an id of its own, adds no chance and no change."""
    copies = [replace(entry, id=StatementId(f"{entry.id}x")) for entry in entries]
    ours, theirs = (
        movement(each, FRAME, since=SINCE, until=UNTIL).mobilities for each in (entries, [*entries, *copies])
    )
    assert [(each.n_chances, each.n_changes) for each in ours] == [(each.n_chances, each.n_changes) for each in theirs]


@given(ENTRIES)
def test_nothing_moves_without_a_new_statement(entries):
    """Where nothing may have been said after the first day, nothing changed."""
    old = [entry for entry in entries if entry.dated is None or entry.dated.latest <= SINCE]
    found = movement(old, FRAME, since=SINCE, until=UNTIL)
    assert (found.moves, found.n_new) == ((), 0)


@given(ENTRIES)
def test_a_move_has_a_direction_for_each_other_party_with_a_position(entries):
    """None is left out, none is told twice, and the first word of a party goes sideways."""
    after = matrix(seen(entries, UNTIL), FRAME)
    for move in movement(entries, FRAME, since=SINCE, until=UNTIL).moves:
        parties = [each.party for each in move.directions]
        assert move.party not in parties
        assert len(parties) == len(set(parties))
        assert set(parties) <= {party for party, issue in after.positions if issue == move.issue}
        if Aspect.FIRST in move.aspects:
            assert {each.heading for each in move.directions} <= {Heading.SIDEWAYS}


@given(ENTRIES)
def test_changes_are_chances_and_shares_are_told_of_chances(entries):
    """Never more changes than chances; the share lies in [0, 1] and is None just where there was none."""
    for each in movement(entries, FRAME, since=SINCE, until=UNTIL).mobilities:
        assert 0 <= each.n_changes <= each.n_chances == len(each.chances)
        assert (each.immobility_share is None) == (each.n_chances == 0)
        assert each.immobility_share is None or 0 <= each.immobility_share <= 1
