"""Turns windows into padded batches of few shapes: every new shape costs the matrix library a compilation."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from standoff import Labelled
from torch import Tensor

from detente.coding.attribution.windows import Window
from detente.coding.attribution.words import END_MARK

_STEP = 32


@dataclass(frozen=True, slots=True)
class Example:
    """A window of a labelled article, and the number of its annotator."""

    labelled: Labelled
    window: Window
    annotator: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one shape; see Tagger.forward for the tensors.

    Attributes:
        lengths: How many words each window has; shape (batch).
    """

    examples: tuple[Example, ...]
    ids: Tensor
    marks: Tensor
    mask: Tensor
    first: Tensor
    lengths: Tensor
    annotators: Tensor

    def inputs(self) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """What the tagger is called with."""
        return self.ids, self.marks, self.mask, self.annotators, self.first


def batches(examples: Sequence[Example], most_tokens: int, shuffler: random.Random | None = None) -> list[Batch]:
    """The windows in batches of one padded length each; shuffled, and filled up, where a shuffler is given."""
    by_length: dict[int, list[Example]] = defaultdict(list)
    for example in examples:
        by_length[-(-len(example.window.ids) // _STEP) * _STEP].append(example)
    made = []
    for length, group in by_length.items():
        n_windows = max(1, most_tokens // length)
        if shuffler:
            shuffler.shuffle(group)
        for index in range(0, len(group), n_windows):
            chosen = group[index : index + n_windows]
            if shuffler:
                chosen += shuffler.choices(group, k=n_windows - len(chosen))
            made.append(_batch(chosen, length))
    if shuffler:
        shuffler.shuffle(made)
    return made


def _batch(chosen: Sequence[Example], length: int) -> Batch:
    windows = [example.window for example in chosen]
    n_words = min(length, -(-max(len(window.first) for window in windows) // _STEP) * _STEP)
    ids, mask = torch.zeros(len(chosen), length, dtype=torch.long), torch.zeros(len(chosen), length)
    marks = torch.full((len(chosen), length), END_MARK, dtype=torch.long)
    first = torch.zeros(len(chosen), n_words, dtype=torch.long)
    for row, window in enumerate(windows):
        n_tokens = len(window.ids)
        ids[row, :n_tokens] = torch.from_numpy(window.ids)
        marks[row, :n_tokens] = torch.from_numpy(window.marks)
        mask[row, :n_tokens] = 1
        first[row, : len(window.first)] = torch.from_numpy(window.first)
    lengths = torch.tensor([len(window.first) for window in windows])
    annotators = torch.tensor([example.annotator for example in chosen])
    return Batch(tuple(chosen), ids, marks, mask, first, lengths, annotators)
