"""Trains what reads statements and nothing else: layers of its own and the heads; the tagger stays as it is.

    python training/attribution/apart.py --start build/narrow --model build/narrow/model \
        --negotiations training/statements/negotiations --out build/apart

The tagger's shared layers are run and not changed, so that attributions are found as before. ``--start`` holds
tagger.pt, and heads.pt where there are trained ones. See learning.py for the rest.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from export import read_heads, read_tagger
from learning import RATES, Codings, Together, train
from train import word_reader


def main() -> None:
    """Reads the arguments, trains, and writes the weights."""
    options = _arguments().parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    shuffler = random.Random(options.seed)  # noqa: S311 - shuffles articles
    tagger = read_tagger(options.start / "tagger.pt").requires_grad_(requires_grad=False).to(options.device)
    heads = options.start / "heads.pt"
    trained = read_heads(heads if heads.exists() else None, tagger).to(options.device)
    trainer = Together(tagger, trained, options.device, (options.rate, options.head_rate))
    codings = Codings.read(options.negotiations, options.model)
    reader = word_reader(options.model)
    train(trainer, codings, reader, shuffler, options)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True, help="folder of tagger.pt and, if any, heads.pt")
    parser.add_argument("--model", type=Path, required=True, help="folder of that tagger as exported")
    parser.add_argument("--negotiations", type=Path, required=True, help="folder of coded negotiations")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--minutes", type=float, default=45, help="how long to train")
    parser.add_argument("--rate", type=float, default=RATES[0], help="highest learning rate of the layers")
    parser.add_argument("--head-rate", type=float, default=RATES[1], help="highest learning rate of the heads")
    parser.add_argument("--window", type=int, default=192, help="longest window in tokens")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser


if __name__ == "__main__":
    main()
