"""Settings files: lists of the networks that are wanted, in the words of the Discourse Network Analyzer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from detente.analysis.networks.asking import (
    Aggregation,
    Compat,
    Duplicates,
    Kernel,
    Mode,
    NetworkQuestion,
    Normalization,
    Unit,
    ValueFilter,
)
from detente.errors import NetworkError

COMPUTED = ("network", "timewindow", "nested", "barplot")
"""The functions of which an entry's files are written."""

_ONE_MODE = frozenset({"nested", "evaluate"})
"""The functions that are about one-mode networks alone."""

_DEFAULT_TYPE, _DEFAULT_ROWS, _DEFAULT_COLUMNS, _DEFAULT_QUALIFIER = (
    "DNA Statement",
    "organization",
    "concept",
    "agreement",
)
_FIRST_DAY, _LAST_DAY = "01.01.1900", "31.12.2099"
"""What rDNA passes where no day is given."""
_DOCUMENT_LISTS = {"author": "Authors", "source": "Sources", "section": "Sections", "type": "Types"}
_KNOWN = frozenset(
    {
        "networkType", "statementType", "variable1", "variable1Document", "variable2", "variable2Document", "qualifier",
        "qualifierDocument", "qualifierAggregation", "normalization", "isolates", "duplicates", "start.date",
        "start.time", "stop.date", "stop.time", "timeWindow", "windowSize", "kernel", "normalizeToOne", "indentTime",
        "excludeVariables", "excludeValues", "invertValues", "distanceMethods", "jvm_locale", "randomSeed", "penalty",
        "backboneEntities",
        *(f"{what}{name}" for name in _DOCUMENT_LISTS.values() for what in ("exclude", "invert")),
    }
)  # fmt: skip

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkEntry:
    """One entry of a settings file.

    Attributes:
        files: Names of the files that it wants written.
        settings: As they stand in the file, its locale included.
        fault: Why it cannot be used, whatever is asked of it; empty where it can.
    """

    id: str
    function: str
    files: tuple[str, ...]
    settings: Mapping[str, Any]
    fault: str = ""

    def question(self, compat: Compat) -> NetworkQuestion:
        """What it asks for.

        Raises:
            NetworkError: A setting is not known, or has no such value; or the entry is at fault.
        """
        if self.fault:
            raise NetworkError(self.fault)
        return _question(self.settings, Mode.ONE_MODE if self.function in _ONE_MODE else Mode.TWO_MODE, compat)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Its settings that networks do not know."""
        return tuple(sorted(set(self.settings) - _KNOWN))


def read_entries(text: str, name: str) -> tuple[NetworkEntry, ...]:
    """The entries of a settings file.

    Raises:
        NetworkError: It is no JSON, or no list of entries.
    """
    try:
        told = json.loads(text)
    except json.JSONDecodeError as error:
        raise NetworkError(f"{name}, line {error.lineno}: {error.msg}; write it as JSON") from error
    if not isinstance(told, list):
        raise NetworkError(f"{name} is no list of entries; write [{{'id': ..., 'function': 'network', ...}}]")
    return tuple(_entry(each, number, name) for number, each in enumerate(told, start=1))


def _entry(told: object, number: int, name: str) -> NetworkEntry:
    if not isinstance(told, dict) or not isinstance(told.get("id"), str) or not told["id"]:
        raise NetworkError(f"{name}, entry {number}: no id; give each entry an id, a function, settings and files")
    settings, fault = told.get("settings") or {}, ""
    if not isinstance(settings, dict):
        settings, fault = {}, f"its settings are {settings!r}; give an object"
    try:
        files = _files(told)
    except NetworkError as error:
        files, fault = (), str(error)
    locale = {"jvm_locale": told["jvm_locale"]} if "jvm_locale" in told else {}
    function = str(told.get("function", "network"))
    return NetworkEntry(id=told["id"], function=function, files=files, settings={**locale, **settings}, fault=fault)


def _files(told: Mapping[Any, Any]) -> tuple[str, ...]:
    files = _texts(told, "files")
    for file in files:
        if file in {"", ".", ".."} or "/" in file or "\\" in file or "\0" in file:
            raise NetworkError(f"{file!r} is no plain file name; leave folders out, --out names one")
    return files


def _question(settings: Mapping[str, Any], default: Mode, compat: Compat) -> NetworkQuestion:
    mode = _word(settings, "networkType", Mode, default)
    window = _word(settings, "timeWindow", Unit, Unit.NO)
    qualifier = settings.get("qualifier", _DEFAULT_QUALIFIER)
    return NetworkQuestion(
        mode=mode,
        rows=_text(settings, "variable1", _DEFAULT_ROWS),
        columns=_text(settings, "variable2", _DEFAULT_COLUMNS),
        qualifier=None if qualifier is None else _text(settings, "qualifier", _DEFAULT_QUALIFIER),
        is_rows_document=_flag(settings, "variable1Document"),
        is_columns_document=_flag(settings, "variable2Document"),
        is_qualifier_document=_flag(settings, "qualifierDocument"),
        aggregation=_word(settings, "qualifierAggregation", Aggregation, Aggregation.IGNORE),
        normalization=_word(settings, "normalization", Normalization, Normalization.NO),
        duplicates=_word(settings, "duplicates", Duplicates, Duplicates.INCLUDE),
        has_isolates=_flag(settings, "isolates"),
        value_filters=_value_filters(settings),
        document_filters=_document_filters(settings),
        start=_moment(settings, "start", "00:00:00", _FIRST_DAY),
        stop=_moment(settings, "stop", "23:59:59", _LAST_DAY),
        window=window,
        window_size=_size(settings) if window is not Unit.NO else 0,
        kernel=_word(settings, "kernel", Kernel, Kernel.NO),
        is_indented=_flag(settings, "indentTime"),
        is_normalized_to_one=_flag(settings, "normalizeToOne"),
        compat=compat,
        locale=_text(settings, "jvm_locale", "en_GB"),
        statement_type=_text(settings, "statementType", _DEFAULT_TYPE),
    )


def _value_filters(settings: Mapping[str, Any]) -> tuple[ValueFilter, ...]:
    """The two lists, a variable and a value at a time, as one filter a variable."""
    told = settings.get("excludeValues", ())
    is_kept = _flag(settings, "invertValues")
    if isinstance(told, dict):
        by_variable = {str(name): list(_texts(told, name)) for name in told}
    else:
        variables, values = _texts(settings, "excludeVariables"), _texts(settings, "excludeValues")
        if len(variables) != len(values):
            raise NetworkError(f"{len(variables)} excludeVariables stand beside {len(values)} excludeValues")
        by_variable = {}
        for variable, value in zip(variables, values, strict=True):
            by_variable.setdefault(variable, []).append(value)
    return tuple(
        ValueFilter(variable=variable, values=tuple(values), is_kept=is_kept)
        for variable, values in by_variable.items()
    )


def _document_filters(settings: Mapping[str, Any]) -> tuple[ValueFilter, ...]:
    return tuple(
        ValueFilter(
            variable=variable,
            values=values,
            is_kept=_flag(settings, f"invert{name}"),
            is_document=True,
        )
        for variable, name in _DOCUMENT_LISTS.items()
        if (values := _texts(settings, f"exclude{name}"))
    )


def _moment(settings: Mapping[str, Any], end: str, time: str, none: str) -> datetime | None:
    day = settings.get(f"{end}.date")
    if day is None or day == none:
        return None
    text = f"{day} {settings.get(f'{end}.time') or time}"
    for form in ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"):
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 -- the file's dates have no zone
        except ValueError:
            continue
    raise NetworkError(f"{end} is {text!r}; write its date like 06.03.2031, and its time like {time}")


def _size(settings: Mapping[str, Any]) -> int:
    size = settings.get("windowSize", 0)
    if isinstance(size, bool) or not isinstance(size, int | float) or not float(size).is_integer():
        raise NetworkError(f"windowSize is {size!r}; give a whole number")
    return int(size)


def _word(settings: Mapping[str, Any], key: str, words: type[Word], default: Word) -> Word:
    told = settings.get(key)
    if told is None:
        return default
    if told not in [each.value for each in words]:
        raise NetworkError(f"{key} is {told!r}; choose from {', '.join(words)}")
    return words(told)


def _text(settings: Mapping[str, Any], key: str, default: str) -> str:
    told = settings.get(key, default)
    if not isinstance(told, str):
        raise NetworkError(f"{key} is {told!r}; give a text")
    return told


def _flag(settings: Mapping[str, Any], key: str) -> bool:
    told = settings.get(key, False)
    if not isinstance(told, bool):
        raise NetworkError(f"{key} is {told!r}; give true or false")
    return told


def _texts(settings: Mapping[Any, Any], key: object) -> tuple[str, ...]:
    """A list of texts, or one text alone; numbers as they are written."""
    told = settings.get(key)
    each_told = () if told is None or told == {} else (told,) if isinstance(told, str | int) else told
    if not isinstance(each_told, list | tuple) or any(isinstance(each, list | dict | None) for each in each_told):
        raise NetworkError(f"{key} is {told!r}; give a list of texts")
    return tuple(str(int(each)) if isinstance(each, bool) else str(each) for each in each_told)
