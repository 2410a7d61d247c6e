"""Files of the Discourse Network Analyzer, read: documents, what was coded in them, by which variables and whom.

A file is a SQLite database of DNA's schema 3.0; it is opened read-only and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.errors import NetworkError
from detente.ledger.sqlite import default_driver

SCHEMA = "3.0"
"""The schema versions that are understood, without their last number."""

_TABLES = {
    "SETTINGS": ("Property", "Value"),
    "CODERS": ("ID", "Name"),
    "DOCUMENTS": ("ID", "Title", "Text", "Coder", "Author", "Source", "Section", "Notes", "Type", "Date"),
    "STATEMENTTYPES": ("ID", "Label"),
    "VARIABLES": ("ID", "Variable", "DataType", "StatementTypeId"),
    "STATEMENTS": ("ID", "StatementTypeId", "DocumentId", "Start", "Stop", "Coder"),
    "DATABOOLEAN": ("StatementId", "VariableId", "Value"),
    "DATAINTEGER": ("StatementId", "VariableId", "Value"),
    "DATASHORTTEXT": ("StatementId", "VariableId", "Entity"),
    "DATALONGTEXT": ("StatementId", "VariableId", "Value"),
    "ENTITIES": ("ID", "VariableId", "Value"),
    "ATTRIBUTEVARIABLES": ("ID", "VariableId", "AttributeVariable"),
    "ATTRIBUTEVALUES": ("EntityId", "AttributeVariableId", "AttributeValue"),
}
_DAMAGE = {
    "a document whose id or date is no number, or whose date lies beyond the calendar": "SELECT 1 FROM DOCUMENTS WHERE"
    " typeof(ID) != 'integer' OR typeof(Date) != 'integer' OR Date NOT BETWEEN -62135596800 AND 253402300799",
    "a statement whose place is no number": "SELECT 1 FROM STATEMENTS WHERE typeof(ID) != 'integer'"
    " OR typeof(StatementTypeId) != 'integer' OR typeof(Start) != 'integer' OR typeof(Stop) != 'integer'",
    "a statement without its document": "SELECT 1 FROM STATEMENTS WHERE DocumentId IS NULL"
    " OR DocumentId NOT IN (SELECT ID FROM DOCUMENTS)",
    "a variable of an unknown kind": "SELECT 1 FROM VARIABLES WHERE"
    " DataType NOT IN ('boolean', 'integer', 'short text', 'long text') OR DataType IS NULL",
    "a value that is no number": "SELECT 1 FROM DATABOOLEAN WHERE typeof(Value) != 'integer'"
    " UNION ALL SELECT 1 FROM DATAINTEGER WHERE typeof(Value) != 'integer'"
    " UNION ALL SELECT 1 FROM DATASHORTTEXT WHERE typeof(Entity) != 'integer'",
    "an entity whose name is no text": "SELECT 1 FROM ENTITIES WHERE typeof(Value) != 'text'",
}
"""What the database would hold and no program could use: what it is, and the query that finds a row of it."""

_HEADER = b"SQLite format 3\x00"
_FOREIGN = "is no file of the Discourse Network Analyzer"


@dataclass(frozen=True, slots=True, kw_only=True)
class DnaDocument:
    """A document; ``date`` in seconds since 1970, UTC."""

    id: int
    title: str
    text: str
    coder: int | None
    author: str
    source: str
    section: str
    notes: str
    type: str
    date: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DnaVariable:
    """A variable of a statement type; ``data_type`` is boolean, integer, short text or long text."""

    id: int
    name: str
    data_type: str
    statement_type: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DnaStatements:
    """All statements of a type as columns.

    Attributes:
        ids, documents, starts, stops, coders: One a statement, in the order of ids.
        values: By variable, pairs of a statement's id and its value: the number, the entity's id, or the text.
    """

    ids: Sequence[int]
    documents: Sequence[int]
    starts: Sequence[int]
    stops: Sequence[int]
    coders: Sequence[int | None]
    values: Mapping[str, Sequence[tuple[int, Any]]]


class DnaFile:
    """An open file of the Discourse Network Analyzer, for reading.

    Attributes:
        path: The file.
        version: Its schema version, such as ``3.0.7``.
    """

    def __init__(self, path: Path, connection: Any) -> None:  # noqa: ANN401 -- the driver is chosen when it runs
        self.path, self._connection = path, connection
        self.version = str(dict(self._rows("SELECT Property, Value FROM SETTINGS")).get("version", ""))

    def statement_types(self) -> dict[int, str]:
        """Labels of the statement types by id."""
        return dict(self._rows("SELECT ID, Label FROM STATEMENTTYPES ORDER BY ID"))

    def coders(self) -> dict[int, str]:
        """Names of the coders by id."""
        return dict(self._rows("SELECT ID, Name FROM CODERS ORDER BY ID"))

    def variables(self) -> tuple[DnaVariable, ...]:
        """The variables of all statement types."""
        rows = self._rows("SELECT ID, Variable, DataType, StatementTypeId FROM VARIABLES ORDER BY ID")
        return tuple(DnaVariable(id=a, name=b, data_type=c, statement_type=d) for a, b, c, d in rows)

    def entities(self) -> dict[int, str]:
        """Names of the entities by id."""
        return dict(self._rows("SELECT ID, Value FROM ENTITIES"))

    def attributes(self) -> tuple[tuple[int, str, str, str], ...]:
        """What is told of the entities: variable's id, entity's name, attribute and value; empty values left out."""
        return tuple(
            self._rows(
                "SELECT ENTITIES.VariableId, ENTITIES.Value, AttributeVariable, AttributeValue FROM ATTRIBUTEVALUES"
                " JOIN ENTITIES ON ENTITIES.ID = EntityId"
                " JOIN ATTRIBUTEVARIABLES ON ATTRIBUTEVARIABLES.ID = AttributeVariableId"
                " WHERE AttributeValue != '' ORDER BY ENTITIES.ID, ATTRIBUTEVARIABLES.ID"
            )
        )

    def documents(self, *, has_texts: bool = True) -> Iterator[DnaDocument]:
        """The documents by id; without texts, which may be long, where they are not wanted."""
        text = "Text" if has_texts else "''"
        rows = self._rows(
            f"SELECT ID, Title, {text}, Coder, Author, Source, Section, Notes, Type, Date FROM DOCUMENTS ORDER BY ID"  # noqa: S608 -- one of two words
        )
        names = DnaDocument.__slots__
        return (DnaDocument(**dict(zip(names, row, strict=True))) for row in rows)

    def statements(self, statement_type: int) -> DnaStatements:
        """The statements of a type, with all their values."""
        rows = list(
            self._rows(
                "SELECT ID, DocumentId, Start, Stop, Coder FROM STATEMENTS WHERE StatementTypeId = ? ORDER BY ID",
                statement_type,
            )
        )
        ids, documents, starts, stops, coders = zip(*rows, strict=True) if rows else ((),) * 5
        values = {
            each.name: list(self._rows(_VALUES[each.data_type], each.id))
            for each in self.variables()
            if each.statement_type == statement_type
        }
        return DnaStatements(ids=ids, documents=documents, starts=starts, stops=stops, coders=coders, values=values)

    def n_rows(self, table: str) -> int:
        """So many rows a table of the schema has; 0 where the file lacks the table."""
        known = {name for (name,) in self._rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if table not in known:
            return 0
        return int(next(self._rows(f"SELECT COUNT(*) FROM {table}"))[0])  # noqa: S608 -- a name of the schema

    def _rows(self, query: str, *values: object) -> Iterator[Any]:
        return iter(self._connection.execute(query, values).fetchall())


_VALUES = {
    "boolean": "SELECT StatementId, Value FROM DATABOOLEAN WHERE VariableId = ?",
    "integer": "SELECT StatementId, Value FROM DATAINTEGER WHERE VariableId = ?",
    "short text": "SELECT StatementId, Entity FROM DATASHORTTEXT WHERE VariableId = ?",
    "long text": "SELECT StatementId, Value FROM DATALONGTEXT WHERE VariableId = ?",
}


@contextmanager
def open_dna(path: Path) -> Iterator[DnaFile]:
    """The file, opened read-only.

    Raises:
        NetworkError: It cannot be read, is empty, encrypted, damaged, of another program, or of another schema.
    """
    _check_beginning(path)
    driver = default_driver()
    try:
        connection = driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            _check_schema(path, connection)
            _check_rows(path, connection)
            yield DnaFile(path, connection)
        finally:
            connection.close()
    except (driver.Error, UnicodeDecodeError) as error:
        raise NetworkError(f"{path} is damaged ({error}); take a copy of it that still opens in DNA") from error


def _check_beginning(path: Path) -> None:
    try:
        with path.open("rb") as opened:
            beginning = opened.read(len(_HEADER))
    except OSError as error:
        raise NetworkError(f"{path} cannot be read: {error.strerror}; check its name and permissions") from error
    if not beginning:
        raise NetworkError(f"{path} is empty; give a .dna file with statements")
    if beginning != _HEADER:
        raise NetworkError(f"{path} {_FOREIGN}, or it is encrypted; give one that DNA 3 saved, without encryption")


def _check_schema(path: Path, connection: Any) -> None:  # noqa: ANN401 -- the driver is chosen when it runs
    tables = {
        str(name).upper() for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    missing = [table for table in _TABLES if table not in tables]
    if missing:
        raise NetworkError(f"{path} {_FOREIGN} (it has no table {missing[0]}); give one that DNA 3 saved")
    for table, wanted in _TABLES.items():
        columns = {str(row[1]).lower() for row in connection.execute(f"PRAGMA table_info({table})")}
        lacking = [name for name in wanted if name.lower() not in columns]
        if lacking:
            raise NetworkError(f"{path} is of another schema ({table} has no {lacking[0]}); open and save it in DNA 3")
    version = dict(connection.execute("SELECT Property, Value FROM SETTINGS")).get("version", "")
    if not str(version).startswith(f"{SCHEMA}."):
        raise NetworkError(f"{path} is of schema {version or 'unknown'}, not {SCHEMA}; open and save it in DNA 3")


def _check_rows(path: Path, connection: Any) -> None:  # noqa: ANN401 -- the driver is chosen when it runs
    for what, query in _DAMAGE.items():
        if connection.execute(f"{query} LIMIT 1").fetchone() is not None:
            raise NetworkError(f"{path} is damaged (it holds {what}); take a copy of it that still opens in DNA")
