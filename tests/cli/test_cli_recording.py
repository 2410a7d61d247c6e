"""Making a workspace, adding documents, reviewing statements."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from detente.workspace import Workspace


def statements_of(run, workspace, *words) -> list[dict[str, object]]:
    """The statements as the program prints them for machines."""
    result = run("statements", "--workspace", workspace, "--format", "json", *words)
    assert result.exit_code == 0
    return json.loads(result.stdout)


def test_a_new_workspace_tells_what_comes_next(run, tmp_path, dossier_file):
    """`init` names the negotiation and the next command, and prints nothing on standard output."""
    result = run("init", tmp_path / "new", "--dossier", dossier_file)
    assert result.exit_code == 0
    assert "The Grey Strait talks" in result.stderr
    assert f"Next: detente add --workspace {tmp_path / 'new'} PATH..." in result.stderr
    assert not result.stdout


def test_a_dossier_that_drops_a_party_tells_what_is_left_out(run, workspace, dossier_file, tmp_path):
    """Its statements would else vanish from the matrix without a word."""
    n_before = sum(one["party"] == "sudmark" for one in statements_of(run, workspace))
    other = tmp_path / "other.yaml"
    other.write_text(dossier_file.read_text().replace("id: sudmark", "id: sudmark_state"))
    result = run("dossier", other, "--workspace", workspace)
    assert (result.exit_code, n_before > 0) == (0, True)
    told = f"sudmark is not in it: its {n_before} statement{'s' if n_before > 1 else ''} "
    assert told in " ".join(result.stderr.split())
    run("recode", "--workspace", workspace)
    assert "is not in it" not in run("dossier", other, "--workspace", workspace).stderr


def test_a_dossier_that_drops_an_option_tells_who_named_it(run, workspace, dossier_file, tmp_path):
    """A statement that names what the dossier lacks stands for no outcome, in whatever table it is shown."""
    told = '--quote "every ship take a pilot" --party league --issue passage --act accept --option piloted'
    assert run("state", "1-note", *shlex.split(told), "--workspace", workspace).exit_code == 0
    n_before = sum(one["option"] == "piloted" for one in statements_of(run, workspace))
    other = tmp_path / "other.yaml"
    other.write_text(dossier_file.read_text().replace("id: piloted", "id: escorted"))
    result = run("dossier", other, "--workspace", workspace)
    assert f"piloted is no option of Passage: in its {n_before} statement" in " ".join(result.stderr.split())
    again = run("dossier", dossier_file, "--workspace", workspace)
    assert "is no option" not in again.stderr


def test_coding_again_tells_what_became_of_each_document(run, workspace, dossier_file, tmp_path):
    """Nothing is recorded twice: a document is coded again, or was up to date."""
    result = run("recode", "--workspace", workspace)
    assert result.stdout.splitlines()[-1] == "2 up to date; 0 newly told statements."
    other = tmp_path / "other.yaml"
    other.write_text(dossier_file.read_text().replace("terms: [fee, fees, toll]", "terms: [fee, fees, toll, dues]"))
    run("dossier", other, "--workspace", workspace)
    result = run("recode", "--workspace", workspace)
    assert re.fullmatch(r"2 coded again; \d newly told statements?\.", result.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    ("scale", "now"),
    [("{kind: number, unit: marks, low: 0, high: 900}", "in marks now"), ("{kind: options}", "no number now")],
)
def test_a_dossier_with_another_unit_tells_which_numbers_compare_no_more(
    run, workspace, dossier_file, tmp_path, scale, now
):
    """A number is compared in the unit of its issue alone."""
    n_before = sum(one["value"] is not None for one in statements_of(run, workspace) if one["issue"] == "fees")
    other = tmp_path / "other.yaml"
    written = dossier_file.read_text()
    other.write_text(written.replace("{kind: number, unit: crowns, low: 0, high: 900, status_quo: 400}", scale))
    told = " ".join(run("dossier", other, "--workspace", workspace).stderr.split())
    assert f"Transit fees is {now}: the {n_before} statement" in told
    assert "with a number of crowns stay as they are and compare with nothing" in told
    assert "compare with nothing" not in run("dossier", other, "--workspace", workspace).stderr


def test_a_run_ends_with_its_outcomes(run, made, inbox):
    """Every file stands in a table with what became of it, and the sums stand below."""
    (inbox / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    result = run("add", inbox, "--workspace", made)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert [line.split()[0] for line in lines if "1-note.md" in line or "2-offer.md" in line] == ["recorded"] * 2
    assert any(line.startswith("passed over") and "photo.png" in line for line in lines)
    assert lines[-1].startswith("2 recorded, 1 passed over; ")


def test_the_same_bytes_are_known_the_second_time(run, workspace, inbox):
    """Adding again records a delivery and no statement."""
    result = run("add", inbox, "--workspace", workspace)
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "2 already known; 0 new statements."


def test_outcomes_for_machines(run, made, inbox):
    """--format json prints an object a file on standard output, and nothing else there."""
    result = run("add", inbox, inbox / "gone.txt", "--workspace", made, "--format", "json")
    outcomes = json.loads(result.stdout)
    assert [outcome["kind"] for outcome in outcomes] == ["recorded", "recorded", "refused"]
    assert all(outcome["document_id"] for outcome in outcomes[:2])
    assert outcomes[2]["reason"] == "is not there; check the path"
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("given", "media_type"),
    [
        ("Norland demands pilots in the strait.\n", "text/plain"),
        ("---\ntitle: Pilots\n---\nNorland demands pilots in the strait.\n", "text/markdown"),
        ("<!DOCTYPE html><html><body><p>Norland demands pilots in the strait.</p></body></html>", "text/html"),
    ],
)
def test_standard_input_is_a_document(run, made, given, media_type):
    """`-` reads a text, a Markdown file or a page from standard input."""
    result = run("add", "-", "--workspace", made, given=given)
    assert result.exit_code == 0, result.output
    (statement,) = statements_of(run, made)
    assert statement["document"] == "stdin"
    assert statement["party"] == "norland"
    with Workspace.open(made) as opened:
        assert [document.media_type for document in opened.view().documents.values()] == [media_type]


def test_the_workspace_comes_from_the_environment(run, made, inbox):
    """Without --workspace, DETENTE_WORKSPACE is used."""
    result = run("add", inbox, DETENTE_WORKSPACE=str(made))
    assert result.exit_code == 0
    assert statements_of(run, made)


def test_the_current_folder_is_the_last_resort(run, workspace, monkeypatch):
    """Without --workspace and DETENTE_WORKSPACE, the workspace is where we stand."""
    monkeypatch.chdir(workspace)
    assert run("matrix").exit_code == 0


def test_a_long_run_lists_what_needs_an_eye_and_counts_the_rest(run, made, tmp_path):
    """Of many files only the refused and passed over ones are listed; progress comes now and then."""
    many = tmp_path / "many"
    many.mkdir()
    for number in range(61):
        (many / f"2031-03-10-{number:03}.txt").write_text(f"Norland demands {number} pilots in the strait.\n")
    (many / "empty.txt").touch()
    result = run("add", many, "--workspace", made)
    assert "empty.txt" in result.stdout
    assert "000.txt" not in result.stdout
    assert "61 more files are only counted here." in result.stdout
    assert result.stderr.splitlines()[0].startswith("10 of 62 files read, ")
    assert len(result.stderr.splitlines()) < 10


def test_of_a_very_long_run_every_refused_file_is_listed(run, made, tmp_path):
    """However many files ask for an eye, none that was refused is left out, and the rest is counted."""
    many = tmp_path / "many"
    many.mkdir()
    for number in range(70):
        (many / f"{number:03}.png").touch()
        (many / f"{number:03}.txt").touch()
    lines = run("add", many, "--workspace", made, COLUMNS="200").stdout.splitlines()
    assert sum(line.startswith("refused") for line in lines) == 70
    assert not any(line.startswith("passed over") for line in lines)
    assert "70 more files are only counted here." in lines
    for number in range(70):
        (many / f"{number:03}.txt").write_text(f"2031: Norland demands {number} pilots in the strait.\n")
        (many / f"{number:03}.txt").rename(many / f"2031-03-10-{number:03}.txt")
        (many / f"{number:03}.png").unlink()
    lines = run("add", many, "--workspace", made).stdout.splitlines()
    assert "70 files are only counted here." in lines


def test_a_dossier_among_the_documents_is_passed_over_without_advice(run, made, inbox, dossier_file):
    """Nobody is told to convert a dossier."""
    dossier_file.rename(inbox / "dossier.yaml")
    lines = run("add", inbox, "--workspace", made).stdout.splitlines()
    (line,) = (line for line in lines if "dossier.yaml" in line)
    assert line.startswith("passed over")
    assert line.endswith("not a document")


def test_progress_stays_out_of_the_result(script, made, inbox):
    """Standard output of a run holds the table alone, without colour codes."""
    result = script("add", inbox, "--workspace", made)
    assert result.stdout.startswith("Outcome ")
    assert "\x1b" not in result.stdout + result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_in_a_terminal_the_table_has_colours(made, inbox):
    """A terminal gets colours on standard output, and its progress line is gone at the end."""
    import pty  # noqa: PLC0415 -- only where there are pseudo-terminals

    ours, theirs = pty.openpty()
    command = [Path(sys.executable).with_name("detente"), "add", inbox, "--workspace", made]
    env = os.environ | {"TERM": "xterm-256color"}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=env) as program:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:  # what Linux says when the other side is closed
            pass
    os.close(ours)
    assert program.returncode == 0
    assert b"\x1b[32mrecorded" in shown
    assert b"2 recorded; " in shown


def test_a_review_shows_the_statement_as_it_stands(run, workspace):
    """A correction takes text, null and JSON, and shows what came of it and why."""
    first = statements_of(run, workspace)[0]
    result = run(
        "review", first["id"][:8], "correct", "--set", "act=reject", "--set", "option=free",
        "--set", 'value={"value": 5, "unit": "crowns"}', "--reason", "it refuses", "--workspace", workspace,
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "✗ rejects" in result.stdout
    assert "corrected by ada: it refuses" in result.stdout
    corrected = statements_of(run, workspace)[0]
    assert corrected["id"] == first["id"]
    assert (corrected["act"], corrected["option"]) == ("reject", "free")
    assert corrected["value"] == {"value": 5, "unit": "crowns"}
    assert corrected["status"] == "corrected"


@pytest.mark.parametrize(
    ("changes", "value", "condition"),
    [
        (["value=under 5", "unit=percent"], {"max": 5, "unit": "percent", "exclusive": "max"}, None),
        (["value=3 to 5"], {"min": 3, "max": 5, "unit": ""}, None),
        (["condition=fees fall", "condition_issue=fees"], None, {"text": "fees fall", "issue": "fees"}),
    ],
)
def test_a_correction_is_written_as_a_statement_is(run, workspace, changes, value, condition):
    """A number in words with its unit beside it, a condition with its issue, as detente state and sheets take them."""
    first = statements_of(run, workspace)[0]
    told = [word for change in changes for word in ("--set", change)]
    result = run("review", first["id"], "correct", *told, "--reason", "it says so", "--workspace", workspace)
    assert result.exit_code == 0, result.output
    corrected = statements_of(run, workspace)[0]
    assert corrected["value" if value else "condition"] == (value or condition)


def test_a_unit_without_its_number_changes_nothing(run, workspace):
    """What it belongs to is asked for."""
    first = statements_of(run, workspace)[0]
    result = run("review", first["id"], "correct", "--set", "unit=percent", "--reason", "x", "--workspace", workspace)
    assert (result.exit_code, "write --set value=... too" in " ".join(result.stderr.split())) == (2, True)
    assert statements_of(run, workspace)[0] == first


def test_a_year_stays_text_in_a_correction(run, workspace):
    """said_on=2031 is a date and not a number."""
    first = statements_of(run, workspace)[0]
    words = ("--set", "said_on=2031", "--reason", "only the year is told")
    assert run("review", first["id"], "correct", *words, "--workspace", workspace).exit_code == 0
    assert statements_of(run, workspace)[0]["said_on"] == "2031"


def test_a_rejected_statement_leaves_the_matrix_and_stays_in_the_list(run, workspace):
    """A rejection names who decided; the statement is still listed and no longer counted."""
    for entry in statements_of(run, workspace, "--party", "sudmark"):
        words = ("--reason", "misread", "--by", "Grace")
        assert run("review", entry["id"], "reject", *words, "--workspace", workspace).exit_code == 0
    rejected = statements_of(run, workspace, "--party", "sudmark")
    assert {(entry["status"], entry["reviews"][0]["reviewer"]) for entry in rejected} == {("rejected", "Grace")}
    assert "No statement by: Sudmark, Maritime League." in run("matrix", "--workspace", workspace).stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["zzz", "accept"], "no statement has the id 'zzz'"),
        (["s", "accept"], "statements begin with 's'"),
    ],
)
def test_a_review_of_no_one_statement_is_refused(run, workspace, words, told):
    """An id that is unknown or too short is told with what to do."""
    result = run("review", *words, "--reason", "x", "--workspace", workspace)
    assert result.exit_code == 1
    assert told in result.stderr


@pytest.mark.parametrize(
    ("change", "told"),
    [("act=nod", "it is one of demand"), ("mood=good", "choose from"), ("party=atlantis", "atlantis")],
)
def test_a_correction_that_cannot_be_made_is_told(run, workspace, change, told):
    """A wrong field or value is refused with what would be right, and nothing is recorded."""
    before = statements_of(run, workspace)
    result = run("review", before[0]["id"], "correct", "--set", change, "--reason", "x", "--workspace", workspace)
    assert result.exit_code == 1
    assert told in result.stderr
    assert statements_of(run, workspace) == before
