"""Schemas: what the API promises of a record, read from the record itself.

The one form of a record in JSON is :func:`detente.model.wire.to_wire`'s; this tells pydantic, and so the API's
description, what that gives.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum, IntEnum
from functools import cache
from pathlib import Path
from typing import Any, Union

from pydantic import BaseModel, ConfigDict, create_model

from detente.model import Edtf, Grade, Statement, Value
from detente.web.answers import Number

Wire = dict[str, Any]


@cache
def answer(record: type) -> type[BaseModel]:
    """The shape of a record of dataclasses as JSON has it.

    Raises:
        TypeError: A field is of a type that has no form in JSON.

    Example:
        >>> from detente.model import IssueId, PartyId
        >>> from dataclasses import dataclass
        >>> @dataclass
        ... class Told:
        ...     dated: Edtf | None
        >>> answer(Told).model_json_schema()["properties"]["dated"]["anyOf"]
        [{'type': 'string'}, {'type': 'null'}]
    """
    hints = typing.get_type_hints(record)
    shapes: Any = {field.name: (_shape(hints[field.name]), ...) for field in fields(record)}
    return create_model(record.__name__, __config__=ConfigDict(extra="forbid"), __doc__=record.__doc__, **shapes)


def _shape(hint: Any) -> Any:  # noqa: ANN401 - types of any kind
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is not None:
        return _of_several(hint, origin, inner)
    if isinstance(hint, typing.NewType):
        return _shape(hint.__supertype__)
    if hint in {Any, str, int, float, bool, type(None)}:
        return hint
    if hint is Value:
        return Number
    if hint is Statement:
        return Wire
    if issubclass(hint, IntEnum) or issubclass(hint, (Edtf, Grade, date, Path)):
        return str
    if issubclass(hint, Enum):
        return hint
    if isinstance(hint, type) and is_dataclass(hint):
        return answer(hint)
    raise TypeError(f"{hint.__name__} has no form in JSON")


def _of_several(hint: Any, origin: Any, inner: tuple[Any, ...]) -> Any:  # noqa: ANN401 - types of any kind
    if origin in {Union, types.UnionType}:
        return Union[tuple(map(_shape, inner))]  # noqa: UP007 - of a tuple that is known only here
    if origin is typing.Literal:
        return hint
    if issubclass(origin, Mapping):
        return dict[str, _shape(inner[1])]  # type: ignore[misc]
    kinds = {_shape(each) for each in inner if each is not Ellipsis}
    return list[Union[tuple(kinds)]]  # type: ignore[misc]  # noqa: UP007 - as above
