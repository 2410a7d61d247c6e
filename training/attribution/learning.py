"""Trains the heads, and the tagger beside them if it is to learn too, on coded negotiations.

Each step reads windows of one coded negotiation: whether each candidate makes a statement, which act, how firm, on a
condition or not, and which of the negotiation's issues its words are nearest to. Names of parties are hidden, as in the
product. The rate falls to nothing over the time given; the weights kept are the moving average over the steps, saved
from time to time.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812 - the name everybody knows it by
from coded import FOR_TUNING, NO_ACT, Example, articles, examples, finder_for, items, negotiations
from heads import N_ROLES, Heads, Judged
from network import N_SHARED_LAYERS, NOBODY, Tagger
from torch import Tensor, nn
from train import AVERAGING

from detente.coding.attribution.windows import Window, windows
from detente.coding.attribution.words import END_MARK, N_PARTIES, NO_PARTY, WordReader, Words
from detente.coding.finder import Finder
from detente.coding.heads import ACTS, FIRMNESS, READING_WIDTH, TOPIC_WIDTH, anchored, distances
from detente.coding.heads import read as words_read
from detente.coding.matching import told
from detente.model import Dossier, Issue

STEPS_TO_WARM_UP = 100
RATES = (1.5e-4, 1e-3)
"""The highest rates: of layers, and of what stands above them."""
ACT_WEIGHT, FIRMNESS_WEIGHT, CONDITION_WEIGHT, CUE_WEIGHT, TOPIC_WEIGHT = 0.5, 0.3, 0.2, 0.2, 0.5
MEANING_WEIGHT, NAMING_WEIGHT, ABSOLUTE = 0.2, 0.1, 0.3
"""Of whom words mean: that some word means the actor, that names mean their own, what the first counts by itself."""
WORD_WEIGHT, WEIGHT_OF_NO_ACT, OUTSIDE, SMOOTHED = 0.1, 0.1, -1, 0.03
TOKENS_A_BATCH, ISSUE_TOKENS, SHORTEST_FIRST_WINDOW, CANDIDATES_AT_ONCE = 2000, 120, 40, 40
SHARE_OF_WHOLE_SENTENCES = 0.3
"""How often the issue is sought from the sentence, and not from the words quoted."""
STATES_WIDTH = READING_WIDTH + TOPIC_WIDTH
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


class Asked(NamedTuple):
    """A candidate in a batch: its window's row and first word, and which of that window's words are read for it."""

    example: Example
    row: int
    start: int
    begin: int
    end: int

    @classmethod
    def of(cls, row: int, window: Window, example: Example) -> Asked:
        """Of the words before the sentence, those that the window holds."""
        first, end = words_read(example.candidate)
        return cls(example, row, window.start, max(0, first - window.start), end - window.start)

    @property
    def n_words(self) -> int:
        """How many words are read."""
        return self.end - self.begin


@dataclass(frozen=True, slots=True)
class Codings:
    """The coded negotiations that are trained on: their dossiers, what finds their candidates, and their documents."""

    dossiers: dict[str, Dossier]
    finders: dict[str, Finder]
    texts: list[Text]

    @classmethod
    def read(cls, folder: Path, model: Path) -> Codings:
        """Reads a folder of negotiations with the tagger that lies in another; those for tuning are left out."""
        dossiers = {name: dossier for name, dossier in negotiations(folder) if name not in FOR_TUNING}
        finders = {name: finder_for(dossier, model) for name, dossier in dossiers.items()}
        return cls(dossiers, finders, list(_texts(folder, finders)))


def train(
    trainer: Together, codings: Codings, reader: WordReader, shuffler: random.Random, options: argparse.Namespace,
    also: Callable[[int], None] = lambda _step: None,
) -> None:  # fmt: skip
    """Trains for ``options.minutes``, and writes the weights into ``options.out``.

    ``also`` is what else is learned at a step of this number; it leaves its gradients.
    """
    begun, step, of_statements = time.monotonic(), 0, 0.0
    batches: list[tuple[str, list[Piece]]] = []
    while (share := (time.monotonic() - begun) / 60 / options.minutes) < 1:
        trainer.begin_step(min(1.0, (step + 1) / STEPS_TO_WARM_UP) * (1 - share))
        also(step)
        batches = batches or _batches(codings.texts, options.window, shuffler)
        name, pieces = batches.pop()
        loss = trainer.statement_loss(pieces, codings.dossiers[name], codings.finders[name], reader, shuffler)
        loss.backward()
        of_statements += (1 - MOVING) * (loss.item() - of_statements)
        trainer.end_step()
        step += 1
        if step % STEPS_A_REPORT == 0:
            shown = {"step": step, "share": round(share, 3), "of_statements": round(of_statements, 3)}
            print(json.dumps(shown), file=sys.stderr, flush=True)
        if step % STEPS_A_SAVE == 0:
            trainer.save(options.out)
    trainer.save(options.out)


def _texts(folder: Path, finders: dict[str, Finder]) -> Iterator[Text]:
    for name, finder in finders.items():
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
    """A tagger and statement heads, trained together, with the moving average of their weights.

    Where the tagger's weights ask for no gradients it stays as it is, and the heads alone are trained.
    """

    def __init__(self, tagger: Tagger, heads: Heads, device: str, rates: tuple[float, float] = RATES) -> None:
        super().__init__()
        self.tagger, self.heads, self.device, self._rates = tagger, heads, device, rates
        learning = {name: weights for name, weights in self.named_parameters() if weights.requires_grad}
        layers = {name: one for name, one in learning.items() if name.startswith(("tagger.encoder.", "heads.layers."))}
        above = [one for name, one in learning.items() if name not in layers]
        groups = [{"params": group, "weight_decay": 0.03} for group in (list(layers.values()), above)]
        self._optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
        self._learning = list(learning.values())
        self._average = {name: weights.detach().clone() for name, weights in learning.items()}
        self._word_weights = torch.tensor([1.0] * NO_ACT + [WEIGHT_OF_NO_ACT], device=device)
        self._n_steps = 0
        self.train()

    def begin_step(self, share: float) -> None:
        """Sets the rates to a share of the highest, and forgets the gradients."""
        for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * share
        self._optimizer.zero_grad()

    def end_step(self) -> None:
        """Moves the weights, and their average after them."""
        torch.nn.utils.clip_grad_norm_(self._learning, 1.0)
        self._optimizer.step()
        self._n_steps += 1
        share = 1 - min(AVERAGING, (1 + self._n_steps) / (10 + self._n_steps))
        torch._foreach_lerp_(list(self._average.values()), [weights.data for weights in self._learning], share)

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
        numbers = _shuffled(shuffler)
        mixed = self._mixed([piece.window for piece in pieces], numbers)
        whom = self.heads.whom(mixed).float()
        asked = [Asked.of(row, piece.window, one) for row, piece in enumerate(pieces) for one in piece.examples]
        judged = self._judged(mixed, whom.softmax(-1), asked, numbers)
        loss = _judging_loss(judged, [one.example for one in asked]) + _meaning_loss(whom, pieces, asked, numbers)
        issues = [issue.id for issue in dossier.issues]
        stretches, looked, right = [], [], []
        for number, one in enumerate(asked):
            for record, quoted in zip(one.example.records, one.example.told, strict=True):
                is_whole = shuffler.random() < SHARE_OF_WHOLE_SENTENCES
                begin, end = one.example.candidate.words if is_whole else quoted
                if begin >= one.start and record["issue"] in issues:
                    stretches.append((one.row, begin - one.start, max(end, begin + 1) - one.start))
                    looked.append(number)
                    right.append(issues.index(record["issue"]))
        if not right:
            return loss
        asked_of = [_window(_in_words(issue, shuffler), finder, reader) for issue in dossier.issues]
        whole = [(row, 0, len(one.first)) for row, one in enumerate(asked_of)]
        issue_vectors = self._topics(self._mixed(asked_of, numbers), whole)
        is_issue = torch.tensor(right, device=loss.device)
        for vectors in (self._topics(mixed, stretches), judged.topics[looked]):
            likeness = vectors @ issue_vectors.T * self.heads.sharpness.exp()
            loss = loss + TOPIC_WEIGHT * F.cross_entropy(likeness, is_issue)
        return loss

    def _mixed(self, read: Sequence[Window], numbers: Tensor) -> Tensor:
        """The mixed states of each window's words; shape (windows, words, 384)."""
        n_tokens = -(-max(len(window.ids) for window in read) // 32) * 32
        ids, mask, parties = (torch.zeros(len(read), n_tokens, dtype=torch.long) for _ in range(3))
        marks = torch.full((len(read), n_tokens), END_MARK, dtype=torch.long)
        first = torch.zeros(len(read), max(len(window.first) for window in read), dtype=torch.long)
        for row, window in enumerate(read):
            ids[row, : len(window.ids)] = torch.from_numpy(window.ids)
            marks[row, : len(window.ids)] = torch.from_numpy(window.marks)
            parties[row, : len(window.ids)] = numbers[torch.from_numpy(window.parties)]
            mask[row, : len(window.ids)] = 1
            first[row, : len(window.first)] = torch.from_numpy(window.first)
        annotators = torch.full((len(read),), NOBODY, device=self.device)
        ids, marks, mask, first, parties = (one.to(self.device) for one in (ids, marks, mask, first, parties))
        with torch.autocast(torch.device(self.device).type, torch.bfloat16):
            ids = self.tagger.with_masks(ids)
            shared = self.tagger.encoder(ids, marks, mask, annotators, N_SHARED_LAYERS)[-1]
            return self.heads.mixed(shared, mask, first, parties)

    def _topics(self, mixed: Tensor, stretches: Sequence[tuple[int, int, int]]) -> Tensor:
        """What each stretch of words is about, as vectors of length 1; a stretch is (row, first word, end)."""
        shares = torch.zeros(len(stretches), *mixed.shape[:2])
        for number, (row, start, end) in enumerate(stretches):
            shares[number, row, start:end] = 1 / (end - start)
        means = shares.flatten(1).to(self.device) @ mixed.flatten(0, 1)
        return F.normalize(self.heads.topics(means), dim=-1)

    def _judged(self, mixed: Tensor, whom: Tensor, asked: Sequence[Asked], numbers: Tensor) -> Judged:
        """What the heads say of candidates, read in groups of about one length.

        ``attention`` is that on their cues; ``words`` is how far the acts told of words are from the right ones.
        """
        states = torch.cat([self.heads.read(mixed), self.heads.topics(mixed), whom], -1)
        order = sorted(range(len(asked)), key=lambda number: asked[number].n_words)
        groups = [order[start : start + CANDIDATES_AT_ONCE] for start in range(0, len(order), CANDIDATES_AT_ONCE)]
        told = [self._judged_at_once(states, [asked[number] for number in group], numbers) for group in groups]
        back = torch.tensor(order, device=self.device).argsort()
        return Judged(*(torch.cat(parts)[back] for parts in zip(*told, strict=True)))

    def _judged_at_once(self, states: Tensor, asked: Sequence[Asked], numbers: Tensor) -> Judged:
        n_words = max(one.n_words for one in asked)
        places, apart = (torch.zeros(len(asked), n_words, dtype=torch.long) for _ in range(2))
        is_word, anchors = (torch.zeros(len(asked), n_words) for _ in range(2))
        told = torch.full((len(asked), n_words), OUTSIDE)
        roles = torch.zeros(len(asked), n_words, N_ROLES - 1)
        own = numbers[[one.example.candidate.number for one in asked]]
        for index, one in enumerate(asked):
            candidate, cue, length = one.example.candidate, one.example.cue, one.n_words
            places[index, :length] = torch.arange(one.begin, one.end) + one.row * states.shape[1]
            is_word[index, :length] = 1
            anchors[index, :length] = torch.from_numpy(anchored(candidate)[-length:])
            apart[index, :length] = torch.from_numpy(distances(candidate)[-length:])
            roles[index, :length] = torch.from_numpy(candidate.roles[-length:])
            told[index, length - len(cue) : length] = torch.from_numpy(cue)
        features = torch.from_numpy(np.stack([one.example.candidate.features for one in asked]))
        roles, anchors, apart, features, is_word, own = (
            one.to(self.device) for one in (roles, anchors, apart, features, is_word, own)
        )
        known, whom = states.flatten(0, 1)[places.to(self.device)].split([STATES_WIDTH, N_PARTIES + 1], -1)
        means_own = whom.gather(-1, own[:, None, None].expand(-1, n_words, 1)) * (own != NO_PARTY)[:, None, None]
        given = torch.cat([roles, means_own * is_word[..., None]], -1), anchors, apart, features, is_word
        with torch.autocast(torch.device(self.device).type, torch.bfloat16):
            judged: Judged = self.heads(*known.split([READING_WIDTH, TOPIC_WIDTH], -1), *given)
        told = told.to(self.device)
        seen = (judged.attention.float() * ((told >= 0) & (told < NO_ACT))).sum(1)
        of_words = F.cross_entropy(
            judged.words.float().flatten(0, 1),
            told.flatten(),
            self._word_weights,
            ignore_index=OUTSIDE,
            reduction="none",
        ).view(told.shape)
        return Judged(*(one.float() for one in judged._replace(attention=seen, words=of_words.sum(1))))


def _judging_loss(judged: Judged, asked: Sequence[Example]) -> Tensor:
    """Whether it is a statement, for all; act, firmness, condition and the words looked at, for those that are."""
    device = judged.is_statement.device
    is_statement = torch.tensor([float(bool(one.records)) for one in asked], device=device)
    is_statement = is_statement * (1 - 2 * SMOOTHED) + SMOOTHED
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
    loss = loss + WORD_WEIGHT * judged.words.mean()
    seen = judged.attention[[row for row in rows if (asked[row].cue < NO_ACT).any()]]
    return loss - CUE_WEIGHT * (seen + 1e-6).log().mean() if len(seen) else loss


def _shuffled(shuffler: random.Random) -> Tensor:
    """Another number for each party's, so that none is learned; nobody's stays; shape (17)."""
    return torch.tensor([NO_PARTY, *shuffler.sample(range(1, N_PARTIES + 1), N_PARTIES)])


def _meaning_loss(whom: Tensor, pieces: Sequence[Piece], asked: Sequence[Asked], numbers: Tensor) -> Tensor:
    """How far the words are from meaning the right party: names their own, and some word of a sentence its actor."""
    rows, words, right = [], [], []
    for row, piece in enumerate(pieces):
        named = piece.window.parties[piece.window.first]
        for word in np.flatnonzero(named):
            rows.append(row)
            words.append(int(word))
            right.append(int(numbers[named[word]]))
    device = whom.device
    loss = whom.new_zeros(())
    if rows:
        loss = loss + NAMING_WEIGHT * F.cross_entropy(whom[rows, words], torch.tensor(right, device=device))
    likely = whom.log_softmax(-1)
    told = []
    for one in asked:
        candidate = one.example.candidate
        if not one.example.records or candidate.number == NO_PARTY or candidate.features[0]:
            continue
        first, end = (word - one.start for word in candidate.words)
        window = pieces[one.row].window
        named = window.parties[window.first[first:end]]
        most = likely[one.row, first:end].amax(0).clone()
        most[numbers[[NO_PARTY, *(one for one in named if one != candidate.number)]]] = -torch.inf
        own = most[numbers[candidate.number]]
        told.append(most.logsumexp(0) - own - ABSOLUTE * own)
    return loss + MEANING_WEIGHT * torch.stack(told).mean() if told else loss


def _in_words(issue: Issue, shuffler: random.Random) -> str:
    """An issue as the product reads it, with as many of its terms as chance has it."""
    return told(replace(issue, terms=tuple(shuffler.sample(issue.terms, shuffler.randint(0, len(issue.terms))))))


def _window(text: str, finder: Finder, reader: WordReader) -> Window:
    words = reader.read(text).without(dict.fromkeys(finder.actors.names(text), NO_PARTY))
    return next(windows(words, ISSUE_TOKENS))
