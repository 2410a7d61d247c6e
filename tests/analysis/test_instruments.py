"""Instruments, by a table worked by hand. Notes of a case are called 1, 2, ... in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.analysis.instruments import instruments
from detente.model import (
    DocumentId,
    Dossier,
    Edtf,
    Instrument,
    InstrumentNote,
    Issue,
    IssueId,
    NoteEntry,
    Party,
    PartyId,
    PartyKind,
    Quote,
    Stage,
    Step,
)

KINDS = {"norland": PartyKind.STATE, "sudmark": PartyKind.STATE, "league": PartyKind.MEDIATOR}
FRAME = Dossier(
    id="d",
    title="D",
    parties=tuple(Party(id=PartyId(name), name=name.title(), kind=kind) for name, kind in KINDS.items()),
    issues=tuple(Issue(id=IssueId(name), name=name.title()) for name in ("passage", "fees")),
    instruments=(Instrument(id="harbour", name="Harbour paper"),),
)
RECORDED_AT = datetime(2031, 6, 1, tzinfo=UTC)


def note(number: int, step: str, *, published: str | None = "2031-03-10", **fields: object) -> NoteEntry:
    """A note with the fields that adding up looks at."""
    own = {"instrument": "harbour", "named": "Harbour paper", "doc": "doc-a", **fields}
    about = {key: own.pop(key) for key in ("publisher", "origin", "is_withdrawn") if key in own}
    own["on"] = Edtf(str(own["on"])) if own.get("on") else None
    told = InstrumentNote(quote=Quote(number, number + 5, "words"), step=Step(step), **own)
    return NoteEntry(note=told, published=Edtf(published) if published else None, recorded_at=RECORDED_AT, **about)


N, S, L = {"by": "norland"}, {"by": "sudmark"}, {"by": "league"}
DRAFT, TO_S, TO_N = ("draft", N), ("hand_over", {**N, "to": "sudmark"}), ("hand_over", {"to": "norland"})

# what was told -> the stage, what the next one needs, and whether it is contested
CASES = {
    "nothing told": ([], "None: ()"),
    "a name alone": ([("mention", {})], "mentioned: ('a text',)"),
    "a draft": ([DRAFT], "drafted: ('that it is handed over',)"),
    "handed over, nothing heard": ([DRAFT, TO_S], "handed_over: ('a reaction of Sudmark',)"),
    "a welcome is no acceptance": (
        [DRAFT, TO_S, ("welcome", S)],
        "handed_over: ('acceptance by Sudmark',)",
    ),
    "under review": ([DRAFT, TO_S, ("review", S)], "under_review: ('a reaction of Sudmark',)"),
    "amended": ([DRAFT, TO_S, ("amend", S), ("criticise", S)], "amended: ('acceptance by Sudmark',)"),
    "agreed by its authors is a draft": (
        [("agree", N), ("agree", L), ("hand_over", {"to": "sudmark"})],
        "handed_over: ('a reaction of Sudmark',)",
    ),
    "agreed by all concerned": (
        [("agree", N), ("agree", S)],
        "agreed: ('signature by Norland', 'signature by Sudmark')",
    ),
    "accepted by who got it": (
        [DRAFT, TO_S, ("accept", S)],
        "agreed: ('signature by Norland', 'signature by Sudmark')",
    ),
    "one agreement alone is none": ([("agree", N)], "drafted: ('that it is handed over',)"),
    "agreed by whom is not told": ([("agree", {})], "agreed: ('signature',)"),
    "a mediator's paper needs no mediator": (
        [("draft", L), TO_N, ("hand_over", {"to": "sudmark"}), ("accept", N), ("accept", S)],
        "agreed: ('signature by Norland', 'signature by Sudmark')",
    ),
    "one signature is not enough": (
        [("agree", N), ("agree", S), ("sign", N)],
        "agreed: ('signature by Sudmark',)",
    ),
    "signed by all": (
        [("sign", N), ("sign", S)],
        "signed: ('ratification by Norland', 'ratification by Sudmark')",
    ),
    "ratified by one": (
        [("sign", N), ("sign", S), ("ratify", S)],
        "signed: ('ratification by Norland',)",
    ),
    "in force": ([("enter_into_force", {})], "in_force: ()"),
    "what is only planned was not done": (
        [DRAFT, ("sign", {**N, "is_expected": True}), ("sign", {**S, "is_expected": True})],
        "drafted: ('that it is handed over',)",
    ),
    "told as agreed and refused since": (
        [("agree", {}), ("refuse", {**S, "published": "2031-03-12"})],
        "agreed: ('signature by Sudmark',) contested",
    ),
    "a refusal undoes an acceptance": (
        [DRAFT, TO_S, ("accept", S), ("refuse", {**S, "published": "2031-03-12"})],
        "handed_over: ('acceptance by Sudmark',)",
    ),
    "dead": ([DRAFT, ("abandon", N)], "dead: ()"),
    "dead and yet handed over later": (
        [("abandon", N), ("hand_over", {"to": "sudmark", "published": "2031-04-02"})],
        "dead: () contested",
    ),
    "withdrawn notes do not count": ([DRAFT, ("sign", {"is_withdrawn": True})], "drafted: ('that it is handed over',)"),
}


def history(said: list[tuple[str, dict[str, object]]], as_of: date | None = None):
    """What is known of the dossier's instrument."""
    notes = [note(number, step, **fields) for number, (step, fields) in enumerate(said)]
    return instruments(notes, FRAME, as_of)[0]


@pytest.mark.parametrize("case", CASES)
def test_each_case_has_the_stage_worked_out_by_hand(case):
    """The table is the rule; see docs/methods/instruments.md for the words of it."""
    said, expected = CASES[case]
    found = history(said)
    assert f"{found.stage}: {found.next_needs}{' contested' if found.is_contested else ''}" == expected


def test_a_vague_date_makes_a_stage_possible_and_not_certain():
    """In the middle of the month a step told of the month may lie ahead."""
    said = [("draft", {**N, "on": "2031-01-05"}), ("hand_over", {"to": "sudmark", "on": "2031-03"})]
    found = history([(step, {**fields, "published": "2031-03-10"}) for step, fields in said], date(2031, 3, 15))
    assert (found.stage, found.possible_stage) == ("drafted", "handed_over")
    assert history(said, date(2031, 3, 31)).stage == "handed_over"


def test_notes_that_do_not_speak_against_each_other_tell_of_one_handing():
    """Carrier, channel and day come from whoever tells them; another recipient is another hand-over."""
    found = history(
        [
            ("hand_over", {"to": "sudmark", "on": "2031-03"}),
            ("hand_over", {"carrier": "Anna Berg", "is_official": False, "doc": "b", "publisher": "The Sound"}),
            ("hand_over", {"to": "sudmark", "by": "norland", "on": "2031-03-02", "doc": "c"}),
            ("hand_over", {"to": "league", "on": "2031-03-05"}),
        ]
    )
    first, second = found.passings
    assert (first.sender, first.to, first.carriers, first.is_official) == ("norland", "sudmark", ("Anna Berg",), False)
    assert (first.on, len(first.told_by), len(first.notes)) == (Edtf("2031-03-02"), 3, 3)
    assert (second.to, second.on) == ("league", Edtf("2031-03-05"))


def test_a_stage_that_one_party_alone_tells_is_its_claim():
    """One side's account of a common agreement is told under its name, until somebody else tells it too."""
    said = [("agree", {**N, "reported_by": ("Norland",)}), ("agree", {**S, "reported_by": ("Norland",)})]
    assert history(said).claimed_by == "norland"
    assert history([*said, ("agree", {**S, "doc": "b"})]).claimed_by is None


def test_each_signature_stands_on_the_way_before_all_have_signed():
    """With its day and its notes, also where the others have not signed; one that is announced stands apart."""
    told = [
        note(1, "draft", **N),
        note(2, "sign", **N, on="2031-03-04"),
        note(3, "sign", **N, on="2031-03-05", doc="doc-b"),
        note(4, "sign", **S, is_expected=True, on="2031-04-01"),
    ]
    [found] = instruments(told, FRAME)
    assert found.stage is not Stage.SIGNED
    assert [(one.party, one.step, one.is_expected, str(one.on), len(one.notes)) for one in found.takings] == [
        ("norland", Step.SIGN, False, "2031-03-04", 2),
        ("sudmark", Step.SIGN, True, "2031-04-01", 1),
    ]


def test_who_got_it_could_know_it_before_it_was_published():
    """The day of the hand-over counts; for the others the day of the first report."""
    found = history([("draft", {**N, "on": "2031-01-05"}), ("hand_over", {"to": "sudmark", "on": "2031-02-02"})])
    norland, sudmark = found.knowers
    assert (norland.since, norland.how) == (Edtf("2031-01-05"), "it wrote it")
    assert (sudmark.since, sudmark.how) == (Edtf("2031-02-02"), "it got it")
    assert found.public_since == Edtf("2031-03-10")


def test_what_was_published_first_is_known_by_no_later_note():
    """Who took it up later could know it from its publication, for which no note of that party stands."""
    found = history([("provide", {}), ("welcome", {**S, "doc": "b", "published": "2031-04-01"})])
    [sudmark] = found.knowers
    assert (sudmark.since, sudmark.how, sudmark.notes) == (found.public_since, "it was published", ())


@pytest.mark.parametrize("told", [("mention", {}), ("hand_over", {"to": "sudmark", "is_expected": True})])
def test_a_paper_that_is_only_announced_is_known_to_nobody(told):
    """That the chair will circulate a text publishes none; the first report of the text itself does."""
    announced, there = told, ("provide", {"doc": "b", "published": "2031-04-01"})
    assert history([announced]).public_since is None
    assert history([announced, there]).public_since == Edtf("2031-04-01")


def test_a_document_that_is_not_for_everybody_publishes_nothing():
    """Who got the paper knows it from then; everybody from the first report that is published."""
    private = ("draft", {**N, "is_unpublished": True, "published": "2031-03-01"})
    report = ("accept", {**S, "published": "2031-04-01"})
    assert history([private]).public_since is None
    assert history([private, report]).public_since == Edtf("2031-04-01")


@pytest.mark.parametrize(
    ("later", "open_steps"),
    [
        ([], ["accept"]),
        ([("accept", {**S, "published": "2031-03-12"})], []),
        ([("refuse", {**S, "published": "2031-03-12"})], []),
        ([("accept", {**S, "published": "2031-03-01"})], ["accept"]),
        ([("accept", {**N, "published": "2031-03-12"})], ["accept"]),
        ([("welcome", {**S, "published": "2031-03-12"})], ["accept"]),
    ],
)
def test_what_was_announced_and_since_done_or_refused_is_no_longer_ahead(later, open_steps):
    """Its own party tells so, on that day or later."""
    found = history([("accept", {**S, "is_expected": True}), *later])
    assert [each.step.value for each in found.reactions if each.is_expected] == open_steps


@pytest.mark.parametrize(("as_of", "is_overdue"), [(date(2031, 3, 20), False), (date(2031, 3, 21), True)])
def test_what_was_due_on_a_day_that_is_over_is_overdue(as_of, is_overdue):
    """A reaction, a signature or a hand-over alike; a day without an end is never over."""
    ahead = {"is_expected": True, "on": "2031-03-20"}
    notes = [
        note(1, "accept", **S, **ahead),
        note(2, "sign", **S, **ahead),
        note(3, "hand_over", to="norland", **ahead),
    ]
    (found,) = instruments(notes, FRAME, as_of)
    told = [*found.reactions, *found.takings, *found.passings]
    assert [each.is_overdue for each in told] == [is_overdue] * 3


def test_an_announced_paper_is_dated_by_its_telling():
    """The day for which its hand-over is announced is not since when it is mentioned."""
    found = history([("hand_over", {"is_expected": True, "on": "2031-03-20"})])
    assert (found.stage, found.since, found.told_since) == (Stage.MENTIONED, None, Edtf("2031-03-10"))


def test_who_refuses_later_has_taken_nothing():
    """Norland and Sudmark sign; Sudmark refuses since, so Norland alone has signed; if it signs anew, it has."""
    signed = [DRAFT, TO_S, ("sign", N), ("sign", S)]
    refused = ("refuse", {**S, "published": "2031-03-12"})
    assert history(signed).taken_by == ((Step.SIGN, ("norland", "sudmark")),)
    assert history([*signed, refused]).taken_by == ((Step.SIGN, ("norland",)),)
    again = ("sign", {**S, "published": "2031-03-14"})
    assert history([*signed, refused, again]).taken_by == ((Step.SIGN, ("norland", "sudmark")),)


def test_reactions_stand_newest_first():
    """A party that welcomed and then criticised is told with both, the later first."""
    found = history([("welcome", S), ("criticise", {**S, "published": "2031-04-01"})])
    assert [each.step for each in found.reactions] == ["criticise", "welcome"]


def test_provisions_and_gaps_are_told_by_issue():
    """What several texts tell of one issue is one provision, with its origins counted."""
    found = history(
        [
            ("provide", {"issue": "fees", "publisher": "A"}),
            ("provide", {"issue": "fees", "publisher": "B", "doc": "b"}),
            ("lack", {"issue": "passage", **S}),
        ]
    )
    [provision], [gap] = found.provisions, found.wanting
    assert (provision.issue, provision.n_origins) == ("fees", 2)
    assert (gap.issue, gap.by) == ("passage", ("sudmark",))
    assert (provision.step, gap.step) == ("provide", "lack")


@pytest.mark.parametrize("issue", ["fees", None])
def test_what_is_missing_and_what_is_unsatisfactory_are_told_apart(issue):
    """A party that misses points and finds others badly worded says two things, whatever they are about."""
    found = history([(step, {**S, "issue": issue, "doc": doc}) for doc in "ab" for step in ("criticise", "lack")])
    assert [(each.step, len(each.notes)) for each in found.wanting] == [("lack", 2), ("criticise", 2)]
    assert [each.step for each in found.reactions] == ["criticise"]


def test_a_paper_that_only_texts_name_has_an_id_made_of_its_name():
    """A counted or proper name is one paper everywhere; a common noun means another in each document."""
    told = [
        note(1, "draft", instrument=None, named="12-point paper"),
        note(2, "draft", instrument=None, named="12-point paper", doc="b"),
        note(3, "draft", instrument=None, named="revised Lantern formula"),
        note(4, "draft", instrument=None, named="memorandum"),
        note(5, "draft", instrument=None, named="memorandum", doc="b"),
    ]
    found = {each.id: each for each in instruments(told, FRAME)[1:]}
    assert len(found) == 4
    assert len(found["12-point-paper"].notes) == 2
    assert found["lantern-formula"].versions == ("revised",)


DAYS = st.integers(0, 90).map(lambda offset: Edtf.day(date(2031, 1, 1) + timedelta(days=offset)))
PARTIES = st.sampled_from([None, *map(PartyId, KINDS)])
NOTES = st.lists(
    st.builds(
        NoteEntry,
        note=st.builds(
            InstrumentNote,
            doc=st.sampled_from(["doc-a", "doc-b"]).map(DocumentId),
            quote=st.integers(0, 9).map(lambda start: Quote(start, start + 5, "words")),
            on=st.one_of(st.none(), DAYS, st.just(Edtf("2031-02"))),
            is_expected=st.booleans(),
            reported_by=st.sampled_from([(), ("CNN",)]),
            named=st.just("Harbour paper"),
            instrument=st.just("harbour"),
            step=st.sampled_from(Step),
            by=PARTIES,
            to=PARTIES,
        ),
        published=st.one_of(st.none(), DAYS),
        recorded_at=st.just(RECORDED_AT),
        publisher=st.sampled_from([None, "The Sound"]),
    ),
    max_size=8,
    unique_by=lambda each: each.id,
)


@given(NOTES, st.randoms(use_true_random=False))
def test_the_order_of_notes_does_not_matter(notes, random):
    """A history is a function of the set of notes, and one of them twice is one."""
    unique = list({each.id: each for each in notes}.values())
    shuffled = random.sample(unique, len(unique))
    assert instruments(shuffled + unique, FRAME) == instruments(unique, FRAME)


@given(NOTES, NOTES, DAYS)
def test_what_is_told_later_never_changes_an_earlier_day(notes, more, day):
    """As of a day, notes published certainly after it make no difference."""
    known = {each.id for each in notes}
    later = [each for each in more if each.published and not each.published.may_be_by(day.latest)]
    later = [each for each in later if each.id not in known]
    assert instruments([*notes, *later], FRAME, day.latest) == instruments(notes, FRAME, day.latest)


@given(NOTES)
def test_a_copy_raises_no_count_of_origins(notes):
    """What the same origin tells again in another document is no further origin."""
    copies = [
        replace(each, note=replace(each.note, doc=DocumentId(f"{each.note.doc}-copy")), origin=each.publisher)
        for each in notes
        if each.publisher
    ]
    one, other = instruments(notes, FRAME)[0], instruments([*notes, *copies], FRAME)[0]
    assert one.n_origins == other.n_origins
    assert one.stage == other.stage


@given(NOTES)
def test_relabelling_parties_relabels_histories(notes):
    """No rule knows a party's name."""
    names = {PartyId(name): PartyId(f"z-{name}") for name in KINDS}
    frame = replace(FRAME, parties=tuple(replace(each, id=names[each.id]) for each in FRAME.parties))
    renamed = [
        replace(each, note=replace(each.note, by=names.get(each.note.by), to=names.get(each.note.to))) for each in notes
    ]
    one, other = instruments(notes, FRAME)[0], instruments(renamed, frame)[0]
    assert (one.stage, one.next_needs) == (other.stage, other.next_needs)
    assert tuple(names[party] for party in one.drafters) == other.drafters
