"""Gaps in a terminal: the state of each issue, who stands how far from whom, and what would close the distance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from detente.analysis import CLOSE_SHARE, Gap, Gaps, GapState, IssueGap, Need, RedLine
from detente.briefing.phrases import count_words
from detente.briefing.wording import GAP_WORDS, distance_words, excerpt, listed, number_outcome, party_names
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, NOTED, QUIET, folding_table, lines, words
from detente.model import Act, Dossier, IssueId, OptionId, Time

_STYLE_OF = {
    GapState.AGREED: "green",
    GapState.CLOSE: "cyan",
    GapState.OPEN: "yellow",
    GapState.DEADLOCKED: LOUD,
    GapState.NOT_TOLD: QUIET,
}
_NAME, _STATE = 22, 11
_NARROWEST = 36
_CONDITION = 90
_UNCERTAIN = {
    Time.POSSIBLY: "Possibly: what is shown may have been said only after that day.",
    Time.UNDATED: "At an unknown date: what is shown carries none.",
}


def gaps_page(gaps: Gaps, dossier: Dossier) -> Iterator[RenderableType]:
    """The issues that can be compared, each with its pairs; then those that cannot, with who tells no outcome."""
    yield words(gaps.title, HEAD)
    yield words(_told(gaps), QUIET)
    compared = [issue for issue in gaps.issues if any(_is_told(pair) for pair in issue.pairs)]
    if compared:
        yield Text()
        yield _table(compared, dossier)
    others = [issue for issue in gaps.issues if issue not in compared]
    if others:
        yield Text()
        yield words("Not yet told by all", HEAD)
    for issue in others:
        yield Padding(words(f"{issue.name}: {_why_untold(issue, dossier)}", QUIET), (0, 0, 0, 2))
    yield from _notes(gaps, dossier)


def _notes(gaps: Gaps, dossier: Dossier) -> Iterator[Text]:
    mediators = tuple(dict.fromkeys(party for issue in gaps.issues for party in issue.mediators))
    if any(_is_told(pair) for issue in gaps.issues for pair in issue.pairs):
        yield Text()
        yield words(
            "Distances are between what is told, not between what would be settled for. Close: a common outcome on a "
            f"condition or contested, or numbers at most {CLOSE_SHARE:.0%} of the scale apart.",
            QUIET,
        )
    if mediators:
        yield words(
            f"Left out, as a mediator is no side of a gap: {party_names(mediators, dossier)}. "
            "`deal` in the dossier makes one a side.",
            QUIET,
        )


def _told(gaps: Gaps) -> str:
    counted = Counter(issue.state for issue in gaps.issues)
    told = [f"{counted[state]} {GAP_WORDS[state]}" for state in GapState if counted[state]]
    told += [f"as of {gaps.as_of}"] if gaps.as_of else []
    told += [f"as known at {gaps.known_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"] if gaps.known_at else []
    n_issues = count_words(len(gaps.issues), "issue")
    return ": ".join(filter(None, (n_issues, ", ".join(told))))


def _is_told(pair: Gap) -> bool:
    return pair.state is not GapState.NOT_TOLD


def _why_untold(issue: IssueGap, dossier: Dossier) -> str:
    told, untold = party_names(issue.told, dossier), party_names(issue.untold, dossier)
    n_spoken = len(issue.told) + len(issue.untold)
    if n_spoken == 0:
        return "nobody takes a position."
    if n_spoken == 1:
        return f"only {told or untold} takes a position{', and names no outcome' if untold else ''}."
    if not untold:
        return f"{issue.why}."
    return f"{f'told by {told}; ' if told else ''}no outcome in {_whose(issue, dossier)}."


def _whose(issue: IssueGap, dossier: Dossier) -> str:
    noun = "position" if len(issue.untold) == 1 else "positions"
    return f"the {noun} of {party_names(issue.untold, dossier)}"


def _table(issues: Iterable[IssueGap], dossier: Dossier) -> Table:
    rest = width() - _NAME - _STATE - 2 * GAP
    headings = {"Issue": _NAME, "State": _STATE, "Between whom, and what would close it": rest}
    rows = []
    for issue in issues:
        state = words(GAP_WORDS[issue.state], _STYLE_OF[issue.state])
        rows.append((words(issue.name, HEAD), state, lines(*_pairs(issue, dossier))))
    return folding_table(headings, "Gaps", rows, narrowest=_NARROWEST)


def _pairs(issue: IssueGap, dossier: Dossier) -> Iterator[Text]:
    """Each two parties that can be compared; then who tells no outcome."""
    for pair in issue.pairs:
        if _is_told(pair):
            yield from _pair(pair, dossier)
    if issue.untold:
        yield words(f"No outcome in {_whose(issue, dossier)}.", QUIET)


def _pair(pair: Gap, dossier: Dossier) -> Iterator[Text]:
    state = words(GAP_WORDS[pair.state], _STYLE_OF[pair.state])
    yield Text.assemble(words(party_names(pair.parties, dossier), HEAD), ": ", state, words(f", {_how_far(pair)}"))
    if pair.refused:
        yield words(f"Both reject {_options(pair.issue, pair.refused, dossier)}.")
    for line in pair.red_lines:
        yield words(f"Red line: {_red_line(line, dossier)} ({line.statements[0]}).", LOUD)
    needed = [_need(need, pair, dossier) for need in pair.needs if need.is_told]
    for number, need in enumerate(needed):
        yield words(f"{'or' if number else 'closes'} if {need}", QUIET)
    if pair.told in _UNCERTAIN:
        yield words(_UNCERTAIN[pair.told], NOTED)


def _how_far(pair: Gap) -> str:
    if not pair.distance or not pair.unit:
        return pair.why
    share = "" if pair.distance_share is None else f", {pair.distance_share:.0%} of the scale"
    return f"{distance_words(pair.distance, pair.unit)} apart{share}"


def _red_line(line: RedLine, dossier: Dossier) -> str:
    party = dossier.party_name(line.party)
    if line.excluded:
        return f"{party} leaves no room for {_options(line.issue, line.excluded, dossier)}"
    return f"{party} {'insists on' if line.stance is Act.DEMAND else 'refuses'} {line.value}"


def _need(need: Need, pair: Gap, dossier: Dossier) -> str:
    """Who accepts what, meets which condition, gives up what."""
    accepted = " or ".join(dossier.option_name(pair.issue, option) or option for option in need.options)
    if need.number is not None:
        accepted = number_outcome(dossier.issue(pair.issue), need.options, need.number)
    parts = [f"accepts {accepted}"] if accepted else []
    if need.condition is not None:
        parts.append(f"meets the condition “{excerpt(need.condition.text, _CONDITION)}”")
    elif need.has_condition:
        parts.append("meets the other's condition")
    if need.gives_up is not None:
        parts.append("gives up its red line")
    return f"{dossier.party_name(need.party)} {listed(tuple(parts))}"


def _options(issue: IssueId, options: Iterable[OptionId], dossier: Dossier) -> str:
    return listed(tuple(dossier.option_name(issue, option) or option for option in options))
