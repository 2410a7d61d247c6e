"""The addresses of the search: its page, and the same as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import HTMLResponse

from detente.model.wire import Wire
from detente.searching import PAGE_LENGTH, Found, document_to_wire
from detente.searching import Query as Words
from detente.web.answers import ERRORS, FoundAnswer
from detente.web.asking import Asked, Open, Show
from detente.web.search import Asking, search_page

router = APIRouter(default_response_class=HTMLResponse, include_in_schema=False)
api = APIRouter(prefix="/api", responses=ERRORS)


def _asking(
    *,
    q: Annotated[str, Query(description="Words, all of which are looked for; phrases in quotes.")] = "",
    party: Annotated[str, Query(description="A party's id.")] = "",
    issue: Annotated[str, Query(description="An issue's id.")] = "",
    act: Annotated[str, Query(description="An act, such as demand or reject.")] = "",
    firmness: Annotated[str, Query(description="red_line, firm, flexible or unclear.")] = "",
    source: Annotated[str, Query(description="A publisher.")] = "",
    since: Annotated[str, Query(alias="from", description="Only of this day or later, YYYY-MM-DD.")] = "",
    until: Annotated[str, Query(alias="to", description="Only of this day or earlier, YYYY-MM-DD.")] = "",
    page: Annotated[str, Query(description="A page number, counted from 1.")] = "",
) -> Asking:
    return Asking(
        q=q, party=party, issue=issue, act=act, firmness=firmness, source=source, since=since, until=until, page=page
    )


AskedWords = Annotated[Asking, Depends(_asking)]
"""What the request searches for."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was found, with how much the index still lacks."""

    found: Found
    n_missing: int


def _result(snapshot: Asked, workspace: Open, asking: AskedWords) -> Result:
    searches = workspace.searches
    filters, first = asking.filters(snapshot), (asking.number - 1) * PAGE_LENGTH
    n_missing = searches.prepare_behind(snapshot.state)
    found = searches.find(snapshot.state, Words.parse(asking.q), filters, first=first, at_most=PAGE_LENGTH)
    return Result(found, n_missing)


Finding = Annotated[Result, Depends(_result)]
"""What the request finds."""


@router.get("/search")
def search(snapshot: Asked, show: Show, workspace: Open, asking: AskedWords, result: Finding) -> HTMLResponse:
    """What was found."""
    return show(search_page(snapshot, asking, result.found, result.n_missing, workspace.searches.note))


@api.get("/search", response_model=FoundAnswer)
def search_answer(result: Finding) -> Wire:
    """What was found: documents with statements and sentences, the one that is most about the words first."""
    found = result.found
    return {
        "n_documents": found.n_documents,
        "n_statements": found.n_statements,
        "first": found.first,
        "n_missing": result.n_missing,
        "documents": [document_to_wire(each) for each in found.documents],
    }
