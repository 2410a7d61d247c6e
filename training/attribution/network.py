"""The tagger: a MiniLM encoder, a CRF over role tags, and a pointer from each labelled word to its cue."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
import torch.nn.functional as F  # noqa: N812 - the name everybody knows it by
from torch import Tensor, nn

from detente.coding.attribution.decoding import POINTER_WIDTH, REACH_WORDS, TAGS
from detente.coding.attribution.words import MASK_ID, N_MARKS

WIDTH, HEAD_WIDTH, N_LAYERS, N_TOKENS, N_POSITIONS = 384, 32, 6, 30522, 512
N_SHARED_LAYERS = 3
"""So many layers from below are read for attributions and statements; above them each has layers of its own."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How wide a layer is: attention heads, the width of its inner part, and whether that is cut off at zero.

    The pretrained encoder uses GELU; a rectifier costs a tenth less time, and distillation makes up for it.
    """

    n_heads: int = 12
    inner_width: int = 1536
    is_rectified: bool = False

    @classmethod
    def of(cls, weights: Mapping[str, Tensor]) -> Shape:
        """The shape that a file of weights was trained in: narrowed layers are rectified."""
        n_heads = len(weights["encoder.layers.0.query.weight"]) // HEAD_WIDTH
        inner_width = len(weights["encoder.layers.0.inner.weight"])
        return cls(n_heads, inner_width, is_rectified=(n_heads, inner_width) != (cls().n_heads, cls().inner_width))


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

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape, width = shape, shape.n_heads * HEAD_WIDTH
        self.query, self.key, self.value = (nn.Linear(WIDTH, width) for _ in range(3))
        self.mixed = nn.Linear(width, WIDTH)
        self.mixed_norm, self.outer_norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, shape.inner_width), nn.Linear(shape.inner_width, WIDTH)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Shapes: hidden (batch, tokens, 384), mask (batch, 1, 1, tokens), true where a token stands."""
        n_texts, n_tokens, _ = hidden.shape

        def heads(projected: Tensor) -> Tensor:
            return projected.view(n_texts, n_tokens, self.shape.n_heads, HEAD_WIDTH).transpose(1, 2)

        attended = F.scaled_dot_product_attention(
            heads(self.query(hidden)), heads(self.key(hidden)), heads(self.value(hidden)), attn_mask=mask
        )
        hidden = self.mixed_norm(hidden + self.mixed(attended.transpose(1, 2).flatten(2)))
        inner = self.inner(hidden)
        inner = F.relu(inner) if self.shape.is_rectified else F.gelu(inner, approximate="tanh")
        return self.outer_norm(hidden + self.outer(inner))


class Encoder(nn.Module):
    """Token ids, the marks of their words and an annotator to hidden states."""

    def __init__(self, n_annotators: int, shape: Shape) -> None:
        super().__init__()
        self.tokens, self.positions = nn.Embedding(N_TOKENS, WIDTH), nn.Embedding(N_POSITIONS, WIDTH)
        self.marks, self.annotators = nn.Embedding(N_MARKS, WIDTH), nn.Embedding(n_annotators, WIDTH)
        nn.init.zeros_(self.marks.weight)
        nn.init.zeros_(self.annotators.weight)
        self.segment = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(N_LAYERS))

    def forward(
        self, ids: Tensor, marks: Tensor, mask: Tensor, annotators: Tensor, n_layers: int = N_LAYERS
    ) -> list[Tensor]:
        """The states behind each layer.

        Shapes: ids, marks and mask (batch, tokens), annotators (batch); each result (batch, tokens, 384).
        """
        hidden = self.tokens(ids) + self.positions.weight[: ids.shape[1]] + self.segment
        hidden = self.norm(hidden + self.marks(marks) + self.annotators(annotators)[:, None])
        hidden = F.dropout(hidden, _HIDDEN_SHARE, self.training)
        states = []
        for layer in self.layers[:n_layers]:
            hidden = layer(hidden, mask[:, None, None, :].bool())
            states.append(hidden)
        return states

    def begin_with(self, weights_file: Path) -> None:
        """Takes the weights of all-MiniLM-L6-v2."""
        from safetensors.torch import load_file  # noqa: PLC0415 - only a training machine has it

        weights = load_file(weights_file)
        self.tokens.weight.data = weights["embeddings.word_embeddings.weight"].float()
        self.positions.weight.data = weights["embeddings.position_embeddings.weight"].float()
        self.segment.data = weights["embeddings.token_type_embeddings.weight"][0].float()
        self.norm.weight.data = weights["embeddings.LayerNorm.weight"].float()
        self.norm.bias.data = weights["embeddings.LayerNorm.bias"].float()
        for number, layer in enumerate(self.layers):
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
    """What the tagger says of each word: shapes (batch, words, tags), (…, 128), (…, 128); and the encoder's states."""

    scores: Tensor
    pointing: Tensor
    pointed: Tensor
    states: list[Tensor]


class Tagger(nn.Module):
    """Tags each word and points each labelled word at the first word of its cue."""

    def __init__(self, n_annotators: int, shape: Shape = Shape()) -> None:
        super().__init__()
        self.encoder = Encoder(n_annotators, shape)
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.chain = ConditionalRandomField(len(TAGS))
        self.pointing, self.pointed = nn.Linear(WIDTH, POINTER_WIDTH), nn.Linear(WIDTH, POINTER_WIDTH)
        self.distance = nn.Parameter(torch.zeros(2 * REACH_WORDS + 1))

    def forward(self, ids: Tensor, marks: Tensor, mask: Tensor, annotators: Tensor, first: Tensor) -> Output:
        """Shapes as in Encoder; ``first`` (batch, words) is each word's first token."""
        states = self.encoder(self.with_masks(ids), marks, mask, annotators)
        hidden = torch.gather(states[-1], 1, first[..., None].expand(-1, -1, WIDTH))
        hidden = F.dropout(hidden, _HIDDEN_SHARE, self.training)
        return Output(self.tag(hidden), self.pointing(hidden), self.pointed(hidden), states)

    def with_masks(self, ids: Tensor) -> Tensor:
        """In training, the ids with some of them masked, so that nothing hangs on a single word."""
        if not self.training:
            return ids
        is_masked = (torch.rand(ids.shape, device=ids.device) < _MASKED_SHARE) & (ids > MASK_ID)
        return torch.where(is_masked, MASK_ID, ids)

    def pointers(self, pointing: Tensor, pointed: Tensor) -> Tensor:
        """How strongly each word points at each other: scaled dot product and a score of their distance."""
        index = torch.arange(pointing.shape[1], device=pointing.device)
        distance = (index[None] - index[:, None]).clamp(-REACH_WORDS, REACH_WORDS) + REACH_WORDS
        return pointing @ pointed.transpose(1, 2) / math.sqrt(POINTER_WIDTH) + self.distance[distance]
