"""Forms: the fields of a statement as texts, as a form or a coding sheet shows them, and read again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from detente.ledger.written import written_condition, written_value
from detente.model.wire import Wire


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a statement as texts: their names, how it is shown, and how it is read again."""

    names: tuple[str, ...]
    show: Callable[[Wire], tuple[str, ...]]
    read: Callable[[Sequence[str]], object]


def shown(statement: Wire) -> dict[str, str]:
    """The fields of a statement as texts, by their names.

    Args:
        statement: In its stored form.
    """
    return {
        name: text for field in FIELDS.values() for name, text in zip(field.names, field.show(statement), strict=True)
    }


def _show_value(statement: Wire) -> tuple[str, str]:
    value = statement["value"] or {}
    unit = str(value.get("unit", ""))
    if "value" in value:
        return _written(value["value"]), unit
    low, high = value.get("min"), value.get("max")
    if low is None:
        return ("" if high is None else f"{'under' if 'exclusive' in value else 'up to'} {_written(high)}"), unit
    if high is None:
        return f"{'more than' if 'exclusive' in value else 'at least'} {_written(low)}", unit
    return f"{_written(low)} to {_written(high)}", unit


def _written(number: float) -> str:
    return f"{Decimal(str(number)).normalize():f}"


def _show_condition(statement: Wire) -> tuple[str, str]:
    condition = statement["condition"] or {}
    return condition.get("text", ""), condition.get("issue") or ""


def _show_chain(statement: Wire) -> tuple[str, ...]:
    return (" < ".join(reversed(statement["reported_by"])),)


def _read_chain(given: Sequence[str]) -> list[str]:
    names = (name.strip() for name in re.split("[<‹]", given[0]))
    return [name for name in names if name][::-1]


def _word(name: str) -> Field:
    return Field((name,), lambda statement: (statement[name] or "",), lambda given: given[0] or None)


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "party": _word("party"),
        "issue": _word("issue"),
        "option": _word("option"),
        "act": _word("act"),
        "firmness": _word("firmness"),
        "value": Field(("value", "unit"), _show_value, lambda given: written_value(*given)),
        "condition": Field(("condition", "condition_issue"), _show_condition, lambda given: written_condition(*given)),
        "speaker": _word("speaker"),
        "reported_by": Field(("chain",), _show_chain, _read_chain),
        "said_on": _word("said_on"),
    }
)
