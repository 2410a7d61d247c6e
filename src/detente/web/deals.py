"""Turns a snapshot into the page of deals: is there one, and if not, the least that would have to give, and whose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote
from typing import ClassVar

from detente.dealspace import Recorded, Scenario, Spreads, entry_words
from detente.dealspace.spreads import MIDDLE
from detente.dealspace.wording import (
    NO_FORECAST,
    assumed_words,
    least_words,
    packages_words,
    room_words,
    silent_words,
    unbounded_words,
)
from detente.errors import ScenarioError
from detente.web.deal_changes import ChangeLine, OtherwiseForm, change_lines, otherwise_form
from detente.web.deal_lines import LineRow, UnreadLine, joint_words, line_rows, unread_lines
from detente.web.deal_options import IssueOptions, issue_options, worth_words
from detente.web.deal_plots import Plot, plot_of
from detente.web.deal_unlocks import Blocked, PackageWords, blocked, package_of
from detente.web.deal_wishes import Wish
from detente.web.failures import BadQueryError
from detente.web.parts import Choice, Frame, Link
from detente.web.reckoning import N_DRAWS, SEED, Reckoned, reckoned, recorded_of
from detente.web.snapshots import Snapshot

_DRAWS_WORDS = (
    f"Beside what a package is worth as assumed stand the middle one of {N_DRAWS} draws of the uncertain entries (seed "
    f"{SEED}) and the range that holds {MIDDLE:.0%} of them. Draws can only lower what is assumed to be worth 1, and "
    "only raise what is assumed to be worth nothing, so that both may lie on one side of the number as assumed."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its name.

    Attributes:
        was: As things stand, where a change makes it another; empty otherwise.
        range: Between which numbers it lies in the draws; empty where they tell nothing of it.
    """

    name: str
    value: str
    was: str = ""
    range: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The answer.

    Attributes:
        short: Yes or no, in a word.
        told: Why, in a sentence.
        compared: With what is asked for and without it, in a sentence; empty where nothing is asked for.
        doubt: In how many draws a deal exists, and what that hangs on; empty where nothing is uncertain.
    """

    has_deal: bool
    short: str
    told: str
    compared: str
    doubt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PointRow:
    """A package that solutions choose.

    Attributes:
        names: Each solution with what it makes largest.
        ties: How many packages are as good; empty if none.
    """

    names: tuple[tuple[str, str], ...]
    package: PackageWords
    ties: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """All that the page tells where there is something to choose between.

    Attributes:
        back: How things stand, without any change.
        trouble: Why there is no frontier, or no unlock set; empty where both are there.
        blocked: None where there is a deal.
        xs, ys: Parties to choose from for the drawing's axes.
        joint: What red lines cost together, a sentence each.
        assumed: What of the scenario is assumed, in a sentence.
        command: The same question for the command line.
    """

    verdict: Verdict
    changes: tuple[ChangeLine, ...]
    back: Link
    figures: tuple[Figure, ...]
    draws: str
    trouble: str
    blocked: Blocked | None
    lines: tuple[LineRow, ...]
    joint: tuple[str, ...]
    parties: tuple[str, ...]
    issues: tuple[IssueOptions, ...]
    worth: str
    points: tuple[PointRow, ...]
    xs: tuple[Choice, ...]
    ys: tuple[Choice, ...]
    plot: Plot | None
    otherwise: OtherwiseForm
    assumed: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DealsPage:
    """Is there a deal.

    Attributes:
        missing: Why there is nothing to choose between; empty where there is.
        answered: None where there is nothing to choose between.
        left_out: Issues that no package settles.
        limits: What the count does not tell.
    """

    template: ClassVar[str] = "deals.html"
    frame: Frame
    missing: str
    answered: Answered | None
    unread: tuple[UnreadLine, ...]
    left_out: tuple[str, ...]
    limits: str
    caution: str
    uncertainty: Link
    forecasts: Link


def deals_page(snapshot: Snapshot, wish: Wish) -> DealsPage:
    """The page, with what is asked for beside how things stand.

    Raises:
        BadQueryError: A change does not fit the scenario, or the pair of parties is none.
    """
    recorded, missing = recorded_of(snapshot)
    return DealsPage(
        frame=snapshot.frame("deals", **wish.values),
        missing=missing,
        answered=None if recorded is None else _answered(snapshot, recorded, wish),
        unread=unread_lines(snapshot),
        left_out=() if recorded is None else recorded.left_out,
        limits=_unmarked(snapshot.state.deal_space().limits),
        caution=NO_FORECAST,
        uncertainty=Link("How sure is this?", wish.link(snapshot.moment, "deals", "uncertainty")),
        forecasts=Link("What bargaining models make of it", snapshot.moment.link("deals", "forecasts")),
    )


def changed_scenario(snapshot: Snapshot, recorded: Recorded, wish: Wish) -> Scenario:
    """The scenario with what is asked for.

    Raises:
        BadQueryError: A change does not fit it, or cannot be read.
    """
    try:
        return wish.changes.of(recorded.scenario)
    except ScenarioError as error:
        told = "; ".join(wish.changes.words)
        back = Link("The deal space as it stands", snapshot.moment.link("deals"))
        raise BadQueryError("the change", told, f"one that fits this deal space: {error}", instead=back) from error


def _answered(snapshot: Snapshot, recorded: Recorded, wish: Wish) -> Answered:
    scenario = changed_scenario(snapshot, recorded, wish)
    base, found = reckoned(recorded.scenario), reckoned(scenario)
    pair = _pair(scenario, wish)
    has_unread = bool(snapshot.state.deal_space().unread)
    return Answered(
        verdict=_verdict(recorded, (base, found), wish, has_unread=has_unread),
        changes=tuple(change_lines(snapshot, recorded.scenario, wish)),
        back=Link("Back to how things stand", snapshot.moment.link("deals")),
        figures=tuple(_figures(base, found, has_least=not _is_without_least(recorded, found))),
        draws=_DRAWS_WORDS if found.spreads else "",
        trouble=found.trouble,
        blocked=None if found.has_deal else blocked(snapshot, found, wish),
        lines=tuple(line_rows(snapshot, recorded, found, wish)),
        joint=tuple(joint_words(found)),
        parties=tuple(party.name for party in scenario.parties),
        issues=tuple(issue_options(snapshot, recorded.scenario, scenario)),
        worth=worth_words(),
        points=tuple(_points(found)),
        xs=tuple(Choice(each.id, each.name, at == pair[0]) for at, each in enumerate(scenario.parties)),
        ys=tuple(Choice(each.id, each.name, at == pair[1]) for at, each in enumerate(scenario.parties)),
        plot=plot_of(found, pair),
        otherwise=otherwise_form(recorded, wish),
        assumed=_unmarked(assumed_words(recorded)),
        command=_command(wish),
    )


def _verdict(recorded: Recorded, both: tuple[Reckoned, Reckoned], wish: Wish, *, has_unread: bool) -> Verdict:
    base, found = both
    has_least = not _is_without_least(recorded, found)
    short, told = _answer(found, least_words(recorded, found.scenario), has_unread=has_unread)
    return Verdict(
        has_deal=found.has_deal, short=short, told=" ".join(filter(None, (told, silent_words(recorded)))),
        compared=_compared(base, found, wish, has_least=has_least), doubt=_doubt(found, is_bounded=has_least),
    )  # fmt: skip


def _answer(found: Reckoned, least: str, *, has_unread: bool) -> tuple[str, str]:
    """The answer in a word and in a sentence; no plain yes where nobody tells what parties would at least want."""
    n_packages = found.scenario.n_packages
    if not found.has_deal:
        return "No.", f"None of {packages_words(n_packages)} is acceptable to every party."
    one = found.deals.n_rational if found.deals else None
    if least and one == n_packages:
        return "Nothing told stands in the way.", f"{unbounded_words(n_packages)} {least}"
    if least:
        many = "Some" if one is None else f"{one:,}"
        stands = "stands" if one == 1 else "stand"
        return f"{room_words(has_unread=has_unread)}.", f"{many} of {packages_words(n_packages)} {stands}. {least}"
    many = "Some packages are" if one is None else "1 package is" if one == 1 else f"{one:,} packages are"
    short = "Yes, by the red lines that can be read." if has_unread else "Yes."
    return short, f"{many} acceptable to every party, of {n_packages:,} on the table."


def _compared(base: Reckoned, found: Reckoned, wish: Wish, *, has_least: bool) -> str:
    if not wish.changes:
        return ""
    now, was = _n_rational(found), _n_rational(base)
    n_changes = len(wish.changes.words)
    kept = "that every party could accept" if has_least else "that nothing told excludes"
    lead = "With this change" if n_changes == 1 else f"With these {n_changes} changes"
    if now == was:
        return f"{lead} it stays at {was} {kept}."
    return f"{lead}: {now} {kept}, instead of {was.split()[0]}."


def _n_rational(found: Reckoned) -> str:
    if not found.has_deal:
        return packages_words(0)
    if found.deals is None or found.deals.n_rational is None:
        return "an uncounted number of packages"
    return packages_words(found.deals.n_rational)


def _is_without_least(recorded: Recorded, found: Reckoned) -> bool:
    """Whether nobody tells of any party what it would at least want, so that only red lines keep a package out."""
    return len(recorded.without_least(found.scenario)) == len(found.scenario.parties)


def _doubt(found: Reckoned, *, is_bounded: bool) -> str:
    known = found.chance
    if known is None:
        return ""
    told = (
        f"A deal exists in {known.share:.0%} of {known.n_draws} draws of what is uncertain "
        f"({known.low:.0%} to {known.high:.0%}; seed {known.seed})"
    )
    if known.n_deals == known.n_draws and not is_bounded:
        return (
            f"Each of {known.n_draws} draws of what is uncertain holds a deal (seed {known.seed}), which tells little: "
            "what the parties would at least want is in no record and drawn between nothing and a quarter."
        )
    first = known.influences[0]
    if known.n_deals in {0, known.n_draws}:
        return f"{told}."
    if first.low <= 0:
        return f"{told}; which entry that hangs on, so few draws cannot tell."
    hangs = f"most of it hangs on {entry_words(found.scenario, first.entry)}"
    return f"{told}; {hangs} ({first.share:.0%} of the doubt, {first.low:.0%} to {first.high:.0%})."


def _figures(base: Reckoned, found: Reckoned, *, has_least: bool) -> Iterator[Figure]:
    spread, was = found.spreads, base.deals
    known = found.deals
    yield _figure("On the table", found.scenario.n_packages, base.scenario.n_packages)
    if known is not None and known.n_valid != known.n_packages:
        yield _figure("Linkages leave", known.n_valid, None if was is None else was.n_valid)
    low_high = "" if spread is None else _range(*spread.n_open)
    yield _figure("No red line excludes", found.n_open, base.n_open, low_high)
    if known is not None and has_least:
        yield _figure("Acceptable to every party", known.n_rational, None if was is None else was.n_rational)
    if known is not None:
        n_was = None if was is None else len(was.rational.packages)
        yield _figure("Efficient of these", len(known.rational.packages), n_was)


def _figure(name: str, now: int | None, was: int | None, range_: str = "") -> Figure:
    return Figure(
        name=name,
        value="not counted" if now is None else f"{now:,}",
        was="" if was is None or was == now else f"{was:,}",
        range=range_,
    )


def _range(low: int, high: int) -> str:
    return f"{low:,} in nearly every draw" if low == high else f"{low:,} to {high:,} in the draws"


def _points(found: Reckoned) -> Iterator[PointRow]:
    """The solutions by the package that they choose."""
    by_package: dict[tuple[int, ...], list[int]] = {}
    for index, (_, _, point) in enumerate(found.points):
        by_package.setdefault(point.chosen.packages[0], []).append(index)
    for package, several in by_package.items():
        index = several[0]
        worth = found.points[index][2].chosen.utilities[0].tolist()
        spread = found.spreads
        ranges = [""] * len(worth) if spread is None else list(_drawn(spread, index))
        told = zip(
            (party.name for party in found.scenario.parties), (f"{each:.3f}" for each in worth), ranges, strict=True
        )
        ties = [found.points[each][2].chosen.n_packages - 1 for each in several]
        yield PointRow(
            names=tuple(found.points[each][:2] for each in several),
            package=package_of(found.scenario, package, tuple(told)),
            ties="; ".join(_tie(found.points[each][0], n, one=len(set(ties)) == 1) for each, n in _once(several, ties)),
        )


def _drawn(spread: Spreads, package: int) -> Iterator[str]:
    """What a package is worth to each party in the draws: half of them below the first number, most in the range."""
    ends = spread.utilities[package].tolist()
    for (low, high), middle in zip(ends, spread.middles[package].tolist(), strict=True):
        yield f"in the draws {middle:.2f}, {low:.2f} to {high:.2f}"


def _once(several: list[int], ties: list[int]) -> list[tuple[int, int]]:
    told = [(each, n) for each, n in zip(several, ties, strict=True) if n]
    return told[:1] if len(set(ties)) == 1 else told


def _tie(name: str, number: int, *, one: bool) -> str:
    told = f"{packages_words(number)} {'is' if number == 1 else 'are'} as good"
    return told if one else f"{name}: {told}"


def _unmarked(text: str) -> str:
    """Without the marks that a terminal's text has around the words of a file."""
    return text.replace("`", "")


def _pair(scenario: Scenario, wish: Wish) -> tuple[int, int]:
    known = [party.id for party in scenario.parties]
    at: list[int] = []
    for name, asked in zip("xy", wish.pair, strict=True):
        if asked and asked not in known:
            raise BadQueryError(name, asked, f"one of {', '.join(known)}")
        at.append(known.index(asked) if asked else len(at))
    one, other = at
    if one == other:
        other = next((each for each in range(len(known)) if each != one), one)
    return one, other


def _command(wish: Wish) -> str:
    """The same question for a terminal."""
    flags = {"without": "--without", "allow": "--allow", "number": "--set", "pay": "--pay"}
    words = [f"{flag} {quote(each)}" for kind, flag in flags.items() for each in getattr(wish.changes, kind)]
    words += [f"--add-option {quote(each)}" for each in wish.changes.add_option]
    return " ".join(["detente deals", *words])
