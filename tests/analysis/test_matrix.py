"""The matrix of a view."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from detente.analysis import matrix, stance_words, takes_position
from detente.model import Act


def test_a_cell_holds_the_position_of_its_party_on_its_issue(say, dossier):
    """A cell is found by party and issue; where nobody spoke there is none."""
    found = matrix([say("2031-03-01", "demand")], dossier)
    assert found.cell("sudmark", "passage").stance is Act.DEMAND
    assert found.cell("norland", "passage") is None


def test_active_parties_keep_the_order_of_the_dossier(say, dossier):
    """Parties without a word are no columns; the others stand as the dossier lists them."""
    found = matrix([say("2031-03-01", "demand", party=party) for party in ("league", "norland")], dossier)
    assert [party.id for party in found.active_parties] == ["norland", "league"]
    assert len(found.parties) == 3


def test_the_matrix_carries_its_moment(dossier):
    """Title, as_of and known_at travel with the positions."""
    known_at = datetime(2031, 4, 1, tzinfo=UTC)
    found = matrix([], dossier, as_of=date(2031, 3, 1), known_at=known_at)
    assert (found.title, found.as_of, found.known_at) == ("The Grey Strait talks", date(2031, 3, 1), known_at)
    assert found.active_parties == ()


def test_what_the_dossier_does_not_name_is_left_out(say, dossier):
    """Entries about parties or issues of an older dossier are no cells."""
    entries = [say("2031-03-01", "demand", party="gone"), say("2031-03-01", "demand", issue="gone")]
    assert matrix(entries, dossier).positions == {}


def test_positions_cannot_be_changed_through_the_matrix(say, dossier):
    """The matrix is read-only."""
    with pytest.raises(TypeError):
        matrix([say("2031-03-01", "demand")], dossier).positions["x"] = None


@pytest.mark.parametrize(
    ("act", "words"),
    [("demand", "demands"), ("propose", "proposes"), ("accept", "accepts"), ("reject", "rejects"),
     ("condition", "accepts if"), ("deny", "denies"), ("threaten", "threatens"), ("assess", "assesses")],
)  # fmt: skip
def test_every_act_has_its_verb(act, words):
    """The verbs are the same everywhere."""
    assert stance_words(Act(act)) == words


def test_assessing_and_denying_take_no_position():
    """How the talks stand is not what a party wants."""
    assert {act for act in Act if not takes_position(act)} == {Act.ASSESS, Act.DENY}
