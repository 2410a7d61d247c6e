"""Runs the trained tagger over a text. Its files lie beside this module and are loaded once, when first needed."""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from detente.coding import vocabulary
from detente.coding.attribution.decoding import Chain, Linked, Told, attribution, decode
from detente.coding.attribution.pieces import Pieces
from detente.coding.attribution.windows import Window, windows
from detente.coding.attribution.words import WordReader, Words
from detente.errors import ModelError
from detente.model import Attribution, Span

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

States = npt.NDArray[np.floating]

FOLDER = Path(__file__).parent / "model"
"""Where the model's files lie."""
_WINDOWS_AT_ONCE = 64
_FEWEST_WORDS_RETOLD = 8
_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "that", "which"})
_WHAT_TO_DO = "install détente again, or make the model anew with `make train-attribution`"


class Tagger:
    """Finds attributions with a trained model.

    Windows are read one at a time: the model's activations are quantized as they come, so that windows read together
    would change each other's result. What is found in a text depends on that text alone.
    """

    def __init__(self, folder: Path) -> None:
        """Loads the model from its folder.

        Raises:
            ModelError: A file is missing, or is not the one that was shipped.
        """
        manifest = read_manifest(folder)
        files = {name: checked(folder, name) for name in ("tagger.onnx", "tokenizer.json")}
        self._folder = folder
        self.version: str = manifest["version"]
        self._most_tokens: int = manifest["window"]
        self._n_states: int = manifest["states"]
        self._session = session(files["tagger.onnx"])
        self._reader = WordReader(Pieces(files["tokenizer.json"]))
        self._chain = Chain(**{name: np.array(weights, np.float32) for name, weights in manifest["chain"].items()})

    @functools.cached_property
    def _statement_layers(self) -> InferenceSession:
        """The layers that statements are read by; who asks for attributions alone does without."""
        return session(checked(self._folder, "reading.onnx"))

    def read(self, text: str, start: int = 0) -> list[Attribution]:
        """The attributions in ``text`` from the character ``start`` on, in the order of their cues."""
        return self._read(self._reader.read(text, start), None)

    def read_closely(self, text: str, start: int = 0, names: Mapping[Span, int] = MappingProxyType({})) -> Reading:
        """The attributions, and what each word tells of statements.

        Args:
            text: The document's text.
            start: Where its prose begins.
            names: Characters of names that are hidden from the model, with the number of the party that each names:
                it learns which names are one party's, and nothing else of them.
        """
        words = self._reader.read(text, start).without(names)
        states = np.zeros((len(words.spans), self._n_states), np.float16)
        return Reading(words, self._read(words, states), states)

    def _read(self, words: Words, states: States | None) -> list[Attribution]:
        cut = (window for window in windows(words, self._most_tokens) if window.has_letters)
        found = [one for group in _grouped(cut) for one in self._linked(words, group, states)]
        inside = (window for one in found if _is_saying(words, one.cue) for window in self._retold(words, one))
        nested = (one for group in _grouped(inside) for one in self._linked(words, group))
        found += [one for one in nested if _is_retold(words, one)]
        return [attribution(words, one) for one in sorted(found, key=lambda one: one.cue)]

    def states_of(self, text: str, names: Mapping[Span, int] = MappingProxyType({})) -> States:
        """The states of a short text's words alone; shape (words, states)."""
        words = self._reader.read(text).without(names)
        told = [self._states(window, self._told(window)[1]) for window in windows(words, self._most_tokens)]
        return np.concatenate(told) if told else np.zeros((0, self._n_states), np.float32)

    def _retold(self, words: Words, linked: Linked) -> Iterator[Window]:
        """The pieces of content in which somebody else may be told to have said something."""
        for start, end in linked.content:
            if end - start >= _FEWEST_WORDS_RETOLD and _is_saying(words, (start, end)):
                yield from windows(words, self._most_tokens, within=(start, end))

    def _linked(self, words: Words, group: Sequence[Window], states: States | None = None) -> Iterator[Linked]:
        told = []
        for window in group:
            one, shared = self._told(window)
            told.append(one)
            if states is not None:
                states[window.start : window.end] = self._states(window, shared)
        return decode(words, group, told, self._chain)

    def _told(self, window: Window) -> tuple[Told, States]:
        scores, pointers, shared = self._session.run(
            ["scores", "pointers", "shared"], {"ids": window.ids, "marks": window.marks, "first": window.first}
        )
        return Told(scores, pointers), shared

    def _states(self, window: Window, shared: States) -> States:
        given = {"shared": shared, "first": window.first, "parties": window.parties}
        states: States = self._statement_layers.run(["states"], given)[0]
        return states


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as the model read it.

    Attributes:
        words: Its words, names hidden.
        attributions: Who is told to have said what.
        states: What the statement heads know of each word; shape (words, states).
    """

    words: Words
    attributions: list[Attribution]
    states: States


@functools.cache
def tagger_in(folder: Path = FOLDER) -> Tagger:
    """The tagger that lies in a folder, by default the one that comes with the package; loaded at the first call."""
    return Tagger(folder)


def read_manifest(folder: Path = FOLDER) -> dict[str, Any]:
    """What the folder's files are: version, longest window, digests, and the weights too small for a file of their own.

    Raises:
        ModelError: It is missing or damaged.
    """
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_bytes())
        return {name: manifest[name] for name in ("version", "window", "states", "sha256", "chain", "statements")}
    except OSError:
        raise ModelError(f"the attribution model is missing from {folder}; {_WHAT_TO_DO}") from None
    except (ValueError, KeyError, TypeError):
        raise ModelError(f"{folder / 'manifest.json'} is damaged; {_WHAT_TO_DO}") from None


def checked(folder: Path, name: str) -> bytes:
    """The bytes of one of the model's files, if they are the ones that were shipped.

    Raises:
        ModelError: It is missing or another.
    """
    path, digest = folder / name, read_manifest(folder)["sha256"].get(name)
    try:
        data = path.read_bytes()
    except OSError:
        raise ModelError(f"{path} is missing or cannot be read; {_WHAT_TO_DO}") from None
    if hashlib.sha256(data).hexdigest() != digest:
        raise ModelError(f"{path} is damaged: its checksum is not the one it was shipped with; {_WHAT_TO_DO}")
    return data


def session(model: bytes) -> InferenceSession:
    """The model in onnxruntime, on one thread: texts may be shared out between processes instead."""
    from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415 - a third of a second to import

    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _grouped(cut: Iterable[Window]) -> Iterator[list[Window]]:
    """The windows in groups, so that a long text is never held as scores as a whole."""
    rest = iter(cut)
    while group := list(itertools.islice(rest, _WINDOWS_AT_ONCE)):
        yield group


def _is_retold(words: Words, linked: Linked) -> bool:
    """Whether somebody named is told to have said something of some length, behind the verb of saying."""
    is_behind = linked.content[0][0] >= linked.cue[1]
    n_words = sum(end - start for start, end in linked.content)
    if not (linked.source and is_behind and n_words >= _FEWEST_WORDS_RETOLD and _is_saying(words, linked.cue)):
        return False
    start, end = linked.source[0]
    return words.text[words.spans[start][0] : words.spans[end - 1][1]].casefold() not in _PRONOUNS


def _is_saying(words: Words, within: tuple[int, int]) -> bool:
    """Whether a verb of saying stands among the words."""
    return _saying().search(words.text, words.spans[within[0]][0], words.spans[within[1] - 1][1]) is not None


@functools.cache
def _saying() -> re.Pattern[str]:
    return vocabulary.any_of(vocabulary.load("attribution")["retold"])
