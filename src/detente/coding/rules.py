"""Turns places into suggestions: the statements that cue words, grammar and the dossier's words alone tell.

The trained heads weigh them; by themselves they are the floor that the coder is measured against.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.coding.acts import ActCue, Form, find_firmness
from detente.coding.conditions import ConditionSpan, Strength, find_condition
from detente.coding.dates import find_date
from detente.coding.focus import Focus, find_focus
from detente.coding.holders import Ground, Holder, find_holders
from detente.coding.issues import Issues
from detente.coding.places import Place
from detente.coding.references import References
from detente.coding.values import find_value
from detente.model import Act, Condition, Document, Dossier, Firmness, Quote, Span, Statement

RULES = "rules/2"
"""Name and version of the rules, kept with every statement they suggest."""

_OBLIGATION = re.compile(r"(?:must|has to|have to|should)\b", re.IGNORECASE)
_CERTAINTY = {
    Ground.SUBJECT: 0.9, Ground.OWNER: 0.85, Ground.AGENT: 0.85, Ground.VIEWPOINT: 0.9, Ground.SOURCE: 0.75,
    Ground.CLAIMANT: 0.75, Ground.CARRIED: 0.6,
}  # fmt: skip
_MOST_TELLING = (
    Act.DENY, Act.THREATEN, Act.CONDITION, Act.REJECT, Act.ACCEPT, Act.DEMAND, Act.PROPOSE, Act.ASSESS,
)  # fmt: skip
"""Which act is kept where one clause holds several of one party on one issue, first to last."""
_MODAL = re.compile(r"\b(?:would|could|can|will|may|might)\s+(?:\w+\s+)?$", re.IGNORECASE)
_FORECAST = re.compile(r"\b(?:will|would|may|might|could|shall|going to)\b", re.IGNORECASE)
_BUT = "but and"
_BINDING = frozenset({Strength.STRONG, Strength.INVERTED})
_ELLIPSIS_WORDS = 4


@dataclass(frozen=True, slots=True)
class Dropped:
    """A cue that was found and not coded, or a sentence (without a cue) that was not read, with the reason."""

    span: Span
    cue: str
    reason: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A statement that the rules read, and on what ground its party was taken for the one that acts."""

    statement: Statement
    ground: Ground
    place: Place


class Rules:
    """Reads statements by rules against one dossier; built once for a dossier, keeps nothing between documents."""

    def __init__(self, dossier: Dossier, issues: Issues) -> None:
        self._dossier, self._issues = dossier, issues

    def suggest(self, document: Document, places: Iterable[Place]) -> tuple[list[Suggestion], list[Dropped]]:
        """What a document's places tell, in text order, and the cues that were dropped."""
        suggestions: dict[tuple[object, ...], Suggestion] = {}
        dropped: list[Dropped] = []
        references = References()
        for place in places:
            references.enter(place)
            for cue in place.cues:
                holders, reason = _holders(place, cue, references)
                coded = list(self._suggestions(document, place, cue, holders)) if holders else []
                if not coded:
                    dropped.append(Dropped(cue.span, cue.entry, reason or "no issue of the dossier is named"))
                for one in coded:
                    _keep(suggestions, place.clause_of(cue), one)
                if holders and holders[0].ground is not Ground.CARRIED and cue is place.cues[0]:
                    references.note(place, [holder.mention for holder in holders])
        return sorted(suggestions.values(), key=_in_text_order), dropped

    def _suggestions(
        self, document: Document, place: Place, cue: ActCue, holders: Sequence[Holder]
    ) -> Iterator[Suggestion]:
        condition = find_condition(place.text, (place.clause_of(cue)[0], place.sentence.span[1]))
        act, condition = _act(place, cue, holders, condition)
        for focus in find_focus(place, cue, act, holders, condition, self._issues):
            for holder in holders:
                statement = self._statement(document, place, cue, act, holder, focus, condition)
                yield Suggestion(statement, holder.ground, place)

    def _statement(
        self, document: Document, place: Place, cue: ActCue, act: Act, holder: Holder, focus: Focus,
        condition: ConditionSpan | None,
    ) -> Statement:  # fmt: skip
        text, published = place.text, document.published
        told = text[slice(*focus.quote)]
        year, near = published.earliest.year if published else None, cue.span[0] - focus.quote[0]
        value = find_value(told, self._dossier.issue(focus.issue), year, near)
        return Statement(
            doc=document.id,
            quote=Quote(*focus.quote, told),
            party=holder.mention.party,
            speaker=_speaker(place, holder),
            reported_by=place.chain,
            issue=focus.issue,
            act=act,
            firmness=find_firmness(text, focus.quote, cue),
            value=value,
            condition=self._condition(text, condition),
            said_on=find_date(text[slice(*place.sentence.span)], published),
            confidence=round(_CERTAINTY[holder.ground] * focus.certainty, 2),
            coder=RULES,
            cue=cue.span,
            why=self._why(text, cue, act, holder),
        )

    def _why(self, text: str, cue: ActCue, act: Act, holder: Holder) -> str:
        name = self._dossier.party(holder.mention.party).name
        return f"“{text[slice(*cue.span)]}” is read as {act.value}; {name} is {holder.ground.value}"

    def _condition(self, text: str, condition: ConditionSpan | None) -> Condition | None:
        if condition is None:
            return None
        words = text[slice(*condition.content)]
        topics = self._issues.topics(words)
        return Condition(words, topics[0].issue if topics else None)


def _holders(place: Place, cue: ActCue, references: References) -> tuple[list[Holder], str]:
    """The parties that act by a cue, or an empty list and the reason why there are none."""
    source = references.of_source(place, cue)
    if _OBLIGATION.match(place.text, *cue.span):
        return (source, "") if source else ([], "an obligation that no party is told to state")
    if _is_inside_condition(place, cue):
        return [], "part of a condition"
    if cue.act is Act.CONDITION and not place.text[place.clause_of(cue)[0] : cue.span[0]].strip().casefold().strip(
        _BUT
    ):
        return [], "the condition of the clause before"
    telling = place.telling_of(cue)
    if (
        telling is not None
        and telling.is_opinion
        and _FORECAST.search(place.text[place.clause_of(cue)[0] : cue.span[1]])
    ):
        return [], "a forecast by somebody who is no party"
    pronoun = references.of_pronoun(place, cue)
    found = [] if pronoun else find_holders(place.text, place.clause_of(cue), cue, place.mentions, place.viewpoint)
    if source and found and cue.act is Act.ACCEPT and _is_claim(found, source):
        return [Holder(source[0].mention, Ground.CLAIMANT)], ""
    if source and not pronoun and cue.form is not Form.NOUN and (not found or cue.act is Act.ASSESS):
        return source, ""
    found = pronoun or found or _earlier_subject(place, cue) or references.of_nobody(place, cue)
    return found, "" if found else "no party is named as the one that acts"


def _is_claim(found: Sequence[Holder], source: Sequence[Holder]) -> bool:
    """Whether a source tells what somebody else agreed to: its claim, and nobody's acceptance."""
    return any(holder.mention.party != source[0].mention.party for holder in found)


def _is_inside_condition(place: Place, cue: ActCue) -> bool:
    """Whether the cue tells what something depends on, and makes no demand of its own."""
    condition = find_condition(place.text, (place.clause_of(cue)[0], place.sentence.span[1]))
    if condition is None or condition.strength not in _BINDING or cue.act is Act.DEMAND:
        return False
    return condition.content[0] <= cue.span[0] < condition.content[1]


def _earlier_subject(place: Place, cue: ActCue) -> list[Holder]:
    """The subject of the clause before, where this one begins with its verb ("..., but insisted ...")."""
    clause = place.clause_of(cue)
    lead = place.text[clause[0] : cue.span[0]].split()
    if len(lead) > _ELLIPSIS_WORDS and lead[0].casefold() not in {"which", "who"}:
        return []
    for earlier in reversed([one for one in place.clauses if one[1] <= clause[0]]):
        found = find_holders(place.text, (earlier[0], cue.span[1]), cue, place.mentions, place.viewpoint)
        if found:
            return [Holder(holder.mention, Ground.CARRIED) for holder in found]
    return []


def _act(
    place: Place, cue: ActCue, holders: Sequence[Holder], condition: ConditionSpan | None
) -> tuple[Act, ConditionSpan | None]:
    """The act, with the condition if it binds it: who agreed or wrote a draft proposes it."""
    act = Act.ASSESS if holders[0].ground is Ground.CLAIMANT else cue.act
    if holders[0].ground is Ground.AGENT and act is Act.ACCEPT:
        before = place.text[place.clause_of(cue)[0] : cue.span[0]].casefold().split()[-6:]
        act = Act.PROPOSE if _instruments() & set(before) else act
    if condition is None or act not in {Act.ACCEPT, Act.PROPOSE, Act.DEMAND, Act.CONDITION}:
        return act, None
    if condition.strength in _BINDING:
        return (act, None) if act is Act.DEMAND else (Act.CONDITION, condition)
    if condition.strength is Strength.TIMED:
        return act, condition if act is Act.ACCEPT else None
    modal = _MODAL.search(place.text, place.clause_of(cue)[0], cue.span[0])
    is_weak_offer = act is Act.ACCEPT and (cue.firmness is Firmness.FLEXIBLE or modal is not None)
    return (Act.CONDITION, condition) if is_weak_offer else (act, None)


def _speaker(place: Place, holder: Holder) -> str | None:
    """The person or body that acts, or else the one of its party that the sentence gives as a source."""
    if holder.mention.speaker is not None:
        return holder.mention.speaker
    sources = [one.source for one in place.tellings if one.source is not None]
    return next((source.speaker for source in sources if source.party == holder.mention.party), None)


def _keep(suggestions: dict[tuple[object, ...], Suggestion], clause: Span, suggestion: Suggestion) -> None:
    """Keeps one suggestion for each clause, party and issue: the most telling act."""
    key = (clause, suggestion.statement.party, suggestion.statement.issue)
    rival = suggestions.get(key)
    if rival is None or _rank(suggestion) < _rank(rival):
        suggestions[key] = suggestion


def _rank(suggestion: Suggestion) -> tuple[int, float]:
    return _MOST_TELLING.index(suggestion.statement.act), -suggestion.statement.confidence


def _in_text_order(suggestion: Suggestion) -> tuple[int, int, str, str]:
    one = suggestion.statement
    return one.quote.start, one.quote.end, one.party, one.issue


@functools.cache
def _instruments() -> frozenset[str]:
    return frozenset(vocabulary.load("actors")["instruments"])
