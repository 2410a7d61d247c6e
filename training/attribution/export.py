"""Writes a trained tagger as the files that the package ships: int8 ONNX, tokenizer and manifest.

    python training/attribution/export.py --weights build/tagger/tagger.pt --tokenizer minilm/tokenizer.json \
        --out src/detente/coding/attribution/model

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
from network import N_HEADS, NOBODY, WIDTH, Tagger
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

OPSET = 17
LONGEST_WINDOW = 256


class _Attention(torch.autograd.Function):
    @staticmethod
    def forward(_ctx: object, query: Tensor, _key: Tensor, _value: Tensor) -> Tensor:
        return query.clone()

    @staticmethod
    def symbolic(graph: torch.Graph, query: torch.Value, key: torch.Value, value: torch.Value) -> torch.Value:
        return graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=N_HEADS).setType(
            query.type()
        )


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
        parts = (layer.query, layer.key, layer.value)
        self.layer, self.projected = layer, nn.Linear(WIDTH, 3 * WIDTH)
        self.projected.weight.data = torch.cat([part.weight for part in parts])
        self.projected.bias.data = torch.cat([part.bias for part in parts])

    def forward(self, hidden: Tensor) -> Tensor:
        query, key, value = self.projected(hidden).split(WIDTH, -1)
        hidden = self.layer.mixed_norm(hidden + self.layer.mixed(_Attention.apply(query, key, value)))
        return self.layer.outer_norm(hidden + self.layer.outer(_Gelu.apply(self.layer.inner(hidden))))


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
        for layer in self.layers:
            hidden = layer(hidden)
        told = self.head(hidden[0][first])
        scores, pointing, pointed = told.split([self.n_tags, *[(told.shape[1] - self.n_tags) // 2] * 2], -1)
        pointers = self.tagger.pointers(pointing[None], pointed[None])[0]
        return scores, pointers


def main() -> None:
    """Reads the arguments and writes the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True, help="what train.py wrote")
    parser.add_argument("--tokenizer", type=Path, required=True, help="the encoder's tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")
    parser.add_argument("--window", type=int, default=192, help="longest window in tokens")
    parser.add_argument("--version", required=True, help="the model's version, kept with what it finds")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    warnings.simplefilter("ignore", DeprecationWarning)  # fused operators are told by the older exporter's symbols
    logging.getLogger().setLevel(logging.ERROR)
    tagger = read_tagger(options.weights)
    export(tagger, options.out / "tagger.onnx")
    (options.out / "tokenizer.json").write_bytes(options.tokenizer.read_bytes())
    files = {name: hashlib.sha256((options.out / name).read_bytes()).hexdigest() for name in FILES}
    chain = {name: weights.tolist() for name, weights in tagger.chain.state_dict().items()}
    manifest = {"version": options.version, "window": options.window, "sha256": files, "chain": chain}
    (options.out / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


FILES = ("tagger.onnx", "tokenizer.json")


def read_tagger(path: Path) -> Tagger:
    """The tagger that a file of weights holds; its depth and its annotators are read from the weights."""
    weights = torch.load(path, weights_only=True)
    n_layers = len({name.split(".")[2] for name in weights if name.startswith("encoder.layers.")})
    tagger = Tagger(n_layers, len(weights["encoder.annotators.weight"]))
    tagger.load_state_dict(weights)
    return tagger.eval()


def export(tagger: Tagger, path: Path) -> None:
    """Writes the int8 model."""
    inputs = (torch.ones(16, dtype=torch.long), torch.ones(16, dtype=torch.long), torch.arange(1, 10))
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "tagger.onnx"
        with torch.no_grad():
            torch.onnx.export(
                _Shipped(tagger).eval(), inputs, str(whole), input_names=["ids", "marks", "first"],
                output_names=["scores", "pointers"], opset_version=OPSET, dynamo=False,
                custom_opsets={"com.microsoft": 1},
                dynamic_axes={
                    "ids": {0: "tokens"}, "marks": {0: "tokens"}, "first": {0: "words"},
                    "scores": {0: "words"}, "pointers": {0: "words", 1: "words"},
                },
            )  # fmt: skip
        quantize_dynamic(
            whole, path, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT, "MatMulConstBOnly": True},
        )  # fmt: skip


if __name__ == "__main__":
    main()
