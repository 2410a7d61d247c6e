"""Pairs: what two actors agree and disagree on, concept by concept, with the statements of each side."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from detente.analysis.coalitions.coalitions import signed_question
from detente.analysis.networks import NetworkQuestion, StatementTable
from detente.analysis.networks.selecting import select
from detente.errors import NetworkError


class Verdict(StrEnum):
    """How two stand on one concept: every two of their statements alike, none, or some."""

    AGREE = "agree"
    DISAGREE = "disagree"
    BOTH = "agree and disagree"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one said on a concept: ids by the level of the qualifier, in order of time."""

    levels: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedConcept:
    """A concept that both speak on.

    Attributes:
        n_alike, n_unlike: Pairs of a statement of each that are on one level, and on two.
        ones, others: The statements of each.
    """

    concept: str
    verdict: Verdict
    n_alike: int
    n_unlike: int
    ones: Side
    others: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two actors and all that ties them.

    Attributes:
        concepts: Those with the most pairs of statements first; none where the two share nothing, which is silence
            and not balance.
        only_one, only_other: The concepts that only the one speaks on, and only the other.
    """

    one: str
    other: str
    concepts: tuple[SharedConcept, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]


def pair_of(table: StatementTable, question: NetworkQuestion, one: str, other: str) -> Pair:
    """What two agree and disagree on, of the same statements that their tie rests on.

    Args:
        table: The statements.
        question: Names rows, columns, qualifier, filters and range; the qualifier tells kinds, or yes and no.
        one: A name of the rows.
        other: Another one.

    Raises:
        NetworkError: A variable is missing, or no qualifier is named.
    """
    if question.qualifier is None:
        raise NetworkError("agreement needs a qualifier; name the variable that tells the side")
    chosen = select(table, signed_question(question))
    qualifier = table.column(question.qualifier, is_document=question.is_qualifier_document)
    said: dict[str, dict[str, dict[str, list[str]]]] = {
        each: defaultdict(lambda: defaultdict(list)) for each in (one, other)
    }
    for place in chosen.kept.tolist():
        who = chosen.rows.label_at(place)
        if who in said:
            said[who][chosen.columns.label_at(place)][qualifier.label_at(place)].append(str(table.ids[place]))
    both = sorted(said[one].keys() & said[other].keys())
    concepts = [_shared(concept, said[one][concept], said[other][concept]) for concept in both]
    return Pair(
        one=one,
        other=other,
        concepts=tuple(sorted(concepts, key=lambda each: (-(each.n_alike + each.n_unlike), each.concept))),
        only_one=tuple(sorted(said[one].keys() - said[other].keys())),
        only_other=tuple(sorted(said[other].keys() - said[one].keys())),
    )


def _shared(concept: str, ones: dict[str, list[str]], others: dict[str, list[str]]) -> SharedConcept:
    n_all = sum(map(len, ones.values())) * sum(map(len, others.values()))
    n_alike = sum(len(ids) * len(others.get(level, ())) for level, ids in ones.items())
    verdict = Verdict.BOTH if 0 < n_alike < n_all else Verdict.AGREE if n_alike else Verdict.DISAGREE
    return SharedConcept(
        concept=concept,
        verdict=verdict,
        n_alike=n_alike,
        n_unlike=n_all - n_alike,
        ones=_side(ones),
        others=_side(others),
    )


def _side(levels: dict[str, list[str]]) -> Side:
    return Side(levels={level: tuple(ids) for level, ids in sorted(levels.items(), reverse=True)})
