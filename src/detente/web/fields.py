"""Fields: those of a statement as a form shows them, with what the dossier offers for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.analysis import stance_words
from detente.briefing.marks import FIRMNESS_WORDS
from detente.model import Act, Dossier, Firmness, Issue
from detente.web.parts import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """A statement's fields with what the dossier offers for each.

    Attributes:
        values: Each field as it stands, by its name in the form.
        parties, issues, acts, firmness, condition_issues: What can be chosen.
        options: The options of each issue, by the issue's name.
        people, tellers: What the dossier knows; other words can be written.
        units: Of each issue that is a number, by its id; another can be written.
    """

    values: dict[str, str]
    parties: tuple[Choice, ...]
    issues: tuple[Choice, ...]
    options: tuple[tuple[Choice, tuple[Choice, ...]], ...]
    acts: tuple[Choice, ...]
    firmness: tuple[Choice, ...]
    condition_issues: tuple[Choice, ...]
    people: tuple[str, ...]
    tellers: tuple[str, ...]
    units: dict[str, str]


def editing(dossier: Dossier, values: dict[str, str]) -> Editing:
    """The fields of a statement, filled with values by their names in the form."""
    issues: dict[str, str] = {issue.id: issue.name for issue in dossier.issues}
    return Editing(
        values=values,
        parties=_choices({party.id: party.name for party in dossier.parties}, values["party"]),
        issues=_choices(issues, values["issue"]),
        options=tuple(
            (
                Choice(issue.id, issue.name, issue.id == values["issue"]),
                tuple(_options(issue, values)),
            )
            for issue in dossier.issues
            if issue.options or issue.id == values["issue"]
        ),
        acts=_choices({act.value: stance_words(act) for act in Act}, values["act"]),
        firmness=_choices({each.value: FIRMNESS_WORDS[each] for each in Firmness}, values["firmness"]),
        condition_issues=_choices({"": "no issue"} | issues, values["condition_issue"]),
        people=tuple(person.name for party in dossier.parties for person in party.people),
        tellers=tuple(source.name for source in dossier.sources),
        units={issue.id: issue.scale.unit for issue in dossier.issues if issue.scale.unit},
    )


def _options(issue: Issue, values: Mapping[str, str]) -> Iterator[Choice]:
    """The options of an issue; where it is the statement's, also the one that stands."""
    offered: dict[str, str] = {option.id: option.name for option in issue.options}
    if issue.id != values["issue"] or not values["option"]:
        return _offered(offered, "")
    return iter(_choices(offered, values["option"]))


def _choices(offered: dict[str, str], chosen: str) -> tuple[Choice, ...]:
    """What is offered, and what stands though nobody offers it: any more, or yet, where nothing is chosen."""
    return tuple(_offered(offered if chosen in offered else {chosen: chosen or "choose"} | offered, chosen))


def _offered(offered: dict[str, str], chosen: str) -> Iterator[Choice]:
    return (Choice(value, words, value == chosen) for value, words in offered.items())
