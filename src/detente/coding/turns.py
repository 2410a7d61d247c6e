"""Tells whose words the sentences of a document are, where its form tells it: labels of speakers, quoted e-mails."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from detente.coding.casting import LONGEST_OPENING_CHARS, Cast, Casting, Known
from detente.coding.issuing import HEAD, Issued, Point, issued
from detente.coding.labels import Label, label_at, question
from detente.coding.mails import authors
from detente.coding.persons import speaks_of_itself, unquoted
from detente.coding.segments import Sentence, paragraphs, sentences
from detente.model import Act, Document, PartyId, Span

_BOLD = re.compile(r"(?P<mark>\*\*|__)(?!\s).+(?P=mark)", re.DOTALL)
_FEWEST_QUESTIONS = 3
_BREAK = re.compile(r"#|[-*_ ]{3,}$|\*\*", re.MULTILINE)
_MOST_SPEAKERS = 60
"""A text with more labels than this is a list or a table, and nobody's talk."""
_ASKING = Cast(None, is_asking=True)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence, and whose words it holds.

    Attributes:
        sentence: The sentence, without a speaker's label.
        cast: Who speaks; None where nothing but the sentence itself may tell it.
        left: Why it is not read at all; empty where it is.
        point: That it is a point of a paper that parties issue.
    """

    sentence: Sentence
    cast: Cast | None
    left: str = ""
    point: Point | None = None


@dataclass(frozen=True, slots=True)
class _Paragraph:
    span: Span
    is_heading: bool
    label: Label | None


class Turns:
    """Finds the turns of one dossier's documents; built once for a dossier, keeps nothing between documents."""

    def __init__(self, known: Known) -> None:
        self._known = known

    def of_document(self, document: Document, issuers: Sequence[PartyId] = ()) -> Iterator[Spoken]:
        """Every sentence of a document in text order, with whose words it holds.

        Args:
            document: The document.
            issuers: The parties that issue it together, if it is a joint paper.
        """
        text = document.text
        parts = [
            _Paragraph(span, is_heading, _label(text, span, is_heading=is_heading))
            for span, is_heading in paragraphs(text, document.body_start)
        ]
        parts = _with_questions(text, parts)
        turns, cuts = self._labelled(document, parts)
        written = authors(document, [part.span for part in parts], self._known)
        own = None if written or turns or issuers else issued(document, [part.span for part in parts], self._known)
        points = _points(text, parts, own)
        for sentence in sentences(text, document.body_start):
            author = written.get(sentence.paragraph)
            point = Point(tuple(issuers), Act.ACCEPT) if issuers else points.get(sentence.paragraph)
            begin = max(sentence.span[0], cuts.get(sentence.paragraph, 0), point.start if point is not None else 0)
            begin += len(text[begin : sentence.span[1]]) - len(text[begin : sentence.span[1]].lstrip())
            if begin >= sentence.span[1]:
                continue
            cast = turns.get(sentence.paragraph) or (author.cast if author else None)
            if own is not None:
                cast = own.of_sentence(text, sentence)
            is_head = own is not None and own.head == parts[sentence.paragraph].span
            left = HEAD if is_head else author.left if author else ""
            yield Spoken(replace(sentence, span=(begin, sentence.span[1])), cast, left, point)

    def _labelled(self, document: Document, parts: Sequence[_Paragraph]) -> tuple[dict[int, Cast], dict[int, int]]:
        """Who speaks in each paragraph that a label tells of, and where each label ends."""
        labelled = [index for index, part in enumerate(parts) if part.label is not None]
        if not 0 < len({label.words for part in parts if (label := part.label) is not None}) <= _MOST_SPEAKERS:
            return {}, {}
        opening = min(parts[labelled[0]].span[0], document.body_start + LONGEST_OPENING_CHARS)
        casting = Casting(document, opening, self._known)
        casts = {index: casting.of_label(label) for index in labelled if (label := parts[index].label) is not None}
        casts |= dict.fromkeys(_asked(document.text, parts, casts), _ASKING)
        if not _is_transcript(document.text, parts, casts):
            casts = {
                index: cast
                for index, cast in casts.items()
                if cast.party is not None and _is_first_person(document.text, parts[index])
            }
            turns = casts
        else:
            turns = _going_on(document.text, parts, casts, casting)
        return turns, {index: label.span[1] for index in casts if (label := parts[index].label) is not None}


def _with_questions(text: str, parts: Sequence[_Paragraph]) -> list[_Paragraph]:
    """The paragraphs, those in bold labelled as questions where most of them ask and nothing else names who speaks."""
    bold = [part for part in parts if _BOLD.fullmatch(text, *part.span)]
    n_asking = sum(text[slice(*part.span)].rstrip("*_ ").endswith("?") for part in bold)
    if n_asking < _FEWEST_QUESTIONS or 2 * n_asking < len(bold) or any(part.label is not None for part in bold):
        return list(parts)
    return [replace(part, label=question(part.span)) if part in bold else part for part in parts]


def _points(text: str, parts: Sequence[_Paragraph], own: Issued | None) -> dict[int, Point]:
    """The paragraphs that are points of a party's own paper; a list is led in by the paragraph before it."""
    points: dict[int, Point] = {}
    lead = ""
    for index, part in enumerate(parts if own is not None else ()):
        point = own.point_of(text, part.span, lead) if own is not None else None
        if point is None:
            lead = text[slice(*part.span)]
        else:
            points[index] = point
    return points


def _label(text: str, span: Span, *, is_heading: bool) -> Label | None:
    """The label that a paragraph begins with; of headings, only one that is set as a question has any."""
    label = label_at(text, span)
    return (
        label if label is not None and (not is_heading or label.is_question or text.startswith("**", span[0])) else None
    )


def _asked(text: str, parts: Sequence[_Paragraph], casts: Mapping[int, Cast]) -> Iterator[int]:
    """The paragraphs behind labels that name nobody of a party, stand more than once, and mostly with a question."""
    by_label: dict[str, list[int]] = defaultdict(list)
    for index, cast in casts.items():
        label = parts[index].label
        if cast.party is None and label is not None and not label.is_answer:
            by_label[label.words].append(index)
    for own in by_label.values():
        if len(own) > 1 and 2 * sum("?" in text[slice(*parts[index].span)] for index in own) > len(own):
            yield from own


def _is_transcript(text: str, parts: Sequence[_Paragraph], casts: Mapping[int, Cast]) -> bool:
    """Whether labels tell who speaks: those of a chat; somebody asks or is answered; parties speak for themselves."""
    if any(part.label is not None and part.label.is_stamped for part in parts):
        return True
    others = [index for index, cast in casts.items() if not cast.is_asking]
    named = [index for index in others if casts[index].party is not None]
    n_asked = len(casts) - len(others)
    if n_asked > 1 and not others:
        return True
    own = [index for index in (others if n_asked else named) if _is_first_person(text, parts[index])]
    return bool(own) and (n_asked > 0 or len(named) > 1)


def _going_on(text: str, parts: Sequence[_Paragraph], casts: Mapping[int, Cast], casting: Casting) -> dict[int, Cast]:
    """Who speaks in each paragraph: the one of the last label; behind a question set as a heading, who is asked."""
    is_answered = any(not cast.is_asking for cast in casts.values())
    turns: dict[int, Cast] = {}
    current: Cast | None = None
    for index, part in enumerate(parts):
        if index in casts:
            turns[index] = current = casts[index]
            if part.label is not None and current.is_asking and (part.is_heading or not is_answered):
                current = casting.asked(part.label)
        elif part.is_heading and _BREAK.match(text, part.span[0]):
            current = None
        elif current is not None:
            turns[index] = current
    return turns


def _is_first_person(text: str, part: _Paragraph) -> bool:
    """Whether somebody speaks of themselves behind a label: unquoted, or in a quotation that begins there."""
    start = part.label.span[1] if part.label is not None else part.span[0]
    told = text[start : part.span[1]].strip()
    return speaks_of_itself(told if told.startswith(("“", '"')) else unquoted(told))
