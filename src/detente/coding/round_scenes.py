"""Reads who sits at the table of a meeting, who mediates, and in what format."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from detente.coding import vocabulary
from detente.coding.actors import Mention, Shape
from detente.coding.places import Place
from detente.coding.round_cues import attendants, cues, said, titled, words
from detente.coding.round_heads import Head, Kind
from detente.model import Span
from detente.model.notes import Format

_STOPS = (
    "in|on|at|to|for|after|before|about|over|of|by|under|from|since|until|during|following|despite|amid|against|that|"
    "which|who|whom|because|as|when|while|where|but|if|said|says|told|without|is|are|was|were|has|have|had|will|would"
)
_LOWER = rf"(?:(?!(?:{_STOPS})\b)[a-z][\w’'-]*\s+)"
_NOT_SUBJECT = re.compile(r"[;:]|\s[–—]\s|\b(?:that|which|whom|because|if|while|although|after|before|when|where)\b")
_INTO = re.compile(r"\b(?:in|at|to|near|outside|inside|into|through|via)\s+(?:the\s+)?$")
_PRONOUN = re.compile(
    r"\b(?P<word>they|it|he|she|we|both)\s+(?:(?!(?:they|it|he|she|we|both)\b)[a-z]+\s+){0,4}$", re.IGNORECASE
)
_PURPOSE = re.compile(r"\b\w+(?:\s+on\s+[A-Z]\w+)?\s+(?:that\s+)?to\b")
_LEADING = re.compile(r"\b(?:with|between)\b", re.IGNORECASE)
_LONGEST_GAP = 80
_PEOPLE_CHARS = 40
_WHOLE = re.compile(r"(?:the|both|all)\s", re.IGNORECASE)
_HYPHENED = re.compile(r"(?P<pair>[A-Z][\w.]*(?:[-–][A-Z][\w.]*)+)\s+(?:[a-z-]+\s+){0,2}$")


def table(place: Place, window: Span, head: Head) -> list[Mention]:
    """The mentions of those who sit at the table, in text order."""
    text, mentions = place.text, [one for one in place.mentions if window[0] <= one.span[0] < window[1]]
    found: dict[Span, Mention] = {}
    for index in (*_subjects(place, window, head, mentions), *_objects(text, head, mentions)):
        for one in _joined(text, mentions, index, head):
            found[one.span] = one
    return [found[span] for span in sorted(found)]


def pair(place: Place, head: Head) -> str | None:
    """Two parties joined by a hyphen in front of the noun ("Norland-Sudmark talks"), as written."""
    match = _HYPHENED.search(place.text, max(place.sentence.span[0], head.span[0] - 60), head.span[0])
    return match["pair"] if match else None


def _subjects(place: Place, window: Span, head: Head, mentions: Sequence[Mention]) -> Iterator[int]:
    """The mention that the predicate follows, where its subject takes part; for a pronoun whom it stands for."""
    text, first = place.text, head.predicate[0]
    if head.kind is Kind.VERB and text[slice(*head.span)].casefold() == "meeting":
        yield from [index for index, one in enumerate(mentions) if one == place.subject]
    elif head.is_subject_holder:
        lead = text[window[0] : first]
        if attendants().search(text, *head.span) or _sit_as_a_whole(text, (window[0], first), mentions):
            return
        if pronoun := _PRONOUN.search(lead):
            yield from _meant(place, mentions, window[0] + pronoun.start(), pronoun["word"].casefold(), first)
            return
        for index in reversed(range(len(mentions))):
            one = mentions[index]
            if one.span[1] <= first and _acts(text, one, first):
                yield index
                return
    elif head.kind is not Kind.VERB:
        # "Norland's talks with Sudmark", "the Norlandic-Sudmarker talks"
        for index, one in enumerate(mentions):
            gap = text[one.span[1] : head.span[0]]
            if one.span[1] <= head.span[0] and one.is_possessive and re.fullmatch(rf"['’]s?\s+{_LOWER}{{0,2}}", gap):
                yield index
        if words("behind_us", "before_us").fullmatch(text[slice(*head.predicate)]):
            yield from _main(place, head, mentions)


def _sit_as_a_whole(text: str, lead: Span, mentions: Sequence[Mention]) -> bool:
    """Whether "both sides" or the like is the subject, and no party that is named in front ("the League urged")."""
    whole = [one for one in attendants().finditer(text, *lead) if _WHOLE.match(one[0])]
    return bool(whole) and not any(whole[-1].end() <= one.span[0] < lead[1] for one in mentions)


def _main(place: Place, head: Head, mentions: Sequence[Mention]) -> Iterator[int]:
    """The subject of the main clause beside "after talks with Sudmark": right behind the comma, or in front."""
    text, behind = place.text, [index for index, one in enumerate(mentions) if one.span[0] >= head.span[1]]
    if not behind or not _LEADING.search(text, head.span[1], mentions[behind[0]].span[0]):
        return
    for index in behind[1:]:
        if re.search(rf",\s+(?:the\s+)?{titled()}$", text[head.span[1] : mentions[index].span[0]]):
            yield index
            return
    yield from [index for index, one in enumerate(mentions) if one == place.subject and one.span[1] <= head.span[0]]


def _acts(text: str, one: Mention, first: int) -> bool:
    """Whether nothing between a mention and the predicate makes another the subject."""
    gap = text[one.span[1] : first]
    if len(gap) > _LONGEST_GAP or _INTO.search(text, max(0, one.span[0] - 12), one.span[0]):
        return False
    bare = re.sub(r",[^,]*,", " ", gap) if gap.lstrip().startswith(",") else gap
    bare = _PURPOSE.sub(" ", bare)
    is_owner = one.is_possessive and not re.match(r"['’]s?\s+[\w\s’'-]*(?:[A-Z]|$)", bare) and not has_people(bare)
    return not is_owner and not _NOT_SUBJECT.search(bare) and not said().search(bare)


def has_people(gap: str) -> bool:
    """Whether words name people who may stand for a party ("officials")."""
    return _people().search(gap) is not None


def _meant(place: Place, mentions: Sequence[Mention], at: int, pronoun: str, first: int) -> Iterator[int]:
    """Whom a pronoun stands for: the last two parties joined in front of it, or the party that says so."""
    before = [index for index, one in enumerate(mentions) if one.span[1] <= at]
    for index in reversed(before):
        group = _joined(place.text, mentions, index, None)
        if pronoun in {"they", "both", "we"} and len({one.party for one in group}) > 1:
            yield index
            return
    spoken = {voice.party for voice in place.voices if voice.tells(first)}
    named = [index for index, one in enumerate(mentions) if one.party in spoken]
    yield from ([index for index in named if index in before] or named)[-1:]


def _objects(text: str, head: Head, mentions: Sequence[Mention]) -> Iterator[int]:
    """Whom the head is followed by, and whoever stands behind "with", "between" and their like."""
    for index, one in enumerate(mentions):
        if one.span[0] < head.span[1]:
            continue
        gap = text[head.span[1] : one.span[0]]
        if len(gap) > 2 * _LONGEST_GAP:
            break
        if one.shape is Shape.ADJECTIVE and not has_people(text[one.span[1] : one.span[1] + _PEOPLE_CHARS]):
            continue
        is_owner = one.is_possessive and re.match(r"(?:['’]s?)?\s+[a-z]", text[one.span[1] : one.span[1] + 6])
        if is_owner and not has_people(text[one.span[1] : one.span[1] + 40]):
            continue
        is_visit = head.kind is Kind.VISIT and re.fullmatch(r"\s+(?:by\s+[^,.;]{1,60}\s+)?(?:to\s+)?(?:the\s+)?", gap)
        is_direct = head.kind is Kind.VERB and _object().fullmatch(gap)
        is_by = head.kind is Kind.VISIT and re.search(rf"\b(?:by|of)\s+{_LOWER}{{0,5}}$|\bby\s+[^,.;]*and\s+$", gap)
        if is_direct or is_visit or is_by or (_linked().search(gap) and _is_own(gap)):
            yield index


def _is_own(gap: str) -> bool:
    """Whether "with" still belongs to the meeting, and to no other noun or verb behind it."""
    return not re.search(r"[;:]|\b(?:that|which|who|if|because|while|said|says)\b", gap)


def _joined(text: str, mentions: Sequence[Mention], index: int, head: Head | None) -> list[Mention]:
    """The mentions joined to one by commas, "and", or as one name's apposition, all on one side of a head."""
    at = -1 if head is None else head.span[0]
    group = [mentions[index]]
    for other in reversed(mentions[:index]):
        if other.span[1] <= at < group[0].span[0] or not _joint().fullmatch(text, other.span[1], group[0].span[0]):
            break
        group.insert(0, other)
    for other in mentions[index + 1 :]:
        if group[-1].span[1] <= at < other.span[0] or not _joint().fullmatch(text, group[-1].span[1], other.span[0]):
            break
        group.append(other)
    return group


def mediator(place: Place, window: Span, head: Head) -> Mention | None:
    """The party that hosts or mediates."""
    text = place.text
    mentions = [one for one in place.mentions if window[0] <= one.span[0] < window[1]]
    for one in mentions:
        before = text[max(window[0], one.span[0] - 50) : one.span[0]]
        behind = text[one.span[1] : one.span[1] + 30]
        if _by_mediator().search(before) or _mediator_behind().match(behind):
            return one
    if words("mediating").fullmatch(text[slice(*head.predicate)]):
        held = [one for one in mentions if one.span[1] <= head.predicate[0] and _acts(text, one, head.predicate[0])]
        return held[-1] if held else None
    return None


def format_of(text: str, window: Span, head: Head, n_parties: int, *, is_told: bool) -> Format | None:
    """Who sits with whom: by its word, or by the number of parties where the text says between whom."""
    for name in (Format.INDIRECT, Format.TRILATERAL, Format.MULTILATERAL, Format.BILATERAL):
        if words(_LISTS[name]).search(text, max(window[0], head.span[0] - 40), min(window[1], head.span[1] + 60)):
            return name
    if not is_told or n_parties < 2:
        return None
    return {2: Format.BILATERAL, 3: Format.TRILATERAL}.get(n_parties, Format.MULTILATERAL)


_LISTS = {
    Format.INDIRECT: "indirect",
    Format.TRILATERAL: "trilateral",
    Format.MULTILATERAL: "multilateral",
    Format.BILATERAL: "bilateral",
}


@functools.cache
def _by_mediator() -> re.Pattern[str]:
    forms = [form for cue in cues("mediating") for form in vocabulary.verb_forms(cue.rstrip("~")) if form[-2:] == "ed"]
    return re.compile(rf"\b(?:{'|'.join(forms)}|overseen)\s+by\s+(?:the\s+)?$", re.IGNORECASE)


@functools.cache
def _mediator_behind() -> re.Pattern[str]:
    forms = [form for cue in cues("mediating") for form in vocabulary.verb_forms(cue.rstrip("~"))]
    ed, ing = ([form for form in forms if form.endswith(end)] for end in ("ed", "ing"))
    return re.compile(
        rf"-(?:{'|'.join(ed)})\b|\s+(?:{'|'.join(ing)})\b|['’]s?\s+mediation\b|\s+as\s+(?:a\s+)?mediator\b"
    )


@functools.cache
def _joint() -> re.Pattern[str]:
    """What may stand between two who sit together: commas, "and", an office, a title."""
    office = r"(?:\s*,\s+(?:the|its|his|her|an?)\s[^,;.]{1,50})?"
    return re.compile(rf"(?:['’]s?)?{office}\s*,?\s*(?:and\s+|as well as\s+|or\s+)?{_LOWER}{{0,4}}{titled()}")


@functools.cache
def _object() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:with\s+|between\s+|among\s+)?{_LOWER}{{0,4}}{titled()}")


@functools.cache
def _people() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{vocabulary.alternation(vocabulary.load('actors')['bodies'])})\b")


@functools.cache
def _linked() -> re.Pattern[str]:
    people = vocabulary.alternation(vocabulary.load("actors")["bodies"])
    links = rf"(?:with|between|among|involving|joined\s+by|attended\s+by|(?:{people})\s+(?:from|of))"
    return re.compile(rf"\b{links}\s+{_LOWER}{{0,4}}{titled()}$")
