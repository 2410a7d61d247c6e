"""Trains a narrower tagger beside the wide one, together with the statement heads.

    python training/attribution/together.py --train polnear/train --dev polnear/dev --encoder minilm/ \
        --wide build/tagger.pt --model build/wide --negotiations training/statements/negotiations --out build

Every second step also reads windows of the attribution corpus; see learning.py for the rest.
"""

from __future__ import annotations

import random
from pathlib import Path

import torch
from batches import Batch
from heads import Heads
from learning import Codings, Together, train
from narrowing import loss_beside, narrowed
from network import Tagger
from train import arguments, cut, read, word_reader

STEPS_AN_ATTRIBUTION, BATCHES_TO_NARROW_BY = 2, 40


def main() -> None:
    """Reads the arguments, trains, and writes the weights."""
    parser = arguments(__doc__)
    parser.add_argument("--wide", type=Path, required=True, help="weights of the wide tagger")
    parser.add_argument("--model", type=Path, required=True, help="folder of the wide tagger as exported")
    parser.add_argument("--negotiations", type=Path, required=True, help="folder of coded negotiations")
    parser.add_argument("--minutes", type=float, default=60, help="how long to train")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    shuffler = random.Random(options.seed)  # noqa: S311 - shuffles articles
    material = read(options)
    wide = Tagger(len(material.annotators) + 1)
    wide.load_state_dict(torch.load(options.wide, weights_only=True))
    wide.to(options.device).eval()
    narrow = narrowed(wide, cut(material, options, shuffler)[:BATCHES_TO_NARROW_BY])
    wide.requires_grad_(requires_grad=False)
    heads = Heads()
    heads.begin_with(narrow)
    annotated: list[Batch] = []

    def attributions(step: int) -> None:
        if step % STEPS_AN_ATTRIBUTION == 0:
            annotated[:] = annotated or cut(material, options, shuffler)
            loss_beside(narrow, wide, annotated.pop()).backward()

    trainer = Together(narrow, heads.to(options.device), options.device)
    codings = Codings.read(options.negotiations, options.model)
    train(trainer, codings, word_reader(options.encoder), shuffler, options, attributions)


if __name__ == "__main__":
    main()
