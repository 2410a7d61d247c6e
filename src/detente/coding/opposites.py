"""Turns an act on a thing into an option, where an issue's two options are the thing and no such thing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from detente.coding.acts import Form, find_acts
from detente.model import Act, Issue, Option, OptionId

_WORD = re.compile(r"[^\W\d_]+")
_DENYING = frozenset({"no", "not", "none", "never", "without", "nothing"})
_STEM_CHARS = 4
"""So many letters "build", "built" and "building" have in common."""
_LEAD = r"\s+(?:\w+ly\s+|outright\s+)?(?:(?:to|on|for)\s+)?(?:(?P<doing>\w+)\s+(?:of\s+)?)??"
_ARTICLE = r"(?:(?P<article>the|an?|any|no|this|that|such\s+an?|its|their)\s+)?"
_HEAD_ENDS = (
    r"(?=\s*(?:$|[.,;:)”\"!])"
    r"|\s+(?:outright|altogether|entirely|as|in|on|at|under|and|or|but|if|only|unless|be|is|must|built)\b)"
)
_STATED = r"\s+(?:(?:is|are|was|were|remains?|would\s+be|will\s+be|as)\s+)?(?:\w+ly\s+)?$"
_TELLING_NO_OPTION = frozenset({Act.DENY, Act.ASSESS, Act.THREATEN})


@dataclass(frozen=True, slots=True)
class Opposites:
    """An issue that asks whether there will be a thing or not.

    Attributes:
        wanted: The option that there will be.
        denied: The option that there will not.
        behind: What follows an act on the thing: "(rejects) the dam outright".
        before: What precedes a state of the thing: "the dam is (unacceptable)".
        doing: The first letters of what is done to the thing in the option that there will be.
    """

    wanted: OptionId
    denied: OptionId
    behind: re.Pattern[str]
    before: re.Pattern[str]
    doing: frozenset[str]

    def option(self, text: str, act: Act) -> OptionId | None:
        """The option that an act is about: the one rejected, or else the one wanted; None if the words tell neither."""
        if act in _TELLING_NO_OPTION:
            return None
        for cue in find_acts(text, (0, len(text))):
            if cue.act is not act:
                continue
            match = self.behind.match(text, cue.span[1])
            if match is not None and not self._is_other(match["doing"]):
                is_denied = (match["article"] or "").casefold() == "no" and not cue.is_negated
                return self.denied if is_denied else self.wanted
            if cue.form is Form.STATE and self.before.search(text[: cue.span[0]]):
                return self.wanted
        return None

    def _is_other(self, doing: str | None) -> bool:
        """Whether something else is done to the thing than to bring it about."""
        return doing is not None and doing.casefold()[:_STEM_CHARS] not in self.doing


def opposites(issue: Issue, stop: frozenset[str]) -> Opposites | None:
    """The two options of an issue as opposites, where one only denies what the other says; None where they are not.

    The thing is what the option that denies and the issue both name.
    """
    if len(issue.options) != 2:
        return None
    denying = [one for one in issue.options if not _DENYING.isdisjoint(_words(_told(one)))]
    if len(denying) != 1:
        return None
    (wanted,) = (one for one in issue.options if one is not denying[0])
    of_issue, denied, affirmed = (
        _words(each) - stop - _DENYING
        for each in (f"{issue.name} {' '.join(issue.terms)}", _told(denying[0]), _told(wanted))
    )
    things = denied & of_issue
    if not things or not _stems(denied) <= _stems(of_issue | affirmed):
        return None
    thing = "|".join(f"{re.escape(word)}s?" for word in sorted(things))
    return Opposites(
        wanted.id,
        denying[0].id,
        re.compile(rf"{_LEAD}{_ARTICLE}(?:{thing}){_HEAD_ENDS}", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{thing}){_STATED}", re.IGNORECASE),
        _stems(affirmed - things),
    )


def _told(option: Option) -> str:
    return f"{option.name} {option.text}"


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text))


def _stems(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word[:_STEM_CHARS] for word in words)
