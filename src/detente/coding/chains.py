"""Turns the outlets, leaks and unnamed sources of a passage into the chain of who reports whom."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from detente.coding import vocabulary
from detente.coding.attribution import hearsay, is_byline
from detente.coding.segments import Sentence
from detente.model import Dossier, SourceKind, Span

_LONGEST_LEAD_CHARS = 4
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEAD = re.compile(
    r"^(?:(?:On|In|At|But|And|Yet|As|When|Last|This)\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+)?(?:[Tt]he\s+)?"
)
"""What a sentence may begin with before an outlet's name."""
_RUMOUR = re.compile(
    r"(?P<cited>(?:Some|Many|Several|Voices)\s+(?:in|at|inside|within|near|around)\s+[^,.;:]{1,40}?)(?=\s+[a-z]+\s+that\b)"
)
_DATELINE = re.compile(r"[^\n.()]{0,60}\([^()\n]{2,60}\)\s*[-–—]{1,2}\s")
"""A place, a day and the agency in brackets: it publishes the text, and is nobody between a speaker and it."""


@dataclass(frozen=True, slots=True)
class _Teller:
    span: Span
    name: str
    is_unnamed: bool


@dataclass(slots=True)
class _Passage:
    """What has been read so far: the paragraph's chain, the last report with a named outlet, the last outlet."""

    paragraph: int = -1
    chain: tuple[str, ...] = ()
    report: tuple[str, ...] = ()
    outlet: str | None = None


class _Within:
    """Spans of a text in order, asked whether a place lies in one of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(set(spans))
        self._starts = [span[0] for span in self._spans]

    def holds(self, place: Span, offset: int) -> bool:
        """Whether the place, counted from ``offset``, begins one of the spans or stands behind its article."""
        start = place[0] + offset
        index = bisect_right(self._starts, start) - 1
        if index < 0:
            return False
        span = self._spans[index]
        return start - span[0] <= _LONGEST_LEAD_CHARS and place[1] + offset <= span[1]


class Chains:
    """Follows through one document who reports what; nearest the speaker first."""

    def __init__(self, dossier: Dossier) -> None:
        self._canonical = {
            name.casefold(): source for source in dossier.sources for name in (source.name, *source.names)
        }
        data = vocabulary.load("attribution")
        known = "|".join(re.escape(name) for name in sorted(self._written(dossier), key=len, reverse=True)) or r"(?!)"
        endings = "|".join(data["outlet_names"])
        heads = "|".join(data["outlets"])
        unnamed, near = "|".join(data["unnamed_heads"]), "|".join(data["unnamed_near"])
        some = "|".join(data["unnamed_some"])
        adjective = r"(?:[A-Z][\w-]+\s+|media\s+|press\s+|state\s+|local\s+)"
        self._tellers = re.compile(
            rf"(?P<known>(?<![\w-])(?:{known})(?!\w))"
            rf"|(?P<named>\b(?:(?:[A-Z][\w’'&.-]*|of|the)\s+){{1,4}}(?:{endings})\b)"
            rf"|(?P<group>{adjective}(?:{heads})\b)"
            rf"|(?P<unnamed>\b(?:[Uu]nnamed|[Aa]nonymous|[Uu]nidentified)\s+(?:\w+\s+){{0,2}}(?:{unnamed})\b"
            rf"|\b(?i:(?:{some})\s+)?(?:{unnamed})\s+(?:who\s+\w+\s+anonymity|(?:{near})(?:\s+(?!said\b|told\b|says?\b|quoted\b|cited\b)[\w’'-]+){{1,4}}))"
            rf"|(?P<again>\b(?:the|this)\s+(?:{'|'.join(data['outlet_again'])})\b)",
        )

        tied = "|".join(data["unnamed_tied"])
        behind = rf"(?:\s+(?:{tied})\b(?:(?!\b(?:quoted|cited|told|said|as)\b)[^,.;:“”\"()])*?)?"
        people = rf"(?:(?:{some})\s+)*(?:{unnamed})\b{behind}"
        citing = vocabulary.any_of([*data["citing"], "according to"]).pattern
        self._cited = re.compile(
            rf"(?:{citing})\s+(?:an?\s+|the\s+)?(?P<cited>{people})(?=\s+(?:as|that|quoted|cited)\b|[,.;:“”\"()]|$)"
            rf"|\b(?P<telling>{people})(?=\s+(?:(?:who\s+)?(?:told|quoted\s+by|cited\s+by))\s+(?:the\s+)?[A-Z])",
            re.IGNORECASE,
        )

    @staticmethod
    def _written(dossier: Dossier) -> list[str]:
        return [name for source in dossier.sources for name in (source.name, *source.names)]

    def of_document(self, text: str, parts: list[Sentence], sources: Iterable[Span]) -> list[tuple[str, ...]]:
        """The chain of each sentence of one document, in order.

        Args:
            text: The document's text.
            parts: Its sentences.
            sources: The characters of its attributions' sources: an outlet or leak that is one reports.
        """
        passage = _Passage()
        within = _Within(sources)
        chains = [self._of_sentence(text, part, passage, within) for part in parts]
        for index, part in enumerate(parts[1:], start=1):
            if is_byline(text, part.span):
                chains[index - 1] = chains[index]
        return chains

    def _of_sentence(self, text: str, sentence: Sentence, passage: _Passage, within: _Within) -> tuple[str, ...]:
        if sentence.paragraph != passage.paragraph:
            passage.chain, passage.paragraph = (), sentence.paragraph
        told = text[slice(*sentence.span)]
        tellers = self._told_in(told, passage, lambda place: within.holds(place, sentence.span[0]))
        tellers += self._cited_in(told, tellers)
        if tellers:
            chain = _ordered(told, tellers)
            outside = _BRACKETED.sub(lambda brackets: " " * len(brackets.group()), told)
            if outside == told or self._told_in(outside, passage, lambda _: False):
                passage.chain = chain
                if any(not teller.is_unnamed for teller in tellers):
                    passage.report = chain
            return chain
        if hearsay().search(told):
            passage.chain = passage.report or passage.chain
        return passage.chain

    def _told_in(self, told: str, passage: _Passage, is_source: Callable[[Span], bool]) -> list[_Teller]:
        tellers = []
        dateline = _DATELINE.match(told)
        for match in self._tellers.finditer(told, dateline.end() if dateline else 0):
            teller = self._teller(match, passage)
            if teller is not None and (_is_reporting(told, match.span()) or is_source(match.span())):
                tellers.append(teller)
        return tellers

    def _cited_in(self, told: str, tellers: Sequence[_Teller]) -> list[_Teller]:
        """Whoever without a name an outlet goes by ("citing two diplomats"), or the text ("Some in Halm whisper")."""
        if any(teller.is_unnamed for teller in tellers):
            return []
        match = self._cited.search(told) if tellers else _RUMOUR.match(told)
        if match is None:
            return []
        group = match.lastgroup or "cited"
        return [_Teller(match.span(group), " ".join(match[group].split()), is_unnamed=True)]

    def _teller(self, match: re.Match[str], passage: _Passage) -> _Teller | None:
        written = " ".join(match.group().split())
        if match["again"]:
            return None if passage.outlet is None else _Teller(match.span(), passage.outlet, is_unnamed=False)
        if match["unnamed"]:
            return _Teller(match.span(), written, is_unnamed=True)
        if match["group"]:
            return _Teller(match.span(), written.removeprefix("The "), is_unnamed="leaks" in written)
        source = self._canonical.get(written.casefold())
        if source is not None and source.kind is SourceKind.UNNAMED:
            return _Teller(match.span(), written, is_unnamed=True)
        name = source.name if source is not None else _LEAD.sub("", written)
        passage.outlet = name
        return _Teller(match.span(), name, is_unnamed=False)


def _ordered(told: str, tellers: list[_Teller]) -> tuple[str, ...]:
    """The tellers' names, nearest the speaker first: the unnamed, then in text order unless one cites the next."""
    named = [teller for teller in tellers if not teller.is_unnamed]
    if len(named) == 2 and _citing().search(told[named[0].span[1] : named[1].span[0]]):
        named.reverse()
    unnamed = [teller for teller in tellers if teller.is_unnamed]
    return tuple(dict.fromkeys(teller.name for teller in (*unnamed, *named)))


def _is_reporting(told: str, place: Span) -> bool:
    """Whether the teller at ``place`` reports the sentence, and is not only talked about in it."""
    if is_byline(told, (0, len(told))):
        return True
    before, after = told[: place[0]], told[place[1] :]
    is_bracketed = before.count("(") > before.count(")") or before.count("[") > before.count("]")
    return (
        is_bracketed
        or any(pattern.match(after) for pattern in _reporting_after())
        or bool(_told_before().search(before))
    )


@functools.cache
def _reporting_after() -> tuple[re.Pattern[str], ...]:
    """What stands behind a teller that reports: its sources, "-sourced", a verb of reporting, "cited by"."""
    data = vocabulary.load("attribution")
    sourced = "|".join(re.escape(ending) for ending in data["sourced"])
    kind = f"(?:\\s+(?:news\\s+)?(?:{'|'.join(data['outlet_again'])})\\b)?"
    auxiliary = r"(?:\w+ly\s+|also\s+|has\s+|had\s+|have\s+)?"
    reporting, told = (vocabulary.any_of(data[name]).pattern for name in ("reporting", "told"))
    return (
        re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,2}(?:sources?|reports?|reporting|account|story)\b"),
        re.compile(rf"(?:{sourced})\b"),
        re.compile(rf"{kind}(?:\s*,[^,]*,)?\s+{auxiliary}(?:{reporting})", re.IGNORECASE),
        re.compile(rf"{kind},?\s+(?:as\s+)?(?:{told})", re.IGNORECASE),
    )


@functools.cache
def _told_before() -> re.Pattern[str]:
    """What stands before a teller that is told something, or that a sentence goes back to."""
    told = vocabulary.any_of(vocabulary.load("attribution")["told"]).pattern
    person = r"(?:[\w’'-]+\s+(?:at|by|in|from|of)\s+)?"
    return re.compile(rf"(?:{told})\s+(?:an?\s+|the\s+)?{person}(?:[^.;:]*?(?:,|and)\s+)?$", re.IGNORECASE)


@functools.cache
def _citing() -> re.Pattern[str]:
    return vocabulary.any_of(vocabulary.load("attribution")["citing"])
