"""Backbones: the Laplacian's spectrum by hand, and what can be spared."""

from __future__ import annotations

import numpy as np
import pytest

from detente.analysis.networks import Aggregation, Backbone, Compat, Mode, NetworkQuestion, spectrum
from detente.errors import NetworkError

QUESTION = NetworkQuestion(
    mode=Mode.ONE_MODE, rows="who", columns="what", qualifier="agree", aggregation=Aggregation.CONGRUENCE
)


def _table(made):
    said = [("A", "Fees"), ("B", "Fees"), ("B", "Ports"), ("C", "Ports"), ("C", "Quota")]
    return made([f"{n},{n},2031-01-01,,,,,{who},{what},1" for n, (who, what) in enumerate(said)])


def test_the_spectrum_is_the_laplacians():
    """A path of three has the eigenvalues 0, 1, 3, of sum 4; DNA takes its weighted degrees 1, 1, 2."""
    path = np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0.0]])
    assert spectrum(path) == pytest.approx([0, 1 / 4, 3 / 4])
    assert spectrum(path, is_dna=True) == pytest.approx([1 / 4, 1 / 4, 1 / 2])


def test_losses_by_hand(made):
    """A-B-C by fees and ports. Fees alone leave one tie, of spectrum 0, 0, 1: 1/4 + 1/4 off; of DNA's degrees 1/2."""
    assert Backbone(_table(made), QUESTION).loss(["Fees"]) == pytest.approx(1 / 4 + 1 / 4)
    as_dna = NetworkQuestion(**{**_asked(QUESTION), "compat": Compat.DNA})
    assert Backbone(_table(made), as_dna).loss(["Fees"]) == pytest.approx(1 / 4 + 1 / 4)
    assert Backbone(_table(made), QUESTION).loss(["Fees"], penalty=3.0) == pytest.approx(0.5 * np.exp(-3 * 2 / 3))
    with pytest.raises(NetworkError, match="no concept 'Cod'"):
        Backbone(_table(made), QUESTION).loss(["Cod"])


def _asked(question):
    names = ("mode", "rows", "columns", "qualifier", "aggregation")
    return {name: getattr(question, name) for name in names}


def test_what_ties_nobody_is_spared_first(made):
    """Quota has one speaker; fees and ports are the backbone, and go together as they tie for the least loss."""
    order = Backbone(_table(made), QUESTION).order()
    assert [step.concept for step in order.steps] == ["Quota", "Ports", "Fees"]
    assert [step.backbone_loss for step in order.steps] == pytest.approx([0, 0.5, 1])
    assert [step.n_statements for step in order.steps] == [4, 2, 0]
    assert (set(order.backbone), order.backbone_loss, order.n_statements) == ({"Fees", "Ports"}, 0, 5)


def test_a_network_without_statements_has_no_backbone(made):
    """And no error."""
    order = Backbone(made([]), QUESTION).order()
    assert (order.backbone, order.steps) == ((), ())
