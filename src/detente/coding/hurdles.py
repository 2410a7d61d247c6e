"""Turns the places of a document into notes of what a deal has to pass at home, and whose home that is."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from detente.coding import vocabulary
from detente.coding.actors import Actors, Shape
from detente.coding.conditions import find_condition
from detente.coding.dates import find_date, is_history
from detente.coding.days import due_days
from detente.coding.focus import trimmed
from detente.coding.hurdle_cues import HurdleCue, find_hurdles, names_of_hurdles
from detente.coding.issues import Issues
from detente.coding.options import Options
from detente.coding.owners import Owners
from detente.coding.places import Place
from detente.coding.voices import chain_at
from detente.model import Document, Dossier, Edtf, HurdleKind, HurdleNote, IssueId, OptionId, PartyId, Quote, Span

_RELATIVE = re.compile(r"(?:which|where|whose|[a-z]{3,}ing)\s", re.IGNORECASE)
_OPENING = re.compile(r"(?:but|and|while|whereas|although|though|yet)\s+", re.IGNORECASE)
_VOTES = re.compile(
    r"\b(?:by|with)\s+(?:a\s+(?:vote|majority)\s+of\s+)?\d[\d.,]*(?:\s+(?:votes|per\s?cent))?\s*(?:to|against|[–:-])\s*\d[\d.,]*"
    r"(?:\s*%|\s+per\s?cent\b|\s+votes\b)?"
)
_SURE = 1.0
_DATED = frozenset({HurdleKind.PARLIAMENT, HurdleKind.COURT, HurdleKind.REFERENDUM})


class Hurdles:
    """Finds the domestic hurdles of one dossier in documents; built once for a dossier."""

    def __init__(self, dossier: Dossier, actors: Actors, issues: Issues, options: Options) -> None:
        self._dossier, self._actors, self._issues, self._options = dossier, actors, issues, options
        names = [name for each in dossier.instruments for name in (each.name, *each.names)]
        self._instruments = vocabulary.any_of(names) if names else re.compile(r"(?!)")
        own = {topic.issue for name in names_of_hurdles() for topic in issues.topics(name)}
        self._home = own if issues.process is None else own | {issues.process}

    def notes(self, document: Document, parts: Sequence[Place]) -> Iterator[HurdleNote]:
        """What each sentence tells of a hurdle, in text order; the same of one party and issue once a sentence.

        A hurdle counts only where a deal, an instrument or an issue of the dossier is named in its sentence, or where
        its sentence points back to one that names it. What was decided long ago is history.
        """
        owners = Owners(self._actors)
        for place in parts:
            owners.enter(place)
            seen: set[tuple[PartyId, HurdleKind, IssueId | None]] = set()
            named: tuple[PartyId, ...] = ()
            for cue, clause in _cues(place):
                if not self._is_at_stake(place, clause, cue):
                    continue
                named = owners.of(place, clause, cue) or named
                for party in named:
                    for issue, option in self._touched(place, clause, cue):
                        note = _note(document, place, clause, cue, party, issue, option)
                        if (party, cue.hurdle, issue) not in seen and not is_history(note.on, document.published):
                            seen.add((party, cue.hurdle, issue))
                            yield note

    def _is_at_stake(self, place: Place, clause: Span, cue: HurdleCue) -> bool:
        """Whether it is told of a deal or an issue, and not of what else parliaments and voters decide."""
        words, named = (
            _without(place, place.sentence.span, each) for each in (cue.own_words(place.text), _hidden(place, cue))
        )
        if self._is_of_deal(words, named):
            near = _without(place, clause, _hidden(place, cue))
            return not _any("unrelated").search(near) or bool(self._topics(near))
        points_back = cue.hurdle is not HurdleKind.ELECTION and _any("back").search(words) is not None
        return points_back and self._is_of_deal(place.before, place.before)

    def _is_of_deal(self, words: str, about: str) -> bool:
        """Whether words name a deal or an instrument, or words that hide the parties' names an issue."""
        found = _any("deals").search(words) or self._instruments.search(words)
        return found is not None or bool(self._topics(about))

    def _touched(self, place: Place, clause: Span, cue: HurdleCue) -> list[tuple[IssueId | None, OptionId | None]]:
        """The issues that the clause's words are surely about; else the one of the sentence, or of that before it.

        Never one that is about hurdles themselves, or about the talks as such.
        """
        hidden = _hidden(place, cue)
        condition = find_condition(place.text, place.sentence.span)
        if condition is not None and not _overlap(condition.whole, cue.span):
            hidden.append(condition.whole)
        near, whole = _without(place, clause, hidden), _without(place, place.sentence.span, hidden)
        scores = {issue: score for issue, score in self._issues.scores(near).items() if issue not in self._home}
        sure = [issue for issue in sorted(scores, key=lambda one: -scores[one]) if scores[issue] >= _SURE]
        if sure:
            return [(issue, self._option(issue, place, clause, cue, near)) for issue in sure]
        topics = self._topics(near)
        if topics:
            return [(topics[0], self._option(topics[0], place, clause, cue, near))]
        topics = self._topics(whole) or (self._topics(place.before) if _any("back").search(near) else [])
        return [(topics[0] if topics else None, None)]

    def _option(self, issue: IssueId, place: Place, clause: Span, cue: HurdleCue, near: str) -> OptionId | None:
        """The option named before the hurdle where the issue is named there, else anywhere in the clause."""
        before = place.text[clause[0] : cue.span[0]]
        return self._options.named(issue, before if self._issues.scores(before).get(issue) else near, None)

    def _topics(self, words: str) -> list[IssueId]:
        """The issues that words are about, without those that are about hurdles themselves."""
        return [topic.issue for topic in self._issues.topics(words) if topic.issue not in self._home]


def _cues(place: Place) -> Iterator[tuple[HurdleCue, Span]]:
    """The hurdles of each clause, with the clause and what it hangs on."""
    for index, clause in enumerate(place.clauses):
        for cue in find_hurdles(place.text, clause):
            hangs_on = index > 0 and _RELATIVE.match(place.text, *clause) is not None
            yield cue, (place.clauses[index - 1][0] if hangs_on else clause[0], clause[1])


def _hidden(place: Place, cue: HurdleCue) -> list[Span]:
    """What tells no issue: the hurdle's own words, the parties' names, and how many voted which way."""
    names = [one.span for one in place.mentions if one.shape is not Shape.ADJECTIVE]
    votes = [one.span() for one in _VOTES.finditer(place.text, *place.sentence.span)]
    return [*cue.own_words(place.text), *names, *votes]


def _without(place: Place, span: Span, hidden: Sequence[Span]) -> str:
    """The words of a span without some of them."""
    text = list(place.text[slice(*span)])
    for start, end in hidden:
        for at in range(max(start, span[0]), min(end, span[1])):
            text[at - span[0]] = " "
    return "".join(text)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _note(
    document: Document,
    place: Place,
    clause: Span,
    cue: HurdleCue,
    party: PartyId,
    issue: IssueId | None,
    option: OptionId | None,
) -> HurdleNote:
    start, end = trimmed(document.text, clause)
    opening = _OPENING.match(document.text, start, end)
    start = opening.end() if opening else start
    return HurdleNote(
        doc=document.id,
        quote=Quote(start, end, document.text[start:end]),
        on=_day(place, cue, clause, document),
        is_expected=cue.is_expected,
        reported_by=chain_at(place, party, cue.span[0]),
        party=party,
        hurdle=cue.hurdle,
        issue=issue,
        option=option,
    )


def _day(place: Place, cue: HurdleCue, clause: Span, document: Document) -> Edtf | None:
    """When it was decided, or the first day told behind what is to come; what only stands has none."""
    text = place.text
    if not cue.is_expected:
        return find_date(text[slice(*clause)], document.published) if cue.hurdle in _DATED else None
    return next((one.on for one in due_days(text, (cue.span[1], clause[1]), document.published)), None)


@functools.cache
def _any(key: str) -> re.Pattern[str]:
    return vocabulary.any_of(vocabulary.load("hurdles")[key])
