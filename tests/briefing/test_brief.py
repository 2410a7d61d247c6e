"""The brief as a record."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from detente.analysis import matrix
from detente.briefing import Length, Line, Results, build_brief, markdown_lines
from detente.briefing.marks import UNICODE
from detente.briefing.phrases import missing_sentences, moment_words
from detente.model import Condition, Edtf, Firmness, OptionId, PartyId, PartyKind, Status, Value


def test_a_line_without_a_statement_cannot_be_built():
    """The constructor refuses."""
    with pytest.raises(ValueError, match="rests on no statement and no note"):
        Line(anchor="a", label="position", statements=())


@pytest.mark.parametrize("line", Line.__subclasses__(), ids=lambda line: line.__name__)
def test_no_kind_of_line_escapes_the_rule(line):
    """Every typed line refuses to rest on nothing."""
    everything = {field.name: None for field in fields(line)} | {"statements": (), "notes": ()}
    with pytest.raises(ValueError, match="rests on no statement and no note"):
        line(**everything)


@pytest.mark.parametrize("length", Length)
def test_every_line_shows_at_least_one_numbered_source(record, length):
    """And every number is a source of the brief."""
    brief = record.brief(length)
    numbers = {citation.number for citation in brief.citations}
    assert brief.body.lines
    for line in brief.body.lines:
        assert brief.numbers(line)
        assert set(brief.numbers(line)) <= numbers


@pytest.mark.parametrize("length", Length)
def test_sources_are_numbered_in_the_order_they_are_cited(record, length):
    """From 1, without gaps, first cited first."""
    brief = record.brief(length)
    met = dict.fromkeys(number for line in brief.body.lines for number in brief.numbers(line))
    assert list(met) == [citation.number for citation in brief.citations] == list(range(1, len(met) + 1))


def test_every_source_is_its_document_character_for_character(record):
    """The quote equals the document's text from start to end."""
    citations = record.brief(Length.FULL).citations
    assert citations
    for citation in citations:
        assert record.documents[citation.document].text[citation.start : citation.end] == citation.quote


def test_a_source_names_everybody_on_its_way(record):
    """Speaker, chain, outlet, title, dates, address and what an analyst made of it."""
    [told] = [each for each in record.brief().citations if each.chain]
    assert told.chain == ("unnamed sources", "The Sound")
    assert (told.publisher, told.title, told.url) == (
        "Coastal Wire",
        "Pilots or no deal",
        "https://example.org/dispatch",
    )
    assert (told.published, told.said_on, told.status) == (Edtf("2031-03-10"), None, Status.CODED)


def test_the_bottom_line_tells_issues_that_two_parties_speak_on(record):
    """Red lines first; an issue of one party alone is no line of it."""
    [sentence] = record.brief().body.bottom_line
    assert sentence.issue == "Passage"
    assert [(clause.party, clause.stance, clause.is_red_line) for clause in sentence.clauses] == [
        ("Sudmark", "reject", True),
        ("Norland", "demand", False),
    ]


def test_the_bottom_line_tells_no_mere_assessment(record, make_statement, enter):
    """How a mediator sees the talks is not what anybody wants."""
    dispatch = record.entries[0].statement.doc
    document = record.documents[dispatch]
    more = enter(make_statement(document, "sees the talks close to an end", "league", "fees", "assess"))
    found = replace(record, entries=(*record.entries, more)).brief()
    assert [sentence.issue for sentence in found.body.bottom_line] == ["Passage"]


@pytest.mark.parametrize(
    ("confidence", "status", "is_told"),
    [(0.49, Status.CODED, False), (0.5, Status.CODED, True), (0.1, Status.ACCEPTED, True)],
)
def test_the_bottom_line_tells_no_single_statement_that_is_rather_wrong(
    record, make_statement, enter, confidence, status, is_told
):
    """What the coder is less sure of stays in the matrix; one that an analyst checked is told however it was coded."""
    document = record.documents[record.entries[0].statement.doc]
    said = make_statement(document, "rejects pilots", "sudmark", "fees", "reject")
    more = enter(replace(said, confidence=confidence), status=status)
    found = replace(record, entries=(*record.entries, more)).brief()
    assert ("Transit fees" in [sentence.issue for sentence in found.body.bottom_line]) is is_told
    assert found.body.n_further == (0 if is_told else 1)
    fees = next(row for row in found.body.rows if row.issue == "Transit fees")
    shown = next(cell for cell in fees.cells if cell and cell.party == "Sudmark")
    assert shown.is_unsure is not is_told
    assert (UNICODE.unsure in markdown_lines.cell(found, shown)) is not is_told


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({}, False),
        ({"firmness": Firmness.FLEXIBLE}, True),
        ({"option": OptionId("free")}, True),
        ({"condition": Condition("the fee falls")}, True),
        ({"value": Value(300, 300, "crowns")}, True),
    ],
)
def test_an_issue_on_which_nobody_names_anything_is_no_line_of_it(record, make_statement, enter, fields, is_told):
    """That two parties proposed something, not told what nor how firmly, is not where they stand."""
    document = record.documents[record.entries[0].statement.doc]
    bare = {"firmness": Firmness.UNCLEAR}
    said = (
        make_statement(document, "Norland insists", "norland", "passage", "propose", **(bare | fields)),
        make_statement(document, "President Brandt", "sudmark", "passage", "propose", **bare),
    )
    found = replace(record, entries=tuple(map(enter, said))).brief()
    assert [sentence.issue for sentence in found.body.bottom_line] == (["Passage"] if is_told else [])
    assert found.body.n_further == (0 if is_told else 1)


def test_the_bottom_line_tells_how_far_a_draft_has_come(whole):
    """Its way, who received it how, and what it needs next, with the notes behind each; a short brief has it too."""
    for length in Length:
        [draft] = whole.brief(length).body.bottom_drafts
        assert draft.head == "Harbour paper"
        told = " ".join(draft.inferred)
        assert "Handed over" in told
        assert "Maritime League → Sudmark" in told
        assert "Sudmark criticises" in told
        assert len(draft.notes) >= 2
        assert draft.told == ()


def test_a_draft_of_which_nothing_is_told_is_no_line_of_it(record):
    """Nobody passed it on and nobody took a stand on it."""
    assert record.brief().body.bottom_drafts == ()


def test_statements_without_a_date_are_not_said_to_be_none(record, enter):
    """The head of the brief tells them apart from an empty ledger."""
    undated = tuple(enter(replace(each.statement, said_on=None), published=None) for each in record.entries)
    assert moment_words(replace(replace(record, entries=undated).brief(), as_of=None)) == "No statement is dated"
    assert moment_words(replace(replace(record, entries=()).brief(), as_of=None)) == "Nothing recorded yet"


def test_who_reports_is_told_where_the_party_did_not_speak(record):
    """A stance that reached us through others carries them into the bottom line."""
    entries = tuple(each for each in record.entries if each.statement.act != "reject")
    [sentence] = replace(record, entries=entries).brief().body.bottom_line
    assert {clause.party: clause.told_by for clause in sentence.clauses} == {
        "Norland": None,
        "Sudmark": "unnamed sources, cited by The Sound",
    }


def test_the_position_line_tells_stance_words_and_counts(record):
    """What is coded, who is told to have said it, and what was counted."""
    passage = record.brief().body.sections[0]
    norland, sudmark = passage.lines
    assert (norland.party, norland.stance, norland.option) == ("Norland", "demand", "Piloted passage")
    assert (norland.n_statements, norland.n_origins, norland.n_reviewed) == (2, 1, 1)
    assert norland.teller == "Norland, no speaker named, in Coastal Wire"
    assert (sudmark.quote, sudmark.teller) == ("pilots are out of the question", "Emil Brandt, in Coastal Wire")
    assert (sudmark.since, sudmark.last_confirmed) == (Edtf("2031-03-09"), Edtf("2031-03-12"))
    assert sudmark.option == "Piloted passage"


@pytest.mark.parametrize(("firmness", "option"), [("firm", "Piloted passage"), ("red_line", None)])
def test_a_line_cites_the_statement_its_option_was_told_in(record, firmness, option):
    """Where the ruling statement names none; but no red line is drawn around what was refused without one."""
    entries = tuple(
        replace(entry, statement=replace(entry.statement, option=None, firmness=Firmness(firmness)))
        if entry.statement.quote.text == "pilots are out of the question"
        else entry
        for entry in record.entries
    )
    sudmark = next(
        clause
        for line in replace(record, entries=entries).brief(Length.SHORT).body.bottom_line
        for clause in line.clauses
        if clause.party == "Sudmark"
    )
    assert (sudmark.option, len(sudmark.statements)) == (option, 1 if option is None else 2)


def test_the_gaps_name_what_nobody_spoke_on(record):
    """Silent issues and parties, undated, rejected and outside statements."""
    kept = tuple(entry for entry in record.entries if entry.statement.issue == "passage")
    rejected = replace(kept[0], status=Status.REJECTED)
    outside = replace(kept[1], statement=replace(kept[1].statement, party=PartyId("gone")))
    undated = replace(kept[4], statement=replace(kept[4].statement, said_on=None), published=None)
    gaps = replace(record, entries=(rejected, outside, undated, *kept[2:4])).brief().missing
    assert (gaps.silent_issues, gaps.silent_parties) == (("Transit fees",), ("Norland", "Maritime League"))
    assert (gaps.n_left_out, gaps.n_outside, gaps.n_undated) == (1, 1, 1)
    assert len(missing_sentences(gaps)) == 6


def test_empty_cells_are_counted_where_every_party_and_issue_was_heard(record):
    """That each spoke somewhere does not say that each spoke on all."""
    gaps = replace(record.brief().missing, silent_issues=(), silent_parties=(), n_empty_cells=9, n_cells=25)
    assert missing_sentences(gaps) == ("Empty: 9 of 25 cells of party by issue; no statement tells a position there.",)


def test_no_gap_is_said_to_be_none(record):
    """The part never stands empty."""
    gaps = replace(record.brief().missing, silent_issues=(), silent_parties=(), n_empty_cells=0)
    assert missing_sentences(gaps) == ("Every party of the dossier has spoken on every issue.",)


def test_a_full_brief_cites_every_counted_statement(record):
    """Nothing that was counted stays behind."""
    brief = record.brief(Length.FULL)
    assert {each.source for each in brief.citations} == {entry.id for entry in record.entries}
    assert all(line.n_uncited == 0 for section in brief.body.sections for line in section.lines)


def test_a_standard_brief_says_how_many_it_does_not_cite(record):
    """Cited and uncited add up to what was counted."""
    lines = [line for section in record.brief().body.sections for line in section.lines]
    assert lines
    for line in lines:
        assert len(line.statements) + line.n_uncited == line.n_statements


def test_a_short_brief_leaves_out_whole_parts_and_says_so(whole):
    """Bottom line, matrix, red lines and what to watch; the others are named with how much they hold."""
    body = whole.brief(Length.SHORT).body
    assert not body.sections
    assert body.rows
    assert [part.key for part in body.parts] == ["red_lines", "watch"]
    assert dict(body.left_out) == {
        "issues": 2, "contests": 1, "linkages": 1, "drafts": 2, "meetings": 1, "hurdles": 1, "assumptions": 2,
        "alternatives": 2,
    }  # fmt: skip


def test_a_number_its_option_already_names_is_not_told_twice(record, dossier):
    """The option "At most 500" needs no "(500 crowns)" behind it."""
    fees = dossier.issues[1]
    option = replace(dossier.issues[0].options[0], name="At most 500")
    told = record.entries[-1]
    entry = replace(told, statement=replace(told.statement, option=option.id, value=Value(500, 500, "crowns")))
    named = replace(dossier, issues=(dossier.issues[0], replace(fees, options=(option,))))
    [section] = replace(record, entries=(entry,), dossier=named).brief().body.sections
    assert (section.lines[0].option, section.lines[0].value) == ("At most 500", None)


def test_a_document_that_is_missing_is_said_to_be(record):
    """The brief stands without it, and its source says so."""
    brief = replace(record, documents={}).brief()
    assert len(brief.citations) == len(record.brief().citations) > 0
    assert {citation.title for citation in brief.citations} == {None}


def test_a_matrix_of_other_entries_is_refused(record):
    """A position whose statement is not at hand cannot be cited."""
    with pytest.raises(KeyError):
        build_brief(Results(matrix=record.matrix), record.entries[:1], (), record.documents, record.dossier)


def test_an_empty_record_makes_an_empty_brief(record):
    """No statement, no line, and nobody has spoken."""
    brief = build_brief(Results(matrix=matrix([], record.dossier)), [], [], {}, record.dossier)
    assert list(brief.body.lines) == []
    assert brief.body.confidence is None
    assert brief.missing.silent_issues == ("Passage", "Transit fees")


def test_the_bottom_line_tells_the_two_that_stand_widest_apart(record, make_statement, enter):
    """Norland wants 500 crowns, Sudmark 300, a third party none: it is open between the first and the third."""
    document = record.documents[record.entries[0].statement.doc]
    parties = tuple(replace(each, kind=PartyKind.STATE) for each in record.dossier.parties)
    wanted = {
        "norland": ("Norland insists", 500),
        "sudmark": ("President Brandt", 300),
        "league": ("rejects pilots", 0),
    }
    said = (
        make_statement(document, words, party, "fees", "demand", value=Value(fee, fee, "crowns"))
        for party, (words, fee) in wanted.items()
    )
    dossier = replace(record.dossier, parties=parties)
    found = replace(record, entries=tuple(map(enter, said)), dossier=dossier).brief()
    [sentence] = found.body.bottom_line
    assert sentence.state == "open between Norland and Maritime League: 56% of the scale apart"


def test_what_moved_quotes_the_words_that_give_what_is_shown(record, make_statement, enter):
    """A newer rumour that does not rule is not quoted as what holds now."""
    document = record.documents[record.entries[0].statement.doc]
    wanted = {"option": OptionId("free"), "firmness": Firmness.RED_LINE}
    before = make_statement(document, "Norland insists", "norland", "passage", "demand", option=OptionId("piloted"))
    ruling = make_statement(document, "rejects pilots", "norland", "passage", "demand", **wanted)
    rumour = make_statement(
        document,
        "President Brandt",
        "norland",
        "passage",
        "accept",
        reported_by=("an aide",),
        option=OptionId("piloted"),
    )
    days = (before, "2031-03-01"), (ruling, "2031-03-20"), (rumour, "2031-03-22")
    entries = tuple(enter(replace(said, said_on=Edtf(day))) for said, day in days)
    moved = replace(record, entries=entries).brief(since=date(2031, 3, 10)).body.movement
    [item] = moved.items
    assert [(each.label, each.quote) for each in item.told][:2] == [
        ("Now", "rejects pilots"),
        ("Before", "Norland insists"),
    ]
