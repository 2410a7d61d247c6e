"""Turns two actors into a page: what they agree and disagree on, outcome by outcome, with the words of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, TypeVar

from detente.analysis.coalitions import Alignment, Pair, SharedConcept, Side, SignedTie
from detente.analysis.networks.entry_tables import BETWEEN
from detente.briefing.phrases import count_words
from detente.briefing.wording import date_words, day_words, excerpt, listed
from detente.model import Dossier, StatementId
from detente.web.camp_asking import COLUMNS, CampQuery
from detente.web.camp_charts import SmallChart, alignment_chart
from detente.web.camp_words import TieWords, course_words, interval_words, signed, tie_words
from detente.web.evidence import text_link
from detente.web.parts import Frame, Link, Stance
from detente.web.snapshots import Snapshot, stance

_QUOTED_CHARACTERS = 240
_SILENCE = "Silence, not balance: there is none of the {} on which both take a side, so no tie can tell how they stand."
_OTHER_OUTCOMES = (
    "Both speak on {}, but for different outcomes: ties count outcomes that both speak on, and no numbers or options "
    "that exclude each other. How far apart they are there, detente gaps tells."
)

Told = TypeVar("Told", SignedTie, Alignment)
_SIDES = {"1": "for it", "0": "against it"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidLine:
    """A statement on a shared concept; ``side`` is ``for it`` or ``against it``."""

    id: str
    side: str
    stance: Stance
    dated: str
    quote: str
    text: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptLine:
    """A concept that both speak on, with what each said; ``kind`` is the verdict as a class."""

    concept: str
    kind: str
    verdict: str
    counted: str
    ones: tuple[SaidLine, ...]
    others: tuple[SaidLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPage:
    """Two actors and all that ties them.

    Attributes:
        told: How they stand; None where they share nothing.
        numbers: Congruence, conflict, difference and interval, in a sentence.
        silence: What is meant by no tie; empty where they share something.
        alone: On what one of them alone takes a side, and on which issues both do, for different outcomes.
        chart: Their alignment through time; None where fewer than two days can be told.
        course: What became of them since a day, in a sentence; empty where it cannot be told.
        back: Leads to all.
    """

    template: ClassVar[str] = "camp_pair.html"
    frame: Frame
    one: str
    other: str
    told: TieWords | None
    numbers: str
    silence: str
    concepts: tuple[ConceptLine, ...]
    alone: tuple[str, ...]
    chart: SmallChart | None
    course: str
    back: Link


def pair_page(snapshot: Snapshot, asked: CampQuery, one: str, other: str, since: date) -> PairPage:
    """What two agree and disagree on; each is asked for by its name, or by a party's id.

    Raises:
        NoSuchPageError: One of them takes no part, or they are one.
    """
    pair, found = snapshot.camps.pair(asked, one, other), snapshot.camps.camps(asked, since)
    one, other = pair.one, pair.other
    tie = _of_two(found.coalitions.ties, one, other)
    move = _of_two(found.alignments, one, other)
    noun = COLUMNS[asked.through]

    def day_link(day: date) -> str:
        return replace(snapshot.moment, as_of=day).link("coalitions", "pair", one=one, other=other, **asked.query)

    alone = ((one, pair.only_one), (other, pair.only_other))
    apart = _apart(snapshot.dossier, pair) if asked.through == "outcome" else ()
    return PairPage(
        frame=snapshot.frame("coalitions", "pair", one=one, other=other, **asked.query),
        one=one,
        other=other,
        told=tie_words(tie.difference) if tie else None,
        numbers=_numbers(tie) if tie else "",
        silence="" if pair.concepts else _SILENCE.format(noun),
        concepts=tuple(_concept(snapshot, each) for each in pair.concepts),
        alone=(
            *(f"Only {name} takes a side on {listed(concepts)}." for name, concepts in alone if concepts),
            *([_OTHER_OUTCOMES.format(listed(apart))] if apart else []),
        ),
        chart=alignment_chart(snapshot.camps.series(asked, since), one, other, 0, "", day_link),
        course=_course(move, since) if move else "",
        back=Link("All coalitions", snapshot.moment.link("coalitions", **asked.query)),
    )


def _apart(dossier: Dossier, pair: Pair) -> tuple[str, ...]:
    """Names of the issues of which each takes a side on an outcome that the other does not speak on."""
    alone = [set(pair.only_one), set(pair.only_other)]
    return tuple(
        issue.name
        for issue in dossier.issues
        for outcomes in [{issue.name, *(f"{issue.name}{BETWEEN}{option.name}" for option in issue.options)}]
        if all(outcomes & concepts for concepts in alone)
    )


def _of_two(found: Sequence[Told], one: str, other: str) -> Told | None:
    return next((each for each in found if {each.one, each.other} == {one, other}), None)


def _numbers(tie: SignedTie) -> str:
    return (
        f"Congruence {tie.congruence:.2f} less conflict {tie.conflict:.2f} is {signed(tie.difference.value)} "
        f"(95 % interval {interval_words(tie.difference, is_signed=True)}), of "
        f"{count_words(len(tie.statements), 'statement')}."
    )


def _course(move: Alignment, since: date) -> str:
    return (
        f"Since {day_words(since)} they {course_words(move)}: {signed(move.before)} before, {signed(move.after)} "
        f"from then on (change {signed(move.change.value)}, 95 % interval "
        f"{interval_words(move.change, is_signed=True)})."
    )


def _concept(snapshot: Snapshot, each: SharedConcept) -> ConceptLine:
    pairs = each.n_alike + each.n_unlike
    return ConceptLine(
        concept=each.concept,
        kind=each.verdict.name.lower(),
        verdict=str(each.verdict),
        counted=f"{each.n_alike} of {count_words(pairs, 'pair')} of statements alike",
        ones=tuple(_said(snapshot, each.ones)),
        others=tuple(_said(snapshot, each.others)),
    )


def _said(snapshot: Snapshot, side: Side) -> Iterator[SaidLine]:
    for level, ids in side.levels.items():
        for each in ids:
            entry = snapshot.entries[StatementId(each)]
            statement = entry.statement
            about = snapshot.about(statement.issue, statement.option, statement.value)
            yield SaidLine(
                id=each,
                side=_SIDES[level],
                stance=stance(statement.act, about, statement.condition.text if statement.condition else ""),
                dated=date_words(entry.dated) if entry.dated else "no date",
                quote=excerpt(statement.quote.text, _QUOTED_CHARACTERS),
                text=Link(
                    snapshot.view.imprints[statement.doc].title or snapshot.view.imprints[statement.doc].name,
                    text_link(snapshot, entry),
                ),
            )
