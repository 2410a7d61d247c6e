"""The contracts of `code` and `attribute`, which programs outside rely on."""

from __future__ import annotations

import json
import os
import shutil

import pytest

from detente.coding.attribution import finding, tagger

KEYS = [
    "doc", "start", "end", "quote", "party", "speaker", "reported_by", "issue", "act", "firmness", "value",
    "condition", "said_on", "confidence", "id", "option", "cue", "why", "restates",
]  # fmt: skip
NEGOTIATIONS = ["talks", "cod-quota"]


def lines_of(result) -> list[dict[str, object]]:
    """The JSON lines of a run that went well."""
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.parametrize("negotiation", NEGOTIATIONS)
def test_every_coded_quote_is_the_text_at_its_offsets(run, examples, negotiation):
    """A statement's quote is the file's characters from start to end; doc is the file's name without ending."""
    folder = examples / negotiation
    coded = lines_of(run("code", folder, "--dossier", folder / "dossier.yaml", "--format", "jsonl"))
    texts = {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.md")}
    assert {line["doc"] for line in coded} <= set(texts)
    assert len({line["doc"] for line in coded}) > 1
    for line in coded:
        assert list(line) == KEYS
        assert texts[line["doc"]][line["start"] : line["end"]] == line["quote"]
        assert set(line["value"] or {"unit": ""}) <= {"value", "min", "max", "unit"}
        assert set(line["condition"] or {"text": "", "issue": ""}) == {"text", "issue"}
        assert 0 <= line["confidence"] <= 1


@pytest.mark.parametrize("negotiation", NEGOTIATIONS)
def test_every_attribution_lies_within_its_text(run, examples, negotiation):
    """Source, cue and content are lists of spans of the file's text."""
    folder = examples / negotiation
    found = lines_of(run("attribute", folder, "--format", "jsonl"))
    texts = {file.stem: file.read_text(encoding="utf-8") for file in folder.glob("*.md")}
    assert found
    for line in found:
        assert list(line) == ["doc", "source", "cue", "content"]
        assert line["content"]
        for start, end in (*line["source"], *line["cue"], *line["content"]):
            assert 0 <= start < end <= len(texts[line["doc"]])


def test_a_dossier_tells_for_whom_each_source_speaks(run, inbox, dossier_file):
    """One speaker for each source, with party and person; the table shows the party's name."""
    lines = lines_of(run("attribute", inbox, "--dossier", dossier_file, "--format", "jsonl"))
    assert all(len(line["speaker"]) == len(line["source"]) for line in lines)
    told = {(one["party"], one["person"]) for line in lines for one in line["speaker"]}
    assert ("sudmark", "Emil Brandt") in told
    shown = run("attribute", inbox, "--dossier", dossier_file).stdout
    assert "Sudmark" in shown


def test_a_damaged_model_is_told_in_one_line(run, inbox, tmp_path, monkeypatch):
    """What to do is said, and no stack trace is shown."""
    folder = tmp_path / "model"
    shutil.copytree(tagger.FOLDER, folder)
    (folder / "tagger.onnx").write_bytes(b"not a model")
    monkeypatch.setattr(finding, "tagger_in", lambda: tagger.Tagger(folder))
    result = run("attribute", inbox)
    assert result.exit_code == 1
    assert "damaged" in result.stderr
    assert "install détente again" in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_no_ledger_is_made(run, inbox, dossier_file, monkeypatch, tmp_path):
    """`code` and `attribute` leave nothing behind, wherever they are run."""
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    assert lines_of(run("code", inbox, "--dossier", dossier_file, "--format", "jsonl"))
    assert lines_of(run("attribute", inbox, "--format", "jsonl"))
    assert sorted(tmp_path.rglob("*")) == before


def test_the_lines_are_utf8_whatever_the_locale(script, tmp_path, dossier_file):
    """An encoding that lacks a character changes nothing for machines."""
    note = tmp_path / "note.txt"
    note.write_text("Norland rejects “free passage” through the strait – for ever.\n", encoding="utf-8")
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    result = script("code", note, "--dossier", dossier_file, "--format", "jsonl", env=env)
    (line,) = (json.loads(line) for line in result.stdout.splitlines())
    assert "“free passage”" in line["quote"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_offsets_count_characters_and_not_bytes(run, tmp_path, dossier_file, line_end):
    """Letters of several bytes and any line ends before a quote do not move it."""
    text = f"Ærø, naïve – “ok”.{line_end}{line_end}Norland demands pilots in the strait.{line_end}"
    note = tmp_path / "note.txt"
    note.write_bytes(text.encode())
    (line,) = lines_of(run("code", note, "--dossier", dossier_file, "--format", "jsonl"))
    assert text[line["start"] : line["end"]] == line["quote"]


def test_standard_input_can_be_coded_and_attributed(run, dossier_file):
    """`-` stands for standard input."""
    text = "Norland demands pilots in the strait, Tor Vik said.\n"
    (coded,) = lines_of(run("code", "-", "--dossier", dossier_file, "--format", "jsonl", given=text))
    (found,) = lines_of(run("attribute", "-", "--format", "jsonl", given=text))
    assert coded["doc"] == found["doc"] == "stdin"


def test_the_other_forms_say_the_same(run, inbox, dossier_file):
    """JSON holds the lines as one list; the table shows quotes, sources and cues to people."""
    words = ("code", inbox, "--dossier", dossier_file)
    assert json.loads(run(*words, "--format", "json").stdout) == lines_of(run(*words, "--format", "jsonl"))
    shown = run(*words).stdout
    assert "1-note" in shown
    assert "▲ demands" in shown
    attributed = run("attribute", inbox).stdout
    assert "President Emil Brandt" in attributed
    assert "said" in attributed
