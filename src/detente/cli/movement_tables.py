"""Movement in a terminal: what changed since a day, toward or away from whom, and who let how many chances pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from detente.analysis import Aspect, Direction, Heading, Leaning, Mobility, Move, Movement, Position
from detente.briefing.marks import FIRMNESS_WORDS
from detente.briefing.phrases import count_words, moved_words
from detente.briefing.wording import day_words, distance_words, excerpt, object_words, party_names
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, NOTED, QUIET, STYLE_OF, hairline_table, lines, marks, short_date, words
from detente.model import Act, Dossier, Time

_WHO = 20
_NARROWEST = 17
_CONDITION = 60
_WIDE_ENOUGH = 60
_HEADING_STYLE = {Heading.TOWARD: "green", Heading.AWAY: "red", Heading.SIDEWAYS: QUIET}
_LEANING_WORDS = {Leaning.PREFERRED: "wants", Leaning.CONDITIONAL: "on a condition", Leaning.EXCLUDED: "rejects"}


def movement_page(movement: Movement, dossier: Dossier) -> Iterator[RenderableType]:
    """What changed, the newest first; then each party's speed and the chances that it let pass."""
    yield words(movement.title, HEAD)
    yield words(_told(movement), QUIET)
    yield Text()
    if movement.moves:
        yield _moves(movement, dossier)
    else:
        yield words("No position changed.")
    if movement.mobilities:
        yield Text()
        if width() >= _WIDE_ENOUGH:
            yield _mobilities(movement.mobilities, dossier)
        else:
            yield from (_mobility(each, dossier) for each in movement.mobilities)
    yield Text()
    yield from _notes(movement)


def _told(movement: Movement) -> str:
    told = [
        f"After {day_words(movement.since)}, up to {day_words(movement.until)}",
        count_words(movement.n_new, "new statement"),
        moved_words(movement.moves),
    ]
    if movement.known_at:
        told.append(f"as known at {movement.known_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC")
    return "; ".join(told)


def _moves(movement: Movement, dossier: Dossier) -> Table:
    """A row a move; where the terminal is too narrow for columns, all stands in one."""
    rest = (width() - _WHO - 3 * GAP) // 3
    is_wide = rest >= _NARROWEST
    table = hairline_table()
    widths = {"Moved, who, on what": _WHO, "Stood": rest, "Stands": rest, "Toward or away": rest}
    for heading, each in widths.items() if is_wide else [("What changed", width())]:
        table.add_column(heading, width=each, overflow="fold")
    for move in movement.moves:
        who = lines(
            words(short_date(move.on), QUIET),
            words(dossier.party_name(move.party), HEAD),
            words(dossier.issue_name(move.issue)),
            words("possibly" if move.certainty is Time.POSSIBLY else "", NOTED),
        )
        untold = "nothing told, or so already" if move.may_be_older else "nothing told"
        stood = _position(move.before, move.before, dossier) if move.before else words(untold, QUIET)
        cells = [who, stood, _position(move.after, move.before, dossier), _directions(move, dossier)]
        if not is_wide:
            cells = [lines(who, Text.assemble("from ", stood), Text.assemble("to ", cells[2]), cells[3])]
        table.add_row(*cells)
    return table


def _position(position: Position, before: Position | None, dossier: Dossier) -> Text:
    """The stance with what it names, its firmness, its condition and since when; then options it makes anew."""
    shown, style = marks(), STYLE_OF[position.stance]
    option = dossier.option_name(position.issue, position.option)
    condition = "" if position.condition is None else excerpt(position.condition.text, _CONDITION)
    link = "" if position.stance is Act.CONDITION else "depends on "
    known = {stand.option: stand.leaning for stand in before.options} if before else {}
    beside = [
        f"{_LEANING_WORDS[stand.leaning]}: {dossier.option_name(position.issue, stand.option)}"
        for stand in position.options
        if stand.option != position.option
        and known.get(stand.option) is not stand.leaning
        and stand.replaced_by is None
    ]
    return lines(
        words(f"{shown.stance(position.stance)} {shown.bar(position.firmness)}", style),
        words(object_words(option, position.value)),
        words(f"{link}“{condition}”" if condition else ""),
        words(f"since {short_date(position.since)}" if position.since else "", QUIET),
        *(words(each) for each in beside),
    )


def _directions(move: Move, dossier: Dossier) -> Text:
    """Toward and away from whom, with the distances; else that it cannot be told, or that it is as far as before."""
    told = [_direction(each, dossier) for each in move.directions if each.heading is not Heading.SIDEWAYS]
    sideways = [each for each in move.directions if each.heading is Heading.SIDEWAYS]
    equal = [each.party for each in sideways if each.is_told]
    untold = [each.party for each in sideways if not each.is_told]
    return lines(
        *_firmness(move),
        *told,
        words(f"as far from {party_names(equal, dossier)}" if equal else "", QUIET),
        words(f"cannot be told for {party_names(untold, dossier)}" if untold and move.before else "", QUIET),
    )


def _firmness(move: Move) -> Iterable[Text]:
    if move.is_softer is not None and Aspect.FIRMNESS in move.aspects and move.compared is not None:
        yield words(f"{'softer' if move.is_softer else 'firmer'}: was {FIRMNESS_WORDS[move.compared.firmness]}")


def _direction(direction: Direction, dossier: Dossier) -> Text:
    arrow = "toward" if direction.heading is Heading.TOWARD else "away from"
    told = f"{arrow} {dossier.party_name(direction.party)}"
    before, after = direction.distance_before, direction.distance_after
    if before is not None and after is not None and before != after:
        told += f": {distance_words(before, '')} to {distance_words(after, direction.unit)}"
    return words(told, _HEADING_STYLE[direction.heading])


def _mobilities(mobilities: Sequence[Mobility], dossier: Dossier) -> Table:
    table = hairline_table(has_rules=False)
    rest = max(8, min(30, width() - 4 * (8 + GAP)))
    table.add_column("Party", width=rest, overflow="fold")
    for heading in ("Changes", "a month", "Chances", "let pass"):
        table.add_column(heading, width=8, justify="right", overflow="fold")
    for each in mobilities:
        speed = "-" if each.changes_per_month is None else f"{each.changes_per_month:.1f}"
        share = "-" if each.immobility_share is None else f"{each.immobility_share:.0%}"
        table.add_row(words(dossier.party_name(each.party)), str(each.n_changes), speed, str(each.n_chances), share)
    return table


def _mobility(mobility: Mobility, dossier: Dossier) -> Text:
    """A party's speed and chances in a line, for narrow terminals."""
    speed = "" if mobility.changes_per_month is None else f" ({mobility.changes_per_month:.1f} a month)"
    n_passed = mobility.n_chances - mobility.n_changes
    return words(
        f"{dossier.party_name(mobility.party)}: {count_words(mobility.n_changes, 'change')}{speed}, "
        f"{count_words(mobility.n_chances, 'chance')}, {n_passed} let pass"
    )


def _notes(movement: Movement) -> Iterator[Text]:
    yield words(
        "A chance is a day on which a party that had a position spoke on the issue, or another moved on it. Changes "
        "count every turn, also those taken back; the list above compares the two days.",
        QUIET,
    )
    if any(move.certainty is Time.POSSIBLY for move in movement.moves):
        yield words("Possibly: a vague date leaves open whether it came between the two days.", QUIET)
    if movement.undated:
        yield words(f"Without a date, and so no movement: {count_words(len(movement.undated), 'statement')}.", QUIET)
