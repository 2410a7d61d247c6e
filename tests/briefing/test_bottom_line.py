"""What the bottom line begins with, what its verdicts rest on, and which movement comes first."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from detente.briefing import Length, to_html, to_markdown
from detente.model import Edtf, Firmness, OptionId, PartyId, PartyKind, Status, Step, Value


@pytest.fixture
def tell(record, make_statement, enter):
    """The record with statements instead of its own, each as (party, issue, act, day, fields)."""
    document = next(iter(record.documents.values()))
    words = document.text.split()

    def make(*said, confidence=0.9):
        entries = []
        for n, (party, issue, act, day, fields) in enumerate(said):
            own = {"said_on": Edtf(day), "firmness": Firmness.FIRM, "confidence": confidence} | fields
            entries.append(enter(make_statement(document, words[n], party, issue, act, **own), published=day))
        return replace(record, entries=tuple(entries))

    return make


FEES = [
    ("norland", "fees", "accept", "2031-03-05", {"value": Value(300, 300, "crowns")}),
    ("sudmark", "fees", "propose", "2031-03-20", {"value": Value(300, 300, "crowns")}),
]
PASSAGE = [
    ("norland", "passage", "demand", "2031-03-01", {"option": OptionId("piloted")}),
    ("sudmark", "passage", "reject", "2031-03-02", {"option": OptionId("piloted"), "firmness": Firmness.RED_LINE}),
]


@pytest.mark.parametrize("length", Length)
def test_the_bottom_line_begins_with_what_was_agreed(tell, length):
    """Before what blocks, red lines or not, and nowhere twice."""
    brief = tell(*PASSAGE, *FEES).brief(length)
    assert [each.issue for each in brief.body.agreed.issues] == ["Transit fees"]
    assert [each.issue for each in brief.body.bottom_line] == ["Passage"]
    assert next(iter(brief.body.lines)).anchor.startswith("bottom-fees")
    for text in (to_html(brief), to_markdown(brief)):
        assert (
            text.index("Agreed")
            < text.index("agreed between")
            < text.index("The rest")
            < text.index("(**red line**)" if "**" in text else "red line</span>)")
        )


def test_a_red_line_is_marked_behind_its_own_party_alone(tell):
    """Who refuses the same less firmly stands beside it, and not under its mark."""
    firm = ("norland", "passage", "reject", "2031-03-01", {"option": OptionId("free")})
    brief = tell(firm, PASSAGE[1]).brief()
    text, page = to_markdown(brief), " ".join(re.sub("<[^>]+>", "", to_html(brief)).split())
    assert "Sudmark (**red line**) rejects **Piloted passage**" in text
    assert "; Norland rejects **Free passage**" in text
    assert "Sudmark (red line) rejects Piloted passage" in page
    assert "Norland rejects Free passage" in page


@pytest.mark.parametrize(("since", "is_new"), [(date(2031, 3, 10), True), (date(2031, 3, 25), False)])
def test_what_was_agreed_before_the_day_asked_for_is_told_after_what_blocks(tell, since, is_new):
    """A period's brief begins only with what that period brought."""
    brief = tell(*PASSAGE, *FEES).brief(since=since)
    others = [each.issue for each in brief.body.bottom_line]
    assert others == (["Passage"] if is_new else ["Passage", "Transit fees"])
    assert ("Agreed since 10 March 2031" in to_markdown(brief)) is is_new
    assert (brief.body.agreed is not None) is is_new


def test_nothing_agreed_makes_no_heading(record):
    """The bottom line then has no groups."""
    brief = record.brief()
    assert brief.body.agreed is None
    assert "The rest" not in to_markdown(brief)


@pytest.fixture
def signed(whole):
    """The harbour paper signed by both on 20 March, as the wire tells it; or so only as one of them tells it."""

    def make(*tellers):
        handed = whole.notes[0]
        notes = tuple(
            replace(
                handed,
                note=replace(
                    handed.note, step=Step.SIGN, by=PartyId(party), to=None, on=Edtf("2031-03-20"), reported_by=tellers
                ),
            )
            for party in ("norland", "sudmark")
        )
        return replace(whole, notes=(*whole.notes, *notes))

    return make


@pytest.mark.parametrize(
    ("tellers", "since", "is_agreed"),
    [
        ((), None, True),
        ((), date(2031, 3, 11), True),
        ((), date(2031, 3, 21), False),
        (("Sudmark",), None, False),
    ],
)
def test_a_signed_draft_stands_among_what_was_agreed(signed, tellers, since, is_agreed):
    """Unless it was signed before the day asked for, or only one of its parties says so."""
    body = signed(*tellers).brief(since=since).body
    agreed = [each.head for each in body.agreed.drafts] if body.agreed else []
    assert (agreed, [each.head for each in body.bottom_drafts]) == (
        (["Harbour paper"], []) if is_agreed else ([], ["Harbour paper"])
    )


def _league_as_a_party(record, *more):
    """The League no mediator any more, and the parties' statements on the fees."""
    parties = tuple(replace(each, kind=PartyKind.STATE) for each in record.dossier.parties)
    return replace(record, dossier=replace(record.dossier, parties=parties), entries=(*record.entries, *more))


def test_a_verdict_that_rests_on_one_unsure_statement_says_so(tell):
    """With whose it is and the coder's mark; checked by an analyst, it says nothing of the kind."""
    unsure = ("league", "fees", "reject", "2031-03-06", {"value": Value(300, 300, "crowns"), "confidence": 0.48})
    found = _league_as_a_party(tell(*FEES, unsure))
    [fees] = found.brief().body.bottom_line
    doubt = "it rests on one unchecked statement of Maritime League, marked 0.48 of 1"
    assert fees.state.endswith(f"; unsure: {doubt}")
    assert found.entries[-1].id in fees.statements
    checked = replace(found, entries=(*found.entries[:-1], replace(found.entries[-1], status=Status.ACCEPTED)))
    assert "unsure" not in checked.brief().body.bottom_line[0].state


def test_a_verdict_is_told_of_a_pair_without_an_unsure_position_where_there_is_one(tell):
    """The state then stands without the unsure one, though that one stands wider apart."""
    fee = [
        (party, "fees", "demand", "2031-03-05", {"value": Value(crowns, crowns, "crowns")} | fields)
        for party, crowns, fields in (
            ("norland", 500, {}),
            ("sudmark", 300, {}),
            ("league", 0, {"confidence": 0.4}),
        )
    ]
    [sentence] = _league_as_a_party(tell(*fee)).brief().body.bottom_line
    assert sentence.state == "open between Norland and Sudmark: 22% of the scale apart"


def test_what_moved_most_comes_first(tell):
    """A red line given up before a nearer number, that before firmer words; an unsure change last."""
    found = tell(
        ("norland", "passage", "demand", "2031-03-01", {"option": OptionId("free"), "firmness": Firmness.FLEXIBLE}),
        ("norland", "passage", "demand", "2031-03-24", {"option": OptionId("free")}),
        ("norland", "fees", "demand", "2031-03-01", {"value": Value(500, 500, "crowns")}),
        ("norland", "fees", "demand", "2031-03-22", {"value": Value(450, 450, "crowns")}),
        ("sudmark", "fees", "demand", "2031-03-01", {"value": Value(100, 100, "crowns")}),
        ("sudmark", "passage", "reject", "2031-01-02", {"firmness": Firmness.RED_LINE}),
        ("sudmark", "passage", "accept", "2031-03-20", {"firmness": Firmness.FLEXIBLE}),
    )
    body = found.brief(since=date(2031, 3, 10)).body
    assert [(each.head, each.about) for each in body.movement.items] == [
        ("Sudmark", "on Passage"),
        ("Norland", "on Transit fees"),
        ("Norland", "on Passage"),
    ]
    doubted = [replace(one, statement=replace(one.statement, confidence=0.4)) for one in found.entries[-2:]]
    last = (
        replace(found, entries=(*found.entries[:-2], *doubted)).brief(since=date(2031, 3, 10)).body.movement.items[-1]
    )
    assert (last.head, last.about) == ("Sudmark", "on Passage")
    assert "Unsure: now stands on one statement alone, coded rather wrong than right (0.40 of 1)." in last.inferred
