"""Turns a snapshot into the list of its statements, filtered by party, issue and act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from detente.analysis import newest_first, stance_words
from detente.model import Act, Entry
from detente.web.evidence import evidence_of
from detente.web.failures import BadQueryError, NoSuchPageError
from detente.web.pages import StatementsPage
from detente.web.parts import Choice, Filter, Link
from detente.web.snapshots import Snapshot

PAGE_LENGTH = 100
"""How many statements a page of the list holds."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements are asked for; an empty value means all."""

    party: str = ""
    issue: str = ""
    act: str = ""

    def chosen(self, snapshot: Snapshot) -> list[Entry]:
        """The entries that fit, newest first.

        Raises:
            BadQueryError: A value that neither the dossier nor the codebook has.
        """
        for name, there in _there(snapshot).items():
            value = getattr(self, name)
            if value and value not in there:
                raise BadQueryError(name, value, f"one of {', '.join(there)}")
        return newest_first([entry for entry in snapshot.view.entries if self._fits(entry)])

    def _fits(self, entry: Entry) -> bool:
        statement = entry.statement
        return (
            self.party in {"", statement.party}
            and self.issue in {"", statement.issue}
            and self.act in {"", statement.act.value}
        )


def statements_page(snapshot: Snapshot, wanted: Wanted, page: str = "") -> StatementsPage:
    """One page of the statements that are asked for.

    Args:
        snapshot: Where they come from.
        wanted: Which ones.
        page: A page number, counted from 1; empty for the first.

    Raises:
        BadQueryError: A filter's value or the page number cannot be.
        NoSuchPageError: The page lies beyond the last.
    """
    found, number, query = wanted.chosen(snapshot), _number(page), asdict(wanted)
    last = max(1, -(-len(found) // PAGE_LENGTH))
    if number > last:
        instead = Link(f"Page {last}, the last", snapshot.moment.link("statements", **query, page=str(last)))
        raise NoSuchPageError(f"There is no page {number} of these statements.", instead=instead)
    start = (number - 1) * PAGE_LENGTH
    end = start + PAGE_LENGTH
    newer, older = (snapshot.moment.link("statements", **query, page=str(each)) for each in (number - 1, number + 1))
    return StatementsPage(
        frame=snapshot.frame("statements", **query),
        filters=tuple(
            Filter(name, tuple(Choice(value, words, value == query[name]) for value, words in there.items()))
            for name, there in _there(snapshot).items()
        ),
        kept=tuple(snapshot.moment.query.items()),
        evidence=tuple(evidence_of(snapshot, entry) for entry in found[start:end]),
        n_found=len(found),
        first=start + 1,
        newer=newer if number > 1 else "",
        older=older if len(found) > end else "",
    )


def _there(snapshot: Snapshot) -> Mapping[str, Mapping[str, str]]:
    return {
        "party": {party.id: party.name for party in snapshot.dossier.parties},
        "issue": {issue.id: issue.name for issue in snapshot.dossier.issues},
        "act": {act.value: stance_words(act) for act in Act},
    }


def _number(page: str) -> int:
    if page and not (page.isascii() and page.isdigit() and len(page) < 8 and int(page) > 0):
        raise BadQueryError("page", page, "a page number, such as 2")
    return int(page or 1)
