"""Where analysts differ, and how far they agree, in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from detente.analysis import Agreement, Difference
from detente.briefing.wording import listed
from detente.cli.styles import HEAD, QUIET, hairline_table, lines, words
from detente.model.wire import to_wire


def agreement_page(differences: Sequence[Difference], measured: Mapping[str, Agreement]) -> Iterator[RenderableType]:
    """A table of the differences, then one of Krippendorff's alpha for each field; or why nothing can be compared."""
    if not any(one.n_statements for one in measured.values()):
        yield words("No statement has reviews of two analysts yet, so there is nothing to compare.")
        yield words("Have a second analyst decide on the same statements: detente review ID ... --by NAME.", QUIET)
        return
    if differences:
        table = hairline_table()
        for heading in ("Statement", "Field", "Who reads it how"):
            table.add_column(heading, overflow="fold")
        for each in differences:
            told = lines(*(words(f"{analyst}: {_shown(value)}") for analyst, value in each.values.items()))
            table.add_row(words(each.entry, HEAD), words(each.field), told)
        yield table
        yield Text()
    n = len(differences)
    yield words(f"{n} {'difference' if n == 1 else 'differences'}.", QUIET)
    yield Text()
    table = hairline_table(has_rules=False)
    for heading, side in (("Field", "left"), ("Alpha", "right"), ("Statements", "right"), ("Analysts", "right")):
        table.add_column(heading, justify=side)  # type: ignore[arg-type]
    for one in measured.values():
        alpha = "" if one.alpha is None else f"{one.alpha:.2f}"
        table.add_row(one.field, alpha, str(one.n_statements), str(one.n_analysts))
    yield table
    for reason, fields in _reasons(measured.values()).items():
        which = "" if len(fields) == len(measured) else f" for {listed(tuple(fields))}"
        yield words(f"No alpha{which}: {reason}.", QUIET)
    yield words("Alpha is 1 where all always agree, 0 where no more than by chance (Krippendorff).", QUIET)


def _reasons(measured: Iterable[Agreement]) -> Mapping[str, list[str]]:
    """Why fields have no alpha, each reason once with its fields."""
    found: dict[str, list[str]] = {}
    for one in measured:
        if one.reason is not None:
            found.setdefault(one.reason, []).append(one.field)
    return found


def _shown(value: object) -> str:
    told = to_wire(value)
    if isinstance(told, Mapping):
        return ", ".join(f"{name} {each}" for name, each in told.items() if each is not None)
    return "none" if told is None or told == [] else ", ".join(told) if isinstance(told, list) else str(told)
