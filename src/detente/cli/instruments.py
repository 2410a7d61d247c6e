"""The commands on proposals, drafts, formulas and agreements: ``instruments`` and ``instrument``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import AsOf, Form, KnownAt, TableOrJson, WorkspaceFolder
from detente.cli.output import print_record
from detente.errors import DetenteError

if TYPE_CHECKING:
    from detente.analysis.instrument_records import InstrumentHistory


def instruments(
    folder: WorkspaceFolder = None, as_of: AsOf = None, known_at: KnownAt = None, form: TableOrJson = Form.TABLE
) -> None:
    """List the drafts and agreements, and how far each has come.

    Who wrote it, who got it, how it was received, and what the next stage would need.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.instrument_tables import instruments_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        print_record(form, state.instruments, to_wire, lambda found: instruments_page(found, state.dossier))


def instrument(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="Its id, its name, or the beginning of one.", show_default=False)
    ],
    folder: WorkspaceFolder = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    form: TableOrJson = Form.TABLE,
) -> None:
    """Tell all that is known of one instrument.

    Its stage and what it rests on, versions, hand-overs, provisions, what it lacks, reactions, what comes next, and
    who could know of it from when.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.instrument_tables import instrument_page
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        state = workspace.at(as_of, known_at)
        found = chosen(name, state.instruments)
        documents = state.view.imprints.values()
        print_record(form, found, to_wire, lambda told: instrument_page(told, state.dossier, documents))


def chosen(asked: str, known: Sequence[InstrumentHistory]) -> InstrumentHistory:
    """The instrument of this id or name, or the only one whose id or name begins so, in any case.

    Raises:
        DetenteError: There is none, or several are.
    """
    wanted = asked.strip().casefold()
    called = {one.id: [word.casefold() for word in (one.id, one.name, *one.names)] for one in known}
    exact = [one for one in known if wanted in called[one.id]]
    begun = [one for one in known if wanted and any(word.startswith(wanted) for word in called[one.id])]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    names = ", ".join(one.id for one in found or known)
    if found:
        raise DetenteError(f"{len(found)} instruments are called {asked!r}; choose from {names}")
    if not known:
        raise DetenteError(f"no instrument is called {asked!r}; none is known")
    raise DetenteError(f"no instrument is called {asked!r}; choose from {names}")
