"""Columns: what filters ask of statements and documents, as arrays, so that a hundred thousand are told at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from detente.model import DocumentId, Edtf, Entry, Imprint
from detente.searching.filters import Filters

Mask: TypeAlias = NDArray[np.bool_]
Whole: TypeAlias = NDArray[np.int64]

_NEVER, _ALWAYS = date.max.toordinal() + 1, date.min.toordinal() - 1
"""The first and the last day of what has no date: it is in no span of days."""


@dataclass(frozen=True, slots=True)
class Words:
    """One word of each thing, as a number: its place among the different ones."""

    places: Whole
    known: dict[str, int]

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """The words in the order of the things."""
        known: dict[str, int] = {}
        return cls(np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64), known)

    def are(self, word: str) -> Mask:
        """Which of the things have this word."""
        found: Mask = self.places == self.known.get(word, -1)
        return found


@dataclass(frozen=True, slots=True)
class Told:
    """The days that each thing may be of, and who published it."""

    first: Whole
    last: Whole
    sources: Words

    @classmethod
    def of(cls, dates: Sequence[Edtf | None], publishers: Iterable[str | None]) -> Told:
        """Those with these dates and publishers."""
        return cls(
            first=np.array([each.earliest.toordinal() if each else _NEVER for each in dates], dtype=np.int64),
            last=np.array([each.latest.toordinal() if each else _ALWAYS for each in dates], dtype=np.int64),
            sources=Words.of((each or "").casefold() for each in publishers),
        )

    def fit(self, filters: Filters) -> Mask:
        """Which of them the filters for days and publisher keep."""
        kept = np.ones(len(self.first), dtype=np.bool_)
        if filters.source:
            kept &= self.sources.are(filters.source.casefold())
        if filters.until is not None:
            kept &= self.first <= filters.until.toordinal()
        if filters.since is not None:
            kept &= self.last >= filters.since.toordinal()
        return kept


@dataclass(frozen=True, slots=True)
class StatementColumns:
    """The statements of a view.

    Attributes:
        entries: In reading order.
        keys: Of what each tells.
        documents: The place of each one's document among the documents.
    """

    entries: Sequence[Entry]
    keys: Whole
    documents: Whole
    parties: Words
    issues: Words
    acts: Words
    firmnesses: Words
    told: Told

    @classmethod
    def of(cls, entries: Sequence[Entry], keys: Sequence[int], places: dict[DocumentId, int]) -> StatementColumns:
        """Of these entries, with the keys of what they tell and the places of the documents."""
        statements = [entry.statement for entry in entries]
        return cls(
            entries=entries,
            keys=np.array(keys, dtype=np.int64),
            documents=np.array([places[each.doc] for each in statements], dtype=np.int64),
            parties=Words.of(each.party for each in statements),
            issues=Words.of(each.issue for each in statements),
            acts=Words.of(each.act for each in statements),
            firmnesses=Words.of(each.firmness for each in statements),
            told=Told.of([entry.dated for entry in entries], (entry.publisher for entry in entries)),
        )

    def that_tell(self, keys: Sequence[int], filters: Filters) -> Mask:
        """Which of them have one of these keys, and are kept by the filters."""
        kept = np.isin(self.keys, np.array(keys, dtype=np.int64)) & self.told.fit(filters)
        for column, word in (
            (self.parties, filters.party),
            (self.issues, filters.issue),
            (self.acts, filters.act),
            (self.firmnesses, filters.firmness),
        ):
            if word:
                kept &= column.are(word)
        return kept


@dataclass(frozen=True, slots=True)
class DocumentColumns:
    """The documents of a view.

    Attributes:
        ids: In the order they were recorded; ``places`` the other way round.
        in_order: The place of each by its id in the order of the alphabet.
        days: The first on which each may have been published; 0 without a date.
        are_there: Whether each may have been published by the view's day.
    """

    ids: Sequence[DocumentId]
    places: dict[DocumentId, int]
    in_order: Whole
    days: Whole
    are_there: Mask
    told: Told

    @classmethod
    def of(cls, imprints: Sequence[Imprint], as_of: date | None) -> DocumentColumns:
        """Of these documents."""
        ids = [each.id for each in imprints]
        told = Told.of([each.published for each in imprints], (each.publisher for each in imprints))
        by_id = sorted(range(len(ids)), key=ids.__getitem__)
        in_order = np.empty(len(ids), dtype=np.int64)
        in_order[by_id] = np.arange(len(ids))
        is_dated = told.first != _NEVER
        return cls(
            ids=ids,
            places={id_: place for place, id_ in enumerate(ids)},
            in_order=in_order,
            days=np.where(is_dated, told.first, 0),
            are_there=(told.first <= as_of.toordinal()) | ~is_dated if as_of else np.ones(len(ids), dtype=np.bool_),
            told=told,
        )
