"""Naming: whether the parties, issues and options that a correction names are in the dossier.

The ledger itself knows no dossier but its text; who reviews in the frame of one asks here first.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from detente.errors import RefusedReviewError
from detente.model import Dossier, Issue, IssueId, Statement


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
    issue = issues.get(IssueId(str(changes.get("issue", statement.issue))))
    option = changes.get("option", statement.option)
    if issue is not None and option and "issue" in changes and "option" not in changes:
        _require_fitting(str(option), statement.issue, issue)
    elif issue is not None and option and "option" in changes:
        _require(f"option of {issue.id}", option, [each.id for each in issue.options])
    condition = changes.get("condition")
    if isinstance(condition, Mapping) and condition.get("issue"):
        _require("issue", condition["issue"], issues)


def _require_fitting(option: str, before: IssueId, issue: Issue) -> None:
    """Refuses another issue that has no such option, where the option is to stay."""
    known = [each.id for each in issue.options]
    if option not in known:
        choice = f"one of {', '.join(known)}, or empty" if known else f"empty, for {issue.id} has none"
        why = f"the option {option!r} is one of {before}, not of {issue.id}"
        raise RefusedReviewError(f"{why}; set option too: {choice}")


def _require(word: str, value: object, known: Collection[str]) -> None:
    if not isinstance(value, str) or value not in known:
        choice = f"choose from {', '.join(known)}" if known else "change the option too, or leave it empty"
        raise RefusedReviewError(f"the dossier has no {word} {value!r}; {choice}")
