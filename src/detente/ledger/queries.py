"""The queries of a ledger: what is read from and written to its tables, inside a transaction of a store."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import starmap
from typing import Any, TypeVar

from sqlalchemy import Boolean, ColumnElement, Connection, Select, bindparam, delete, func, select, update

from detente.errors import DamagedLedgerError
from detente.ledger.chain import Head, Recorded
from detente.ledger.events import TYPES, ContestResolved
from detente.ledger.packing import packed, unpacked
from detente.ledger.projection import Projection
from detente.ledger.rows import (
    OPEN_END,
    DatingRow,
    DocumentRow,
    DossierRow,
    GenerationRow,
    Key,
    KinRow,
    NoteReviewRow,
    NotingRow,
    Row,
    StatementRow,
    WithdrawalRow,
    key_of_row,
)
from detente.ledger.schema import PROJECTIONS, contents, documents, events, grades, statements
from detente.ledger.sql import among, ask, put
from detente.model import Status

_AT_ONCE = 500
"""How many values one query names; every database takes that many parameters."""
_FETCHED = 2000
"""How many rows are fetched at a time, so that a long ledger is never in memory as a whole."""
_EVENT = [column for column in events.c if column.name != "document"]

_ABOUT: dict[type[Any], str] = {kind: "document" for kind in PROJECTIONS if "document" in kind._fields}
_ABOUT[DocumentRow] = "id"

_TRUTHS = {
    kind: {place for place, column in enumerate(table.c) if isinstance(column.type, Boolean)}
    for kind, table in PROJECTIONS.items()
}
"""Which fields of a row are truth values; SQLite knows numbers only."""

_COUNTING = ", ".join(f"'{status.value}'" for status in Status if status.counts)
_CELLS = """
    WITH RECURSIVE side(party) AS (
        SELECT min(s.party) FROM statement AS s
        UNION ALL
        SELECT (SELECT min(s.party) FROM statement AS s WHERE s.party > side.party)
        FROM side WHERE side.party IS NOT NULL),
    cell(party, issue) AS (
        SELECT side.party, (SELECT min(s.issue) FROM statement AS s WHERE s.party = side.party)
        FROM side WHERE side.party IS NOT NULL
        UNION ALL
        SELECT cell.party, (SELECT min(s.issue) FROM statement AS s WHERE s.party = cell.party AND s.issue > cell.issue)
        FROM cell WHERE cell.issue IS NOT NULL)
"""
_OF_A_CELL = f"""
    FROM statement AS s WHERE s.party = cell.party AND s.issue = cell.issue AND s.earliest <= ?
    AND s.since <= ? AND s.until > ? AND s.status IN ({_COUNTING}) AND NOT COALESCE((
        SELECT w.is_withdrawn FROM withdrawal AS w WHERE w.document = s.document AND w.seq <= ?
        ORDER BY w.seq DESC LIMIT 1), FALSE)
    ORDER BY s.earliest DESC, s.seq DESC, s.id LIMIT ?
"""  # noqa: S608 - the only words put in are those of Status
_COLUMNS = ", ".join(f'found."{column.name}"' for column in statements.c)
_ORDER = "ORDER BY found.party, found.issue, found.earliest DESC, found.seq DESC, found.id"
_NEWEST = {
    "sqlite": " ".join(
        (_CELLS, "SELECT", _COLUMNS, "FROM cell CROSS JOIN statement AS found WHERE found.rowid IN (SELECT s.rowid",
         _OF_A_CELL, ")", _ORDER)
    ),
    "postgresql": " ".join(
        (_CELLS, "SELECT", _COLUMNS, "FROM cell CROSS JOIN LATERAL (SELECT s.*", _OF_A_CELL, ") AS found", _ORDER)
    ),
}  # fmt: skip

_SHARING = "SELECT document FROM band WHERE band {} GROUP BY document ORDER BY count(*) DESC, document LIMIT ?"

Kind = TypeVar("Kind", bound=Row)


def head(connection: Connection) -> Head:
    """The last event, which the next one follows."""
    last = ask(connection, "SELECT seq, hash, recorded_at FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    return Head() if last is None else Head(*last)


def last_by(connection: Connection, instant: str) -> int:
    """The number of the last event recorded by an instant, 0 if there is none; events lie in the order of time."""
    before, after = 0, head(connection).seq + 1
    while after - before > 1:
        middle = (before + after) // 2
        recorded_at = connection.execute(select(events.c.recorded_at).where(events.c.seq == middle)).scalar()
        before, after = (middle, after) if recorded_at is not None and recorded_at <= instant else (before, middle)
    return before


def changed_between(connection: Connection, after: int, until: int) -> set[str] | None:
    """The documents that the events behind ``after``, up to ``until``, are about.

    None where a grade or a dossier is among what changed, for both tell of documents without an event about them.
    """
    span = "seq > ? AND seq <= ?"
    for of_many in ("grade", "dossier"):
        query = f"SELECT 1 FROM {of_many} WHERE {span} LIMIT 1"  # noqa: S608 - words of ours
        if ask(connection, query, after, until).fetchone():
            return None
    query = f"SELECT DISTINCT document FROM event WHERE {span} AND document IS NOT NULL"  # noqa: S608 - likewise
    return {document for (document,) in ask(connection, query, after, until).fetchall()}


def recorded(connection: Connection, document: str) -> Iterator[Recorded]:
    """The events about a document, in order."""
    query = select(*_EVENT).where(events.c.document == document).order_by(events.c.seq)
    for row in connection.execute(query):
        yield Recorded(*row)


def verdicts_naming(connection: Connection, statement: str) -> Iterator[Recorded]:
    """The resolutions of contests that a statement is in, in order."""
    is_verdict = events.c.document.is_(None) & (events.c.type == TYPES[ContestResolved])
    named = events.c.payload.contains(f'"{statement}"', autoescape=True)
    for row in connection.execute(select(*_EVENT).where(is_verdict & named).order_by(events.c.seq)):
        yield Recorded(*row)


def recorded_about(connection: Connection, *, after: int = 0) -> Iterator[tuple[Recorded, str | None]]:
    """Every event behind number ``after`` in order, with the document it is about."""
    query = select(events.c.document, *_EVENT).where(events.c.seq > after).order_by(events.c.seq)
    for row in _streamed(connection, query):
        yield Recorded(*row[1:]), row[0]


def parts(connection: Connection) -> Iterator[tuple[str | None, list[Recorded]]]:
    """The events of no document, then those of each document: what can be replayed by itself."""
    yield None, [Recorded(*row) for row in connection.execute(select(*_EVENT).where(events.c.document.is_(None)))]
    query = select(events.c.document, *_EVENT).where(events.c.document.is_not(None))
    document: str | None = None
    gathered: list[Recorded] = []
    for row in _streamed(connection, query.order_by(events.c.document, events.c.seq)):
        if row[0] != document and gathered:
            yield document, gathered
            gathered = []
        document = row[0]
        gathered.append(Recorded(*row[1:]))
    if gathered:
        yield document, gathered


def rows(connection: Connection, kind: type[Kind], *conditions: ColumnElement[bool]) -> Iterator[Kind]:
    """The rows of one projection that fulfil all conditions."""
    for row in _streamed(connection, select(PROJECTIONS[kind]).where(*conditions)):
        yield kind(*row)


def rows_of(connection: Connection, kind: type[Kind], column: str, values: Collection[Any]) -> Iterator[Kind]:
    """The rows that have one of these values in a column."""
    wanted = sorted(values)
    for first in range(0, len(wanted), _AT_ONCE):
        is_one, some = among(connection, wanted[first : first + _AT_ONCE])
        query = f'SELECT * FROM {PROJECTIONS[kind].name} WHERE "{column}" {is_one}'  # noqa: S608 - a name of the schema
        for row in ask(connection, query, *some).fetchall():
            yield _read(kind, row)


def statement_rows(connection: Connection, seq: int, *conditions: ColumnElement[bool]) -> Iterator[StatementRow]:
    """The statements as they stood after event ``seq``."""
    holds = statements.c.since <= seq, statements.c.until > seq
    return rows(connection, StatementRow, *holds, *conditions)


def newest_rows(connection: Connection, seq: int, day: str | None, at_most: int) -> list[StatementRow]:
    """For each party and issue the newest dated statements that counted after event ``seq``, the newest first.

    Cells are found, and each read from its newest statement on, along one index: no statement is read in vain but
    those that no longer held or do not count.
    """
    query, values = _NEWEST[connection.dialect.name], (day or "9999-12-31", seq, seq, seq, at_most)
    return list(starmap(StatementRow, ask(connection, query, *values).fetchall()))


def kin_rows(connection: Connection, seq: int, ids: Collection[str]) -> list[KinRow]:
    """How some documents, and whatever is related to them, were alike after event ``seq``."""
    found: dict[Key, KinRow] = {}
    seen, new = set[str](), set(ids)
    while new:
        seen |= new
        for column in ("document", "of"):
            found |= {key_of_row(row): row for row in rows_of(connection, KinRow, column, new) if row.seq <= seq}
        new = {id_ for row in found.values() for id_ in (row.document, row.of)} - seen
    return list(found.values())


def dossier_row(connection: Connection, seq: int) -> DossierRow | None:
    """The dossier that was in force after event ``seq``."""
    row = ask(connection, "SELECT * FROM dossier WHERE seq <= ? ORDER BY seq DESC LIMIT 1", seq).fetchone()
    return None if row is None else DossierRow(*row)


def known(connection: Connection, document_ids: Collection[str], statement_ids: Collection[str]) -> Projection:
    """What is known now of these documents, and of those that these statements are from."""
    asked = select(statements.c.document).distinct()
    ids = set(document_ids)
    wanted = sorted(statement_ids)
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        ids |= set(connection.execute(asked.where(statements.c.id.in_(some))).scalars())
    found = list(rows_of(connection, DocumentRow, "id", ids))
    there = {row.id for row in found}
    coded = (row for row in rows_of(connection, StatementRow, "document", there) if row.until == OPEN_END)
    return Projection(
        dossier=dossier_row(connection, OPEN_END),
        documents=found,
        withdrawals=sorted(rows_of(connection, WithdrawalRow, "document", there)),
        datings=sorted(rows_of(connection, DatingRow, "document", there)),
        generations=sorted(rows_of(connection, GenerationRow, "document", there)),
        notings=sorted(rows_of(connection, NotingRow, "document", there)),
        note_reviews=sorted(rows_of(connection, NoteReviewRow, "document", there)),
        statements=sorted(coded, key=lambda row: row.seq),
    )


def dossier_key(connection: Connection, seq: int) -> str | None:
    """The SHA-256 of the dossier that was in force at event ``seq``."""
    row = dossier_row(connection, seq)
    return None if row is None else row.text_sha256


def rows_about(connection: Connection, document: str | None) -> Iterator[Row]:
    """Every row about a document; for None those that are about none."""
    for kind, table in PROJECTIONS.items():
        column = _ABOUT.get(kind)
        if column is not None:
            yield from rows(connection, kind, table.c[column].is_not_distinct_from(document))
        elif document is None:
            yield from rows(connection, kind)


def documents_without_events(connection: Connection) -> Iterator[tuple[type[Any], str]]:
    """What a projection tells of a document that no event is about: the kind of row, and the document."""
    told = select(events.c.document).where(events.c.document.is_not(None))
    for kind, name in _ABOUT.items():
        column = PROJECTIONS[kind].c[name]
        is_stranger = column.is_not(None) & column.not_in(told)  # nothing is in an empty list, NULL neither
        for document in connection.execute(select(column).distinct().where(is_stranger)).scalars():
            yield kind, document


def grade_now(connection: Connection, source: str | None, document: str | None) -> str | None:
    """The grade that a source or a report has; None where it has none."""
    query = select(grades.c.grade).where(grades.c.source.is_not_distinct_from(source))
    query = query.where(grades.c.document.is_not_distinct_from(document)).order_by(grades.c.seq.desc()).limit(1)
    return connection.execute(query).scalar()


def documents_sharing(connection: Connection, some_bands: Collection[int], at_most: int) -> list[str]:
    """The documents that share the most bands with a new one, those that share more first."""
    if not some_bands:
        return []
    is_one, values = among(connection, some_bands)
    return [document for (document,) in ask(connection, _SHARING.format(is_one), *values, at_most).fetchall()]


def ids_beginning(connection: Connection, beginning: str) -> list[tuple[str, str]]:
    """The statements and documents whose ids begin so, a few at most, each with its document."""
    of_statements = select(statements.c.id, statements.c.document).distinct()
    of_documents = select(documents.c.id, documents.c.id)
    found: list[tuple[str, str]] = []
    if "\0" in beginning:  # no id holds one, and not every database can be asked
        return found
    for query, column in ((of_statements, statements.c.id), (of_documents, documents.c.id)):
        chosen = query.where(column >= beginning, column < beginning + "\U0010ffff").order_by(column).limit(4)
        found += [(id_, document) for id_, document in connection.execute(chosen)]
    return found


def has_document(connection: Connection, document_id: str) -> bool:
    """Whether a document with this id was recorded."""
    return connection.execute(select(documents.c.id).where(documents.c.id == document_id)).first() is not None


def content(connection: Connection, sha256: str) -> bytes | None:
    """What is stored under this name; None where nothing is.

    Raises:
        ValueError: It was damaged.
    """
    data = connection.execute(select(contents.c.data).where(contents.c.sha256 == sha256)).scalar_one_or_none()
    return None if data is None else unpacked(data)


def has_content(connection: Connection, sha256: str) -> bool:
    """Whether anything is stored under this name."""
    return connection.execute(select(contents.c.sha256).where(contents.c.sha256 == sha256)).first() is not None


def require_text(connection: Connection, sha256: str) -> str:
    """The stored text of this name.

    Raises:
        DamagedLedgerError: It is missing or damaged.
    """
    try:
        data = content(connection, sha256)
        if data is not None:
            return data.decode()
    except ValueError as error:
        raise DamagedLedgerError(
            f"the text {sha256} is damaged; `detente verify` names what is, restore a copy"
        ) from error
    raise DamagedLedgerError(f"the text {sha256} is missing in the ledger; restore a copy")


def count_contents(connection: Connection) -> int:
    """How many contents are stored."""
    return connection.execute(select(func.count()).select_from(contents)).scalar_one()


def all_contents(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Everything stored behind its name, as it is stored: packed."""
    for row in _streamed(connection, select(contents.c.sha256, contents.c.data).order_by(contents.c.sha256)):
        yield row.sha256, row.data


def append(connection: Connection, added: Sequence[tuple[Recorded, str | None]], new: Mapping[str, bytes]) -> None:
    """Adds events, each with the document it is about, and the contents they name, where those are not there yet."""
    fresh = [(key, packed(data)) for key, data in new.items()]
    put(connection, contents, fresh, "ON CONFLICT DO NOTHING")
    keep_events(connection, added)


def keep_contents(connection: Connection, fresh: Sequence[Mapping[str, object]]) -> None:
    """Stores packed contents under their names."""
    put(connection, contents, [(one["sha256"], one["data"]) for one in fresh])


def keep_events(connection: Connection, added: Sequence[tuple[Recorded, str | None]]) -> None:
    """Stores events, each with the document it is about."""
    put(connection, events, [(*event, about) for event, about in added])


def write(connection: Connection, changed: Iterable[Row], *, after: int) -> None:
    """Writes projected rows.

    Args:
        connection: A writing connection.
        changed: The rows; of several with one key the last stands.
        after: The last event that the tables knew; older rows of statements are there, and end.
    """
    inserts: dict[type[Row], dict[tuple[Any, ...], Row]] = {}
    ends: list[dict[str, object]] = []
    for row in changed:
        kind, key = key_of_row(row)
        if isinstance(row, StatementRow) and row.since <= after:
            ends.append({"id_": row.id, "since_": row.since, "until_": row.until})
        else:
            inserts.setdefault(kind, {})[key] = row
    for kind, by_key in inserts.items():
        put(connection, PROJECTIONS[kind], list(by_key.values()))
    if ends:
        chosen = (statements.c.id == bindparam("id_")) & (statements.c.since == bindparam("since_"))
        connection.execute(update(statements).where(chosen).values(until=bindparam("until_")), ends)


def rebuild(connection: Connection) -> None:
    """Makes the projections anew from the events; events and contents stay.

    Raises:
        DamagedLedgerError: An event cannot be replayed.
    """
    for table in PROJECTIONS.values():
        connection.execute(delete(table))
    for _, some in parts(connection):
        projection = Projection()
        write(connection, (row for event in some for row in projection.apply(event)), after=0)


def _read(kind: type[Any], row: Sequence[Any]) -> Any:  # noqa: ANN401 - a row of this kind
    fields = list(row)
    for place in _TRUTHS[kind]:
        fields[place] = bool(fields[place])
    return kind(*fields)


def _streamed(connection: Connection, query: Select[Any]) -> Iterator[Any]:
    yield from connection.execute(query, execution_options={"yield_per": _FETCHED})
