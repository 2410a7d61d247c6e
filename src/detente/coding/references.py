"""Turns pronouns into the parties they stand for, by who acted last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from detente.coding.actors import Mention, Shape
from detente.coding.acts import ActCue, Form
from detente.coding.holders import Ground, Holder
from detente.coding.places import Place
from detente.model import Act

_PRONOUN = re.compile(
    r"(?:^|[\s,;(“\"])(?P<pronoun>he|she|they|it)\s+"
    r"(?:(?:is|are|was|were|has|have|had|been|will|would|could|can|may|might|must|do|does|did|not|also|still|now|then"
    r"|already|once|again|never|yet|\w+ly)\s+){0,4}"
    r"(?:\w+\s+(?:its|their|his|her)\s+(?:\w+\s+)?)?$",
    re.IGNORECASE,
)


class References:
    """Who acted last in the document being read: a person for "he", a party or body for "it", a group for "they"."""

    def __init__(self) -> None:
        self._paragraph = -1
        self._last: list[Mention] = []
        self._person: list[Mention] = []
        self._party: list[Mention] = []

    def enter(self, place: Place) -> None:
        """Takes note of a new sentence: its subject is who a later pronoun stands for."""
        if place.subject is not None:
            self.note(place, [place.subject])

    def note(self, place: Place, mentions: Sequence[Mention]) -> None:
        """Takes note of those who have just acted; whoever speaks is "we" and never meant by "they"."""
        if place.is_own(mentions[0].party):
            return
        self._last, self._paragraph = list(mentions), place.sentence.paragraph
        if mentions[0].shape is Shape.PERSON:
            self._person = list(mentions)
        else:
            self._party = list(mentions)

    def of_pronoun(self, place: Place, cue: ActCue) -> list[Holder]:
        """Those a pronoun close before the cue stands for; empty where there is no pronoun or nobody to stand for."""
        match = _PRONOUN.search(place.text[place.clause_of(cue)[0] : cue.span[0]])
        return [] if match is None else self._named(match["pronoun"].casefold(), Ground.CARRIED)

    def of_source(self, place: Place, cue: ActCue) -> list[Holder]:
        """The party that is told to have said what the cue lies in, by name or by a pronoun."""
        telling = place.telling_of(cue)
        if telling is None:
            return []
        if telling.source is not None:
            return [Holder(telling.source, Ground.SOURCE)]
        return self._named(telling.pronoun, Ground.SOURCE)[:1]

    def of_nobody(self, place: Place, cue: ActCue) -> list[Holder]:
        """Those who acted last in the paragraph, where something is so and nobody is named to whom it is."""
        is_named = any(mention.shape is not Shape.ADJECTIVE for mention in place.mentions)
        is_told_of_nobody = cue.form is Form.STATE and cue.act is not Act.ASSESS and not is_named
        if not is_told_of_nobody or place.sentence.paragraph != self._paragraph:
            return []
        return [Holder(mention, Ground.CARRIED) for mention in self._last]

    def _named(self, pronoun: str, ground: Ground) -> list[Holder]:
        known = {"he": self._person, "she": self._person, "it": self._party}.get(pronoun, self._last)
        return [Holder(mention, ground) for mention in known or self._last]
