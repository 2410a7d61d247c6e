"""The parts that are lists: what each tells, beside which words, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from detente.analysis import contests
from detente.briefing import Item, Length, Silence, to_html, to_markdown
from detente.briefing.confidence import level
from detente.briefing.limits import LIMITS
from detente.briefing.phrases import TITLES, confidence_words, further_words
from detente.model import Act, Edtf, Firmness, IndicatorKind, OptionId, Resolution, Status, Verdict


def items(brief, key):
    """The lines of a part."""
    part = brief.body.part(key)
    assert part is not None
    return part.items


def test_the_parts_stand_in_the_order_of_their_titles(whole):
    """In HTML and Markdown alike."""
    brief = whole.brief(Length.FULL, since=date(2031, 3, 11))
    keys = [part.key for part in brief.body.parts]
    assert keys == [key for key in TITLES if key in keys]
    html, markdown = to_html(brief), to_markdown(brief)
    for text, heading in ((html, ">{}</h2>"), (markdown, "## {}\n")):
        places = [text.index(heading.format(title)) for title in TITLES.values()]
        assert places == sorted(places)


def test_movement_is_told_only_where_a_day_was_asked_for(whole):
    """And then also that nothing moved."""
    assert whole.brief().body.movement is None
    moved = whole.brief(since=date(2031, 3, 11)).body.movement
    assert [(item.head, item.about) for item in moved.items] == [
        ("Sudmark", "on Passage"),
        ("Norland", "on Transit fees"),
    ]
    assert "What moved" in to_markdown(whole.brief(since=date(2031, 3, 11)))
    assert "No position changed." in to_markdown(whole.brief(since=date(2031, 3, 31)))


def test_a_contest_tells_both_sides_in_their_words(record):
    """Claim and denial, each quoted with its teller, beside what was found."""
    [contest] = items(record.brief(), "contests")
    assert [(told.label, told.quote) for told in contest.told] == [
        ("Claim", "would take pilots if the fee falls below 300 crowns"),
        ("Denial", "denied the report"),
    ]
    assert contest.mark == "told and denied"
    assert contest.ruling is None


def test_a_settled_contest_is_marked_with_verdict_reason_and_analyst(record):
    """What an analyst decided stands apart from what was found, and the upheld side is named."""
    [found] = contests(record.entries, record.dossier)
    denial = found.sides[1].statements[0]
    settled = Resolution(
        contest=found.key,
        statements=found.statements,
        verdict=Verdict.UPHELD,
        upheld=(denial,),
        reason="the palace published its letter",
        analyst="Ida",
        recorded_at=datetime(2031, 4, 2, tzinfo=UTC),
    )
    brief = replace(record, resolutions=(settled,)).brief()
    [contest] = items(brief, "contests")
    assert contest.mark == "settled"
    assert [told.label for told in contest.told] == ["Claim", "Denial, upheld"]
    for text in (to_html(brief), to_markdown(brief)):
        assert "An analyst, Ida, on 2 April 2031: settled: one side holds, because" in text
        assert "the palace published its letter" in text


def test_a_linkage_ties_two_issues_and_quotes_who_says_so(record):
    """The waiting issue, the one it waits for, and who makes it wait."""
    [link] = items(record.brief(), "linkages")
    assert link.head == "Passage only after Transit fees"
    assert link.told[0].quote == "would take pilots if the fee falls below 300 crowns"


def test_a_lapsed_linkage_is_marked_and_cites_what_ended_it(record, make_document, make_statement, enter):
    """The words that took the issue up without a condition are among its sources."""
    note = make_document("Sudmark accepts pilots.", name="later", published="2031-03-25")
    accepted = make_statement(note, "accepts pilots", "sudmark", "passage", "accept", option=OptionId("piloted"))
    taken = enter(accepted, published="2031-03-25")
    documents = {**record.documents, note.id: note}
    brief = replace(record, entries=(*record.entries, taken), documents=documents).brief()
    [link] = items(brief, "linkages")
    assert link.mark == "lapsed"
    assert "Lapsed: Sudmark took it up without a condition, 25 Mar 2031." in " ".join(link.inferred)
    assert taken.id in link.statements


def test_a_draft_tells_stage_way_reaction_and_rests_on_notes(whole):
    """One that nobody tells of is listed as not mentioned."""
    told, silent = items(whole.brief(), "drafts")
    assert (told.head, told.mark) == ("Harbour paper", "handed over")
    assert told.notes
    assert not told.statements
    inferred = " ".join(told.inferred)
    assert "Maritime League → Sudmark, 12 Mar 2031" in inferred
    assert "Sudmark criticises" in inferred
    assert isinstance(silent, Silence)
    assert silent.mark == "not mentioned"


def test_meetings_and_hurdles_rest_on_notes(whole):
    """An announced meeting, and a vote at home that is only announced."""
    brief = whole.brief()
    [meeting], [hurdle] = items(brief, "meetings"), items(brief, "hurdles")
    assert (meeting.head, meeting.about, meeting.mark) == ("Lund", "9 April 2031", "announced")
    assert (hurdle.head, hurdle.about, hurdle.mark) == ("Sudmark", "parliament", "announced or conditional")
    assert "Touches Passage." in hurdle.inferred
    notes = {citation.note for citation in brief.citations}
    assert {*meeting.notes, *hurdle.notes} <= notes


def test_a_red_line_tells_whether_it_stands(record):
    """Those that stand come first."""
    lines = items(record.brief(), "red_lines")
    assert [(line.head, line.mark) for line in lines] == [("Sudmark", "stands"), ("Norland", "kept")]
    assert lines[1].told[0].quote == "a passage without pilots would never be accepted"


def test_a_question_without_an_answer_says_so_and_a_lapsed_one_is_marked(whole):
    """It cites nothing, as there is nothing to cite."""
    lapsed, answered = items(whole.brief(), "watch")
    assert isinstance(lapsed, Silence)
    assert lapsed.mark == "lapsed"
    assert lapsed.inferred == ("Nothing recorded answers it.", "Its time ended on 20 March 2031, 11 days ago.")
    assert isinstance(answered, Item)
    assert answered.told[0].quote == "wants a fee of 500 crowns"


def test_assumptions_and_alternatives_are_ranked_by_what_speaks_against_them(whole):
    """With what would change a verdict; what nothing bears on is said to be so."""
    brief = whole.brief()
    broken, untested = items(brief, "assumptions")
    assert (broken.head, untested.mark) == ("Sudmark takes pilots.", "untested")
    assert {told.label for told in broken.told} == {"Against"}
    assert any(sentence.startswith("Would be ") for sentence in broken.inferred)
    assert [item.head for item in items(brief, "alternatives")] == ["They delay.", "They deal."]


def test_an_assumption_quotes_first_what_weighs(whole, make_document, make_statement, enter):
    """Also where what was taken back is matched by the indicator that comes first."""
    early = make_document(
        "Sudmark accepts pilots. Sudmark demands a pilot's fee.", name="early", published="2031-02-01"
    )
    accepted, demanded = (
        make_statement(early, words, "sudmark", "passage", act, option=option, said_on=Edtf("2031-02-01"))
        for words, act, option in (
            ("accepts pilots", "accept", OptionId("piloted")),
            ("demands a pilot's fee", "demand", None),
        )
    )
    [case, *_] = whole.dossier.assumptions
    [rejects] = case.indicators
    signs = tuple(
        replace(rejects, text=text, kind=IndicatorKind.SUPPORTS, act=act)
        for text, act in (("It accepts.", Act.ACCEPT), ("It demands.", Act.DEMAND))
    )
    asked = replace(whole.dossier, assumptions=(replace(case, indicators=(*signs, rejects)),))
    entries = tuple(enter(each, published="2031-02-01") for each in (accepted, demanded))
    told = replace(
        whole, dossier=asked, entries=(*whole.entries, *entries), documents={**whole.documents, early.id: early}
    )
    [item] = items(told.brief(Length.FULL), "assumptions")
    own = [one.label for one in item.told if one.source in {accepted.id, demanded.id}]
    assert own == ["For", "For, taken back"]


@pytest.mark.parametrize("length", [Length.SHORT, Length.STANDARD])
def test_what_has_no_room_is_counted(whole, length):
    """Lines shown and lines left out add up to all."""
    everything, brief = whole.brief(Length.FULL), whole.brief(length)
    left_out = dict(brief.body.left_out)
    for part in everything.body.parts:
        shown = brief.body.part(part.key)
        n_shown, n_further = (len(shown.items), shown.n_further) if shown else (0, left_out[part.key])
        assert n_shown <= getattr(LIMITS[length], part.key)
        assert n_shown + n_further == len(part.items)


@pytest.mark.parametrize("length", Length)
def test_what_the_matrix_has_no_room_for_is_named(whole, length):
    """A reader learns which issues and parties there are besides, not only how many."""
    body = whole.brief(length).body
    everything = whole.brief(Length.FULL).body
    assert {*body.parties, *body.further_parties} == set(everything.parties)
    assert {*(row.issue for row in body.rows), *body.further_rows} == {row.issue for row in everything.rows}
    told = further_words(body)
    assert all(name in told for name in (*body.further_parties, *body.further_rows))
    assert bool(told) is bool(body.further_parties or body.further_rows)


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ((1, 1, 1, 0, 0, 1), "high"),
        ((0.75, 0.75, 0.5, 0.25, 0.25, 0.8), "high"),
        ((1, 1, 0.4, 0, 0, 0.9), "moderate"),
        ((0.25, 0.5, 0, 0.5, 0.25, 0.6), "moderate"),
        ((0.2, 1, 1, 0, 0, 1), "low"),
        ((1, 0.4, 1, 0, 0, 1), "low"),
        ((1, 1, 1, 0.6, 0, 1), "low"),
        ((1, 1, 1, 0, 0.3, 1), "low"),
        ((1, 1, 0, 0, 0, 0.5), "low"),
    ],
)
def test_confidence_is_told_by_rule(shares, expected):
    """Backed, direct, checked, contested and poorly coded shares, and how sure the coder is."""
    assert level(*shares) == expected


def test_confidence_is_counted_over_the_bottom_line(record):
    """Two positions, one of them contested, one checked; what contests it is no second origin of it."""
    entries = tuple(replace(each, status=Status.ACCEPTED) if each.statement.party == "norland" else each
                    for each in record.entries)  # fmt: skip
    found = replace(record, entries=entries).brief().body.confidence
    assert (found.n_positions, found.n_backed, found.n_direct, found.n_checked, found.n_contested) == (2, 0, 2, 1, 1)
    assert found.level == "low"


def test_a_statement_coded_by_hand_is_an_analysts(record):
    """Who coded it read it: it counts as checked, and the coder's mark is told of the coder's own alone."""

    def told(**fields):
        entries = tuple(
            replace(each, statement=replace(each.statement, **fields)) if each.statement.party == "norland" else each
            for each in record.entries
        )
        brief = replace(record, entries=entries).brief()
        return brief.counts.reviewed, brief.body.confidence

    n_of_norland = sum(each.statement.party == "norland" for each in record.entries)
    by_hand, found = told(coder="analyst/ada", confidence=1.0)
    assert (by_hand, found.n_checked) == (n_of_norland, 1)
    other = next(each.statement for each in record.entries if each.statement.party == "sudmark")
    assert found.coded == pytest.approx(other.confidence)
    assert "the coder's own mark for those that nobody checked is" in confidence_words(found)
    every = tuple(replace(each, status=Status.ACCEPTED) for each in record.entries)
    checked = replace(record, entries=every).brief().body.confidence
    assert checked.coded is None
    assert confidence_words(checked).endswith("contested.")


@pytest.mark.parametrize(
    ("act", "mark", "n_backed", "n_poorly_coded"),
    [("reject", 0.9, 1, 0), ("accept", 0.9, 0, 0), ("reject", 0.4, 0, 0), ("reject", (0.4, 0.3), 0, 1)],
)
def test_a_position_is_backed_by_a_second_origin_that_likely_tells_the_same(
    record, make_statement, enter, act, mark, n_backed, n_poorly_coded
):
    """What a party is told to have said otherwise backs nothing, nor does what is coded rather wrong than right."""
    first, second = mark if isinstance(mark, tuple) else (0.9, mark)
    document, other = list(record.documents.values())[:2]
    firm = {"firmness": Firmness.FIRM}
    said = [
        make_statement(document, "Norland insists", "norland", "passage", "reject", said_on=Edtf("2031-03-10"),
                       confidence=first, **firm),
        make_statement(other, other.text[:20], "norland", "passage", act, said_on=Edtf("2031-03-08"),
                       confidence=second, **firm),
        make_statement(document, "President Brandt", "sudmark", "passage", "reject", **firm),
    ]  # fmt: skip
    entered = [enter(each) for each in said]
    found = replace(record, entries=(entered[0], replace(entered[1], publisher="The Sound"), entered[2])).brief()
    counted = found.body.confidence
    assert (counted.n_positions, counted.n_backed, counted.n_poorly_coded) == (2, n_backed, n_poorly_coded)
    assert ("below 0.5, rather wrong than right, for 1" in confidence_words(counted)) is bool(n_poorly_coded)
