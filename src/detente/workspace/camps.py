"""Camps of a table of statements, with what moved since a day: what the command and the page ask for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from detente.analysis.coalitions import AgreementShare, Alignment, Coalitions, agreement_shares, alignments, coalitions
from detente.analysis.networks import NetworkQuestion, StatementTable, ValueFilter
from detente.model import Dossier, PartyKind

_BY_SIDES = ("party", "speaker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Camps:
    """The coalitions, and how alignments changed.

    Attributes:
        since: From which day on; None where changes were not asked for.
        alignments: The greatest change first.
        shares: On how many concepts each two agree; None where that was not asked for.
        mediators: Who spoke and was left out: a mediator is no side.
    """

    coalitions: Coalitions
    since: date | None
    alignments: tuple[Alignment, ...]
    shares: tuple[AgreementShare, ...] | None = None
    mediators: tuple[str, ...] = ()


def without_mediators(question: NetworkQuestion, dossier: Dossier) -> NetworkQuestion:
    """The same question of those who are sides: a mediator brings them together, and stands in no camp of theirs."""
    names = _mediators(dossier)
    if question.rows not in _BY_SIDES or not names:
        return question
    return replace(question, value_filters=(*question.value_filters, ValueFilter(variable=_BY_SIDES[0], values=names)))


def mediators_of(table: StatementTable, dossier: Dossier, question: NetworkQuestion) -> tuple[str, ...]:
    """The mediators who spoke, where the question leaves them out."""
    if question.rows not in _BY_SIDES:
        return ()
    column = table.column(_BY_SIDES[0])
    return tuple(name for name in _mediators(dossier) if column.code_of(name) in column.codes)


def _mediators(dossier: Dossier) -> tuple[str, ...]:
    return tuple(party.name for party in dossier.parties if party.kind is PartyKind.MEDIATOR)


def camps_of(
    table: StatementTable,
    question: NetworkQuestion,
    since: date | None,
    *,
    n_draws: int,
    seed: int,
    has_shares: bool = False,
    dossier: Dossier | None = None,
) -> Camps:
    """The camps of these statements; who drew together or apart since a day, and how often each two agree.

    Args:
        table: The statements.
        question: Whose ties, through what.
        since: From which day changes are told; None where they are not asked for.
        n_draws: So many draws.
        seed: Of the draws.
        has_shares: Whether it is told on how many concepts each two agree.
        dossier: Tells who mediates, and is left out; None for the statements of a file.

    Raises:
        NetworkError: A variable is missing.
    """
    start = None if since is None else datetime.combine(since, time.min)
    mediators = () if dossier is None else mediators_of(table, dossier, question)
    if dossier is not None:
        question = without_mediators(question, dossier)
    return Camps(
        coalitions=coalitions(table, question, n_draws=n_draws, seed=seed),
        since=since,
        alignments=() if start is None else alignments(table, question, start, n_draws=n_draws, seed=seed),
        shares=agreement_shares(table, question) if has_shares else None,
        mediators=mediators,
    )
