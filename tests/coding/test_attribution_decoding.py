"""Words, windows and the best path of tags."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.coding.attribution.decoding import TAGS, Chain
from detente.coding.attribution.pieces import Pieces
from detente.coding.attribution.tagger import FOLDER
from detente.coding.attribution.windows import windows
from detente.coding.attribution.words import END_MARK, N_MARKS, WordReader

READER = WordReader(Pieces((FOLDER / "tokenizer.json").read_bytes()))
TEXTS = st.text(alphabet=st.sampled_from('ab said.,"“”\n Vi?!’é1😀'), max_size=400)


@given(TEXTS)
def test_every_word_has_its_tokens_and_a_mark(text):
    """Words follow each other, each with at least one token; offsets close behind the last."""
    words = READER.read(text)
    assert len(words.offsets) == len(words.spans) + 1 == len(words.marks) + 1
    assert (np.diff(words.offsets) > 0).all()
    assert words.offsets[-1] == len(words.ids)
    assert all(0 <= mark < N_MARKS and mark != END_MARK for mark in words.marks)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(words.spans))


@given(TEXTS, st.integers(16, 60))
def test_windows_cover_every_word_once(text, most_tokens):
    """No word is left out or read twice, and no window is longer than asked for."""
    words = READER.read(text)
    cut = list(windows(words, most_tokens))
    assert [word for window in cut for word in range(window.start, window.end)] == list(range(len(words.spans)))
    for window in cut:
        assert len(window.ids) == len(window.marks) <= most_tokens
        assert len(window.first) == window.end - window.start
        assert window.ids[window.first].tolist() == words.ids[words.offsets[window.start : window.end]].tolist()


def test_a_window_ends_with_a_line_or_a_sentence():
    """Paragraphs are kept whole where they fit, then sentences."""
    text = "One two three four five.\nSix seven eight nine ten. Eleven twelve thirteen. Fourteen fifteen."
    words = READER.read(text)
    ends = [text[slice(*words.spans[window.end - 1])] for window in windows(words, 16)]
    assert len(ends) > 1
    assert set(ends) == {"."}


@pytest.mark.parametrize(
    ("text", "word", "is_quoted"),
    [
        ('He said "no" twice', "no", True),
        ('He said "no" twice', "twice", False),
        ("“No,” he said", "No", True),
        ("“No,” he said", "he", False),
        ("“One.\nTwo", "Two", False),
    ],
)
def test_a_word_knows_whether_it_is_quoted(text, word, is_quoted):
    """Straight marks open and close by turns; a line's end closes what was left open."""
    words = READER.read(text)
    index = [text[slice(*span)] for span in words.spans].index(word)
    assert (words.marks[index] % 10 >= 5) is np.bool_(is_quoted)


@settings(max_examples=25)
@given(st.integers(0, 2**32 - 1), st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_the_best_path_is_the_best_of_all_paths(seed, lengths):
    """Compared with every path tried one by one, for windows of several lengths at once."""
    random = np.random.default_rng(seed)
    n_tags = len(TAGS)
    chain = Chain(*(random.normal(size=shape).astype(np.float32) for shape in ((n_tags, n_tags), n_tags, n_tags)))
    scores = [random.normal(size=(length, n_tags)).astype(np.float32) for length in lengths]

    def total(path, own):
        inner = sum(chain.transitions[before, after] for before, after in itertools.pairwise(path))
        return (
            chain.first[path[0]] + chain.last[path[-1]] + inner + sum(own[word, tag] for word, tag in enumerate(path))
        )

    for path, own in zip(chain.best_paths(scores), scores, strict=True):
        best = max(itertools.product(range(n_tags), repeat=len(own)), key=lambda each: total(each, own))
        assert total(path, own) == pytest.approx(total(best, own), abs=1e-4)
