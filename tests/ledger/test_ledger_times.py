"""When things were said, and when they were known."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from detente.ledger import DocumentAdded, DossierChanged, Ledger, StatementCoded, StatementReviewed
from detente.ledger.clock import instant_from_text, instant_to_text, next_instant
from detente.model import Decision, Edtf, Review, Status


def recorded_at(ledger: Ledger) -> list[str]:
    """The instants of all events."""
    with ledger.store.reading() as connection:
        return connection.exec_driver_sql("SELECT recorded_at FROM event ORDER BY seq").scalars().all()


def test_time_goes_on_where_the_clock_stands_or_goes_back(ledger, clock, dossier_yaml):
    """Each append is recorded later than the one before, by a microsecond if the clock says otherwise."""
    for number, hours in enumerate((0, 0, -5)):
        clock.advance(hours=hours)
        ledger.append([DossierChanged(dossier_yaml + "#" * number, "d.yaml")], actor="ada")
    assert recorded_at(ledger) == [f"2031-03-10T12:00:00.00000{n}Z" for n in range(3)]


def test_the_events_of_one_append_share_their_instant(ledger, story):
    """No moment lies between the parts of one append, so none can show half of it."""
    ledger.append(story, actor="ada")
    assert len(set(recorded_at(ledger))) == 1


def test_a_second_writer_also_records_later(ledger, open_again, dossier_yaml):
    """Time is kept by the ledger, not by the process: a clock that is behind does not matter."""
    ledger.append([DossierChanged(dossier_yaml, "d.yaml")], actor="ada")
    behind = open_again(ledger, clock=lambda: datetime(2001, 1, 1, tzinfo=UTC))
    behind.append([DossierChanged(dossier_yaml + "#", "d.yaml")], actor="bea")
    first, second = recorded_at(ledger)
    assert instant_from_text(second) - instant_from_text(first) == timedelta(microseconds=1)


def test_a_correction_does_not_erase_what_was_known_before(ledger, clock, story, demand):
    """A view of the past shows a statement as it stood then, with the reviews known then."""
    before = clock.advance(hours=1)
    ledger.append(story, actor="ada")
    after = clock.advance(hours=1)
    review = Review(
        statement=demand.id,
        decision=Decision.CORRECT,
        changes={"party": "sudmark"},
        reason="the other side",
        reviewer="bea",
    )
    ledger.append([StatementReviewed(review)], actor="bea")
    then, now = (ledger.view(known_at=moment).entry(demand.id) for moment in (before, after))
    assert (then.status, then.statement, then.reviews) == (Status.CODED, demand, ())
    assert (now.status, now.statement.party) == (Status.CORRECTED, "sudmark")


def test_what_was_recorded_later_is_not_known(ledger, clock, story, document, dossier_yaml):
    """known_at shows neither the documents, nor the statements, nor the dossier of later."""
    nothing = clock.now - timedelta(seconds=1)
    first = clock.now
    ledger.append(story[:2], actor="ada")
    clock.advance(hours=1)
    ledger.append([*story[2:], DossierChanged("later", "d.yaml")], actor="ada")
    assert len(ledger.view(known_at=nothing).documents) == 0
    assert ledger.view(known_at=nothing).dossier_text is None
    assert list(ledger.view(known_at=first).documents) == [document.id]
    assert ledger.view(known_at=first).entries == ()
    assert ledger.view(known_at=first).dossier_text == dossier_yaml
    assert ledger.view(known_at=clock.now).dossier_text == "later"


def test_a_moment_may_be_told_in_any_zone(ledger, clock, story):
    """known_at is a moment, not a text: its zone does not matter, but it needs one."""
    moment = clock.now
    ledger.append(story, actor="ada")
    elsewhere = moment.astimezone(timezone(timedelta(hours=9)))
    assert len(ledger.view(known_at=elsewhere).entries) == 2
    with pytest.raises(ValueError, match="has no time zone"):
        ledger.view(known_at=moment.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("said_on", "day", "is_shown"),
    [
        ("2031-02", date(2031, 1, 31), False),
        ("2031-02", date(2031, 2, 1), True),
        ("2031-02-10/2031-02-20", date(2031, 2, 15), True),
        (None, date(2031, 3, 9), False),
        (None, date(2031, 3, 10), True),
    ],
)
def test_as_of_shows_what_may_have_been_said_by_then(ledger, story, said_on, day, is_shown):
    """A month counts from its first day on; without a day of saying the day of publication counts."""
    said = dataclasses.replace(story[2].statement, said_on=said_on and Edtf(said_on))
    ledger.append([story[1], StatementCoded(said)], actor="ada")
    assert bool(ledger.view(as_of=day).entries) is is_shown


def test_what_has_no_date_is_shown_on_every_day(ledger, make_document, make_statement):
    """An undated statement may have been said at any time."""
    document = make_document("Norland demands pilots.", published=None)
    said = make_statement(document, "Norland demands", "norland", "passage", "demand")
    ledger.append([DocumentAdded(document, "a.txt"), StatementCoded(said)], actor="ada")
    assert len(ledger.view(as_of=date(1990, 1, 1)).entries) == 1


def test_a_corrected_date_moves_the_statement(ledger, story, demand):
    """as_of goes by the date as corrected."""
    ledger.append(story, actor="ada")
    review = Review(
        statement=demand.id,
        decision=Decision.CORRECT,
        changes={"said_on": "2031-01"},
        reason="so",
        reviewer="bea",
    )
    ledger.append([StatementReviewed(review)], actor="bea")
    assert [entry.id for entry in ledger.view(as_of=date(2031, 2, 1)).entries] == [demand.id]


def test_both_times_are_kept_in_the_view(ledger, clock):
    """A view tells which question it answers."""
    view = ledger.view(as_of=date(2031, 2, 1), known_at=clock.now)
    assert (view.as_of, view.known_at) == (date(2031, 2, 1), clock.now)


def test_a_view_of_a_day_tells_of_no_other(ledger):
    """What it leaves out cannot be told of a later day."""
    with pytest.raises(ValueError, match="2031-02-01 cannot tell of other days"):
        ledger.view(as_of=date(2031, 2, 1)).on(date(2031, 3, 1))


def test_instants_sort_as_their_texts_do():
    """The stored form has one length, in UTC, and reads back to the same moment."""
    early = datetime(2031, 3, 10, 23, tzinfo=timezone(timedelta(hours=10)))
    late = datetime(2031, 3, 10, 14, 0, 0, 1, tzinfo=UTC)
    assert instant_to_text(early) < instant_to_text(late)
    assert instant_from_text(instant_to_text(early)) == early
    assert next_instant(early, instant_to_text(late)) == "2031-03-10T14:00:00.000002Z"
