"""Phases: planted turns are found where they are, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import numpy as np
import pytest

from detente.analysis.coalitions import phases
from detente.analysis.coalitions.courses import clearest, energy
from detente.analysis.networks import Kernel, NetworkQuestion, Unit, csv_table
from detente.analysis.networks.tables import sorted_table
from detente.errors import NetworkError

QUESTION = NetworkQuestion(rows="who", columns="what", qualifier="agree", window=Unit.MONTHS, window_size=1)
HEAD = "id,doc,date,author,source,section,type,who,what,agree\n"


def table(blocs, *, noise_share=0.0, seed=1):
    """A month for each text such as ``"AB CD"``: who stands together in it, against the others, on eight concepts."""
    draw, said = np.random.default_rng(seed), []
    for month, bloc in enumerate(blocs):
        for side, members in enumerate(bloc.split()):
            for who in members:
                for concept in range(8):
                    agree = (concept + side) % 2 ^ int(draw.random() < noise_share)
                    day = f"{2031 + month // 12}-{month % 12 + 1:02d}-01"
                    said.append(f"{len(said)},{len(said)},{day},,,,,{who},C{concept},{agree}\n")
    last = date(2031 + len(blocs) // 12, len(blocs) % 12 + 1, 1) - timedelta(days=1)
    return csv_table([HEAD, *said, f"{len(said)},{len(said)},{last},,,,,,,\n"], "said.csv")


def test_a_planted_turn_is_found():
    """A with B, then A with C: one turn, in the month it happened, with the ties that changed."""
    found = phases(table(["AB CD"] * 4 + ["AC BD"] * 4, noise_share=0.1), QUESTION, n_draws=20)
    assert [state.phase for state in found.states] == [1, 1, 1, 1, 2, 2, 2, 2]
    (turn,) = found.turns
    assert (turn.before, turn.after, turn.first.isoformat()[:10]) == (1, 2, "2031-05-01")
    assert turn.drawn_share > 0.9
    assert {frozenset((each.one, each.other)) for each in turn.changes} <= {
        frozenset(pair) for pair in ("AB", "CD", "AC", "BD")
    }


def test_the_last_weeks_are_a_state_though_their_window_is_not_over():
    """What is said from the last whole window on, up to the last day looked at, has a phase as well."""
    said = table(["AB CD"] * 4 + ["AC BD"] * 3)
    ends = [datetime.fromisoformat(f"2031-07-{day}") for day in ("31", "09")]
    whole, cut = (phases(said, replace(QUESTION, stop=end), n_draws=2) for end in ends)
    assert [state.phase for state in cut.states] == [state.phase for state in whole.states] == [1, 1, 1, 1, 2, 2, 2]
    assert [state.is_whole for state in cut.states] == [True] * 6 + [False]
    assert (cut.states[-1].start.day, cut.states[-1].stop.day) == (1, 9)
    assert all(state.is_whole for state in whole.states)


def test_overlapping_windows_end_with_the_last_day():
    """Of windows of three months, each begun a month later, only the last is shorter."""
    said = table(["AB CD"] * 5)
    found = phases(said, replace(QUESTION, window_size=3, stop=datetime.fromisoformat("2031-05-12")), n_draws=2)
    spans = [(state.start.month, state.stop.month, state.stop.day, state.is_whole) for state in found.states]
    assert spans == [(1, 3, 31, True), (2, 4, 30, True), (3, 5, 12, False)]


def test_a_state_that_comes_back_is_the_same_phase():
    """Back in the old blocs: the third stretch is the first phase again."""
    found = phases(table(["AB CD", "AB CD", "AC BD", "AC BD", "AB CD", "AB CD"]), QUESTION, n_draws=2)
    assert [state.phase for state in found.states] == [1, 1, 2, 2, 1, 1]
    assert [(turn.before, turn.after) for turn in found.turns] == [(1, 2), (2, 1)]


def test_three_planted_phases_are_three():
    """Each told apart from those before."""
    found = phases(table(["AB CD"] * 3 + ["AC BD"] * 3 + ["AD BC"] * 3, noise_share=0.05), QUESTION, n_draws=2)
    assert [state.phase for state in found.states] == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert [turn.first.month for turn in found.turns] == [4, 7]


def test_one_odd_window_is_no_phase():
    """A phase lasts two windows or more."""
    found = phases(table(["AB CD"] * 4 + ["AC BD"] + ["AB CD"] * 4), QUESTION, n_draws=2)
    assert found.n_phases == 1


def test_noise_alone_makes_no_turn():
    """The same blocs all the time, one statement of five turned round, each on any day: seldom more than one phase."""
    found = []
    for seed in range(6):
        steady = table(["AB CD"] * 8, noise_share=0.2, seed=seed)
        days = np.random.default_rng(seed).permutation(steady.times[:-1])
        found.append(
            phases(sorted_table(replace(steady, times=np.append(days, steady.times[-1]))), QUESTION, n_draws=2)
        )
    assert sum(each.n_phases > 1 for each in found) <= 1


def test_the_same_blocs_are_one_phase():
    """No distance at all parts nothing."""
    found = phases(table(["AB CD"] * 5), QUESTION, n_draws=2)
    assert (found.n_phases, found.turns) == (1, ())
    assert set(sum(found.distances, ())) == {0.0}


def test_silent_windows_have_no_phase():
    """A month without a tie is no state and makes no turn."""
    found = phases(table(["AB CD", "AB CD", "", "A", "AB CD"]), QUESTION, n_draws=2)
    assert [state.phase for state in found.states] == [1, 1, None, None, 1]
    assert found.turns == ()


def test_the_same_seed_gives_the_same_result():
    """Draws and all."""
    said = table(["AB CD"] * 3 + ["AC BD"] * 3, noise_share=0.2)
    assert phases(said, QUESTION, n_draws=10, seed=3) == phases(said, QUESTION, n_draws=10, seed=3)


def test_energies_by_hand():
    """Two and two on a line at 0, 1 and 5, 6: 5 between, 1 within."""
    places = np.array([0, 1, 5, 6.0])
    apart = np.abs(places[:, None] - places[None, :])
    assert energy(apart, 2) == pytest.approx(2 * 2 / 4 * (2 * 5 - 1 - 1))
    assert energy(np.zeros((4, 4)), 2) == 0
    six = np.abs(np.subtract.outer([0, 1, 0, 5, 6, 5.0], [0, 1, 0, 5, 6, 5.0]))
    assert clearest(six) == (energy(six, 3), 3)


def test_a_turn_shows_in_sparse_text():
    """Each actor's eight statements of a month, a quarter of them turned round: found in three of four courses."""
    said = [table(["ABC DEF"] * 5 + ["ADE BCF"] * 5, noise_share=0.25, seed=seed) for seed in range(4)]
    found = [phases(each, QUESTION, n_draws=2) for each in said]
    assert sum(each.n_phases > 1 for each in found) >= 3
    assert sum(any(turn.first.month in {5, 6, 7} for turn in each.turns) for each in found) >= 3


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"kernel": Kernel.GAUSSIAN}, "leave the kernel out"),
        ({"window": Unit.NO, "window_size": 0}, "needs windows"),
        ({"window_size": 99}, "longer than the range"),
        ({"qualifier": "mood"}, "no variable 'mood'"),
    ],
)
def test_what_cannot_be_parted_is_told(changes, told):
    """One clear error."""
    with pytest.raises(NetworkError, match=told):
        phases(table(["AB CD"] * 3), replace(QUESTION, **changes), n_draws=2)
