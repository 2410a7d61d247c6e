"""Backbones: which concepts carry the structure of a one-mode network, and which could be left out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np

from detente.analysis.networks.apart import spectrum
from detente.analysis.networks.asking import Mode, NetworkQuestion
from detente.analysis.networks.networks import Builder
from detente.analysis.networks.profiles import Matrix
from detente.analysis.networks.selecting import select
from detente.analysis.networks.tables import StatementTable
from detente.errors import NetworkError

LOSS_LIMIT = 0.1
"""A backbone may lose so much: a twentieth of the most that two spectra can differ by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackboneStep:
    """One concept left out, in the order in which they can be spared.

    Attributes:
        concept: The one left out.
        backbone_loss: How far the spectrum of what remains lies from that of the whole network, in [0, 2].
        redundant_loss: How far that of all left out so far does.
        n_statements: So many statements remain.
    """

    concept: str
    backbone_loss: float
    redundant_loss: float
    n_statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SparingOrder:
    """The concepts of a network in the order in which they can be spared.

    Attributes:
        backbone: Those that are left before the loss first passes ``loss_limit``, the least to be spared first.
        backbone_loss: Theirs.
        steps: Each concept left out, to the last.
        n_statements: So many statements the whole network rests on.
    """

    backbone: tuple[str, ...]
    backbone_loss: float
    loss_limit: float
    steps: tuple[BackboneStep, ...]
    n_statements: int


class Backbone:
    """The one-mode network of a question, and how much of its spectrum sets of concepts keep.

    The spectrum is that of the true Laplacian by default, the sorted weighted degrees with ``compat="dna"`` (see
    :func:`detente.analysis.networks.spectrum`); the loss is the sum of what two spectra differ by. All actors of the
    whole network stay in every part of it.
    """

    def __init__(self, table: StatementTable, question: NetworkQuestion) -> None:
        self._builder = Builder(select(table, replace(question, mode=Mode.ONE_MODE)))
        chosen = self._builder.selection
        self._actors, codes = self._builder.names(chosen.kept)
        self.concepts = tuple(chosen.columns.labels[code] for code in codes)
        self._concept_of = np.array([chosen.columns.label_at(row) for row in chosen.kept.tolist()], dtype=object)
        self._whole = self._spectrum(self.concepts)

    def loss(self, concepts: Collection[str], penalty: float = 0.0) -> float:
        """How far the spectrum of these concepts lies from that of all.

        Args:
            concepts: Some of the network's.
            penalty: The loss is multiplied by exp(-penalty * share of concepts that are not among these).

        Raises:
            NetworkError: The network has no such concept.
        """
        unknown = sorted(set(concepts) - set(self.concepts))
        if unknown:
            raise NetworkError(f"the network has no concept {unknown[0]!r}")
        left_share = (len(self.concepts) - len(set(concepts))) / max(len(self.concepts), 1)
        return float(np.abs(self._whole - self._spectrum(concepts)).sum() * np.exp(-penalty * left_share))

    def nested(self) -> Iterator[BackboneStep]:
        """The concepts in the order in which they can be spared: each time the one whose loss is the least.

        Those that tie for it go together, the last by name first.
        """
        left = list(self.concepts)
        gone: list[str] = []
        while left:
            losses = {concept: self.loss([each for each in left if each != concept]) for concept in left}
            least = min(losses.values())
            for concept in [each for each in reversed(left) if losses[each] == least]:
                left.remove(concept)
                gone.append(concept)
                yield BackboneStep(
                    concept=concept,
                    backbone_loss=self.loss(left),
                    redundant_loss=self.loss(gone),
                    n_statements=int(np.isin(self._concept_of, left).sum()),
                )

    def order(self, loss_limit: float = LOSS_LIMIT) -> SparingOrder:
        """The concepts in the order in which they can be spared, and those that carry the structure."""
        steps = tuple(self.nested())
        n_spared = next((place for place, step in enumerate(steps) if step.backbone_loss > loss_limit), len(steps))
        return SparingOrder(
            backbone=tuple(step.concept for step in reversed(steps[n_spared:])),
            backbone_loss=steps[n_spared - 1].backbone_loss if n_spared else 0.0,
            loss_limit=loss_limit,
            steps=steps,
            n_statements=len(self._concept_of),
        )

    def _spectrum(self, concepts: Collection[str]) -> Matrix:
        chosen = self._builder.selection
        kept = chosen.kept[np.isin(self._concept_of, list(concepts))]
        ties = self._builder.ties(kept, self._actors, np.zeros(0, dtype=np.int32))
        return spectrum(ties.values, is_dna=chosen.question.is_dna)
