"""The command ``search``: words in the documents and statements of a workspace."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import typer

from detente.cli.options import ActWord, AsOf, KnownAt, OfParty, OnIssue, TableOrLines, WorkspaceFolder, day
from detente.cli.options import ListForm as Form
from detente.cli.output import print_list, tell

FirmnessWord = Literal["red_line", "firm", "flexible", "unclear"]
_DOCUMENTS = 20


def search(
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS",
            help="All of them are looked for; '\"two words\"' in this order, pilot* whatever begins so.",
            show_default=False,
        ),
    ],
    *,
    party: OfParty = None,
    issue: OnIssue = None,
    act: Annotated[ActWord | None, typer.Option(help="Only of this act.", show_default=False)] = None,
    firmness: Annotated[FirmnessWord | None, typer.Option(help="Only said so firmly.", show_default=False)] = None,
    since: Annotated[
        date | None,
        typer.Option("--from", metavar="DAY", parser=day, help="Only of this day or later.", show_default=False),
    ] = None,
    until: Annotated[
        date | None,
        typer.Option("--to", metavar="DAY", parser=day, help="Only of this day or earlier.", show_default=False),
    ] = None,
    source: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only of this publisher.", show_default=False)
    ] = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many documents.")] = _DOCUMENTS,
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrLines = Form.TABLE,
) -> None:
    """Find words in texts and statements.

    Statements that tell all the words, and sentences that hold them, a document at a time; the one that is most about
    them comes first. The last word may be the beginning of one. The first search makes an index in the workspace.
    """
    from detente.cli.choosing import Choice, open_workspace
    from detente.cli.search_tables import found_page
    from detente.cli.waiting import Waiting
    from detente.searching import Filters, Query, document_to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        asked = Choice(party=party, issue=issue).within(state.dossier)
        filters = Filters(
            party=asked.party or "", issue=asked.issue or "", act=act or "", firmness=firmness or "", since=since,
            until=until, source=source or "",
        )  # fmt: skip
        with Waiting("Making the index of words: {} documents and statements left ...") as waiting:
            workspace.searches.prepare(state, waiting.at)
        query = Query.parse(" ".join(words))
        found = workspace.searches.find(state, query, filters, at_most=limit)
        if workspace.searches.note:
            tell(f"{workspace.searches.note}; the index was made in memory, for this once.")
        print_list(form, found.documents, document_to_wire, lambda _: found_page(found, query, state.dossier))
