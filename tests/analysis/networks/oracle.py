"""The formulas of networks once more, as plain loops over statements, to compare the package with."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

Said = tuple[str, str, object]  # who, what, level


def counts(said: list[Said]) -> dict[Said, int]:
    """n[a, c, k]."""
    found: dict[Said, int] = defaultdict(int)
    for each in said:
        found[each] += 1
    return found


def one_mode(said: list[Said], levels: list, aggregation: str, normalization: str) -> dict[tuple[str, str], float]:
    """DNA's ties between actors, by name; levels are numbers, or names."""
    n = counts(said)
    actors, concepts = sorted({s[0] for s in said}), sorted({s[1] for s in said})
    found = {}
    for a, b in product(actors, actors):
        tie = 0.0 if a == b else _tie(n, a, b, concepts, levels, aggregation)
        divisor = _divisor(n, a, b, concepts, levels, normalization)
        found[a, b] = 0.0 if a == b or divisor == 0 else tie / divisor
    return found


def _tie(n, a, b, concepts, levels, aggregation):
    if aggregation == "ignore":
        return sum(sum(n[a, c, k] for k in levels) * sum(n[b, c, k] for k in levels) for c in concepts)
    congruence = conflict = 0.0
    if isinstance(levels[0], str):
        for c, k in product(concepts, levels):
            congruence += n[a, c, k] * n[b, c, k]
            conflict += n[a, c, k] * (n[b, c, k] == 0) + n[b, c, k] * (n[a, c, k] == 0)
    else:
        spread = max(levels) - min(levels)
        for c, k, m in product(concepts, levels, levels):
            both = n[a, c, k] * n[b, c, m]
            congruence += both * (1 - abs(k - m) / spread)
            conflict += both * abs(k - m) / spread
    return {"congruence": congruence, "conflict": conflict, "subtract": congruence - conflict}[aggregation]


def _divisor(n, a, b, concepts, levels, normalization):
    total = {who: sum(n[who, c, k] for c in concepts for k in levels) for who in (a, b)}
    if normalization == "average":
        return (total[a] + total[b]) / 2
    if normalization == "cosine":
        return total[a] * total[b]
    if normalization == "jaccard":
        cells = list(product(concepts, levels))
        only_a = sum(n[a, c, k] for c, k in cells if n[b, c, k] == 0)
        only_b = sum(n[b, c, k] for c, k in cells if n[a, c, k] == 0)
        return only_a + only_b + sum(n[a, c, k] * n[b, c, k] for c, k in cells)
    return 1.0


def two_mode(said: list[Said], levels: list, aggregation: str) -> dict[tuple[str, str], float]:
    """DNA's ties between actors and concepts, without normalization; booleans are levels 0 and 1."""
    n = counts(said)
    found = {}
    for a, c in product(sorted({s[0] for s in said}), sorted({s[1] for s in said})):
        by_level = [n[a, c, k] for k in levels]
        if aggregation == "ignore" or (aggregation == "subtract" and isinstance(levels[0], str)):
            found[a, c] = float(sum(by_level))
        elif aggregation == "subtract" and levels == [0, 1]:
            found[a, c] = float(by_level[1] - by_level[0])
        elif aggregation == "subtract":
            found[a, c] = float(sum(k * m for k, m in zip(levels, by_level, strict=True)))
        else:
            places = [place for place, m in enumerate(by_level) if m]
            found[a, c] = float(sum(2 ** (len(levels) - 1 - place) for place in places))
    return found
