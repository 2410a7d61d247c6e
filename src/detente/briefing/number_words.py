"""Numbers in words: what a reader has to know of one beside what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from detente.model import Dossier, Entry, Scale, ScaleKind, Value
from detente.model.wire import value_from_wire


def converted_words(asked: object, entries: Iterable[Entry]) -> Iterator[str]:
    """A sentence for each statement whose number was asked for in another unit than it is kept in.

    Args:
        asked: The number in its JSON form, as it was given; what is none is passed over.
        entries: What was made of it.
    """
    if not isinstance(asked, Mapping) or not asked.get("unit"):
        return
    given = value_from_wire(asked)
    for entry in entries:
        value = entry.statement.value
        if value is not None and given is not None and not value.is_in(given.unit):
            yield f"{given} is kept as {value}, in the unit of its issue."


def odd_numbers(entries: Iterable[Entry], dossier: Dossier) -> Iterator[str]:
    """A sentence for each statement that counts with a number in another unit than its issue's, or off its scale.

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
        elif not _is_on(scale, value):
            yield (
                f"{value} is off the scale of {name}, {scale.low:g} to {scale.high:g} {scale.unit}: correct it, or "
                "give the scale in the dossier another end."
            )


def _is_on(scale: Scale, value: Value) -> bool:
    """Whether every end that is told lies between those of the scale."""
    ends = [end for end in (value.low, value.high) if end is not None]
    low, high = scale.low, scale.high
    return all((low is None or low <= end) and (high is None or end <= high) for end in ends)
