"""Single lines of a brief as Markdown; every text of the record is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from detente.briefing.brief import Brief, Citation
from detente.briefing.html import web_address
from detente.briefing.limits import LIMITS
from detente.briefing.marks import FIRMNESS_WORDS, UNICODE
from detente.briefing.phrases import (
    INFERRED,
    checked_words,
    count_line,
    deed_of,
    document_words,
    more_words,
    ruling_words,
    span_words,
    speaker_words,
)
from detente.briefing.quotes import within_quotes
from detente.briefing.records import Cell, Clause, Item, Line, PositionLine, Silence, SourceId
from detente.briefing.wording import date_words, excerpt

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&$])")
_LIST_MARK = re.compile(r"^(\d+)([.)])(?=\s)|^([-+])(?=\s)")


def escaped(text: str) -> str:
    r"""The text on one line, so that Markdown shows it as it is.

    Example:
        >>> print(escaped("a *b* | [c](d)"))
        a \*b\* \| \[c\](d)
    """
    line = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LIST_MARK.sub(lambda mark: mark[0][:-1] + "\\" + mark[0][-1], line)


def cell(brief: Brief, line: Cell | None) -> str:
    """A cell of the matrix."""
    if line is None:
        return "-"
    contested = UNICODE.contested if line.is_contested else ""
    unsure = f" {UNICODE.unsure}" if line.is_unsure else ""
    tally = f"{UNICODE.bar(line.firmness)} {line.n_statements}{contested}{unsure}"
    stance = UNICODE.stance_of(line.stance, escaped(line.detail) if line.detail else None)
    return f"{stance} {tally} {cites(brief, line)}"


def position(brief: Brief, line: PositionLine) -> Iterator[str]:
    """A position with its words, its counts and what contests it."""
    yield (
        f"- **{escaped(line.party)}** {UNICODE.glyphs[line.stance]} {_done(brief, line)}"
        f" {UNICODE.bar(line.firmness)} {FIRMNESS_WORDS[line.firmness]} {cites(brief, line)}"
    )
    more = f" (+{line.n_uncited} not cited)" if line.n_uncited else ""
    yield f"  - {_quoted(brief, line.quote)} ({escaped(line.teller)}, {date_words(line.dated)}){more}"
    why = f"; chosen as {line.why}" if line.n_statements > 1 else ""
    yield f"  - {INFERRED} {count_line(line)}; {span_words(line.since, line.last_confirmed)}{why}"
    if line.against:
        yield f"  - {INFERRED} {UNICODE.contested} contested by {marks(brief, line.against)}"


def item(brief: Brief, line: Item | Silence) -> Iterator[str]:
    """A line of a list: what it is about, the words that are told, what was inferred, what an analyst decided."""
    is_quoted = isinstance(line, Item) and line.is_quoted
    head = f"“{escaped(line.head)}”" if is_quoted else escaped(line.head)
    about = f" {escaped(line.about)}" if line.about else ""
    mark = f" [{escaped(line.mark)}]".replace("[", "\\[").replace("]", "\\]") if line.mark else ""
    inferred = f"  - {INFERRED} {escaped(' '.join(line.inferred))}"
    if isinstance(line, Silence):
        yield f"- **{head}**{about}{mark}"
        yield inferred
        return
    yield f"- **{head}**{about}{mark} {cites(brief, line)}"
    for told in line.told:
        label = f"{escaped(told.label)}: " if told.label else ""
        words = f"{_quoted(brief, told.quote)} ({escaped(told.teller)}, {date_words(told.dated)})"
        yield f"  - {label}{words} {marks(brief, (told.source,))}"
    if line.inferred:
        yield inferred
    if line.ruling:
        yield f"  - {escaped(ruling_words(line.ruling))} “{escaped(line.ruling.reason)}”"
    if line.n_uncited:
        yield f"  - {more_words(line.n_uncited, 'not cited')}"


def source(citation: Citation) -> str:
    """A numbered source as a footnote."""
    title = f"*{escaped(citation.title)}*, " if citation.title else ""
    url = f" <{web_address(citation.url)}>" if web_address(citation.url) else ""
    return (
        f"[^{citation.number}]: “{escaped(within_quotes(citation.quote))}” — {escaped(speaker_words(citation))}."
        f" {title}{escaped(document_words(citation))}.{url}"
        f" Characters {citation.start} to {citation.end}, {citation.source},"
        f" {checked_words(citation.status, is_by_hand=citation.is_by_hand)}."
    )


def clause(brief: Brief, line: Clause) -> str:
    """A party's stance in the bottom line."""
    is_bare = not (line.option or line.value or line.condition)
    quote = f": {_quoted(brief, line.quote)}" if is_bare else ""
    told_by = f" (as reported by {escaped(line.told_by)})" if line.told_by else ""
    red = " (**red line**)" if line.is_red_line else ""
    contested = f" {UNICODE.contested}" if line.is_contested else ""
    return f"{escaped(line.party)}{red} {_done(brief, line)}{quote}{told_by}{contested} {cites(brief, line)}"


def _done(brief: Brief, line: Clause | PositionLine) -> str:
    verb, named, link = deed_of(line)
    condition = _quoted(brief, line.condition) if line.condition else ""
    return " ".join(filter(None, (verb, f"**{escaped(named)}**" if named else "", link, condition)))


def cites(brief: Brief, line: Line) -> str:
    """The footnote marks of a line."""
    return marks(brief, line.sources)


def marks(brief: Brief, sources: Iterable[SourceId]) -> str:
    """The footnote marks of sources."""
    return "".join(f"[^{number}]" for number in brief.numbers_of(sources))


def _quoted(brief: Brief, text: str) -> str:
    return f"“{escaped(excerpt(text, LIMITS[brief.length].quote_chars))}”"
