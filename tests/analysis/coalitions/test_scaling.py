"""Scaling: planted lines come back, and the correspondence analysis is that of the textbook."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from detente.analysis.coalitions import scaling
from detente.analysis.coalitions.scaling import first_axis
from detente.analysis.networks import NetworkQuestion, csv_table

QUESTION = NetworkQuestion(rows="who", columns="what", qualifier="agree")
HEAD = "id,doc,date,author,source,section,type,who,what,agree\n"


def table(said):
    """Statements as document, who, what and agree."""
    rows = [f"{n},{doc},2031-01-01,,,,,{who},{what},{agree}\n" for n, (doc, who, what, agree) in enumerate(said)]
    return csv_table([HEAD, *rows], "said.csv")


def planted(seed, n_actors=14, n_concepts=30, spoken_share=0.7, slope=6.0):
    """Actors and concepts on a line; each actor speaks on some, and is the likelier for what lies below it."""
    draw = np.random.default_rng(seed)
    line, cuts = np.linspace(-1, 1, n_actors), draw.uniform(-1, 1, n_concepts)
    turns = draw.choice([-1, 1], n_concepts)
    said = []
    for actor, at in enumerate(line.tolist()):
        for concept in np.flatnonzero(draw.random(n_concepts) < spoken_share).tolist():
            likely = 1 / (1 + np.exp(-slope * turns[concept] * (at - cuts[concept])))
            said.append((len(said) // 3, f"A{actor:02d}", f"C{concept:02d}", int(draw.random() < likely)))
    return table(said)


@pytest.mark.parametrize("seed", range(5))
def test_planted_lines_are_recovered(seed):
    """Though a third of what could be said is not, and much is said off the line, the order comes back."""
    found = scaling(planted(seed), QUESTION, n_draws=2)
    names = [each.name for each in found.places]
    order = spearmanr([int(name[1:]) for name in names], range(len(names))).statistic
    assert abs(order) > 0.9
    assert found.line_share.value > 1.5 * found.second_share


def test_two_who_oppose_each_other_stand_at_the_ends():
    """One concept: both masses 1/2, both residuals 1/2, one axis of inertia 1; the places are -1 and 1."""
    found = scaling(table([(1, "Norland", "Fees", 1), (2, "Sudmark", "Fees", 0)]), QUESTION, n_draws=10)
    assert [(each.name, round(each.place.value, 9)) for each in found.places] == [("Norland", -1), ("Sudmark", 1)]
    assert [(round(each.agreeing, 9), round(each.disagreeing, 9)) for each in found.poles] == [(-1, 1)]
    assert (found.line_share.value, found.second_share) == (pytest.approx(1), pytest.approx(0))


def test_it_is_the_correspondence_analysis_of_the_doubled_table():
    """Its inertia is the doubled table's chi-square, its places are centred, and the transition formula holds."""
    lean = np.random.default_rng(3).random((5, 4))
    doubled = np.hstack((lean, 1 - lean)) / lean.size
    rows, columns = doubled.sum(axis=1), doubled.sum(axis=0)
    expected = (doubled - np.outer(rows, columns)) ** 2 / np.outer(rows, columns)
    axis, poles, shares = first_axis(lean)
    inertia = (rows * axis**2).sum()
    assert inertia / expected.sum() == pytest.approx(shares[0])
    assert (columns * poles.ravel() ** 2).sum() == pytest.approx(inertia)
    assert (rows * axis).sum() == pytest.approx(0, abs=1e-12)
    profiles = doubled / rows[:, None]
    np.testing.assert_allclose(profiles @ poles.ravel() / np.sqrt(inertia), axis, atol=1e-9)  # the transition formula


def test_silence_neither_draws_nor_pushes():
    """Who speaks on nothing that parts the others stands nowhere; on a concept that is left silent, at its mean."""
    said = [
        (n, who, what, agree)
        for n, (who, what, agree) in enumerate(
            [
                ("A", "x", 1),
                ("B", "x", 0),
                ("A", "y", 1),
                ("C", "y", 0),
                ("D", "all", 1),
                ("A", "all", 1),
                ("E", "one", 0),
            ]
        )
    ]
    found = scaling(table(said), QUESTION, n_draws=5)
    assert {each.name for each in found.places} == {"A", "B", "C"}
    assert found.left_out == ("all", "one", "D", "E")
    by_name = {each.name: each.place.value for each in found.places}
    assert by_name["B"] == pytest.approx(by_name["C"])
    assert by_name["A"] < 0 < by_name["B"]


def test_names_turned_round_turn_the_line_round():
    """The first by name stands on the left; everything else keeps its distance."""
    said = [(1, "A", "x", 1), (2, "B", "x", 0), (3, "C", "x", 1), (4, "C", "y", 0), (5, "A", "y", 1)]
    turned = [(doc, {"A": "B", "B": "A"}.get(who, who), what, agree) for doc, who, what, agree in said]
    one, other = (scaling(table(each), QUESTION, n_draws=2).places for each in (said, turned))
    assert [each.place.value for each in one] == pytest.approx([-each.place.value for each in reversed(other)])


def test_nothing_said_makes_no_line():
    """And no error."""
    assert scaling(table([]), QUESTION, n_draws=2).places == ()
