"""Moments are read from an address and kept in every link."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.web.failures import BadQueryError
from detente.web.moments import Moment

MOMENTS = st.builds(
    Moment,
    as_of=st.none() | st.dates(),
    known_at=st.none()
    | st.datetimes(timezones=st.just(UTC)).map(lambda each: each.replace(microsecond=0))
    | st.dates().map(lambda day: datetime.combine(day, time.max, UTC)),
)


def test_an_empty_value_is_no_limit() -> None:
    """A form that is sent with empty fields asks for the present."""
    assert Moment.parse("", " ") == Moment()


def test_both_times_are_read() -> None:
    """A day is a day of the world, a time is UTC."""
    expected = Moment(date(2031, 3, 10), datetime(2031, 4, 1, 9, 30, tzinfo=UTC))
    assert Moment.parse("2031-03-10", "2031-04-01T09:30") == expected


def test_a_day_alone_is_known_to_its_end() -> None:
    """The whole day counts, as on the command line, and a link keeps the day while a form gets a time."""
    moment = Moment.parse("", "2031-04-01")
    assert moment.known_at == datetime.combine(date(2031, 4, 1), time.max, UTC)
    assert moment.query == {"known_at": "2031-04-01"}
    assert moment.known_field == "2031-04-01T23:59:59"


@pytest.mark.parametrize("day", ["yesterday", "2031-3-9", "2031-02-30", "20310309", "2031-W10-1", "0000-01-01"])
def test_a_day_in_another_form_is_refused(day: str) -> None:
    """What is no day is refused with the form that is right."""
    with pytest.raises(BadQueryError, match="YYYY-MM-DD"):
        Moment.parse(day, "")


@pytest.mark.parametrize("time", ["now", "2031-04-31", "2031-04-01 09:30", "2031-04-01T25:00", "2031-04-01T09"])
def test_a_time_in_another_form_is_refused(time: str) -> None:
    """What is no time is refused with the form that is right."""
    with pytest.raises(BadQueryError, match="YYYY-MM-DDTHH:MM"):
        Moment.parse("", time)


@given(MOMENTS)
def test_the_query_of_a_moment_means_that_moment(moment: Moment) -> None:
    """A shared link shows the same moment to whoever opens it."""
    assert Moment.parse(moment.query.get("as_of", ""), moment.query.get("known_at", "")) == moment


@given(MOMENTS, st.lists(st.text(min_size=1, max_size=8), max_size=3), st.text(max_size=8))
def test_links_keep_the_moment_and_every_character(moment: Moment, parts: list[str], value: str) -> None:
    """Whatever an id is made of, a link stays on these pages and leads to that id."""
    address = urlsplit(moment.link(*parts, party=value))
    assert (address.scheme, address.netloc) == ("", "")
    assert [unquote(part) for part in address.path[1:].split("/")] == (parts or [""])
    expected = ({"party": [value]} if value else {}) | {name: [text] for name, text in moment.query.items()}
    assert parse_qs(address.query, keep_blank_values=True) == expected
