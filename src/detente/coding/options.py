"""Turns words into the option of an issue that they name: by number, by words that tell it from the others, by denial.

What the words weigh was learned from coded articles on other negotiations; see training/attribution/naming.py.
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from detente.coding import vocabulary
from detente.coding.issues import WORD, party_stems, stem
from detente.coding.opposites import opposites
from detente.coding.stances import denied
from detente.model import Act, Dossier, Issue, IssueId, OptionId, Value

Floats = npt.NDArray[np.float64]

_DENIED = re.compile(r"\b(?:no|not|none|never|without|nobody|nothing)\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?!\w)")
_ASIDE = re.compile(r",\s+(?:which|who|where|whose|including)\s[^,]*(?=,)")
_LACKED = re.compile(
    r"\b(?:without|lack\s+of|absence\s+of)\s+(?:(?:an?|any|the)\s+)?\w[\w-]*(?:\s+\w[\w-]*)?", re.IGNORECASE
)
"""What is rejected for lack of something ("a treaty without a tribunal is unacceptable") rejects no such thing."""
_LEAST_TOTAL = 0.5
"""Of a name or a text that has hardly a word of its own, no great share is named by one."""
_TELLING_FEW = frozenset({Act.DENY, Act.THREATEN})


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around some words: their sentence, and what goes before it."""

    sentence: str = ""
    before: str = ""


class Options:
    """Finds the options of one dossier's issues in texts; built once for a dossier."""

    def __init__(self, dossier: Dossier) -> None:
        stop = frozenset(vocabulary.load("stopwords")["words"])
        names = party_stems(dossier)
        self._issues = {issue.id: issue for issue in dossier.issues}
        self._wordings = {issue.id: _Wording.of(issue, stop, names) for issue in dossier.issues if issue.options}
        self._opposites = {issue.id: pair for issue in dossier.issues if (pair := opposites(issue, stop)) is not None}

    def named(
        self, issue: IssueId, text: str, value: Value | None, act: Act | None = None, around: Around | None = None
    ) -> OptionId | None:
        """The issue's option that ``text`` names, of an act that rejects the option rejected; None if none is likely.

        Args:
            issue: What the text is about.
            text: The words of one statement.
            value: The number that they tell. On the issue's scale it names the option at its place; of one that is open
                to a side the words name an option, if its place is not beyond the end.
            act: What is done; without it no option is told by denial.
            around: Where the words stand.
        """
        options, scale = self._issues[issue].options, self._issues[issue].scale
        if not options:
            return None
        number = value if value is not None and scale.measures(value) else None
        if number is not None and not number.is_range:
            return next((option.id for option in options if option.place == number.low), None)
        learned = vocabulary.load("options")
        of_options, of_none = self.features(issue, text, act, around)
        scores = np.append(of_options @ np.array(learned["option"]), of_none @ np.array(learned["none"]))
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        best = int(shares[:-1].argmax())
        if shares[best] >= learned["least_likely"]:
            place = options[best].place
            return None if number is not None and place is not None and not number.holds(place) else options[best].id
        pair = self._opposites.get(issue)
        return pair.option(text, act) if pair is not None and act is not None else None

    def is_denied(self, issue: IssueId, option: OptionId, text: str) -> bool:
        """Whether words name an option only to deny it ("must never be a federation"), and it denies nothing itself."""
        wording, options = self._wordings[issue], self._issues[issue].options
        index = next(index for index, one in enumerate(options) if one.id == option)
        if _DENIED.search(f"{options[index].name} {options[index].text}"):
            return False
        own = frozenset(word for word in wording.words[index] if word in wording.weights)
        named = own & _stems(text)
        return bool(named) and not named & _stems(denied(text))

    def features(self, issue: IssueId, text: str, act: Act | None, around: Around | None) -> tuple[Floats, Floats]:
        """What points to each option, and what to none; shapes (options, 8) and (4,)."""
        wording, around = self._wordings[issue], around or Around()
        told = (text, around.sentence or text, around.before)
        said, sentence, before = (_Said.of(_plain(each, act)) for each in told)
        whole, name = wording.hits(said, wording.words), wording.hits(said, wording.names)
        of_options = [
            whole,
            wording.hits(sentence, wording.words),
            name,
            whole / wording.totals(wording.words),
            name / wording.totals(wording.names),
            wording.hits(before, wording.words),
            wording.hits(sentence, wording.names),
            (whole == whole.max()) & (whole > 0),
        ]
        of_none = [1, act is Act.ASSESS, act in _TELLING_FEW, len(whole) == 2]
        return np.array(of_options, float).T, np.array(of_none, float)


@dataclass(frozen=True, slots=True)
class _Said:
    """The stems of some words, and of those that are not told to be done away with."""

    whole: frozenset[str]
    kept: frozenset[str]

    @classmethod
    def of(cls, text: str) -> _Said:
        return cls(_stems(text), _stems(_removed().sub(" ", text)))


@dataclass(frozen=True, slots=True)
class _Wording:
    """The words of one issue's options.

    Attributes:
        words: Of each option, the stems of its name and text.
        names: Those of its name alone.
        removes: Whether each is itself that something is done away with: only then does its object name it.
        weights: What each counts: one over the number of options that share it; nothing where all do.
    """

    words: tuple[frozenset[str], ...]
    names: tuple[frozenset[str], ...]
    removes: tuple[bool, ...]
    weights: dict[str, float]

    @classmethod
    def of(cls, issue: Issue, stop: frozenset[str], party_names: frozenset[str]) -> _Wording:
        """The words that tell each option from the others.

        The issue's name tells none; of an option that denies ("there is no season") the issue's terms tell nothing
        either. Names of parties tell none where there are other words; where there are not ("the seat is in Velm"),
        they are all there is.
        """
        name = _stems(issue.name)
        terms = name | _stems(" ".join(issue.terms))
        words, names, removes = [], [], []
        for option in issue.options:
            text = f"{option.name} {option.text}"
            told = frozenset(stem(word) for word in _told_words(text) if word.casefold() not in stop)
            own = told - (terms if _DENIED.search(text) else name)
            words.append(own - party_names or own)
            names.append(words[-1] & _stems(option.name))
            removes.append(_removed().search(text) is not None)
        shared = Counter(word for own in words for word in own)
        weights = {word: 1 / n for word, n in shared.items() if n < len(words) or len(words) == 1}
        return cls(tuple(words), tuple(names), tuple(removes), weights)

    def hits(self, said: _Said, told: tuple[frozenset[str], ...]) -> Floats:
        """What the words said weigh for each option."""
        met = [own & (said.whole if is_so else said.kept) for own, is_so in zip(told, self.removes, strict=True)]
        return np.array([math.fsum(self.weights.get(word, 0.0) for word in words) for words in met])

    def totals(self, told: tuple[frozenset[str], ...]) -> Floats:
        """What all words of each option weigh."""
        return np.array([max(_LEAST_TOTAL, math.fsum(self.weights.get(word, 0.0) for word in own)) for own in told])


def _plain(text: str, act: Act | None) -> str:
    """The words that may name an option, without what is said of somebody in passing."""
    told = _ASIDE.sub(" ", text)
    return _LACKED.sub(" ", told) if act is Act.REJECT else told


@functools.cache
def _removed() -> re.Pattern[str]:
    """A verb that does away with something, and its object."""
    verbs = "|".join(map(vocabulary.cue_pattern, vocabulary.load("removals")["verbs"]))
    return re.compile(rf"\b(?:{verbs})\b(?:\s+(?!(?:if|unless|only|but|and|or|for|in)\b)[\w'’-]+)*", re.IGNORECASE)


def _told_words(text: str) -> list[str]:
    """Words and numbers: options may differ by a year alone."""
    return [*WORD.findall(text), *(number.replace(",", "") for number in _NUMBER.findall(text))]


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, _told_words(text)))
