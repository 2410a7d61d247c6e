"""What a trained tagger finds in labelled articles, decoded as the package decodes it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import torch
from batches import Example, batches
from network import NOBODY, Tagger
from standoff import Labelled

from detente.coding.attribution.decoding import Chain, Told, attribution, decode
from detente.coding.attribution.windows import windows
from detente.model import Attribution

_TOKENS_A_BATCH = 4096


@torch.no_grad()
def find(
    tagger: Tagger, articles: Iterable[Labelled], most_tokens: int, device: str
) -> Iterator[tuple[str, Attribution]]:
    """Each article's name with one of its attributions, by articles and in the order of their cues."""
    tagger.eval()
    weights = (tagger.chain.transitions, tagger.chain.first, tagger.chain.last)
    chain = Chain(*(one.cpu().numpy() for one in weights))
    examples = [
        Example(labelled, window, NOBODY)
        for labelled in articles
        for window in windows(labelled.words, most_tokens)
    ]  # fmt: skip
    found: dict[int, list[Attribution]] = {}
    for batch in batches(examples, _TOKENS_A_BATCH):
        with torch.autocast(torch.device(device).type, torch.bfloat16):
            output = tagger(*(tensor.to(device) for tensor in batch.inputs()))
        pointers = tagger.pointers(output.pointing.float(), output.pointed.float()).cpu().numpy()
        scores = output.scores.float().cpu().numpy()
        for example, score, pointer, length in zip(batch.examples, scores, pointers, batch.lengths, strict=True):
            words = example.labelled.words
            told = Told(score[:length], pointer[:length, :length])
            found[id(example)] = [attribution(words, one) for one in decode(words, [example.window], [told], chain)]
    for example in examples:
        yield from ((example.labelled.article.name, one) for one in found[id(example)])


def write_found(path: Path, found: Iterable[tuple[str, Attribution]]) -> None:
    """One attribution a line, in the form of ``detente attribute --format jsonl``."""
    with path.open("w", encoding="utf-8") as lines:
        for name, one in found:
            spans = {"source": one.source, "cue": one.cue, "content": one.content}
            lines.write(json.dumps({"doc": name, **spans}) + "\n")
