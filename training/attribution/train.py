"""Trains the tagger on a standoff corpus and measures it on another after each epoch.

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
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import torch
from decoding import best_path, link, segments, with_nearest_source
from network import Tagger
from standoff import Article, read_corpus, read_passages
from tokenizers import Tokenizer
from torch import Tensor
from windows import Batch, TokenizedArticle, Window, batches, tokenize, windows

SHORTEST_FIRST_WINDOW, LONGEST_MEASURED_WINDOW, MEASURED_BATCH = 24, 256, 4096
WARM_UP_SHARE, TAG_WEIGHT, POINTER_WEIGHT, AVERAGING = 0.06, 2.0, 0.5, 0.999
IMPOSSIBLE = -1e4
SENTENCE_ENDS = frozenset(".!?")


def main() -> None:
    """Reads the arguments, trains, and writes the weights."""
    options = arguments()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    shuffler = random.Random(options.seed)  # noqa: S311 - shuffles articles
    tokenizer = Tokenizer.from_file(str(options.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    known: dict[str, tuple[int, ...]] = {}
    articles = [*read_corpus(options.train), *(one for file in options.passages for one in read_passages(file))]
    train = [tokenize(article, tokenizer, known) for article in articles]
    dev = [tokenize(article, tokenizer, known) for article in read_corpus(options.dev, first_annotator_only=True)]
    tagger = Tagger(options.layers)
    tagger.encoder.begin_with(options.encoder / "model.safetensors")
    options.out.mkdir(parents=True, exist_ok=True)
    for epoch, average in enumerate(epochs(tagger, train, options, shuffler), start=1):
        torch.save(average, options.out / "tagger.pt")
        with (options.out / f"dev-{epoch}.jsonl").open("w", encoding="utf-8") as lines:
            for found in attributions(tagger, average, dev):
                lines.write(json.dumps(found) + "\n")
        print(f"epoch {epoch}: {options.out}/dev-{epoch}.jsonl", file=sys.stderr)


def arguments() -> argparse.Namespace:
    """The command line's options."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True, help="standoff corpus to train on")
    parser.add_argument("--dev", type=Path, required=True, help="standoff corpus to measure on")
    parser.add_argument("--passages", type=Path, nargs="*", default=[], help="files of passages with inline marks")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights and what was found")
    parser.add_argument("--layers", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3, help="learning rate of the heads")
    parser.add_argument("--window", type=int, default=192, help="longest window in tokens")
    parser.add_argument("--batch", type=int, default=1536, help="tokens a batch, padding included")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def epochs(
    tagger: Tagger, train: list[TokenizedArticle], options: argparse.Namespace, shuffler: random.Random
) -> Iterator[dict[str, Tensor]]:
    """Trains epoch by epoch; gives the averaged weights after each."""

    def cut() -> list[Batch]:
        drawn = [(one, shuffler.randint(SHORTEST_FIRST_WINDOW, options.window)) for one in train]
        return batches(
            [w for one, first in drawn for w in windows(one, options.window, first)], options.batch, shuffler
        )

    optimizer = optimizer_for(tagger, options)
    rates = [group["lr"] for group in optimizer.param_groups]
    average = {name: weights.detach().clone() for name, weights in tagger.state_dict().items()}
    averaged = [average[name] for name, _ in tagger.named_parameters()]
    made = cut()
    n_steps, step, begun = len(made) * options.epochs, 0, time.monotonic()
    for _ in range(options.epochs):
        tagger.train()
        for batch in made:
            factor = min(1.0, step / (WARM_UP_SHARE * n_steps)) * max(0.0, 1 - step / n_steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor
            loss = loss_of(tagger, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            step += 1
            share = 1 - min(AVERAGING, (1 + step) / (10 + step))
            torch._foreach_lerp_(averaged, [weights.data for weights in tagger.parameters()], share)
            if step % 50 == 0:
                spent = time.monotonic() - begun
                print(f"step {step}/{n_steps}  loss {loss.item():.3f}  {spent:.0f} s", file=sys.stderr)
        yield average
        made = cut()


def optimizer_for(tagger: Tagger, options: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW with weight decay on matrices only, and a higher rate for what is new."""
    groups = []
    for is_encoder, rate in ((True, options.rate), (False, options.head_rate)):
        own = [weights for name, weights in tagger.named_parameters() if name.startswith("encoder.") == is_encoder]
        groups.append({"params": [one for one in own if one.ndim > 1], "lr": rate, "weight_decay": 0.01})
        groups.append({"params": [one for one in own if one.ndim <= 1], "lr": rate, "weight_decay": 0.0})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)


def loss_of(tagger: Tagger, batch: Batch) -> Tensor:
    """The chain's negative log-likelihood a word, and the pointers' cross-entropy a labelled word."""
    n_texts, n_words = batch.first.shape
    tags = torch.zeros(n_texts, n_words, dtype=torch.long)
    heads = torch.zeros(n_texts, n_words, n_words)
    for row, window in enumerate(batch.windows):
        article, start, end = window.article, window.start, window.end
        tags[row, : end - start] = torch.tensor(article.tags[start:end])
        for word in range(start, end):
            for head in article.heads[word]:
                if start <= head < end:
                    heads[row, word - start, head - start] = 1
    with torch.autocast("cpu", torch.bfloat16):
        scores, pointing, pointed = tagger(batch.ids, batch.mask, batch.first)
    likelihood = tagger.chain.negative_log_likelihood(scores.float(), tags, batch.lengths).sum() / batch.lengths.sum()
    pointers = tagger.pointer(pointing.float(), pointed.float())
    is_padding = torch.arange(n_words)[None] >= batch.lengths[:, None]
    shares = pointers.masked_fill(is_padding[:, None, :], IMPOSSIBLE).log_softmax(-1)
    is_pointing = heads.amax(-1)
    right = torch.logsumexp(shares.masked_fill(heads == 0, IMPOSSIBLE), -1)
    return TAG_WEIGHT * likelihood - POINTER_WEIGHT * (right * is_pointing).sum() / is_pointing.sum().clamp(min=1)


@torch.no_grad()
def attributions(
    tagger: Tagger, average: dict[str, Tensor], articles: list[TokenizedArticle]
) -> Iterator[dict[str, object]]:
    """What the averaged tagger finds, one attribution a mapping, in the form of ``detente attribute``."""
    kept = {name: weights.clone() for name, weights in tagger.state_dict().items()}
    tagger.load_state_dict(average)
    tagger.eval()
    chain = [weights.numpy() for weights in (tagger.chain.transitions, tagger.chain.first, tagger.chain.last)]
    cut = [window for one in articles for window in windows(one, LONGEST_MEASURED_WINDOW)]
    found: dict[str, list[dict[str, object]]] = defaultdict(list)
    for batch in batches(cut, MEASURED_BATCH):
        scores, pointing, pointed = tagger(batch.ids, batch.mask, batch.first)
        pointers = tagger.pointer(pointing, pointed)
        for row, window in enumerate(batch.windows):
            n_words = window.end - window.start
            runs = segments(best_path(scores[row, :n_words].numpy(), *chain))
            linked = link(runs, pointers[row, :n_words, :n_words].numpy())
            for one in with_nearest_source(linked, runs, sentence_ends(window)):
                spans = {role: character_spans(window, ranges) for role, ranges in one.items()}
                found[window.article.name].append({"doc": window.article.name, **spans})
    tagger.load_state_dict(kept)
    for one in articles:
        yield from found[one.article.name]


def sentence_ends(window: Window) -> frozenset[int]:
    """The window's words that end a sentence."""
    article = window.article
    words = enumerate(article.words[window.start : window.end])
    return frozenset(index for index, (start, end) in words if article.text[start:end] in SENTENCE_ENDS)


def character_spans(window: Window, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Word ranges of a window as characters of its article's text."""
    words: Article = window.article
    at = window.start
    return [(words.words[at + first][0], words.words[at + last - 1][1]) for first, last in sorted(ranges)]


if __name__ == "__main__":
    main()
