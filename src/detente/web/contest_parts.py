"""Contests as records for pages: what clashes, both sides, what was decided; in words before any template sees them."""

from __future__ import annotations

from dataclasses import dataclass

from detente.analysis import Contest, ContestSide
from detente.briefing.contest_words import THE_TALKS, grade_words, held_words, side_name, unsure_words
from detente.briefing.html import web_address
from detente.briefing.phrases import count_words, span_words
from detente.briefing.wording import date_words, object_words, opened
from detente.model import UNGRADED, Act, Edtf, Resolution, StatementId, Verdict
from detente.web.parts import Link, Stance
from detente.web.snapshots import Snapshot, stance
from detente.web.sourced import Sourced, Teller, chips, statement_words, word_links

_MOST_LINKS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SideShown:
    """One side of a contest.

    Attributes:
        name: "Claim", "Denial", "Side 1".
        party: Whose statements they are.
        about: What the stance is about; empty where that is not told.
        condition: What its acceptance depends on; empty for other stances.
        words: Of its newest statement.
        also: The other ways it was told, each nearest the speaker first.
        voice: Whether the party itself is told to have said it.
        grade: The best of its statements', in words.
        origins: How many independent reports it goes back to.
        dates: From when to when it was said; empty for one day.
        held: Whether an analyst found that it holds; empty where nobody told sides apart.
        links: The way to the words of its statements, newest first; ``n_more`` are not listed.
        lead: The statement that stands for the side where it is upheld.
    """

    name: str
    party: str
    stance: Stance
    about: str
    condition: str
    words: Sourced
    also: tuple[tuple[Teller, ...], ...]
    voice: str
    grade: str
    origins: str
    dates: str
    held: str
    links: tuple[Link, ...]
    n_more: int
    lead: StatementId


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an analyst decided of a contest.

    Attributes:
        source: What it rests on, and where it leads to, if anywhere; no words where only the reason was given.
        since: How many statements came after it, in words; empty for none.
    """

    verdict: str
    analyst: str
    on: str
    reason: str
    source: Link
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContestShown:
    """A contest with its sides.

    Attributes:
        kind: Its class in words; ``is_pressing`` where it needs an answer more than others.
        issue: What it is on, and where that leads to, if anywhere.
        why: Why it is of that class; ``unsure`` that its sides are not certainly about one thing.
        state: "open", "parked" or "settled".
        decision: The newest; None where there is none.
    """

    id: str
    href: str
    kind: str
    is_pressing: bool
    issue: Link
    parties: str
    why: str
    unsure: str
    sides: tuple[SideShown, ...]
    state: str
    decision: Decision | None


def contest_state(contest: Contest) -> str:
    """Whether it waits for an answer ("open"), was put off, or is settled; what is said later opens it again."""
    if contest.is_settled:
        return "settled"
    is_parked = contest.resolution is not None and contest.resolution.verdict is Verdict.PARKED
    return "parked" if is_parked and not contest.n_new else "open"


def contest_shown(snapshot: Snapshot, contest: Contest) -> ContestShown:
    """The contest in words."""
    return ContestShown(
        id=contest.id,
        href=snapshot.moment.link("contests", contest.id),
        kind=contest.kind.words,
        is_pressing=contest.kind.is_pressing,
        issue=_issue(snapshot, contest),
        parties=snapshot.parties(contest.parties),
        why=opened(contest.why),
        unsure=unsure_words(contest),
        sides=tuple(_side(snapshot, contest, place, side) for place, side in enumerate(contest.sides)),
        state=contest_state(contest),
        decision=decision_shown(snapshot, contest.resolution, contest.n_new) if contest.resolution else None,
    )


def decision_shown(snapshot: Snapshot, resolution: Resolution, n_new: int = 0) -> Decision:
    """A resolution in words.

    Args:
        snapshot: Where its source may be found.
        resolution: An analyst's.
        n_new: How many statements of the contest came after it.
    """
    return Decision(
        verdict=opened(resolution.verdict.words),
        analyst=resolution.analyst,
        on=date_words(Edtf(resolution.recorded_at.date().isoformat())),
        reason=resolution.reason,
        source=Link(resolution.source or "", _source_link(snapshot, resolution.source or "")),
        since=f"{count_words(n_new, 'new statement')} since" if n_new else "",
    )


def _issue(snapshot: Snapshot, contest: Contest) -> Link:
    if contest.issue is None:
        return Link(THE_TALKS, "")
    return Link(snapshot.issue(contest.issue), snapshot.moment.link("statements", issue=contest.issue))


def _side(snapshot: Snapshot, contest: Contest, place: int, side: ContestSide) -> SideShown:
    about = object_words(
        snapshot.dossier.option_name(contest.issue, side.option) if contest.issue else None, side.value
    )
    condition = side.condition.text if side.condition and side.stance is Act.CONDITION else ""
    graded = grade_words(side.grade, side.graded_by)
    return SideShown(
        name=side_name(contest, place),
        party=snapshot.parties(side.parties),
        stance=stance(side.stance, about, condition),
        about=about,
        condition=condition,
        words=statement_words(snapshot, side.statements[0]),
        also=tuple(chips(chain) or chips(("the party itself",)) for chain in side.chains[1:]),
        voice="Its own word" if side.is_own_word else "Not its own word: told by others",
        grade=graded if side.grade == UNGRADED else f"{graded}: {side.grade.in_words}",
        origins=count_words(side.n_origins, "independent origin"),
        dates="" if side.first_said == side.last_said else span_words(side.first_said, side.last_said),
        held=held_words(side, contest),
        links=word_links(snapshot, side.statements[:_MOST_LINKS]),
        n_more=max(0, len(side.statements) - _MOST_LINKS),
        lead=side.statements[0],
    )


def _source_link(snapshot: Snapshot, source: str) -> str:
    """Where a source leads to: the one document that is called so, or a web address; empty where nowhere."""
    called = [one.id for one in snapshot.view.imprints.values() if source and source in {one.id, one.name, one.title}]
    if len(called) == 1:
        return snapshot.moment.link("documents", called[0])
    return web_address(source) or ""
