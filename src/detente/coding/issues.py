"""Turns a span's words into the issues of a dossier that it is about.

Words, not embeddings. A term of the issue or its whole name weighs 1, and 0.25 more for each further word of it; a
number in its unit 1. Each word of its name weighs 0.8, and of its description and options 0.4. Unit and words are
divided by the number of issues that share them. Words are compared by their first six letters, so that inflection does
not matter.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from detente.coding import vocabulary
from detente.model import Dossier, Issue, IssueId, ScaleKind

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_STEM_CHARS = 6
_DESCRIPTION_WEIGHT = 0.4
_NAME_WEIGHT = 0.8
_UNIT_WEIGHT = 1.0
_CACHED_TEXTS = 2048
_THRESHOLD = 0.55


@dataclass(frozen=True, slots=True)
class Topic:
    """An issue a span may be about, with the weight of the words that say so."""

    issue: IssueId
    score: float


class Issues:
    """Finds the issues of one dossier in texts; built once for a dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self.scores = functools.lru_cache(maxsize=_CACHED_TEXTS)(self._scores)
        """Weight of the words of a text pointing to each issue; an issue that no word points to is left out."""
        party_names = party_stems(dossier)
        stop = frozenset(vocabulary.load("stopwords")["words"])
        self._terms = [(issue.id, _term_pattern(issue)) for issue in dossier.issues]
        self._weights = _word_weights(dossier.issues, stop, party_names)
        self._names = {
            issue.id: {stem(word) for word in WORD.findall(issue.name)[:1] if word.casefold() not in stop} & party_names
            for issue in dossier.issues
        }
        self._units = _units(dossier.issues)
        self.process = _process_issue(dossier.issues)

    def topics(self, text: str) -> list[Topic]:
        """The issues that ``text`` is about, best first; empty where its words point to none."""
        ranked = sorted(self.scores(text).items(), key=lambda pair: -pair[1])
        return [Topic(issue, score) for issue, score in ranked if score >= _THRESHOLD]

    def _scores(self, text: str) -> Mapping[IssueId, float]:
        scores: defaultdict[IssueId, float] = defaultdict(float)
        for issue, pattern in self._terms:
            for hit in dict.fromkeys(match.group().casefold() for match in pattern.finditer(text)):
                scores[issue] += 1.0 + 0.25 * hit.count(" ")
        for unit, measured in self._units.items():
            if re.search(rf"\d\s*(?:\w+\s+)?{unit}", text, re.IGNORECASE):
                for issue in measured:
                    scores[issue] += _UNIT_WEIGHT / len(measured)
        for word in dict.fromkeys(map(stem, WORD.findall(text))):  # in one order, so that sums are the same each time
            for issue, weight in self._weights.get(word, {}).items():
                scores[issue] += weight
        return MappingProxyType(scores)

    def by_party_name(self, text: str) -> IssueId | None:
        """The one issue whose name begins with a party that ``text`` names ("no veto on the League"), if any."""
        words = {stem(word) for word in WORD.findall(text)}
        named = [issue for issue, names in self._names.items() if names & words]
        return named[0] if len(named) == 1 else None

    def speaks_of_process(self, text: str) -> bool:
        """Whether ``text`` names a draft, a meeting or the talks as such."""
        words = {stem(word) for word in WORD.findall(text)}
        return bool(words & {stem(word) for word in vocabulary.load("stopwords")["process"]})


def party_stems(dossier: Dossier) -> frozenset[str]:
    """The stems of the words that name parties; they tell neither issue nor option."""
    names = [name for party in dossier.parties for name in (party.name, *party.names)]
    return frozenset(stem(word) for name in names for word in WORD.findall(name))


def stem(word: str) -> str:
    """The first six letters of a word in lower case: what inflection leaves alone.

    Example:
        >>> stem("Guarantees") == stem("guaranteed")
        True
    """
    return word.casefold()[:_STEM_CHARS]


def _term_pattern(issue: Issue) -> re.Pattern[str]:
    alternatives = []
    for term in sorted({*issue.terms, issue.name}, key=len, reverse=True):
        words = [re.escape(word) for word in term.split()]
        if words:
            words[-1] += r"(?:['’]?s|es)?"
            alternatives.append(r"[\s-]+".join(words))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE)


def _units(issues: tuple[Issue, ...]) -> dict[str, list[IssueId]]:
    """The issues measured in each unit, by a pattern of the unit's forms."""
    measured: dict[str, list[IssueId]] = {}
    known = vocabulary.load("numbers")["units"]
    for issue in issues:
        if issue.scale.kind is ScaleKind.NUMBER and issue.scale.unit:
            forms = next((forms for forms in known if issue.scale.unit in forms), [issue.scale.unit])
            pattern = "(?:" + "|".join(re.escape(form) for form in forms) + ")(?!\\w)"
            measured.setdefault(pattern, []).append(issue.id)
    return measured


def _word_weights(
    issues: tuple[Issue, ...], stop: frozenset[str], party_names: frozenset[str]
) -> dict[str, dict[IssueId, float]]:
    base: dict[str, dict[IssueId, float]] = {}
    for issue in issues:
        sources = [(issue.name, _NAME_WEIGHT), (issue.description, _DESCRIPTION_WEIGHT)]
        sources += [(f"{option.name} {option.text}", _DESCRIPTION_WEIGHT) for option in issue.options]
        for text, weight in sources:
            for word in WORD.findall(text):
                if word.casefold() in stop or len(word) < 3 or stem(word) in party_names:
                    continue
                own = base.setdefault(stem(word), {})
                own[issue.id] = max(own.get(issue.id, 0.0), weight)
    return {word: {issue: weight / len(own) for issue, weight in own.items()} for word, own in base.items()}


def _process_issue(issues: tuple[Issue, ...]) -> IssueId | None:
    """The issue that is about the talks themselves, told by the words of its own description."""
    process = {stem(word) for word in vocabulary.load("stopwords")["process"]}
    counts = {
        issue.id: len(
            process & {stem(word) for word in WORD.findall(f"{issue.name} {issue.description} {' '.join(issue.terms)}")}
        )
        for issue in issues
    }
    best = max(counts, key=lambda issue: counts[issue], default=None)
    return best if best is not None and counts[best] >= 3 else None
