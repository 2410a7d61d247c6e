"""The statement heads: whether a party makes a statement in a sentence, what act it is, and how firm.

They read a mix of the states behind all of the encoder's layers. A candidate asks the sentence's words, by attention
from the words that name its party, and adds what is known without the encoder.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812 - the name everybody knows it by
from network import N_LAYERS, WIDTH
from torch import Tensor, nn

from detente.coding.heads import ACTS, FIRMNESS, REACH, READING_WIDTH

TOPIC_WIDTH = 160
_N_HEADS, _FEATURES_WIDTH, _HIDDEN_WIDTH = 4, 48, 192
_STATES_DROPPED, _HIDDEN_DROPPED = 0.1, 0.25
_IMPOSSIBLE = -1e4


class Judged(NamedTuple):
    """What the heads say of each candidate, not yet as shares; shapes (…), (…, 8), (…, 4), (…), (…, words)."""

    is_statement: Tensor
    acts: Tensor
    firmness: Tensor
    is_conditional: Tensor
    attention: Tensor


class Heads(nn.Module):
    """Reads the encoder's states for statements and topics."""

    def __init__(self, n_features: int) -> None:
        super().__init__()
        self.mix = nn.Parameter(torch.tensor([0.0, 0.0, 1.0, 2.0, 1.0, 1.0]))
        self.norms = nn.ModuleList(nn.LayerNorm(WIDTH) for _ in range(N_LAYERS))
        self.norm, self.reading = nn.LayerNorm(WIDTH), nn.Linear(WIDTH, READING_WIDTH)
        self.topic, self.sharpness = nn.Linear(WIDTH, TOPIC_WIDTH), nn.Parameter(torch.tensor(2.5))
        self.features = nn.Linear(n_features, _FEATURES_WIDTH)
        self.query = nn.Linear(READING_WIDTH + _FEATURES_WIDTH, READING_WIDTH)
        self.key, self.value = nn.Linear(READING_WIDTH, READING_WIDTH), nn.Linear(READING_WIDTH, READING_WIDTH)
        self.distance, self.word = nn.Embedding(2 * REACH + 2, _N_HEADS), nn.Linear(READING_WIDTH, len(ACTS) + 1)
        nn.init.zeros_(self.distance.weight)
        n_given = 2 * READING_WIDTH + _FEATURES_WIDTH + n_features + len(ACTS) + 1
        self.hidden = nn.Sequential(
            nn.Linear(n_given, _HIDDEN_WIDTH), nn.GELU(), nn.Dropout(_HIDDEN_DROPPED),
            nn.Linear(_HIDDEN_WIDTH, _HIDDEN_WIDTH), nn.GELU(), nn.Dropout(_HIDDEN_DROPPED),
        )  # fmt: skip
        self.told = nn.Linear(_HIDDEN_WIDTH, 1 + len(ACTS) + len(FIRMNESS) + 1)

    def mixed(self, states: list[Tensor], first: Tensor) -> Tensor:
        """A mix of the states behind the layers, at each word's first token; shape (batch, words, 384)."""
        shares = self.mix.softmax(0)
        whole = sum(share * norm(state.float()) for share, norm, state in zip(shares, self.norms, states, strict=True))
        return whole.gather(1, first[..., None].expand(-1, -1, WIDTH))

    def read(self, mixed: Tensor) -> Tensor:
        """What the statement heads know of each word; shape (…, 128)."""
        return torch.tanh(self.reading(F.dropout(self.norm(mixed), _STATES_DROPPED, self.training)))

    def topics(self, mixed: Tensor) -> Tensor:
        """What each word is about; shape (…, 160). A stretch is about the mean of its words."""
        return self.topic(mixed)

    def forward(self, reading: Tensor, is_word: Tensor, anchors: Tensor, distances: Tensor, features: Tensor) -> Judged:
        """Shapes: (candidates, words, 128), then three times (candidates, words), and (candidates, features)."""
        n_candidates = reading.shape[0]  # len() would be a constant in the exported model
        anchor = (reading * anchors[..., None]).sum(1) / anchors.sum(1, keepdim=True).clamp(min=1)
        known = F.gelu(self.features(features))
        split = (n_candidates, -1, _N_HEADS, READING_WIDTH // _N_HEADS)
        query = self.query(torch.cat([anchor, known], -1)).view(n_candidates, _N_HEADS, -1)
        looked = torch.einsum("nhd,nthd->nth", query, self.key(reading).view(split)) / query.shape[-1] ** 0.5
        looked = (looked + self.distance(distances)).masked_fill(is_word[..., None] == 0, _IMPOSSIBLE).softmax(1)
        seen = torch.einsum("nth,nthd->nhd", looked, self.value(reading).view(split)).flatten(1)
        attention = looked.mean(-1)
        acts = torch.einsum("nt,ntk->nk", attention, self.word(reading))
        told = self.told(self.hidden(torch.cat([anchor, seen, known, features, acts], -1)))
        is_statement, acts, firmness, is_conditional = told.split([1, len(ACTS), len(FIRMNESS), 1], -1)
        return Judged(is_statement[:, 0], acts, firmness, is_conditional[:, 0], attention)
