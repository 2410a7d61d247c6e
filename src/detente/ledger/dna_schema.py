"""The tables of a file of the Discourse Network Analyzer, schema 3.0: columns, checks and references."""

from __future__ import annotations

from collections.abc import Iterable

_ID = "ID INTEGER NOT NULL PRIMARY KEY"
_EMPTY = " DEFAULT ''"
_PERMISSIONS = tuple(
    f"Permission{what}"
    for what in (
        "AddDocuments", "EditDocuments", "DeleteDocuments", "ImportDocuments", "AddStatements", "EditStatements",
        "DeleteStatements", "EditAttributes", "EditRegex", "EditStatementTypes", "EditCoders", "EditCoderRelations",
        "ViewOthersDocuments", "EditOthersDocuments", "ViewOthersStatements", "EditOthersStatements",
    )
)  # fmt: skip


def _flags(names: Iterable[str], default: int) -> tuple[str, ...]:
    return tuple(f"{name} INTEGER NOT NULL DEFAULT {default} CHECK ({name} BETWEEN 0 AND 1)" for name in names)


def _label(name: str, default: str = "") -> str:
    return f"{name} TEXT NOT NULL{default} CHECK (LENGTH({name}) < 191)"


def _number(name: str, least: int, most: int, default: int, rule: str = " NOT NULL") -> str:
    return f"{name} INTEGER{rule} DEFAULT {default} CHECK ({name} BETWEEN {least} AND {most})"


def _of(name: str, table: str) -> str:
    return f"FOREIGN KEY ({name}) REFERENCES {table} (ID) ON DELETE CASCADE"


def _values(value: str, *references: str) -> tuple[str, ...]:
    """A table of the values of one kind of variable, at most one for a statement."""
    keys = ("StatementId INTEGER NOT NULL", "VariableId INTEGER NOT NULL")
    known = (_of("StatementId", "STATEMENTS"), _of("VariableId", "VARIABLES"))
    return (_ID, *keys, value, *known, *references, "UNIQUE (StatementId, VariableId)")


_COLOURS = tuple(_number(name, 0, 255, 0) for name in ("Red", "Green", "Blue"))

TABLES: dict[str, tuple[str, ...]] = {
    "SETTINGS": ("Property TEXT PRIMARY KEY", "Value TEXT NOT NULL"),
    "CODERS": (
        _ID,
        _label("Name"),
        *_COLOURS,
        _number("Refresh", 0, 9999, 0),
        _number("FontSize", 1, 99, 14),
        _label("Password"),
        _number("PopupWidth", 100, 9999, 300, rule=""),
        *_flags(("ColorByCoder", "PopupDecoration"), 0),
        *_flags(("PopupAutoComplete", *_PERMISSIONS), 1),
    ),
    "DOCUMENTS": (
        _ID,
        _label("Title"),
        "Text TEXT NOT NULL",
        "Coder INTEGER",
        *(_label(name, _EMPTY) for name in ("Author", "Source", "Section")),
        f"Notes TEXT NOT NULL{_EMPTY}",
        _label("Type", _EMPTY),
        "Date INTEGER NOT NULL",
        _of("Coder", "CODERS"),
    ),
    "STATEMENTTYPES": (_ID, _label("Label"), *_COLOURS),
    "VARIABLES": (
        _ID,
        _label("Variable"),
        "DataType TEXT NOT NULL DEFAULT 'short text'",
        "StatementTypeId INTEGER",
        _of("StatementTypeId", "STATEMENTTYPES"),
        "UNIQUE (Variable, StatementTypeId)",
        "CHECK (DataType IN ('boolean', 'integer', 'long text', 'short text'))",
    ),
    "VARIABLELINKS": (
        _ID,
        "SourceVariableId INTEGER",
        "TargetVariableId INTEGER",
        "CHECK (TargetVariableId != SourceVariableId)",
        _of("SourceVariableId", "VARIABLES"),
        _of("TargetVariableId", "VARIABLES"),
    ),
    "REGEXES": ("Label TEXT PRIMARY KEY CHECK (LENGTH(Label) < 191)", *_COLOURS),
    "CODERRELATIONS": (
        _ID,
        "Coder INTEGER CHECK (Coder > 0)",
        "OtherCoder INTEGER CHECK (OtherCoder > 0)",
        *_flags(("viewStatements", "editStatements", "viewDocuments", "editDocuments"), 1),
        "CHECK (Coder != OtherCoder)",
        _of("Coder", "CODERS"),
        _of("OtherCoder", "CODERS"),
    ),
    "STATEMENTS": (
        _ID,
        "StatementTypeId INTEGER",
        "DocumentId INTEGER",
        "Start INTEGER NOT NULL CHECK (Start >= 0)",
        "Stop INTEGER NOT NULL CHECK (Stop >= 0)",
        "Coder INTEGER",
        "CHECK (Start < Stop)",
        _of("StatementTypeId", "STATEMENTTYPES"),
        _of("Coder", "CODERS"),
        _of("DocumentId", "DOCUMENTS"),
    ),
    "ENTITIES": (
        _ID,
        "VariableId INTEGER NOT NULL",
        _label("Value", _EMPTY),
        *(f"{name} INTEGER CHECK ({name} BETWEEN 0 AND 255)" for name in ("Red", "Green", "Blue")),
        "ChildOf INTEGER CHECK (ChildOf > 0)",
        "UNIQUE (VariableId, Value)",
        _of("ChildOf", "ENTITIES"),
        _of("VariableId", "VARIABLES"),
    ),
    "DATABOOLEAN": _values("Value INTEGER NOT NULL DEFAULT 1"),
    "DATAINTEGER": _values("Value INTEGER NOT NULL DEFAULT 0"),
    "DATASHORTTEXT": _values("Entity INTEGER NOT NULL", _of("Entity", "ENTITIES")),
    "DATALONGTEXT": _values(f"Value TEXT{_EMPTY}"),
    "ATTRIBUTEVARIABLES": (
        _ID,
        "VariableId INTEGER NOT NULL",
        _label("AttributeVariable"),
        "UNIQUE (VariableId, AttributeVariable)",
        _of("VariableId", "VARIABLES"),
    ),
    "ATTRIBUTEVALUES": (
        _ID,
        "EntityId INTEGER NOT NULL",
        "AttributeVariableId INTEGER NOT NULL",
        _label("AttributeValue", _EMPTY),
        "UNIQUE (EntityId, AttributeVariableId)",
        _of("EntityId", "ENTITIES"),
        _of("AttributeVariableId", "ATTRIBUTEVARIABLES"),
    ),
}
"""The parts of each table, in the order they have to be made."""
