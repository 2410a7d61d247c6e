"""One cell of the matrix in a terminal, with everything that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from detente.analysis import Directness, Position, newest_first
from detente.briefing.contest_words import grade_words
from detente.briefing.marks import FIRMNESS_WORDS, HEARSAY_WORDS, outranked_words
from detente.briefing.phrases import count_words
from detente.briefing.wording import date_words, object_words
from detente.cli.statement_tables import statements_page
from detente.cli.styles import HEAD, LOUD, QUIET, STYLE_OF, hairline_table, marks, words
from detente.model import Dossier, Edtf, Entry
from detente.model.wire import Wire, entry_to_wire, to_wire

_DIRECTNESS_WORDS = {
    Directness.DIRECT: "by the party itself",
    Directness.REPORTED: "as reported by a named source",
    Directness.UNNAMED: "by way of somebody unnamed",
}


def position_to_wire(position: Position | None, entries: Sequence[Entry]) -> Wire:
    """The position, None where no statement tells it, and its statements, newest first."""
    told = [entry_to_wire(entry, entry.statement.doc) for entry in newest_first(entries)]
    return {"position": None if position is None else to_wire(position), "statements": told}


def position_page(
    position: Position | None, entries: Sequence[Entry], dossier: Dossier, party: str, issue: str
) -> Iterator[RenderableType]:
    """What the party wants now, why, since when, and every statement that says so."""
    yield words(f"{dossier.party_name(party)} on {dossier.issue_name(issue)}", HEAD)
    yield Text()
    if position is None:
        yield words("No statement that counts tells it.")
    else:
        yield from _facts(position, next(entry for entry in entries if entry.id == position.ruling), dossier)
    yield Text()
    yield from statements_page(newest_first(entries), dossier)


def _facts(position: Position, ruling: Entry, dossier: Dossier) -> Iterator[RenderableType]:
    shown = marks()
    table = hairline_table(has_rules=False)
    table.show_header = False
    table.add_column("", overflow="fold", style=QUIET)
    table.add_column("", overflow="fold")
    about = dossier.option_name(position.issue, position.option) or ""
    stance = words(f"{shown.stance(position.stance)} {about}".rstrip(), STYLE_OF[position.stance])
    firmness = f"{shown.bar(position.firmness)} {FIRMNESS_WORDS[position.firmness]}"
    table.add_row("Stands", stance)
    table.add_row("Firmness", firmness)
    if position.value is not None:
        table.add_row("Number", str(position.value))
    if position.condition is not None:
        table.add_row("Condition", words(position.condition.text))
    for stand in position.options:
        name = dossier.option_name(position.issue, stand.option) or stand.option
        told = f"{name} ({FIRMNESS_WORDS[stand.firmness]}, {stand.statement})"
        leaning = stand.leaning.value.capitalize()
        if stand.replaced_by is not None:
            leaning, told = "Replaced", f"{told}: {stand.leaning} until {stand.replaced_by}"
        table.add_row(leaning, words(told))
    for each in position.beside:
        name = object_words(dossier.option_name(position.issue, each.option), each.value)
        told = " ".join(filter(None, (shown.stance(each.stance), name)))
        table.add_row("Beside it", words(f"{told} ({FIRMNESS_WORDS[each.firmness]}, {each.statement})"))
    table.add_row("Since", f"{_date(position.since)}, last confirmed {_date(position.last_confirmed)}")
    table.add_row("Ruled by", words(f"{position.ruling}: {position.why}"))
    table.add_row("Told", f"{_DIRECTNESS_WORDS[position.directness]}; {position.office.words}")
    graded = grade_words(ruling.grade, ruling.graded_by, ruling.publisher)
    table.add_row("Graded", words(f"{graded.removeprefix('grade ')}: {ruling.grade.in_words}"))
    table.add_row("Coded right", f"{position.confidence:.0%} likely")
    statements = count_words(position.n_statements, "statement")
    table.add_row("Rests on", f"{statements} of {count_words(position.n_origins, 'independent origin')}")
    if position.is_contested:
        table.add_row("Contested by", words(", ".join(position.contested_by), LOUD))
    if position.outranked:
        told = outranked_words(position.outranked_by)
        table.add_row("Outranked", words(f"{', '.join(position.outranked)}: {told}", LOUD))
    if position.is_hearsay:
        table.add_row("Hearsay", words(HEARSAY_WORDS, LOUD))
    yield table


def _date(dated: Edtf | None) -> str:
    return "no date" if dated is None else date_words(dated)
