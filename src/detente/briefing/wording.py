"""Wording: dates, tellers, quotes and objects of a stance in words. Nothing is added to what was told."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime
from typing import NamedTuple

from detente.analysis import GapState, stance_words
from detente.analysis.origins import document_origin
from detente.analysis.scales import is_elsewhere
from detente.briefing.quotes import within_quotes
from detente.model import Act, Dossier, Edtf, Imprint, Issue, OptionId, PartyId, ScaleKind, Statement, Value, unit_words

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_QUALIFIERS = {"~": "about {}", "?": "{} (uncertain)"}
_BETWEEN = {"year": "years"} | dict.fromkeys(("percent", "per cent", "%"), "percentage points")
"""What the difference of two numbers is counted in, where that is not what they are counted in."""
GAP_WORDS = {
    GapState.AGREED: "agreed",
    GapState.CLOSE: "close",
    GapState.OPEN: "open",
    GapState.DEADLOCKED: "deadlocked",
    GapState.NOT_TOLD: "not yet told by all",
}
"""How the state of an issue, and of two parties on it, is said."""


def date_words(dated: Edtf | None, *, is_short: bool = False) -> str:
    """A date as precisely as it was told, e.g. "10 March 2031", "March 2031", "1 to 10 January 2026".

    Args:
        dated: The date; None is "undated".
        is_short: Whether months take three letters.

    Example:
        >>> date_words(Edtf("2031-03~")), date_words(Edtf("2031-01-28/2031-02-03")), date_words(None)
        ('about March 2031', '28 January to 3 February 2031', 'undated')
    """
    if dated is None:
        return "undated"
    first, _, last = dated.text.partition("/")
    words = f"{_shortened(first, last)} to {_point_words(last)}" if last else _point_words(first)
    return re.sub(rf"\b({'|'.join(_MONTHS)})\b", lambda month: month[0][:3], words) if is_short else words


def day_words(day: date) -> str:
    """A day, e.g. "10 March 2031"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def known_words(known_at: datetime) -> str:
    """The moment whose knowledge is shown, to the minute, e.g. "as known on 1 April 2031 at 09:30 UTC"."""
    moment = known_at.astimezone(UTC)
    return f"as known on {day_words(moment.date())} at {moment:%H:%M} UTC"


def chain_words(reported_by: tuple[str, ...]) -> str:
    """The tellers between speaker and document, e.g. "CNN, cited by Le Monde"; empty if there is none."""
    return ", cited by ".join(reported_by)


def teller_words(statement: Statement, party: str, outlet: str | None) -> str:
    """Whose stance is told, and by whom, e.g. "Emil Brandt, as reported by CNN, in Coastal Wire"."""
    speaker = statement.speaker or f"{party}, no speaker named"
    chain = f", as reported by {chain_words(statement.reported_by)}" if statement.reported_by else ""
    return f"{speaker}{chain}{f', in {outlet}' if outlet else ''}"


def note_teller_words(reported_by: tuple[str, ...], outlet: str | None) -> str:
    """Who tells a note: those between who knows and the document, and its publisher.

    Example:
        >>> note_teller_words(("CNN",), "Coastal Wire"), note_teller_words((), None)
        ('CNN, in Coastal Wire', 'the author of the document')
    """
    told = chain_words(reported_by)
    if told and outlet:
        return f"{told}, in {outlet}"
    return told or outlet or "the author of the document"


def excerpt(text: str, limit: int) -> str:
    """A quote on one line, to stand within our quotation marks; shortened."""
    return within_quotes(shortened(text, limit))


def shortened(text: str, limit: int) -> str:
    """A text on one line; where it is longer than ``limit``, cut between words, with an ellipsis."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.-") + " …"


class Deed(NamedTuple):
    """A stance in words, to be set as: verb, what is named, link, the quoted condition."""

    verb: str
    named: str
    link: str


def deed(stance: Act, option: str | None, value: str | None, condition: str | None) -> Deed:
    """The words of a stance around what it names and what it depends on.

    Example:
        >>> " ".join(deed(Act.CONDITION, "Piloted passage", "500 crowns", "fees fall"))
        'accepts Piloted passage (500 crowns) if'
    """
    named = f"{option} ({value})" if option and value else option or value or ""
    if stance is not Act.CONDITION:
        return Deed(stance_words(stance), named, "depending on" if condition else "")
    met = "" if condition else "a condition is met"
    if named:
        return Deed("accepts", named, f"if {met}".strip())
    return Deed(stance_words(stance), "", met)


def number_words(option: str | None, value: Value | None) -> str | None:
    """A number with its unit; None where none was told, or where the option's name tells it already."""
    if value is None:
        return None
    told = str(value)
    return None if option and told.removesuffix(value.unit).strip() in option else told


def object_words(option: str | None, value: Value | None) -> str:
    """What a stance is about, e.g. "Piloted passage (500 crowns)"; empty where nothing was told.

    Example:
        >>> object_words("Fee of 300", Value(300, 300, "crowns")), object_words(None, Value(None, 8, "percent"))
        ('Fee of 300', 'up to 8 percent')
    """
    number = number_words(option, value)
    return f"{option} ({number})" if option and number else option or number or ""


def number_outcome(issue: Issue, options: Collection[OptionId], number: Value) -> str:
    """A number that is wanted or refused; beside it the name of the only option whose place it is, and of no other.

    On an issue of options a number without a unit is the place of one, and the options are told alone.
    """
    if options and issue.scale.kind is ScaleKind.OPTIONS and not number.unit:
        return " or ".join(each.name for each in issue.options if each.id in options)
    names = [each.name for each in issue.options if each.id in options and not is_elsewhere(number, each.id, issue)]
    return object_words(names[0] if len(names) == 1 and not number.is_range else None, number)


def distance_words(distance: float, unit: str) -> str:
    """How far apart two numbers are, e.g. "200 crowns", "1 year"; between percentages that is percentage points.

    Example:
        >>> distance_words(1, "percent"), distance_words(0.5, "%"), distance_words(3, "year")
        ('1 percentage point', '0.5 percentage points', '3 years')
    """
    far = _BETWEEN.get(unit.casefold(), unit)
    return f"{distance:,.10g} {unit_words(distance, far)}".strip()


def opened(text: str) -> str:
    """The text with a capital first letter, the others as they are.

    Example:
        >>> opened("rejects Free passage")
        'Rejects Free passage'
    """
    return text[:1].upper() + text[1:]


def listed(words: tuple[str, ...]) -> str:
    """Words in a row, e.g. "a, b and c"."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def party_names(parties: Iterable[PartyId], dossier: Dossier) -> str:
    """Parties by their names, e.g. "Norland and Sudmark"."""
    return listed(tuple(dossier.party_name(party) for party in parties))


def _point_words(point: str) -> str:
    bare = point.rstrip("~?")
    words = _bare_words(bare)
    return _QUALIFIERS[point[-1]].format(words) if bare != point else words


def _bare_words(point: str) -> str:
    year, *rest = point.split("-")
    month = [_MONTHS[int(part) - 1] for part in rest[:1]]
    day = [str(int(part)) for part in rest[1:]]
    return " ".join([*day, *month, year])


def document_names(documents: Iterable[Imprint]) -> dict[str, str]:
    """What each document is called where it is an origin itself, as it tells of no publisher: by title and date."""
    return {
        document_origin(each.id): f"“{each.title or each.name}”, {date_words(each.published)}" for each in documents
    }


def mediators_words(names: tuple[str, ...]) -> str:
    """Who is left out of the camps, and why; empty for nobody.

    Example:
        >>> mediators_words(("Maritime League",))
        'In no camp, as a mediator is no side: Maritime League.'
    """
    return f"In no camp, as a mediator is no side: {listed(names)}." if names else ""


def _shortened(first: str, last: str) -> str:
    """The first end of an interval without the year, and the month, that it shares with the last."""
    if not (first[-1].isdigit() and last[-1].isdigit() and first.count("-") == last.count("-")):
        return _point_words(first)
    words = _bare_words(first).split()
    others = _bare_words(last).split()
    while len(words) > 1 and words[-1] == others[-1]:
        words, others = words[:-1], others[:-1]
    return " ".join(words)
