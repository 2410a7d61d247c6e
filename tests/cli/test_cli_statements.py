"""The list of statements, its filters and its forms."""

from __future__ import annotations

import json

import pytest


def listed(run, workspace, *words) -> list[dict[str, object]]:
    """The chosen statements, from JSON lines."""
    result = run("statements", "--workspace", workspace, "--format", "jsonl", *words)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_the_table_tells_who_said_what_and_who_says_so(run, workspace):
    """Each statement shows id, date, party, issue, act, firmness, quote and speaker."""
    shown = run("statements", "--workspace", workspace).stdout
    entries = listed(run, workspace)
    assert all(entry["id"] in shown for entry in entries)
    for told in ("Norland", "Passage", "▲ demands", "▮▮▯ firm", "“Sudmark rejects pilots", "Emil Brandt", "2031-03-10"):
        assert told in shown
    assert shown.splitlines()[-1] == f"{len(entries)} statements"


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        (("--party", "norland"), "party", "norland"),
        (("--issue", "fees"), "issue", "fees"),
        (("--act", "reject"), "act", "reject"),
        (("--doc", "2-offer"), "document", "2-offer"),
        (("--doc", "2-offer.md"), "document", "2-offer"),
    ],
)
def test_a_filter_keeps_what_it_names(run, workspace, words, field, value):
    """A filter keeps all statements of its kind and no other."""
    chosen = listed(run, workspace, *words)
    assert chosen == [entry for entry in listed(run, workspace) if entry[field] == value]
    assert chosen


def test_a_document_may_be_named_by_its_id(run, workspace):
    """--doc takes the beginning of a document's id too."""
    first = listed(run, workspace)[0]
    assert listed(run, workspace, "--doc", first["doc"][:6])[0] == first


def test_filters_add_up(run, workspace):
    """Several filters keep what fits all of them, which may be nothing."""
    assert listed(run, workspace, "--party", "norland", "--issue", "fees") == []
    assert (
        run("statements", "--workspace", workspace, "--party", "norland", "--issue", "fees").stdout == "0 statements\n"
    )


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--party", "atlantis"), "no party 'atlantis'; choose from norland, sudmark, league"),
        (("--issue", "tea"), "no issue 'tea'; choose from passage, fees"),
        (("--doc", "nothing"), "no document is called 'nothing'"),
    ],
)
def test_a_filter_that_names_nothing_is_told(run, workspace, words, told):
    """What the dossier or the ledger does not hold is an error that lists what they do."""
    result = run("statements", "--workspace", workspace, *words)
    assert result.exit_code == 1
    assert told in result.stderr


def test_the_list_is_in_reading_order_whatever_was_reviewed(run, workspace):
    """Documents as recorded, each from its beginning to its end; the help says so."""
    before = listed(run, workspace)
    documents = list(dict.fromkeys(entry["doc"] for entry in before))
    places = [(documents.index(entry["doc"]), entry["start"], entry["end"]) for entry in before]
    assert places == sorted(places)
    assert len(documents) > 1
    for decision in ("accept", "undo"):
        assert run("review", before[0]["id"], decision, "--reason", "read", "--workspace", workspace).exit_code == 0
        assert [entry["id"] for entry in listed(run, workspace)] == [entry["id"] for entry in before]
    assert "In reading order: documents as they were recorded" in " ".join(run("statements", "--help").stdout.split())


def test_both_forms_for_machines_say_the_same(run, workspace):
    """JSON and JSON lines hold the same objects."""
    whole = run("statements", "--workspace", workspace, "--format", "json").stdout
    assert json.loads(whole) == listed(run, workspace)


def test_a_correction_can_be_looked_behind(run, workspace):
    """--known-at shows a statement as it stood before its review."""
    before = listed(run, workspace)[0]
    words = ("review", before["id"], "correct", "--set", "firmness=unclear", "--reason", "not told")
    assert run(*words, "--workspace", workspace).exit_code == 0
    assert listed(run, workspace)[0]["firmness"] == "unclear"
    last = max(entry["recorded_at"] for entry in listed(run, workspace))
    assert listed(run, workspace, "--known-at", last)[0] == before


def test_what_others_stand_for_is_left_out_and_told(run, workspace, dossier_file, tmp_path):
    """What was split or superseded is listed, and marked, with --all alone; the last line counts it."""
    before = listed(run, workspace)
    split = next(each["id"] for each in before if each["party"] == "norland")
    parts = ("--part", "act=propose", "--part", "act=threaten", "--reason", "two things")
    assert run("split", split, *parts, "--workspace", workspace).exit_code == 0
    other = tmp_path / "other.yaml"
    other.write_text(dossier_file.read_text(encoding="utf-8").replace("name: Passage", "name: Way"), encoding="utf-8")
    assert run("dossier", other, "--workspace", workspace).exit_code == 0
    assert run("recode", "--workspace", workspace).exit_code == 0
    now, every = (listed(run, workspace, *words) for words in ((), ("--all",)))
    gone = [each for each in every if each not in now]
    assert split in {each["id"] for each in gone}
    assert {each["status"] for each in gone} <= {"split", "superseded"}
    assert not {"split", "superseded"} & {each["status"] for each in now}
    shown = run("statements", "--workspace", workspace)
    assert shown.stdout.splitlines()[-1] == f"{len(now)} statements; {len(gone)} more that others stand for now: --all"
    assert "split by ada: two things" in run("statements", "--all", "--workspace", workspace).stdout


def test_what_counts_no_more_is_marked(run, workspace):
    """Because its document was withdrawn, or a newer coding took its place."""
    assert run("withdraw", "2-offer", "--reason", "killed", "--workspace", workspace).exit_code == 0
    shown = " ".join(run("statements", "--workspace", workspace, "--doc", "2-offer").stdout.split())
    assert "its document was withdrawn; it counts no more" in shown
