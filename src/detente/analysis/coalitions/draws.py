"""Draws: statements drawn anew, whole documents at a time, for intervals."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from detente.analysis.networks.profiles import Matrix
from detente.analysis.networks.selecting import Selection
from detente.analysis.networks.tables import NO_LABEL, Rows


def document_draws(chosen: Selection, n_draws: int, seed: int, statements: Rows | None = None) -> Iterator[Matrix]:
    """What each statement counts in each draw: as many documents as there are, with replacement.

    Statements of one document hang together, so that drawing them singly would make intervals too narrow. A statement
    without a document is one of its own; where all are of one document, statements are drawn.

    Args:
        chosen: The statements.
        n_draws: So many draws.
        seed: The same seed gives the same draws.
        statements: Draw only of these; all kept ones by default.

    Source: Davison and Hinkley (1997), Bootstrap Methods and their Application, section 3.8.
    """
    rows = chosen.kept if statements is None else statements
    place = documents_of(chosen, rows)
    n_documents = int(place.max(initial=-1)) + 1
    if n_documents == 1:
        place, n_documents = np.arange(len(rows)), len(rows)
    draw = np.random.default_rng(seed)
    for _ in range(n_draws):
        times = draw.multinomial(n_documents, np.full(n_documents, 1 / n_documents)) if n_documents else np.zeros(0)
        yield times[place].astype(np.float64)


def documents_of(chosen: Selection, statements: Rows) -> Rows:
    """The number of each statement's document, from 0; a statement without one is a document of its own."""
    documents = chosen.table.column("id", is_document=True).at(statements).astype(np.int64)
    is_alone = documents == NO_LABEL
    documents[is_alone] = -1 - np.arange(is_alone.sum())
    places: Rows = np.unique(documents, return_inverse=True)[1].astype(np.int64)
    return places
