"""What the textbook says of a small scenario, by looking at every package: the check of everything cleverer."""

from __future__ import annotations

import numpy as np

from detente.dealspace import Scenario

TOLERANCE = 1e-9


def all_packages(scenario: Scenario) -> np.ndarray:
    """Every package that satisfies the linkages; shape (packages, issues)."""
    sizes = [len(issue.options) for issue in scenario.issues]
    every = np.indices(sizes).reshape(len(sizes), -1).T
    for each in scenario.linkages:
        asks = np.isin(every[:, each.issue], sorted(each.options))
        every = every[~asks | np.isin(every[:, each.needs], sorted(each.needed))]
    return every


def utilities(scenario: Scenario, packages: np.ndarray) -> np.ndarray:
    """What each package is worth to each party; shape (packages, parties)."""
    columns = [
        party.payment
        + sum(
            (
                weight * np.array(values)[packages[:, issue]]
                for issue, (weight, values) in enumerate(zip(party.weights, party.values, strict=True))
            ),
            np.zeros(len(packages)),
        )
        for party in scenario.parties
    ]
    return np.array(columns).T.reshape(len(packages), len(scenario.parties))


def breaks(scenario: Scenario, packages: np.ndarray) -> dict[str, np.ndarray]:
    """For each red line, reservations that exclude something among them, which packages it excludes."""
    worth = utilities(scenario, packages)
    found = {}
    for line in scenario.lines:
        if line.issue is None:
            found[line.id] = worth[:, line.party] < line.least - TOLERANCE
        else:
            found[line.id] = np.isin(packages[:, line.issue], sorted(line.excluded))
    for index, party in enumerate(scenario.parties):
        found[f"{party.id}:reservation"] = worth[:, index] < party.reservation - TOLERANCE
    return {name: broken for name, broken in found.items() if broken.any()}


def rational(scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    """The packages that no line and no reservation excludes, and what they are worth."""
    packages = all_packages(scenario)
    is_open = ~np.any([np.zeros(len(packages), dtype=bool), *breaks(scenario, packages).values()], axis=0)
    return packages[is_open], utilities(scenario, packages[is_open])


def open_packages(scenario: Scenario) -> tuple[np.ndarray, np.ndarray]:
    """The packages that no line excludes, whatever the reservations, and what they are worth."""
    packages = all_packages(scenario)
    broken = [each for name, each in breaks(scenario, packages).items() if not name.endswith(":reservation")]
    is_open = ~np.any([np.zeros(len(packages), dtype=bool), *broken], axis=0)
    return packages[is_open], utilities(scenario, packages[is_open])


def frontier(worth: np.ndarray) -> set[tuple[float, ...]]:
    """The vectors that no other dominates, rounded to 1e-9."""
    vectors = np.unique(np.round(worth, 9), axis=0)
    kept = np.empty((0, worth.shape[1]))
    for each in vectors[np.argsort(-vectors.sum(axis=1), kind="stable")]:
        if not (kept >= each).all(axis=1).any():
            kept = np.vstack([kept, each])
    return {tuple(each) for each in kept}
