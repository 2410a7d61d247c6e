"""The course of a position shows at every day what the position of all that was told by then shows."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis import positions, takes_position, transcript_of
from detente.analysis.columns import NEVER, UNDATED
from detente.analysis.courses import Course
from detente.analysis.standing import day_of
from detente.model import (
    Act,
    Condition,
    DocumentId,
    Dossier,
    Edtf,
    Entry,
    Firmness,
    Grade,
    Issue,
    IssueId,
    Option,
    OptionId,
    PartyId,
    Quote,
    Scale,
    ScaleKind,
    Statement,
    StatementId,
    Status,
    Value,
)

START = date(2031, 1, 1)
DAYS = st.integers(0, 80).map(lambda offset: START + timedelta(days=offset))
ENTRIES = st.lists(
    st.builds(
        Entry,
        id=st.just(StatementId("")),
        statement=st.builds(
            Statement,
            doc=st.sampled_from(["doc-a", "doc-b"]).map(DocumentId),
            quote=st.integers(0, 2).map(lambda start: Quote(start, start + 1, "x")),
            party=st.just(PartyId("norland")),
            issue=st.just(IssueId("passage")),
            act=st.sampled_from(Act),
            firmness=st.sampled_from(Firmness),
            speaker=st.sampled_from([None, "Foreign Minister Brandt", "an aide"]),
            reported_by=st.sampled_from(
                [(), ("Coastal Wire",), ("unnamed sources",), ("unnamed sources", "The Sound"), ("officials", "CNN")]
            ),
            option=st.sampled_from([None, OptionId("free"), OptionId("piloted")]),
            value=st.sampled_from([None, Value(500, 500, "crowns"), Value(600, None, "crowns")]),
            condition=st.sampled_from([None, Condition("fees fall", IssueId("fees")), Condition("first")]),
            said_on=st.one_of(st.none(), DAYS.map(Edtf.day), DAYS.map(lambda day: Edtf.month(day.year, day.month))),
            confidence=st.sampled_from([0.4, 0.8]),
            coder=st.just("test/1"),
        ),
        status=st.sampled_from([Status.CODED, Status.ACCEPTED]),
        published=st.none(),
        grade=st.sampled_from([Grade(), Grade(), Grade("E", 6)]),
        recorded_at=st.just(datetime(2031, 6, 1, tzinfo=UTC)),
    ),
    max_size=14,
).map(lambda entries: [replace(entry, id=StatementId(f"s{n}")) for n, entry in enumerate(entries)])


PLACES = {"free": 0, "piloted": 600}
PLACED = Issue(
    id=IssueId("passage"),
    name="Passage",
    scale=Scale(kind=ScaleKind.NUMBER, unit="crowns", low=0, high=900),
    options=tuple(Option(id=OptionId(name), name=name, place=place) for name, place in PLACES.items()),
)
DOSSIERS = (None, Dossier(id="strait", title="Strait", parties=(), issues=(PLACED,)))


@given(ENTRIES, st.lists(DAYS, max_size=4), st.sampled_from(DOSSIERS))
def test_a_course_shows_what_the_position_at_each_day_shows(entries, between, dossier):
    """Reading each day and each run once changes no result: on the days of the statements, beside them, and between."""
    course = _course(entries, dossier)
    bounds = [day for entry in entries if (on := entry.dated) for day in (on.earliest, on.latest)]
    beside = {day + timedelta(days=by) for day in bounds for by in (-1, 0, 1)}
    for day in sorted({*beside, *between, START - timedelta(days=1), START + timedelta(days=81)}):
        told = [entry for entry in entries if (day_of(entry) or date.min) <= day]
        position = next(iter(positions(told, dossier).values()), None)
        moment = course.at(day.toordinal())
        if position is None or not takes_position(position.stance):
            assert moment is None
            assert not course.beside(_place(course, day))
            continue
        shown = (position.stance, position.firmness, position.option, position.value, position.condition)
        assert (moment.stance, moment.firmness, moment.option, moment.value, moment.condition) == shown
        assert moment.ruling == position.ruling
        assert moment.stands == {stand.option: (stand.leaning, stand.statement) for stand in position.options}
        lapsed = {option: leaning for option, leaning in moment.lapsed.items() if option not in moment.stands}
        assert lapsed == {stand.option: stand.leaning for stand in position.lapsed}
        assert {*course.beside(_place(course, day))} == {*position.beside}


def _place(course, day):
    """The place of the last day by then on which the course may have turned."""
    return bisect_right(course.days, day.toordinal()) - 1


def test_a_claim_rules_until_its_party_denies_it(say):
    """On the day of the denial the course goes back to the party's own word, though nothing takes a position then."""
    own = say("2031-02-20", "propose", number=450)
    claim = say("2031-03-25", "propose", number=550, via=("Coastal Wire",))
    denial = say("2031-03-28", "deny", number=550)
    course = _course([own, claim, denial])
    days = [date(2031, 3, day).toordinal() for day in (24, 25, 27, 28, 31)]
    assert [course.at(day).ruling for day in days] == [own.id, claim.id, claim.id, own.id, own.id]
    assert course.days == [date(2031, 2, 20).toordinal(), days[1], days[3]]
    assert [len(said) for said in course.said] == [1, 1, 0]


@pytest.mark.parametrize(
    ("told", "begun"),
    [
        ([], NEVER),
        ([("2031-03-04", "assess")], NEVER),
        ([("2031-03-04", "demand"), ("2031-02", "reject")], date(2031, 2, 1).toordinal()),
        ([("2031-03-04", "demand"), (None, "reject")], UNDATED),
    ],
)
def test_a_course_begins_with_the_first_that_takes_a_position(say, told, begun):
    """A vague date counts as the first day it may mean; what has no date was always there."""
    assert _course([say(dated, act) for dated, act in told]).begun == begun


def _course(entries, dossier=None):
    told = transcript_of(entries, dossier)
    return Course(told, told.newest)
