"""Turns a snapshot into the list of its statements, filtered by what they say, whose, when, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from detente.analysis import stance_words
from detente.briefing.marks import FIRMNESS_WORDS
from detente.briefing.phrases import checked_words
from detente.model import Act, Entry, Firmness, Status
from detente.web.evidence import evidence_of, is_undecided
from detente.web.failures import BadQueryError
from detente.web.moments import Moment, day_of
from detente.web.paging import turned
from detente.web.parts import Choice, Evidence, Filter, Frame
from detente.web.reasons import OFFERED
from detente.web.snapshots import Snapshot

PAGE_LENGTH = 100
"""How many statements a page of the list holds."""

UNDECIDED = "undecided"
"""The status asked for of statements that no analyst has decided on."""


class Bound(StrEnum):
    """The two days between which a statement was said, by their names in an address."""

    FROM = "from"
    TO = "to"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which statements are asked for; an empty value means all.

    Attributes:
        status: What has become of it; ``undecided`` for those that no analyst has decided on.
        source: Who published the document.
        first, last: The days from and up to which it may have been said, or else its document published.
    """

    party: str = ""
    issue: str = ""
    act: str = ""
    firmness: str = ""
    status: str = ""
    source: str = ""
    first: str = ""
    last: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The query values that ask for these; an empty one for what is not narrowed."""
        told = asdict(self)
        return {name: told[name] for name in told if name not in {"first", "last"}} | {
            Bound.FROM: self.first,
            Bound.TO: self.last,
        }

    def chosen(self, snapshot: Snapshot) -> list[Entry]:
        """The entries that fit, newest first.

        Raises:
            BadQueryError: A value that neither the dossier nor the codebook has, or no day.
        """
        for name, there in _there(snapshot).items():
            value = self.query[name]
            if value and value not in there:
                raise BadQueryError(name, value, f"one of {', '.join(there)}")
        asked = tuple(self._asked())
        return [entry for entry in snapshot.newest if all(fits(entry) for fits in asked)]

    def _asked(self) -> Iterator[Callable[[Entry], bool]]:
        """What each must be, of what is narrowed at all: to ask a hundred thousand for nothing takes its time."""
        if party := self.party:
            yield lambda entry: entry.statement.party == party
        if issue := self.issue:
            yield lambda entry: entry.statement.issue == issue
        if self.act:
            act = Act(self.act)
            yield lambda entry: entry.statement.act is act
        if self.firmness:
            firmness = Firmness(self.firmness)
            yield lambda entry: entry.statement.firmness is firmness
        if source := self.source:
            yield lambda entry: entry.publisher == source
        if self.status == UNDECIDED:
            yield is_undecided
        elif self.status:
            status = Status(self.status)
            yield lambda entry: entry.status is status and not is_undecided(entry)
        first, last = day_of(Bound.FROM, self.first.strip()), day_of(Bound.TO, self.last.strip())
        if first or last:
            yield lambda entry: _is_between(entry, first, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsPage:
    """Statements newest first, filtered, a page at a time.

    Attributes:
        first_day, last_day: Between which they were said, as the form shows it; empty where that is not narrowed.
        kept: Query values that the filters' form must keep.
        n_found: How many there are on all pages.
        is_blank: Whether there is none at all, whatever is asked for.
        first: The number of the first one shown, counted from 1.
        newer, older: Addresses of the neighbouring pages; empty if there is none.
        may_decide: Whether decisions are offered: not at a past moment.
        back: This page, for forms.
        decider: In whose name decisions are recorded.
        reasons: Offered for a rejection.
    """

    template: ClassVar[str] = "statements.html"
    frame: Frame
    filters: tuple[Filter, ...]
    first_day: str
    last_day: str
    kept: tuple[tuple[str, str], ...]
    evidence: tuple[Evidence, ...]
    n_found: int
    is_blank: bool
    first: int
    newer: str
    older: str
    may_decide: bool
    back: str
    decider: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemPart:
    """Statements of the list, to take the place of what the page shows of them."""

    template: ClassVar[str] = "item_part.html"
    evidence: tuple[Evidence, ...]


def statements_page(snapshot: Snapshot, wanted: Wanted, page: str = "", decider: str = "") -> StatementsPage:
    """One page of the statements that are asked for.

    Args:
        snapshot: Where they come from.
        wanted: Which ones.
        page: A page number, counted from 1; empty for the first.
        decider: In whose name decisions on the page are recorded.

    Raises:
        BadQueryError: A filter's value or the page number cannot be.
        NoSuchPageError: The page lies beyond the last.
    """
    found, query = wanted.chosen(snapshot), wanted.query
    here = turned(
        page, len(found), PAGE_LENGTH, lambda number: snapshot.moment.link("statements", **query, page=number)
    )
    return StatementsPage(
        frame=snapshot.frame("statements", **query),
        filters=tuple(
            Filter(name, tuple(Choice(value, words, value == query[name]) for value, words in there.items()))
            for name, there in _there(snapshot).items()
        ),
        first_day=wanted.first,
        last_day=wanted.last,
        kept=tuple(snapshot.moment.query.items()),
        evidence=tuple(evidence_of(snapshot, entry) for entry in found[here.start : here.start + PAGE_LENGTH]),
        n_found=len(found),
        is_blank=not snapshot.newest,
        first=here.start + 1,
        newer=here.newer,
        older=here.older,
        may_decide=snapshot.moment == Moment(),
        back=snapshot.moment.link("statements", **query, page=page),
        decider=decider,
        reasons=OFFERED,
    )


def item_part(snapshot: Snapshot, entries: Iterable[Entry]) -> ItemPart:
    """Statements of the list as they stand now."""
    return ItemPart(tuple(evidence_of(snapshot, entry) for entry in entries))


def _there(snapshot: Snapshot) -> Mapping[str, Mapping[str, str]]:
    publishers = {imprint.publisher for imprint in snapshot.view.imprints.values()}
    return {
        "party": {party.id: party.name for party in snapshot.dossier.parties},
        "issue": {issue.id: issue.name for issue in snapshot.dossier.issues},
        "act": {act.value: stance_words(act) for act in Act},
        "firmness": {each.value: FIRMNESS_WORDS[each] for each in Firmness},
        "status": {UNDECIDED: "undecided"} | {each.value: checked_words(each, is_by_hand=True) for each in Status},
        "source": {name: name for name in sorted(filter(None, publishers), key=str.casefold)},
    }


def _is_between(entry: Entry, first: date | None, last: date | None) -> bool:
    """Whether it may have been said then; what has no date has no place between days."""
    dated = entry.dated
    if dated is None:
        return False
    return (first is None or dated.latest >= first) and (last is None or dated.earliest <= last)
