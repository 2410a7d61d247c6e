"""A transcript reads statements once, and what is asked of it is what is asked of the entries themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente import analysis
from detente.analysis import Transcript, newest_first, origin, transcript_of
from detente.analysis.offices import Offices
from detente.analysis.standing import Standing, day_of, standing_of
from tests.analysis.drawn import DAYS, DOSSIER, ENTRIES, NORLAND, PASSAGE, SINCE, SUDMARK

QUESTIONS = {
    "matrix": lambda told: dict(analysis.matrix(told, DOSSIER).positions),
    "movement": lambda told: analysis.movement(told, DOSSIER, since=SINCE),
    "red lines": lambda told: analysis.red_lines(told, DOSSIER),
    "contests": lambda told: analysis.contests(told, DOSSIER),
    "linkages": lambda told: analysis.linkages(told, DOSSIER),
    "ratification": lambda told: analysis.ratification([], told, DOSSIER),
    "sources": lambda told: analysis.sources(told, DOSSIER),
    "assumptions": lambda told: analysis.assumptions(told, DOSSIER),
    "assumptions by a day": lambda told: analysis.assumptions(told, DOSSIER, as_of=SINCE),
    "hypotheses": lambda told: analysis.hypotheses(told, DOSSIER),
    "watch": lambda told: analysis.watch(told, [], DOSSIER),
    "watch by a day": lambda told: analysis.watch(told, [], DOSSIER, as_of=SINCE),
    "lanes": lambda told: analysis.lanes(told, DOSSIER, PASSAGE),
    "lanes by a day": lambda told: analysis.lanes(told, DOSSIER, PASSAGE, until=SINCE),
    "overlay": lambda told: analysis.overlay(told, DOSSIER, PASSAGE, (NORLAND, SUDMARK)),
}


@given(ENTRIES)
@settings(max_examples=40)
def test_a_transcript_answers_as_its_entries_do(entries):
    """Whatever was asked of it before, each analysis finds in it what it finds in the entries alone."""
    shared = transcript_of(entries, DOSSIER)
    for name, ask in QUESTIONS.items():
        assert ask(shared) == ask(entries), name


@given(ENTRIES, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_the_entries_does_not_matter(entries, random):
    """What is told is told of a set; only undated statements, and those of one day, are listed as given."""
    others = random.sample(entries, len(entries))
    for name, ask in QUESTIONS.items():
        if name != "movement":
            assert ask(transcript_of(others, DOSSIER)) == ask(transcript_of(entries, DOSSIER)), name
    one, other = (analysis.movement(transcript_of(each, DOSSIER), DOSSIER, since=SINCE) for each in (entries, others))
    assert (one.moves, one.n_new, sorted(one.undated)) == (other.moves, other.n_new, sorted(other.undated))


@given(ENTRIES, DAYS)
@settings(max_examples=40)
def test_a_part_answers_as_its_entries_do(entries, day):
    """What had been said by a day, found in what is read of the whole, is what is found in it alone."""
    whole, said = transcript_of(entries, DOSSIER), [each for each in entries if (day_of(each) or date.min) <= day]
    part, alone = whole.until(day), transcript_of(said, DOSSIER)
    assert (list(part), len(part), part[:2]) == (list(alone), len(alone), alone[:2])
    assert [(cell, [part.ids[row] for row in rows]) for cell, rows in part.cells.items()] == [
        (cell, [alone.ids[row] for row in rows]) for cell, rows in alone.cells.items()
    ]
    for name, ask in QUESTIONS.items():
        assert ask(part) == ask(said), name


@given(ENTRIES)
def test_columns_tell_what_is_told_of_an_entry_alone(entries):
    """The order of time, the ranking, the origin and the office of each are those of the public functions."""
    told = Transcript(entries, DOSSIER)
    assert [entries[row] for row in told.newest] == newest_first(entries)
    assert told.origins == [origin(entry) for entry in entries]
    offices = Offices(DOSSIER)
    by = [(entry.statement.party, entry.statement.speaker, entry.dated) for entry in entries]
    assert told.offices == [offices.of(*each) for each in by]
    standings = [standing_of(told, row, 0) for row in range(len(entries))]
    for row, standing in enumerate(standings):
        for other, theirs in enumerate(standings):
            assert (told.levels[row] < told.levels[other]) == (_marks(standing) < _marks(theirs))
            assert (told.ranks[row] < told.ranks[other]) or told.levels[row] >= told.levels[other]


def test_what_does_not_count_is_no_part_of_a_transcript(say):
    """Rejected statements are left out, and one that is given twice counts once."""
    kept, rejected = say("2031-03-04", "demand"), say("2031-03-05", "reject", status="rejected")
    assert list(transcript_of([kept, rejected, kept])) == [kept]


def test_a_transcript_is_read_again_for_another_dossier_only(say):
    """Offices and other sides depend on the dossier."""
    told = transcript_of([say("2031-03-04", "demand")], DOSSIER)
    assert transcript_of(told, DOSSIER) is told
    assert transcript_of(told) is not told


def test_a_question_is_answered_once(say):
    """Asked with the same things again, what was found is there; asked with others, it is found anew."""
    asked = []

    def counted(told, added, *, times=1):
        asked.append(added)
        return (len(told) + added) * times

    told = transcript_of([say("2031-03-04", "demand")])
    found = [told.once(counted, 2), told.once(counted, 2), told.once(counted, 3), told.once(counted, 2, times=2)]
    assert (found, asked) == ([3, 3, 4, 6], [2, 3, 2])


@pytest.mark.parametrize(("day", "ids"), [(date(2031, 3, 4), ["s1", "s3"]), (None, ["s1", "s2", "s3"])])
def test_by_a_day_a_transcript_holds_what_may_have_been_said(say, day, ids):
    """A vague date may lie before the day; what has none may always."""
    told = transcript_of([say("2031-03", "demand"), say("2031-03-05", "reject"), say(None, "accept")])
    assert [entry.id for entry in told.by(day)] == ids


def _marks(standing: Standing) -> Standing:
    return replace(standing, is_current=True)
