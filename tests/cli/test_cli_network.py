"""``detente network``: of a workspace, of a file, and of a list of settings."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest
import typer
from rich.cells import cell_len
from typer.testing import CliRunner, Result

from detente.cli import networks
from detente.cli.program import Program

HEAD = "id,doc,date,author,source,section,type,organization,concept,agreement\n"
ROWS = """\
1,1,2031-01-01,Ann,Wire,,,Norland,Fees,1
2,1,2031-01-01,Ann,Wire,,,Sudmark,Fees,1
3,2,2031-02-01,Bob,Post,,,Norland,Ports,1
4,2,2031-02-01,Bob,Post,,,Sudmark,Ports,0
5,3,2031-03-01,Ann,Wire,,,Westray,Fees,0
"""
Show = Callable[..., Result]


@pytest.fixture
def show() -> Show:
    """Runs the command in this process."""
    app = typer.Typer(cls=Program, pretty_exceptions_enable=False)
    app.command()(networks.network)
    app.callback()(lambda: None)

    def run_command(*words: object, **env: str) -> Result:
        return CliRunner().invoke(app, ["network", *(str(word) for word in words)], env=env)

    return run_command


@pytest.fixture
def statements(tmp_path: Path) -> Path:
    """A CSV file of five statements."""
    file = tmp_path / "statements.csv"
    file.write_text(HEAD + ROWS)
    return file


def _settings(tmp_path: Path, *entries: dict) -> Path:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps(list(entries)))
    return file


def _entry(name: str, **settings: object) -> dict:
    files = [f"{name}.csv"] + ([f"{name}.windows.csv"] if "timeWindow" in settings else [])
    return {"id": name, "function": "network", "settings": settings, "files": files}


def _rows(file: Path) -> list[list[str]]:
    with file.open(newline="") as opened:
        return list(csv.reader(opened))


def test_settings_write_the_files_that_entries_name(show, statements, tmp_path):
    """A matrix has its labels; a series a line a cell, and a table of its windows."""
    one = _entry("one", networkType="onemode", qualifierAggregation="subtract")
    months = _entry("months", timeWindow="months", windowSize=1)
    settings = _settings(tmp_path, one, months)
    out = tmp_path / "out"
    done = show("--input", statements, "--settings", settings, "--compat", "dna", "--out", out)
    assert done.exit_code == 0, done.output
    assert _rows(out / "one.csv") == [
        ["", "Norland", "Sudmark", "Westray"],
        ["Norland", "0", "0", "-1"],
        ["Sudmark", "0", "0", "-1"],
        ["Westray", "-1", "-1", "0"],
    ]
    assert _rows(out / "months.windows.csv")[1] == ["1", *["2031-01-01T00:00"] * 3, "2", "2", "1"]
    assert _rows(out / "months.csv")[1] == ["1", "Norland", "Fees", "1"]


def test_an_entry_that_fails_is_told_and_the_rest_is_written(show, statements, tmp_path):
    """The status is 1, and standard error names the entry."""
    wrong = [
        _entry("mood", qualifier="mood"),
        _entry("long", timeWindow="years", windowSize=50),
        _entry("odd", kernel="cubic"),
    ]
    settings = _settings(tmp_path, *wrong, _entry("right"))
    done = show("--input", statements, "--settings", settings, "--compat", "dna", "--out", tmp_path / "out")
    assert done.exit_code == 1
    for entry in wrong:
        assert f"detente: {entry['id']}: " in done.stderr
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["right.csv"]


def test_an_entry_that_is_ill_made_does_not_stop_the_others(show, statements, tmp_path):
    """Settings that are no object, a folder among the files, a list that is none; settings of nothing are defaults."""
    wrong = [
        {**_entry("list"), "settings": ["agreement"]},
        {**_entry("up"), "files": ["../up.csv"]},
        {**_entry("files"), "files": {"a": "b"}},
        _entry("values", excludeVariables=["agreement"], excludeValues=0.5),
        _entry("size", timeWindow="days", windowSize=float("nan")),
    ]
    none = {**_entry("none"), "settings": None}
    settings = _settings(tmp_path, *wrong, none)
    done = show("--input", statements, "--settings", settings, "--compat", "dna", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert [line.split(": ")[1] for line in done.stderr.splitlines()[:-1]] == [entry["id"] for entry in wrong]
    assert done.stderr.splitlines()[-1].endswith(
        "Wrote 1 file to " + f"{tmp_path / 'out'}. 5 entries could not be computed."
    )
    assert [file.name for file in tmp_path.glob("**/*.csv") if file != statements] == ["none.csv"]


@pytest.mark.parametrize(("time", "n_kept"), [("09:30:00", 2), ("09:31", 1), (None, 3)])
def test_a_range_may_begin_within_a_day(show, tmp_path, time, n_kept):
    """Both ends count; a start without a time is midnight. Days may be written as DNA writes them."""
    file = tmp_path / "said.csv"
    lines = ["01.03.2031", "2031-03-01T09:30", "2031-03-01T23:59:59"]
    rows = [f"{i},{i},{day},,,,,Norland,Fees,1" for i, day in enumerate(lines, start=1)]
    file.write_text("\n".join(["id,doc,date,author,source,section,type,organization,concept,agreement", *rows]))
    asked = {"start.date": "01.03.2031", "stop.date": "01.03.2031"} | ({} if time is None else {"start.time": time})
    settings = _settings(tmp_path, _entry("one", **asked))
    done = show("--input", file, "--settings", settings, "--compat", "dna", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    assert _rows(tmp_path / "out" / "one.csv")[1] == ["Norland", str(n_kept)]


def test_a_setting_that_is_not_known_is_told(show, statements, tmp_path):
    """It changes nothing, and nobody believes that it did."""
    settings = _settings(tmp_path, _entry("one", kernal="gaussian"))
    done = show("--input", statements, "--settings", settings, "--compat", "dna", "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert "one: left aside what networks do not know: kernal" in done.stderr


def test_an_empty_range_is_written_and_told(show, statements, tmp_path):
    """DNA gives a matrix of nothing by nothing, and a warning."""
    settings = _settings(tmp_path, _entry("late", **{"start.date": "01.01.2040", "stop.date": "01.01.2041"}))
    done = show("--input", statements, "--settings", settings, "--compat", "dna", "--out", tmp_path / "out")
    assert done.exit_code == 0
    assert "late: no statement is left" in done.stderr
    assert (tmp_path / "out" / "late.csv").read_text() == '""\n'


def test_files_outside_the_folder_are_not_written(show, statements, tmp_path):
    """An entry names plain files."""
    settings = _settings(tmp_path, {**_entry("up"), "files": ["../up.csv"]})
    done = show("--input", statements, "--settings", settings, "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "no plain file name" in done.stderr
    assert not (tmp_path / "up.csv").exists()


def _foreign(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE other (a)")
    connection.close()


@pytest.mark.parametrize(
    ("name", "make", "told"),
    [
        ("empty.dna", lambda file: file.write_bytes(b""), "is empty"),
        ("secret.dna", lambda file: file.write_bytes(bytes(range(256)) * 20), "encrypted"),
        ("cut.dna", lambda file: file.write_bytes(b"SQLite format 3\x00" + b"\x10" * 5000), "damaged"),
        ("foreign.dna", _foreign, "no file of the Discourse Network Analyzer"),
        ("missing.dna", lambda _: None, "cannot be read"),
        ("other.csv", lambda file: file.write_text("a,b\n1,2\n"), "no column id, doc, date"),
        ("day.csv", lambda file: file.write_text("id,doc,date,agree\n1,1,soon,1\n"), "row 2: 'soon' is no date"),
        ("late.csv", lambda file: file.write_text("id,doc,date,agree\n1,1,99999999999999999,1\n"), "row 2: "),
        ("short.csv", lambda file: file.write_text("id,doc,date,agree\n1,1\n"), "row 2: 2 cells under 4"),
        ("bytes.csv", lambda file: file.write_bytes(b"\xff\xfe\x00"), "neither a .dna file nor CSV"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_line(show, tmp_path, name, make, told):
    """What it is, and what to do; once, and not with every entry."""
    file = tmp_path / name
    make(file)
    settings = _settings(tmp_path, _entry("a"), _entry("b"))
    done = show("--input", file, "--settings", settings, "--out", tmp_path / "out")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert told in line


@pytest.mark.parametrize("words", [["--settings", "x.json"], ["--export", "x.png"], ["--attributes", "x.graphml"]])
def test_wrong_usage_ends_with_two(show, statements, words):
    """Before anything is read."""
    assert show("--input", statements, *words).exit_code == 2


def test_a_file_is_shown_and_exported(show, statements, tmp_path):
    """The strongest ties, and GraphML that other programs read, with attributes of another file."""
    known = nx.Graph()
    known.add_node("n0", label="Norland", bloc="north")
    nx.write_graphml(known, tmp_path / "known.graphml")
    target = tmp_path / "ties.graphml"
    done = show("--input", statements, "--export", target, "--attributes", tmp_path / "known.graphml")
    assert done.exit_code == 0, done.output
    assert "Norland and Westray" in done.output
    graph = nx.read_graphml(target)
    labels = {told["label"]: told for _, told in graph.nodes(data=True)}
    assert labels["Norland"]["bloc"] == "north"
    signs = {
        frozenset(graph.nodes[node]["label"] for node in edge[:2]): edge[2]["sign"] for edge in graph.edges(data=True)
    }
    assert signs[frozenset({"Norland", "Sudmark"})] == "balanced"
    assert signs[frozenset({"Norland", "Westray"})] == "negative"


def test_a_series_is_exported_with_its_spells(show, statements, tmp_path):
    """Each tie stands in the windows that it was told in."""
    target = tmp_path / "ties.gexf"
    done = show("--input", statements, "--window", 1, "--unit", "months", "--export", target)
    assert done.exit_code == 0, done.output
    space = {"g": "http://www.gexf.net/1.2draft"}
    spells = ET.parse(target).findall(".//g:edge/g:spells/g:spell", space)  # noqa: S314 - our own file
    assert {(spell.get("start"), spell.get("end")) for spell in spells} == {
        ("2031-01-01", "2031-01-31"),
        ("2031-02-01", "2031-02-28"),
    }
    assert show("--input", statements, "--window", 1, "--export", tmp_path / "x.graphml").exit_code == 2


def test_a_network_is_exported_as_parquet(show, statements, tmp_path):
    """A table of cells; a series is one file too."""
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    target = tmp_path / "ties.parquet"
    done = show("--input", statements, "--export", target)
    assert done.exit_code == 0, done.output
    cells = {(row["row"], row["column"]): row["value"] for row in pq.read_table(target).to_pylist()}
    assert cells["Norland", "Westray"] == pytest.approx(-2 / 3)
    assert show("--input", statements, "--window", 1, "--export", target).exit_code == 0
    assert set(pq.read_table(target).column("window").to_pylist()) == {1, 2}


def test_without_its_library_parquet_is_told(show, statements, tmp_path, monkeypatch):
    """In one line, with the command that installs it; nothing is written."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = show("--input", statements, "--export", tmp_path / "ties.parquet")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert "pip install 'detente[parquet]'" in line
    assert not (tmp_path / "ties.parquet").exists()


def test_the_backbone_is_shown(show, statements):
    """What carries the ties, and the order in which the rest can be spared."""
    done = show("--input", statements, "--backbone", "--aggregation", "ignore")
    assert done.exit_code == 0, done.output
    assert "carry who stands with whom" in done.stdout
    told = json.loads(show("--input", statements, "--backbone", "--format", "json").stdout)
    assert {step["concept"] for step in told["steps"]} == {"Fees", "Ports"}
    assert show("--input", statements, "--backbone", "--mode", "twomode").exit_code == 2


def test_an_attribute_file_that_is_no_graphml_is_told(show, statements, tmp_path):
    """In one line."""
    (tmp_path / "known.graphml").write_text("<html>")
    done = show("--input", statements, "--export", tmp_path / "t.gexf", "--attributes", tmp_path / "known.graphml")
    assert done.exit_code == 1
    assert "is no GraphML" in done.stderr


@pytest.mark.parametrize("columns", ["40", "80", "120"])
@pytest.mark.parametrize("words", [[], ["--window", "2"], ["--mode", "twomode"], ["--backbone"]])
def test_tables_fit_the_terminal(show, talks, columns, words):
    """No line is longer than the terminal is wide."""
    done = show("--workspace", talks, *words, COLUMNS=columns)
    assert done.exit_code == 0, done.output
    assert max(cell_len(line) for line in done.stdout.splitlines()) <= int(columns)


def test_every_tie_of_a_workspace_names_its_statements(show, talks):
    """They are statements of both parties on what the tie goes through."""
    from detente.workspace import Workspace  # noqa: PLC0415 - as the command

    done = show("--workspace", talks, "--format", "json")
    told = json.loads(done.stdout)
    with Workspace.open(talks) as workspace:
        state = workspace.at()
        parties = {entry.id: state.dossier.party_name(entry.statement.party) for entry in state.view.entries}
    assert told["ties"]
    for tie in told["ties"]:
        assert {parties[each] for each in tie["statements"]} == {tie["source"], tie["target"]}
    strengths = [abs(tie["value"]) for tie in told["ties"]]
    assert strengths == sorted(strengths, reverse=True)


def test_what_was_not_yet_said_ties_nobody(show, talks):
    """A day before the first statement."""
    done = show("--workspace", talks, "--as-of", "1990-01-01", "--format", "json")
    assert json.loads(done.stdout)["ties"] == []
