"""Forecasts in a terminal and for machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from detente.dealspace.forecasts import CAUTION

FEES = {
    "id": "fees", "name": "Transit fees", "unit": "crowns", "low": 0, "high": 900, "reference": 400,
    "actors": [
        {"id": "norland", "name": "Norland", "position": 300, "capability": 2, "salience": 0.9},
        {"id": "sudmark", "name": "Sudmark", "position": 600},
        {"id": "league", "name": "Maritime League", "position": 450, "salience": 0.3},
    ],
}  # fmt: skip


@pytest.fixture(scope="session")
def cod(tmp_path_factory: pytest.TempPathFactory, examples: Path) -> Path:
    """A workspace with the invented negotiation that is bundled, for looking only."""
    from detente.cli import app  # noqa: PLC0415 - as the fixture of the other bundled workspace

    folder = tmp_path_factory.mktemp("bundled") / "cod"
    source = examples / "cod-quota"
    for words in (["init", folder, "--dossier", source / "dossier.yaml"], ["add", source, "--workspace", folder]):
        assert CliRunner().invoke(app, [str(word) for word in words]).exit_code == 0
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Actors of one issue, as a file."""
    path = tmp_path / "fees.json"
    path.write_text(json.dumps(FEES), encoding="utf-8")
    return path


def told(run, *words: object) -> dict:
    """What the command prints as JSON."""
    result = run("forecast", *words, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


@pytest.mark.parametrize("columns", ["30", "60", "80", "120"])
def test_no_line_is_wider_than_the_terminal(run, talks, cod, file, columns):
    """Whatever the width, every line fits."""
    for words in (("--workspace", talks), ("--workspace", cod), ("fees", "--input", file)):
        result = run("forecast", *words, COLUMNS=columns)
        assert result.exit_code == 0, result.stderr
        assert max(cell_len(line) for line in result.stdout.splitlines()) <= int(columns)


def test_every_page_ends_with_the_sentence_about_validation(run, talks, cod, made, file):
    """Also where there is nothing to forecast."""
    for words in (("--workspace", talks), ("--workspace", cod), ("--workspace", made), ("--input", file)):
        shown = " ".join(run("forecast", *words).stdout.split())
        assert shown.endswith(CAUTION)


def test_a_bundled_issue_is_told_with_what_it_rests_on(run, cod):
    """The quota: two governments with their statements, assumed weights, and a line a model with its error."""
    found = told(run, "cod_quota", "--workspace", cod)
    (quota,) = found["issues"]
    known = {entry["id"] for entry in json.loads(run("statements", "--workspace", cod, "--format", "json").stdout)}
    assert [actor["id"] for actor in quota["bargaining"]["actors"]] == ["torvesund", "calvarra"]
    for actor in quota["bargaining"]["actors"]:
        assert actor["statements"]
        assert known.issuperset(actor["statements"])
        assert actor["assumed"] == ["capability", "salience"]
    assert [each["party"] for each in quota["unplaced"]] == ["shelf_commission"]
    compromise = quota["outcomes"][0]
    assert (compromise["model"], compromise["backtests"][0]["mean_error"]) == ("compromise", 23.21)
    assert 50_000 <= quota["lowest"] <= compromise["outcome"] <= quota["highest"] <= 100_000
    shown = run("forecast", "cod_quota", "--workspace", cod).stdout
    assert "23.2 (23.6)" in shown
    assert "0.5 assumed" in shown
    assert quota["bargaining"]["actors"][0]["statements"][0] in shown


def test_what_models_assume_is_told_once_and_where_each_outcome_lies_beside_it(run, talks, file):
    """However many issues there are; in words of the issue's own options, or of who stands there."""
    shown = " ".join(run("forecast", "--workspace", talks, COLUMNS="200").stdout.split())
    assert shown.count("Sides coerce each other round by round") == 1
    dossier = json.loads(run("forecast", "--workspace", talks, "--format", "json").stdout)
    assert len(dossier["issues"]) > 1
    shown = " ".join(run("forecast", "--input", file, COLUMNS="200").stdout.split())
    assert "Compromise 411.3 23.2 (23.6) between Norland and Maritime League" in shown
    assert "Weighted median 300.0 27.7 (28.4) where Norland stands" in shown


def test_what_an_analyst_gives_is_no_longer_assumed_and_moves_the_outcome(run, cod):
    """Twice the capability draws the compromise toward its party, and is shown without the mark."""
    before = told(run, "cod_quota", "--workspace", cod)["issues"][0]
    given = ("--capability", "torvesund=2", "--salience", "torvesund=1", "--salience", "calvarra=1")
    after = told(run, "cod_quota", "--workspace", cod, *given)["issues"][0]
    torvesund, calvarra = after["bargaining"]["actors"]
    assert (torvesund["assumed"], calvarra["assumed"]) == ([], ["capability"])
    expected = (2 * torvesund["position"] + calvarra["position"]) / 3
    assert after["outcomes"][0]["outcome"] == pytest.approx(expected)
    assert after["outcomes"][0]["outcome"] < before["outcomes"][0]["outcome"]


def test_an_earlier_day_knows_fewer_positions(run, cod):
    """--as-of leaves out what was said later, --known-at what was recorded later."""
    early = told(run, "--workspace", cod, "--as-of", "2030-01-01")
    assert early["issues"] == []
    assert {each["issue"] for each in early["left_out"]} >= {"cod_quota", "import_tariff"}
    assert run("forecast", "--workspace", cod, "--known-at", "2001-01-01").exit_code == 1


def test_a_file_is_forecast_like_a_workspace(run, file):
    """The compromise of its actors by hand: (2 x 0.9 x 300 + 600 + 0.3 x 450) / (1.8 + 1 + 0.3) = 411.29 crowns."""
    found = told(run, "--input", file)
    (fees,) = found["issues"]
    assert fees["outcomes"][0]["outcome"] == pytest.approx((1.8 * 300 + 600 + 0.3 * 450) / 3.1)
    assert [actor["assumed"] for actor in fees["bargaining"]["actors"]] == [
        [], ["capability", "salience"], ["capability"]
    ]  # fmt: skip
    assert {swing["entry"] for swing in fees["swings"]} == {"position", "capability", "salience"}


def test_standard_input_is_a_file_too(run):
    """A dash reads from it."""
    result = run("forecast", "--input", "-", given=json.dumps(FEES))
    assert result.exit_code == 0, result.stderr
    assert "Transit fees" in result.stdout
    assert "From 0 to 900 crowns; without a deal 400." in result.stdout


def test_an_issue_named_is_told_in_full(run, file):
    """All issues show the widest swings and say how many more there are; one issue shows them all."""
    few, full = (run("forecast", *words, "--input", file, COLUMNS="200").stdout for words in ((), ("fees",)))
    assert "4 more rows: name the issue, fees." in few
    assert "more row" not in full
    assert full.count("Norland") > few.count("Norland")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("ports",), "the dossier has no issue 'ports'; choose from cod_quota"),
        (("--capability", "atlantis=1"), "the dossier has no party 'atlantis'; choose from"),
        (("--capability", "calvarra=-1"), "the capability of calvarra is -1; give a number from 0 on"),
        (("--salience", "calvarra=nan"), "the salience of calvarra is nan; give a number from 0 to 1"),
        (("--cost-of-failure", "-1"), "the cost of failure is -1; give a number from 0 on"),
        (("--step", "2"), "the step is 2; give a share above 0 and below 1"),
    ],
)
def test_what_cannot_be_asked_is_one_line(run, cod, words, message):
    """An error of ours, with what would be right."""
    refused = run("forecast", *words, "--workspace", cod)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"detente: {message}")
    assert len(refused.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--capability", "calvarra"), "'calvarra' is no number of a party; write it like --capability ID=0.5"),
        (("--salience", "calvarra=much"), "'calvarra=much' is no number of a party; write it like --salience ID=0.5"),
        (("--salience", "a=1", "--salience", "a=0"), "--salience gives a twice; keep one"),
        (("--input", "f.json"), "--input takes no --workspace, --as-of or --known-at"),
    ],
)
def test_wrong_usage_ends_with_2(run, cod, words, message):
    """What cannot be meant is told with what would be right."""
    refused = run("forecast", *words, "--workspace", cod, COLUMNS="200")
    assert refused.exit_code == 2
    assert message in refused.stderr


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read: No such file or directory; check its name and permissions"),
        (b"\xff\xfe", "is no text in UTF-8; give a JSON file as docs/methods/forecasts.md shows it"),
        (b"{", "is no JSON"),
        (b'{"low": 0, "high": 1, "actors": []}', "no actor takes a position; a forecast needs at least two"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(run, tmp_path, content, message):
    """The file by name, what is wrong, and what would be right."""
    file = tmp_path / "actors.json"
    if content is not None:
        file.write_bytes(content)
    refused = run("forecast", "--input", file)
    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"detente: {file}")
    assert message in refused.stderr
    assert len(refused.stderr.splitlines()) == 1
