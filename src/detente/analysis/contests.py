"""Contests: statements that cannot all hold, of which class they are, and how well each side is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from detente.analysis.contested import Contest, ContestKind, contest_of
from detente.analysis.counts import counts
from detente.analysis.denials import denials, told_by_one_side
from detente.analysis.disagreements import divisions, events, formulas, oppositions
from detente.analysis.transcript import transcript_of
from detente.model import Dossier, Entry, Resolution

_KINDS = tuple(ContestKind)


def contests(entries: Sequence[Entry], dossier: Dossier, resolutions: Sequence[Resolution] = ()) -> tuple[Contest, ...]:
    """Every contest among the statements, the kinds that need an answer first, then by the dossier's issues.

    Those that an analyst settled come last.

    A pure function of the entries as a set. What two parties want of an issue is no contest, however far apart: it is
    a gap. A contest says that statements clash, and never which of them is right.

    Args:
        entries: As a view gives them; those that do not count take no part.
        dossier: Its parties and issues; what is about others is left out.
        resolutions: What analysts recorded, the newest last.

    Source:
        docs/methods/contests.md
    """
    told = transcript_of(entries, dossier)
    issues = {issue.id: place for place, issue in enumerate(dossier.issues)}
    order = {party.id: place for place, party in enumerate(dossier.parties)}
    found = [
        *told.once(denials),
        *told_by_one_side(told),
        *oppositions(told),
        *divisions(told),
        *formulas(told),
        *counts(told, dossier),
        *events(told),
    ]
    newest = {resolution.contest: resolution for resolution in resolutions}
    return tuple(
        sorted(
            (_resolved(contest_of(each, told, order), newest) for each in found),
            key=lambda contest: (
                contest.is_settled,
                _KINDS.index(contest.kind),
                issues[contest.issue] if contest.issue is not None else -1,
                [order[party] for party in contest.parties],
                contest.matter,
                contest.statements,
            ),
        )
    )


def _resolved(contest: Contest, newest: Mapping[str, Resolution]) -> Contest:
    resolution = newest.get(contest.key)
    if resolution is None:
        return contest
    return replace(contest, resolution=resolution, n_new=len(set(contest.statements) - set(resolution.statements)))
