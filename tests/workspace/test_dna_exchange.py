"""Files of the Discourse Network Analyzer into a ledger and back."""

from __future__ import annotations

import re
import sqlite3
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from detente.analysis.networks import (
    Aggregation,
    Compat,
    Duplicates,
    Mode,
    NetworkQuestion,
    Normalization,
    dna_table,
    network,
)
from detente.cli import app
from detente.errors import NetworkError, StorageError
from detente.ledger import StatementCoded, open_dna
from detente.ledger.dna_schema import TABLES
from detente.ledger.dna_writing import DnaStatement, DnaText, password_digest, write_dna
from detente.model import Act, Edtf, Status
from detente.workspace import OutcomeKind, Workspace
from detente.workspace.dna_exporting import export_dna
from detente.workspace.dna_importing import DnaMapping

SAMPLE = Path(__file__).parents[3] / "shared" / "dna" / "sample.dna"
TEXTS = (
    DnaText(title="First day", text="Norland \N{GRINNING FACE} wants fees.", source="Coastal Wire", date=1_930_000_000),
    DnaText(title="", text="Sudmark wants no fees.", source="", date=1_930_086_400),
)


def _said(document, start, stop, who, *, is_agreed, what="Fees"):
    return DnaStatement(
        document=document,
        start=start,
        stop=stop,
        person="Ingrid Solberg" if who == "Norland" else "",
        organization=who,
        concept=what,
        is_agreed=is_agreed,
    )


@pytest.fixture
def file(tmp_path):
    """A file with three statements, one of them without an organization."""
    path = tmp_path / "strait.dna"
    said = [
        _said(0, 11, 21, "Norland", is_agreed=True),
        _said(1, 0, 7, "Sudmark", is_agreed=False),
        _said(1, 0, 3, "", is_agreed=True),
    ]
    write_dna(path, TEXTS, said)
    return path


def test_a_file_becomes_a_ledger(file, tmp_path):
    """Parties, issues, documents and statements are there, each quote the words that were marked."""
    workspace, contents = Workspace.take_in_dna(tmp_path / "w", file)
    with workspace:
        first, second = workspace.statements()
        assert workspace.verify().is_clean
        assert [party.name for party in workspace.dossier.parties] == ["Norland", "Sudmark"]
    assert (first.statement.quote.text, first.statement.act, first.statement.speaker) == (
        "wants fees",
        Act.ACCEPT,
        "Ingrid Solberg",
    )
    assert (second.statement.quote.text, second.statement.act, second.publisher) == ("Sudmark", Act.REJECT, None)
    assert first.publisher == "Coastal Wire"
    assert str(first.dated) == "2031-02-27"
    assert contents.n_statements == 2
    assert any("1 statement without organization" in line for line in contents.lost)


def test_what_was_coded_by_hand_is_left_to_hands(file, tmp_path):
    """Coding again leaves it, and another day moves it."""
    workspace, _ = Workspace.take_in_dna(tmp_path / "w", file)
    with workspace:
        before = workspace.statements()
        assert {outcome.kind for outcome in workspace.recode()} == {OutcomeKind.ALREADY_KNOWN}
        workspace.review(before[1].id, "correct", {"firmness": "firm"}, reason="read")
        for entry in before:
            workspace.date(entry.statement.doc, Edtf("2021-03-05"), reason="on its envelope")
        after = workspace.statements()
        assert {outcome.kind for outcome in workspace.recode()} == {OutcomeKind.ALREADY_KNOWN}
        assert workspace.verify().is_clean
    assert [(entry.id, entry.status.value, str(entry.dated)) for entry in after] == [
        (before[0].id, "coded", "2021-03-05"),
        (before[1].id, "corrected", "2021-03-05"),
    ]


def test_what_a_coder_adds_beside_hands_supersedes_nothing(file, tmp_path):
    """Where a text was read by both, a newer coder's reading takes the place of the older coder's alone."""
    workspace, _ = Workspace.take_in_dna(tmp_path / "w", file)
    with workspace:
        by_hand = workspace.statements()
        machine = replace(by_hand[0].statement, coder="old/1", confidence=0.5)
        workspace._ledger.append([StatementCoded(machine)], actor="ada")
        workspace.recode()
        after = {entry.id: entry.status for entry in workspace.statements()}
    assert after[machine.id] is Status.SUPERSEDED
    assert {after[entry.id] for entry in by_hand} == {Status.CODED}


def test_a_ledger_becomes_a_file_of_the_same_network(file, tmp_path):
    """What is written and read again ties the same parties alike."""
    workspace, _ = Workspace.take_in_dna(tmp_path / "w", file)
    workspace.close()
    back = tmp_path / "back.dna"
    done = CliRunner().invoke(
        app, ["export", "--workspace", str(tmp_path / "w"), "--format", "dna", "--output", str(back)]
    )
    assert done.exit_code == 0, done.output
    question = NetworkQuestion(
        mode=Mode.TWO_MODE, rows="organization", columns="concept", qualifier="agreement", compat=Compat.DNA
    )
    with open_dna(file) as one, open_dna(back) as other:
        before, after = network(dna_table(one), question), network(dna_table(other), question)
        spans = [
            (text.text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le"))
            for text in other.documents()
            for document, start, stop in zip(
                other.statements(1).documents, other.statements(1).starts, other.statements(1).stops, strict=True
            )
            if document == text.id
        ]
    assert (before.rows, before.values.tolist()) == (after.rows, after.values.tolist())
    assert spans == ["wants fees", "Sudmark"]


def test_what_is_written_keeps_every_rule_of_the_schema(file):
    """References lead somewhere, and there are no two values of one variable in a statement."""
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone() == ("3.0.7",)
    connection.close()


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample database lies beside the source tree")
def test_the_tables_are_those_of_dnas_own_file(file):
    """Every column of the sample database stands in ours, with its type, its default and whether it may be empty."""
    with sqlite3.connect(file) as ours, sqlite3.connect(f"{SAMPLE.as_uri()}?mode=ro&immutable=1", uri=True) as theirs:
        for table in TABLES:
            columns = [
                sorted(row[1:] for row in connection.execute(f"PRAGMA table_info({table})"))
                for connection in (ours, theirs)
            ]
            assert columns[0] == columns[1], table
    ours.close()
    theirs.close()


def _rules(connection, table):
    """References, what is unique, and what is checked of one row."""
    (made,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    references = sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({table})"))
    unique = sorted(
        tuple(column[2] for column in connection.execute(f"PRAGMA index_info({index[1]})"))
        for index in connection.execute(f"PRAGMA index_list({table})")
        if index[2]
    )
    checks = {re.sub(r"\s", "", check).upper() for check in re.findall(r"CHECK ?(\((?:[^()]|\([^()]*\))*\))", made)}
    return references, unique, checks


_KINDS_IN = "(DATATYPEIN('BOOLEAN','INTEGER','LONGTEXT','SHORTTEXT'))"
_KINDS_OR = "(DATATYPE='BOOLEAN'ORDATATYPE='INTEGER'ORDATATYPE='LONGTEXT'ORDATATYPE='SHORTTEXT')"


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample database lies beside the source tree")
def test_the_rules_are_those_of_dnas_own_file(file):
    """No table more or less; the same references, keys and checks; every entity has every attribute."""
    with sqlite3.connect(file) as ours, sqlite3.connect(f"{SAMPLE.as_uri()}?mode=ro&immutable=1", uri=True) as theirs:
        names = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        assert ours.execute(names).fetchall() == theirs.execute(names).fetchall()
        for table in TABLES:
            one, other = _rules(ours, table), _rules(theirs, table)
            assert one[:2] == other[:2], table
            assert {check.replace(_KINDS_IN, _KINDS_OR) for check in one[2]} == other[2], table
        for connection in (ours, theirs):
            told = connection.execute("SELECT COUNT(*) FROM ATTRIBUTEVALUES").fetchone()
            every = "SELECT COUNT(*) FROM ENTITIES JOIN ATTRIBUTEVARIABLES USING (VariableId)"
            assert told == connection.execute(every).fetchone()
    ours.close()
    theirs.close()


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample database lies beside the source tree")
def test_the_sample_through_a_ledger_and_back_has_the_same_networks(tmp_path):
    """Two-mode and one-mode, of organizations and of persons, by document: every name and every number."""
    workspace, _ = Workspace.take_in_dna(tmp_path / "w", SAMPLE)
    back = tmp_path / "back.dna"
    with workspace:
        export_dna(workspace.at(), back)
    with open_dna(SAMPLE) as one, open_dna(back) as other:
        before, after = dna_table(one), dna_table(other)
    for rows in ("organization", "person"):
        for mode, normalization in ((Mode.TWO_MODE, "activity"), (Mode.ONE_MODE, "average")):
            question = NetworkQuestion(
                mode=mode,
                rows=rows,
                columns="concept",
                qualifier="agreement",
                aggregation=Aggregation.SUBTRACT,
                normalization=Normalization(normalization),
                duplicates=Duplicates.DOCUMENT,
                compat=Compat.DNA,
            )
            wanted, found = network(before, question), network(after, question)
            assert (found.rows, found.columns) == (wanted.rows, wanted.columns)
            np.testing.assert_allclose(found.values, wanted.values, atol=1e-9)
            assert (found.start, found.stop) == (wanted.start, wanted.stop)


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample database lies beside the source tree")
def test_passwords_are_kept_as_dna_keeps_them():
    """The digest of the sample's password, with its salt, is the sample's."""
    import base64  # noqa: PLC0415 - for this alone

    with sqlite3.connect(f"{SAMPLE.as_uri()}?mode=ro&immutable=1", uri=True) as connection:
        (kept,) = connection.execute("SELECT Password FROM CODERS WHERE ID = 1").fetchone()
    connection.close()
    assert password_digest("sample", base64.b64decode(kept)[:16]) == kept


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample database lies beside the source tree")
def test_the_sample_is_carried_whole(tmp_path):
    """All forty statements; the rest is listed."""
    workspace, contents = Workspace.take_in_dna(tmp_path / "w", SAMPLE)
    with workspace:
        assert len(workspace.statements()) == 40
        assert workspace.verify().is_clean
    assert {"1 statement of type 'Annotation'", "6 highlighted expressions"} <= set(contents.lost)


@pytest.mark.parametrize(
    ("mapping", "told"),
    [
        (DnaMapping(party="agreement"), "no variable of names 'agreement'"),
        (DnaMapping(issue="topic"), "no variable of names 'topic'; choose from person, organization, concept"),
        (DnaMapping(statement_type="Event"), "no statement type 'Event'; choose from DNA Statement"),
    ],
)
def test_a_mapping_that_does_not_fit_is_told(file, tmp_path, mapping, told):
    """And no workspace is left behind."""
    with pytest.raises(NetworkError, match=told):
        Workspace.take_in_dna(tmp_path / "w", file, mapping)
    assert not (tmp_path / "w").exists()


def test_a_file_that_is_there_is_not_written_over(file):
    """Nothing is lost by a second export."""
    with pytest.raises(StorageError, match="there already"):
        write_dna(file, TEXTS, [])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE DOCUMENTS SET Date = 'soon'", "date is no number"),
        ("UPDATE DOCUMENTS SET Date = 99999999999999999", "beyond the calendar"),
        ("DELETE FROM DOCUMENTS WHERE ID = 2", "a statement without its document"),
        ("UPDATE STATEMENTS SET Start = 'a'", "place is no number"),
        ("UPDATE VARIABLES SET DataType = 'odd'", "a variable of an unknown kind"),
        ("UPDATE DATABOOLEAN SET Value = 'yes'", "a value that is no number"),
        ("UPDATE DATASHORTTEXT SET Entity = 'x'", "a value that is no number"),
    ],
)
def test_rows_that_no_program_could_use_are_damage(file, change, told):
    """The database opens, but what it holds means nothing: one clear error, and no number of something else."""
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(change)
    connection.close()
    with pytest.raises(NetworkError, match=rf"is damaged \(.*{told}"), open_dna(file):
        pytest.fail("a damaged file was opened")


@pytest.mark.skipif(not SAMPLE.is_file(), reason="the sample lies beside the source tree")
@pytest.mark.parametrize("seed", range(30))
def test_a_file_cut_or_overwritten_anywhere_is_read_or_told(tmp_path, seed):
    """Never another error than one of ours."""
    draw = np.random.default_rng(seed)
    found = bytearray(SAMPLE.read_bytes())
    if seed % 3:
        for place in draw.integers(len(found), size=20).tolist():
            found[place] = int(draw.integers(256))
    else:
        found = found[: int(draw.integers(len(found)))]
    path = tmp_path / "cut.dna"
    path.write_bytes(found)
    with suppress(NetworkError), open_dna(path) as opened:
        assert len(dna_table(opened)) <= 41
