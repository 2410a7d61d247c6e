"""Finding: a query and filters to a page of documents with their statements and passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.ledger import View
from detente.model import DocumentId, Entry
from detente.searching.columns import DocumentColumns, Mask
from detente.searching.filters import Filters
from detente.searching.holdings import Holdings, Told
from detente.searching.index import WordIndex
from detente.searching.marking import found_spans
from detente.searching.passages import passages, richest
from detente.searching.query import Query
from detente.searching.records import Found, FoundDocument, FoundStatement, Marked

PAGE_LENGTH = 20
"""How many documents a page of results holds."""
_STATEMENTS_SHOWN, _PASSAGES_SHOWN = 5, 3


def find(
    index: WordIndex,
    held: Holdings,
    query: Query,
    filters: Filters,
    *,
    first: int = 0,
    at_most: int | None = PAGE_LENGTH,
) -> Found:
    """The documents that hold every term, or statements that tell every term; as far as the index goes.

    Where the filters ask for what only statements have, only statements are looked for.

    Args:
        index: Of words.
        held: What is searched.
        query: What is looked for; nothing is found without a term.
        filters: What to keep.
        first: How many documents to pass over.
        at_most: How many to give; None for all that are left.
    """
    documents, statements = held.documents, held.statements
    holds, ranks = _ranked(documents, index.documents_holding(query), filters)
    tells = statements.that_tell(index.told_holding(query), filters)
    is_chosen = np.zeros(len(documents.ids), dtype=np.bool_)
    is_chosen[statements.documents[tells]] = True
    if not filters.is_about_statements:
        is_chosen |= holds
    chosen = np.flatnonzero(is_chosen)
    ordered = chosen[np.lexsort((documents.in_order[chosen], -documents.days[chosen], ranks[chosen]))]
    page = ordered[first:] if at_most is None else ordered[first : first + at_most]
    told = np.flatnonzero(tells & np.isin(statements.documents, page)).tolist()
    by_document: dict[int, list[Entry]] = {}
    for place in told:
        by_document.setdefault(int(statements.documents[place]), []).append(statements.entries[place])
    return Found(
        n_documents=len(chosen),
        n_statements=int(tells.sum()),
        first=first,
        documents=tuple(
            _found(
                held.view,
                query,
                documents.ids[place],
                sorted(by_document.get(place, ()), key=_reading),
                has_passages=not filters.is_about_statements,
            )
            for place in map(int, page)
        ),
    )


def _ranked(
    documents: DocumentColumns, held: Mapping[DocumentId, float], filters: Filters
) -> tuple[Mask, NDArray[np.float64]]:
    """Which documents hold the words and are kept, and how much each is about them; 0 for those that are not."""
    ranks = np.zeros(len(documents.ids))
    holds = np.zeros(len(documents.ids), dtype=np.bool_)
    known = [(documents.places[id_], rank) for id_, rank in held.items() if id_ in documents.places]
    places = [place for place, _ in known]
    ranks[places] = [rank for _, rank in known]
    holds[places] = True
    holds &= documents.are_there & documents.told.fit(filters)
    return holds, np.where(holds, ranks, 0.0)


def _reading(entry: Entry) -> tuple[int, int, str]:
    return entry.statement.quote.start, entry.statement.quote.end, entry.id


def _found(
    view: View, query: Query, document_id: DocumentId, told: Sequence[Entry], *, has_passages: bool
) -> FoundDocument:
    document = view.documents[document_id]
    title = document.title or document.name
    shown = [(entry, Told.by(entry)) for entry in told[:_STATEMENTS_SHOWN]]
    texts = [
        title,
        document.text if has_passages else "",
        *(text for _, each in shown for text in (each.quote, each.tellers)),
    ]
    marks = found_spans(query, texts)
    quoted = [(entry.statement.quote.start, entry.statement.quote.end) for entry in told]
    found = passages(document, marks[1], quoted) if has_passages else []
    return FoundDocument(
        document=view.imprints[document_id],
        title=Marked(title, marks[0]),
        is_withdrawn=document_id in view.withdrawn,
        statements=tuple(
            FoundStatement(
                entry=entry,
                quote=Marked(each.quote, marks[2 * place + 2]),
                tellers=Marked(each.tellers, marks[2 * place + 3]),
            )
            for place, (entry, each) in enumerate(shown)
        ),
        n_statements=len(told),
        passages=richest(found, _PASSAGES_SHOWN),
        n_passages=len(found),
    )
