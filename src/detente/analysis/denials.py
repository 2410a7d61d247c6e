"""Denials: which claim a denial is about, and claims that only another side of the talks tells.

A denial is about the claims of the first step that finds any, none of them certainly told after it:

1. what others than the party tell of it on the same issue, or on one that they make depend on the issue, in the
   denial's own document; where no day is told there, it was told before
2. what the party itself is told to have said there on the issue
3. what others told of it within ``WINDOW_DAYS`` before: the newest of them; likely, not certainly
4. what another party claims or threatens on the issue in the same document, within ``WINDOW_DAYS``; likely
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from operator import itemgetter

from detente.analysis.clashes import Clash
from detente.analysis.contested import ContestKind, Finding
from detente.analysis.stances import line_of, takes_position
from detente.analysis.standing import WINDOW_DAYS, day_of, days_of, is_near
from detente.analysis.tellers import Tellers
from detente.model import Act, DocumentId, Entry, IssueId, OptionId, PartyId, StatementId, Value

_Said = tuple[PartyId, IssueId, Act, OptionId | None, Value | None, bool]
_Cell = tuple[PartyId, IssueId]


def denials(entries: Sequence[Entry], tellers: Tellers) -> list[Finding]:
    """Claims with the denials that are about them, and denials of which no claim is told.

    Args:
        entries: Those that count, each once.
        tellers: Of the dossier.
    """
    claims = _Claims(entries, tellers)
    denied: dict[tuple[_Said, PartyId], list[Entry]] = defaultdict(list)
    certain: set[tuple[_Said, PartyId]] = set()
    alone: dict[_Cell, list[Entry]] = defaultdict(list)
    for denial in entries:
        if denial.statement.act is not Act.DENY:
            continue
        found, is_certain = claims.denied_by(denial)
        if not found:
            alone[denial.statement.party, denial.statement.issue].append(denial)
        for key in {(_said(claim), denial.statement.party) for claim in found}:
            denied[key].append(denial)
            if is_certain:
                certain.add(key)
    pairs = [_denied(key, told, claims.saying(key[0], told), is_certain=key in certain) for key, told in denied.items()]
    return pairs + [_alone(told) for told in alone.values()]


def told_by_one_side(entries: Sequence[Entry], tellers: Tellers) -> list[Finding]:
    """What only another side tells of a party: it has not said so itself, in whatever words, nor denied it.

    Args:
        entries: Those that count, each once.
        tellers: Of the dossier.
    """
    own = {_line(entry) for entry in entries if tellers.is_own_word(entry)}
    denying = {(entry.statement.party, entry.statement.issue) for entry in entries if entry.statement.act is Act.DENY}
    found: dict[tuple[_Said, PartyId], list[Entry]] = defaultdict(list)
    for entry in entries:
        told, side = entry.statement, tellers.other_side(entry)
        if side is None or not takes_position(told.act) or (told.party, told.issue) in denying:
            continue
        if not {_line(entry), (told.party, told.issue, line_of(told.act), None)} & own:
            found[_said(entry), side].append(entry)
    return [
        Finding(
            matter=Clash.FORMULA,
            kind=ContestKind.ONE_SIDE,
            issue=said[1],
            about=f"{_about(said)}-{side}",
            why="another side tells it; the party itself is not told to have said so",
            sides=[told],
        )
        for (said, side), told in found.items()
    ]


class _Claims:
    """What may be denied, found by document and by the party that it is about."""

    def __init__(self, entries: Sequence[Entry], tellers: Tellers) -> None:
        self._tellers = tellers
        self._by_document: dict[DocumentId, list[Entry]] = defaultdict(list)
        self._by_cell: dict[_Cell, list[tuple[date, StatementId, Entry]]] = defaultdict(list)
        self._by_words: dict[_Said, list[Entry]] = defaultdict(list)
        denials = [entry.statement for entry in entries if entry.statement.act is Act.DENY]
        denying, documents = {(told.party, told.issue) for told in denials}, {told.doc for told in denials}
        for entry in entries:
            told, day = entry.statement, day_of(entry)
            if told.act is Act.DENY:
                continue
            if told.doc in documents:
                self._by_document[told.doc].append(entry)
            self._by_words[_said(entry)].append(entry)
            if day is None:
                continue
            for issue in _issues(entry):
                if (told.party, issue) in denying:
                    self._by_cell[told.party, issue].append((day, entry.id, entry))
        for told_on in self._by_cell.values():
            told_on.sort(key=itemgetter(0, 1))

    def denied_by(self, denial: Entry) -> tuple[list[Entry], bool]:
        """What the denial is about, and whether certainly so."""
        told = denial.statement
        beside = [
            entry
            for entry in self._by_document[told.doc]
            if told.issue in _issues(entry) and not (entry.statement.said_on and _is_after(entry, denial))
        ]
        ours = [entry for entry in beside if entry.statement.party == told.party and _may_deny(denial, entry)]
        reported = [entry for entry in ours if not self._tellers.is_own_word(entry)]
        own = [entry for entry in ours if entry.statement.issue == told.issue and takes_position(entry.statement.act)]
        if reported or own:
            return reported or own, True
        theirs = [
            entry
            for entry in beside
            if entry.statement.party != told.party
            and entry.statement.act in {Act.ASSESS, Act.THREATEN}
            and entry.statement.issue == told.issue
            and is_near(entry, denial)
        ]
        return self._newest_before(denial) or theirs, False

    def _newest_before(self, denial: Entry) -> list[Entry]:
        """What others told of the party on the last such day of the window before the denial."""
        cell = (denial.statement.party, denial.statement.issue)
        day, told_on = day_of(denial), self._by_cell.get(cell, [])
        if day is None:
            return []
        found: list[Entry] = []
        for at in range(bisect_right(told_on, day, key=itemgetter(0)) - 1, -1, -1):
            told, _, entry = told_on[at]
            if (day - told).days > WINDOW_DAYS or (found and told != day_of(found[0])):
                break
            if not self._tellers.is_own_word(entry) and _may_deny(denial, entry):
                found.append(entry)
        return found

    def saying(self, said: _Said, denials: Sequence[Entry]) -> list[Entry]:
        """Everything that says so and that one of the denials may be about: not after all, nor long before all."""
        documents, days = {denial.statement.doc for denial in denials}, [days_of(denial) for denial in denials]
        begun = min((each[0] for each in days if each is not None), default=date.max)
        ended = date.max if None in days else max(each[1] for each in days if each is not None)
        return [
            entry
            for entry in self._by_words[said]
            if entry.statement.doc in documents
            or ((day := day_of(entry)) is not None and (begun - day).days <= WINDOW_DAYS and day <= ended)
        ]


def _denied(key: tuple[_Said, PartyId], told: Sequence[Entry], claims: Sequence[Entry], *, is_certain: bool) -> Finding:
    said, by = key
    why = "claim and denial are told together" if is_certain else "the denial is near the claim and does not name it"
    return Finding(
        matter=Clash.DENIED,
        kind=ContestKind.DENIED,
        issue=said[1],
        about=f"{_about(said)}-{by}",
        why=why,
        sides=[claims, told],
        is_certain=is_certain,
    )


def _alone(told: Sequence[Entry]) -> Finding:
    return Finding(
        matter=Clash.DENIED,
        kind=ContestKind.ONE_SIDE,
        issue=told[0].statement.issue,
        about="denial",
        why="a denial; the claim that it is about is not in the ledger",
        sides=[told],
    )


def _said(entry: Entry) -> _Said:
    told = entry.statement
    return told.party, told.issue, line_of(told.act), told.option, told.value, told.condition is not None


def _about(said: _Said) -> str:
    _, _, act, option, value, is_conditional = said
    parts = (act, option, value, "if" if is_conditional else None)
    return "-".join(str(part) for part in parts if part is not None)


def _line(entry: Entry) -> tuple[PartyId, IssueId, Act, OptionId | None]:
    told = entry.statement
    return told.party, told.issue, line_of(told.act), told.option


def _issues(entry: Entry) -> Iterable[IssueId]:
    """The issue it is on, and the one that it makes that depend on."""
    told = entry.statement
    tied = None if told.condition is None else told.condition.issue
    return (told.issue,) if tied is None or tied == told.issue else (told.issue, tied)


def _may_deny(denial: Entry, claim: Entry) -> bool:
    """Whether they may be about one thing: no other option, and not the denying speaker's own word."""
    ours, theirs = denial.statement, claim.statement
    is_same_speaker = ours.speaker is not None and ours.speaker == theirs.speaker
    return not is_same_speaker and (ours.option is None or theirs.option is None or ours.option == theirs.option)


def _is_after(entry: Entry, denial: Entry) -> bool:
    told, denied = days_of(entry), days_of(denial)
    return told is not None and denied is not None and told[0] > denied[1]
