"""Turns JSON that an analyst wrote into issues with actors; its form: docs/methods/forecasts.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from detente.dealspace.forecasts.bargaining import Actor, Bargaining
from detente.dealspace.forecasts.placing import Given, PlacedIssue
from detente.errors import DetenteError

_ISSUE_KEYS = {"id", "name", "unit", "low", "high", "reference", "actors"}
_ACTOR_KEYS = {"id", "name", "position", "capability", "salience"}


def issues_from_json(text: str, file: str, given: Given) -> tuple[str, tuple[PlacedIssue, ...]]:
    """The title and the issues of a file, with what is given for their actors.

    Args:
        text: One JSON object: an issue, or ``issues`` and perhaps a ``title``.
        file: As the user gave it.
        given: Capability and salience instead of the file's.

    Raises:
        DetenteError: It is no such JSON, something is missing, unknown or not a number, or the models cannot take it.
    """
    try:
        told = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise DetenteError(f"{file} is no JSON: {error}; docs/methods/forecasts.md shows the form") from error
    try:
        whole = _object(told, "it is no object with an issue, or with issues")
        issues = [_issue(each, given) for each in _listed(whole)]
    except DetenteError as error:
        raise DetenteError(f"{file}: {error}") from error
    given.check((actor.id for one in issues for actor in one.actors), file)
    title = str(whole.get("title", "")) or file
    return title, tuple(PlacedIssue(issue=one.issue, name=one.name, bargaining=one) for one in issues)


def _listed(whole: Mapping[str, Any]) -> list[object]:
    """The issues of a file: those listed, or the one that it is."""
    if "issues" not in whole:
        return [{key: told for key, told in whole.items() if key != "title"}]
    _known(whole, {"issues", "title"}, "beside issues")
    listed = whole["issues"]
    if not isinstance(listed, list) or not listed:
        raise DetenteError("issues is no list of at least one issue")
    return listed


def _issue(given_issue: object, given: Given) -> Bargaining:
    told = _object(given_issue, "an issue is no object")
    id_ = str(told.get("id", "issue"))
    name = str(told.get("name", id_))
    _known(told, _ISSUE_KEYS, f"issue {name}")
    actors = told.get("actors")
    if not isinstance(actors, list):
        raise DetenteError(f"issue {name}: actors is no list; give at least two actors")
    reference = told.get("reference")
    return Bargaining(
        issue=id_,
        name=name,
        low=_number(told, "low", f"issue {name}"),
        high=_number(told, "high", f"issue {name}"),
        actors=tuple(given.to(_actor(each, name)) for each in actors),
        unit=str(told.get("unit", "")),
        reference=None if reference is None else _number(told, "reference", f"issue {name}"),
    )


def _actor(given_actor: object, issue: str) -> Actor:
    told = _object(given_actor, f"issue {issue}: an actor is no object")
    if "id" not in told:
        raise DetenteError(f"issue {issue}: an actor has no id; give each one its own")
    where = f"issue {issue}, actor {told['id']}"
    _known(told, _ACTOR_KEYS, where)
    return Actor(
        id=str(told["id"]),
        name=str(told.get("name", told["id"])),
        position=_number(told, "position", where),
        capability=_number(told, "capability", where) if "capability" in told else 1.0,
        salience=_number(told, "salience", where) if "salience" in told else 1.0,
        assumed=tuple(entry for entry in ("capability", "salience") if entry not in told),
    )


def _number(told: Mapping[str, Any], key: str, where: str) -> float:
    number = told.get(key)
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise DetenteError(f"{where}: {key} is {'no number' if key in told else 'missing'}; give a number")
    try:
        return float(number)
    except OverflowError as error:
        raise DetenteError(f"{where}: {key} is too great; give a smaller number") from error


def _object(told: object, otherwise: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise DetenteError(otherwise)
    return told


def _known(told: Iterable[str], known: set[str], where: str) -> None:
    strange = sorted({*told} - known)
    if strange:
        raise DetenteError(f"{where}: {', '.join(strange)} is no key here; choose from {', '.join(sorted(known))}")
