"""Reads the weights back from an exported model, so that training can go on from what is shipped.

    python training/attribution/recovered.py --model src/detente/coding/attribution/model --out build/narrow

They are as exact as int8 keeps them: exported again, they give the same matrices. What is not shipped, the annotators'
own vectors, is nothing; the sharpness of topics, which training alone needs, is as it begins.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import onnx
import torch
from heads import Heads
from narrowing import NARROW
from network import HEAD_WIDTH, N_LAYERS, Tagger
from onnx import GraphProto, numpy_helper
from torch import Tensor


def main() -> None:
    """Reads the arguments, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True, help="folder of the exported model")
    parser.add_argument("--out", type=Path, required=True, help="folder for tagger.pt and heads.pt")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    tagger, reading, statements = (
        onnx.load(options.model / f"{name}.onnx").graph for name in ("tagger", "reading", "statements")
    )
    chain = json.loads((options.model / "manifest.json").read_text(encoding="utf-8"))["chain"]
    weights = {f"chain.{name}": torch.tensor(one) for name, one in chain.items()}
    torch.save({**weights, **tagger_of(tagger)}, options.out / "tagger.pt")
    torch.save(heads_of(reading, statements), options.out / "heads.pt")


def tagger_of(graph: GraphProto) -> dict[str, Tensor]:
    """The weights of encoder and outputs that a graph holds, by their names in Tagger."""
    held = _held(graph)
    plain = Tagger(n_annotators=1, shape=NARROW).state_dict()
    weights = {name: held[f"tagger.{name}"] for name in plain if f"tagger.{name}" in held}
    matrices = iter(_matrices(graph, held).values())
    for number in range(N_LAYERS):
        weights |= _layer(f"encoder.layers.{number}", number, matrices, held)
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


def heads_of(reading: GraphProto, statements: GraphProto) -> dict[str, Tensor]:
    """The weights of the statements' own layers and heads, by their names in Heads."""
    plain, held = Heads().state_dict(), {**_held(reading), **_held(statements)}
    weights = {name: held[f"heads.{name}"] for name in plain if f"heads.{name}" in held}
    matrices = _matrices(reading, held)
    in_order = iter(matrices.values())
    for number in range(sum(name.endswith("mixed_norm.bias") for name in plain)):
        weights |= _layer(f"layers.{number}", number, in_order, held)
    weights |= {f"{name}.weight": matrices[f"heads.{name}.weight"].T for name in ("reading", "topic", "means")}
    meant = matrices["meant"].T * weights["means.bias"].shape[0] ** 0.5
    weights["meant.weight"] = torch.linalg.lstsq(weights["parties.weight"], meant).solution.T
    weights["meant.bias"] = torch.zeros_like(plain["meant.bias"])
    for node in statements.node:
        if node.op_type == "MatMul" and node.input[1] in held:
            name = node.name.removeprefix("/heads/").removesuffix("/MatMul").replace("/", ".")
            weights[f"{name}.weight"] = held[node.input[1]].T
    shares = next(held[node.input[0]] for node in reading.node if node.op_type == "Split" and node.input[0] in held)
    mix = plain["mix"].clone()
    mix[1:] = shares.log()
    mix[0] = (1 - shares.sum()).clamp(min=1e-9).log()
    return {**weights, "mix": mix, "sharpness": plain["sharpness"]}


def _layer(name: str, number: int, matrices: Iterator[Tensor], held: dict[str, Tensor]) -> dict[str, Tensor]:
    """The matrices of one layer, which come next, and its biases of query, key and value."""
    width = NARROW.n_heads * HEAD_WIDTH
    asked, biases = next(matrices).T.split(width), held[f"layers.{number}.projected.bias"].split(width)
    weights = {}
    for part, matrix, bias in zip(("query", "key", "value"), asked, biases, strict=True):
        weights |= {f"{name}.{part}.weight": matrix, f"{name}.{part}.bias": bias}
    return weights | {f"{name}.{part}.weight": next(matrices).T for part in ("mixed", "inner", "outer")}


def _held(graph: GraphProto) -> dict[str, Tensor]:
    return {one.name: torch.from_numpy(numpy_helper.to_array(one).copy()) for one in graph.initializer}


def _matrices(graph: GraphProto, held: dict[str, Tensor]) -> dict[str, Tensor]:
    """The int8 matrices by name, in the order in which they are used."""
    names = [node.input[1].removesuffix("_quantized") for node in graph.node if node.op_type == "MatMulInteger"]
    return {name: held[f"{name}_quantized"].float() * held[f"{name}_scale"] for name in names}


if __name__ == "__main__":
    main()
