"""The statements of a view by what they tell: which an indicator matches, what each weighs, what was taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain

from detente.analysis.bearings import Sign, is_testable, matches
from detente.analysis.denials import denials_of
from detente.analysis.evidence import Evidence, weight_of
from detente.analysis.origins import Directness
from detente.analysis.retractions import taken_back, told_by
from detente.analysis.scales import Narrowing, tells
from detente.analysis.standing import standing_of, window_start
from detente.analysis.transcript import Cell, Transcript, transcript_of
from detente.model import Act, Dossier, Entry, Firmness, Indicator, IssueId, PartyId, Time

_Named = tuple[PartyId | None, IssueId | None, Act | None]


class EvidenceIndex:
    """The statements of a view by what they tell, weighed when they are asked for.

    Args:
        told: What may have been said by the day; only the dossier's parties and issues are looked at.
        dossier: The frame.
        as_of: The day of the view; None for no limit.
    """

    def __init__(self, told: Transcript, dossier: Dossier, as_of: date | None) -> None:
        self._told, self._as_of = told, as_of
        issues = {each.id: place for place, each in enumerate(dossier.issues)}
        parties = {each.id: place for place, each in enumerate(dossier.parties)}
        asked = _narrowings(dossier)
        self._rows: dict[Sign, list[int]] = defaultdict(list)
        for row in told.inside:
            issue, said = told.issues[row], told.statements[row]
            met = (each for each in asked.get(issue, ()) if tells(dossier.issues[issues[issue]], said, each))
            self._rows[Sign(told.parties[row], issue, told.acts[row], frozenset(met))].append(row)
        acts = {act: place for place, act in enumerate(Act)}

        def by_dossier(sign: Sign) -> tuple[int, int, int, list[int]]:
            met = [place for place, each in enumerate(asked.get(sign.issue, ())) if each in sign.met]
            return issues[sign.issue], parties[sign.party], acts[sign.act], met

        self._signs = sorted(self._rows, key=by_dossier)
        self._places: dict[tuple[bool, ...], dict[_Named, list[int]]] = {}
        self._taken_back: dict[Cell, dict[int, int]] = {}
        self._since: dict[tuple[Cell, bool], int] = {}
        self._found: dict[tuple[Sign, float | None], tuple[Evidence, ...]] = {}

    def signs(self, indicators: Iterable[Indicator]) -> tuple[Sign, ...]:
        """What is told that an indicator matches, by the dossier's issues and parties."""
        places = {place for each in indicators for place in self._places_of(each)}
        return tuple(self._signs[place] for place in sorted(places))

    def of(self, sign: Sign, diagnosticity: float | None = None) -> tuple[Evidence, ...]:
        """The statements that tell it, newest first."""
        found = self._found.get((sign, diagnosticity))
        if found is None:
            rows = self._rows.get(sign, ())
            found = self._found[sign, diagnosticity] = tuple(self._evidence(row, diagnosticity) for row in rows)
        return found

    def _places_of(self, indicator: Indicator) -> Sequence[int]:
        """The places among the signs of those that it matches."""
        if not is_testable(indicator):
            return ()
        named = indicator.party, indicator.issue, indicator.act
        names = tuple(each is not None for each in named)
        if names not in self._places:
            by_named = self._places[names] = defaultdict(list)
            for place, (party, issue, act, _) in enumerate(self._signs):
                by_named[party if names[0] else None, issue if names[1] else None, act if names[2] else None].append(
                    place
                )
        return [place for place in self._places[names].get(named, ()) if matches(indicator, self._signs[place])]

    def _evidence(self, row: int, diagnosticity: float | None) -> Evidence:
        told, when = self._told, told_by(self._told, row, self._as_of) or Time.UNDATED
        cell = told.parties[row], told.issues[row]
        standing = standing_of(told, row, self._current_since(cell, takes_position=told.takes_position[row]))
        denied = denials_of(self._told, row)
        is_firm = told.firmness[row] in {Firmness.FIRM, Firmness.RED_LINE}
        is_held = standing.is_current and standing.is_likely and standing.is_trusted and standing.is_authorised
        by = self._taken_back_in(cell).get(row)
        return Evidence(
            statement=told.ids[row],
            party=told.parties[row],
            issue=told.issues[row],
            act=told.acts[row],
            firmness=told.firmness[row],
            quote=told.statements[row].quote.text,
            reported_by=told.chains[row],
            dated=told.dates[row],
            told=when,
            origin=told.origins[row],
            is_named=standing.directness is not Directness.UNNAMED,
            is_own_word=told.own_words[row],
            is_likely=standing.is_likely,
            is_sure=when is Time.CERTAINLY and is_held and not denied and (is_firm or standing.is_reviewed),
            weight=weight_of(standing),
            taken_back_by=None if by is None else told.ids[by],
            denied_by=denied,
            diagnosticity=diagnosticity,
        )

    def _taken_back_in(self, cell: Cell) -> dict[int, int]:
        """What was taken back of what a party told on an issue, with what took it back."""
        if cell not in self._taken_back:
            self._taken_back[cell] = taken_back(self._told, self._told.cells[cell], self._as_of)
        return self._taken_back[cell]

    def _current_since(self, cell: Cell, *, takes_position: bool) -> int:
        """The first day that is current among what takes a position, or does not."""
        if (cell, takes_position) not in self._since:
            takes = self._told.takes_position
            rows = [row for row in self._told.cells[cell] if takes[row] is takes_position]
            self._since[cell, takes_position] = window_start(self._told, rows)
        return self._since[cell, takes_position]


def _narrowings(dossier: Dossier) -> dict[IssueId, tuple[Narrowing, ...]]:
    """What the dossier's indicators ask of statements on each issue, beside who does what."""
    supposed = [each.indicators for each in dossier.assumptions]
    supposed += [each.indicators for question in dossier.questions for each in question.hypotheses]
    asked: dict[IssueId, dict[Narrowing, None]] = defaultdict(dict)
    for each in chain.from_iterable(supposed):
        if each.issue is not None and Narrowing.of(each) != Narrowing():
            asked[each.issue][Narrowing.of(each)] = None
    return {issue: tuple(each) for issue, each in asked.items()}


def evidence_of(entries: Sequence[Entry], dossier: Dossier, as_of: date | None = None) -> EvidenceIndex:
    """The statements that had been said by a day, or may have been, by what they tell.

    Args:
        entries: As a view gives them; those that do not count take no part.
        dossier: Its parties and issues; what is about others is left out.
        as_of: The day of the view; None for no limit.
    """
    return transcript_of(entries, dossier).by(as_of).once(EvidenceIndex, dossier, as_of)
