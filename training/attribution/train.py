"""Trains a wide tagger on annotated corpora and writes what it finds in another after each epoch.

    python training/attribution/train.py --train polnear/train --dev polnear/dev --encoder minilm/ --out build/tagger

``--encoder`` is a folder with all-MiniLM-L6-v2's model.safetensors and tokenizer.json. The weights kept are the moving
average over the steps. Repeatable for one seed, machine and number of threads.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F  # noqa: N812 - the name everybody knows it by
from batches import Batch, Example, batches
from measure import find, write_found
from network import NOBODY, Output, Tagger
from standoff import Labelled, is_held_back, label, read_corpus, read_passages
from torch import Tensor

from detente.coding.attribution.pieces import Pieces
from detente.coding.attribution.windows import windows
from detente.coding.attribution.words import WordReader

SHORTEST_FIRST_WINDOW, SHARE_OF_NOBODY = 24, 0.3
WARM_UP_SHARE, TAG_WEIGHT, POINTER_WEIGHT, AVERAGING = 0.06, 2.0, 0.5, 0.999
IMPOSSIBLE = -1e4


@dataclass(frozen=True, slots=True)
class Material:
    """What is trained on and measured on; ``annotators`` holds each one's number."""

    train: list[Labelled]
    dev: list[Labelled]
    annotators: dict[str, int]


def main() -> None:
    """Reads the arguments, trains, and writes the weights."""
    options = arguments().parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    shuffler = random.Random(options.seed)  # noqa: S311 - shuffles articles
    material = read(options)
    options.out.mkdir(parents=True, exist_ok=True)
    tagger = Tagger(len(material.annotators) + 1)
    tagger.encoder.begin_with(options.encoder / "model.safetensors")
    train(tagger, material, options, shuffler)


def arguments(description: str | None = __doc__) -> argparse.ArgumentParser:
    """The options that every training has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True, help="standoff corpus to train on")
    parser.add_argument("--dev", type=Path, required=True, help="standoff corpus to measure on")
    parser.add_argument("--passages", type=Path, nargs="*", default=[], help="files of passages with inline marks")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights and what was found")
    parser.add_argument("--epochs", type=int, default=5, help="how often everything is read")
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3, help="learning rate of the heads")
    parser.add_argument("--window", type=int, default=192, help="longest window in tokens")
    parser.add_argument("--batch", type=int, default=1536, help="tokens a batch, padding included")
    parser.add_argument("--most-articles", type=int, help="train on no more articles than this")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    return parser


def word_reader(encoder: Path) -> WordReader:
    """Reads words with the pretrained encoder's tokenizer."""
    return WordReader(Pieces((encoder / "tokenizer.json").read_bytes()))


def read(options: argparse.Namespace) -> Material:
    """The corpora as words with labels; passages that are held back are left out."""
    reader = word_reader(options.encoder)
    corpus = list(read_corpus(options.train))[: options.most_articles]
    passages = [one for file in options.passages for one in read_passages(file) if not is_held_back(one)]
    train = [label(article, reader) for article in (*corpus, *passages)]
    dev = [label(article, reader) for article in read_corpus(options.dev, first_annotator_only=True)]
    names = sorted({one.article.annotator for one in train})
    return Material(train, dev, {name: number for number, name in enumerate(names, start=NOBODY + 1)})


def train(tagger: Tagger, material: Material, options: argparse.Namespace, shuffler: random.Random) -> None:
    """Trains, and after each epoch writes the averaged weights and what they find."""
    tagger.to(options.device)
    for epoch, average in enumerate(epochs(tagger, material, options, shuffler), start=1):
        kept = {key: weights.clone() for key, weights in tagger.state_dict().items()}
        tagger.load_state_dict(average)
        torch.save({key: weights.cpu() for key, weights in average.items()}, options.out / "tagger.pt")
        write_found(options.out / f"dev-{epoch}.jsonl", find(tagger, material.dev, options.window, options.device))
        print(json.dumps({"epoch": epoch, "found": f"{options.out}/dev-{epoch}.jsonl"}), file=sys.stderr, flush=True)
        tagger.load_state_dict(kept)


def epochs(
    tagger: Tagger, material: Material, options: argparse.Namespace, shuffler: random.Random
) -> Iterator[dict[str, Tensor]]:
    """Trains epoch by epoch; gives the averaged weights after each."""
    optimizer = optimizer_for(tagger, options)
    rates = [group["lr"] for group in optimizer.param_groups]
    average = {key: weights.detach().clone() for key, weights in tagger.state_dict().items()}
    averaged = [average[key] for key, _ in tagger.named_parameters()]
    made = cut(material, options, shuffler)
    n_steps, step, begun = len(made) * options.epochs, 0, time.monotonic()
    for epoch in range(options.epochs):
        tagger.train()
        for index, batch in enumerate(made):
            progress = min(1.0, (epoch + index / len(made)) / options.epochs)
            factor = min(1.0, (step + 1) / (WARM_UP_SHARE * n_steps + 1)) * (1 - progress)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            loss = loss_of(tagger, output_of(tagger, batch), batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            step += 1
            share = 1 - min(AVERAGING, (1 + step) / (10 + step))
            torch._foreach_lerp_(averaged, [weights.data for weights in tagger.parameters()], share)
            if step % 50 == 0:
                seconds = round(time.monotonic() - begun)
                report = {"step": step, "of": n_steps, "loss": round(loss.item(), 3), "seconds": seconds}
                print(json.dumps(report), file=sys.stderr, flush=True)
        yield average
        made = cut(material, options, shuffler)


def cut(material: Material, options: argparse.Namespace, shuffler: random.Random) -> list[Batch]:
    """An epoch's batches: other windows each time, and some of them annotated by nobody in particular."""
    examples = []
    for labelled in material.train:
        first = shuffler.randint(SHORTEST_FIRST_WINDOW, options.window)
        for window in windows(labelled.words, options.window, first):
            number = material.annotators[labelled.article.annotator]
            examples.append(Example(labelled, window, NOBODY if shuffler.random() < SHARE_OF_NOBODY else number))
    return batches(examples, options.batch, shuffler)


def optimizer_for(tagger: Tagger, options: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW with weight decay on matrices only, and a higher rate for what is new."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, weights in tagger.named_parameters():
        is_old = name.startswith("encoder.") and ".marks." not in name and ".annotators." not in name
        key = (options.rate if is_old else options.head_rate, 0.01 if weights.ndim > 1 else 0.0)
        groups.setdefault(key, []).append(weights)
    told = [{"params": group, "lr": rate, "weight_decay": decay} for (rate, decay), group in groups.items()]
    return torch.optim.AdamW(told, betas=(0.9, 0.98), fused=True)


def output_of(tagger: Tagger, batch: Batch) -> Output:
    """The tagger's output in single precision, computed in half of it."""
    device = tagger.tag.weight.device
    with torch.autocast(device.type, torch.bfloat16):
        output = tagger(*(tensor.to(device) for tensor in batch.inputs()))
    single = (output.scores.float(), output.pointing.float(), output.pointed.float())
    return Output(*single, [state.float() for state in output.states])


def loss_of(tagger: Tagger, output: Output, batch: Batch) -> Tensor:
    """The chain's negative log-likelihood a word, and the pointers' cross-entropy a labelled word."""
    n_texts, n_words = batch.first.shape
    tags, heads = torch.zeros(n_texts, n_words, dtype=torch.long), torch.zeros(n_texts, n_words, n_words)
    for row, example in enumerate(batch.examples):
        start, end = example.window.start, example.window.end
        tags[row, : end - start] = torch.tensor(example.labelled.tags[start:end])
        for word in range(start, end):
            for head in example.labelled.heads[word]:
                if start <= head < end:
                    heads[row, word - start, head - start] = 1
    device = output.scores.device
    tags, heads, lengths = tags.to(device), heads.to(device), batch.lengths.to(device)
    likelihood = tagger.chain.negative_log_likelihood(output.scores, tags, lengths).sum() / lengths.sum()
    is_pointing = heads.amax(-1)
    right = torch.logsumexp(pointer_shares(tagger, output, batch).masked_fill(heads == 0, IMPOSSIBLE), -1)
    return TAG_WEIGHT * likelihood - POINTER_WEIGHT * (right * is_pointing).sum() / is_pointing.sum().clamp(min=1)


def pointer_shares(tagger: Tagger, output: Output, batch: Batch) -> Tensor:
    """The logarithm of where each word points; shape (batch, words, words)."""
    pointers = tagger.pointers(output.pointing, output.pointed)
    lengths = batch.lengths.to(pointers.device)
    is_padding = torch.arange(pointers.shape[1], device=pointers.device)[None] >= lengths[:, None]
    return F.log_softmax(pointers.masked_fill(is_padding[:, None, :], IMPOSSIBLE), -1)


if __name__ == "__main__":
    main()
