"""Single lines of a brief as Markdown; every text of the record is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from detente.briefing.brief import Brief, Citation
from detente.briefing.html import web_address
from detente.briefing.marks import FIRMNESS_WORDS, UNICODE
from detente.briefing.phrases import (
    CLASH_WORDS,
    STATUS_WORDS,
    count_line,
    count_words,
    deed_of,
    document_words,
    now_words,
    span_words,
    speaker_words,
)
from detente.briefing.records import Cell, Clause, Contest, Line, Linkage, PositionLine, RedLine
from detente.briefing.wording import date_words, excerpt
from detente.model import Edtf, Firmness

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
    tally = f"{UNICODE.bar(line.firmness)} {line.n_statements}{contested}"
    stance = UNICODE.stance_of(line.stance, escaped(line.detail) if line.detail else None)
    return f"{stance} {tally} {cites(brief, line)}"


def position(brief: Brief, line: PositionLine) -> Iterator[str]:
    """A position with its words, its counts and what contests it."""
    yield (
        f"- **{escaped(line.party)}** {UNICODE.glyphs[line.stance]} {_done(line)}"
        f" {UNICODE.bar(line.firmness)} {FIRMNESS_WORDS[line.firmness]}"
    )
    more = f" (+{line.n_uncited} not cited)" if line.n_uncited else ""
    yield f"  - Told: {_told(line.quote, line.teller, line.dated)} {cites(brief, line)}{more}"
    why = f"; chosen as {line.why}" if line.n_statements > 1 else ""
    yield f"  - Counted: {count_line(line)}; {span_words(line.since, line.last_confirmed)}{why}"
    for contest in line.contests:
        note = f"^{brief.number_of[contest.other.statement]}"
        yield (
            f"  - {UNICODE.contested} Contested, {CLASH_WORDS[contest.clash]},"
            f" {date_words(contest.other.dated)} [{note}]"
        )


def red_line(brief: Brief, line: RedLine) -> str:
    """A red line as worded."""
    option = f" **{escaped(line.option)}**" if line.option else ""
    dates = date_words(line.first_said)
    if line.last_repeated:
        dates = f"first {dates}, last {date_words(line.last_repeated)}"
    now = ""
    if line.now and line.now_firmness:
        now = f". {now_words(line)}: {UNICODE.stance(line.now)} {UNICODE.bar(line.now_firmness)}"
    return (
        f"- {UNICODE.bar(Firmness.RED_LINE)} **{escaped(line.party)}** {UNICODE.stance(line.stance)}{option}"
        f" on {escaped(line.issue)}: {_quoted(line.quote)} ({escaped(line.teller)}) {cites(brief, line)};"
        f" {dates}; {count_words(line.n_statements, 'statement')}{now}"
    )


def linkage(brief: Brief, line: Linkage) -> str:
    """A condition as told."""
    depends_on = f" ← depends on {escaped(line.depends_on)}" if line.depends_on else ""
    return (
        f"- **{escaped(line.party)}** {UNICODE.stance(line.stance)} on {escaped(line.issue)}{depends_on}."
        f" Condition: {_quoted(line.condition)}."
        f" {_told(line.quote, line.teller, line.dated)} {cites(brief, line)}"
    )


def contest(brief: Brief, line: Contest) -> str:
    """Two statements that cannot both stand."""
    head = f"- {UNICODE.contested} **{escaped(line.party)}** on {escaped(line.issue)}: {CLASH_WORDS[line.clash]}"
    sides = [
        f"  - {UNICODE.stance(side.stance)}: {_told(side.quote, side.teller, side.dated)}"
        f" [^{brief.number_of[side.statement]}]"
        for side in (line.ours, line.other)
    ]
    return "\n".join((head, *sides))


def source(citation: Citation) -> str:
    """A numbered source as a footnote."""
    title = f"*{escaped(citation.title)}*, " if citation.title else ""
    url = f" <{web_address(citation.url)}>" if web_address(citation.url) else ""
    return (
        f"[^{citation.number}]: “{escaped(citation.quote)}” — {escaped(speaker_words(citation))}."
        f" {title}{escaped(document_words(citation))}.{url}"
        f" Characters {citation.start} to {citation.end}, {citation.statement},"
        f" {STATUS_WORDS[citation.status]}."
    )


def clause(brief: Brief, line: Clause) -> str:
    """A party's stance in the bottom line."""
    is_bare = not (line.option or line.value or line.condition)
    quote = f": {_quoted(line.quote)}" if is_bare else ""
    told_by = f" (as reported by {escaped(line.told_by)})" if line.told_by else ""
    red = "**Red line:** " if line.is_red_line else ""
    contested = f" {UNICODE.contested}" if line.is_contested else ""
    return f"{red}{escaped(line.party)} {_done(line)}{quote}{told_by}{contested} {cites(brief, line)}"


def _done(line: Clause | PositionLine) -> str:
    verb, named, link = deed_of(line)
    condition = _quoted(line.condition) if line.condition else ""
    return " ".join(filter(None, (verb, f"**{escaped(named)}**" if named else "", link, condition)))


def cites(brief: Brief, line: Line) -> str:
    """The footnote marks of a line."""
    return "".join(f"[^{number}]" for number in brief.numbers(line))


def _told(quote: str, teller: str, dated: Edtf | None) -> str:
    return f"{_quoted(quote)} ({escaped(teller)}, {date_words(dated)})"


def _quoted(text: str) -> str:
    return f"“{escaped(excerpt(text, 260))}”"
