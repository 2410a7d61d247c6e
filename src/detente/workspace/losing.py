"""Losing: what statements name that another dossier lacks, or tell in a unit that it no longer asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detente.model import Dossier, Entry, Issue, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """What a dossier has no place for, each with how many statements that count tell it.

    Attributes:
        ids: Parties and issues.
        options: Of an issue that is there: the issue's name and the option's id.
        numbers: On an issue that is there: its name, its unit now (empty without one), and the unit that was its own.
    """

    ids: Mapping[str, int]
    options: Mapping[tuple[str, str], int]
    numbers: Mapping[tuple[str, str, str], int]


def lost_by(entries: Iterable[Entry], dossier: Dossier, before: Dossier) -> Lost:
    """What of the statements ``dossier`` has no place for; of numbers, what ``before`` had one for."""
    issues = {issue.id: issue for issue in dossier.issues}
    earlier = {issue.id: issue for issue in before.issues}
    known = {*issues, *(party.id for party in dossier.parties)}
    ids, options, numbers = Counter[str](), Counter[tuple[str, str]](), Counter[tuple[str, str, str]]()
    for entry in entries:
        told = entry.statement
        if not entry.counts:
            continue
        ids.update(id_ for id_ in (told.party, told.issue) if id_ not in known)
        issue = issues.get(told.issue)
        if issue is None:
            continue
        if told.option and told.option not in {option.id for option in issue.options}:
            options[issue.name, told.option] += 1
        if told.value and _is_outgrown(told.value, issue, earlier.get(told.issue)):
            numbers[issue.name, issue.scale.unit or "", told.value.unit] += 1
    return Lost(ids=ids, options=options, numbers=numbers)


def _is_outgrown(value: Value, issue: Issue, before: Issue | None) -> bool:
    """Whether a number was in the unit of its issue and no longer is."""
    return before is not None and before.scale.measures(value) and not issue.scale.measures(value)
