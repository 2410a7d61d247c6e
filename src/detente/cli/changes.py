"""The corrections of a review as they are typed: ``field=value``."""

from __future__ import annotations

import json
from collections.abc import Sequence

import typer


def parse_changes(texts: Sequence[str]) -> dict[str, object]:
    """Field to new value. A value is plain text, unless it is ``null`` or begins like a JSON object or list.

    Raises:
        typer.BadParameter: No ``=``, a field twice, or JSON that cannot be read.

    Example:
        >>> parse_changes(["act=reject", "option=null", 'value={"value": 5, "unit": "percent"}'])
        {'act': 'reject', 'option': None, 'value': {'value': 5, 'unit': 'percent'}}
    """
    changes: dict[str, object] = {}
    for text in texts:
        field, is_set, value = text.partition("=")
        if not is_set or not field.strip():
            raise typer.BadParameter(f"{text!r} is no change; write it like --set act=reject")
        if field.strip() in changes:
            raise typer.BadParameter(f"{field.strip()} is set twice; keep one")
        changes[field.strip()] = _value(value.strip())
    return changes


def _value(text: str) -> object:
    if text != "null" and not text.startswith(("{", "[")):
        return text
    try:
        return json.loads(text)
    except ValueError as error:
        raise typer.BadParameter(
            f'{text!r} is no JSON; write it like --set \'value={{"value": 5, "unit": "percent"}}\''
        ) from error
