"""What a search found in a terminal: a document at a time, with its statements and sentences."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.briefing.wording import deed, excerpt, listed, object_words
from detente.cli.output import clean, width
from detente.cli.styles import GAP, HEAD, LOUD, QUIET, STYLE_OF, hairline_table, lines, marks, short_date, words
from detente.model import Dossier
from detente.searching import Found, FoundDocument, FoundPassage, FoundStatement, Marked, Query

_FOUND = "bold underline"
_INDENT = 2
_ID = 13
_NARROWEST = 40
_CONDITION = 120


def found_page(found: Found, query: Query, dossier: Dossier) -> Iterator[RenderableType]:
    """The documents, each with what was found in it, and how much there is in all."""
    if not query.terms:
        yield words("Nothing to look for: give a word with a letter or digit in it.")
        return
    for each in found.documents:
        yield _head(each)
        yield Padding(_pieces(each, dossier), (0, 0, 1, _INDENT))
    yield words(_counted(found, query), QUIET)


def _head(each: FoundDocument) -> Text:
    document = each.document
    origin = ", ".join(part for part in (document.publisher, short_date(document.published), document.name) if part)
    withdrawn = words("withdrawn by its publisher", LOUD) if each.is_withdrawn else Text()
    return lines(_marked(each.title, HEAD), words(origin, QUIET), withdrawn)


def _pieces(each: FoundDocument, dossier: Dossier) -> Table:
    """Statements and sentences in reading order, each with its id or its place in the text."""
    table = hairline_table(has_rules=False)
    table.show_header = False
    rest = width() - _INDENT - _ID - GAP
    is_wide = rest >= _NARROWEST
    for columns in (_ID, rest) if is_wide else (width() - _INDENT,):
        table.add_column(width=columns, overflow="fold")
    rows = [(one.entry.statement.quote.start, _statement(one, dossier)) for one in each.statements]
    rows += [(one.start, _passage(one)) for one in each.passages]
    for _, (name, told) in sorted(rows, key=lambda row: row[0]):
        table.add_row(*((name, told) if is_wide else (lines(name, told),)))
    n_more = each.n_statements - len(each.statements), each.n_passages - len(each.passages)
    more = [_number(n, one) for n, one in zip(n_more, ("statement", "sentence"), strict=True) if n]
    if more:
        told = words(f"and {listed(tuple(more))} more in this text", QUIET)
        table.add_row(*((Text(), told) if is_wide else (told,)))
    return table


def _statement(found: FoundStatement, dossier: Dossier) -> tuple[Text, Text]:
    statement = found.entry.statement
    who = f"{dossier.party_name(statement.party)} on {dossier.issue_name(statement.issue)}:"
    option = dossier.option_name(statement.issue, statement.option)
    named = object_words(option, statement.value) or None
    tied = "" if statement.condition is None else excerpt(statement.condition.text, _CONDITION)
    told = deed(statement.act, named, None, tied or None)
    shown = " ".join(filter(None, (marks().glyphs[statement.act], *told, f"“{tied}”" if tied else "")))
    act = words(shown, STYLE_OF[statement.act])
    quote = Text("“") + _marked(found.quote) + Text("”")
    return words(found.entry.id, QUIET), lines(Text(" ").join([words(who), act]), quote, _marked(found.tellers, QUIET))


def _passage(found: FoundPassage) -> tuple[Text, Text]:
    before, after = ("… " if found.is_cut_before else ""), (" …" if found.is_cut_after else "")
    return words(f"{found.start}-{found.end}", QUIET), Text(before) + _marked(found.words) + Text(after)


def _marked(piece: Marked, style: str = "") -> Text:
    told, place = Text(style=style), 0
    for start, end in piece.marks:
        told.append(_on_one_line(piece.text[place:start]))
        told.append(_on_one_line(piece.text[start:end]), _FOUND)
        place = end
    told.append(_on_one_line(piece.text[place:]))
    return told


def _on_one_line(text: str) -> str:
    """A part of a line, its outer spaces kept, harmless to the terminal."""
    inner = clean(text)
    before, after = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() and inner else "")
    return before + inner + after


def _counted(found: Found, query: Query) -> str:
    looked_for = ", ".join(term.words + ("…" if term.is_beginning else "") for term in query.terms)
    if not found.n_documents:
        return _ended(f"Nothing holds all of: {looked_for}")
    n_shown = len(found.documents)
    rest = f"; the first {n_shown} are shown, --limit shows more" if n_shown < found.n_documents else ""
    statements = _number(found.n_statements, "statement")
    return _ended(f"{_number(found.n_documents, 'document')} with {statements}, looked for {looked_for}{rest}")


def _ended(sentence: str) -> str:
    """With a full stop, where it does not end in dots."""
    return sentence if sentence.endswith("…") else f"{sentence}."


def _number(number: int, one: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {one}s"
