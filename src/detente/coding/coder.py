"""Turns a document into statements: the one place that joins what the other modules of coding find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from detente.coding.acts import excluded_acts, marked_firmness
from detente.coding.attribution.tagger import FOLDER, Reading, read_manifest, tagger_in
from detente.coding.candidates import Candidate
from detente.coding.conditions import ConditionSpan
from detente.coding.dates import find_date
from detente.coding.finder import Finder, Found
from detente.coding.further import FurtherStretch, further_in
from detente.coding.heads import ACTS, FIRMNESS, Judgement, heads_in
from detente.coding.holders import Ground
from detente.coding.matching import Match, Matcher, Topics
from detente.coding.options import Around
from detente.coding.rules import Dropped
from detente.coding.stances import retracted, without_dropped
from detente.coding.units import Unit, cues, units
from detente.coding.values import find_value, turned
from detente.coding.voices import chain_at, speaker_carried, speaker_of
from detente.model import (
    Act,
    Condition,
    Document,
    Dossier,
    Firmness,
    IssueId,
    Note,
    PartyId,
    Quote,
    Span,
    Statement,
    StatementId,
)

if TYPE_CHECKING:
    from detente.coding.notes import Notes

CODER = "heads/3"
"""Name and version of this coder, kept with every statement it makes."""

_SURELY_CONDITIONAL = 0.6
_EXCLUDED_SHARE = 0.1
"""What remains of an act's likelihood where words exclude it."""
_OF_A_POINT, _OF_A_BARE_SENTENCE = 0.6, 0.5
"""The least likelihood that a point of a paper is a statement of those who issue it; and that a text is one that says
no more than that a party does something, for the heads were trained on sentences with others around them."""
_MOST_BARE_WORDS = 20
_SHARE_OF_WHO_TELLS = 0.2
"""What remains of the likelihood that a party does what it says that others do."""
_THEY = re.compile(
    r"\W*(?:they|he|she)\s+(?:(?:do|does|did|will|would|can|could|have|has|had)(?:n['’]t)?\s+)?(?:not\s+)?",
    re.IGNORECASE,
)
_WANTING = frozenset({Act.DEMAND, Act.PROPOSE})
_TRUST_IN_WORDS = 0.4
"""What plain words of firmness add to its likelihood; tried from 0 to 0.6 on the articles for tuning."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A party in a sentence, weighed: coded or not, and why.

    Attributes:
        likelihood: How likely it makes a statement there.
        reason: Why nothing was coded; empty where something was.
        statements: What was coded.
    """

    sentence: Span
    party: PartyId
    likelihood: float
    reason: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Coding:
    """What one document was coded into, and what was left out and why.

    Attributes:
        statements: In text order.
        weighed: Each party that may make a statement in each sentence, coded or not.
        dropped: Cues of acts that the rules found and left, with their reason.
        notes: What it tells beside statements, in text order; none where they were not asked for.
    """

    statements: tuple[Statement, ...]
    weighed: tuple[Weighed, ...]
    dropped: tuple[Dropped, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Tuned:
    """What was chosen for the model on articles that it was not trained on; see training/attribution/tuning.py.

    Attributes:
        issue_weights: What each thing that points to an issue weighs.
        least_likely: The least likelihood of a statement that is coded where the rules suggest none,
        least_likely_suggested: and where they do.
        least_second_issue: The least likelihood of a second issue of one statement.
        least_suggested_issue: The least likelihood of an issue that the rules suggest.
        least_further: The least likelihood of a further statement, in another stretch of the sentence.
        trust_in_rules: The share of the rules' reading in the likelihood of an act and of a firmness.
        confidence: The scale of the confidence: a constant, and the weights of statement, issue and act, and of the
            least likely of the three.
    """

    issue_weights: Sequence[float]
    least_likely: float
    least_likely_suggested: float
    least_second_issue: float
    least_suggested_issue: float
    least_further: float
    trust_in_rules: float
    confidence: Sequence[float]


@dataclass(frozen=True, slots=True)
class Considered:
    """A document with its candidates, what the heads say of each, and where it may do more; nothing is decided yet."""

    document: Document
    found: Found
    judgements: list[list[Judgement]]
    further: list[list[list[FurtherStretch]]]
    topics: Topics


class Coder:
    """Codes documents against one dossier; built once for a dossier, keeps nothing between documents."""

    def __init__(self, dossier: Dossier, model: Path = FOLDER) -> None:
        """Loads the model: the one that comes with the package, or one in another folder.

        Raises:
            ModelError: The model is missing or damaged.
        """
        self._dossier = dossier
        self._tuned = Tuned(**read_manifest(model)["statements"])
        self._finder = Finder(dossier, tagger_in(model))
        self._heads, self._further = heads_in(model), further_in(model)
        self.matcher = Matcher(dossier, self._finder)

    def code(self, document: Document) -> Coding:
        """The statements of a document in text order, and what was left out."""
        return self.decide(self.consider(document), self._tuned)

    def code_with_notes(self, document: Document) -> Coding:
        """The same, and what the document tells beside statements."""
        considered = self.consider(document)
        coding = self.decide(considered, self._tuned)
        return replace(coding, notes=self._notes.find(document, considered.found.places))

    @cached_property
    def _notes(self) -> Notes:
        from detente.coding.notes import Notes  # noqa: PLC0415 - whoever only codes does without

        return Notes(self._dossier, self._finder)

    def consider(self, document: Document) -> Considered:
        """The document's candidates, weighed."""
        found = self._finder.find(document)
        judgements = [self._heads.judge(found.reading.states, group) for group in found.candidates]
        further = [
            [self._told_further(found.reading, *pair) for pair in zip(group, judged, strict=True)]
            for group, judged in zip(found.candidates, judgements, strict=True)
        ]
        return Considered(document, found, judgements, further, Topics(self.matcher, found.places, found.reading))

    def _told_further(self, reading: Reading, candidate: Candidate, judgement: Judgement) -> list[FurtherStretch]:
        known = cues(candidate, judgement, reading)
        return self._further.find(candidate, judgement, known, reading, self._heads)

    def decide(self, considered: Considered, tuned: Tuned) -> Coding:
        """The statements that are likely enough."""
        speakers: dict[PartyId, tuple[int, str]] = {}
        is_bare = len(considered.document.text.split()) <= _MOST_BARE_WORDS
        weighed = [
            self._weighed(considered, tuned, index, candidate, judgement, further, speakers)
            for index, group in enumerate(considered.found.candidates)
            for (candidate, judgement), further in zip(
                _joined(group, considered.judgements[index], is_bare=is_bare), considered.further[index], strict=True
            )
        ]
        statements = linked(sorted((each for one in weighed for each in one.statements), key=_in_text_order))
        return Coding(tuple(statements), tuple(weighed), tuple(considered.found.dropped))

    def _weighed(
        self, considered: Considered, tuned: Tuned, index: int, candidate: Candidate, judgement: Judgement,
        further: Sequence[FurtherStretch], speakers: dict[PartyId, tuple[int, str]],
    ) -> Weighed:  # fmt: skip
        sentence, likelihood = candidate.place.sentence.span, judgement.is_statement
        if likelihood < (tuned.least_likely_suggested if candidate.suggested else tuned.least_likely):
            return Weighed(sentence, candidate.party, likelihood, "makes no statement here", ())
        taken: dict[tuple[IssueId, Act], Statement] = {}
        likely = [one for one in further if one.judgement.is_statement >= tuned.least_further]
        for unit in units(candidate, judgement, considered.found.reading, likely):
            features = considered.topics.features(index, unit.topic, candidate, unit.judgement)
            for match in _chosen(self.matcher.rank(features, tuned.issue_weights), unit, tuned):
                speaker = speaker_of(candidate, unit.suggested, unit.cue[0], unit.quote[0])
                speaker = speaker or speaker_carried(candidate, unit.cue[0], speakers)
                if speaker:
                    speakers[candidate.party] = candidate.place.sentence.paragraph, speaker
                statement = self._statement(considered.document, candidate, match, unit, tuned, speaker)
                taken.setdefault((statement.issue, statement.act), statement)
        return Weighed(sentence, candidate.party, likelihood, "", tuple(taken.values()))

    def _statement(
        self, document: Document, candidate: Candidate, match: Match, unit: Unit, tuned: Tuned, speaker: str | None
    ) -> Statement:
        place, text, judgement = candidate.place, candidate.place.text, unit.judgement
        cue, condition = unit.cue, unit.condition
        words = text[slice(*unit.quote)]
        act, likelihood = _act(unit, words, tuned.trust_in_rules)
        act = retracted(words, act)
        hangs_on = self._condition(text, condition)
        is_conditional = hangs_on is not None and (
            act is Act.CONDITION
            or judgement.is_conditional > _SURELY_CONDITIONAL
            or (act is Act.DENY and hangs_on.issue not in {None, match.issue})  # it tells which tie is denied
        )
        quote = unit.quote
        if is_conditional and condition is not None:
            quote = min(quote[0], condition.whole[0]), max(quote[1], condition.whole[1])
        told = text[slice(*quote)]
        wanted = without_dropped(told) if act is Act.ACCEPT else told
        published = document.published
        year = published.earliest.year if published else None
        issue = self._dossier.issue(match.issue)
        value = find_value(wanted, issue, year, cue[0] - quote[0])
        if is_conditional and wanted is told:
            value = find_value(text[slice(*unit.topic)], issue, year, cue[0] - unit.topic[0]) or value
        if value is not None and act in _WANTING | {Act.ACCEPT}:
            value = turned(value, wanted)
        around = Around(text[slice(*place.sentence.span)] if wanted is told else wanted, place.before)
        option = self._finder.options.named(match.issue, wanted, value, act, around)
        if option is not None and value is None and self._finder.options.is_denied(match.issue, option, wanted):
            act, option = (Act.REJECT, option) if act in _WANTING else (act, None if act is Act.ACCEPT else option)
        name = self._dossier.party(candidate.party).name
        return Statement(
            doc=document.id,
            quote=Quote(*quote, told),
            party=candidate.party,
            speaker=speaker,
            reported_by=chain_at(candidate.place, candidate.party, cue[0]),
            issue=match.issue,
            option=option,
            act=act,
            firmness=_firmness(act, unit, told, tuned.trust_in_rules),
            value=value,
            condition=hangs_on if is_conditional else None,
            said_on=find_date(text[slice(*place.sentence.span)], published),
            confidence=_confidence(tuned.confidence, (judgement.is_statement, match.likelihood, likelihood)),
            coder=CODER,
            cue=cue,
            why=(
                f"“{text[slice(*cue)]}” is read as {act.value} ({likelihood:.0%}); {name} acts "
                f"({judgement.is_statement:.0%}); the issue is {match.issue} ({match.likelihood:.0%})"
            ),
        )

    def _condition(self, text: str, condition: ConditionSpan | None) -> Condition | None:
        if condition is None:
            return None
        words = text[slice(*condition.content)]
        topics = self._finder.issues.topics(words)
        return Condition(words, topics[0].issue if topics else None)


def _joined(
    group: Sequence[Candidate], judgements: Sequence[Judgement], *, is_bare: bool
) -> Iterator[tuple[Candidate, Judgement]]:
    """The candidates with their judgements; parties that one cue joins ("between A and B") are equally likely."""
    likely: dict[tuple[object, ...], float] = {}
    for candidate, judgement in zip(group, judgements, strict=True):
        for one in candidate.suggested:
            key = (one.statement.cue, one.statement.issue)
            likely[key] = max(likely.get(key, 0.0), judgement.is_statement)
    for candidate, judgement in zip(group, judgements, strict=True):
        if _tells_of_others(candidate):
            yield candidate, replace(judgement, is_statement=judgement.is_statement * _SHARE_OF_WHO_TELLS)
            continue
        shared = [likely[one.statement.cue, one.statement.issue] for one in candidate.suggested]
        is_point = any(one.ground is Ground.ISSUER for one in candidate.suggested)
        is_plain = is_bare and any(one.ground is Ground.SUBJECT for one in candidate.suggested)
        least = _OF_A_POINT if is_point else _OF_A_BARE_SENTENCE if is_plain else 0.0
        yield candidate, replace(judgement, is_statement=max([judgement.is_statement, least, *shared]))


def _tells_of_others(candidate: Candidate) -> bool:
    """Whether the party only tells, in quotation marks, what others do: "They accept the text", its envoy said."""
    place = candidate.place
    begun = _THEY.match(place.text, *place.sentence.span)
    if begun is None or all(cue.span[0] != begun.end() for cue in place.cues):
        return False
    return any(voice.party == candidate.party and voice.tells(begun.end()) for voice in place.voices)


def _chosen(ranked: Sequence[Match], unit: Unit, tuned: Tuned) -> list[Match]:
    """The issues of one unit: the one that the rules suggest, or else the likeliest, and others nearly as likely."""
    if unit.suggested is None:
        return [ranked[0], *(one for one in ranked[1:] if one.likelihood >= tuned.least_second_issue)]
    suggested = next(one for one in ranked if one.issue == unit.suggested.issue)
    is_sure = unit.is_listed or suggested.likelihood >= tuned.least_suggested_issue
    return [suggested if is_sure else ranked[0]]


def _confidence(scale: Sequence[float], likelihoods: Sequence[float]) -> float:
    """How likely party, issue and act of a record are right together, from how likely each is (Platt 1999)."""
    constant, *weights = scale
    odds = [_log_odds(one) for one in likelihoods]
    score = constant + sum(weight * one for weight, one in zip(weights, [*odds, min(odds)], strict=True))
    return round(float(1 / (1 + np.exp(-score))), 2)


def linked(statements: Sequence[Statement]) -> Iterator[Statement]:
    """The statements of one document, each that says again what an earlier one says tied to the first of them."""
    first: dict[tuple[object, ...], StatementId] = {}
    for one in statements:
        earlier = first.setdefault(
            (one.party, one.issue, one.act, one.option, one.value, one.condition is None), one.id
        )
        yield one if earlier == one.id else replace(one, restates=earlier)


def _log_odds(likelihood: float) -> float:
    bounded = min(max(likelihood, 0.01), 0.99)
    return float(np.log(bounded / (1 - bounded)))


def _in_text_order(statement: Statement) -> tuple[int, int, str, str]:
    return statement.quote.start, statement.quote.end, statement.party, statement.issue


def _act(unit: Unit, told: str, trust: float) -> tuple[Act, float]:
    """The likeliest act: heads and rules (``trust``) without what words exclude; a condition needs the words of one."""
    likely = dict(zip(ACTS, unit.judgement.acts.tolist(), strict=True))
    if unit.act is not None:
        return unit.act
    if unit.suggested is not None:
        likely = {act: (1 - trust) * share for act, share in likely.items()}
        likely[unit.suggested.act] += trust
    if unit.condition is None:
        del likely[Act.CONDITION]
    excluded = excluded_acts(told)
    likely = {act: share * _EXCLUDED_SHARE if act in excluded else share for act, share in likely.items()}
    total = sum(likely.values()) if excluded else 1.0
    act = max(likely, key=lambda one: likely[one])
    return act, likely[act] / total


def _firmness(act: Act, unit: Unit, told: str, trust: float) -> Firmness:
    """The likeliest firmness, the rules' reading weighing ``trust``, and plain words of it; an assessment has none."""
    if act is Act.ASSESS:
        return Firmness.UNCLEAR
    likely: dict[Firmness, float] = dict(zip(FIRMNESS, unit.judgement.firmness.tolist(), strict=True))
    if unit.suggested is not None:
        likely = {firmness: (1 - trust) * share for firmness, share in likely.items()}
        likely[unit.suggested.firmness] += trust
    for firmness in marked_firmness(told):
        likely[firmness] += _TRUST_IN_WORDS
    return max(likely, key=lambda firmness: likely[firmness])
