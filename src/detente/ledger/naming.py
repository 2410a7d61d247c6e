"""Naming: whether what a correction names is in the dossier, and what it leaves fits the issue it names.

The ledger itself knows no dossier but its text; who reviews in the frame of one asks here first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from detente.errors import RefusedReviewError
from detente.model import Dossier, Issue, IssueId, ScaleKind, Statement, Value


def check_names(changes: Mapping[str, object], statement: Statement, dossier: Dossier) -> None:
    """Refuses a correction that names what the dossier does not have; what it leaves as it is may be old.

    Args:
        changes: Field to new value.
        statement: The statement as it stands.
        dossier: The frame it is reviewed in.

    Raises:
        RefusedReviewError: A name is unknown; the message lists those that are known.
    """
    issues = {each.id: each for each in dossier.issues}
    if "party" in changes:
        _require("party", changes["party"], [each.id for each in dossier.parties])
    if "issue" in changes:
        _require("issue", changes["issue"], issues)
    before = issues.get(statement.issue)
    issue = issues.get(IssueId(str(changes.get("issue", statement.issue))))
    if issue is not None and changes.get("option"):
        _require(f"option of {issue.id}", changes["option"], [each.id for each in issue.options])
    if issue is not None and issue.id != statement.issue:
        _require_fitting(changes, statement, before, issue)
    if issue is not None and changes.get("value"):
        _require_possible(changes["value"], issue)
    condition = changes.get("condition")
    if isinstance(condition, Mapping) and condition.get("issue"):
        _require("issue", condition["issue"], issues)


def _require_fitting(changes: Mapping[str, object], statement: Statement, before: Issue | None, issue: Issue) -> None:
    """Refuses another issue where an option or a number is to stay that belongs to the one before."""
    option, value = statement.option, statement.value
    told = []
    if option and "option" not in changes and option not in (known := [each.id for each in issue.options]):
        choice = f"one of {', '.join(known)}, or empty" if known else f"empty, for {issue.id} has none"
        told.append((f"the option {option!r} is one of {statement.issue}, not of {issue.id}", f"option too: {choice}"))
    if value and "value" not in changes and _is_foreign(value, before, issue):
        told.append(_number_told(value, statement.issue, issue))
    if told:
        whys, hows = zip(*told, strict=True)
        raise RefusedReviewError(f"{', and '.join(whys)}; set {'; set '.join(hows)}")


def _require_possible(told: object, issue: Issue) -> None:
    """Refuses a number below zero where the issue's scale has none; what is no number is left to who reads it."""
    scale = issue.scale
    if not isinstance(told, Mapping) or scale.low is None or scale.low < 0:
        return
    ends = [told[end] for end in ("value", "min", "max") if isinstance(told.get(end), int | float)]
    if ends and min(ends) < 0:
        raise RefusedReviewError(
            f"value cannot be {min(ends):g}; {issue.id} runs from {scale.low:g} to {scale.high:g} {scale.unit}, and "
            "nothing below zero is on its scale"
        )


def _is_foreign(value: Value, before: Issue | None, issue: Issue) -> bool:
    """Whether it is off the scale of its new issue; what no scale measures may go along to an issue that has none."""
    is_of_before = before is not None and before.scale.measures(value)
    return not issue.scale.measures(value) and (is_of_before or issue.scale.kind is ScaleKind.NUMBER)


def _number_told(value: Value, before: IssueId, issue: Issue) -> tuple[str, str]:
    """Why the number cannot stay, and what to give."""
    unit = issue.scale.unit
    if not unit:
        return f"the number {value} is of {before}; {issue.id} has no unit", "value too: empty"
    why = f"the number {value} is not in {unit}, the unit of {issue.id}"
    return why, f'value too: such as {{"value": 5, "unit": "{unit}"}}, or empty'


def _require(word: str, value: object, known: Collection[str]) -> None:
    if not isinstance(value, str) or value not in known:
        choice = f"choose from {', '.join(known)}" if known else "change the option too, or leave it empty"
        raise RefusedReviewError(f"the dossier has no {word} {value!r}; {choice}")
