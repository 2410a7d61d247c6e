"""What holds for positions whatever was said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import clash, line_of, positions
from detente.model import (
    Act,
    Condition,
    DocumentId,
    Edtf,
    Entry,
    Firmness,
    IssueId,
    OptionId,
    PartyId,
    Quote,
    Statement,
    StatementId,
    Status,
    Value,
)

START = date(2031, 1, 1)
DAYS = st.integers(0, 120).map(lambda offset: START + timedelta(days=offset))
DATES = st.one_of(
    st.none(),
    DAYS.map(Edtf.day),
    DAYS.map(lambda day: Edtf.month(day.year, day.month)),
    st.tuples(DAYS, st.integers(1, 20)).map(lambda pair: Edtf.span(pair[0], pair[0] + timedelta(pair[1]))),
)
CHAINS = st.sampled_from([(), ("CNN",), ("CNN", "Le Monde"), ("unnamed sources", "Bloomberg")])
NUMBERS = st.sampled_from([None, Value(500, 500, "crowns"), Value(None, 600, "crowns"), Value(3, 3, "issues")])
STATEMENTS = st.builds(
    Statement,
    doc=st.sampled_from(["doc-a", "doc-b", "doc-c"]).map(DocumentId),
    quote=st.integers(0, 3).map(lambda start: Quote(start, start + 1, "x")),
    party=st.sampled_from(["norland", "sudmark"]).map(PartyId),
    issue=st.sampled_from(["passage", "fees"]).map(IssueId),
    act=st.sampled_from(Act),
    firmness=st.sampled_from(Firmness),
    speaker=st.sampled_from([None, "Brandt", "a senior official"]),
    reported_by=CHAINS,
    option=st.sampled_from([None, OptionId("free"), OptionId("piloted")]),
    value=NUMBERS,
    condition=st.sampled_from([None, Condition("fees fall", IssueId("fees"))]),
    said_on=DATES,
    confidence=st.sampled_from([0.4, 0.8]),
    coder=st.just("test/1"),
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.just(StatementId("")),
        statement=STATEMENTS,
        status=st.sampled_from(Status),
        published=st.none(),
        publisher=st.sampled_from([None, "CNN", "Coastal Wire"]),
        recorded_at=st.just(datetime(2031, 6, 1, tzinfo=UTC)),
    ),
    max_size=12,
).map(lambda entries: [replace(entry, id=StatementId(f"s{n}")) for n, entry in enumerate(entries)])


@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(entries, random):
    """Positions are a function of the set of entries."""
    shuffled = random.sample(entries, len(entries))
    assert positions(shuffled) == positions(entries)


@given(ENTRIES)
def test_a_duplicate_adds_no_origin(entries):
    """A copy of a statement, under an id of its own, leaves the number of origins and the stance alone."""
    before = positions(entries)
    after = positions([*entries, *(replace(entry, id=StatementId(f"{entry.id}x")) for entry in entries)])
    assert {cell: (each.n_origins, each.stance) for cell, each in after.items()} == {
        cell: (each.n_origins, each.stance) for cell, each in before.items()
    }


@given(ENTRIES)
def test_the_same_entry_twice_is_one(entries):
    """Handing in an entry twice changes nothing at all."""
    assert positions([*entries, *entries]) == positions(entries)


@given(ENTRIES)
def test_relabelling_parties_relabels_results(entries):
    """No rule knows a party's name."""
    names = {PartyId("norland"): PartyId("zz-north"), PartyId("sudmark"): PartyId("aa-south")}
    renamed = positions(
        [replace(entry, statement=replace(entry.statement, party=names[entry.statement.party])) for entry in entries]
    )
    assert renamed == {
        (names[party], issue): replace(position, party=names[party])
        for (party, issue), position in positions(entries).items()
    }


@given(ENTRIES, ENTRIES, DAYS)
def test_what_is_said_later_never_changes_an_earlier_day(entries, more, as_of):
    """As of a day, statements that were certainly made after it make no difference."""
    later = [
        replace(entry, id=StatementId(f"{entry.id}-later"))
        for entry in more
        if entry.dated and not entry.dated.may_be_by(as_of)
    ]
    seen = [entry for entry in [*entries, *later] if entry.dated is None or entry.dated.may_be_by(as_of)]
    alone = [entry for entry in entries if entry.dated is None or entry.dated.may_be_by(as_of)]
    assert positions(seen) == positions(alone)


@given(ENTRIES)
def test_every_position_rests_on_statements_of_its_own_cell(entries):
    """Ruling, run and contesting statements are among the cell's own, and counted right."""
    by_id = {entry.id: entry for entry in entries}
    for (party, issue), position in positions(entries).items():
        cell = {
            each.id
            for each in entries
            if each.counts and (each.statement.party, each.statement.issue) == (party, issue)
        }
        assert set(position.statements) == cell
        assert len(position.statements) == position.n_statements >= position.n_origins >= 1
        assert {position.ruling, *position.run, *position.contested_by} <= cell
        assert position.ruling in position.run
        assert position.ruling not in position.contested_by
        assert by_id[position.ruling].statement.act is position.stance


@given(ENTRIES)
def test_a_run_holds_one_line_and_its_dates_bound_it(entries):
    """Since and last confirmed are the ends of what the run says; where nothing is named, of the run."""
    by_id = {entry.id: entry for entry in entries}
    for position in positions(entries).values():
        run = [by_id[each] for each in position.run]
        dates = [entry.dated.earliest for entry in run if entry.dated]
        assert len({entry.statement.option for entry in run} - {None}) <= 1
        if not dates:
            continue
        assert min(dates) <= position.since.earliest <= position.last_confirmed.earliest == max(dates)
        if position.option is position.value is None:
            assert position.since.earliest == min(dates)


@given(ENTRIES)
def test_all_that_is_shown_was_named_by_the_day_it_is_dated_from(entries):
    """Option and number each come from a statement of the run, of the stance's own line, no later than since."""
    by_id = {entry.id: entry for entry in entries}
    for position in positions(entries).values():
        run = [by_id[each] for each in position.run]
        for field in ("option", "value"):
            shown = getattr(position, field)
            naming = [each for each in run if getattr(each.statement, field) == shown]
            assert shown is None or naming
            assert all(line_of(each.statement.act) is line_of(position.stance) for each in naming)
            if shown is not None and position.since:
                assert min(each.dated.earliest for each in naming) <= position.since.earliest


@given(ENTRIES)
def test_a_clash_has_no_direction(entries):
    """Which of two is named first does not matter, and no statement clashes with itself."""
    for one in entries:
        assert clash(one, one) is None
        for other in entries:
            assert clash(one, other) == clash(other, one)


@given(ENTRIES.filter(bool))
def test_raising_a_statement_never_costs_it_the_ruling(entries):
    """The ruling statement still rules when an analyst accepts it."""
    for cell, position in positions(entries).items():
        raised = [replace(each, status=Status.ACCEPTED) if each.id == position.ruling else each for each in entries]
        assert positions(raised)[cell].ruling == position.ruling


@pytest.mark.parametrize("act", Act)
def test_every_act_alone_is_a_stance(say, act):
    """There is no act that a position cannot show."""
    [position] = positions([say("2031-03-01", act.value)]).values()
    assert position.stance is act
