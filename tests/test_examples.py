"""The bundled examples: what a new user sees first is true to the texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.workspace import Workspace

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def talks(bundled_talks):
    """The matrix of the bundled talks."""
    with Workspace.open(bundled_talks) as workspace:
        yield workspace.matrix()


@pytest.mark.parametrize(
    ("party", "issue", "stance", "firmness"),
    [
        ("russia", "territory", "demand reject", "firm"),
        ("russia", "force_cap", "demand", "firm"),
        ("russia", "foreign_troops", "reject", None),
        ("russia", "ceasefire", "demand", None),
        ("ukraine", "nato_membership", "reject", "red_line"),
        ("ukraine", "force_cap", "condition", "flexible"),
        ("ukraine", "ceasefire", "demand", None),
        ("uk", "foreign_troops", "accept condition", None),
        ("france", "foreign_troops", "accept condition", None),
        ("italy", "security_guarantees", "propose", "flexible"),
    ],
)
def test_the_bundled_matrix_is_true_to_the_dispatches(talks, party, issue, stance, firmness):
    """A cell that a reader of the dispatches would call wrong fails here; some may be read in two ways."""
    position = talks.cell(party, issue)
    assert position is not None
    assert position.stance in stance.split()
    assert firmness is None or position.firmness == firmness


def test_the_white_houses_denial_contests_the_report(talks):
    """A claim and its denial stand side by side."""
    assert talks.cell("us", "security_guarantees").is_contested


def test_russia_asks_for_six_hundred_thousand(talks):
    """The number is read with its unit."""
    assert str(talks.cell("russia", "force_cap").value) == "600,000 personnel"


def test_the_second_negotiation_needs_nothing_but_its_dossier(tmp_path):
    """An invented fisheries negotiation is coded by the same program."""
    with Workspace.create(tmp_path / "cod", EXAMPLES / "cod-quota/dossier.yaml") as workspace:
        workspace.add([EXAMPLES / "cod-quota"])
        matrix = workspace.matrix()
    assert str(matrix.cell("torvesund", "cod_quota").value) == "72,000 tonnes"
    assert matrix.cell("torvesund", "zone_access").stance == "reject"
