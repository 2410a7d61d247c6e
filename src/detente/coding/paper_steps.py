"""Turns a sentence that means a paper into what is told of it: who did what with it, and how it was received."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from detente.coding import vocabulary
from detente.coding.handing import Handing, carried_by, find_handing, own_carrier
from detente.coding.moods import Mood, mood
from detente.coding.paper_cues import Cue, Frame, cues
from detente.coding.paper_names import words_of
from detente.coding.paper_subjects import RELATIVE, begins_relative, is_passive, is_private, paper_before, undergoes
from detente.coding.paper_tellings import Told
from detente.coding.papers import Reference
from detente.coding.sights import BEFORE_PARTY, PAPER, PARTY, Sight
from detente.model import PartyId, Span, Step

_WORD = re.compile(r"(?<![\w-])[a-zA-Z][\w-]*")
_OBJECT = re.compile(
    rf"(?:\s+{PARTY}+|\s+both\s+\w+|\s+them|\s+him|\s+her)?\s+(?:(?P<paper>{PAPER}+)|(?P<it>it)\b(?!['’]s))"
)
_BY_NOBODY = re.compile(r"\s+by\s+(?:nobody|no\s+one|neither|none)\b")
_AGENTS = re.compile(
    r"(?:\s+(?:\w+ly|in\s+\w+|on\s+\w+|last\s+\w+|this\s+\w+|earlier))*"
    rf"\s+(?:by|between|among)\s+(?:both\s+)?(?:the\s+|its\s+)?(?={PARTY})"
)
_REDUCED = re.compile(
    r"\s+(?:by|between|among|to|through|via|in|on|at|last|earlier|yesterday|unofficially|officially)\b"
)
_CONTACT = re.compile(rf"(?P<relative>{RELATIVE})?\s+(?:the\s+|both\s+)?{PARTY}[^,;:.{PAPER}]{{0,80}}")
_CONTINUED = re.compile(rf"[^;:{PAPER}]*?(?:\band|,)(?:\s+(?:then|later|finally|\w+ly))?\s+")
_WOULD = re.compile(
    r"\bwould\s+(?!not\b|be\s+(?!\w+(?:ed|en|wn|ut|et)\b)|need|fail|have\b|help|mean\b|take\b"
    r"|come\b|go\b|make\b|prove|seem|face|never|likely|still)"
)
_UNDER = re.compile(
    rf"(?:^|[“\"]|\bthat\s+)(?:[Uu]nder|[Ii]n(?:\s+one\s+version\s+of)?|[Aa]ccording\s+to)\s+(?P<paper>{PAPER}+),?\s+(?P<content>\S.*)"
)
_MODAL = re.compile(r"\b(?:would|will|must|shall|may|can|is\s+to|are\s+to)\b")
_FOR_PARTY = re.compile(rf"[^;:.]{{0,20}}?\b(?:to|for)\s+(?:the\s+)?(?={PARTY})")
_NO = re.compile(r"\b(?:no|not|none|nothing|never|neither|hardly|\w+n['’]t)\b", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|was|remains|would\s+be)\b")
_NEAR_CHARS = 40
_GERUND = re.compile(r"\w*[aeiouy]\w*ing\b")
_PROGRESS = frozenset({Step.DRAFT, Step.AMEND, Step.AGREE, Step.SIGN, Step.RATIFY, Step.HAND_OVER})
_JOINT = frozenset({Step.ACCEPT, Step.SIGN, Step.AGREE, Step.RATIFY})


def steps(sight: Sight) -> Iterator[Told]:
    """What a sentence tells of the papers that it means, in text order."""
    passive, taken = None, 0
    for word in _WORD.finditer(sight.words):
        if word.start() < taken:
            continue
        for pattern, cue in cues().get(word[0].casefold(), ()):
            match = pattern.match(sight.words, word.start())
            told = None if match is None else _READERS[cue.frame](sight, cue, match.span(), passive)
            if told is not None:
                is_undergone = cue.frame is Frame.OBJECT and undergoes(sight, told.at[0], is_beside=told.is_beside)
                passive = told if is_undergone else None
                taken = told.at[1]
                yield told
                break
    yield from _provisions(sight)


def _object(sight: Sight, cue: Cue, at: Span, passive: Told | None) -> Told | None:
    """Who does it to the paper: in the active, the passive, or a clause beside the paper's name."""
    is_gerund, has_be = _GERUND.match(sight.words, *at) is not None, is_passive(sight, at[0])
    behind = _OBJECT.match(sight.words, at[1])
    if behind is not None:
        is_received_here = cue.is_received and has_be
        named = sight.reference_at(behind.start("paper")) if behind["paper"] else sight.last_paper(at[0])
        if named is None or (is_gerund and not has_be) or (has_be and not is_gerund and not is_received_here):
            return None
        return _acted(sight, cue, at, named, is_gerund=is_gerund)
    if is_gerund and not has_be:
        return None
    subject = paper_before(sight, at[0], has_be=True)
    if subject is not None and (has_be or _REDUCED.match(sight.words, at[1])):
        found = _undergone(sight, cue, at, subject)
        is_passing = not has_be or begins_relative(sight, subject)
        return replace(found, is_beside=is_passing) if found is not None else None
    if passive is not None and _CONTINUED.fullmatch(sight.words[passive.at[1] : at[0]]):
        return _undergone(sight, cue, at, passive.reference)
    for reference in reversed(sight.references):
        end = sight.local(reference.span)[1]
        if end < at[0] and _CONTACT.fullmatch(sight.words[end : at[0]]) and not is_passive(sight, at[0]):
            found = _acted(sight, cue, at, reference, is_gerund=is_gerund, least=end)
            return replace(found, is_beside=True) if found is not None else None
    return None


def _acted(sight: Sight, cue: Cue, at: Span, reference: Reference, *, is_gerund: bool, least: int = 0) -> Told | None:
    actors = sight.subject(at[0])
    is_inside = any(sight.local(one.span)[0] >= least for one in actors)
    if (least and not is_inside) or is_private(sight, cue.step, at):
        return None
    by = tuple(dict.fromkeys(one.party for one in actors))
    return _with_mood(sight, cue, at, reference, by, is_gerund=is_gerund, own=True)


def _undergone(sight: Sight, cue: Cue, at: Span, reference: Reference) -> Told | None:
    if _BY_NOBODY.match(sight.words, at[1]):
        return None
    agents = _AGENTS.match(sight.words, at[1])
    by = sight.parties_at(agents.end()) if agents else ()
    return _with_mood(sight, cue, at, reference, by, is_gerund=False, own=False)


def _with_mood(
    sight: Sight, cue: Cue, at: Span, reference: Reference, by: tuple[PartyId, ...], *, is_gerund: bool, own: bool
) -> Told | None:
    """The step as far as it was taken: done, still to come, or refused."""
    how = mood(sight, at[0])
    if how is Mood.OPEN:
        return None
    if how is Mood.REFUSED:
        is_refusal = by and cue.step in _JOINT
        return Told(reference, cue, Step.REFUSE, at, by) if is_refusal else None
    is_expected = how is Mood.AHEAD or (is_gerund and cue.step in _PROGRESS)
    if cue.step is not Step.HAND_OVER:
        return Told(reference, cue, cue.step, at, by, is_expected=is_expected)
    return _handed(sight, cue, at, reference, by, is_expected=is_expected, own=own)


def _handed(
    sight: Sight, cue: Cue, at: Span, reference: Reference, by: tuple[PartyId, ...], *, is_expected: bool, own: bool
) -> Told | None:
    handing = find_handing(sight, at, sight.clause(at[0])[1])
    to, sender, carrier = handing.to, by, handing.carrier
    if cue.is_received and own:
        to, sender = by, handing.sender
    elif cue.is_carried and own:
        person = next((one.speaker for one in sight.subject(at[0]) if one.shape.value == "person"), None)
        carrier = carrier or person or (None if by else own_carrier(sight, at[0]))
        sender = handing.sender if carrier and carrier in {person, own_carrier(sight, at[0])} else by
    elif cue.is_carried:
        carrier = carrier or carried_by(sight, (at[1], sight.clause(at[0])[1]))
    if cue.needs_recipient and not (to or handing.is_to_somebody):
        return None
    sender = tuple(party for party in sender if party not in to)
    whole = Handing(to, sender, carrier, handing.is_official, is_to_somebody=True)
    return Told(reference, cue, cue.step, at, sender, whole, is_expected)


def _arrival(sight: Sight, cue: Cue, at: Span, _: Told | None) -> Told | None:
    reference = paper_before(sight, at[0], has_be=False)
    near = BEFORE_PARTY.match(sight.words, at[1])
    if reference is None or near is None or is_passive(sight, at[0]):
        return None
    how = mood(sight, at[0])
    if how in {Mood.OPEN, Mood.REFUSED}:
        return None
    handing = find_handing(sight, at, sight.clause(at[0])[1])
    whole = Handing(sight.parties_at(near.end()), (), handing.carrier, handing.is_official, is_to_somebody=True)
    return Told(reference, cue, cue.step, at, (), whole, how is Mood.AHEAD)


def _state(sight: Sight, cue: Cue, at: Span, _: Told | None) -> Told | None:
    reference = paper_before(sight, at[0], has_be=False)
    if reference is None:
        return None
    how = mood(sight, at[0])
    if how in {Mood.OPEN, Mood.REFUSED}:
        return None
    return Told(reference, cue, cue.step, at, is_expected=how is Mood.AHEAD)


def _content(sight: Sight, cue: Cue, at: Span, _: Told | None) -> Told | None:
    reference = paper_before(sight, at[0], has_be=False)
    if reference is None or is_passive(sight, at[0]):
        return None
    chain = sight.chain(at[0])
    step = cue.step
    if _NO.search(chain) and not _NO.search(sight.words, *at):
        step = Step.LACK if cue.step is Step.PROVIDE else Step.PROVIDE
    return Told(reference, cue, step, at, content=(at[1], sight.clause(at[0])[1]))


def _wanting(sight: Sight, cue: Cue, at: Span, _: Told | None) -> Told | None:
    reference = sight.last_paper(at[0])
    start = sight.clause(at[0])[0]
    if reference is None or _NO.search(sight.words, start, at[0]):
        return None
    named = [
        one
        for one in sight.place.mentions
        if PARTY in sight.words[slice(*sight.local(one.span))]
        and sight.local(one.span)[1] <= at[0]
        and not one.is_possessive
        and not sight.is_oblique(one)
    ]
    by = named[-1:] or list(sight.actors)
    return Told(reference, cue, cue.step, at, (by[-1].party,)) if by else None


def _judged(sight: Sight, cue: Cue, at: Span, _: Told | None) -> Told | None:
    """Who calls the paper so; or that it is so, to or for somebody."""
    called = _judging().search(sight.words, 0, at[0])
    if called is not None:
        is_named = called["paper"] is not None
        reference = sight.reference_at(called.start("paper")) if is_named else sight.last_paper(called.start())
        by = tuple(dict.fromkeys(one.party for one in sight.subject(called.start("verb"))))
        is_doubted = _NO.search(called["gap"]) or mood(sight, called.start("verb")) is not Mood.DONE
        return None if reference is None or not by or is_doubted else Told(reference, cue, cue.step, at, by)
    reference = paper_before(sight, at[0], has_be=False, gap=3)
    before = sight.words[max(0, at[0] - _NEAR_CHARS) : at[0]]
    if reference is None or not _IS.search(before) or _NO.search(before):
        return None
    for_whom = _FOR_PARTY.match(sight.words, at[1])
    return Told(reference, cue, cue.step, at, sight.parties_at(for_whom.end()) if for_whom else ())


def _provisions(sight: Sight) -> Iterator[Told]:
    """What a paper would do, and what happens under it."""
    for match in _WOULD.finditer(sight.words):
        reference = paper_before(sight, match.start(), has_be=False)
        if reference is not None:
            end = sight.clause(match.start())[1]
            yield Told(reference, _WEAK, Step.PROVIDE, match.span(), content=(match.end(), end))
    under = _UNDER.search(sight.words)
    reference = sight.reference_at(under.start("paper")) if under else None
    if under is not None and reference is not None and _MODAL.search(under["content"]):
        content = under.start("content"), len(sight.words)
        yield Told(reference, _WEAK, Step.PROVIDE, under.span("paper"), content=content)


@functools.cache
def _judging() -> re.Pattern[str]:
    verbs = "|".join(vocabulary.cue_pattern(one) for one in words_of("judging"))
    return re.compile(
        rf"\b(?P<verb>{verbs})\s+(?:(?P<paper>{PAPER}+)|it|this)(?:\s+as)?(?P<gap>(?:\s+[^\s.;:,]+){{0,6}}?)\s+[“\"‘'’]?$"
    )


_WEAK = Cue(Step.PROVIDE, Frame.CONTENT, needs_issue=True)
_READERS = {
    Frame.OBJECT: _object,
    Frame.ARRIVAL: _arrival,
    Frame.STATE: _state,
    Frame.CONTENT: _content,
    Frame.WANTING: _wanting,
    Frame.JUDGED: _judged,
}
