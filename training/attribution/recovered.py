"""Reads a tagger's weights back from an exported model, so that training can go on from what is shipped.

    python training/attribution/recovered.py --model src/detente/coding/attribution/model --out build/narrow

They are as exact as int8 keeps them: exported again, they give the same matrices. What is not shipped, the annotators'
own vectors, is nothing.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import onnx
import torch
from narrowing import NARROW
from network import HEAD_WIDTH, N_LAYERS, Tagger
from onnx import GraphProto, numpy_helper
from torch import Tensor


def main() -> None:
    """Reads the arguments, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the exported model")
    parser.add_argument("--out", type=Path, required=True, help="folder for tagger.pt")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    graph = onnx.load(options.model / "tagger.onnx").graph
    chain = json.loads((options.model / "manifest.json").read_text(encoding="utf-8"))["chain"]
    weights = {f"chain.{name}": torch.tensor(one) for name, one in chain.items()}
    torch.save({**weights, **recovered(graph)}, options.out / "tagger.pt")


def recovered(graph: GraphProto) -> dict[str, Tensor]:
    """The weights of encoder and outputs that a graph holds, by their names in Tagger."""
    held = {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in graph.initializer}
    plain = Tagger(n_annotators=1, shape=NARROW).state_dict()
    weights = {name: held[f"tagger.{name}"] for name in plain if f"tagger.{name}" in held}
    matrices = iter(_matrices(graph, held))
    for number in range(N_LAYERS):
        layer = f"encoder.layers.{number}"
        asked = next(matrices).T.split(NARROW.n_heads * HEAD_WIDTH)
        biases = held[f"layers.{number}.projected.bias"].split(NARROW.n_heads * HEAD_WIDTH)
        for part, matrix, bias in zip(("query", "key", "value"), asked, biases, strict=True):
            weights |= {f"{layer}.{part}.weight": matrix, f"{layer}.{part}.bias": bias}
        for part in ("mixed", "inner", "outer"):
            weights[f"{layer}.{part}.weight"] = next(matrices).T
    outputs = {name: len(plain[f"{name}.bias"]) for name in ("tag", "pointing", "pointed")}
    told = next(matrices).T.split(list(outputs.values()))
    for name, matrix, bias in zip(outputs, told, held["head.bias"].split(list(outputs.values())), strict=True):
        weights |= {f"{name}.weight": matrix, f"{name}.bias": bias}
    positions = torch.zeros_like(plain["encoder.positions.weight"])
    positions[: len(held["positions"])] = held["positions"]
    return weights | {
        "encoder.tokens.weight": held["table"].float() * held["scale"][:, None],
        "encoder.positions.weight": positions,
        "encoder.annotators.weight": torch.zeros_like(plain["encoder.annotators.weight"]),
        "encoder.segment": held["constant"],
    }  # fmt: skip


def _matrices(graph: GraphProto, held: dict[str, Tensor]) -> list[Tensor]:
    """The matrices in the order in which they are used, layer by layer."""
    names = [node.input[1].removesuffix("_quantized") for node in graph.node if node.op_type == "MatMulInteger"]
    return [held[f"{name}_quantized"].float() * held[f"{name}_scale"] for name in names]


if __name__ == "__main__":
    main()
