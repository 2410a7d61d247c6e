"""Turns entries into evidence, and the entries of one party on one issue into the page of a cell."""

from __future__ import annotations

from detente.analysis import Position, is_unnamed, newest_first
from detente.briefing.contest_words import grade_words
from detente.briefing.phrases import status_words
from detente.briefing.wording import date_words
from detente.model import UNGRADED, Entry, Imprint, Status
from detente.web.failures import NoSuchPageError
from detente.web.matrices import cell_of
from detente.web.pages import CellPage
from detente.web.paging import turned
from detente.web.parts import Evidence, Link, Teller
from detente.web.reviews import decided, has_standing_review, is_corrected
from detente.web.snapshots import Snapshot, stance, strength

PAGE_LENGTH = 50
"""How many statements of a cell a page holds."""

_OPEN = frozenset({Status.CODED, Status.ACCEPTED, Status.CORRECTED, Status.REJECTED})


def cell_page(snapshot: Snapshot, party_id: str, issue_id: str, page: str = "") -> CellPage:
    """What the ledger holds of one party on one issue, a page at a time: first what counts, then what is left out.

    Raises:
        BadQueryError: The page number cannot be.
        NoSuchPageError: The dossier has no such party or issue, or the page lies beyond the last.
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
    position = snapshot.matrix.cell(party.id, issue.id)
    ordered = sorted(newest_first(told), key=lambda entry: not entry.counts)
    here = turned(
        page, len(ordered), PAGE_LENGTH, lambda number: snapshot.moment.link("cell", party.id, issue.id, page=number)
    )
    shown = ordered[here.start : here.start + PAGE_LENGTH]
    evidence = [(entry.counts, evidence_of(snapshot, entry, position=position)) for entry in shown]
    ruling = snapshot.entries[position.ruling] if position else None
    return CellPage(
        frame=snapshot.frame("cell", party.id, issue.id),
        party=party.name,
        issue=issue.name,
        description=issue.description,
        cell=cell_of(snapshot, position) if position else None,
        confirmed=date_words(position.last_confirmed) if position and position.last_confirmed else "",
        why=position.why if position else "",
        n_origins=position.n_origins if position else 0,
        ruling=evidence_of(snapshot, ruling, position=position) if ruling and ruling not in shown else None,
        evidence=tuple(shown for counts, shown in evidence if counts),
        left_out=tuple(shown for counts, shown in evidence if not counts),
        n_found=len(ordered),
        first=here.start + 1,
        newer=here.newer,
        older=here.older,
    )


def evidence_of(
    snapshot: Snapshot, entry: Entry, document: Imprint | None = None, position: Position | None = None
) -> Evidence:
    """A statement with everything that is known about it, in words.

    Args:
        snapshot: Where names come from.
        entry: The statement.
        document: Its document, where that is at hand already.
        position: That of its party on its issue, where the page tells what the statement does for it.
    """
    statement = entry.statement
    document = document or snapshot.view.imprints[statement.doc]
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
        tellers=tuple(Teller(name, is_unnamed(name)) for name in reversed(statement.reported_by)),
        dated=date_words(entry.dated) if entry.dated else "",
        is_said_on=statement.said_on is not None,
        confidence=round(statement.confidence * 100),
        is_corrected=is_corrected(entry),
        status=status_words(entry),
        counts=entry.counts,
        n_reviews=len(entry.reviews),
        is_undecided=is_undecided(entry),
        is_open=entry.status in _OPEN,
        has_undo=has_standing_review(entry),
        why=statement.why,
        coder=statement.coder,
        reviews=decided(snapshot, entry),
        role=_role(entry, position),
        text=Link(document.title or document.name, text_link(snapshot, entry)),
        source=_source(document, entry),
    )


def is_undecided(entry: Entry) -> bool:
    """Whether no analyst has decided on it, nor coded it, and it counts."""
    return entry.status is Status.CODED and entry.counts and not entry.statement.is_by_hand


def text_link(snapshot: Snapshot, entry: Entry) -> str:
    """The address of a statement's characters in the stored text."""
    return snapshot.moment.link("documents", entry.statement.doc, statement=entry.id, anchor=entry.id)


def _role(entry: Entry, position: Position | None) -> str:
    if position and entry.id == position.ruling:
        return "This statement gives the position."
    if position and entry.id in position.contested_by:
        return "Cannot stand beside the statement that gives the position."
    return ""


def _source(document: Imprint, entry: Entry) -> str:
    published = date_words(document.published) if document.published else ""
    graded = "" if entry.grade == UNGRADED else grade_words(entry.grade, entry.graded_by, entry.publisher)
    return ", ".join(part for part in (document.publisher, published, graded) if part)
