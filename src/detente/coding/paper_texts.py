"""Finds out whether a document is itself a paper, or prints one: a line names it, and numbered points follow."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from detente.coding import vocabulary
from detente.coding.casting import Known
from detente.coding.days import past_days
from detente.coding.issuing import Point, addressed_in, issued
from detente.coding.marks import mark_at
from detente.coding.paper_authors import PaperAuthors
from detente.coding.paper_names import Names, flat, listed, words_of
from detente.coding.places import Place
from detente.coding.segments import paragraphs
from detente.model import Act, Document, Dossier, Edtf, PartyId, Span

_LINE = re.compile(r"[^\n]*\S[^\n]*")
_MARKS = "#*_ \t\r\n"
_BLANK = re.compile(r"\n[ \t]*\n")
_WORD = re.compile(r"[^\W\d_]+")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)\b")
_FEWEST_POINTS = 3
_SHOWN = re.compile(
    r"[,;:–—-]?\s+(?:as\s+)?(?:obtained|seen|published|printed|leaked|released|revealed)\s+(?:by|to)\b", re.IGNORECASE
)
_LEAST_SHARE = 0.5
_HEAD_CHARS = 1000
_MARKED = re.compile(
    r"(?:^|[.*_(\[–—-])[ \t]*(?:strictly\s+|private\s+and\s+)?confidential"
    r"(?=[ \t]*(?:[.:,;)\]*_–—-]|$)|\s+(?:until|and|to|for)\b)",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class PaperText:
    """The text of a paper.

    Attributes:
        head: The line that names it.
        is_printed: Whether it stands inside a text of somebody else's, who prints it.
        named: What it is called, with the word for its version in front.
        instrument: The dossier's.
        is_changed: Whether it is called a revised one.
        on: The day in its head, else that of its publication; a printed one is older than the text that prints it.
        author: The party that issues it, as :func:`detente.coding.issuing.issued` tells; of a printed one who is told
            to have written it or sent it out, or whose the dossier calls it; None where nothing tells.
        addressed: The parties that it is told above its points to be for; ``address`` are the words that tell so.
        points: Each without its number, in their order.
    """

    head: Span
    is_printed: bool
    named: str
    instrument: str
    is_changed: bool
    on: Edtf | None
    author: PartyId | None
    addressed: tuple[PartyId, ...]
    address: Span
    points: tuple[Span, ...]


class PaperTexts:
    """Finds the papers of one dossier among documents; built once for a dossier."""

    def __init__(self, dossier: Dossier, known: Known) -> None:
        self._known = known
        self._instruments = {
            flat(name): one.id for one in reversed(dossier.instruments) for name in (one.name, *one.names)
        }
        self._names = Names(tuple(name for name in self._instruments if name))
        self._authors = PaperAuthors(dossier, known.actors)

    def of_document(self, document: Document, places: Sequence[Place]) -> PaperText | None:
        """The paper that a document is or prints; None where it only tells of one, or is something else.

        Its title or its first line, or a line inside the text of somebody who prints it, is the name of one of the
        dossier's instruments, with nothing but the version, the kind and a day beside it; three or more points,
        numbered from one, are at least half of what follows, up to the last point where it is printed. A title may
        also tell who shows it ("as obtained by the Courier").

        Args:
            document: The document.
            places: Its places.
        """
        text = document.text
        lines = [_within(text, line.span()) for line in _LINE.finditer(text, document.body_start)]
        title = document.title or ""
        own = self._titled(text[slice(*lines[0])]) if lines else None
        if told := own or self._titled(title):
            found = self._paper(document, lines, told, lines, is_printed=False)
            if found is not None:
                return found
        for index, line in enumerate(lines[1:], 1):
            if told := self._titled(text[slice(*line)]):
                found = self._paper(document, lines, told, _printed(text, lines[index:]), is_printed=True)
                if found is not None:
                    return self._with_author(document, found, places)
        shown = _SHOWN.search(title)
        if shown is not None and (told := self._titled(title[: shown.start()])):
            found = self._paper(document, lines, told, lines, is_printed=True)
            return found and self._with_author(document, found, places)
        return None

    def _paper(
        self, document: Document, every: Sequence[Span], told: tuple[str, str], lines: Sequence[Span], *,
        is_printed: bool,
    ) -> PaperText | None:  # fmt: skip
        """The paper that some lines are, the first of them its head, where their points are enough of them."""
        text, (name, version) = document.text, told
        numbered = _numbered(text, lines)
        points = tuple(_points(text, lines, numbered))
        n_chars = sum(end - start for start, end in lines[1:])
        is_whole = sum(end - start for start, end in points) >= _LEAST_SHARE * n_chars
        if len(points) < _FEWEST_POINTS or not is_whole:
            return None
        head = lines[0]
        lead = every[0][0] if is_printed else head[1], lines[numbered[0]][0]
        if is_printed:
            own = addressed_in(document, lead, self._known)
        else:
            own = issued(document, (span for span, _ in paragraphs(text, document.body_start)), self._known, lead)
        days = past_days(text, head, document.published)
        return PaperText(
            head=head,
            is_printed=is_printed,
            named=f"{version} {name}".strip(),
            instrument=self._instruments[flat(name)],
            is_changed=version in listed("changed"),
            on=days[0].on if days else None if is_printed else document.published,
            author=own.party if own is not None else None,
            addressed=own.addressed if own is not None else (),
            address=own.head if own is not None and own.head is not None else lead,
            points=points,
        )

    def _with_author(self, document: Document, paper: PaperText, places: Sequence[Place]) -> PaperText:
        if paper.author is not None:
            return paper
        around = [one for one in places if not _is_within(one, paper)]
        return replace(paper, author=self._authors.of(paper.instrument, document.title, around))

    def _titled(self, line: str) -> tuple[str, str] | None:
        """The name of the dossier's paper that a line is, and the word for its version; None where it tells more."""
        found = (each.known for each in self._names.find(line, (0, len(line))) if each.known)
        name = next(found, None)
        if name is None:
            return None
        rest = _ORDINAL.sub(" ", line.replace(name, " ", 1).casefold())
        beside = [match[0] for match in _WORD.finditer(rest)]
        if any(word not in _beside() for word in beside):
            return None
        return name, next((word for word in beside if word in listed("versions") | listed("changed")), "")


def is_unpublished(document: Document, text: PaperText | None) -> bool:
    """Whether a document is not for everybody: it says so, or is a paper itself that has no address.

    What a paper says of itself says nothing of the text that prints it.
    """
    start = document.body_start
    if text is not None and text.is_printed:
        return False
    if text is not None and document.url is None:
        return True
    return bool(
        _MARKED.search(document.text[start : start + _HEAD_CHARS]) or _unpublished().search(document.text, start)
    )


def provided_in(paper: PaperText, places: Sequence[Place]) -> Iterator[Place]:
    """The places of a document, those in the points of a paper told as what its author provides for.

    Points of a paper that parties issue together are read as such: they agreed to them.
    """
    parties = () if paper.author is None else (paper.author,)
    for place in places:
        point = place.point or Point(parties, Act.PROPOSE, place.sentence.span[0])
        is_provided = _is_within(place, paper) and point.act is not Act.ACCEPT
        yield replace(place, point=replace(point, is_provision=True)) if is_provided else place


def _is_within(place: Place, paper: PaperText) -> bool:
    start, end = place.sentence.span
    return any(first < end and start < last for first, last in paper.points)


def _printed(text: str, lines: Sequence[Span]) -> Sequence[Span]:
    """The lines up to the end of the last point, from the head of a printed paper on."""
    numbered = _numbered(text, lines)
    if not numbered:
        return lines
    *_, (_, end) = _points(text, lines, numbered)
    return [line for line in lines if line[0] < end]


def _numbered(text: str, lines: Sequence[Span]) -> list[int]:
    """The lines that begin the points, numbered from one without a gap."""
    found: list[int] = []
    for index, line in enumerate(lines):
        mark = mark_at(text, line)
        if mark is not None and mark[1] == len(found) + 1:
            found.append(index)
    return found


def _points(text: str, lines: Sequence[Span], numbered: Sequence[int]) -> Iterator[Span]:
    """Each point without its number, with the lines that go on with it: up to the next point or a blank line."""
    for index, after in pairwise([*numbered, len(lines)]):
        mark = mark_at(text, lines[index])
        start, end = lines[index] if mark is None else (mark[0], lines[index][1])
        for line in lines[index + 1 : after]:
            if start < end and _BLANK.search(text, end, line[0]):
                break
            end = line[1]
        yield _within(text, (start, end))


def _within(text: str, span: Span) -> Span:
    """A line without the marks around it."""
    words = text[slice(*span)]
    return span[0] + len(words) - len(words.lstrip(_MARKS)), span[0] + len(words.rstrip(_MARKS))


@functools.cache
def _beside() -> frozenset[str]:
    """The words that may stand beside the name of a paper in its own title."""
    kinds = listed("kinds_any") | listed("kinds_plan") | listed("kinds_own") | listed("qualities")
    days = {word for key in ("months", "weekdays") for word in vocabulary.load("dates")[key]}
    return listed("versions") | listed("changed") | kinds | days | {"the", "a", "of", "version", "as", "v", "no"}


@functools.cache
def _unpublished() -> re.Pattern[str]:
    return vocabulary.any_of(words_of("unpublished"))
