"""Numbers in words: what a reader has to know of one beside what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.model import Dossier, Entry, ScaleKind


def unlike_units(entries: Iterable[Entry], dossier: Dossier) -> Iterator[str]:
    """A sentence for each statement that counts with a number in another unit than its issue's.

    Args:
        entries: As they stand.
        dossier: The one in force; what it does not name is passed over.
    """
    scales = {issue.id: (issue.name, issue.scale) for issue in dossier.issues}
    for entry in entries:
        value = entry.statement.value
        name, scale = scales.get(entry.statement.issue, ("", None))
        if value is None or scale is None or scale.kind is not ScaleKind.NUMBER or not entry.counts:
            continue
        if not scale.measures(value):
            yield f"{value} is not in {scale.unit}, the unit of {name}: it is kept as told and compares with nothing."
