"""Standing: what the reviews of a statement, and the codings of its document, make of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from detente.ledger.rows import StatementRow
from detente.model import Decision, Status, is_hand
from detente.model.wire import Wire

_STATUS_AFTER = {
    Decision.ACCEPT: Status.ACCEPTED,
    Decision.CORRECT: Status.CORRECTED,
    Decision.REJECT: Status.REJECTED,
    Decision.SPLIT: Status.SPLIT,
    Decision.MERGE: Status.MERGED,
}


def standing_reviews(reviews: Iterable[Wire]) -> list[Wire]:
    """The reviews that no later one undid; each undo takes away the last that stands."""
    stands: list[Wire] = []
    for review in reviews:
        if Decision(review["decision"]) is not Decision.UNDO:
            stands.append(review)
        elif stands:
            stands.pop()
    return stands


def corrected(coded: Wire, stands: Iterable[Wire]) -> Wire:
    """The statement with every correction that stands."""
    statement = dict(coded)
    for review in stands:
        statement |= review["changes"]
    return statement


class _Known(NamedTuple):
    row: StatementRow
    stands: list[Wire]

    @property
    def is_judged(self) -> bool:
        """Whether an analyst stands behind it."""
        return bool(self.stands) or self.row.parents != "[]" or is_by_hand(self.row.wire)


def noter_of(coder: str) -> str:
    """Whose notes of a document a noting takes the place of: an analyst's own, or, empty, those of any program."""
    return coder if is_hand(coder) else ""


@lru_cache(maxsize=4096)
def is_by_hand(wire: str) -> bool:
    """Whether somebody coded it who read the text; corrections leave that as it is."""
    return is_hand(json.loads(wire)["coder"])


def statuses(rows: Sequence[StatementRow], generation: int) -> Mapping[str, Status]:
    """The status of each statement of one document.

    What an analyst judged or coded by hand outlives a newer coding. What nobody did is superseded by it; and so is
    what a newer coding says again of the same party, issue and words as such a statement.

    Args:
        rows: Every statement of the document.
        generation: The number of the document's last coding.
    """
    known = [_Known(row, standing_reviews(json.loads(row.reviews))) for row in rows]
    by_id = {each.row.id: each for each in known}
    return {each.row.id: _status(each, by_id, generation) for each in known}


def _status(each: _Known, by_id: Mapping[str, _Known], generation: int) -> Status:
    row = each.row
    if any(not _has_made(by_id[parent], row.id) for parent in json.loads(row.parents)):
        return Status.UNMADE
    if each.stands:
        return _STATUS_AFTER[Decision(each.stands[-1]["decision"])]
    if each.is_judged:
        return Status.CODED
    is_repeated = row.generation > 0 and any(_says_first(other, row) for other in by_id.values())
    return Status.SUPERSEDED if row.generation < generation or is_repeated else Status.CODED


def _has_made(parent: _Known, child: str) -> bool:
    return any(child in review["made"] for review in parent.stands)


def _says_first(judged: _Known, row: StatementRow) -> bool:
    """Whether an analyst judged an earlier coding of the same words, told of the same party and issue."""
    other = judged.row
    if not judged.is_judged or other.generation >= row.generation:
        return False
    forms = [json.loads(form) for form in (other.wire, other.coded) if form is not None]
    return any(
        (form["party"], form["issue"]) == (row.party, row.issue) and form["start"] < row.end and row.start < form["end"]
        for form in forms
    )
