"""Trains the net that tells where a sentence holds a further statement of the same party; see detente.coding.further.

    python training/attribution/stretches.py --negotiations training/statements/negotiations --model build/model

Learned from articles of the negotiations that are not tuned on, with the heads of the model given, and written into its
folder. A stretch is right where the cue of a statement made by hand lies in it, and a stretch that the heads already
find holds another. How many are found on the negotiations for tuning is printed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from coded import FOR_TUNING, Coded, Record, articles, finder_for, negotiations
from torch import nn

from detente.coding.attribution.tagger import Reading
from detente.coding.candidates import Candidate, Floats
from detente.coding.finder import Finder
from detente.coding.further import (
    LEAST_LIKELY_CANDIDATE,
    N_FEATURES,
    WEIGHTS_FILE,
    Stretch,
    features_of,
    free_stretches,
    stretches,
)
from detente.coding.heads import Heads, Judgement, heads_in
from detente.coding.units import cues

HIDDEN_WIDTH, DROPPED, DECAY, RATE = 64, 0.3, 0.01, 2e-3
N_EPOCHS, ROWS_A_BATCH = 12, 256
SECONDS_A_REPORT = 20


class Row(NamedTuple):
    """A stretch that holds no cue yet: what tells of it, and whether it holds a further statement."""

    features: Floats
    is_right: bool


def main() -> None:
    """Gathers the stretches, trains the net, tells how good it is, and writes it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--negotiations", type=Path, required=True, help="folder of coded negotiations")
    parser.add_argument("--model", type=Path, required=True, help="folder of the exported model")
    options = parser.parse_args()
    heads, begun = heads_in(options.model), time.monotonic()
    learned: list[Row] = []
    held: list[Row] = []
    for name, dossier in negotiations(options.negotiations):
        if not (options.negotiations / name / "articles.jsonl").exists():
            continue
        finder = finder_for(dossier, options.model)
        for one in articles(options.negotiations / name):
            (held if name in FOR_TUNING else learned).extend(rows(one, finder, heads))
        if time.monotonic() - begun > SECONDS_A_REPORT:
            begun = time.monotonic()
            print(json.dumps({"negotiation": name, "stretches": len(learned) + len(held)}), flush=True)
    net = trained(learned)
    for told, part in (("learned from", learned), ("not learned from", held)):
        print(json.dumps({"stretches": told, **quality(net, part)}))
    write(net, options.model)


def rows(coded: Coded, finder: Finder, heads: Heads) -> Iterator[Row]:
    """The stretches of one document in which the heads find nothing yet."""
    found = finder.find(coded.document)
    for group in found.candidates:
        for candidate, judgement in zip(group, heads.judge(found.reading.states, group), strict=True):
            if judgement.is_statement >= LEAST_LIKELY_CANDIDATE:
                yield from _rows_of(coded, candidate, judgement, found.reading)


def _rows_of(coded: Coded, candidate: Candidate, judgement: Judgement, reading: Reading) -> Iterator[Row]:
    start, end = candidate.place.sentence.span
    own = [one for one in coded.records if one["party"] == candidate.party and start <= one["span"][0] < end]
    told = [_cue(coded.document.text, one, end) for one in own]
    known = cues(candidate, judgement, reading)
    every, free = list(stretches(candidate, reading)), list(free_stretches(candidate, known, reading))
    taken = [one for one in every if one not in free]
    is_second = any(_holds(one, every, place, end) for one in taken for place in told)
    for one in free:
        is_right = is_second and any(_holds(one, every, place, end) for place in told)
        yield Row(features_of(one, candidate, judgement, known, reading), is_right)


def _cue(text: str, record: Record, end: int) -> int:
    """Where the cue of a statement begins, or else its words."""
    start: int = record["span"][0]
    place = text.find(record["cue"], start, end) if record["cue"] else -1
    return place if place >= 0 else start


def _holds(stretch: Stretch, every: Sequence[Stretch], place: int, end: int) -> bool:
    behind = [one.span[0] for one in every if one.span[0] > stretch.span[0]]
    return stretch.span[0] <= place < min([*behind, end])


def trained(learned: Sequence[Row]) -> Net:
    """The net, trained on all stretches for a fixed number of passes."""
    torch.manual_seed(0)
    features = torch.tensor(np.stack([one.features for one in learned]))
    right = torch.tensor([float(one.is_right) for one in learned])
    net = Net(features.mean(0), features.std(0).clamp(min=1e-3))
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=DECAY)
    n_steps = N_EPOCHS * -(-len(learned) // ROWS_A_BATCH)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.0, n_steps)
    net.train()
    for _ in range(N_EPOCHS):
        for batch in torch.randperm(len(learned)).split(ROWS_A_BATCH):
            loss = nn.functional.binary_cross_entropy_with_logits(net(features[batch]), right[batch])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return net.eval()


class Net(nn.Module):
    """One hidden layer over standardised features."""

    def __init__(self, mean: torch.Tensor, scale: torch.Tensor) -> None:
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("scale", scale)
        self.inner, self.outer = nn.Linear(N_FEATURES, HIDDEN_WIDTH), nn.Linear(HIDDEN_WIDTH, 1)
        self.dropped = nn.Dropout(DROPPED)

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """Log odds; shapes (stretches, features), (stretches)."""
        standard = self.dropped((features - self.mean) / self.scale)
        told: torch.Tensor = self.outer(self.dropped(torch.relu(self.inner(standard))))[:, 0]
        return told


def quality(net: Net, part: Sequence[Row]) -> dict[str, float]:
    """How many stretches there are, how many hold a further statement, and the average precision of finding these."""
    if not part:
        return {"all": 0}
    with torch.no_grad():
        likely = net(torch.tensor(np.stack([one.features for one in part]))).numpy()
    right = np.array([one.is_right for one in part])[np.argsort(-likely)]
    precision = right.cumsum() / np.arange(1, len(right) + 1)
    return {
        "all": len(part), "further": int(right.sum()), "average precision": round(float(precision[right].mean()), 3)
    }  # fmt: skip


def write(net: Net, folder: Path) -> None:
    """The weights as the package reads them, and their digest in the manifest."""
    weights = {
        "mean": net.mean, "scale": net.scale, "inner": net.inner.weight.T, "bias": net.inner.bias,
        "outer": net.outer.weight[0], "constant": net.outer.bias[0],
    }  # fmt: skip
    path = folder / WEIGHTS_FILE
    np.savez(path, **{name: one.detach().numpy().astype(np.float32) for name, one in weights.items()})
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    manifest["sha256"][WEIGHTS_FILE] = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
