"""Trains what is shipped: a narrower tagger beside the wide one, together with the statement heads.

    python training/attribution/together.py --train polnear/train --dev polnear/dev --encoder minilm/ \
        --wide build/tagger.pt --model build/wide --negotiations training/statements/negotiations --out build

Each step reads windows of one coded negotiation: whether each candidate makes a statement, which act, how firm, on a
condition or not, and which of the negotiation's issues its words are nearest to. Every second step also reads windows
of the attribution corpus. Names of parties are hidden, as in the product. The rate falls to nothing over
``--minutes``; the weights kept are the moving average over the steps, saved from time to time. ``--start`` goes on from
such weights.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name everybody knows it by
from batches import Batch
from coded import FOR_TUNING, Example, articles, examples, finder_for, items, negotiations
from heads import Heads, Judged
from narrowing import loss_beside, narrowed
from network import NOBODY, Shape, Tagger
from torch import Tensor, nn
from train import AVERAGING, arguments, cut, read, word_reader

from detente.coding.attribution.windows import Window, windows
from detente.coding.attribution.words import END_MARK, WordReader, Words
from detente.coding.finder import Finder
from detente.coding.heads import ACTS, FIRMNESS, READING_WIDTH, anchored, distances
from detente.coding.matching import told
from detente.model import Dossier, Issue

STEPS_TO_WARM_UP, STEPS_AN_ATTRIBUTION, BATCHES_TO_NARROW_BY = 100, 2, 40
RATE, HEAD_RATE = 1.5e-4, 1e-3
ACT_WEIGHT, FIRMNESS_WEIGHT, CONDITION_WEIGHT, CUE_WEIGHT, TOPIC_WEIGHT = 0.5, 0.3, 0.2, 0.2, 0.5
TOKENS_A_BATCH, ISSUE_TOKENS, SHORTEST_FIRST_WINDOW = 1300, 120, 40
SHARE_OF_WHOLE_SENTENCES = 0.3
"""How often the issue is sought from the sentence, and not from the words quoted."""
STEPS_A_REPORT, STEPS_A_SAVE, MOVING = 50, 500, 0.98


@dataclass(frozen=True, slots=True)
class Text:
    """A document's words, and its candidates."""

    negotiation: str
    words: Words
    examples: list[Example]
    is_article: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A window of a document with the candidates whose sentences lie in it."""

    window: Window
    examples: list[Example]


def main() -> None:
    """Reads the arguments, trains, and writes the weights."""
    parser = arguments(__doc__)
    parser.add_argument("--wide", type=Path, required=True, help="weights of the tagger to learn from")
    parser.add_argument("--model", type=Path, required=True, help="folder of that tagger as exported")
    parser.add_argument("--negotiations", type=Path, required=True, help="folder of coded negotiations")
    parser.add_argument("--start", type=Path, help="folder of tagger.pt and heads.pt to go on from")
    parser.add_argument("--minutes", type=float, default=60, help="how long to train")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    shuffler = random.Random(options.seed)  # noqa: S311 - shuffles articles
    material = read(options)
    wide = tagger_of(options.wide, len(material.annotators) + 1).to(options.device).eval()
    narrow = None if options.start else narrowed(wide, cut(material, options, shuffler)[:BATCHES_TO_NARROW_BY])
    wide.requires_grad_(requires_grad=False)
    finders = {name: finder_for(dossier, options.model) for name, dossier in negotiations(options.negotiations)}
    dossiers = dict(negotiations(options.negotiations))
    texts = list(_texts(options.negotiations, finders))
    heads = Heads(len(texts[0].examples[0].candidate.features))
    if narrow is None:
        narrow = tagger_of(options.start / "tagger.pt", len(material.annotators) + 1).to(options.device)
        heads.load_state_dict(torch.load(options.start / "heads.pt", weights_only=True))
    trainer = Together(narrow, heads.to(options.device), options.device)
    reader = word_reader(options.encoder)
    begun, step, of_statements = time.monotonic(), 0, 0.0
    annotated: list[Batch] = []
    coded: list[tuple[str, list[Piece]]] = []
    while (share := (time.monotonic() - begun) / 60 / options.minutes) < 1:
        trainer.begin_step(min(1.0, (step + 1) / STEPS_TO_WARM_UP) * (1 - share))
        if step % STEPS_AN_ATTRIBUTION == 0:
            annotated = annotated or cut(material, options, shuffler)
            loss_beside(narrow, wide, annotated.pop()).backward()
        coded = coded or _batches(texts, options.window, shuffler)
        name, pieces = coded.pop()
        loss = trainer.statement_loss(pieces, dossiers[name], finders[name], reader, shuffler)
        loss.backward()
        of_statements = MOVING * of_statements + (1 - MOVING) * loss.item()
        trainer.end_step()
        step += 1
        if step % STEPS_A_REPORT == 0:
            shown = {"step": step, "share": round(share, 3), "of_statements": round(of_statements, 3)}
            print(json.dumps(shown), file=sys.stderr, flush=True)
        if step % STEPS_A_SAVE == 0:
            trainer.save(options.out)
    trainer.save(options.out)


def tagger_of(path: Path, n_annotators: int) -> Tagger:
    """The tagger that a file of weights holds; annotators that it does not know are nobody's at first."""
    weights = torch.load(path, weights_only=True)
    known = weights["encoder.annotators.weight"][:n_annotators]
    weights["encoder.annotators.weight"] = torch.cat([known, torch.zeros(n_annotators - len(known), known.shape[1])])
    tagger = Tagger(n_annotators, Shape.of(weights))
    tagger.load_state_dict(weights)
    return tagger


def _texts(folder: Path, finders: dict[str, Finder]) -> Iterator[Text]:
    for name, finder in finders.items():
        if name in FOR_TUNING:
            continue
        for coded in (*items(folder / name), *articles(folder / name)):
            words, made = examples(coded, finder)
            if made:
                yield Text(name, words, made, coded.is_article)


def _batches(texts: Sequence[Text], most_tokens: int, shuffler: random.Random) -> list[tuple[str, list[Piece]]]:
    """An epoch's batches, each of windows of one negotiation and of about one length."""
    by_name: dict[str, list[Piece]] = {}
    for text in texts:
        first = shuffler.randint(SHORTEST_FIRST_WINDOW, most_tokens) if text.is_article else most_tokens
        for window in windows(text.words, most_tokens, first):
            inside = [
                one
                for one in text.examples
                if window.start <= one.candidate.words[0] and one.candidate.words[1] <= window.end
            ]
            if inside:
                by_name.setdefault(text.negotiation, []).append(Piece(window, inside))
    made = []
    for name, pieces in by_name.items():
        pieces.sort(key=lambda piece: len(piece.window.ids))
        start = 0
        while start < len(pieces):
            end = start + 1
            while end < len(pieces) and (end - start + 1) * len(pieces[end].window.ids) <= TOKENS_A_BATCH:
                end += 1
            made.append((name, pieces[start:end]))
            start = end
    shuffler.shuffle(made)
    return made


class Together(nn.Module):
    """A tagger and statement heads, trained together, with the moving average of their weights."""

    def __init__(self, tagger: Tagger, heads: Heads, device: str) -> None:
        super().__init__()
        self.tagger, self.heads, self.device = tagger, heads, device
        old = [weights for name, weights in self.named_parameters() if name.startswith("tagger.encoder.")]
        new = [weights for name, weights in self.named_parameters() if not name.startswith("tagger.encoder.")]
        self._rates = (RATE, HEAD_RATE)
        groups = [{"params": group, "weight_decay": 0.01} for group in (old, new)]
        self._optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
        self._average = {name: weights.detach().clone() for name, weights in self.named_parameters()}
        self._n_steps = 0
        self.train()

    def begin_step(self, share: float) -> None:
        """Sets the rates to a share of the highest, and forgets the gradients."""
        for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * share
        self._optimizer.zero_grad()

    def end_step(self) -> None:
        """Moves the weights, and their average after them."""
        torch.nn.utils.clip_grad_norm_(self.parameters(), 1.0)
        self._optimizer.step()
        self._n_steps += 1
        share = 1 - min(AVERAGING, (1 + self._n_steps) / (10 + self._n_steps))
        now = [weights.data for weights in self.parameters()]
        torch._foreach_lerp_([self._average[name] for name, _ in self.named_parameters()], now, share)

    def save(self, folder: Path) -> None:
        """Writes the averaged weights of both parts."""
        folder.mkdir(parents=True, exist_ok=True)
        for part in ("tagger", "heads"):
            torch.save(self._averaged(part), folder / f"{part}.pt")

    def _averaged(self, part: str) -> dict[str, Tensor]:
        """The averaged weights of ``tagger`` or ``heads``, with their buffers."""
        own = {name.partition(".")[2]: one for name, one in self._average.items() if name.startswith(f"{part}.")}
        return {name: one.cpu() for name, one in {**getattr(self, part).state_dict(), **own}.items()}

    def statement_loss(
        self, pieces: Sequence[Piece], dossier: Dossier, finder: Finder, reader: WordReader, shuffler: random.Random
    ) -> Tensor:
        """How far the heads are from the codings of some windows of one negotiation."""
        mixed = self._mixed([piece.window for piece in pieces])
        asked = [(row, piece.window.start, one) for row, piece in enumerate(pieces) for one in piece.examples]
        loss = _judging_loss(self._judged(mixed, asked), [one for _, _, one in asked])
        issues = [issue.id for issue in dossier.issues]
        stretches, right = [], []
        for row, start, one in asked:
            for record, quoted in zip(one.records, one.told, strict=True):
                is_whole = shuffler.random() < SHARE_OF_WHOLE_SENTENCES
                begin, end = one.candidate.words if is_whole else quoted
                if begin >= start and record["issue"] in issues:
                    stretches.append((row, begin - start, max(end, begin + 1) - start))
                    right.append(issues.index(record["issue"]))
        if not right:
            return loss
        asked_of = [_window(_in_words(issue, shuffler), finder, reader) for issue in dossier.issues]
        whole = [(row, 0, len(one.first)) for row, one in enumerate(asked_of)]
        issue_vectors = self._topics(self._mixed(asked_of), whole)
        likeness = self._topics(mixed, stretches) @ issue_vectors.T * self.heads.sharpness.exp()
        return loss + TOPIC_WEIGHT * F.cross_entropy(likeness, torch.tensor(right, device=likeness.device))

    def _mixed(self, read: Sequence[Window]) -> Tensor:
        """The mixed states of each window's words; shape (windows, words, 384)."""
        n_tokens = -(-max(len(window.ids) for window in read) // 32) * 32
        ids, mask = (torch.zeros(len(read), n_tokens, dtype=torch.long) for _ in range(2))
        marks = torch.full((len(read), n_tokens), END_MARK, dtype=torch.long)
        first = torch.zeros(len(read), max(len(window.first) for window in read), dtype=torch.long)
        for row, window in enumerate(read):
            ids[row, : len(window.ids)] = torch.from_numpy(window.ids)
            marks[row, : len(window.ids)] = torch.from_numpy(window.marks)
            mask[row, : len(window.ids)] = 1
            first[row, : len(window.first)] = torch.from_numpy(window.first)
        annotators = torch.full((len(read),), NOBODY, device=self.device)
        ids, marks, mask, first = (one.to(self.device) for one in (ids, marks, mask, first))
        with torch.autocast(torch.device(self.device).type, torch.bfloat16):
            states = self.tagger.encoder(self.tagger.with_masks(ids), marks, mask, annotators)
        return self.heads.mixed(states, first)

    def _topics(self, mixed: Tensor, stretches: Sequence[tuple[int, int, int]]) -> Tensor:
        """What each stretch of words is about, as vectors of length 1; a stretch is (row, first word, end)."""
        means = torch.stack([mixed[row, start:end].mean(0) for row, start, end in stretches])
        return F.normalize(self.heads.topics(means), dim=-1)

    def _judged(self, mixed: Tensor, asked: Sequence[tuple[int, int, Example]]) -> Judged:
        n_words = max(one.candidate.words[1] - one.candidate.words[0] for _, _, one in asked)
        reading = torch.zeros(len(asked), n_words, READING_WIDTH, device=self.device)
        is_word, anchors = (torch.zeros(len(asked), n_words) for _ in range(2))
        apart = torch.zeros(len(asked), n_words, dtype=torch.long)
        read = self.heads.read(mixed)
        for index, (row, start, one) in enumerate(asked):
            first, end = one.candidate.words
            reading[index, : end - first] = read[row, first - start : end - start]
            is_word[index, : end - first] = 1
            anchors[index, : end - first] = torch.from_numpy(anchored(one.candidate))
            apart[index, : end - first] = torch.from_numpy(distances(one.candidate))
        features = torch.from_numpy(np.stack([one.candidate.features for _, _, one in asked]))
        given = (is_word, anchors, apart, features)
        judged: Judged = self.heads(reading, *(one.to(self.device) for one in given))
        return judged


def _judging_loss(judged: Judged, asked: Sequence[Example]) -> Tensor:
    """Whether it is a statement, for all; act, firmness, condition and the words looked at, for those that are."""
    device = judged.is_statement.device
    is_statement = torch.tensor([float(bool(one.records)) for one in asked], device=device)
    loss = F.binary_cross_entropy_with_logits(judged.is_statement, is_statement)
    rows = [row for row, one in enumerate(asked) if one.records]
    if not rows:
        return loss
    coded = [asked[row] for row in rows]
    acts = torch.zeros(len(rows), len(ACTS))
    for row, one in enumerate(coded):
        for name in {record["act"] for record in one.records}:
            acts[row, [act.value for act in ACTS].index(name)] = 1
    acts = (acts / acts.sum(1, keepdim=True)).to(device)
    levels = [firmness.value for firmness in FIRMNESS]
    firmness = torch.tensor([levels.index(one.records[0]["firmness"]) for one in coded], device=device)
    conditional = torch.tensor([float(any(r["condition"] for r in one.records)) for one in coded], device=device)
    loss = loss - ACT_WEIGHT * (acts * judged.acts[rows].log_softmax(-1)).sum(-1).mean()
    loss = loss + FIRMNESS_WEIGHT * F.cross_entropy(judged.firmness[rows], firmness)
    loss = loss + CONDITION_WEIGHT * F.binary_cross_entropy_with_logits(judged.is_conditional[rows], conditional)
    seen = [
        (judged.attention[row, : len(one.cue)] * torch.from_numpy(one.cue).to(device)).sum()
        for row, one in zip(rows, coded, strict=True)
        if one.cue.any()
    ]
    return loss - CUE_WEIGHT * (torch.stack(seen) + 1e-6).log().mean() if seen else loss


def _in_words(issue: Issue, shuffler: random.Random) -> str:
    """An issue as the product reads it, with as many of its terms as chance has it."""
    return told(replace(issue, terms=tuple(shuffler.sample(issue.terms, shuffler.randint(0, len(issue.terms))))))


def _window(text: str, finder: Finder, reader: WordReader) -> Window:
    words = reader.read(text).without(finder.actors.names(text))
    return next(windows(words, ISSUE_TOKENS))


if __name__ == "__main__":
    main()
