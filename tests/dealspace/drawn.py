"""Scenarios to test with: small ones drawn by hypothesis, and large ones by a fixed rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from detente.dealspace import DealIssue, DealLine, DealLinkage, DealOption, DealParty, Scenario
from tests.dealspace.brute import all_packages

SEEDS = st.integers(0, 2**32 - 1)


def scenarios(*, with_lines: bool = True, is_round: bool | None = None) -> st.SearchStrategy[Scenario]:
    """Small scenarios: up to five issues of four options, three parties, red lines of each kind, and linkages.

    Args:
        with_lines: Whether there are red lines and linkages.
        is_round: Whether values are eighths, so that ties are many; either where None.
    """
    return SEEDS.map(lambda seed: drawn(np.random.default_rng(seed), with_lines=with_lines, is_round=is_round))


def drawn(rng: np.random.Generator, *, with_lines: bool = True, is_round: bool | None = None) -> Scenario:
    """One small scenario."""
    sizes = rng.integers(1, 5, rng.integers(1, 6)).tolist()
    rounded = bool(rng.integers(2)) if is_round is None else is_round
    issues = tuple(
        DealIssue(
            id=f"i{n}",
            name=f"I{n}",
            options=tuple(DealOption(id=f"o{k}", name=f"O{k}", place=float(k)) for k in range(size)),
        )
        for n, size in enumerate(sizes)
    )

    def worth() -> float:
        return float(rng.integers(9) / 8 if rounded else rng.random())

    parties = []
    for n in range(rng.integers(1, 4)):
        raw = rng.integers(1, 5, len(sizes)).tolist()
        parties.append(
            DealParty(
                id=f"p{n}",
                name=f"P{n}",
                weights=tuple(each / sum(raw) for each in raw),
                values=tuple(tuple(worth() for _ in range(size)) for size in sizes),
                reservation=float(rng.integers(4) / 4),
            )
        )
    bare = Scenario(title="small", issues=issues, parties=tuple(parties))
    if not with_lines:
        return bare
    lines = tuple(_line(rng, n, bare) for n in range(rng.integers(6)))
    linkages = tuple(_linkage(rng, sizes) for _ in range(rng.integers(5) if len(sizes) > 1 else 0))
    linked = replace(bare, lines=lines, linkages=linkages)
    return linked if len(all_packages(linked)) else replace(linked, linkages=())


def _line(rng: np.random.Generator, n: int, scenario: Scenario) -> DealLine:
    party, issue = int(rng.integers(len(scenario.parties))), int(rng.integers(len(scenario.issues)))
    if rng.integers(5) == 0:
        return DealLine(id=f"l{n}", party=party, least=float(rng.integers(9) / 8))
    n_options = len(scenario.issues[issue].options)
    excluded = _some(rng, n_options) or frozenset({0})
    return DealLine(id=f"l{n}", party=party, issue=issue, excluded=excluded, cost=float(rng.choice([0.5, 1, 2])))


def _linkage(rng: np.random.Generator, sizes: list[int]) -> DealLinkage:
    one, other = rng.permutation(len(sizes))[:2].tolist()
    needed = _some(rng, sizes[other]) or frozenset({0})
    return DealLinkage(issue=one, options=_some(rng, sizes[one]), needs=other, needed=needed)


def _some(rng: np.random.Generator, size: int) -> frozenset[int]:
    return frozenset(np.flatnonzero(rng.integers(0, 2, size)).tolist())


def wide(n_issues: int, n_options: int, n_parties: int, reservation: float = 0.4) -> Scenario:
    """A scenario of the size asked for, with values drawn by a fixed rule."""
    rng = np.random.default_rng(7)
    issues = tuple(
        DealIssue(id=f"i{n}", name=f"I{n}", options=tuple(DealOption(id=f"o{k}", name="O") for k in range(n_options)))
        for n in range(n_issues)
    )
    parties = tuple(
        DealParty(
            id=f"p{n}",
            name=f"P{n}",
            weights=tuple(rng.dirichlet([2.0] * n_issues)),
            values=tuple(map(tuple, rng.random((n_issues, n_options)))),
            reservation=reservation,
        )
        for n in range(n_parties)
    )
    return Scenario(title="wide", issues=issues, parties=parties)
