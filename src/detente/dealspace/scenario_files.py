"""Reads a scenario from a JSON file, or tells in one sentence why it cannot be used."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import Any

from detente.dealspace.checking import checked
from detente.dealspace.line_files import read_line, read_linkage, read_number, read_uncertain
from detente.dealspace.scenarios import DealIssue, DealOption, DealParty, Scenario
from detente.errors import ScenarioError

LIMIT_BYTES = 16_000_000
"""Largest file that is read as a scenario."""
_KEYS = "a scenario has the keys issues and parties, and may have red_lines, linkages and uncertain"


def load_scenario(path: Path) -> Scenario:
    """The scenario in a JSON file.

    Raises:
        ScenarioError: The file cannot be read or used; the first mistake, in one sentence.
    """
    try:
        if path.stat().st_size > LIMIT_BYTES:
            raise ScenarioError(f"{path}: is larger than {LIMIT_BYTES:,} bytes, which no scenario is")
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ScenarioError(f"{path}: cannot be read ({error.strerror}); name a scenario's JSON file") from error
    except RecursionError as error:
        raise ScenarioError(f"{path}: nests too deep for a scenario") from error
    except UnicodeDecodeError as error:
        raise ScenarioError(f"{path}: is not UTF-8; save the file with the encoding UTF-8") from error
    except ValueError as error:
        raise ScenarioError(f"{path}: is no JSON ({error}); mend it there") from error
    try:
        return scenario_of(told, path.stem)
    except ScenarioError as error:
        raise ScenarioError(f"{path}: {error}") from error


def scenario_of(told: object, title: str = "scenario") -> Scenario:
    """The scenario that a JSON object describes.

    Args:
        told: The object: issues, parties, red_lines, linkages, uncertain (see docs/methods/dealspace.md).
        title: What to call it where it has no name of its own.

    Raises:
        ScenarioError: It is not one; the first mistake, in one sentence.
    """
    if not isinstance(told, Mapping):
        raise ScenarioError(f"holds no scenario; {_KEYS}")
    for key in ("issues", "parties"):
        if not told.get(key) or not isinstance(told[key], Sequence) or isinstance(told[key], str):
            raise ScenarioError(f"has no list of {key}; {_KEYS}")
    issues = tuple(_issue(each, index) for index, each in enumerate(told["issues"]))
    parties = tuple(_party(each, index, issues) for index, each in enumerate(told["parties"]))
    frame = Scenario(title=str(told.get("name") or title), issues=issues, parties=parties)
    lines: tuple[Any, ...] = ()
    for each in _listed(told, "red_lines"):
        lines += (read_line(each, frame, [line.id for line in lines]),)
    linkages = tuple(read_linkage(each, frame) for each in _listed(told, "linkages"))
    uncertain = tuple(read_uncertain(each, frame, lines) for each in _listed(told, "uncertain"))
    return checked(
        Scenario(title=frame.title, issues=issues, parties=parties, lines=lines, linkages=linkages, uncertain=uncertain)
    )


def _listed(told: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    found = told.get(key) or []
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise ScenarioError(f"{key!r} is no list of objects; write [{{...}}, ...]")
    return found


def _issue(told: object, index: int) -> DealIssue:
    if not isinstance(told, Mapping) or not isinstance(told.get("name"), str):
        raise ScenarioError(f'issue {index + 1} has no name; write {{"name": ..., "options": [...]}}')
    name, options = told["name"], told.get("options")
    if not isinstance(options, list) or not options:
        raise ScenarioError(f"the issue {name!r} has no option; give it one at least, or leave the issue out")
    return DealIssue(
        id=name, name=name, options=tuple(_option(each, name) for each in options), unit=str(told.get("unit") or "")
    )


def _option(told: object, issue: str) -> DealOption:
    """An option by its name, or by its number; a name that is a number's digits has that number as its place."""
    if isinstance(told, Mapping):
        named, place = told.get("name"), told.get("place")
        if not isinstance(named, str):
            raise ScenarioError(f'an option of {issue!r} has no name; write {{"name": ..., "place": 3}}')
        where = f"the place of {named!r} on {issue!r}"
        return DealOption(id=named, name=named, place=None if place is None else read_number(place, where))
    if isinstance(told, bool) or not isinstance(told, str | int | float):
        raise ScenarioError(f"an option of {issue!r} is neither a name nor a number")
    try:
        place = float(told)
    except ValueError:
        place = None
    return DealOption(id=str(told), name=str(told), place=place if place is None or isfinite(place) else None)


def _party(told: object, index: int, issues: Sequence[DealIssue]) -> DealParty:
    if not isinstance(told, Mapping) or not isinstance(told.get("name"), str):
        raise ScenarioError(f'party {index + 1} has no name; write {{"name": ..., "weights": ..., "values": ...}}')
    name = told["name"]
    names = [issue.id for issue in issues]
    weights, values = told.get("weights"), told.get("values")
    if weights is None and values is None:
        return DealParty(
            id=name,
            name=name,
            weights=(1 / len(issues),) * len(issues),
            values=tuple((0.0,) * len(issue.options) for issue in issues),
            reservation=read_number(told.get("reservation") or 0.0, f"the reservation of {name}"),
        )
    rows = _in_order(values, names, f"the values of {name}")
    reservation = told.get("reservation")
    return DealParty(
        id=name,
        name=name,
        weights=tuple(
            read_number(each, f"a weight of {name}") for each in _in_order(weights, names, f"the weights of {name}")
        ),
        values=tuple(
            tuple(
                read_number(each, f"a value of {name} on {issue.id!r}")
                for each in _in_order(
                    row, [option.id for option in issue.options], f"the values of {name} on {issue.id!r}"
                )
            )
            for row, issue in zip(rows, issues, strict=True)
        ),
        reservation=0.0 if reservation is None else read_number(reservation, f"the reservation of {name}"),
    )


def _in_order(told: object, names: Sequence[str], what: str) -> list[Any]:
    """A list as it stands, or an object's entries in the order of their names."""
    if isinstance(told, Mapping):
        unknown = next((name for name in told if name not in names), None)
        if unknown is not None:
            raise ScenarioError(f"{what} name {unknown!r}, which the scenario lacks")
        lacking = next((name for name in names if name not in told), None)
        if lacking is not None:
            raise ScenarioError(f"{what} lack {lacking!r}")
        return [told[name] for name in names]
    if not isinstance(told, list) or len(told) != len(names):
        found = f"{len(told)} entries" if isinstance(told, list) else "no list"
        raise ScenarioError(f"{what} are {found}; {len(names)} are needed, one each for {', '.join(names[:6])}")
    return told
