"""Turns a cue in its sentence into what it is about: the issue, the words to quote, how sure that is."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.coding.acts import ActCue, Form
from detente.coding.conditions import ConditionSpan
from detente.coding.holders import Ground, Holder
from detente.coding.issues import Issues
from detente.coding.places import Place
from detente.model import Act, IssueId, Span

_ITEM = re.compile(r"(?:(?!\s(?:and|or)\s)(?:[^,;]|(?<=\d),(?=\d)))+")
_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|\n")
_LONGEST_LIST_CHARS = 240
_LONGEST_ITEM_CHARS = 60
_DETERMINED = re.compile(r"[\s,]*(?:and\s+|or\s+)?(?:an?|the|no|any|its|their|his|her|some|more|every|all|[A-Z0-9])\b")
_EDGE = " \t\r\n,;:.–—-*_>"
_HANGING = re.compile(r"[\s,;:–—>]+(?:and|but|or|yet|while)(?:\s+that)?$", re.IGNORECASE)
_CONTEXT_SHARE = 0.5
_OBJECT_PRONOUN = re.compile(
    r"\s+(?:it|this|that|them|these|those|both|the\s+(?:idea|plan|proposal|offer|demand|figure|text|draft|step|move))\b"
    r"(?!\s+[a-z]+\s+(?:is|was|be|will|would)\b)",
    re.IGNORECASE,
)
_ANAPHOR = re.compile(
    r"\b(?:this|that|it|such an?\s+\w+)\s+(?:is|was|would be|remains?|looks?|risks?|as)?\s*(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Focus:
    """What an act is about.

    Attributes:
        quote: The shortest stretch that tells it.
        issue: The issue of the dossier.
        certainty: In (0, 1]: 1 where the cue's own words name the issue, less the farther off they stand.
    """

    quote: Span
    issue: IssueId
    certainty: float


def find_focus(
    place: Place,
    cue: ActCue,
    act: Act,
    holders: Sequence[Holder],
    condition: ConditionSpan | None,
    issues: Issues,
) -> Iterator[Focus]:
    """What the act is about: one focus, or one for each item of a list of things with different issues.

    The issue is read from the cue's own stretch, else from its clause, its sentence, or what goes before; the
    condition's words and the acting parties' names do not take part.
    """
    clause = place.clause_of(cue)
    items = _list_items(place, cue, clause, condition, issues)
    start = _start(place, clause, cue, holders)
    if len(items) > 1:
        for end, issue in items:
            quote = trimmed(place.text, (start, end))
            yield Focus(quote, issue, 1.0)
        return
    end = clause[1] if condition is None else max(clause[1], condition.content[1])
    quote = trimmed(place.text, (start, max(end, cue.span[1])))
    masked = _Masked(place, holders, condition)
    for words, certainty in _readings(place, cue, clause, masked):
        topics = issues.topics(words)
        if topics:
            yield Focus(quote, topics[0].issue, certainty)
            return
    unnamed = _unnamed_issue(place, cue, act, masked.words(clause), issues)
    if unnamed is not None:
        yield Focus(quote, unnamed, 0.7)


def _unnamed_issue(place: Place, cue: ActCue, act: Act, clause: str, issues: Issues) -> IssueId | None:
    """The issue that is meant where no word of its own names it: by a party in its name, by context, or the talks."""
    if act is not Act.ASSESS:
        issue = issues.by_party_name(clause) or _from_context(place, clause, issues)
        if issue is not None:
            return issue
    is_general = act is Act.ASSESS or cue.form is Form.STATE or issues.speaks_of_process(clause)
    return issues.process if is_general else None


def _readings(place: Place, cue: ActCue, clause: Span, masked: _Masked) -> Iterator[tuple[str, float]]:
    """Where the issue is looked for, nearest first: behind "this" or "it" what goes before comes first."""
    if cue.form is Form.STATE and _ANAPHOR.search(place.text, clause[0], cue.span[0]):
        yield place.before, 0.8
    if cue.form is Form.VERB and _OBJECT_PRONOUN.match(place.text, cue.span[1], clause[1]):
        yield masked.words((place.sentence.span[0], clause[0])), 0.8
        yield place.before, 0.8
    if cue.form is not Form.STATE:
        yield masked.words(place.stretch_of(cue)), 1.0
    yield masked.words(clause), 1.0
    yield masked.words(place.sentence.span), 0.85


@dataclass(frozen=True, slots=True)
class _Masked:
    """The sentence's words without its condition and without the names of those who act."""

    place: Place
    holders: Sequence[Holder]
    condition: ConditionSpan | None

    def words(self, span: Span) -> str:
        hidden = [holder.mention.span for holder in self.holders]
        if self.condition is not None:
            hidden.append(self.condition.whole)
        pieces, position = [], span[0]
        for start, end in sorted(hidden):
            if end > position and start < span[1]:
                pieces.append(self.place.text[position : max(position, start)])
                position = end
        pieces.append(self.place.text[position : span[1]] if position < span[1] else "")
        return " ".join(pieces)


def _from_context(place: Place, clause: str, issues: Issues) -> IssueId | None:
    """The issue that the clause's weak words, the sentence before and the heading point to together."""
    scores = defaultdict(float, issues.scores(clause))
    for text in (place.before, place.sentence.heading):
        for issue, score in issues.scores(text).items():
            scores[issue] += _CONTEXT_SHARE * score
    best = max(scores, key=lambda issue: scores[issue], default=None)
    return best if best is not None and scores[best] >= _CONTEXT_SHARE else None


def _list_items(
    place: Place, cue: ActCue, clause: Span, condition: ConditionSpan | None, issues: Issues
) -> list[tuple[int, IssueId]]:
    """The end and issue of each item of a list of things behind a cue, where the items have different issues.

    Behind a plural noun ("its red lines: ...") the list may run to the sentence's end; behind a verb it ends with the
    cue's own stretch, and its items are a few words each.
    """
    text = place.text
    if cue.form is Form.NOUN and text[slice(*cue.span)].casefold().endswith("s"):
        stop = _SENTENCE_END.search(text, cue.span[1], clause[1] + _LONGEST_LIST_CHARS)
        end, longest = stop.start() if stop else place.sentence.span[1], _LONGEST_LIST_CHARS
    elif cue.form is Form.VERB:
        end, longest = place.stretch_of(cue)[1], _LONGEST_ITEM_CHARS
        if condition is not None and condition.whole[0] >= cue.span[1]:
            end = min(end, condition.whole[0])
    else:
        return []
    items: list[tuple[int, IssueId]] = []
    for item in _ITEM.finditer(text, cue.span[1], end):
        if len(item.group()) > longest or (cue.form is Form.VERB and items and not _DETERMINED.match(item.group())):
            return items if cue.form is Form.NOUN else items[:1]
        topics = issues.topics(item.group())
        issue = topics[0].issue if topics else issues.by_party_name(item.group())
        if issue is not None and issue not in {other for _, other in items}:
            items.append((item.end(), issue))
    return items


def _start(place: Place, clause: Span, cue: ActCue, holders: Sequence[Holder]) -> int:
    """Where the quote begins: with the acting party where it stands before the cue, else with the clause."""
    first = min(holder.mention.span[0] for holder in holders)
    grounds = {holder.ground for holder in holders}
    if grounds <= {Ground.SUBJECT, Ground.OWNER} and clause[0] <= first < cue.span[0]:
        article = re.search(r"\bthe\s+$", place.text[clause[0] : first], re.IGNORECASE)
        return clause[0] + article.start() if article else first
    return clause[0]


def trimmed(text: str, span: Span) -> Span:
    """The span without what hangs over at its edges: punctuation, a conjunction, a mark of a quotation cut in two."""
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    hanging = _HANGING.search(text[start:end])
    if hanging:
        end = start + hanging.start()
    if text[start:end].count("“") != text[start:end].count("”") or text[start:end].count('"') % 2:
        start += text[start] in '“"' and not any(mark in text[start + 1 : end] for mark in '”"')
        end -= text[end - 1] in '”"' and not any(mark in text[start : end - 1] for mark in '“"')
    return start, end
