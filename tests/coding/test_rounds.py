"""Notes of meetings, on invented talks: what is read of each, and what is no meeting."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding import vocabulary
from detente.coding.attribution.tagger import tagger_in
from detente.coding.days import coming_days, past_days
from detente.coding.finder import Finder
from detente.coding.rounds import CANCELLED, POSTPONED, Rounds
from detente.model import Dossier, Edtf
from detente.model.notes import Format

TUESDAY = "2031-03-11"
LISTS = [name for name, entries in vocabulary.load("rounds").items() if isinstance(entries, list)]


@pytest.fixture(scope="module")
def note(dossier: Dossier, make_document):
    """The notes of rounds in a text published on a Tuesday."""
    finder = Finder(dossier, tagger_in())
    rounds = Rounds(dossier, finder.actors)

    def run(text: str, published: str | None = TUESDAY):
        document = make_document(text, published=published)
        return list(rounds.notes(document, finder.find(document).places))

    return run


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_has_an_example_that_it_finds(name):
    """An entry without an example, or with one that it misses, is a mistake in the data; none stands twice."""
    entries = vocabulary.load("rounds")[name]
    assert [cue for cue, count in Counter(entry["cue"] for entry in entries).items() if count > 1] == []
    missed = [
        entry["cue"]
        for entry in entries
        if not re.search(rf"(?<!\w){vocabulary.cue_pattern(entry['cue'])}(?!\w)", entry["example"], re.IGNORECASE)
    ]
    assert missed == []


BOTH = ("norland", "sudmark")
# text -> (is expected, date, place, participants)
READ = {
    "Norland and Sudmark met in Velm on Sunday.": (False, "2031-03-09", "Velm", BOTH),
    "Norland will meet Sudmark in Velm on Sunday.": (True, "2031-03-16", "Velm", BOTH),
    "Norlandic and Sudmarker negotiators are to meet in Velm as soon as Monday.": (
        True, "2031-03-17/2031-03-23~", "Velm", BOTH,
    ),
    "The third round of talks opened in Velm on Sunday.": (False, "2031-03-09", "Velm", ()),
    "A further meeting could be held in early April.": (True, "2031-04-01/2031-04-10", None, ()),
    "The next round of talks is planned for 14 May.": (True, "2031-05-14", None, ()),
    "In Velm on Sunday, the two sides met for nine hours.": (False, "2031-03-09", "Velm", ()),
    "Vik said on Monday that the talks with Sudmark would resume in Velm on Thursday.": (
        True, "2031-03-13", "Velm", ("sudmark",),
    ),
    "Solberg spoke by phone with Brandt on Monday.": (False, "2031-03-10", None, BOTH),
    "Solberg and Brandt signed it when they met in Velm in 2030.": (False, "2030", "Velm", BOTH),
    "Norland-Sudmark talks resumed in Velm on Monday.": (False, "2031-03-10", "Velm", BOTH),
    "VELM, March 10 (Coastal Wire) — Norland and Sudmark met on Sunday.": (False, "2031-03-09", None, BOTH),
    "Solberg flew to Velm on Monday for talks with Brandt.": (True, None, "Velm", BOTH),
    "Sudmark's envoy, Emil Brandt, will travel to Velm on Friday for talks with Solberg.": (
        True, "2031-03-14", "Velm", BOTH,
    ),
    "Norland said it would meet Sudmark in Velm next month.": (True, "2031-04", "Velm", BOTH),
    "The delegations met at the Hotel Gannet in Velm on 3 and 4 March.": (
        False, "2031-03-03/2031-03-04", "Velm", (),
    ),
    "The delegations met at the Hotel Gannet on Sunday.": (False, "2031-03-09", "Hotel Gannet", ()),
    "The two sides met on Gannet Rock on Sunday.": (False, "2031-03-09", "Gannet Rock", ()),
    "Vik is expected to visit Sudmark on Friday.": (True, "2031-03-14", "Sudmark", BOTH),
    "Ahead of talks with Norland in Velm on Thursday, Brandt said pilots were unacceptable.": (
        True, "2031-03-13", "Velm", BOTH,
    ),
    "Norland proposed that the delegations meet again in two weeks.": (True, "2031-03-25~", None, ()),
    "Solberg told reporters on Sunday after meeting Brandt in Velm that a fee was needed.": (
        False, None, "Velm", BOTH,
    ),
    "Norland and Sudmark agreed on Friday to hold talks in Velm next week.": (
        True, "2031-03-17/2031-03-23", "Velm", BOTH,
    ),
    "On Monday, Norland's delegation arrived in Velm for talks with Sudmark.": (True, None, "Velm", BOTH),
    "Mr Brandt and Ms Solberg will speak by phone on Thursday, the Palace said.": (True, "2031-03-13", None, BOTH),
    "Speaking after a meeting with Solberg in Velm, Brandt rejected the fee.": (False, None, "Velm", BOTH),
    "Sudmark opened the strait on Sunday after talks with Norland.": (False, None, None, BOTH),
    "Norland called for talks with Sudmark in Velm on 20 March.": (True, "2031-03-20", "Velm", BOTH),
    "The two sides faced each other in Velm on Sunday.": (False, "2031-03-09", "Velm", ()),
    "Emil Brandt received Solberg in Velm on Sunday.": (False, "2031-03-09", "Velm", BOTH),
    "Envoy and minister sit down again on Thursday, in Velm.": (True, "2031-03-13", "Velm", ()),
    "The talks, which opened in Velm on Sunday, have ended.": (False, "2031-03-09", "Velm", ()),
    "The talks, as Solberg saw it, resume on Thursday.": (True, "2031-03-13", None, ()),
    "Sudmark walked out of the talks in Velm on Sunday.": (False, "2031-03-09", "Velm", ("sudmark",)),
    "The League urged both sides to return to the table on Thursday.": (True, "2031-03-13", None, ()),
    "The League has invited both delegations for Friday.": (True, "2031-03-14", None, ()),
    "After nine hours of talks in Velm the envoys left.": (False, None, "Velm", ()),
    "The next session is due on Thursday.": (True, "2031-03-13", None, ()),
    "The round in May brought no result.": (False, "2030-05", None, ()),
    "They agreed to meet again on Thursday.": (True, "2031-03-13", None, ()),
    "The session was to continue on Thursday.": (True, "2031-03-13", None, ()),
    "On Sunday two Norlandic envoys without a mandate met the Sudmarker president in Velm.": (
        False, "2031-03-09", "Velm", BOTH,
    ),
    "Vik, the foreign minister, and Solberg were to visit Sudmark on Friday.": (True, "2031-03-14", "Sudmark", BOTH),
}  # fmt: skip


@pytest.mark.parametrize("text", READ)
def test_a_meeting_is_read_with_its_day_place_and_sides(note, text):
    """Held or ahead, the date as precise as told, the place as named, and who sits at the table."""
    [found] = note(text)
    read = (found.is_expected, found.on and found.on.text, found.place, found.participants)
    assert read == READ[text]
    assert text[found.quote.start : found.quote.end] == found.quote.text


@pytest.mark.parametrize(
    "text",
    [
        "The Norlandic cabinet met on Tuesday.",
        "The Norlandic board meeting took place in Velm on Sunday.",
        "Norland announced a new round of sanctions against Sudmark on Sunday.",
        "Meeting the deadline on Sunday will be hard for Norland and Sudmark.",
        "Sudmark would meet Norland's conditions by Friday.",
        "The idea met with resistance in Sudmark on Sunday.",
        "Sudmark refused to meet Norland in Velm on Sunday.",
        "Norland and Sudmark did not meet on Sunday.",
        "If Norland and Sudmark meet in Velm on Sunday, ships will sail.",
        "No date has been set for the next round of talks.",
        "The Velm Conference of 1954 settled nothing for Norland and Sudmark.",
        "Brandt is ready to meet Solberg.",
        "They will meet on the day that somebody proposes it.",
        "Accession talks with Sudmark opened in Velm on Sunday.",
        "The Maritime League's ministers met in Velm on Sunday.",
        "Norland held talks with the Harbour Bank in Velm on Sunday.",
        "Norland ruled out talks in Velm.",
        "Norland and Sudmark met in Velm in 1998.",
        "The talks matter to Norland and Sudmark.",
        "Sudmark says it met Norland halfway on Sunday.",
        "Shippers held talks with Norland in Velm about wages on Sunday.",
        "Norland and Sudmark have been holding talks since January.",
        "Talks between Norland and Sudmark are under way.",
        "The duty will rise next week unless talks resume in Velm.",
        "Solberg and Brandt are not expected to meet before May.",
        "In March, Norland met a third of its energy needs from Sudmark.",
        "Ships meet the ice in the strait off Sudmark on Sunday.",
        "The delegations gathered evidence on Sunday.",
        "Norland received Sudmark's draft on Sunday.",
        "A new round of sanctions began on Sunday.",
        "Nobody left the meeting room on Sunday.",
        "The session of parliament opened in Velm on Sunday.",
        "Few papers in the fee talks have travelled as oddly as the one found in Velm on Sunday.",
        "The League is ready to call a special summit if Norland reports decisive progress.",
        "Solberg sees little point in a session without maps.",
        "A walk round the lighthouse ended on Sunday.",
    ],
)
def test_what_is_no_meeting_of_the_talks_is_left_out(note, text):
    """Denied, supposed, inside one party, of others, long ago, or no meeting at all."""
    assert note(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks between Norland and Sudmark, mediated by the Maritime League, ended on Friday.", "league"),
        ("The League hosted talks between Norland and Sudmark at the Old Mill on 5 March.", "league"),
        ("The League-mediated talks resumed on Monday.", "league"),
        ("Norland, Sudmark and the League met in Velm on Sunday.", "league"),
        ("The League met Sudmark in Velm on Sunday.", None),
    ],
)
def test_who_mediates_sits_apart_from_the_participants(note, text, expected):
    """A host or mediator is no participant; a mediator that meets one side takes part itself."""
    [found] = note(text)
    assert found.mediator == expected
    assert expected not in found.participants
    assert "norland" in found.participants or "sudmark" in found.participants or "resumed" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Indirect talks between Norland and Sudmark began in Velm on Saturday.", Format.INDIRECT),
        ("Trilateral talks in Velm between Norland, Sudmark and the League took place last week.", Format.TRILATERAL),
        ("Four-way talks opened in Velm on Sunday.", Format.MULTILATERAL),
        ("Talks between Norland and Sudmark took place in Velm on Sunday.", Format.BILATERAL),
        ("Talks opened in Velm on Sunday.", None),
        ("The League hosted talks between Norland and Sudmark in Velm.", None),
    ],
)
def test_the_format_is_what_the_words_say(note, text, expected):
    """By its word, else by who is told to sit with whom; with a host in the room nothing is concluded."""
    [found] = note(text)
    assert found.format is expected


def test_people_are_named_as_the_text_names_them(note):
    """The dossier's people at the table, and nobody else."""
    [found] = note("Tor Vik met Sudmark's president, Emil Brandt, in Velm on Sunday.")
    assert found.people == ("Tor Vik", "Emil Brandt")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks between Norland and Sudmark in Velm ended without a breakthrough.", "without a breakthrough"),
        ("Talks in Velm broke down on Friday after Sudmark rejected pilots.", "broke down"),
        ("After the talks in Velm three issues remained.", "three issues remained"),
        ("Norland and Sudmark met in Velm but failed to agree on pilots.", "failed to agree on pilots"),
    ],
)
def test_what_came_of_it_is_told_in_the_texts_words(note, text, expected):
    """The outcome is a stretch of the quote, told by the author where nobody else does."""
    [found] = note(text)
    assert (found.outcome, found.told_by) == (expected, None)
    assert expected in found.quote.text


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ('Brandt described the round as "neither a feast nor a funeral".', "neither a feast nor a funeral"),
        ('The round had "kept the door open".', "kept the door open"),
        ("Brandt called the round useful but not conclusive.", "useful but not conclusive"),
        ("On the fee the round ended where it began.", "where it began"),
    ],
)
def test_a_judgement_is_kept_in_its_own_words(note, text, outcome):
    """What somebody calls a meeting is its outcome, quoted or not."""
    assert [one.outcome for one in note(text)][:1] == [outcome]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks on Sudmark's fee ended on Sunday.", None),
        ("At Gannet's the talks resumed on Sunday.", None),
        ("Norland will stay in Gannetian courts until talks end on Sunday.", None),
        ("In Velm they found the March round useful.", None),
        ("Talks resumed in Velm, the port of Sudmark, on Sunday.", "Velm"),
        ("All year the talks on the Gannet produced no result.", None),
    ],
)
def test_a_place_is_a_name_right_behind_its_preposition(note, text, expected):
    """No owner, no adjective, no topic, and not where somebody sits who judges the meeting."""
    assert [one.place for one in note(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The next session is due on Thursday.",
        "The talks resume tomorrow.",
        "The November session ended without a text.",
        "There is talk of a summit in the spring.",
        "The two sides meet again in Velm in three weeks.",
    ],
)
def test_a_meeting_is_noted_where_its_day_cannot_be_read(note, text):
    """A day told by the day of publication needs one to be read, and none to be told."""
    [found] = note(text, published=None)
    assert found.on is None


def test_a_coming_day_with_a_year_needs_no_day_of_publication(note):
    """It means the same on every day."""
    [found] = note("The talks resume in Velm on 20 March 2031.", published=None)
    assert (found.on, found.place, found.is_expected) == (Edtf("2031-03-20"), "Velm", True)


def test_each_side_tells_its_own_outcome_of_one_meeting(note):
    """A meeting told before keeps its day and place where a side judges it."""
    told = (
        "Norland and Sudmark met in Velm on Sunday.",
        "Solberg called the talks productive.",
        "The talks were a waste of time, Brandt said.",
    )
    first, norland, sudmark = note("\n\n".join(told))
    assert [(one.on, one.place, one.participants) for one in (norland, sudmark)] == [
        (first.on, first.place, first.participants)
    ] * 2
    assert (norland.outcome, norland.told_by) == ("productive", "norland")
    assert (sudmark.outcome, sudmark.told_by) == ("a waste of time", "sudmark")


def test_a_meeting_and_the_next_one_are_two_notes(note):
    """Those who met are those who will meet again."""
    held, ahead = note("Solberg met Brandt in the port of Velm on Sunday and agreed to meet again next week.")
    assert (held.is_expected, held.place, held.outcome) == (False, "Velm", "agreed to meet again next week")
    assert (ahead.is_expected, ahead.on, ahead.participants) == (True, Edtf("2031-03-17/2031-03-23"), BOTH)


def test_a_meeting_called_off_or_put_off_says_so(note):
    """Called off, it keeps the day it had; put off, it has the new one, if any."""
    [off] = note("The meeting with Sudmark planned for Sunday was called off.")
    assert (off.outcome, off.is_expected, off.on) == (CANCELLED, True, Edtf("2031-03-16"))
    [later] = note("Talks on the fee between Norland and Sudmark were postponed to 20 March.")
    assert (later.outcome, later.is_expected, later.on) == (POSTPONED, True, Edtf("2031-03-20"))


def test_who_reports_a_meeting_is_kept(note):
    """The chain stands between those who met and the document."""
    [found] = note("Norland and Sudmark met in Velm on Sunday, Coastal Wire reported, citing two diplomats.")
    assert "Coastal Wire" in found.reported_by


def test_without_a_day_of_publication_no_day_is_concluded(note):
    """Only dates with a year are certain then."""
    [found] = note("Norland and Sudmark met in Velm on Sunday.", published=None)
    assert found.on is None
    [found] = note("Norland and Sudmark met in Velm on 9 March 2031.", published=None)
    assert found.on == Edtf("2031-03-09")


@pytest.mark.parametrize("text", ["", "\n\n", "Talks.", "met met met", "The talks in", "Meeting, meeting: talks -"])
def test_nothing_and_fragments_give_no_note(note, text):
    """What is no sentence tells of no meeting."""
    assert note(text) == []


PIECES = (
    "Norland", "Sudmark", "Solberg and Brandt", "the delegations", "talks", "the meeting", "met", "will meet", "held",
    "were postponed to", "ended without", "agreed to", "called", "productive", "between", "with", "in Velm",
    "on Sunday", "next week", "after", ", who", " — ", ". ", "; ", '"', "said", "they", "not", "visit to", "to",
)  # fmt: skip


@settings(max_examples=60)
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=18))
def test_every_note_quotes_its_document_whatever_it_says(note, pieces):
    """Characters, place, people and outcome stand in the text; what lies ahead is placed in time or space."""
    text = " ".join([*pieces, "."])
    for found in note(text):
        assert text[found.quote.start : found.quote.end] == found.quote.text != ""
        assert found.mediator not in found.participants
        assert all(one in text for one in (*found.people, found.place or ""))
        assert found.outcome in {None, CANCELLED, POSTPONED} or found.outcome in " ".join(text.split())


def test_relabelled_parties_relabel_the_notes(dossier, make_document):
    """No rule knows a party's id."""
    renamed = replace(dossier, parties=tuple(replace(one, id=f"x-{one.id}") for one in dossier.parties))
    document = make_document("Norland and Sudmark met in Velm on Sunday.", published=TUESDAY)
    finder = Finder(renamed, tagger_in())
    [found] = Rounds(renamed, finder.actors).notes(document, finder.find(document).places)
    assert found.participants == ("x-norland", "x-sudmark")


@pytest.mark.parametrize(
    ("words", "coming"),
    [
        ("on Sunday", "2031-03-16"),
        ("on Tuesday", "2031-03-11"),
        ("next Tuesday", "2031-03-18"),
        ("tomorrow", "2031-03-12"),
        ("next week", "2031-03-17/2031-03-23"),
        ("this week", "2031-03-11/2031-03-16"),
        ("this weekend", "2031-03-15/2031-03-16"),
        ("next month", "2031-04"),
        ("on 14 May", "2031-05-14"),
        ("on 5 March", "2031-03-05"),
        ("on 3 January", "2031-01-03"),
        ("in May 2032", "2032-05"),
        ("in three days", "2031-03-14"),
        ("in two weeks", "2031-03-25~"),
        ("within two weeks", "2031-03-11/2031-03-25"),
        ("as soon as Monday", "2031-03-17/2031-03-23~"),
        ("by Friday", "2031-03-11/2031-03-14"),
        ("before Friday", "2031-03-11/2031-03-13"),
        ("by the end of the month", "2031-03-11/2031-03-31"),
        ("from Monday to Wednesday", "2031-03-10/2031-03-12"),
        ("until Friday", None),
        ("on a Sunday", None),
    ],
)  # fmt: skip
def test_a_day_to_come_is_read_as_precisely_as_it_is_told(words, coming):
    """The first such day from publication on; a bare weekday never is one of last week."""
    text = f"They will meet {words} or so."
    found = coming_days(text, (0, len(text)), Edtf(TUESDAY))
    assert [day.on.text for day in found] == ([] if coming is None else [coming])


def test_a_past_day_is_no_end_and_no_day_to_come():
    """What ends or begins on a day did not happen on it."""
    for words, past in {"on Sunday": ["2031-03-09"], "until Sunday": [], "for Sunday": [], "next Sunday": []}.items():
        text = f"They met {words}."
        assert [day.on.text for day in past_days(text, (0, len(text)), Edtf(TUESDAY))] == past


MINUTES = """Minutes of the third session, Velm

Date: 6 March 2031
Present: Ms Berg (chair); for Norland Ms Solberg and Mr Dahl; for Sudmark Mr Brandt

1. Fees
Mr Brandt said that Sudmark will take no fee.
"""


def test_minutes_tell_of_the_meeting_that_they_are_of(note):
    """Held on their day, with those who were present; who had the chair is no side."""
    told = next(each for each in note(MINUTES) if not each.is_expected)
    assert (str(told.on), told.place, told.participants) == ("2031-03-06", "Velm", BOTH)
    assert "Solberg" in told.people


@pytest.mark.parametrize(
    "text",
    [
        MINUTES.replace("Minutes of the third session, Velm", "Norland and Sudmark in their own words"),
        MINUTES.replace("Present:", "Copy:"),
        MINUTES.replace("for Sudmark Mr Brandt", "for Norland Mr Dahl"),
        MINUTES.replace("for Sudmark Mr Brandt", "for Sudmark Mr Brandt (observer)"),
    ],
)
def test_what_are_no_minutes_of_two_sides_tells_of_no_meeting(note, text):
    """Without such a title, without those present, or with one side alone; an observer is none."""
    assert note(text) == []


def test_the_day_of_minutes_is_that_of_the_document_where_they_tell_none(note):
    """Minutes without a day of their own have the one of their publication."""
    told = next(iter(note(MINUTES.replace("Date: 6 March 2031\n", ""))))
    assert str(told.on) == TUESDAY


@pytest.mark.parametrize(
    "told", ["Sudmark was not invited.", "Sudmark sent its apologies.", "Mr Brandt was absent.", "Excused: Mr Brandt."]
)
def test_who_is_told_to_be_absent_was_not_present(note, told):
    """In the line on those present, behind the list."""
    text = MINUTES.replace("; for Sudmark Mr Brandt", f", the League. {told}").replace(", for Sudmark Mr Brandt", "")
    (held,) = [each for each in note(text) if not each.is_expected]
    assert "sudmark" not in held.participants
    assert "Brandt" not in held.people


def test_the_two_governments_of_a_joint_paper_are_those_who_issue_it(dossier, make_document):
    """Whoever speaks as "the two governments" in a communiqué sits at the table that it tells of."""
    finder = Finder(dossier, tagger_in())
    text = (
        "Joint communiqué of Norland and Sudmark\n\n"
        "The two governments met in Velm on 6 March under the chairmanship of the League.\n\n"
        "1. The parties agreed on free passage.\n"
    )
    document = make_document(text, published=TUESDAY)
    (met,) = Rounds(dossier, finder.actors).notes(document, finder.find(document).places)
    assert (met.participants, str(met.on)) == (BOTH, "2031-03-06")
