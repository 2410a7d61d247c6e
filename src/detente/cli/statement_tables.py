"""Statements and attributions in a terminal: what was said, by whom, on what, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.briefing.marks import FIRMNESS_WORDS
from detente.briefing.phrases import count_words, status_words, undone_words
from detente.briefing.wording import excerpt, shortened, teller_words
from detente.cli.output import width
from detente.cli.styles import (
    GAP,
    HEAD,
    NOTED,
    QUIET,
    STYLE_OF,
    folding_table,
    hairline_table,
    lines,
    marks,
    short_date,
    words,
)
from detente.coding.explaining import Explained
from detente.coding.speakers import Speaker, Tie
from detente.model import Attribution, Decision, Document, Dossier, Entry, Span, Statement, Status
from detente.model.reviews import standing

Found = tuple[Document, Attribution, Sequence[Speaker] | None]
"""A document, one of its attributions, and whom its sources are where a dossier tells."""

_ID = 13
_WHO_AND_WHAT = 18
_ACT = 12
_QUOTE_LINES = 3
_NARROWEST_QUOTE = 24
_TOLD = 240


def statements_page(entries: Sequence[Entry], dossier: Dossier, *, n_left_out: int = 0) -> Iterator[RenderableType]:
    """The ledger's statements as a table, with their number, and how many were left out that others stand for."""
    if entries:
        yield _table(
            "Statement",
            [(entry.statement, _identity(entry), _decided(entry)) for entry in entries],
            dossier,
        )
        yield Text()
    left_out = f"; {n_left_out:,} more that others stand for now: --all" if n_left_out else ""
    yield words(count_words(len(entries), "statement") + left_out, QUIET)


def coded_page(coded: Sequence[tuple[Document, Statement]], dossier: Dossier) -> Iterator[RenderableType]:
    """Statements that no ledger holds, a table a document."""
    for name, group in groupby(coded, key=lambda row: row[0].name):
        yield words(name, HEAD)
        yield _table("Said on", [(each, _dated(document, each), Text()) for document, each in group], dossier)
        yield Text()
    yield words(count_words(len(coded), "statement"), QUIET)


def explained_page(explained: Sequence[tuple[Document, Explained]], dossier: Dossier) -> Iterator[RenderableType]:
    """Every sentence with what was coded in it and why, and what was left out and why."""
    for name, group in groupby(explained, key=lambda row: row[0].name):
        yield words(name, HEAD)
        table = hairline_table()
        table.expand = True
        table.add_column("Sentence", ratio=1, overflow="fold")
        table.add_column("What was coded, and why", ratio=1, overflow="fold")
        for document, each in group:
            told = words(document.text[slice(*each.sentence)])
            table.add_row(told, lines(*_became(document, each, dossier)))
        yield table
        yield Text()
    n_coded = sum(len(one.statements) for _, each in explained for one in each.weighed)
    yield words(f"{count_words(n_coded, 'statement')} in {count_words(len(explained), 'sentence')}", QUIET)


def _became(document: Document, explained: Explained, dossier: Dossier) -> Iterator[Text]:
    """A line for each statement, and for each reason why there is none."""
    if explained.reason:
        yield words(f"Nothing: {explained.reason}.", QUIET)
    for one in explained.weighed:
        name = dossier.party_name(one.party)
        for each in one.statements:
            issue = dossier.issue_name(each.issue)
            told = f"{name}, {issue}: {each.act.value}, {FIRMNESS_WORDS[each.firmness]} (confidence {each.confidence})"
            yield lines(words(told, STYLE_OF[each.act]), words(f"{each.why}.", QUIET))
        if one.reason:
            yield words(f"{name}: {one.reason} ({one.likelihood:.0%} likely).", QUIET)
    for cue in explained.dropped:
        yield words(f"“{document.text[slice(*cue.span)]}” was left: {cue.reason}.", QUIET)


def attributions_page(found: Sequence[Found], dossier: Dossier | None) -> Iterator[RenderableType]:
    """Attributions, a table of source, cue and content a document; with a dossier, whom each source speaks for."""
    for name, group in groupby(found, key=lambda row: row[0].name):
        yield words(name, HEAD)
        table = hairline_table()
        table.expand = True
        for heading, share in (("Source", 3), ("Cue", 2), ("Content", 6)):
            table.add_column(heading, ratio=share, overflow="fold")
        for document, each, speakers in group:
            parts = (each.source, each.cue, each.content)
            source, cue, content = (words(_told(document, spans).rstrip(" ,")) for spans in parts)
            table.add_row(lines(source, _speaks_for(speakers or (), dossier)), cue, content)
        yield table
        yield Text()
    yield words(count_words(len(found), "attribution"), QUIET)


def _speaks_for(speakers: Sequence[Speaker], dossier: Dossier | None) -> Text:
    if dossier is None:
        return Text()
    parties = [
        dossier.party_name(one.party) + (f" ({one.person or one.words})" if one.tie is Tie.PRONOUN else "")
        for one in speakers
        if one.party is not None
    ]
    return words(", ".join(dict.fromkeys(parties)), QUIET)


def _table(first: str, rows: Sequence[tuple[Statement, Text, Text]], dossier: Dossier) -> Table:
    """A table of statements: each with what names it and what was decided on it."""
    rest = width() - _ID - _WHO_AND_WHAT - _ACT - 3 * GAP
    headings = {first: _ID, "Who, on what": _WHO_AND_WHAT, "Act": _ACT, "Quote, and who says so": rest}
    columns = rest if rest >= _NARROWEST_QUOTE else width()
    cells = [
        (identity, _who_and_what(each, dossier), _act(each), lines(_quote(each, dossier, columns), decided))
        for each, identity, decided in rows
    ]
    return folding_table(headings, "Statements", cells, narrowest=_NARROWEST_QUOTE)


def _identity(entry: Entry) -> Text:
    return lines(words(entry.id, HEAD), words(short_date(entry.dated), QUIET))


def _decided(entry: Entry) -> Text:
    if entry.is_withdrawn or entry.status in {Status.SUPERSEDED, Status.UNMADE}:
        return lines(words(f"{status_words(entry)}; it counts no more", NOTED), _reviewed(entry))
    return _reviewed(entry)


def _reviewed(entry: Entry) -> Text:
    if not entry.reviews:
        return words(entry.statement.why, NOTED) if entry.statement.is_by_hand else Text()
    last = entry.reviews[-1]
    if last.decision is not Decision.UNDO:
        return words(f"{entry.status} by {last.reviewer}: {last.reason}", NOTED)
    left = standing(entry.reviews)
    still = f"still {entry.status} by {left[-1].reviewer}: {left[-1].reason}" if left else status_words(entry)
    undone = f"{last.reviewer} {undone_words(entry.reviews[:-1], last)}: {last.reason}"
    return lines(words(undone, NOTED), words(still, NOTED))


def _dated(document: Document, statement: Statement) -> Text:
    return words(short_date(statement.said_on or document.published), QUIET)


def _who_and_what(statement: Statement, dossier: Dossier) -> Text:
    return lines(
        words(dossier.party_name(statement.party), HEAD),
        words(dossier.issue_name(statement.issue)),
        words(dossier.option_name(statement.issue, statement.option) or "", QUIET),
        words(str(statement.value or ""), QUIET),
    )


def _act(statement: Statement) -> Text:
    shown = marks()
    firmness = f"{shown.bar(statement.firmness)} {FIRMNESS_WORDS[statement.firmness]}"
    return lines(words(shown.stance(statement.act), STYLE_OF[statement.act]), words(firmness))


def _quote(statement: Statement, dossier: Dossier, columns: int) -> Text:
    quote = excerpt(statement.quote.text, columns * _QUOTE_LINES - 2)
    told = teller_words(statement, dossier.party_name(statement.party), None)
    return lines(words(f"“{quote}”"), words(told, QUIET))


def _told(document: Document, spans: Sequence[Span]) -> str:
    return shortened(" … ".join(document.text[start:end] for start, end in spans), _TOLD)
