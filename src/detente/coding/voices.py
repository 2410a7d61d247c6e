"""Tells whose words a statement is: the person or body that speaks, and who stands between it and the document."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from detente.coding import vocabulary
from detente.coding.actors import Mention, Shape
from detente.coding.candidates import Candidate
from detente.coding.places import Place, Voice
from detente.coding.speakers import RELATIVE
from detente.model import PartyId, Statement

_LONGEST_LEAD_CHARS = 20
_CLAUSE = RELATIVE | {"whom", "whose", "what"}
_PAIR = frozenset({"both", "neither", "either", "each"})
_GOVERNED = re.compile(
    r"\b(?:through|via|with|to|from|of|against|about|on|between|than|at|behind)\s+(?:the\s+|an?\s+)?$"
)
_GOES_ON = re.compile(r"\b(?:[Hh]e|[Ss]he|I|[Ww]e)\b")
_APPOSED = re.compile(r" |,? (?:the )?|(?:,| [—–]) (?:(?!wh(?:o|om|ose|ich)\b)[^.,;:—–“”\"]){1,80} and (?:the )?")
_FULL_NAME = re.compile(r"[A-ZÀ-Þ][\w’'-]+ (?:[A-Z]\. )?[A-ZÀ-Þ][\w’'-]+")


def chain_at(place: Place, party: PartyId, position: int) -> tuple[str, ...]:
    """Who stands between the party and the document: who tells the words and speaks for another, then the outlets."""
    voices = sorted((one for one in place.voices if one.tells(position)), key=lambda one: one.n_chars)
    own = max((one.n_chars for one in voices if one.party == party), default=0)
    told = [one.words for one in voices if _is_foreign(one, party) and one.n_chars > own]
    known = " ".join(place.chain).casefold()
    return (*dict.fromkeys(one for one in told if one.casefold() not in known), *place.chain)


def speaker_of(candidate: Candidate, suggested: Statement | None, position: int, start: int) -> str | None:
    """The person or body of the party that says the words, or else acts in the sentence.

    Args:
        candidate: The party, in its sentence.
        suggested: What the rules read, if anything.
        position: Where the cue of what is said begins.
        start: Where the words of what is said begin.
    """
    reporting = " ".join(candidate.place.chain).casefold()
    voices = [
        one
        for one in candidate.place.voices
        if one.tells(position) and not _is_foreign(one, candidate.party) and not _shares_word(one.words, reporting)
    ]
    own_first = sorted(voices, key=lambda one: one.party is None)
    spoken = [one.words for one in own_first if not one.is_party and _is_name(one.words)]
    if spoken:
        return _named_beside(candidate, spoken[0])
    if suggested is not None and suggested.speaker is not None and _is_name(suggested.speaker):
        return _named_beside(candidate, suggested.speaker)
    text = candidate.place.text
    named = [one for one in candidate.place.mentions if one.party == candidate.party and _is_speaking(text, one)]
    people = [one for one in named if one.shape is Shape.PERSON]
    speakers = (one.speaker for one in people + named if one.speaker and not _shares_word(one.speaker, reporting))
    found = next(filter(_is_name, speakers), None)
    if found is None and (office := _office().match(text, start)) and _is_name(office["words"]):
        is_named = any(one.span[0] < office.end() and start < one.span[1] for one in candidate.place.mentions)
        found = None if is_named else office["words"]
    return found and _named_beside(candidate, found)


def speaker_carried(candidate: Candidate, position: int, before: Mapping[PartyId, tuple[int, str]]) -> str | None:
    """Who of the party spoke before in the paragraph, where nobody is told to and the sentence goes on with a pronoun.

    ``before`` holds each party's last paragraph with a speaker, and the speaker.
    """
    place, (paragraph, speaker) = candidate.place, before.get(candidate.party, (-1, ""))
    is_told = any(one.tells(position) for one in place.voices)
    if is_told or paragraph != place.sentence.paragraph or not _GOES_ON.search(place.text, *place.sentence.span):
        return None
    return speaker


@functools.cache
def _office() -> re.Pattern[str]:
    """An office or body without a name, as the words of a statement begin ("its foreign minister", "the board")."""
    bodies = vocabulary.alternation(vocabulary.load("actors")["bodies"])
    return re.compile(
        rf"(?P<words>(?:the|an?|its|their|his|her)\s+(?:[a-z][\w-]+\s+){{0,2}}?(?:{bodies}))\b(?!['’-])", re.IGNORECASE
    )


def _named_beside(candidate: Candidate, words: str) -> str:
    """The name that stands beside an office ("the prime minister, Ann Lee, said"), or else the office's words."""
    start = candidate.place.text.find(words, candidate.place.sentence.span[0])
    for one in candidate.place.mentions:
        if one.party != candidate.party or one.shape is not Shape.PERSON or one.speaker is None:
            continue
        between = (start + len(words), one.span[0]) if one.span[0] > start else (one.span[1], start)
        if start >= 0 and _APPOSED.fullmatch(candidate.place.text, *between):
            return one.speaker
    return words


def _shares_word(words: str, reporting: str) -> bool:
    """Whether a capitalised word of a source stands in the chain: then it is an outlet, and nobody's spokesman."""
    return any(word.casefold() in reporting.split() for word in words.split() if word[:1].isupper())


def _is_foreign(voice: Voice, party: PartyId) -> bool:
    """Whether a voice is another party's, or a named person's of none; an office without an owner is the party's."""
    if voice.party is not None:
        return voice.party != party
    return voice.is_unnamed or _FULL_NAME.search(voice.words) is not None


def _is_name(words: str) -> bool:
    """Whether words tell a person or body: no clause ("which cited a letter"), common noun, whole ("its side"), two."""
    first, last = words.partition(" ")[0].casefold(), words.rpartition(" ")[2].casefold()
    is_whole = last in vocabulary.load("actors")["wholes"]
    return first not in _CLAUSE | _PAIR and (" " in words or not words.islower()) and not is_whole


def _is_speaking(text: str, mention: Mention) -> bool:
    """Whether a person or body may be the one that acts: it owns nothing here, and no preposition governs it."""
    if mention.shape not in {Shape.PERSON, Shape.BODY} or mention.is_possessive:
        return False
    return _GOVERNED.search(text, max(0, mention.span[0] - _LONGEST_LEAD_CHARS), mention.span[0]) is None
