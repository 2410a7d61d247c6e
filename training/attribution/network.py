"""The tagger: a MiniLM encoder, a CRF over role tags, and a pointer from each labelled word to its cue."""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812 - the name everybody knows it by
from torch import Tensor, nn

from detente.coding.attribution.decoding import POINTER_WIDTH, REACH_WORDS, TAGS
from detente.coding.attribution.words import N_MARKS

WIDTH, N_HEADS, INNER_WIDTH, N_TOKENS, N_POSITIONS, MASK_ID = 384, 12, 1536, 30522, 512, 103
KEPT_LAYERS = {6: (0, 1, 2, 3, 4, 5), 5: (0, 1, 2, 3, 5), 4: (0, 1, 3, 5), 3: (0, 2, 5)}
"""Which of the pretrained encoder's six layers a shallower one begins with."""
NOBODY = 0
"""The annotator whose habits are nobody's: what the tagger is asked for once it is trained."""
_HIDDEN_SHARE, _MASKED_SHARE = 0.1, 0.06
_SOURCE_NAMES = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "mixed": "attention.output.dense", "mixed_norm": "attention.output.LayerNorm",
    "inner": "intermediate.dense", "outer": "output.dense", "outer_norm": "output.LayerNorm",
}  # fmt: skip


class Layer(nn.Module):
    """A transformer layer without dropout: on a CPU, drawing the masks costs ten times the layer itself."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mixed = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.mixed_norm, self.outer_norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER_WIDTH), nn.Linear(INNER_WIDTH, WIDTH)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Shapes: hidden (batch, tokens, 384), mask (batch, 1, 1, tokens), true where a token stands."""
        n_texts, n_tokens, _ = hidden.shape

        def heads(projected: Tensor) -> Tensor:
            return projected.view(n_texts, n_tokens, N_HEADS, WIDTH // N_HEADS).transpose(1, 2)

        attended = F.scaled_dot_product_attention(
            heads(self.query(hidden)), heads(self.key(hidden)), heads(self.value(hidden)), attn_mask=mask
        )
        hidden = self.mixed_norm(hidden + self.mixed(attended.transpose(1, 2).reshape(n_texts, n_tokens, WIDTH)))
        return self.outer_norm(hidden + self.outer(F.gelu(self.inner(hidden), approximate="tanh")))


class Encoder(nn.Module):
    """Token ids, the marks of their words and an annotator to hidden states."""

    def __init__(self, n_layers: int, n_annotators: int) -> None:
        super().__init__()
        self.tokens, self.positions = nn.Embedding(N_TOKENS, WIDTH), nn.Embedding(N_POSITIONS, WIDTH)
        self.marks, self.annotators = nn.Embedding(N_MARKS, WIDTH), nn.Embedding(n_annotators, WIDTH)
        nn.init.zeros_(self.marks.weight)
        nn.init.zeros_(self.annotators.weight)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(n_layers))

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor, annotators: Tensor) -> Tensor:
        """Shapes: ids, marks and mask (batch, tokens), annotators (batch); the result (batch, tokens, 384)."""
        hidden = self.tokens(ids) + self.positions.weight[: ids.shape[1]] + self.segment
        hidden = self.norm(hidden + self.marks(marks) + self.annotators(annotators)[:, None])
        hidden = F.dropout(hidden, _HIDDEN_SHARE, self.training)
        for layer in self.layers:
            hidden = layer(hidden, mask[:, None, None, :].bool())
        return hidden

    def begin_with(self, weights_file: Path) -> None:
        """Takes the weights of all-MiniLM-L6-v2, as many layers of it as this encoder has."""
        from safetensors.torch import load_file  # noqa: PLC0415 - only a training machine has it

        weights = load_file(weights_file)
        self.tokens.weight.data = weights["embeddings.word_embeddings.weight"].float()
        self.positions.weight.data = weights["embeddings.position_embeddings.weight"].float()
        self.segment.data = weights["embeddings.token_type_embeddings.weight"][0].float()
        self.norm.weight.data = weights["embeddings.LayerNorm.weight"].float()
        self.norm.bias.data = weights["embeddings.LayerNorm.bias"].float()
        for layer, number in zip(self.layers, KEPT_LAYERS[len(self.layers)], strict=True):
            for own, theirs in _SOURCE_NAMES.items():
                module = getattr(layer, own)
                module.weight.data = weights[f"encoder.layer.{number}.{theirs}.weight"].float()
                module.bias.data = weights[f"encoder.layer.{number}.{theirs}.bias"].float()


class ConditionalRandomField(nn.Module):
    """A linear chain over tags (Lafferty, McCallum and Pereira 2001)."""

    def __init__(self, n_tags: int) -> None:
        super().__init__()
        self.transitions = nn.Parameter(torch.zeros(n_tags, n_tags))
        self.first, self.last = nn.Parameter(torch.zeros(n_tags)), nn.Parameter(torch.zeros(n_tags))

    def negative_log_likelihood(self, scores: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Shapes: scores (batch, words, tags), tags (batch, words), lengths (batch); the result (batch)."""
        n_words = scores.shape[1]
        is_word = torch.arange(n_words, device=scores.device)[None] < lengths[:, None]
        told = (scores.gather(2, tags[..., None])[..., 0] * is_word).sum(1) + self.first[tags[:, 0]]
        told = told + (self.transitions[tags[:, :-1], tags[:, 1:]] * is_word[:, 1:]).sum(1)
        told = told + self.last[tags.gather(1, (lengths - 1)[:, None])[:, 0]]
        reached = scores[:, 0] + self.first
        for word in range(1, n_words):
            following = torch.logsumexp(reached[:, :, None] + self.transitions[None], 1) + scores[:, word]
            reached = torch.where(is_word[:, word, None], following, reached)
        return torch.logsumexp(reached + self.last, 1) - told


class Output(NamedTuple):
    """What the tagger says of each word: shapes (batch, words, tags), (…, 128), (…, 128)."""

    scores: Tensor
    pointing: Tensor
    pointed: Tensor


class Tagger(nn.Module):
    """Tags each word and points each labelled word at the first word of its cue."""

    def __init__(self, n_layers: int, n_annotators: int) -> None:
        super().__init__()
        self.encoder = Encoder(n_layers, n_annotators)
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.chain = ConditionalRandomField(len(TAGS))
        self.pointing, self.pointed = nn.Linear(WIDTH, POINTER_WIDTH), nn.Linear(WIDTH, POINTER_WIDTH)
        self.distance = nn.Parameter(torch.zeros(2 * REACH_WORDS + 1))

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor, annotators: Tensor, first: Tensor) -> Output:
        """Shapes as in Encoder; ``first`` (batch, words) is each word's first token."""
        if self.training:
            is_masked = torch.rand(ids.shape, device=ids.device) < _MASKED_SHARE
            ids = torch.where(is_masked & (ids > MASK_ID), MASK_ID, ids)
        hidden = self.encoder(ids, marks, mask, annotators)
        hidden = torch.gather(hidden, 1, first[..., None].expand(-1, -1, WIDTH))
        hidden = F.dropout(hidden, _HIDDEN_SHARE, self.training)
        return Output(self.tag(hidden), self.pointing(hidden), self.pointed(hidden))

    def pointers(self, pointing: Tensor, pointed: Tensor) -> Tensor:
        """How strongly each word points at each other: scaled dot product and a score of their distance."""
        index = torch.arange(pointing.shape[1], device=pointing.device)
        distance = (index[None] - index[:, None]).clamp(-REACH_WORDS, REACH_WORDS) + REACH_WORDS
        return pointing @ pointed.transpose(1, 2) / math.sqrt(POINTER_WIDTH) + self.distance[distance]
