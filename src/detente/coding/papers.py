"""Turns a document's words into the proposals, drafts, formulas and agreements they mean: by name or by "the draft"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.coding.actors import Mention, Shape
from detente.coding.paper_names import Names, Words, flat, is_counted, listed
from detente.coding.places import Place
from detente.model import Dossier, PartyId, Span

_INDEFINITE = frozenset({"a", "an", "one"})
_NEITHER = re.compile(r"\b(?:no|any|every|each|neither|without|such)\s+(?:[a-z-]+\s+){0,2}$", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\b")
_COMPLEMENT = re.compile(
    r"\s+(?:for|on|of|that|under\s+which|to\s+(?!the\b|both\b|all\b|each\b|its\b|their\b|him\b|her\b|them\b)[a-z]+)\b"
)
_OF = re.compile(r"\s+of\b")
_COMPOUND = re.compile(r"\s+(?:message|trail|mill|tiger|law|bill|budget|money|change|conditions)\b|['’]s\b")
_IDENTITY = re.compile(
    r"(?:,[^,;]{1,80},|\s+with\s[^,;]{1,60},[^,;]{1,80},)?\s+(?:is|was|remains)(?:\s+still|\s+only|\s+now)?\s+"
)
_FARTHEST_SENTENCES = 15
_GENERAL = re.compile(r"\s+(?:is|begins|may|can|must|should|needs|that)\b")


@dataclass(eq=False, slots=True)
class Paper:
    """An instrument as one document tells of it.

    Attributes:
        name: What it is called, without an article.
        instrument: The dossier's, if it is one.
        kind: The noun of its name.
        owner: The party whose it is called ("the Norlandic draft").
        is_proper: Whether its name would be the same in another document.
        same: The paper that it was found to be ("the paper is the January draft").
    """

    name: str
    instrument: str | None
    kind: str
    owner: PartyId | None = None
    is_proper: bool = False
    same: Paper | None = field(default=None, repr=False)

    @property
    def itself(self) -> Paper:
        """The paper that it is in the end."""
        return self if self.same is None else self.same.itself


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that mean a paper.

    Attributes:
        span: With article and adjectives.
        called: The name as written, with the word for its version, without an article.
        is_named: Whether it is called by a name, and not only "the draft".
        is_changed: Whether it is called a revised one.
        is_owned: Whether the words say whose it is.
    """

    span: Span
    paper: Paper
    called: str
    is_named: bool
    is_changed: bool
    is_owned: bool = False


class Papers:
    """Finds the instruments of one dossier, and others, in documents; built once for a dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._known = {
            flat(name): one.id for one in reversed(dossier.instruments) for name in (one.name, *one.names) if flat(name)
        }
        self._names = Names(tuple(self._known))

    def of_document(self, title: str | None, parts: Sequence[Place]) -> list[list[Reference]]:
        """The references of each place, in text order; the title is read first and has no place."""
        reading = _Reading(self._known)
        for words in self._names.find(title or "", (0, len(title or ""))):
            reading.title(words)
        found = []
        for number, place in enumerate(parts):
            here: list[Reference] = []
            for words in self._names.find(place.text, place.sentence.span):
                reference = reading.read(words, place, number)
                if reference is not None:
                    reading.identify(here, reference, place.text)
                    here.append(reference)
            found.append(here)
        return found


class _Reading:
    """What one document has named so far."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known
        self._papers: dict[str, Paper] = {}
        self._last: list[tuple[int, Paper]] = []

    def title(self, words: Words) -> None:
        """Takes note of the dossier's instruments in a title."""
        if words.known:
            self._last.append((0, self._of_dossier(words.known)))

    def read(self, words: Words, place: Place, number: int) -> Reference | None:
        """What the words mean; None for a word that names nothing."""
        text, (start, end) = place.text, words.span
        if _NEITHER.search(text, max(place.sentence.span[0], start - 40), start) or _COMPOUND.match(text, end):
            return None
        owner = None if words.known else _owner(words, place)
        paper = self._paper(words, place, number, owner)
        if paper is None:
            return None
        self._last.append((number, paper))
        version = " ".join(word for word in words.qualities if word in listed("versions") | listed("changed"))
        name = " ".join(words.known.split()) or paper.name
        return Reference(
            span=(min(start, owner.span[0]) if owner else start, end),
            paper=paper,
            called=f"{version} {name}".strip(),
            is_named=bool(words.known or words.modifiers or owner),
            is_changed=any(word in listed("changed") for word in words.qualities),
            is_owned=owner is not None,
        )

    def identify(self, before: Sequence[Reference], reference: Reference, text: str) -> None:
        """Makes two papers one where a sentence says that one is the other."""
        for earlier in before:
            between = text[earlier.span[1] : reference.span[0]]
            one, other = earlier.paper.itself, reference.paper.itself
            if not _IDENTITY.fullmatch(between) or one is other:
                continue
            if one.instrument is None and not one.is_proper and (other.instrument is not None or other.is_proper):
                one.same = other
            elif other.instrument is None and not other.is_proper:
                other.same = one

    def _of_dossier(self, name: str) -> Paper:
        instrument, written = self._known[flat(name)], " ".join(name.split())
        kind = flat(written).rpartition(" ")[2]
        return self._papers.setdefault(f"#{instrument}", Paper(written, instrument, kind, is_proper=True))

    def _paper(self, words: Words, place: Place, number: int, owner: Mention | None) -> Paper | None:
        if words.known:
            return self._of_dossier(words.known)
        end, kind = words.span[1], words.kind
        proper = [word for word in words.modifiers if word.casefold() not in listed("modifiers")]
        is_open = _COMPLEMENT.match(place.text, end) is not None
        if any(_WEEKDAY.match(word) for word in proper):
            return None
        if owner is not None:
            return None if is_open else self._owned(owner, kind, number, place.text)
        if proper:
            is_first = words.span[0] == place.sentence.span[0]
            is_unmarked = not words.article and not any(is_counted(word) for word in proper)
            return None if is_first and is_unmarked else self._called(words.modifiers, kind, is_proper=True)
        is_general = words.article in _INDEFINITE and not words.modifiers and _GENERAL.match(place.text, end)
        return (
            None
            if is_general or not words.article
            else self._described(words, number, is_open=is_open, is_of=_OF.match(place.text, end) is not None)
        )

    def _described(self, words: Words, number: int, *, is_open: bool, is_of: bool) -> Paper | None:
        """A paper without a proper name: the one called so before, the last one it can mean, or a new one."""
        own, kind = tuple(word.casefold() for word in words.modifiers), words.kind
        is_new = bool(own) or (kind in listed("alone") and not is_of)
        before = self._papers.get(flat(" ".join((*own, kind))))
        if words.article not in _INDEFINITE and not (is_new and before) and not (is_open and not is_new):
            last = self._meant(kind, number)
            if last is not None:
                return last
        return self._called(own, kind) if is_new else None

    def _owned(self, owner: Mention, kind: str, number: int, text: str) -> Paper:
        last = self._last[-1] if self._last else None
        if last is not None and number - last[0] <= _FARTHEST_SENTENCES:
            paper = last[1].itself
            if paper.kind == kind and not paper.is_proper and paper.owner in {None, owner.party}:
                return paper
        key = f"{owner.party} {kind}"
        written = re.sub(r"^[Tt]he\s+|['’]s?$", "", text[slice(*owner.span)]) + ("'s" if owner.is_possessive else "")
        return self._papers.setdefault(key, Paper(f"{written} {kind}", None, kind, owner.party))

    def _called(self, words: Sequence[str], kind: str, *, is_proper: bool = False) -> Paper:
        name = " ".join((*words, kind))
        return self._papers.setdefault(flat(name), Paper(name, None, kind, is_proper=is_proper))

    def _meant(self, kind: str, number: int) -> Paper | None:
        """The last paper that a bare kind can stand for."""
        near = (paper.itself for when, paper in reversed(self._last) if number - when <= _FARTHEST_SENTENCES)
        return next((paper for paper in near if _may_stand(kind, paper)), None)


def _owner(words: Words, place: Place) -> Mention | None:
    """The party whose paper it is told to be: in its name ("the Norlandic draft") or in front ("Norland's draft")."""
    text, (start, _) = place.text, words.span
    for one in place.mentions:
        is_in_name = words.core <= one.span[0] < words.span[1]
        is_in_front = one.span[1] <= start and re.fullmatch(r"(?:['’]s?)?\s+", text[one.span[1] : start])
        if is_in_front and not words.article and (one.is_possessive or one.shape is Shape.ADJECTIVE):
            return one
        if is_in_name and one.shape is not Shape.PERSON:
            return one
    return None


def _may_stand(kind: str, paper: Paper) -> bool:
    any_kind, plan = listed("kinds_any"), listed("kinds_plan")
    told = set(flat(paper.name).split()) | {paper.kind}
    return kind in any_kind or kind in told or (kind in plan and bool(told & (plan | any_kind)))
