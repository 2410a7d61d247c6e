"""Turns draws into the page of how sure it is whether there is a deal, and what that hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from detente.dealspace import Chance, Entry, Scenario, entry_words
from detente.dealspace.openings import set_words
from detente.dealspace.recorded import SPREAD
from detente.errors import ScenarioError
from detente.web.deal_changes import ChangeLine, change_lines
from detente.web.deal_wishes import Wish
from detente.web.deals import changed_scenario
from detente.web.failures import BadQueryError
from detente.web.parts import Frame, Link
from detente.web.reckoning import Reckoned, reckoned, recorded_of
from detente.web.snapshots import Snapshot

USUAL_DRAWS, MOST_DRAWS = 400, 2_000
"""Draws of the page unless it is asked for others, and the most that a request may ask for."""
_MOST_SETS, _SET_DRAWS = 5, 100
_MOST_ROWS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareRow:
    """A share with its interval, as words and as places on an axis from 0 to 100.

    Attributes:
        words: Of what it is the share.
        share, interval: In words.
        at, low, width: In percent of the axis.
    """

    words: str
    share: str
    interval: str
    at: str
    low: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeRow:
    """What kind of entry is uncertain, how many of them, and between which numbers they are drawn."""

    what: str
    n_entries: int
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtsPage:
    """How sure it is.

    Attributes:
        missing: Why nothing can be drawn; empty where it can.
        share: As things stand, or with what is asked for.
        sets: The same with each of the first unlock sets given up.
        influences: The entries that the answer hangs on, the most first.
        n_even: Entries on which it does not hang by these draws.
    """

    template: ClassVar[str] = "deal_doubts.html"
    frame: Frame
    back: Link
    missing: str
    changes: tuple[ChangeLine, ...]
    draws: str
    seed: str
    told: str
    share: ShareRow | None
    sets: tuple[ShareRow, ...]
    set_draws: int
    influences: tuple[ShareRow, ...]
    n_even: int
    ranges: tuple[RangeRow, ...]


def doubts_page(snapshot: Snapshot, wish: Wish) -> DoubtsPage:
    """The page, for the draws and the seed that are asked for.

    Raises:
        BadQueryError: Draws or seed are no such numbers, or a change does not fit.
    """
    n_draws = _whole("draws", wish.draws, USUAL_DRAWS, 2, MOST_DRAWS)
    seed = _whole("seed", wish.seed, 0, 0, 2**31 - 1)
    recorded, missing = recorded_of(snapshot)
    found = None if recorded is None else reckoned(changed_scenario(snapshot, recorded, wish))
    known = None if found is None else found.chance_in(n_draws, seed)
    if found is not None and known is None:
        missing = "nothing of the scenario is uncertain: the dossier and the changes set every number"
    sets = tuple(_sets(found, seed)) if found is not None and known is not None else ()
    return DoubtsPage(
        frame=snapshot.frame("deals", "uncertainty", **wish.values),
        back=Link("Is there a deal?", wish.link(snapshot.moment, "deals")),
        missing=missing,
        changes=() if recorded is None else tuple(change_lines(snapshot, recorded.scenario, wish)),
        draws=str(n_draws),
        seed=str(seed),
        told=_told(known) if known else "",
        share=_share("a deal exists", known) if known else None,
        sets=sets,
        set_draws=_SET_DRAWS,
        influences=_influences(known, found.scenario) if known and found else (),
        n_even=sum(each.low <= 0 for each in known.influences) if known else 0,
        ranges=_ranges(found.scenario) if found else (),
    )


def _whole(name: str, text: str, usual: int, low: int, high: int) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) < 11 and low <= int(text) <= high):
        raise BadQueryError(name, text, f"a whole number from {low:,} to {high:,}")
    return int(text)


def _told(known: Chance) -> str:
    return (
        f"A deal exists in {known.n_deals:,} of {known.n_draws:,} draws: {known.share:.0%}, and for the number of "
        f"draws alone between {known.low:.0%} and {known.high:.0%}. Seed {known.seed}: the same seed draws the same."
    )


def _share(words: str, known: Chance) -> ShareRow:
    return _row(words, known.share, known.low, known.high)


def _row(words: str, share: float, low: float, high: float) -> ShareRow:
    return ShareRow(
        words=words,
        share=f"{share:.0%}",
        interval=f"{low:.0%} to {high:.0%}",
        at=f"{share:.1%}",
        low=f"{low:.1%}",
        width=f"{max(high - low, 0.0):.1%}",
    )


def _sets(found: Reckoned, seed: int) -> list[ShareRow]:
    """With each of the first unlock sets given up for certain."""
    if found.has_deal:
        return []
    rows = []
    for each in found.unlocking.unlock_sets[:_MOST_SETS]:
        wish = Wish().muting(line.id for line in each.lines)
        try:
            known = reckoned(wish.changes.of(found.scenario)).chance_in(_SET_DRAWS, seed)
        except ScenarioError:
            continue
        if known is not None:
            rows.append(_share(f"if {set_words(each, found.scenario)}", known))
    return rows


def _influences(known: Chance, scenario: Scenario) -> tuple[ShareRow, ...]:
    telling = [each for each in known.influences if each.low > 0][:_MOST_ROWS]
    return tuple(_row(entry_words(scenario, each.entry), each.share, each.low, each.high) for each in telling)


def _ranges(scenario: Scenario) -> tuple[RangeRow, ...]:
    how = {
        Entry.WEIGHT: "evenly from half to one and a half times itself where assumed; then scaled to sum to 1",
        Entry.VALUE: f"evenly within {SPREAD:g} of what is assumed",
        Entry.RESERVATION: f"evenly from {0:g} to {SPREAD:g} where assumed",
        Entry.LINE: "stands with the certainty of its coding, halved where a statement contests it",
    }
    what = {
        Entry.WEIGHT: "what an issue weighs", Entry.VALUE: "what an option is worth",
        Entry.RESERVATION: "what no deal is worth", Entry.LINE: "whether a red line stands",
    }  # fmt: skip
    rows = (
        RangeRow(what=what[entry], n_entries=sum(each.entry is entry for each in scenario.uncertain), how=told)
        for entry, told in how.items()
    )
    return tuple(row for row in rows if row.n_entries)
