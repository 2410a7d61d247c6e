"""Versions: which version of a paper a note means, and what is told of one version and not of another.

A note means a version where it names one ("the revised draft"). Nothing is carried from one version to the next: what
is told of one only may well stand in the other too.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.analysis.instrument_records import InstrumentHistory, Provision
from detente.analysis.note_times import earliest, oldest_first
from detente.analysis.provisions import CONTENT, numbers_in, provisions
from detente.model import Dossier, Edtf, InstrumentNote, NoteEntry, NoteId

_VERSION = re.compile(
    r"^(?:first|second|third|fourth|final|initial|original|earlier|previous|older|shorter|longer|revised|amended|updated"
    r"|reworked|modified)\b[\w\s]*?(?=\s)",
    re.IGNORECASE,
)
_EARLY = frozenset({"first", "initial", "original", "earlier", "previous", "older"})
_ORDINALS = ("first", "second", "third", "fourth", "final")


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionTold:
    """What is told of one version of an instrument.

    Attributes:
        name: The words that tell the version, e.g. "revised".
        first_told: When the first document that names it was published; None where that is not told.
        provisions: What it is told to provide for, to lack, or to be found wanting in.
        notes: Those that name it, the first told first; never empty.
    """

    name: str
    first_told: Edtf | None
    provisions: tuple[Provision, ...]
    notes: tuple[NoteId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionChange:
    """One version set beside the next.

    Attributes:
        older, newer: Their names.
        only_older, only_newer: What is told of that one alone, as it is told of it.
        of_both: What is told of both, as it is told of the newer one.
    """

    older: str
    newer: str
    only_older: tuple[Provision, ...]
    only_newer: tuple[Provision, ...]
    of_both: tuple[Provision, ...]


def version_of(named: str) -> str:
    """The words of a name that tell a version, in small letters; empty where it tells none.

    Example:
        >>> version_of("Revised harbour paper"), version_of("Harbour paper")
        ('revised', '')
    """
    found = _VERSION.search(named)
    return found[0].casefold() if found else ""


def unversioned(named: str) -> str:
    """A name without the words that tell a version.

    Example:
        >>> unversioned("Revised harbour paper")
        'harbour paper'
    """
    return _VERSION.sub("", named).strip()


def versions(
    history: InstrumentHistory, notes: Mapping[NoteId, NoteEntry], dossier: Dossier
) -> tuple[VersionTold, ...]:  # fmt: skip
    """The versions that texts name, the older first as far as the words tell, else by when they were first told.

    Args:
        history: Of the instrument.
        notes: Its notes by id, as a view gives them; others are not looked at.
        dossier: Its parties and issues.
    """
    told: dict[str, list[tuple[NoteEntry, InstrumentNote]]] = defaultdict(list)
    for entry in oldest_first(notes[each] for each in history.notes):
        note = entry.note
        if isinstance(note, InstrumentNote) and (name := version_of(note.named)):
            told[name].append((entry, note))
    found = [
        VersionTold(
            name=name,
            first_told=earliest(entry.published for entry, _ in own),
            provisions=provisions(own, CONTENT, dossier),
            notes=tuple(entry.id for entry, _ in own),
        )
        for name, own in told.items()
    ]
    return tuple(sorted(found, key=_age))


def version_changes(told: Sequence[VersionTold]) -> tuple[VersionChange, ...]:
    """Each version set beside the one that follows it; nothing where fewer than two are told of."""
    return tuple(_change(older, newer) for older, newer in pairwise(told))


def _change(older: VersionTold, newer: VersionTold) -> VersionChange:
    before, after = ({_what(each) for each in one.provisions} for one in (older, newer))
    return VersionChange(
        older=older.name,
        newer=newer.name,
        only_older=tuple(each for each in older.provisions if _what(each) not in after),
        only_newer=tuple(each for each in newer.provisions if _what(each) not in before),
        of_both=tuple(each for each in newer.provisions if _what(each) in before),
    )


def _what(one: Provision) -> tuple[object, ...]:
    """What makes two provisions one: what is told of which issue and option, with which numbers; else their words."""
    return one.step, one.issue, one.option, numbers_in(one.words) if one.issue else one.words.casefold()


def _age(one: VersionTold) -> tuple[int, int, bool, str, str]:
    ordinal = _ORDINALS.index(one.name) if one.name in _ORDINALS else 0
    rank = 0 if one.name in _EARLY else 2 if one.name == "final" else 1
    told = one.first_told
    return rank, ordinal, told is None, told.earliest.isoformat() if told else "", one.name
