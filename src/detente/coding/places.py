"""Turns a document into places: its sentences, each with everything that was found in it."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.coding.actors import Actors, Mention, Shape
from detente.coding.acts import ActCue, Form, find_acts
from detente.coding.attribution.finding import with_structures
from detente.coding.casting import Cast
from detente.coding.chains import Chains
from detente.coding.clauses import clauses, set_back
from detente.coding.collectives import Collective
from detente.coding.holders import find_viewpoint
from detente.coding.issuing import Point
from detente.coding.segments import Sentence
from detente.coding.speakers import APPOSITION, Speaker, Speakers, unnamed
from detente.coding.turns import Spoken
from detente.model import Attribution, Document, PartyId, Span

_NOUN_CONTEXT = re.compile(
    r"(?:\b(?:the|an?|its|their|his|her|our|of|for|in|on|with|from|any|some|more|this|these|those|such|no|new)\s+"
    r"(?:[\"“]?\w+(?:ing|al|ary|ive|ous|ful)\s+)?|['’]s?\s+)$",
    re.IGNORECASE,
)
_IF_CLAUSE = re.compile(r"[\"“]?\s*if\b[^,;:]*", re.IGNORECASE)
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_NOBODY = _PRONOUNS | {"i", "we", "you", "who", "which", "that", "one", "this", "these", "those", "some", "others"}
_ARTICLE = re.compile(r"^(?:an?|the|its|their|his|her)\s+", re.IGNORECASE)
_PRONOUN_BEFORE = re.compile(r"\b(?:we|i|they|you|it|he|she)\s+(?:\w+ly\s+|also\s+)?$", re.IGNORECASE)
_SUBJECT_CHARS = 60
_OBLIQUE = re.compile(
    r"\b(?:he|she|it|they|we|i)\b|\b(?:with|to|of|on|in|for|against|by|between|at|over|about|into|than)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(r"[A-ZÀ-Þ][\w’'-]*$")


class _Said:
    """Something said, whose words need not stand together."""

    __slots__ = ()
    content: tuple[Span, ...]

    @property
    def n_chars(self) -> int:
        """How many characters it holds."""
        return sum(end - start for start, end in self.content)


@dataclass(frozen=True, slots=True)
class Telling(_Said):
    """What a party is told to have said.

    Attributes:
        source: The party, if it is named.
        pronoun: The pronoun that stands for it otherwise, in lower case, or an empty string.
        is_opinion: Whether the source is somebody who only judges (analysts, observers), and no party.
        content: What it is told to have said.
    """

    source: Mention | None
    pronoun: str
    is_opinion: bool
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Voice(_Said):
    """Somebody who is told to have said something.

    Attributes:
        words: Who it is: by name, or as the text tells it, without an article.
        party: The party it speaks for, if any.
        is_party: Whether it is the party itself.
        is_unnamed: Whether it is a source without a name, or somebody who only judges.
        content: What it is told to have said.
    """

    words: str
    party: PartyId | None
    is_party: bool
    is_unnamed: bool
    content: tuple[Span, ...]

    def tells(self, position: int) -> bool:
        """Whether the character at a position lies in what is said."""
        return any(start <= position < end for start, end in self.content)


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence with what was found in it.

    Attributes:
        cues: The act cues, in text order.
        clauses: The clauses, covering the sentence in order.
        past: The words that tell how long after or before what else something is done, if any: nothing is done there.
        viewpoint: The party whose point of view it is told from, if any.
        tellings: What parties are told to have said in it.
        voices: Who is told to have said anything in it, parties and others.
        chain: Who reports it, nearest the speaker first.
        before: The words of the sentence before it in the same paragraph, or an empty string.
        cast: Who speaks, where the document's form tells it: "we" is nobody else then.
        point: That it is a point of a paper that parties issue.
    """

    text: str
    sentence: Sentence
    mentions: tuple[Mention, ...]
    cues: tuple[ActCue, ...]
    clauses: tuple[Span, ...]
    past: Span | None
    viewpoint: Mention | None
    tellings: tuple[Telling, ...]
    voices: tuple[Voice, ...]
    chain: tuple[str, ...]
    before: str
    cast: Cast | None = None
    point: Point | None = None

    def clause_of(self, cue: ActCue) -> Span:
        """The clause in which a cue stands."""
        return next(clause for clause in self.clauses if clause[0] <= cue.span[0] < clause[1])

    def stretch_of(self, cue: ActCue) -> Span:
        """The words from a cue to the next cue of its clause, or to the clause's end."""
        end = self.clause_of(cue)[1]
        later = [other.span[0] for other in self.cues if cue.span[1] <= other.span[0] < end]
        return cue.span[0], min(later, default=end)

    @property
    def subjects(self) -> frozenset[PartyId]:
        """The parties that the words of the subject name: several for "the unions"."""
        subject = self.subject
        return frozenset(one.party for one in self.mentions if subject is not None and one.span == subject.span)

    @property
    def subject(self) -> Mention | None:
        """The party that the sentence's main clause begins with; None where a pronoun or something else does."""
        first = next((one for one in self.mentions if one.shape is not Shape.ADJECTIVE), None)
        if first is None or first.span[0] - self.sentence.span[0] > _SUBJECT_CHARS:
            return None
        lead = self.text[self.sentence.span[0] : first.span[0]]
        return None if _OBLIQUE.search(lead) else first

    def is_own(self, party: PartyId) -> bool:
        """Whether the document's form tells that the words are this party's."""
        return self.cast is not None and self.cast.party == party

    def telling_of(self, cue: ActCue) -> Telling | None:
        """The innermost telling that the cue lies in, if any."""
        around = [one for one in self.tellings if any(start <= cue.span[0] < end for start, end in one.content)]
        return min(around, key=lambda one: one.n_chars, default=None)


def places(
    document: Document,
    told: Sequence[Spoken],
    read: Sequence[Attribution],
    actors: Actors,
    chains: Chains,
    speakers: Speakers,
    collective: Collective,
) -> Iterator[Place]:
    """The places of a document in text order; questions are left out, for they tell nobody's position.

    Args:
        document: The document.
        told: Its sentences, with whose words they are where its form tells it.
        read: The attributions that the tagger read in it.
        actors: Finds the dossier's parties.
        chains: Finds who reports whom.
        speakers: Ties sources to the dossier.
        collective: Finds words for several parties in the document.
    """
    text = document.text
    parts = [one.sentence for one in told]
    attributions = with_structures(text, document.body_start, read)
    if any(one.cast is not None for one in told):
        attributions = _without_labels(parts, attributions)
    sources = [source for one in attributions for source in one.source]
    spoken = speakers.of_sources(text, sources, document.body_start)
    own = _by_sentence(parts, attributions)
    before = ""
    paragraph = -1
    for one, chain, told_here in zip(told, chains.of_document(text, parts, sources), own, strict=True):
        sentence, speaker = one.sentence, one.cast.speaker if one.cast is not None else None
        if sentence.paragraph != paragraph:
            before, paragraph = "", sentence.paragraph
        words = text[slice(*sentence.span)]
        if speaker is not None:
            spoken[speaker.span] = speaker
            told_here.insert(0, Attribution(source=(speaker.span,), cue=(), content=(sentence.span,)))
        if not words.endswith("?") and not one.left:
            named = actors.mentions(text, sentence.span)
            together = collective.mentions(text, sentence.span, named)
            mentions = tuple(sorted([*named, *together], key=lambda one: one.span))
            pieces, past = tuple(clauses(text, sentence.span, mentions)), set_back(text, sentence.span)
            yield Place(
                text=text,
                sentence=sentence,
                mentions=mentions,
                cues=tuple(_real_cues(text, sentence.span, mentions, pieces, past)),
                clauses=pieces,
                past=past,
                viewpoint=find_viewpoint(text, sentence.span, mentions),
                tellings=tuple(_tellings(text, told_here, spoken)),
                voices=tuple(_voices(told_here, spoken)),
                chain=chain,
                before=before,
                cast=one.cast,
                point=one.point,
            )
        before = words


def _tellings(text: str, attributions: Sequence[Attribution], spoken: Mapping[Span, Speaker]) -> Iterator[Telling]:
    """The attributions whose source speaks for a party, is a pronoun, or only judges."""
    for attribution in attributions:
        for span in attribution.source:
            source = _as_mention(spoken[span])
            pronoun = text[slice(*span)].casefold()
            is_opinion = source is None and _opinion().search(text, *span) is not None
            if source is not None or pronoun in _PRONOUNS or is_opinion:
                yield Telling(source, pronoun if pronoun in _PRONOUNS else "", is_opinion, attribution.content)


def _voices(attributions: Sequence[Attribution], spoken: Mapping[Span, Speaker]) -> Iterator[Voice]:
    for attribution in attributions:
        for span in attribution.source:
            speaker = spoken[span]
            if speaker.words.casefold() not in _NOBODY:
                words = _ARTICLE.sub("", APPOSITION.split(speaker.words)[0]).strip()
                is_unnamed = _opinion().search(words) is not None or unnamed().search(words) is not None
                yield Voice(words, speaker.party, speaker.is_party, is_unnamed, attribution.content)


def _as_mention(speaker: Speaker) -> Mention | None:
    """The speaker as one more mention of its party, or None where it speaks for none."""
    if speaker.party is None:
        return None
    shape = Shape.PARTY if speaker.is_party else Shape.BODY if speaker.person is None else Shape.PERSON
    return Mention(speaker.span, speaker.party, shape, None if speaker.is_party else speaker.words)


def _by_sentence(parts: Sequence[Sentence], attributions: Sequence[Attribution]) -> list[list[Attribution]]:
    """The attributions that begin in each sentence; one that begins in a heading is nobody's."""
    own: list[list[Attribution]] = [[] for _ in parts]
    starts = [part.span[0] for part in parts]
    for attribution in attributions:
        first = min(span[0] for span in (*attribution.content, *attribution.source, *attribution.cue))
        index = bisect_right(starts, first) - 1
        if index >= 0 and first < parts[index].span[1]:
            own[index].append(attribution)
    return own


def _without_labels(parts: Sequence[Sentence], attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions whose sources all stand in sentences: a label is the source of nothing but its own turn."""
    starts = [part.span[0] for part in parts]

    def is_inside(source: Span) -> bool:
        index = bisect_right(starts, source[0]) - 1
        return index >= 0 and source[0] < parts[index].span[1]

    return [one for one in attributions if all(is_inside(source) for source in one.source)]


def _real_cues(
    text: str, span: Span, mentions: Sequence[Mention], pieces: Sequence[Span], past: Span | None
) -> Iterator[ActCue]:
    """The cues that are what they look like: no noun taken for a verb, none in a name, an "if" clause or the past."""
    supposed = [supposition.span() for piece in pieces if (supposition := _IF_CLAUSE.match(text, *piece))]
    if past is not None:
        supposed.append(past)
    taken: Span | None = None
    for cue in find_acts(text, span):
        if any(start <= cue.span[0] < end for start, end in (mention.span for mention in mentions)):
            continue
        if any(start <= cue.span[0] < end for start, end in supposed):
            continue
        if cue.span == taken:
            continue
        before = text[span[0] : cue.span[0]]
        if cue.form is Form.VERB and _is_noun_here(before, span[0], cue, mentions):
            continue
        taken = cue.span
        yield cue


def _is_noun_here(before: str, start: int, cue: ActCue, mentions: Sequence[Mention]) -> bool:
    """Whether a verb's form stands where only a noun can: behind an article, a possessive or an adjective."""
    if _NOUN_CONTEXT.search(before):
        return True
    end = start + len(before.rstrip())
    if any(mention.shape is Shape.ADJECTIVE and mention.span[1] == end for mention in mentions):
        return True
    is_named = any(mention.span[0] < end <= mention.span[1] + 2 for mention in mentions)
    if _PRONOUN_BEFORE.search(before):
        return False
    return cue.is_plain_form and not is_named and bool(_CAPITALISED.search(before.rstrip())) and " " in before.strip()


@functools.cache
def _opinion() -> re.Pattern[str]:
    """Those who judge and hold no position in the talks."""
    return vocabulary.any_of(vocabulary.load("attribution")["opinion"])
