"""Camps of a table of statements, with what moved since a day: what the command and the page ask for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from detente.analysis.coalitions import AgreementShare, Alignment, Coalitions, agreement_shares, alignments, coalitions
from detente.analysis.networks import NetworkQuestion, StatementTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Camps:
    """The coalitions, and how alignments changed.

    Attributes:
        since: From which day on; None where changes were not asked for.
        alignments: The greatest change first.
        shares: On how many concepts each two agree; None where that was not asked for.
    """

    coalitions: Coalitions
    since: date | None
    alignments: tuple[Alignment, ...]
    shares: tuple[AgreementShare, ...] | None = None


def camps_of(
    table: StatementTable,
    question: NetworkQuestion,
    since: date | None,
    *,
    n_draws: int,
    seed: int,
    has_shares: bool = False,
) -> Camps:
    """The camps of these statements; who drew together or apart since a day, and how often each two agree.

    Raises:
        NetworkError: A variable is missing.
    """
    start = None if since is None else datetime.combine(since, time.min)
    return Camps(
        coalitions=coalitions(table, question, n_draws=n_draws, seed=seed),
        since=since,
        alignments=() if start is None else alignments(table, question, start, n_draws=n_draws, seed=seed),
        shares=agreement_shares(table, question) if has_shares else None,
    )
