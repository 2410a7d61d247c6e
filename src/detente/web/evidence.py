"""Turns entries into evidence, and the entries of one party on one issue into the page of a cell."""

from __future__ import annotations

from detente.analysis import Position, newest_first
from detente.briefing.phrases import status_words
from detente.briefing.wording import date_words
from detente.model import Entry, Imprint
from detente.web.failures import NoSuchPageError
from detente.web.matrices import cell_of
from detente.web.pages import CellPage
from detente.web.parts import Evidence, Link
from detente.web.reviews import decided, is_corrected
from detente.web.snapshots import Snapshot, stance, strength


def cell_page(snapshot: Snapshot, party_id: str, issue_id: str) -> CellPage:
    """What the ledger holds of one party on one issue.

    Raises:
        NoSuchPageError: The dossier has no such party or issue.
    """
    try:
        party, issue = snapshot.dossier.party(party_id), snapshot.dossier.issue(issue_id)
    except KeyError as error:
        raise NoSuchPageError(f"The dossier has no party or issue {error.args[0]!r}.") from error
    told = [
        entry
        for entry in snapshot.view.entries
        if (entry.statement.party, entry.statement.issue) == (party.id, issue.id)
    ]
    evidence = [(entry.counts, evidence_of(snapshot, entry)) for entry in newest_first(told)]
    position = snapshot.matrix.cell(party.id, issue.id)
    return CellPage(
        frame=snapshot.frame("cell", party.id, issue.id),
        party=party.name,
        issue=issue.name,
        description=issue.description,
        cell=cell_of(snapshot, position) if position else None,
        confirmed=date_words(position.last_confirmed) if position and position.last_confirmed else "",
        why=position.why if position else "",
        n_origins=position.n_origins if position else 0,
        evidence=tuple(shown for counts, shown in evidence if counts),
        left_out=tuple(shown for counts, shown in evidence if not counts),
    )


def evidence_of(snapshot: Snapshot, entry: Entry) -> Evidence:
    """A statement with everything that is known about it, in words."""
    statement, document = entry.statement, snapshot.view.imprints[entry.statement.doc]
    condition = statement.condition
    about = snapshot.about(statement.issue, statement.option, statement.value)
    return Evidence(
        id=entry.id,
        party=snapshot.party(statement.party),
        issue=snapshot.issue(statement.issue),
        cell=snapshot.moment.link("cell", statement.party, statement.issue),
        stance=stance(statement.act, about, condition.text if condition else ""),
        about=about,
        strength=strength(statement.firmness),
        condition=condition.text if condition else "",
        condition_issue=snapshot.issue(condition.issue) if condition and condition.issue else "",
        quote=statement.quote.text,
        speaker=statement.speaker or "",
        chain=statement.reported_by,
        dated=date_words(entry.dated) if entry.dated else "",
        is_said_on=statement.said_on is not None,
        confidence=round(statement.confidence * 100),
        is_corrected=is_corrected(entry),
        status=status_words(entry),
        counts=entry.counts,
        why=statement.why,
        coder=statement.coder,
        reviews=decided(snapshot, entry),
        role=_role(entry, snapshot.matrix.cell(statement.party, statement.issue)),
        text=Link(document.title or document.name, text_link(snapshot, entry)),
        source=_source(document),
    )


def text_link(snapshot: Snapshot, entry: Entry) -> str:
    """The address of a statement's characters in the stored text."""
    return snapshot.moment.link("documents", entry.statement.doc, statement=entry.id, anchor=entry.id)


def _role(entry: Entry, position: Position | None) -> str:
    if position and entry.id == position.ruling:
        return "This statement gives the position."
    if position and entry.id in position.contested_by:
        return "Cannot stand beside the statement that gives the position."
    return ""


def _source(document: Imprint) -> str:
    published = date_words(document.published) if document.published else ""
    return ", ".join(part for part in (document.publisher, published) if part)
