"""Turns a brief into Markdown: the same content, with the numbered sources as footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.briefing.brief import Brief
from detente.briefing.limits import Length
from detente.briefing.markdown_lines import cell, cites, clause, escaped, item, position, source
from detente.briefing.marks import FIRMNESS_WORDS, UNICODE, UNSURE_WORDS
from detente.briefing.phrases import (
    CONFIDENCE,
    INFERRED,
    NOTHING,
    READING,
    REST,
    TITLES,
    agreed_words,
    confidence_words,
    count_words,
    further_words,
    left_out_words,
    length_words,
    missing_sentences,
    moment_words,
    more_words,
    resting_words,
    total_words,
)
from detente.briefing.records import Item, Part, Section, Sentence
from detente.briefing.wording import listed


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
    body = brief.body
    if not (body.agreed or body.bottom_line or body.bottom_drafts):
        yield "On no issue is more than one party told to have taken a position."
        yield ""
    if body.agreed:
        yield f"*{agreed_words(body.agreed)}*"
        yield ""
        yield from _told(brief, body.agreed.issues, body.agreed.drafts)
        if body.bottom_line or body.bottom_drafts:
            yield f"*{REST}*"
            yield ""
    yield from _told(brief, body.bottom_line, body.bottom_drafts)
    if brief.body.n_further:
        issues = count_words(brief.body.n_further, "further issue")
        yield f"On {issues} two or more parties have taken positions; see the matrix."
        yield ""
    if found := brief.body.confidence:
        resting = " to ".join(f"[^{number}]" for number in resting_words(brief.numbers(found)))
        yield f"{CONFIDENCE.format(level=f'**{found.level}**')} {confidence_words(found)} Sources: {resting}."
        yield ""
    yield from (f"- *{kind}:* {words}" for kind, words in READING.items())
    yield ""


def _told(brief: Brief, sentences: Iterable[Sentence], drafts: Iterable[Item]) -> Iterator[str]:
    for sentence in sentences:
        clauses = "; ".join(clause(brief, each) for each in sentence.clauses)
        more = f" {sentence.n_further} more below." if sentence.n_further else ""
        state = f" {INFERRED} {escaped(sentence.state)} {cites(brief, sentence)}." if sentence.state else ""
        yield f"**{escaped(sentence.issue)}.**{state} {clauses}.{more}"
        yield ""
    for draft in drafts:
        name = f"“{escaped(draft.head)}”" if draft.is_quoted else escaped(draft.head)
        yield f"**{name}.** {INFERRED} {escaped(' '.join(draft.inferred))} {cites(brief, draft)}"
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
    signs = f"{UNICODE.contested} contested; {UNICODE.unsure} {UNSURE_WORDS}"
    yield f"{stances}; {bars}; the number beside it counts statements; {signs}."
    yield ""
    if further := further_words(brief.body):
        yield escaped(further)
        yield ""


def _issues(brief: Brief) -> Iterator[str]:
    if brief.body.sections:
        yield from _title("issues")
    for section in brief.body.sections:
        yield from _section(brief, section)
    if brief.body.sections and brief.body.n_further_sections:
        yield more_words(brief.body.n_further_sections, "issues in a full brief")
        yield ""


def _section(brief: Brief, section: Section) -> Iterator[str]:
    yield f"### {escaped(section.issue)}"
    yield ""
    if section.description:
        yield escaped(section.description)
        yield ""
    for line in section.lines:
        yield from position(brief, line)
    if section.n_further:
        yield f"- {more_words(section.n_further, 'in the matrix')}"
    yield ""
    if section.silent:
        yield f"No statement of {escaped(listed(section.silent))}."
        yield ""


def _movement(brief: Brief) -> Iterator[str]:
    if brief.body.movement:
        yield from _part(brief, brief.body.movement)


def _parts(brief: Brief) -> Iterator[str]:
    for part in brief.body.parts:
        yield from _part(brief, part)


def _part(brief: Brief, part: Part) -> Iterator[str]:
    yield from _title(part.key)
    for note in part.notes:
        yield escaped(note)
        yield ""
    if not part.items:
        yield NOTHING[part.key]
    for line in part.items:
        yield from item(brief, line)
    if part.n_further:
        yield f"- {more_words(part.n_further)}"
    yield ""


def _missing(brief: Brief) -> Iterator[str]:
    if brief.length is Length.SHORT:
        return
    yield from _title("missing")
    yield from (f"- {escaped(sentence)}" for sentence in missing_sentences(brief.missing))
    yield ""


def _sources(brief: Brief) -> Iterator[str]:
    yield from _title("sources")
    for words in filter(None, (left_out_words(brief.body), length_words(brief))):
        yield words
        yield ""
    for citation in brief.citations:
        yield source(citation)
        yield ""


def _title(part: str) -> tuple[str, str]:
    return f"## {TITLES[part]}", ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


_PARTS = (_head, _bottom_line, _movement, _matrix, _issues, _parts, _missing, _sources)
