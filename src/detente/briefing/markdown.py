"""Turns a brief into Markdown: the same content, with the numbered sources as footnotes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from detente.briefing.brief import Brief
from detente.briefing.markdown_lines import cell, clause, contest, escaped, linkage, position, red_line, source
from detente.briefing.marks import FIRMNESS_WORDS, UNICODE
from detente.briefing.phrases import (
    READING,
    TITLES,
    count_words,
    gap_sentences,
    length_words,
    moment_words,
    total_words,
)
from detente.briefing.records import Line, Section
from detente.briefing.wording import listed

Item = TypeVar("Item", bound=Line)


def to_markdown(brief: Brief) -> str:
    """The brief as Markdown with footnotes; every text of the record is escaped, one line each."""
    return "\n".join(line for part in _PARTS for line in part(brief)).strip() + "\n"


def _head(brief: Brief) -> Iterator[str]:
    yield f"# {escaped(brief.title)}"
    yield ""
    yield f"**Where the parties stand. {moment_words(brief)}.** {total_words(brief)}."
    yield ""


def _bottom_line(brief: Brief) -> Iterator[str]:
    yield from _title("bottom")
    if not brief.body.bottom_line:
        yield "On no issue is more than one party told to have taken a position."
        yield ""
    for sentence in brief.body.bottom_line:
        clauses = "; ".join(clause(brief, each) for each in sentence.clauses)
        more = f" {sentence.n_further} more below." if sentence.n_further else ""
        yield f"**{escaped(sentence.issue)}.** {clauses}.{more}"
        yield ""
    if brief.body.n_further:
        issues = count_words(brief.body.n_further, "further issue")
        yield f"On {issues} two or more parties have taken positions; see the matrix."
        yield ""
    yield from (f"- *{kind}:* {words}" for kind, words in READING.items())
    yield ""


def _matrix(brief: Brief) -> Iterator[str]:
    yield from _title("matrix")
    if not brief.body.rows:
        yield "No statement is recorded yet."
        yield ""
        return
    yield _row(["Issue", *map(escaped, brief.body.parties)])
    yield _row(["---"] * (len(brief.body.parties) + 1))
    for row in brief.body.rows:
        yield _row([f"**{escaped(row.issue)}**", *(cell(brief, each) for each in row.cells)])
    yield ""
    stances = ", ".join(UNICODE.stance(act) for act in UNICODE.glyphs)
    bars = ", ".join(f"{bar} {FIRMNESS_WORDS[firmness]}" for firmness, bar in UNICODE.bars.items())
    yield f"{stances}; {bars}; the number beside it counts statements; {UNICODE.contested} contested."
    yield ""


def _issues(brief: Brief) -> Iterator[str]:
    if brief.body.sections:
        yield from _title("issues")
    for section in brief.body.sections:
        yield from _section(brief, section)


def _section(brief: Brief, section: Section) -> Iterator[str]:
    yield f"### {escaped(section.issue)}"
    yield ""
    if section.description:
        yield escaped(section.description)
        yield ""
    for line in section.lines:
        yield from position(brief, line)
    yield ""
    if section.silent:
        yield f"No statement of {escaped(listed(section.silent))}."
        yield ""


def _red_lines(brief: Brief) -> Iterator[str]:
    yield from _list(brief, "red", brief.body.red_lines, red_line)


def _conditions(brief: Brief) -> Iterator[str]:
    yield from _list(brief, "conditions", brief.body.linkages, linkage)


def _contested(brief: Brief) -> Iterator[str]:
    yield from _list(brief, "contested", brief.body.contests, contest)


def _gaps(brief: Brief) -> Iterator[str]:
    yield from _title("gaps")
    yield from (f"- {escaped(sentence)}" for sentence in gap_sentences(brief.gaps))
    yield ""


def _sources(brief: Brief) -> Iterator[str]:
    yield from _title("sources")
    if length_words(brief):
        yield length_words(brief)
        yield ""
    for citation in brief.citations:
        yield source(citation)
        yield ""


def _list(brief: Brief, part: str, lines: Iterable[Item], show: Callable[[Brief, Item], str]) -> Iterator[str]:
    shown = [show(brief, line) for line in lines]
    if shown:
        yield from _title(part)
        yield from shown
        yield ""


def _title(part: str) -> tuple[str, str]:
    return f"## {TITLES[part]}", ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


_PARTS = (
    _head,
    _bottom_line,
    _matrix,
    _issues,
    _red_lines,
    _conditions,
    _contested,
    _gaps,
    _sources,
)
