"""Turns articles into windows of whole paragraphs, and windows into batches of few shapes."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import torch
from standoff import Article
from tokenizers import Tokenizer
from torch import Tensor

CLASS_ID, SEPARATOR_ID, UNKNOWN_ID = 101, 102, 100
_MOST_TOKENS_OF_A_WORD = 8
_STEP = 32
"""Windows are padded to multiples of this: every new shape costs the matrix library a compilation."""
_WELL_FILLED = 0.45
_SENTENCE_ENDS = frozenset(".!?”")


@dataclass(frozen=True, slots=True)
class TokenizedArticle:
    """An article with the token ids of each word."""

    article: Article
    ids: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Words ``start`` to ``end`` of an article, as one sequence of tokens.

    Attributes:
        first: The position of each word's first token in ``ids``.
    """

    article: Article
    start: int
    end: int
    ids: tuple[int, ...] = field(repr=False)
    first: tuple[int, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one shape; see Tagger.forward for the tensors."""

    windows: tuple[Window, ...]
    ids: Tensor
    mask: Tensor
    first: Tensor
    lengths: Tensor


def tokenize(article: Article, tokenizer: Tokenizer, known: dict[str, tuple[int, ...]]) -> TokenizedArticle:
    """Each word's tokens by itself; ``known`` remembers words over articles."""
    ids = []
    for start, end in article.words:
        word = article.text[start:end]
        if word not in known:
            tokens = tokenizer.encode(word, add_special_tokens=False).ids[:_MOST_TOKENS_OF_A_WORD]
            known[word] = tuple(tokens) or (UNKNOWN_ID,)
        ids.append(known[word])
    return TokenizedArticle(article, tuple(ids))


def windows(tokenized: TokenizedArticle, most_tokens: int, first_most_tokens: int | None = None) -> Iterator[Window]:
    """The article cut into windows: at a paragraph's end, else at a sentence's, else anywhere.

    Args:
        tokenized: The article.
        most_tokens: The longest window, with its two marks.
        first_most_tokens: The longest first window; drawn anew an epoch, it moves all cuts.
    """
    start, limit = 0, (first_most_tokens or most_tokens) - 2
    while start < len(tokenized.ids):
        end = _end_of_window(tokenized, start, max(limit, _MOST_TOKENS_OF_A_WORD))
        ids, first = [CLASS_ID], []
        for word in tokenized.ids[start:end]:
            first.append(len(ids))
            ids.extend(word)
        yield Window(tokenized.article, start, end, (*ids, SEPARATOR_ID), tuple(first))
        start, limit = end, most_tokens - 2


def _end_of_window(tokenized: TokenizedArticle, start: int, limit: int) -> int:
    breaks, text, words = set(tokenized.article.breaks), tokenized.article.text, tokenized.article.words
    n_tokens, end = 0, start
    last_break = last_stop = None
    n_at_break = 0
    while end < len(words) and n_tokens + len(tokenized.ids[end]) <= limit:
        n_tokens += len(tokenized.ids[end])
        end += 1
        if end in breaks:
            last_break, n_at_break = end, n_tokens
        if text[slice(*words[end - 1])] in _SENTENCE_ENDS:
            last_stop = end
    if end == len(words):
        return end
    if last_break is not None and n_at_break > _WELL_FILLED * limit:
        return last_break
    return last_stop or last_break or end


def batches(cut: Sequence[Window], most_tokens: int, shuffler: random.Random | None = None) -> list[Batch]:
    """The windows in batches of one padded length each; shuffled, and filled up, where a shuffler is given."""
    by_length: dict[int, list[Window]] = defaultdict(list)
    for window in cut:
        by_length[-(-len(window.ids) // _STEP) * _STEP].append(window)
    made = []
    for length, group in by_length.items():
        n_windows = max(1, most_tokens // length)
        if shuffler:
            shuffler.shuffle(group)
        for index in range(0, len(group), n_windows):
            chosen = group[index : index + n_windows]
            if shuffler:
                chosen += shuffler.choices(group, k=n_windows - len(chosen))
            made.append(_batch(chosen, length))
    if shuffler:
        shuffler.shuffle(made)
    return made


def _batch(chosen: Sequence[Window], length: int) -> Batch:
    n_words = min(length, -(-max(len(window.first) for window in chosen) // _STEP) * _STEP)
    ids, mask = torch.zeros(len(chosen), length, dtype=torch.long), torch.zeros(len(chosen), length)
    first = torch.zeros(len(chosen), n_words, dtype=torch.long)
    for row, window in enumerate(chosen):
        ids[row, : len(window.ids)] = torch.tensor(window.ids)
        mask[row, : len(window.ids)] = 1
        first[row, : len(window.first)] = torch.tensor(window.first)
    return Batch(tuple(chosen), ids, mask, first, torch.tensor([len(window.first) for window in chosen]))
