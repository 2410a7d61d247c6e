"""Namings: which option or number a denial is of, also where it says only that there is no such offer."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from detente.model import Act, DocumentId, IssueId, PartyId

if TYPE_CHECKING:
    from detente.analysis.columns import Columns


def namings(told: Columns) -> list[int]:
    """For each statement the one that names what it is about: itself, but for a denial that follows on another.

    A denial that names neither option nor number follows on the denial of the same party on the same issue that stands
    before it in its document and was not said later. It does not where what somebody else tells of the party stands
    between: then it may be about that.

    Args:
        told: The columns of all statements.
    """
    found = list(range(len(told.ids)))
    acts, docs, parties, issues, deny = told.acts, told.docs, told.parties, told.issues, Act.DENY
    bare = [row for row in found if acts[row] is deny and not is_naming(told, row)]
    beside: dict[tuple[DocumentId, PartyId, IssueId], list[int]] = defaultdict(list)
    wanted = {(docs[row], parties[row], issues[row]) for row in bare}
    for row in found:
        if (key := (docs[row], parties[row], issues[row])) in wanted:
            beside[key].append(row)
    for rows in beside.values():
        rows.sort(key=lambda row: _place(told, row))
    for row in sorted(bare, key=lambda row: _place(told, row)):
        found[row] = found[_followed(told, row, beside[docs[row], parties[row], issues[row]])]
    return found


def is_naming(told: Columns, row: int) -> bool:
    """Whether it names an option or a number."""
    return told.options[row] is not None or told.values[row] is not None


def is_told_by_others(told: Columns, row: int) -> bool:
    """Whether it is not the party's own word, or reached the document through another teller."""
    return not told.own_words[row] or bool(told.between[row])


def _followed(told: Columns, denial: int, in_text: list[int]) -> int:
    """The denial that it follows on; itself for none."""
    (start, _), day = _place(told, denial), told.days[denial]
    before = (row for row in reversed(in_text) if _place(told, row)[0] < start and told.days[row] <= day)
    last = next((row for row in before if told.acts[row] is Act.DENY or is_told_by_others(told, row)), denial)
    return last if told.acts[last] is Act.DENY else denial


def _place(told: Columns, row: int) -> tuple[int, str]:
    return told.statements[row].quote.start, told.ids[row]
