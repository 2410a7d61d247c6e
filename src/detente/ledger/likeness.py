"""Likeness: which documents are nearly the same text, found by MinHash and then checked exactly.

Source: Broder, "On the resemblance and containment of documents" (1997); bands as in Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", chapter 3.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

RUN_WORDS = 5
LEAST_LIKENESS = 0.6
"""Share of common runs from which two texts are one story; syndicated copies with another first and last paragraph
lie above it, two reports of one event below."""
_N_BANDS, _ROWS_A_BAND = 16, 3
_PLACES = np.array(
    [0x27D4EB2F165667C5, 0x85EBCA77C2B2AE63, 0x165667B19E3779F9, 0xC2B2AE3D27D4EB4F, 0x9E3779B97F4A7C15], np.uint64
)
"""Odd factors that tell the places in a run apart, that of its last word first."""


def bands(text: str) -> tuple[int, ...]:
    """Sixteen numbers, of which two texts that are alike share one or more; none for a text of under five words.

    At a likeness of 0.6 two texts share one with a probability of 0.98, at 0.3 with 0.36. The numbers stay the same
    between versions of détente, machines and runs: they are stored.
    """
    words = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in _words(text)]
    if len(words) < RUN_WORDS:
        return ()
    runs = np.convolve(np.array(words, np.uint64), _PLACES, "valid")
    factors, summands = _hashes()
    hashed = np.multiply.outer(factors, runs)
    hashed += summands[:, None]
    rows = (hashed.min(1) >> np.uint64(16)).reshape(_N_BANDS, _ROWS_A_BAND).astype("<u8")
    return tuple(zlib.crc32(row.tobytes(), zlib.crc32(bytes([number]))) for number, row in enumerate(rows))


def likeness(one: str, other: str) -> float:
    """The share of five-word runs that two texts have in common (Jaccard's index), in [0, 1]."""
    first, second = _runs(one), _runs(other)
    return len(first & second) / len(first | second) if first or second else 0.0


def _runs(text: str) -> frozenset[str]:
    words = _words(text)
    return frozenset(" ".join(words[start : start + RUN_WORDS]) for start in range(len(words) - RUN_WORDS + 1))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@lru_cache(maxsize=1)
def _hashes() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    drawn = np.random.RandomState(20310310).randint(1, 1 << 31, size=(2, _N_BANDS * _ROWS_A_BAND))
    factors = drawn[0].astype(np.uint64) * np.uint64(2) + np.uint64(1)
    return factors, drawn[1].astype(np.uint64)
