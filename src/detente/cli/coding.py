"""The commands that need no workspace: ``code`` and ``attribute``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import ListForm, Paths, TableOrLines
from detente.cli.output import print_list, tell

if TYPE_CHECKING:
    from rich.console import RenderableType

    from detente.cli.statement_tables import Found
    from detente.coding import Explained
    from detente.model import Document, Statement


def code(
    paths: Paths,
    dossier: Annotated[
        Path,
        typer.Option(metavar="FILE", readable=False, help="The dossier to code against.", show_default=False),
    ],
    form: TableOrLines = ListForm.TABLE,
    is_explained: Annotated[
        bool, typer.Option("--explain", help="Tell for every sentence what was coded, why, and what was left out.")
    ] = False,
) -> None:
    """Code documents into statements; nothing is recorded."""
    from detente.cli.inputs import Inputs
    from detente.coding import Coder, explain
    from detente.dossier import advice, load
    from detente.model.wire import coded_to_wire

    frame = load(dossier)

    def coded_table(rows: Sequence[tuple[Document, Statement]]) -> Iterator[RenderableType]:
        from detente.cli.statement_tables import coded_page  # JSON lines do without it

        return coded_page(rows, frame)

    def explained_table(rows: Sequence[tuple[Document, Explained]]) -> Iterator[RenderableType]:
        from detente.cli.statement_tables import explained_page

        return explained_page(rows, frame)

    coder, inputs = Coder(frame), Inputs(paths)
    tell(*advice(frame))
    if is_explained:
        told = ((document, each) for document in inputs for each in explain(document, coder.code(document)))
        print_list(form, told, lambda row: _explained_to_wire(*row), explained_table)
        inputs.settle()
        return
    coded = ((document, each) for document in inputs for each in coder.code(document).statements)
    print_list(form, coded, lambda row: coded_to_wire(*row), coded_table)
    inputs.settle()


def attribute(
    paths: Paths,
    form: TableOrLines = ListForm.TABLE,
    dossier: Annotated[
        Path | None,
        typer.Option(metavar="FILE", readable=False, help="Tell for which party of this dossier each source speaks."),
    ] = None,
) -> None:
    """Find who is told to have said what; nothing is recorded.

    Source, cue and content are counted in characters of the file's text.
    """
    from detente.cli.inputs import Inputs
    from detente.cli.statement_tables import attributions_page
    from detente.coding import Speakers
    from detente.coding import attribute as attributions_in
    from detente.dossier import load
    from detente.model.wire import attribution_to_wire, to_wire

    frame = load(dossier) if dossier else None
    speakers = Speakers(frame) if frame else None
    inputs = Inputs(paths)

    def found() -> Iterator[Found]:
        for document in inputs:
            own = attributions_in(document.text, document.body_start)
            sources = [source for each in own for source in each.source]
            known = speakers.of_sources(document.text, sources, document.body_start) if speakers else {}
            for each in own:
                yield document, each, [known[source] for source in each.source] if speakers else None

    def wire(row: Found) -> dict[str, object]:
        document, each, known = row
        told = attribution_to_wire(document, each)
        return told if known is None else told | {"speaker": to_wire(known)}

    print_list(form, found(), wire, lambda rows: attributions_page(rows, frame))
    inputs.settle()


def _explained_to_wire(document: Document, explained: Explained) -> dict[str, object]:
    """A sentence with what was weighed in it, its statements in the form of ``code`` without ``--explain``."""
    from detente.model.wire import coded_to_wire

    start, end = explained.sentence
    return {
        "doc": document.name,
        "start": start,
        "end": end,
        "sentence": document.text[start:end],
        "nothing": explained.reason or None,
        "weighed": [
            {
                "party": one.party,
                "likelihood": round(one.likelihood, 4),
                "left": one.reason or None,
                "statements": [coded_to_wire(document, each) for each in one.statements],
            }
            for one in explained.weighed
        ],
        "dropped": [
            {"start": one.span[0], "end": one.span[1], "cue": one.cue, "reason": one.reason}
            for one in explained.dropped
        ],
    }
