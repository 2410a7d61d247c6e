"""The statements of a view by what they tell: which an indicator matches, what each weighs, what was taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from detente.analysis.bearings import Sign, is_testable
from detente.analysis.evidence import Evidence, denied_by, weight_of
from detente.analysis.offices import Offices
from detente.analysis.origins import Directness, origin
from detente.analysis.retractions import taken_back, told_by
from detente.analysis.stances import takes_position
from detente.analysis.standing import WINDOW_DAYS, Standing, by_rank, day_of, newest_first
from detente.analysis.tellers import Tellers
from detente.model import Act, Dossier, Entry, Firmness, Indicator, IssueId, PartyId, StatementId, Status, Time

_Cell = tuple[PartyId, IssueId]
_Named = tuple[PartyId | None, IssueId | None, Act | None]


class EvidenceIndex:
    """The statements of a view by what they tell, weighed when they are asked for.

    Args:
        entries: As a view gives them; their order does not matter, and those that do not count take no part.
        dossier: Its parties and issues; what is about others is left out.
        as_of: The day of the view; what was certainly said later is left out. None for no limit.
    """

    def __init__(self, entries: Sequence[Entry], dossier: Dossier, as_of: date | None = None) -> None:
        issues = {each.id: place for place, each in enumerate(dossier.issues)}
        parties = {each.id: place for place, each in enumerate(dossier.parties)}
        self._as_of, self._tellers, self._offices = as_of, Tellers(dossier), Offices(dossier)
        self._cells: dict[_Cell, dict[Act, list[Entry]]] = defaultdict(lambda: defaultdict(list))
        for entry in {entry.id: entry for entry in entries}.values():
            said = entry.statement
            if said.party in parties and said.issue in issues and entry.counts and told_by(entry, as_of) is not None:
                self._cells[said.party, said.issue][said.act].append(entry)
        signs = ((*cell, act) for cell, acts in self._cells.items() for act in acts)
        acts = {act: place for place, act in enumerate(Act)}
        self._signs = sorted(signs, key=lambda sign: (issues[sign[1]], parties[sign[0]], acts[sign[2]]))
        self._places: dict[tuple[bool, ...], dict[_Named, list[int]]] = {}
        self._weighed: dict[_Cell, tuple[dict[StatementId, Standing], dict[StatementId, StatementId]]] = {}
        self._denied: dict[PartyId, Mapping[StatementId, tuple[StatementId, ...]]] = {}
        self._found: dict[tuple[Sign, float | None], tuple[Evidence, ...]] = {}

    def signs(self, indicators: Iterable[Indicator]) -> tuple[Sign, ...]:
        """What is told that an indicator matches, by the dossier's issues and parties."""
        places = {place for each in indicators for place in self._places_of(each)}
        return tuple(self._signs[place] for place in sorted(places))

    def of(self, sign: Sign, diagnosticity: float | None = None) -> tuple[Evidence, ...]:
        """The statements that tell it, newest first."""
        found = self._found.get((sign, diagnosticity))
        if found is None:
            party, issue, act = sign
            standings, taken_back = self._cell((party, issue))
            found = self._found[sign, diagnosticity] = tuple(
                self._evidence(entry, standings[entry.id], taken_back.get(entry.id), diagnosticity)
                for entry in newest_first(self._cells.get((party, issue), {}).get(act, ()))
            )
        return found

    def _places_of(self, indicator: Indicator) -> Sequence[int]:
        """The places among the signs of those that it matches."""
        if not is_testable(indicator):
            return ()
        named = indicator.party, indicator.issue, indicator.act
        names = tuple(each is not None for each in named)
        if names not in self._places:
            by_named = self._places[names] = defaultdict(list)
            for place, (party, issue, act) in enumerate(self._signs):
                by_named[party if names[0] else None, issue if names[1] else None, act if names[2] else None].append(
                    place
                )
        return self._places[names].get(named, ())

    def _evidence(
        self, entry: Entry, standing: Standing, taken_back_by: StatementId | None, diagnosticity: float | None
    ) -> Evidence:
        said, told = entry.statement, told_by(entry, self._as_of) or Time.UNDATED
        denied = self._denied_of(said.party).get(entry.id, ())
        is_firm = said.firmness in {Firmness.FIRM, Firmness.RED_LINE}
        is_checked = entry.status in {Status.ACCEPTED, Status.CORRECTED}
        is_held = standing.is_current and standing.is_trusted and standing.is_authorised
        return Evidence(
            statement=entry.id,
            party=said.party,
            issue=said.issue,
            act=said.act,
            firmness=said.firmness,
            quote=said.quote.text,
            reported_by=said.reported_by,
            dated=entry.dated,
            told=told,
            origin=origin(entry),
            is_named=standing.directness is not Directness.UNNAMED,
            is_own_word=self._tellers.is_own_word(entry),
            is_sure=told is Time.CERTAINLY and is_held and not denied and (is_firm or is_checked),
            weight=weight_of(standing),
            taken_back_by=taken_back_by,
            denied_by=denied,
            diagnosticity=diagnosticity,
        )

    def _denied_of(self, party: PartyId) -> Mapping[StatementId, tuple[StatementId, ...]]:
        """The denials of a party's claims; those that are certain are its own."""
        if party not in self._denied:
            own = [acts for (holder, _), acts in self._cells.items() if holder == party]
            told = [entry for acts in own for entries in acts.values() for entry in entries]
            self._denied[party] = denied_by(told, self._tellers)
        return self._denied[party]

    def _cell(self, cell: _Cell) -> tuple[dict[StatementId, Standing], dict[StatementId, StatementId]]:
        """How each statement of a party on an issue stands, and what took it back."""
        if cell not in self._weighed:
            told = [entry for own in self._cells.get(cell, {}).values() for entry in own]
            groups = ([each for each in told if takes_position(each.statement.act) is takes] for takes in (True, False))
            standings = {
                each.id: Standing(*rank)
                for group in groups
                for each, rank in by_rank(group, _window_start(group), self._offices)
            }
            self._weighed[cell] = standings, taken_back(told, standings, self._as_of)
        return self._weighed[cell]


def _window_start(entries: Iterable[Entry]) -> date:
    newest = max((day_of(entry) or date.min for entry in entries), default=date.min)
    return newest if newest == date.min else newest - timedelta(days=WINDOW_DAYS)
