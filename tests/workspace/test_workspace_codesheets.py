"""A coding sheet brings many hand codes, corrections and verdicts into a ledger at once."""

from __future__ import annotations

import csv
import io
import json

import pytest

from detente.errors import RefusedReviewError
from detente.model import Status, Value
from detente.model.wire import entry_to_wire
from detente.workspace import RowKind
from detente.workspace.codesheet_files import sheet_of

MISSED = {"document": "1-note", "quote": "every ship take a pilot", "party": "league", "issue": "passage"}


@pytest.fixture
def filled(workspace, inbox):
    """A workspace with two dispatches."""
    workspace.add([inbox])
    return workspace


@pytest.fixture
def take(filled):
    """Takes in rows as a sheet, in one of its forms, and gives what became of them."""

    def taken(*rows, form="csv", by="ada", **asked):
        return filled.take_codes(written(rows, form), "codes.csv", by, **asked)

    return taken


def written(rows, form="csv", delimiter=",") -> list[str]:
    """The lines of a sheet."""
    if form == "jsonl":
        return [json.dumps(row) + "\n" for row in rows]
    text = io.StringIO()
    columns = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.DictWriter(text, columns, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().splitlines(keepends=True)


def of_party(workspace, party):
    """The one statement of a party that the coder found on passage."""
    (found,) = [
        each
        for each in workspace.statements()
        if (each.statement.party, each.statement.issue) == (party, "passage") and not each.statement.is_by_hand
    ]
    return found


def exported(workspace, form):
    """The statements as the commands write them."""
    view = workspace.view()
    names = {id_: imprint.name for id_, imprint in view.imprints.items()}
    if form == "csv":
        return [f"{line}\n" for line in sheet_of(view.entries, names)]
    return written([entry_to_wire(entry, names[entry.statement.doc]) for entry in view.entries], form)


def test_rows_add_correct_accept_and_reject_in_one_append(filled, take):
    """Each in the analyst's name, all recorded at one moment."""
    demand, rejection = of_party(filled, "norland"), of_party(filled, "sudmark")
    offer = next(each for each in filled.statements() if each.statement.issue == "fees")
    became = take(
        {**MISSED, "act": "assess", "firmness": "firm"},
        {"id": demand.id, "firmness": "red_line", "reason": "says every"},
        {"id": rejection.id, "decision": "accept"},
        {"id": offer.id, "decision": "reject", "reason": "a rumour"},
        by="grace",
    )
    assert [each.kind for each in became] == [RowKind.ADDED, RowKind.CORRECTED, RowKind.ACCEPTED, RowKind.REJECTED]
    assert [each.line for each in became] == [2, 3, 4, 5]
    view = filled.view()
    added, *others = (view.entry(each.statement) for each in became)
    assert (added.statement.coder, added.statement.firmness) == ("analyst/grace", "firm")
    assert [each.status for each in others] == [Status.CORRECTED, Status.ACCEPTED, Status.REJECTED]
    assert [each.reviews[-1].reason for each in others] == ["says every", "codes.csv, line 4", "a rumour"]
    assert {each.reviews[-1].reviewer for each in others} == {"grace"}
    assert len({recorded.recorded_at for recorded in filled.log(newest=4)}) == 1
    assert filled.verify().is_clean


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_what_is_exported_comes_back_and_changes_nothing(filled, take, form):
    """Also ranges, conditions, chains and words over several lines."""
    told = {
        **MISSED, "act": "condition", "quote": "through the strait. Sudmark\nrejects pilots",
        "value": {"max": 3, "unit": "pilots"},
        "condition": {"text": "if fees fall", "issue": "fees"}, "reported_by": ["aides", "The Sound"],
        "said_on": "2031-03", "speaker": "Tor Vik", "option": "piloted",
    }  # fmt: skip
    (added,) = take(told, form="jsonl")
    assert added.kind is RowKind.ADDED
    before = filled.verify().head
    became = filled.take_codes(exported(filled, form), "again", "ada")
    assert {each.kind for each in became} == {RowKind.HELD}
    assert len(became) == len(filled.statements())
    assert filled.verify().head == before


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_the_same_sheet_twice_changes_nothing(filled, take, form):
    """Whatever its rows ask for."""
    rows = [
        {**MISSED, "act": "assess"},
        {"id": of_party(filled, "norland").id, "firmness": "red_line"},
        {"id": of_party(filled, "sudmark").id, "decision": "reject"},
    ]
    take(*rows, form=form)
    before = filled.verify().head
    assert {each.kind for each in take(*rows, form=form)} == {RowKind.HELD}
    assert filled.verify().head == before


def test_a_rehearsal_tells_the_same_and_records_nothing(filled, take):
    """Refusals that only the ledger knows of too."""
    rows = [
        {**MISSED, "act": "assess", "said_on": ""},
        {**MISSED, "act": "deny", "said_on": "2031-12-24"},
        {"id": of_party(filled, "norland").id, "firmness": "red_line"},
    ]
    before = filled.verify().head
    rehearsed = take(*rows, is_rehearsal=True)
    assert filled.verify().head == before
    assert [each.kind for each in rehearsed] == [RowKind.ADDED, RowKind.REFUSED, RowKind.CORRECTED]
    assert take(*rows) == rehearsed


def test_bad_rows_are_told_with_their_line_and_good_ones_taken(filled, take):
    """A row over several lines is told by its first."""
    rows = [
        {**MISSED, "quote": "every ship\n take a pilot", "act": "assess"},
        {**MISSED, "act": "shout"},
        {**MISSED, "act": "threaten"},
    ]
    became = take(*rows)
    assert [(each.line, each.kind.value) for each in became] == [(2, "added"), (4, "refused"), (5, "added")]
    assert "act cannot be 'shout'; it is one of demand" in became[1].reason
    assert len([each for each in filled.statements() if each.statement.party == "league"]) == 2


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"document": "3-none", "quote": "x"}, "no document is called '3-none'"),
        ({"quote": "no such words"}, "does not hold these words"),
        ({"quote": "pilot"}, "holds these words 2 times; choose where they begin"),
        ({"quote": "pilot", "start": "soon"}, "start cannot be 'soon'"),
        ({"party": "leek"}, "no party 'leek'; choose from norland"),
        ({"party": ""}, "a statement needs its party"),
        ({"decision": "undo"}, "'undo' is no decision here; choose from accept, correct, reject"),
        ({"decision": "reject"}, "no statement tells that, so there is none to reject"),
        ({"document": ""}, "names neither a statement by id nor a document"),
        ({"id": "s0"}, "no statement has the id 's0'"),
        ({"value": "", "unit": "crowns"}, "unit is told without value"),
        ({"value": "lots"}, "value cannot be 'lots'"),
        ({"reviews": "two"}, "reviews cannot be 'two'"),
        ({"reason": "a\0b"}, "holds a NUL character"),
    ],
)
def test_a_row_that_cannot_be_taken_tells_why(filled, take, row, words):
    """In a line that tells what would be right."""
    before = filled.verify().head
    (became,) = take({**MISSED, "act": "assess", **row})
    assert became.kind is RowKind.REFUSED
    assert words in became.reason
    assert "\n" not in became.reason
    assert filled.verify().head == before


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{nothing", "it is no JSON"),
        ('{"id": "s1", "colour": "red"}', "'colour' is no field of a coding sheet; choose from act, "),
        ('{"id": "s1", "reviews": true}', "reviews cannot be True"),
        ('{"id": "s1", "reason": "a\\u0000"}', "holds a NUL character"),
    ],
)
def test_a_line_of_json_that_cannot_be_read_is_a_bad_row(filled, line, words):
    """The other lines are taken."""
    good = json.dumps({**MISSED, "act": "assess"})
    became = filled.take_codes([f"{good}\n", "\n", f"{line}\n"], "codes.jsonl")
    assert [(each.line, each.kind.value) for each in became] == [(1, "added"), (3, "refused")]
    assert words in became[1].reason


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["id,colour\n", "s1,red\n"], "has a column 'colour'; leave it out, or choose from act, "),
        (["id,act,act\n"], "has two columns 'act'"),
        (["party,act\n"], "is no coding sheet: its first line names neither the column id nor document and quote"),
        ([], "is no coding sheet"),
        (["[\n"], "is one JSON list; write it with --format jsonl"),
        (["id,quote\n", 's1,"open\n'], "line 2: .*; write it as CSV with quotes around texts"),
    ],
)
def test_what_is_no_sheet_is_refused_whole(filled, lines, words):
    """Nothing is recorded."""
    before = filled.verify().head
    with pytest.raises(RefusedReviewError, match=words):
        filled.take_codes(lines, "codes.csv")
    assert filled.verify().head == before


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_sheet_of_another_spreadsheet_is_read(filled, delimiter):
    """With semicolons or tabs, a mark of its encoding, blank lines, and columns in capitals."""
    header, told = written([{**MISSED, "act": "assess"}], delimiter=delimiter)
    (became,) = filled.take_codes(["\n", f"\ufeff{header.upper()}", told, "\n"], "codes.csv")
    assert (became.line, became.kind) == (3, RowKind.ADDED)


def test_a_blank_cell_leaves_a_field_and_null_empties_it(filled, take):
    """So that a sheet may tell only what is to change."""
    offer = next(each for each in filled.statements() if each.statement.issue == "fees")
    take({"id": offer.id, "speaker": "", "value": "null", "firmness": "firm"})
    after = filled.view().entry(offer.id).statement
    assert (after.speaker, after.value, after.firmness) == (offer.statement.speaker, None, "firm")


def test_words_that_an_analyst_tells_otherwise_move_the_quote(filled, take):
    """To the only place that the text has for them, whatever start says."""
    demand = of_party(filled, "norland")
    take({"id": demand.id, "quote": "every ship take a pilot", "start": "7"})
    assert filled.view().entry(demand.id).statement.quote.text == "every ship take a pilot"


def test_what_the_coder_found_too_is_accepted(filled, take):
    """A hand code with its words, party, issue and act stands behind it, or corrects the rest."""
    demand, rejection = of_party(filled, "norland").statement, of_party(filled, "sudmark").statement
    rows = [
        {
            "document": "1-note",
            "quote": each.quote.text,
            "party": each.party,
            "issue": each.issue,
            "act": each.act.value,
        }
        for each in (demand, rejection)
    ]
    rows[1]["firmness"] = "red_line"
    assert [each.kind for each in take(*rows)] == [RowKind.ACCEPTED, RowKind.CORRECTED]
    assert {each.kind for each in take(*rows)} == {RowKind.HELD}
    assert [each.kind for each in take(*rows, by="bea")] == [RowKind.ACCEPTED, RowKind.ACCEPTED]


def test_one_statement_is_told_by_one_row(filled, take):
    """The second is refused and tells the line of the first."""
    demand = of_party(filled, "norland")
    rows = [{"id": demand.id, "firmness": "firm"}, {"id": demand.id[:9], "firmness": "red_line"}]
    first, second = take(*rows)
    assert first.kind in {RowKind.CORRECTED, RowKind.HELD}
    assert second.reason == f"line 2 tells of statement {demand.id} already; keep one"


def test_a_verdict_beside_other_codes_is_refused(filled, take):
    """To accept or reject changes nothing."""
    demand = of_party(filled, "norland")
    (became,) = take({"id": demand.id, "act": "deny", "decision": "accept"})
    assert f"it tells another act than statement {demand.id}" in became.reason


def test_a_row_of_another_document_is_refused(filled, take):
    """The id and the name have to belong together."""
    demand = of_party(filled, "norland")
    (became,) = take({"id": demand.id, "document": "2-offer", "act": "deny"})
    assert f"statement {demand.id} is of document {demand.statement.doc}, not of '2-offer'" in became.reason


def test_a_sheet_does_not_overrule_what_somebody_decided_since(filled, take):
    """A row that tells how many reviews there were is refused with both values, unless it knew of them."""
    demand = of_party(filled, "norland")
    row = {"id": demand.id, "firmness": "red_line", "reviews": "0"}
    filled.review(demand.id, "correct", {"firmness": "flexible"}, "asks", "bea")
    (became,) = take(row)
    assert (
        'reviewed by bea in the meantime: it says firmness "flexible", you wanted firmness "red_line"' in became.reason
    )
    filled.review(demand.id, "correct", {"firmness": "unclear"}, "after all", "ada")
    (became,) = take(row)
    assert became.kind is RowKind.CORRECTED


def test_a_hand_code_does_not_overrule_a_correction_by_another(filled, take):
    """Where a sheet tells by words what somebody corrected since, that is told."""
    row = {**MISSED, "act": "assess"}
    (added,) = take(row)
    filled.review(added.statement, "correct", {"act": "deny"}, "denies", "bea")
    (became,) = take(row)
    assert "reviewed by bea in the meantime" in became.reason


def test_a_hand_code_of_what_was_rejected_is_refused(filled, take):
    """What to do is told; with the decision reject the row is held already."""
    row = {**MISSED, "act": "assess"}
    (added,) = take(row)
    filled.review(added.statement, "reject", reason="no")
    (became,) = take(row)
    assert f"the ledger holds that: statement {added.statement} (rejected)" in became.reason
    assert take({**row, "decision": "reject"})[0].kind is RowKind.HELD


def test_numbers_are_taken_in_the_unit_of_their_issue(filled, take):
    """Without a unit too."""
    (added,) = take({**MISSED, "issue": "fees", "act": "demand", "value": "250 to 300"})
    assert filled.view().entry(added.statement).statement.value == Value(250, 300, "crowns")
