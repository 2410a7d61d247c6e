"""A ledger's entries as a table: who said what on which issue and option, and whether in favour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time

import numpy as np

from detente.analysis.networks.tables import (
    UNDATED,
    Column,
    Kind,
    StatementTable,
    number_column,
    seconds_of,
    sorted_table,
    text_column,
)
from detente.analysis.origins import origins
from detente.analysis.tellers import Tellers
from detente.model import Act, Dossier, Edtf, Entry, Statement

_SIDE_OF = {Act.ACCEPT: 1, Act.REJECT: 0}
"""Acts that take a side on whatever is on the table: for it (1), or against it (0)."""

_WANTING = frozenset({Act.DEMAND, Act.PROPOSE, Act.CONDITION})
"""Acts that favour the outcome that they name; where they name none, they tell no side."""

BETWEEN = ": "
"""Stands between an issue and its option, whose names alone may mean several."""


def entry_table(entries: Iterable[Entry], dossier: Dossier) -> StatementTable:
    """The entries that count, one row each.

    Variables: ``party``, ``speaker`` (a person of the dossier by one name; the party where only that is told),
    ``origin``, ``issue``, ``option`` (issue and option; blank where none is named), ``outcome`` (the option, or the
    issue where none is named: what is on the table there), ``act``, ``firmness``, and ``support``: yes for an
    acceptance, and for a demand, a proposal or a condition that names an option; no for a rejection; blank for what
    takes no side. Documents tell ``id`` and ``source`` (their publisher). A vague date counts as the day in the middle
    of those it may mean.

    Args:
        entries: As a view gives them; those that do not count take no part.
        dossier: Gives parties, issues and options their names.
    """
    counted = [entry for entry in entries if entry.counts]
    options = {(issue.id, option.id): option.name for issue in dossier.issues for option in issue.options}
    told = [entry.statement for entry in counted]
    sides = {party.id: party.name for party in dossier.parties}
    parties = [sides.get(each.party, each.party) for each in told]
    names = {issue.id: issue.name for issue in dossier.issues}
    issues = [names.get(each.issue, each.issue) for each in told]
    named = [
        "" if each.option is None else f"{issue}{BETWEEN}{options.get((each.issue, each.option), each.option)}"
        for each, issue in zip(told, issues, strict=True)
    ]
    tellers = Tellers(dossier)
    times = np.array([UNDATED if entry.dated is None else _middle(entry.dated) for entry in counted], dtype=np.int64)
    known = times[times != UNDATED]
    table = StatementTable(
        ids=np.array([entry.id for entry in counted], dtype=np.str_),
        times=times,
        variables={
            "party": text_column(parties),
            "speaker": text_column(
                tellers.person(each.party, each.speaker) if each.speaker else party
                for each, party in zip(told, parties, strict=True)
            ),
            "origin": text_column(origins(counted, dossier)),
            "issue": text_column(issues),
            "option": text_column(named),
            "outcome": text_column(option or issue for option, issue in zip(named, issues, strict=True)),
            "act": text_column(str(each.act) for each in told),
            "firmness": text_column(str(each.firmness) for each in told),
            "support": _support(told),
        },
        document_variables={
            "id": text_column((each.doc for each in told), Kind.DOCUMENT),
            "source": text_column((entry.publisher or "" for entry in counted), Kind.DOCUMENT),
        },
        first=int(known.min()) if len(known) else None,
        last=int(known.max()) if len(known) else None,
        name="the ledger",
    )
    starts = np.array([each.quote.start for each in told], dtype=np.int64)
    return sorted_table(table, table.document_variables["id"].codes, starts)


def _middle(dated: Edtf) -> int:
    day = dated.earliest + (dated.latest - dated.earliest) // 2
    return seconds_of(datetime.combine(day, time.min))


def _support(told: Sequence[Statement]) -> Column:
    sides = [_side(each) for each in told]
    is_blank = np.array([side is None for side in sides], dtype=bool)
    return number_column(np.array([side or 0 for side in sides], dtype=np.int64), Kind.BOOLEAN, is_blank)


def _side(told: Statement) -> int | None:
    if told.act in _WANTING:
        return None if told.option is None else 1
    return _SIDE_OF.get(told.act)
