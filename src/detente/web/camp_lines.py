"""The lines of the page of coalitions: a camp, a tie, what became of two, each in words and with where it leads."""

from __future__ import annotations

from dataclasses import dataclass

from detente.analysis.coalitions import Alignment, Camp, SignedTie
from detente.briefing.camp_doubts import camp_name, is_relied_on
from detente.briefing.wording import listed
from detente.model import StatementId
from detente.web.camp_asking import CampQuery
from detente.web.camp_words import (
    TieWords,
    camp_lead,
    course_words,
    interval_words,
    signed,
    tie_words,
)
from detente.web.moved import source_links
from detente.web.parts import Link
from detente.web.snapshots import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class CampLine:
    """A camp: its name, how stable it is, its members with how often each stood with the others."""

    name: str
    lead: str
    is_stable: bool
    members: tuple[tuple[Link, str], ...]
    n_statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TieLine:
    """A tie in numbers; ``pair`` leads to its statements, ``since`` tells since when it is of this kind."""

    pair: Link
    told: TieWords
    since: str
    congruence: str
    conflict: str
    difference: str
    interval: str
    n_statements: int
    through: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """What became of two since a day, with the statements that moved it, each leading to its words."""

    pair: Link
    course: str
    words: str
    before: str
    after: str
    interval: str
    sources: tuple[Link, ...]
    n_more: int


def camp_line(place: int, camp: Camp, links: dict[str, str]) -> CampLine:
    """A camp; ``links`` has the address of each member."""
    shares = camp.belonging if len(camp.members) > 1 else ()
    words = [f"{share:.0%}".replace("%", "\u00a0%") for share in shares] or [""] * len(camp.members)
    return CampLine(
        name=camp_name(place),
        lead=camp_lead(camp),
        is_stable=is_relied_on(camp),
        members=tuple((Link(name, links[name]), share) for name, share in zip(camp.members, words, strict=True)),
        n_statements=len(camp.statements),
    )


def tie_line(tie: SignedTie, href: str, since: str) -> TieLine:
    """A tie in numbers; ``href`` leads to its statements, ``since`` tells since when it is of this kind."""
    return TieLine(
        pair=Link(f"{tie.one} and {tie.other}", href),
        told=tie_words(tie.difference),
        since=since,
        congruence=f"{tie.congruence:.2f}",
        conflict=f"{tie.conflict:.2f}",
        difference=signed(tie.difference.value),
        interval=interval_words(tie.difference, is_signed=True),
        n_statements=len(tie.statements),
        through=listed(tie.through),
    )


def change_line(snapshot: Snapshot, asked: CampQuery, each: Alignment) -> ChangeLine:
    """What became of two since a day."""
    sources, n_more = source_links(snapshot, tuple(StatementId(one) for one in each.statements))
    return ChangeLine(
        pair=Link(f"{each.one} and {each.other}", pair_link(snapshot, asked, each.one, each.other)),
        course=each.course.name.lower(),
        words=course_words(each),
        before=signed(each.before),
        after=signed(each.after),
        interval=f"change {signed(each.change.value)}, 95 % interval {interval_words(each.change, is_signed=True)}",
        sources=sources,
        n_more=n_more,
    )


def pair_link(snapshot: Snapshot, asked: CampQuery, one: str, other: str) -> str:
    """The address of what two agree and disagree on."""
    return snapshot.moment.link("coalitions", "pair", one=one, other=other, **asked.query)


def actor_link(snapshot: Snapshot, asked: CampQuery, actor: str) -> str:
    """The address of what an actor said: a party's statements, or a speaker's name in the search."""
    ids = {party.name: party.id for party in snapshot.dossier.parties}
    if asked.by == "party" and actor in ids:
        return snapshot.moment.link("statements", party=ids[actor])
    return snapshot.moment.link("search", q=f'"{actor}"')
