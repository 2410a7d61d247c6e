"""Rounds, by a table worked by hand. Notes of a case are called n1, n2, ... in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.round_joins import same_place
from detente.analysis.rounds import Round, RoundStatus, rounds
from detente.coding.rounds import CANCELLED
from detente.model import DocumentId, Dossier, Edtf, Party, PartyId, PartyKind, Quote
from detente.model.notes import Format, HurdleKind, HurdleNote, NoteEntry, RoundNote
from detente.model.wire import to_wire

FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(
        Party(id=PartyId(name), name=name.title(), kind=PartyKind.STATE) for name in ("norland", "sudmark", "league")
    ),
    issues=(),
)
RECORDED_AT = datetime(2031, 6, 1, tzinfo=UTC)
BOTH = ("norland", "sudmark")


def told(on: str | None, *, published: str | None = "2031-03-11", doc: str = "doc-a", **fields: object) -> NoteEntry:
    """A note of a round, told as held unless said otherwise, in a document of its own publisher."""
    publisher, origin = fields.pop("publisher", doc), fields.pop("origin", None)
    withdrawn = fields.pop("is_withdrawn", False)
    start = fields.pop("start", 0)
    note = RoundNote(
        doc=DocumentId(doc),
        quote=Quote(start, start + 5, "words"),
        on=Edtf(on) if on else None,
        **fields,
    )
    return NoteEntry(
        note=note,
        published=Edtf(published) if published else None,
        recorded_at=RECORDED_AT,
        publisher=publisher,
        origin=origin,
        is_withdrawn=withdrawn,
    )


VELM, ORSK = {"place": "Velm"}, {"place": "Orsk"}
SIDES, AHEAD = {"participants": BOTH}, {"is_expected": True}
TWO, THREE = {"doc": "two"}, {"doc": "three"}

# what was told -> rounds as "status date place notes", in their order
CASES = {
    "one note is one round": ([("2031-03-09", {**VELM})], "held 2031-03-09 Velm n1"),
    "one day and place told twice is one": (
        [("2031-03-09", {**VELM}), ("2031-03-09", {**VELM, **TWO})],
        "held 2031-03-09 Velm n1 n2",
    ),
    "days that exclude each other part": (
        [("2031-03-09", {**VELM}), ("2031-03-10", {**VELM, **TWO})],
        "held 2031-03-09 Velm n1; held 2031-03-10 Velm n2",
    ),
    "places that differ part": (
        [("2031-03-09", {**VELM, **SIDES}), ("2031-03-09", {**ORSK, **SIDES, **TWO})],
        "held 2031-03-09 Orsk n2; held 2031-03-09 Velm n1",
    ),
    "sides that do not overlap part": (
        [("2031-03-09", {"participants": ("norland",)}), ("2031-03-09", {"participants": ("sudmark",), **TWO})],
        "held 2031-03-09 - n1; held 2031-03-09 - n2",
    ),
    "two bilateral meetings of different pairs part": (
        [
            ("2031-03-09", {**VELM, **SIDES, "format": Format.BILATERAL}),
            ("2031-03-09", {**VELM, "participants": ("norland", "league"), "format": Format.BILATERAL, **TWO}),
        ],
        "held 2031-03-09 Velm n1; held 2031-03-09 Velm n2",
    ),
    "the narrowest date is the round's": (
        [("2031-03", {**VELM}), ("2031-03-09", {**VELM, **TWO})],
        "held 2031-03-09 Velm n1 n2",
    ),
    "a building in the town is the town": (
        [
            ("2031-03-09", {"place": "Palace of Velm"}),
            ("2031-03-09", {**VELM, **TWO}),
            ("2031-03-09", {**VELM, **THREE}),
        ],
        "held 2031-03-09 Velm n1 n2 n3",
    ),
    "an announcement and its meeting are one": (
        [
            ("2031-03-09", {**VELM, **AHEAD, "published": "2031-03-04"}),
            ("2031-03-09", {**VELM, **TWO}),
        ],
        "held 2031-03-09 Velm n1 n2",
    ),
    "what lies ahead is announced": (
        [("2031-03-16", {**VELM, **AHEAD})],
        "announced 2031-03-16 Velm n1",
    ),
    "what is over and nobody tells of is unconfirmed": (
        [("2031-03-09", {**VELM, **AHEAD, "published": "2031-03-04"}), (None, {**ORSK, **TWO})],
        "unconfirmed 2031-03-09 Velm n1; held - Orsk n2",
    ),
    "a month that is not over is still announced": (
        [("2031-03", {**VELM, **AHEAD})],
        "announced 2031-03 Velm n1",
    ),
    "called off is cancelled": (
        [
            ("2031-03-16", {**VELM, **AHEAD, "published": "2031-03-04"}),
            ("2031-03-16", {**VELM, **AHEAD, "outcome": CANCELLED, **TWO}),
        ],
        "cancelled 2031-03-16 Velm n1 n2",
    ),
    "told as held it was held, whatever was told before": (
        [
            ("2031-03-09", {**VELM, **AHEAD, "outcome": CANCELLED, "published": "2031-03-08"}),
            ("2031-03-09", {**VELM, **TWO}),
        ],
        "held 2031-03-09 Velm n1 n2",
    ),
    "a meeting without a day joins one near its report": (
        [("2031-03-09", {**VELM}), (None, {**VELM, **TWO})],
        "held 2031-03-09 Velm n1 n2",
    ),
    "a meeting without a day joins none long before its report": (
        [("2031-01-09", {**VELM, "published": "2031-01-10"}), (None, {**VELM, **TWO})],
        "held 2031-01-09 Velm n1; held - Velm n2",
    ),
    "one shared side without a day is too little": (
        [("2031-03-09", {"participants": ("norland",)}), (None, {"participants": ("norland",), **TWO})],
        "held 2031-03-09 - n1; held - - n2",
    ),
    "an approximate date reaches three days": (
        [("2031-03-06~", {**SIDES, **AHEAD, "published": "2031-02-20"}), ("2031-03-09", {**SIDES, **TWO})],
        "held 2031-03-09 - n1 n2",
    ),
    "the delegations' meeting is the one of that day": (
        [("2031-03-09", {}), ("2031-03-09", {**VELM, **TWO})],
        "held 2031-03-09 Velm n1 n2",
    ),
    "the delegations' meeting is neither of two": (
        [("2031-03-09", {}), ("2031-03-09", {**VELM, **TWO}), ("2031-03-09", {**ORSK, **THREE})],
        "held 2031-03-09 Orsk n3; held 2031-03-09 - n1; held 2031-03-09 Velm n2",
    ),
    "a withdrawn note counts no more": (
        [("2031-03-09", {**VELM, "is_withdrawn": True})],
        "",
    ),
    "undated rounds come last": (
        [(None, {**VELM}), ("2031-03-16", {**ORSK, **AHEAD})],
        "announced 2031-03-16 Orsk n2; held - Velm n1",
    ),
}  # fmt: skip


def lines(found: tuple[Round, ...], entries: list[NoteEntry]) -> list[str]:
    """Each round in one line, its notes in the order in which the case tells them."""
    names = {entry.id: f"n{number}" for number, entry in enumerate(entries, start=1)}
    return [
        f"{each.status.value} {each.on or '-'} {each.place or '-'} {' '.join(sorted(names[one] for one in each.notes))}"
        for each in found
    ]


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_rounds_worked_out_by_hand(case):
    """The table is the rule; see docs/methods/rounds.md for the words of it."""
    notes, expected = CASES[case]
    entries = [told(on, **fields) for on, fields in notes]
    found = lines(rounds(entries, FRAME), entries)
    assert sorted(found) == sorted(filter(None, expected.split("; ")))
    assert [line.split()[1] for line in found] == [line.split()[1] for line in filter(None, expected.split("; "))]


def test_the_sides_the_people_and_the_mediator_come_together():
    """Everybody told of takes part, in the dossier's order; the mediator sits apart; a surname is no second person."""
    first = told("2031-03-09", place="Velm", participants=("sudmark", "league"), people=("Brandt",))
    second = told("2031-03-09", place="Velm", participants=BOTH, mediator="league", people=("Emil Brandt",), doc="two")
    [found] = rounds([first, second], FRAME)
    assert (found.participants, found.mediator, found.people) == (BOTH, "league", ("Emil Brandt",))


def test_each_side_tells_its_own_outcome():
    """Parties first, in the dossier's order, then the authors; the same words by one teller are one."""
    entries = [
        told("2031-03-09", place="Velm", outcome="without a breakthrough"),
        told("2031-03-09", place="Velm", outcome="a waste of time", told_by="sudmark", start=10),
        told("2031-03-09", place="Velm", outcome="productive", told_by="norland", start=20),
        told("2031-03-09", place="Velm", outcome="Productive", told_by="norland", doc="two"),
    ]
    [found] = rounds(entries, FRAME)
    assert [(each.told_by, each.words.casefold(), len(each.notes)) for each in found.outcomes] == [
        ("norland", "productive", 2),
        ("sudmark", "a waste of time", 1),
        (None, "without a breakthrough", 1),
    ]


def test_differing_dates_are_listed_beside_the_narrowest():
    """A vaguer report keeps its date."""
    entries = [told("2031-03", place="Velm"), told("2031-03-09", place="Velm", doc="two")]
    [found] = rounds(entries, FRAME)
    assert (found.on, found.other_dates) == (Edtf("2031-03-09"), (Edtf("2031-03"),))


def test_a_copy_of_a_known_origin_raises_no_count():
    """Two outlets that print one text, or cite one teller, are one origin."""
    first = told("2031-03-09", place="Velm", publisher="The Sound")
    copy = told("2031-03-09", place="Velm", publisher="Other", origin="The Sound", doc="two")
    cited = told("2031-03-09", place="Velm", publisher="Third", reported_by=("the Sound",), doc="three")
    own = told("2031-03-09", place="Velm", publisher="Fourth", doc="four")
    assert [each.n_origins for each in rounds([first, copy, cited], FRAME)] == [1]
    assert [each.n_origins for each in rounds([first, copy, cited, own], FRAME)] == [2]


def test_the_day_asked_for_decides_what_is_still_to_come():
    """As of an earlier day it is announced, as of a later one unconfirmed."""
    entry = told("2031-03-16", place="Velm", is_expected=True)
    assert rounds([entry], FRAME, date(2031, 3, 16))[0].status is RoundStatus.ANNOUNCED
    assert rounds([entry], FRAME, date(2031, 3, 17))[0].status is RoundStatus.UNCONFIRMED
    assert rounds([entry], FRAME, date(2031, 3, 1)) == ()


def test_of_equally_narrow_dates_the_one_told_as_held_stands():
    """What was announced gives way to what is told of the meeting itself."""
    announced = told("2031-03-09/2031-03-10", place="Velm", is_expected=True)
    held = told("2031-03-10/2031-03-11", place="Velm", doc="two")
    [found] = rounds([announced, held], FRAME)
    assert (found.on, found.other_dates) == (Edtf("2031-03-10/2031-03-11"), (Edtf("2031-03-09/2031-03-10"),))


def test_notes_of_other_things_tell_of_no_round():
    """A hurdle is no meeting, but its document's day is one on which things were known."""
    hurdle = HurdleNote(
        doc=DocumentId("h"), quote=Quote(0, 1, "x"), party=PartyId("norland"), hurdle=HurdleKind.ELECTION
    )
    late = NoteEntry(note=hurdle, published=Edtf("2031-05-01"), recorded_at=RECORDED_AT)
    [found] = rounds([told("2031-03-16", place="Velm", is_expected=True), late], FRAME)
    assert found.status is RoundStatus.UNCONFIRMED


def test_a_round_keeps_its_id_when_more_is_told():
    """It is called after the note that told of it first."""
    first = told("2031-03", place="Velm", published="2031-03-04")
    later = told("2031-03-09", place="Velm", doc="two")
    assert rounds([first], FRAME)[0].id == rounds([first, later], FRAME)[0].id == first.id
    found = rounds([first, later], FRAME)[0]
    assert (found.first_told, found.last_told) == (Edtf("2031-03-04"), Edtf("2031-03-11"))


def test_places_are_one_where_one_name_holds_the_other():
    """Whole words are compared, without case and article."""
    assert same_place("the Palace of Velm", "velm")
    assert not same_place("Velmburg", "Velm")


NOTES = st.lists(
    st.builds(
        told,
        st.sampled_from([None, "2031-03-09", "2031-03-10", "2031-03-09/2031-03-12", "2031-03", "2031-03-11~"]),
        published=st.sampled_from([None, "2031-03-01", "2031-03-11", "2031-04-02"]),
        doc=st.sampled_from(["one", "two", "three", "four"]),
        start=st.integers(0, 9),
        place=st.sampled_from([None, "Velm", "Palace of Velm", "Orsk"]),
        participants=st.sampled_from([(), ("norland",), BOTH, ("sudmark", "league")]),
        mediator=st.sampled_from([None, "league"]),
        format=st.sampled_from([None, Format.BILATERAL]),
        is_expected=st.booleans(),
        outcome=st.sampled_from([None, "productive", CANCELLED]),
        told_by=st.sampled_from([None, "norland"]),
    ),
    max_size=9,
    unique_by=lambda entry: (entry.note.doc, entry.note.quote.start),
)


@given(NOTES, st.randoms(use_true_random=False))
def test_the_order_of_notes_does_not_matter(entries, random):
    """Rounds are a function of the set of notes, and one of them twice is one."""
    assert rounds(random.sample(entries, len(entries)) + entries, FRAME) == rounds(entries, FRAME)


@given(NOTES)
def test_every_note_is_in_one_round_and_no_two_places_or_days_are_joined(entries):
    """Nothing is lost or told twice; what excludes each other stays apart."""
    found = rounds(entries, FRAME)
    assert sorted(note for each in found for note in each.notes) == sorted(entry.id for entry in entries)
    notes = {entry.id: entry.note for entry in entries}
    for each in found:
        places = {notes[one].place for one in each.notes} - {None}
        days = {notes[one].on.text for one in each.notes if notes[one].on is not None and notes[one].on.is_day}
        assert not ("Orsk" in places and len(places) > 1)
        assert len(days - {"2031-03-11~"}) <= 1


@given(NOTES, NOTES, st.sampled_from([date(2031, 3, 5), date(2031, 3, 20)]))
def test_what_is_told_later_never_changes_an_earlier_day(entries, more, as_of):
    """As of a day, notes of documents that were certainly published after it make no difference."""
    known = {entry.id for entry in entries}
    later = [entry for entry in more if entry.published and not entry.published.may_be_by(as_of)]
    later = [entry for entry in later if entry.id not in known]
    assert rounds([*entries, *later], FRAME, as_of) == rounds(entries, FRAME, as_of)


@given(NOTES)
def test_relabelling_parties_relabels_rounds(entries):
    """No rule knows a party's name."""
    names = {"norland": "z", "sudmark": "a", "league": "m"}
    frame = replace(FRAME, parties=tuple(replace(each, id=names[each.id]) for each in FRAME.parties))

    def renamed(entry: NoteEntry) -> NoteEntry:
        note = entry.note
        return replace(
            entry,
            note=replace(
                note,
                participants=tuple(names[each] for each in note.participants),
                mediator=names.get(note.mediator),
                told_by=names.get(note.told_by),
            ),
        )

    def shape(found: tuple[Round, ...]) -> list[object]:
        return sorted((str(each.on), str(each.place), each.status, len(each.notes), each.n_origins) for each in found)

    assert shape(rounds([renamed(entry) for entry in entries], frame)) == shape(rounds(entries, FRAME))


@given(NOTES)
def test_every_round_has_a_form_in_json(entries):
    """What a command prints for machines."""
    assert len(to_wire(rounds(entries, FRAME))) == len(rounds(entries, FRAME))


def test_that_a_meeting_was_put_off_is_no_outcome_of_the_one_that_was_held():
    """It is told of the meeting as long as nobody tells that it was held on the new day."""
    off = told("2031-03-20", place="Velm", is_expected=True, outcome="postponed")
    held = told("2031-03-20", place="Velm", published="2031-03-21", doc="doc-b", outcome="productive")
    (announced,) = rounds([off], FRAME)
    assert [each.words for each in announced.outcomes] == ["postponed"]
    (met,) = rounds([off, held], FRAME)
    assert met.status == "held"
    assert [each.words for each in met.outcomes] == ["productive"]
