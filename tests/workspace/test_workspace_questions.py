"""What a workspace answers, for any day and as known at any moment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detente.errors import LedgerError
from detente.ledger import DossierChanged, Ledger
from detente.model import Act
from detente.workspace.states import LEDGER_FILE


@pytest.fixture
def told(workspace, inbox):
    """A workspace with both dispatches."""
    workspace.add([inbox / "1-note.md"])
    workspace.add([inbox / "2-offer.md"])
    return workspace


def test_the_matrix_tells_where_the_parties_stand(told):
    """A cell rests on the statements of its party on its issue."""
    matrix = told.matrix()
    assert matrix.cell("norland", "passage").stance is Act.DEMAND
    assert matrix.cell("sudmark", "passage").stance is Act.REJECT
    assert matrix.cell("league", "fees") is None
    assert matrix.title == "The Grey Strait talks"


def test_a_day_leaves_out_what_came_later(told):
    """as_of shows the world of that day, though the ledger knows more."""
    matrix = told.matrix(as_of=date(2031, 3, 31))
    assert matrix.cell("sudmark", "fees") is None
    assert matrix.cell("norland", "passage") is not None
    assert matrix.as_of == date(2031, 3, 31)
    assert len(told.statements(as_of=date(2031, 3, 31))) < len(told.statements())


@pytest.mark.parametrize("day", [date(2031, 3, 1), date(2031, 3, 31), date(2031, 12, 31)])
def test_another_day_is_told_from_what_is_read_already(told, day):
    """Each answer is that of the day read alone, and no statement is read again."""
    whole, alone = told.at(), told.at(as_of=day)
    assert whole.matrix.positions
    part = whole.on(day)
    assert part.transcript.whole is whole.transcript
    assert part.transcript.options is whole.transcript.options
    assert list(part.transcript) == list(alone.transcript)
    since = date(2031, 2, 1)
    for ask in (
        lambda state: (dict(state.matrix.positions), state.matrix.as_of),
        lambda state: (state.gaps(), state.movement(since), state.lanes_by_issue, state.last_day),
        lambda state: (state.red_lines(), state.contests(), state.linkages(), state.sources()),
        lambda state: (state.assumptions(), state.hypotheses(), state.watch(), state.brief(since=since)),
    ):
        assert ask(part) == ask(alone)


def test_a_moment_leaves_out_what_was_recorded_later(told):
    """known_at shows the ledger of that moment."""
    first = told.statements()[0].recorded_at
    matrix = told.matrix(known_at=first)
    assert matrix.cell("sudmark", "fees") is None
    assert matrix.known_at == first
    assert {entry.recorded_at for entry in told.statements(known_at=first)} == {first}


def test_before_the_first_record_nothing_is_known(told):
    """A moment before the workspace was made has no frame to answer in, and says so."""
    before = told.statements()[0].recorded_at - timedelta(days=1)
    for ask in (told.matrix, told.brief, told.deal_space):
        with pytest.raises(LedgerError, match=rf"had been recorded by {before:%Y-%m-%d %H:%M} UTC; choose a later"):
            ask(known_at=before)
    assert told.statements(known_at=before) == ()


def test_a_past_moment_is_told_in_the_names_of_its_own_dossier(told, dossier_yaml):
    """A dossier that was changed since changes no past answer."""
    before = told.statements()[-1].recorded_at
    with Ledger.open(told.folder / LEDGER_FILE) as ledger:
        renamed = dossier_yaml.replace("The Grey Strait talks", "The strait, again")
        ledger.append([DossierChanged(renamed, "strait.yaml")], actor="ada")
    assert (told.at().dossier.title, told.at(known_at=before).dossier.title) == (
        "The strait, again",
        "The Grey Strait talks",
    )
    assert told.at().matrix.title == told.dossier.title == "The strait, again"


def test_the_deal_space_counts_the_packages(told):
    """The issues with options make the packages."""
    assert told.deal_space().n_packages == 2


def test_the_brief_rests_on_statements(told):
    """Every statement a brief cites is one of the view's."""
    brief = told.brief()
    known = {entry.id for entry in told.statements()}
    assert {citation.statement for citation in brief.citations}
    assert {citation.statement for citation in brief.citations if citation.statement} <= known
    assert told.brief(as_of=date(2031, 3, 31)).as_of == date(2031, 3, 31)
