"""Noting: what an analyst says a text tells of a draft, a meeting or a hurdle, made into a note."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields as fields_of

from detente.errors import RefusedReviewError
from detente.model import (
    Document,
    Dossier,
    Edtf,
    Format,
    HurdleKind,
    HurdleNote,
    InstrumentNote,
    Note,
    RoundNote,
    Span,
    Step,
)
from detente.model.note_wire import note_from_wire
from detente.workspace.stating import character

_KINDS: Mapping[str, type[Note]] = {kind.KIND: kind for kind in (InstrumentNote, RoundNote, HurdleNote)}
_NEEDED = {"instrument": ("named",), "round": ("participants",), "hurdle": ("party", "hurdle")}
_BLANKS: Mapping[str, object] = {
    "reported_by": (), "participants": (), "people": (), "is_expected": False, "is_unpublished": False,
    "step": Step.MENTION.value,
}  # fmt: skip
"""What a note says where nothing is told; of other fields nothing."""
_PARTIES = ("by", "to", "mediator", "told_by", "party")
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}


def note_of(document: Document, kind: str, fields: Mapping[str, object], dossier: Dossier) -> Note:
    """The note that an analyst finds in a document.

    Args:
        document: Where it is told.
        kind: instrument, round or hurdle.
        fields: Field to value; the words as ``quote``, with ``start`` where the text holds them several times. An
            instrument of the dossier is named by its name, where nothing else is told.
        dossier: Names what can be chosen.

    Raises:
        RefusedReviewError: The text does not hold the words, or the fields do not make a note.
    """
    from detente.ledger import is_to_come, place_of

    if kind not in _KINDS:
        raise RefusedReviewError(f"{kind!r} is no kind of note; choose from {', '.join(_KINDS)}")
    told = {name: value for name, value in fields.items() if value not in (None, "")}
    start, end = place_of(str(told.pop("quote", "")), document.text, character(told.pop("start", None)))
    own = [each.name for each in fields_of(_KINDS[kind]) if each.name not in {"doc", "quote"}]
    if unknown := sorted(told.keys() - set(own)):
        raise RefusedReviewError(f"a note of kind {kind} has no {unknown[0]!r}; choose from {', '.join(own)}")
    if named := next((each.name for each in dossier.instruments if each.id == told.get("instrument")), ""):
        told.setdefault("named", named)
    read = {name: _read(name, value) for name, value in told.items()}
    for field in _NEEDED[kind]:
        if not read.get(field):
            raise RefusedReviewError(f"a note of kind {kind} needs its {field}; it is {_FIELDS[field][1]}")
    _require_known(read, dossier)
    place = {"doc": document.id, "start": start, "end": end, "quote": document.text[start:end]}
    if isinstance(read.get("hurdle"), str) and "is_expected" not in read:
        read["is_expected"] = _is_announced(document, (start, end), HurdleKind(str(read["hurdle"])))
    made = note_from_wire({"kind": kind, **place, **{name: _BLANKS.get(name) for name in own}, **read})
    published = document.published
    if made.on and published and not made.is_expected and is_to_come(made.on, published.latest):
        raise RefusedReviewError(
            f"on cannot be {made.on}, for its document was published on {published}; give the day on which it was, or "
            "is_expected=true for what was still to come"
        )
    return made


def _is_announced(document: Document, quote: Span, hurdle: HurdleKind) -> bool:
    """Whether the sentence of the words tells the hurdle as announced or conditional, as a coder reads it."""
    from detente.coding.hurdle_cues import find_hurdles
    from detente.coding.segments import sentences

    every = (one.span for one in sentences(document.text, document.body_start))
    around = [span for span in every if span[0] < quote[1] and quote[0] < span[1]]
    cues = (cue for span in around for cue in find_hurdles(document.text, span))
    return any(cue.is_expected for cue in cues if cue.hurdle is hurdle)


def _read(name: str, value: object) -> object:
    read, meant = _FIELDS[name]
    try:
        return read(value)
    except (KeyError, TypeError, ValueError) as error:
        raise RefusedReviewError(f"{name} cannot be {value!r}; it is {meant}") from error


def _require_known(told: Mapping[str, object], dossier: Dossier) -> None:
    """Refuses what names something that the dossier does not have."""
    parties = [each.id for each in dossier.parties]
    for name in _PARTIES:
        if name in told:
            _require("party", told[name], parties)
    for party in told.get("participants", ()):  # type: ignore[attr-defined]
        _require("party", party, parties)
    if "instrument" in told:
        _require("instrument", told["instrument"], [each.id for each in dossier.instruments])
    issues = {each.id: each for each in dossier.issues}
    if "issue" in told:
        _require("issue", told["issue"], issues)
    if "option" in told:
        issue = next((each for id_, each in issues.items() if id_ == told.get("issue")), None)
        if issue is None:
            raise RefusedReviewError("an option is one of an issue; give the issue too")
        _require(f"option of {issue.id}", told["option"], [each.id for each in issue.options])


def _require(word: str, value: object, known: Collection[str]) -> None:
    if value not in known:
        choice = f"choose from {', '.join(known)}" if known else "leave it out"
        raise RefusedReviewError(f"the dossier has no {word} {value!r}; {choice}")


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return " ".join(value.split())


def _words(value: object) -> list[str]:
    """A list of names, or one text with commas between them."""
    several = re.split(r"\s*,\s*", value) if isinstance(value, str) else value
    if not isinstance(several, list | tuple):
        raise TypeError(value)
    return [word for word in map(_word, several) if word]


def _truth(value: object) -> bool:
    return value if isinstance(value, bool) else _TRUTHS[_word(value).casefold()]


_Reader = tuple[Callable[[object], object], str]
_NAME: _Reader = (_word, "a name")
_NAMES: _Reader = (_words, "a list of names, or names with commas between them")
_PARTY: _Reader = (_word, "the id of a party")
_TRUTH: _Reader = (_truth, "true or false")
_FIELDS: Mapping[str, _Reader] = {
    "on": (lambda value: Edtf(_word(value)).text, "a date like 2026, 2026-03, 2026-03-06 or 2026-01-01/2026-01-10"),
    "is_expected": _TRUTH,
    "reported_by": (_words, "a list of names, nearest those who know first"),
    "named": (_word, "what the text calls it"),
    "instrument": (_word, "the id of an instrument"),
    "step": (lambda value: Step(_word(value)).value, f"one of {', '.join(Step)}"),
    "by": _PARTY,
    "to": _PARTY,
    "carrier": _NAME,
    "is_official": _TRUTH,
    "issue": (_word, "the id of an issue"),
    "option": (_word, "the id of an option"),
    "is_unpublished": _TRUTH,
    "place": _NAME,
    "participants": (_words, "the ids of parties, with commas between them"),
    "people": _NAMES,
    "mediator": _PARTY,
    "format": (lambda value: Format(_word(value)).value, f"one of {', '.join(Format)}"),
    "outcome": (_word, "the words that tell it"),
    "told_by": _PARTY,
    "party": _PARTY,
    "hurdle": (lambda value: HurdleKind(_word(value)).value, f"one of {', '.join(HurdleKind)}"),
}
