"""Files of the Discourse Network Analyzer into a ledger: what they hold as a dossier and events, and what is lost."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import NetworkError, ReadingError
from detente.model import BY_DNA, Act, Document, Firmness, IssueId, PartyId, Quote, Statement, StatementId
from detente.reading import read_bytes
from detente.workspace.dna_rows import DnaRow, DnaRows, counted, ids_of, plain

if TYPE_CHECKING:
    from detente.ledger import DnaFile, Event

_SIDES = {1: Act.ACCEPT, 0: Act.REJECT}
_LOST_ROWS = {
    "REGEXES": "highlighted expression",
    "VARIABLELINKS": "variable link",
    "CODERRELATIONS": "coder relation",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DnaMapping:
    """Which variables of a file are what in a ledger.

    Attributes:
        statement_type: Its label; None for the first type that has statements.
        party, issue: Variables of names.
        speaker, support: A variable of names, and one of yes and no; left aside where the type lacks them.
    """

    statement_type: str | None = None
    party: str = "organization"
    issue: str = "concept"
    speaker: str = "person"
    support: str = "agreement"


@dataclass(slots=True)
class DnaContents:
    """What a file gives a ledger.

    Attributes:
        dossier: The text of a dossier with its parties and issues.
        documents: Each document's events, the document first.
        lost: What could not be carried, a line each.
    """

    dossier: str = ""
    documents: list[tuple[Event, ...]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def n_statements(self) -> int:
        """So many statements are carried."""
        return sum(len(events) - 1 for events in self.documents)


def dna_contents(file: DnaFile, mapping: DnaMapping) -> DnaContents:
    """What a ledger can hold of a file: documents, and the statements of one type.

    A document's author, section, type and notes are lost, its source becomes the publisher. A statement that agrees
    accepts, one that does not rejects; firmness is unclear; its day is the document's.

    Raises:
        NetworkError: The file has no such type or variables, or nothing to carry.
    """
    chosen = _chosen(file, mapping)
    rows = DnaRows(file, chosen)
    contents = DnaContents()
    parties, issues = ids_of(rows.names(mapping.party)), ids_of(rows.names(mapping.issue))
    if not parties or not issues:
        raise NetworkError(
            f"{file.path} has no statement with {mapping.party} and {mapping.issue}; "
            "name other variables with --party and --issue"
        )
    contents.dossier = _dossier(file.path, parties, issues)
    told = rows.by_document()
    n_blank = n_same = 0
    for each in file.documents():
        try:
            document, data, shift = _document(each)
        except ReadingError as error:
            n_told = len(told.get(each.id, ()))
            contents.lost.append(
                f"document {each.id} ({each.title}), with {counted(n_told, 'statement')}: {error.reason}"
            )
            continue
        from detente.ledger import DocumentAdded, StatementCoded

        found: dict[StatementId, Statement] = {}
        for row in told.get(each.id, ()):
            statement = _statement(row, document, each.text, shift, (parties, issues), mapping, file.path)
            if statement is None:
                n_blank += 1
            else:
                n_same += statement.id in found
                found.setdefault(statement.id, statement)
        contents.documents.append((DocumentAdded(document, document.name, data), *map(StatementCoded, found.values())))
    contents.lost += _lost(file, chosen, mapping, n_blank, n_same)
    return contents


def _chosen(file: DnaFile, mapping: DnaMapping) -> int:
    """The statement type's id, once it is known to have the variables."""
    types = file.statement_types()
    if mapping.statement_type is None:
        chosen = next((each for each in types if file.statements(each).ids), next(iter(types), 0))
    else:
        chosen = next((each for each, label in types.items() if label == mapping.statement_type), -1)
        if chosen < 0:
            raise NetworkError(
                f"{file.path} has no statement type {mapping.statement_type!r}; choose from {', '.join(types.values())}"
            )
    names = {each.name: each.data_type for each in file.variables() if each.statement_type == chosen}
    for name in (mapping.party, mapping.issue):
        if names.get(name) != "short text":
            texts = ", ".join(each for each, kind in names.items() if kind == "short text")
            raise NetworkError(f"{file.path} has no variable of names {name!r}; choose from {texts or 'none'}")
    return chosen


def _dossier(path: Path, parties: Mapping[str, tuple[str, str]], issues: Mapping[str, tuple[str, str]]) -> str:
    import yaml

    stem = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-") or "dna"
    told = {
        "dossier": stem,
        "title": f"Statements of {plain(path.name)}",
        "parties": [{"id": id_, "name": name, "kind": "organisation"} for id_, name in parties.values()],
        "issues": [{"id": id_, "name": name} for id_, name in issues.values()],
    }
    return str(yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=120))


def _document(each: Any) -> tuple[Document, bytes, int]:  # noqa: ANN401 -- the ledger's record is loaded when needed
    """The document as a text with its header, the text's bytes, and how far the header moves it.

    Raises:
        ReadingError: It has no words.
    """
    import yaml

    day = datetime.fromtimestamp(each.date, UTC).date().isoformat()
    named = {"title": plain(each.title), "publisher": plain(each.source)}
    told = {"dna": each.id, "published": day, **{key: value for key, value in named.items() if value}}
    header = f"---\n{yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=4096)}---\n"
    data = (header + each.text).encode("utf-8", "replace")
    return read_bytes(data, f"dna-{each.id}.txt"), data, len(header)


def _statement(
    row: DnaRow,
    document: Document,
    text: str,
    shift: int,
    ids: tuple[Mapping[str, tuple[str, str]], Mapping[str, tuple[str, str]]],
    mapping: DnaMapping,
    path: Path,
) -> Statement | None:
    """The statement; None where it leaves party or issue blank, or its characters are not the text's."""
    party = ids[0].get(row.name(mapping.party).casefold())
    issue = ids[1].get(row.name(mapping.issue).casefold())
    start, end = (shift + place for place in code_points(text, row.start, row.stop))
    if party is None or issue is None or end > len(document.text) or start >= end:
        return None
    agreed = row.told.get(mapping.support)
    how = "" if agreed is None else f", {mapping.support} {agreed}"
    return Statement(
        doc=document.id,
        quote=Quote(start, end, document.text[start:end]),
        party=PartyId(party[0]),
        issue=IssueId(issue[0]),
        act=_SIDES.get(agreed, Act.ASSESS) if isinstance(agreed, int) else Act.ASSESS,
        firmness=Firmness.UNCLEAR,
        speaker=row.name(mapping.speaker) or None,
        confidence=1.0,
        coder=f"{BY_DNA}{row.coder}",
        why=f"coded in {path.name}, statement {row.id}: {party[1]}, {issue[1]}{how}",
    )


def code_points(text: str, start: int, stop: int) -> tuple[int, int]:
    """Places in a text that are counted in UTF-16 code units, as DNA counts, in characters.

    Example:
        >>> code_points("a\N{GRINNING FACE}bc", 3, 4)
        (2, 3)
    """
    if text.isascii() or max(text) <= "\uffff":
        return start, stop
    units = text.encode("utf-16-le", "surrogatepass")
    return tuple(len(units[: 2 * place].decode("utf-16-le", "replace")) for place in (start, stop))  # type: ignore[return-value]


def _lost(file: DnaFile, chosen: int, mapping: DnaMapping, n_blank: int, n_same: int) -> list[str]:
    """What the ledger has no place for, with its number."""
    lost = []
    if n_blank:
        lost.append(
            f"{counted(n_blank, 'statement')} without {mapping.party}, {mapping.issue} or characters of the text"
        )
    if n_same:
        lost.append(f"{counted(n_same, 'statement')} with the party, issue and characters of another")
    for each, label in file.statement_types().items():
        n_statements = len(file.statements(each).ids)
        if each != chosen and n_statements:
            lost.append(f"{counted(n_statements, 'statement')} of type {label!r}")
    mapped = {mapping.party, mapping.issue, mapping.speaker, mapping.support}
    lost += [
        f"the values of variable {variable.name!r}"
        for variable in file.variables()
        if variable.statement_type == chosen and variable.name not in mapped
    ]
    for fields in ("author", "section", "type", "notes"):
        n_told = sum(bool(getattr(each, fields)) for each in file.documents(has_texts=False))
        if n_told:
            lost.append(f"the {fields} of {counted(n_told, 'document')}")
    attributes = file.attributes()
    if attributes:
        lost.append(f"{counted(len(attributes), 'attribute')} of persons, organizations and the like")
    lost += [counted(n_rows, what) for table, what in _LOST_ROWS.items() if (n_rows := file.n_rows(table))]
    return [*lost, "colours, and the coders' settings and passwords"]
