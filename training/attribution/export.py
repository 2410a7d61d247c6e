"""Writes a trained tagger and its statement heads as the files that the package ships: ONNX, tokenizer and manifest.

    python training/attribution/export.py --weights build/tagger.pt --heads build/heads.pt \
        --tokenizer minilm/tokenizer.json --version attribution/2 --out src/detente/coding/attribution/model

Matrices are stored as int8 with a scale per output channel and multiplied with activations quantized as they come;
token embeddings are stored as int8 with a scale per token. The attention and the activation are onnxruntime's own fused
operators, so the file runs on onnxruntime only. One window is read at a time: quantizing a batch together would let one
text change another's result.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import logging
import tempfile
import warnings
from pathlib import Path

import onnx
import torch
from heads import N_ROLES, Heads
from network import N_SHARED_LAYERS, NOBODY, WIDTH, Shape, Tagger
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from detente.coding.attribution.words import N_PARTIES, NO_PARTY
from detente.coding.candidates import N_FEATURES
from detente.coding.heads import READING_WIDTH, TOPIC_WIDTH

OPSET = 17
LONGEST_WINDOW = 256
_EQUAL = 0.05
"""What differs by less is left as it is, so that weights read back from an exported model give the same again."""


class _Attention(torch.autograd.Function):
    @staticmethod
    def forward(_ctx: object, query: Tensor, _key: Tensor, _value: Tensor, _n_heads: int) -> Tensor:
        return query.clone()

    @staticmethod
    def symbolic(
        graph: torch.Graph, query: torch.Value, key: torch.Value, value: torch.Value, n_heads: int
    ) -> torch.Value:
        attended = graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=n_heads)
        return attended.setType(query.type())


class _Gelu(torch.autograd.Function):
    @staticmethod
    def forward(_ctx: object, inner: Tensor) -> Tensor:
        return inner.clone()

    @staticmethod
    def symbolic(graph: torch.Graph, inner: torch.Value) -> torch.Value:
        return graph.op("com.microsoft::FastGelu", inner).setType(inner.type())


class _Layer(nn.Module):
    """A layer with one matrix for query, key and value."""

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        _equalise(layer.value, layer.mixed)
        parts = (layer.query, layer.key, layer.value)
        self.width = layer.query.out_features
        self.layer, self.projected = layer, nn.Linear(WIDTH, 3 * self.width)
        self.projected.weight.data = torch.cat([part.weight for part in parts])
        self.projected.bias.data = torch.cat([part.bias for part in parts])

    def forward(self, hidden: Tensor) -> Tensor:
        shape, (query, key, value) = self.layer.shape, self.projected(hidden).split(self.width, -1)
        attended = _Attention.apply(query, key, value, shape.n_heads)
        hidden = self.layer.mixed_norm(hidden + self.layer.mixed(attended))
        inner = self.layer.inner(hidden)
        inner = torch.relu(inner) if shape.is_rectified else _Gelu.apply(inner)
        return self.layer.outer_norm(hidden + self.layer.outer(inner))


def _equalise(inward: nn.Linear, outward: nn.Linear) -> None:
    """Scales what passes between two matrices so that both use int8 alike; what they compute together stays the same.

    Source: Nagel et al. 2019, data-free quantization by cross-layer equalization.
    """
    sizes = (inward.weight.square().sum(1).sqrt() + inward.bias.abs()) / outward.weight.abs().amax(0).clamp(min=1e-4)
    scale = sizes.sqrt()
    if (scale - 1).abs().max() < _EQUAL:
        return
    inward.weight.data, inward.bias.data = inward.weight / scale[:, None], inward.bias / scale
    outward.weight.data = outward.weight * scale


class _Shipped(nn.Module):
    """The tagger as it is run: one window, nobody's habits, words only."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        encoder = tagger.encoder
        self.tagger, self.layers = tagger, nn.ModuleList(_Layer(layer) for layer in encoder.layers)
        scale = encoder.tokens.weight.abs().amax(1) / 127
        self.register_buffer("scale", scale)
        self.register_buffer("table", (encoder.tokens.weight / scale[:, None]).round().to(torch.int8))
        self.register_buffer("constant", encoder.segment + encoder.annotators.weight[NOBODY])
        self.register_buffer("positions", encoder.positions.weight[:LONGEST_WINDOW].clone())
        n_tags = tagger.tag.weight.shape[0]
        self.head = nn.Linear(WIDTH, n_tags + 2 * tagger.pointing.weight.shape[0])
        parts = (tagger.tag, tagger.pointing, tagger.pointed)
        self.head.weight.data = torch.cat([part.weight for part in parts])
        self.head.bias.data = torch.cat([part.bias for part in parts])
        self.n_tags = n_tags

    def forward(self, ids: Tensor, marks: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        encoder = self.tagger.encoder
        tokens = self.table[ids].float() * self.scale[ids][:, None]
        hidden = tokens + self.positions[: ids.shape[0]] + encoder.marks.weight[marks] + self.constant
        hidden = encoder.norm(hidden)[None]
        for layer in self.layers[:N_SHARED_LAYERS]:
            hidden = layer(hidden)
        shared = hidden[0]
        for layer in self.layers[N_SHARED_LAYERS:]:
            hidden = layer(hidden)
        told = self.head(hidden[0][first])
        scores, pointing, pointed = told.split([self.n_tags, *[(told.shape[1] - self.n_tags) // 2] * 2], -1)
        pointers = self.tagger.pointers(pointing[None], pointed[None])[0]
        return scores, pointers, shared


class _ShippedLayers(nn.Module):
    """The layers that statements are read by as they are run: one window."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads, self.layers = heads, nn.ModuleList(_Layer(layer) for layer in heads.layers)
        self.register_buffer("meant", heads.numbers_meant().T)

    def forward(self, shared: Tensor, first: Tensor, parties: Tensor) -> Tensor:
        hidden, shares = (shared + self.heads.numbered(parties))[None], self.heads.mix.softmax(0)
        mixed = shares[0] * self.heads.norms[0](shared[first])
        for share, norm, layer in zip(shares[1:], self.heads.norms[1:], self.layers, strict=True):
            hidden = layer(hidden)
            mixed = mixed + share * norm(hidden[0][first])
        whom = (self.heads.means(mixed) @ self.meant).softmax(-1)
        return torch.cat([self.heads.read(mixed), self.heads.topics(mixed), whom], -1)


class _ShippedHeads(nn.Module):
    """The statement heads as they are run: the candidates of one sentence."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(
        self, states: Tensor, roles: Tensor, anchors: Tensor, distances: Tensor, features: Tensor
    ) -> tuple[Tensor, ...]:
        reading, topics = states[None].expand(features.shape[0], -1, -1).split([READING_WIDTH, TOPIC_WIDTH], -1)
        told = self.heads(reading, topics, roles, anchors, distances, features, torch.ones_like(anchors))
        likely = told.is_statement.sigmoid(), told.acts.softmax(-1), told.firmness.softmax(-1)
        return *likely, told.is_conditional.sigmoid(), told.attention, told.topics, told.words.softmax(-1)


def main() -> None:
    """Reads the arguments and writes the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="what train.py wrote")
    parser.add_argument("--heads", type=Path, help="statement heads; untrained ones where there are none yet")
    parser.add_argument("--tokenizer", type=Path, required=True, help="the encoder's tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")
    parser.add_argument("--window", type=int, default=192, help="longest window in tokens")
    parser.add_argument("--version", required=True, help="the model's version, kept with what it finds")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore", DeprecationWarning)  # fused operators are told by the older exporter's symbols
    logging.getLogger().setLevel(logging.ERROR)
    tagger = read_tagger(options.weights)
    heads = read_heads(options.heads, tagger)
    export_tagger(tagger, options.out / "tagger.onnx")
    export_layers(heads, options.out / "reading.onnx")
    export_heads(heads, options.out / "statements.onnx")
    (options.out / "tokenizer.json").write_bytes(options.tokenizer.read_bytes())
    files = {name: hashlib.sha256((options.out / name).read_bytes()).hexdigest() for name in FILES}
    chain = {name: weights.tolist() for name, weights in tagger.chain.state_dict().items()}
    manifest = {
        "version": options.version, "window": options.window, "sha256": files, "chain": chain, "statements": {},
        "states": READING_WIDTH + TOPIC_WIDTH + N_PARTIES + 1,
    }  # fmt: skip
    (options.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


FILES = ("tagger.onnx", "reading.onnx", "statements.onnx", "tokenizer.json")


def read_tagger(path: Path) -> Tagger:
    """The tagger that a file of weights holds; its shape and its annotators are read from the weights."""
    weights = torch.load(path, weights_only=True)
    tagger = Tagger(len(weights["encoder.annotators.weight"]), Shape.of(weights))
    tagger.load_state_dict(weights)
    return tagger.eval()


def read_heads(path: Path | None, tagger: Tagger) -> Heads:
    """The statement heads that a file of weights holds, or untrained ones above the tagger's own layers."""
    heads = Heads()
    heads.begin_with(tagger)
    if path is not None:
        heads.load_state_dict(torch.load(path, weights_only=True))
    return heads.eval()


def export_tagger(tagger: Tagger, path: Path) -> None:
    """Writes the int8 tagger: tags, pointers, and the states that other layers go on from."""
    inputs = (torch.ones(16, dtype=torch.long), torch.ones(16, dtype=torch.long), torch.arange(1, 10))
    axes = {
        "ids": {0: "tokens"}, "marks": {0: "tokens"}, "first": {0: "words"}, "scores": {0: "words"},
        "pointers": {0: "words", 1: "words"}, "shared": {0: "tokens"},
    }  # fmt: skip
    _export_int8(_Shipped(tagger), inputs, (["ids", "marks", "first"], ["scores", "pointers", "shared"]), axes, path)


def export_layers(heads: Heads, path: Path) -> None:
    """Writes the int8 layers that statements are read by."""
    inputs = (torch.ones(16, WIDTH), torch.arange(1, 10), torch.full((16,), NO_PARTY))
    axes = {"shared": {0: "tokens"}, "parties": {0: "tokens"}, "first": {0: "words"}, "states": {0: "words"}}
    _export_int8(_ShippedLayers(heads), inputs, (["shared", "first", "parties"], ["states"]), axes, path)


def _export_int8(
    module: nn.Module, inputs: tuple[Tensor, ...], names: tuple[list[str], list[str]],
    axes: dict[str, dict[int, str]], path: Path,
) -> None:  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / path.name
        with torch.no_grad():
            torch.onnx.export(
                module.eval(), inputs, str(whole), input_names=names[0], output_names=names[1], opset_version=OPSET,
                dynamo=False, custom_opsets={"com.microsoft": 1}, dynamic_axes=axes,
            )  # fmt: skip
        quantize_dynamic(
            whole, path, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
        )  # fmt: skip


def export_heads(heads: Heads, path: Path) -> None:
    """Writes the statement heads in single precision."""
    n_words = 7
    given = (
        torch.zeros(n_words, READING_WIDTH + TOPIC_WIDTH), torch.zeros(2, n_words, N_ROLES),
        torch.zeros(2, n_words), torch.zeros(2, n_words, dtype=torch.long), torch.zeros(2, N_FEATURES),
    )  # fmt: skip
    asked = ["states", "roles", "anchors", "distances", "features"]
    told = ["is_statement", "acts", "firmness", "is_conditional", "attention", "topics", "words"]
    axes = {name: {0: "candidates"} for name in (*told, *asked[1:])}
    for name in ("attention", "words", "roles", "anchors", "distances"):
        axes[name][1] = "words"
    with torch.no_grad():
        torch.onnx.export(
            _ShippedHeads(heads).eval(), given, str(path), input_names=asked, output_names=told, opset_version=OPSET,
            dynamo=False, dynamic_axes={**axes, "states": {0: "words"}},
        )  # fmt: skip


if __name__ == "__main__":
    main()
