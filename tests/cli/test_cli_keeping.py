"""What the commands that keep and decide print: history, log, backup, export, grades, agreement."""

from __future__ import annotations

import json
import re

import pytest


@pytest.fixture
def norland(run, workspace) -> str:
    """The id of Norland's demand."""
    told = run("statements", "--workspace", workspace, "--format", "json", "--party", "norland")
    return json.loads(told.stdout)[0]["id"]


def test_history_tells_who_decided_what_and_why(run, workspace, norland):
    """From the coding through each decision, oldest first, undone ones too."""
    run(
        "review",
        norland,
        "correct",
        "--set",
        "act=propose",
        "--reason",
        "weaker",
        "--by",
        "bea",
        "--workspace",
        workspace,
    )
    run("review", norland, "undo", "--reason", "as strong as that", "--workspace", workspace)
    told = run("history", norland[:6], "--workspace", workspace).stdout
    parts = ("was coded", "correct", "act = propose: weaker", "undo", "as strong as that", f"{norland}: 3 events")
    assert [told.index(part) for part in parts] == sorted(told.index(part) for part in parts)


def test_an_undo_tells_what_it_took_back_and_what_still_stands(run, workspace, norland):
    """Of two rejections by two analysts the newer is undone first; a second one by the same is not recorded."""

    def review(decision, reason, by):
        asked = ("review", norland, decision, "--reason", reason, "--by", by, "--workspace", workspace)
        return run(*asked, COLUMNS="160")

    review("reject", "not theirs", "ada")
    again = review("reject", "still not", "ada").stderr
    assert f"you rejected statement {norland} already; nothing was recorded; `detente review {norland} undo`" in again
    review("reject", "nor said", "bea")
    first = review("undo", "it was said", "ada").stdout
    assert "ada undid the rejection by bea: it was said" in first
    assert "still rejected by ada: not theirs" in first
    second = review("undo", "and theirs", "ada").stdout
    assert "ada undid the rejection: and theirs" in second
    assert "coded, not checked" in second
    assert "still" not in second


def test_history_for_machines_holds_the_facts(run, workspace, norland):
    """A line an event, with its number, moment, actor, hash and payload."""
    told = run("history", norland, "--workspace", workspace, "--format", "jsonl").stdout.splitlines()
    [event] = map(json.loads, told)
    assert set(event) == {"seq", "type", "recorded_at", "actor", "document", "payload", "hash"}
    assert event["payload"]["id"] == norland


def test_a_slower_journal_is_told_with_its_reason(run, workspace, monkeypatch):
    """Where the engine makes write-ahead logging unsafe, whoever works on the ledger reads so, beside the answer."""
    assert run("log", "--workspace", workspace).stderr == ""
    monkeypatch.setattr("detente.ledger.sqlite.is_in_wal_reset_range", lambda _: True)
    result = run("log", "--workspace", workspace)
    assert result.exit_code == 0
    assert "the slower rollback journal is used instead" in result.stderr


def test_an_id_that_is_nowhere_is_told(run, workspace):
    """History of nothing is an error in one line."""
    result = run("history", "s000", "--workspace", workspace)
    assert (result.exit_code, result.stderr) == (
        1,
        "detente: no statement, note or document has the id 's000'; `detente statements` lists statements\n",
    )


def test_the_log_ends_with_the_newest(run, workspace):
    """Only as many as asked for, or all; the sum stands below."""
    run("grade", "The Sound", "b2", "--reason", "well known", "--workspace", workspace)
    last = run("log", "--newest", "1", "--workspace", workspace).stdout
    assert "The Sound was graded B2" in last
    assert last.endswith("1 event\n")
    every = run("log", "--all", "--workspace", workspace, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["seq"] for line in every] == list(range(1, len(every) + 1))


def test_a_grade_that_is_none_is_wrong_usage(run, workspace):
    """What a grade looks like is told."""
    result = run("grade", "The Sound", "good", "--reason", "so", "--workspace", workspace)
    assert result.exit_code == 2
    assert "a letter from A to F and a digit from 1 to 6, such as B2" in result.stderr


def test_export_and_import_give_the_same_ledger(run, workspace, tmp_path):
    """By file or pipe, the last event's hash is the same."""
    run("export", "--output", tmp_path / "all.jsonl", "--workspace", workspace)
    assert run("export", "--workspace", workspace).stdout == (tmp_path / "all.jsonl").read_text()
    assert run("import", tmp_path / "all.jsonl", "--workspace", tmp_path / "new").exit_code == 0
    heads = {run("verify", "--workspace", one).stdout.splitlines()[-1] for one in (workspace, tmp_path / "new")}
    assert len(heads) == 1


@pytest.mark.parametrize(
    ("name", "form", "start"),
    [
        ("all.dna", (), b"SQLite format 3"),
        ("all.DNA", (), b"SQLite format 3"),
        ("all.jsonl", (), b"{"),
        ("all.json", (), b"{"),
        ("all.dna", ("--format", "jsonl"), b"{"),
        ("all.db", ("--format", "dna"), b"SQLite format 3"),
    ],
)
def test_the_ending_of_an_export_chooses_its_format_unless_one_is_given(run, workspace, tmp_path, name, form, start):
    """A file of the name .dna is one that the Discourse Network Analyzer opens."""
    assert run("export", "-o", tmp_path / name, *form, "--workspace", workspace).exit_code == 0
    assert (tmp_path / name).read_bytes().startswith(start)


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"format": "other"}'])
def test_what_is_no_export_is_refused_in_one_line(run, tmp_path, text):
    """Nothing is made of it."""
    (tmp_path / "odd.jsonl").write_text(text)
    result = run("import", tmp_path / "odd.jsonl", "--workspace", tmp_path / "new")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert not (tmp_path / "new").exists()


def test_backup_and_restore_say_what_comes_next(run, workspace, tmp_path):
    """The command to restore stands in the message, and works."""
    told = run("backup", tmp_path / "copy.sqlite", "--workspace", workspace)
    assert f"detente restore {tmp_path / 'copy.sqlite'} --workspace DIR" in told.stderr
    restored = run("restore", tmp_path / "copy.sqlite", "--workspace", tmp_path / "new")
    assert (restored.exit_code, "2 documents" in restored.stderr) == (0, True)


def test_agreement_of_one_analyst_tells_that_it_takes_two(run, workspace, norland):
    """And what to do, in place of a table of zeros."""
    run("review", norland, "accept", "--reason", "so", "--by", "ada", "--workspace", workspace)
    told = " ".join(run("agreement", "--workspace", workspace).stdout.split())
    assert told.startswith("No statement has reviews of two analysts yet, so there is nothing to compare.")
    assert told.endswith("--by NAME.")


def test_an_export_leaves_a_file_that_is_there_as_it_was(run, workspace, tmp_path):
    """As a backup does; what is to be done instead is told."""
    (tmp_path / "all.jsonl").write_text("mine")
    refused = run("export", "--output", tmp_path / "all.jsonl", "--workspace", workspace)
    assert (refused.exit_code, "all.jsonl is there already; choose another name" in refused.stderr) == (1, True)
    assert (tmp_path / "all.jsonl").read_text() == "mine"


def test_the_log_names_documents_beside_their_ids(run, workspace):
    """Also of those that were added before what is listed: names are what commands on documents take."""
    run("withdraw", "2-offer", "--reason", "an error", "--workspace", workspace)
    told = " ".join(run("log", "--newest", "1", "--workspace", workspace, COLUMNS="160").stdout.split())
    assert re.search(r"Document 2-offer was withdrawn .*\w{12}: an error", told)
    run("grade", "2-offer", "C3", "--reason", "a rumour", "--workspace", workspace)
    told = " ".join(run("log", "--newest", "1", "--workspace", workspace, COLUMNS="160").stdout.split())
    assert re.search(r"Document 2-offer was graded C3 .*\w{12}: a rumour", told)


def test_agreement_lists_differences_and_alpha(run, workspace, norland):
    """Two analysts who differ are told apart, field by field."""
    run("review", norland, "accept", "--reason", "so", "--by", "ana", "--workspace", workspace)
    run("review", norland, "correct", "--set", "act=propose", "--reason", "no", "--by", "bo", "--workspace", workspace)
    found = json.loads(run("agreement", "--workspace", workspace, "--format", "json").stdout)
    assert found["differences"] == [{"entry": norland, "field": "act", "values": {"ana": "demand", "bo": "propose"}}]
    assert found["agreement"]["act"]["n_analysts"] == 2
    table = run("agreement", "--workspace", workspace).stdout
    assert "ana: demand" in table
    assert "1 difference." in table
    assert table.count("No alpha") == 1


def test_a_split_and_a_merge_are_shown_with_their_parts(run, workspace, norland):
    """The statement and what took its place stand in one table."""
    parts = ("--part", "party=league", "--part", "act=propose;firmness=flexible")
    told = run("split", norland, *parts, "--reason", "two", "--workspace", workspace)
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, "3 statements")
    assert "split by ada: two" in told.stdout


@pytest.mark.parametrize(("words", "is_told"), [((), True), (("--set", "firmness=firm"), False)])
def test_a_merge_tells_what_the_others_said_besides(run, workspace, norland, words, is_told):
    """A red line does not go lost without a word; what the analyst chose is no loss."""
    found = run("statements", "--workspace", workspace, "--format", "json", "--party", "sudmark")
    other = next(each["id"] for each in json.loads(found.stdout) if "pilots" in each["quote"])
    for one, firmness in ((norland, "flexible"), (other, "red_line")):
        run("review", one, "correct", "--set", f"firmness={firmness}", "--reason", "so", "--workspace", workspace)
    told = run("merge", norland, other, *words, "--reason", "one thing", "--workspace", workspace)
    assert f"{other} said: " in told.stderr
    assert ("red line" in told.stderr) is is_told


def test_a_withdrawn_document_is_told_with_its_statements(run, workspace):
    """How many statements count no more stands in one line."""
    told = run("withdraw", "1-note", "--reason", "killed", "--workspace", workspace)
    assert "is withdrawn; its 2 statements count no more." in told.stderr
    again = run("withdraw", "1-note", "--stands-again", "--reason", "a mistake", "--workspace", workspace)
    assert "stands again; its 2 statements count again." in again.stderr


def test_a_document_is_given_its_day(run, workspace):
    """By its name, with how many statements stand then; the log tells the day and the reason."""
    told = run("date", "1-note", "2026-03-10", "--reason", "misread", "--workspace", workspace)
    assert re.fullmatch(r"1-note \(\w{16}\) is dated 2026-03-10; coded again, it has 2 statements.\n", told.stderr)
    logged = " ".join(run("log", "--workspace", workspace, COLUMNS="160").stdout.split())
    assert re.search(r"Document 1-note was dated 2026-03-10 .*\w{16}: misread", logged)


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("1-note", "soon"), 2, "'soon' is no day; write it like 2026-03-06, 2026-03 or 2026"),
        (("1-note", "2026-02-30"), 2, "'2026-02-30' is no day"),
        (("nothing", "2026-03-10"), 1, "no document is called 'nothing'"),
        (("1-note", "2031-03-10"), 1, "is dated 2031-03-10 already; nothing was recorded"),
        (("1-note", "9999-03-10"), 1, "9999-03-10 is still to come, and no document was published then"),
    ],
)
def test_a_day_that_cannot_be_given_is_told(run, workspace, words, status, message):
    """What was wrong, plainly, and nothing is recorded."""
    before = run("log", "--workspace", workspace).stdout
    told = run("date", *words, "--reason", "so", "--workspace", workspace, COLUMNS="160")
    assert (told.exit_code, message in told.stderr) == (status, True), told.stderr
    assert run("log", "--workspace", workspace).stdout == before


def test_a_note_is_rejected_with_its_reason(run, examples, tmp_path):
    """Its id begins with n; the log tells who did it, and the draft's card shows it no more."""
    folder = tmp_path / "talks"
    run("init", folder, "--dossier", examples / "talks" / "dossier.yaml")
    run("add", "--workspace", folder, examples / "talks" / "2026-01-14-draft-reaches-moscow.md")
    told = run("instruments", "--workspace", folder, "--format", "json")
    note = next(notes[0] for each in json.loads(told.stdout) if (notes := each["notes"]))
    result = run("review", note, "reject", "--reason", "another paper", "--workspace", folder)
    assert (result.exit_code, result.stderr.startswith(f"Note {note} is rejected and counts no more")) == (0, True)
    assert note not in run("instruments", "--workspace", folder, "--format", "json").stdout
    assert f"Note {note} was rejected" in run("log", "--newest", "1", "--workspace", folder).stdout
    history = run("history", note[:8], "--workspace", folder, COLUMNS="160").stdout
    parts = ("was read for drafts", f"Note {note} was rejected", "another paper", f"{note}: 2 events")
    assert [history.index(part) for part in parts] == sorted(history.index(part) for part in parts)


def test_the_history_of_a_note_tells_of_no_other_note(run, examples, tmp_path):
    """What was decided on another of its document is not among it, nor is how statements were coded."""
    folder = tmp_path / "talks"
    run("init", folder, "--dossier", examples / "talks" / "dossier.yaml")
    run("add", "--workspace", folder, examples / "talks" / "2026-01-14-draft-reaches-moscow.md")
    told = json.loads(run("instruments", "--workspace", folder, "--format", "json").stdout)
    one, other, *_ = next(each["notes"] for each in told if len(each["notes"]) > 1)
    run("review", other, "reject", "--reason", "another paper", "--workspace", folder)
    lines = run("history", one, "--workspace", folder, "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["type"] for line in lines] == ["document_noted"]


def test_an_unknown_name_to_grade_is_told_with_where_names_are_listed(run, workspace):
    """It may have been meant for a publisher or for a document."""
    told = run("grade", "Nobody", "B2", "--reason", "so", "--workspace", workspace)
    assert told.exit_code == 1
    assert told.stderr == (
        "detente: neither a publisher nor a document is called 'Nobody'; `detente sources` lists the publishers, "
        "`detente log` the documents\n"
    )


def test_sources_are_shown_as_they_are_written(run, made, tmp_path):
    """Names are compared without case, and shown with it: a publisher and a teller that no dossier knows."""
    (tmp_path / "2031-03-06-a.md").write_text(
        "---\npublisher: The Valley Herald\n---\nNorland insists on a fee. "
        "Sudmark rejects any fee, Harbour Radio reported.\n",
        encoding="utf-8",
    )
    run("add", tmp_path / "2031-03-06-a.md", "-w", made)
    shown = run("sources", "-w", made).stdout
    origins = [each["name"] for each in json.loads(run("sources", "-w", made, "--format", "json").stdout)["origins"]]
    assert set(origins) == {"valley herald", "harbour radio"}
    assert all(name in shown for name in ("The Valley Herald", "Harbour Radio"))
    assert not any(name in shown for name in origins)
