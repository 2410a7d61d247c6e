"""Hurdles at home, by a table worked by hand. Notes of a case are called n1, n2, ... in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.ratification import Hurdle, ratification
from detente.model import (
    DocumentId,
    Dossier,
    Edtf,
    HurdleKind,
    HurdleNote,
    InstrumentNote,
    Issue,
    IssueId,
    NoteEntry,
    Option,
    OptionId,
    Party,
    PartyId,
    PartyKind,
    Quote,
)

RECORDED_AT = datetime(2031, 6, 1, tzinfo=UTC)
FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(Party(id=PartyId(name), name=name.title(), kind=PartyKind.STATE) for name in ("norland", "sudmark")),
    issues=(
        Issue(id=IssueId("passage"), name="Passage", options=(Option(id=OptionId("free"), name="Free"),)),
        Issue(id=IssueId("fees"), name="Fees"),
    ),
)


def note(
    day: str | None,
    hurdle: str = "parliament",
    *,
    party: str = "norland",
    issue: str | None = None,
    option: str | None = None,
    is_expected: bool = True,
    doc: str = "doc-a",
    start: int = 0,
    publisher: str | None = "Coastal Wire",
    origin: str | None = None,
    is_withdrawn: bool = False,
    on: str | None = None,
) -> NoteEntry:
    """A hurdle as the ledger knows it."""
    return NoteEntry(
        note=HurdleNote(
            doc=DocumentId(doc),
            quote=Quote(start, start + 5, "words"),
            party=PartyId(party),
            hurdle=HurdleKind(hurdle),
            issue=IssueId(issue) if issue else None,
            option=OptionId(option) if option else None,
            is_expected=is_expected,
            on=Edtf(on) if on else None,
        ),
        published=Edtf(day) if day else None,
        recorded_at=RECORDED_AT,
        publisher=publisher,
        origin=origin,
        is_withdrawn=is_withdrawn,
    )


# notes -> "party kind touched / first told, last told / origins / notes, newest first", each with "!" if there already
CASES = {
    "one note": (
        [note("2031-03-01")],
        "norland parliament - / 2031-03-01 2031-03-01 / 1 / n1",
    ),
    "two notes of one kind are one hurdle, the newest first": (
        [note("2031-03-01"), note("2031-04-01", doc="doc-b")],
        "norland parliament - / 2031-03-01 2031-04-01 / 1 / n2 n1",
    ),
    "kinds are told apart, in their order": (
        [note("2031-03-01", "opinion"), note("2031-03-01", "constitution")],
        "norland constitution - / 2031-03-01 2031-03-01 / 1 / n2; norland opinion - / 2031-03-01 2031-03-01 / 1 / n1",
    ),
    "parties stand in the dossier's order": (
        [note("2031-03-01", party="sudmark"), note("2031-03-01")],
        "norland parliament - / 2031-03-01 2031-03-01 / 1 / n2; sudmark parliament - / 2031-03-01 2031-03-01 / 1 / n1",
    ),
    "what it touches stands in the dossier's order, an issue before its options": (
        [
            note("2031-03-01", issue="fees"),
            note("2031-03-02", issue="passage", option="free", start=10),
            note("2031-03-03", issue="passage", start=20),
        ],
        "norland parliament passage passage.free fees / 2031-03-01 2031-03-03 / 1 / n3 n2 n1",
    ),
    "an issue that the dossier lacks is not told": (
        [note("2031-03-01", issue="gone")],
        "norland parliament - / 2031-03-01 2031-03-01 / 1 / n1",
    ),
    "a party that the dossier lacks has no hurdle": (
        [note("2031-03-01", party="ostmark")],
        "",
    ),
    "told once as there already, it is there": (
        [note("2031-03-01", is_expected=False), note("2031-04-01", doc="doc-b")],
        "norland parliament! - / 2031-03-01 2031-04-01 / 1 / n2 n1",
    ),
    "two publishers are two origins": (
        [note("2031-03-01"), note("2031-03-02", doc="doc-b", publisher="The Sound")],
        "norland parliament - / 2031-03-01 2031-03-02 / 2 / n2 n1",
    ),
    "a copy is of its origin": (
        [note("2031-03-01"), note("2031-03-02", doc="doc-b", publisher="The Sound", origin="coastal  wire")],
        "norland parliament - / 2031-03-01 2031-03-02 / 1 / n2 n1",
    ),
    "documents without a publisher stand for themselves": (
        [note("2031-03-01", publisher=None), note("2031-03-02", doc="doc-b", publisher=None)],
        "norland parliament - / 2031-03-01 2031-03-02 / 2 / n2 n1",
    ),
    "what was withdrawn does not count": (
        [note("2031-03-01", is_withdrawn=True)],
        "",
    ),
    "without a date it stands last": (
        [note(None), note("2031-03-01", doc="doc-b")],
        "norland parliament - / 2031-03-01 2031-03-01 / 1 / n2 n1",
    ),
    "a month is later than its earlier days only if it begins later": (
        [note("2031-03"), note("2031-03-02", doc="doc-b")],
        "norland parliament - / 2031-03 2031-03-02 / 1 / n2 n1",
    ),
    "no date at all": (
        [note(None)],
        "norland parliament - / None None / 1 / n1",
    ),
}


def told(found: tuple[Hurdle, ...], notes: list[NoteEntry]) -> str:
    """The hurdles in the words of the table."""
    names = {each.id: f"n{number}" for number, each in enumerate(notes, 1)}
    return "; ".join(
        f"{each.party} {each.kind.value}{'' if each.is_expected else '!'} "
        f"{' '.join(one.issue + (f'.{one.option}' if one.option else '') for one in each.touches) or '-'} / "
        f"{each.first_told} {each.last_told} / {each.n_origins} / {' '.join(names[one] for one in each.notes)}"
        for each in found
    )


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_hurdles_worked_out_by_hand(case):
    """The table is the rule; see docs/methods/ratification.md for the words of it."""
    notes, expected = CASES[case]
    assert told(ratification(notes, [], FRAME), notes) == expected


def test_a_partys_own_statement_tells_the_hurdle_where_the_quotes_overlap(say):
    """Of the same party, in the same document, sharing a character; rejected statements take no part."""
    own = say("2031-03-01", "reject", party="norland", start=3)
    say("2031-03-01", "reject", party="norland", start=5)
    others = [
        say("2031-03-01", "reject", party="norland", start=5),
        say("2031-03-01", "reject", party="sudmark", start=3),
        say("2031-03-01", "reject", party="norland", start=3, doc="doc-b"),
        say("2031-03-01", "reject", party="norland", start=3, status="rejected"),
    ]
    [hurdle] = ratification([note("2031-03-01")], [own, *others], FRAME)
    assert hurdle.statements == (own.id,)


def test_the_newest_words_and_the_newest_told_day_are_shown():
    """An older day stays where the newest note tells none."""
    [hurdle] = ratification(
        [note("2031-03-01", on="2031-09"), note("2031-04-01", doc="doc-b"), note(None, doc="doc-c", on="2030")],
        [],
        FRAME,
    )
    assert (str(hurdle.on), len(hurdle.notes)) == ("2031-09", 3)


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2031, 3, 20), (True, False, None, "2031-03-22")),
        (date(2031, 3, 23), (True, True, None, "2031-03-22")),
        (date(2031, 5, 5), (True, False, "2031-03-24", "2031-05-12")),
        (date(2031, 5, 13), (False, False, None, "2031-03-23")),
    ],
)
def test_a_vote_announced_is_ahead_until_its_day_is_over(as_of, expected):
    """Then nothing tells what came of it, unless a note does; one announced anew is ahead again."""
    notes = [
        note("2031-03-10", "referendum", on="2031-03-22"),
        note("2031-03-24", "referendum", on="2031-03-23", is_expected=False, doc="doc-b"),
        note("2031-05-01", "referendum", on="2031-05-12", doc="doc-c"),
    ]
    (found,) = ratification([each for each in notes if each.by(as_of)], [], FRAME, as_of)
    there = found.told_there and str(found.told_there)
    assert (found.is_expected, found.is_overdue, there, str(found.on)) == expected


def test_notes_of_another_kind_take_no_part():
    """An instrument is no hurdle."""
    other = InstrumentNote(doc=DocumentId("doc-a"), quote=Quote(0, 5, "words"), named="the draft")
    entry = NoteEntry(note=other, published=None, recorded_at=RECORDED_AT)
    assert ratification([entry], [], FRAME) == ()


DAYS = st.integers(0, 90).map(lambda offset: date(2031, 1, 1) + timedelta(days=offset))
NOTES = st.lists(
    st.builds(
        note,
        st.one_of(st.none(), DAYS.map(date.isoformat)),
        st.sampled_from(HurdleKind).map(str),
        party=st.sampled_from(["norland", "sudmark"]),
        issue=st.sampled_from([None, "passage", "fees"]),
        doc=st.sampled_from(["doc-a", "doc-b"]),
        start=st.integers(0, 3),
        publisher=st.sampled_from([None, "Coastal Wire", "The Sound"]),
    ),
    max_size=10,
    unique_by=lambda each: each.id,
)


@given(NOTES, st.randoms(use_true_random=False))
def test_the_order_of_notes_does_not_matter(notes, random):
    """Hurdles are a function of the set of notes, and one of them twice is one."""
    shuffled = random.sample(notes, len(notes))
    assert ratification(shuffled + notes, [], FRAME) == ratification(notes, [], FRAME)


@given(NOTES, NOTES, DAYS)
def test_what_is_told_later_never_changes_an_earlier_day(notes, more, as_of):
    """As of a day, notes that were certainly told after it make no difference."""
    later = [replace(each, note=replace(each.note, doc=DocumentId("later"))) for each in more]
    later = [each for each in later if each.by(as_of) is None]
    alone = [each for each in notes if each.by(as_of) is not None]
    seen = [each for each in [*alone, *later] if each.by(as_of) is not None]
    assert ratification(seen, [], FRAME) == ratification(alone, [], FRAME)


@given(NOTES)
def test_a_copy_of_a_known_origin_raises_no_count_of_origins(notes):
    """Each hurdle keeps its number of origins when all of it is printed once more from the same source."""
    copies = [
        replace(
            each,
            note=replace(each.note, doc=DocumentId(f"{each.note.doc}-copy")),
            origin=each.publisher or f"document {each.note.doc}",
            publisher="Another",
        )
        for each in notes
    ]
    before, after = (ratification(each, [], FRAME) for each in (notes, [*notes, *copies]))
    assert [each.n_origins for each in after] == [each.n_origins for each in before]


@given(NOTES)
def test_relabelling_parties_relabels_hurdles(notes):
    """No rule knows a party's name."""
    names = {PartyId("norland"): PartyId("z"), PartyId("sudmark"): PartyId("a")}
    frame = replace(FRAME, parties=tuple(replace(each, id=names[each.id]) for each in FRAME.parties))
    renamed = [replace(each, note=replace(each.note, party=names[each.note.party])) for each in notes]

    def counted(found: tuple[Hurdle, ...]) -> list[tuple[object, ...]]:
        return [(each.party, each.kind, each.n_origins, len(each.notes)) for each in found]

    expected = [(names[party], *rest) for party, *rest in counted(ratification(notes, [], FRAME))]
    assert counted(ratification(renamed, [], frame)) == expected
