"""Turns the points of a paper into statements of those who issue it: who writes a draft proposes, who signs accepts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detente.coding.focus import trimmed
from detente.coding.holders import Ground
from detente.coding.issues import Issues
from detente.coding.issuing import Point
from detente.coding.options import Around, Options
from detente.coding.places import Place
from detente.coding.rules import Suggestion
from detente.coding.values import find_value
from detente.model import Act, Document, Dossier, Firmness, IssueId, OptionId, PartyId, Quote, Statement, Value

POINTS = "points/1"
"""Name and version of these rules, kept with what they suggest."""

_CERTAINTY = 0.6
_LEAST_LEAD = 0.3
"""What the first issue's words must weigh more than the second's."""
_ANNOTATED = re.compile(r"\s*\[")
_CLOCK = re.compile(r"\b(?:at|by|from|until)\s+\d{1,2}[.:]\d{2}(?!\d)")


class Points:
    """Reads the points of papers by rules against one dossier; built once for a dossier, keeps nothing between them."""

    def __init__(self, dossier: Dossier, issues: Issues, options: Options) -> None:
        self._dossier, self._issues, self._options = dossier, issues, options

    def suggest(self, document: Document, places: Sequence[Place]) -> Iterator[Suggestion]:
        """What each point provides on an issue that its words name, with an option or a number on its scale.

        A sentence with the cue of an act, or that somebody is told to have said, is read as any other, unless it
        stands in the text of a draft: what is done there is provided for.
        """
        for place in places:
            if place.point is None or _is_of_others(place, place.point) or _ANNOTATED.match(_words(place)):
                continue
            provided = self._provided(document, place, place.point.act)
            if provided is not None:
                for party in place.point.parties:
                    yield Suggestion(
                        self._statement(document, place, place.point.act, party, *provided), Ground.ISSUER, place
                    )

    def _provided(
        self, document: Document, place: Place, act: Act
    ) -> tuple[IssueId, OptionId | None, Value | None] | None:
        words = _CLOCK.sub(" ", _words(place))
        topics = self._issues.topics(words)
        if not topics or (len(topics) > 1 and topics[0].score - topics[1].score < _LEAST_LEAD):
            return None
        issue = self._dossier.issue(topics[0].issue)
        published = document.published
        value = find_value(words, issue, published.earliest.year if published else None)
        option = self._options.named(issue.id, words, value, act, Around(words, place.before))
        is_on_scale = value is not None and issue.scale.measures(value)
        return (issue.id, option, value) if option is not None or is_on_scale else None

    def _statement(
        self, document: Document, place: Place, act: Act, party: PartyId, issue: IssueId, option: OptionId | None,
        value: Value | None,
    ) -> Statement:  # fmt: skip
        start, end = trimmed(place.text, place.sentence.span)
        name = self._dossier.party(party).name
        return Statement(
            doc=document.id,
            quote=Quote(start, end, place.text[start:end]),
            party=party,
            speaker=None,
            reported_by=place.chain,
            issue=issue,
            option=option,
            act=act,
            firmness=Firmness.UNCLEAR,
            value=value,
            condition=None,
            said_on=document.published,
            confidence=_CERTAINTY,
            coder=POINTS,
            cue=(start, end),
            why=f"a point of a paper that {name} issues",
        )


def _is_of_others(place: Place, point: Point) -> bool:
    """Whether the sentence tells what somebody does or says, beside whoever issues the paper."""
    return not point.is_provision and (bool(place.cues) or len(place.tellings) > 1)


def _words(place: Place) -> str:
    return place.text[slice(*place.sentence.span)]
