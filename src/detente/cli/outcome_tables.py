"""What became of the files of a run, and what a check of the ledger found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType

from rich.console import RenderableType
from rich.text import Text

from detente.briefing.phrases import count_words
from detente.cli.output import width
from detente.cli.styles import GAP, LOUD, QUIET, hairline_table, words
from detente.ledger import Verification
from detente.workspace import Outcome, OutcomeKind

_STYLE_OF = {
    OutcomeKind.RECORDED: "green",
    OutcomeKind.ALREADY_KNOWN: "",
    OutcomeKind.REFUSED: LOUD,
    OutcomeKind.PASSED_OVER: QUIET,
}
_ADDED: Mapping[OutcomeKind, str] = MappingProxyType({kind: kind.value for kind in OutcomeKind})
_RECODED: Mapping[OutcomeKind, str] = MappingProxyType(
    {**_ADDED, OutcomeKind.RECORDED: "coded again", OutcomeKind.ALREADY_KNOWN: "up to date"}
)
_MOST_ROWS = 60
_KIND = 13


def outcomes_page(outcomes: Sequence[Outcome]) -> Iterator[RenderableType]:
    """The outcomes in their order, and their sums; of a long run only what needs a person's eye is listed."""
    yield from _page(outcomes, _ADDED, "new statement")


def recoded_page(outcomes: Sequence[Outcome]) -> Iterator[RenderableType]:
    """The same of a run that codes again, which adds what the coder did not tell before."""
    yield from _page(outcomes, _RECODED, "newly told statement")


def _page(outcomes: Sequence[Outcome], kinds: Mapping[OutcomeKind, str], gain: str) -> Iterator[RenderableType]:
    if not outcomes:
        return
    shown = _listed(outcomes)
    if shown:
        table = hairline_table(has_rules=False)
        rest = width() - _KIND - 2 * GAP
        name = min(max(len(outcome.name) for outcome in shown), rest * 2 // 3)
        for heading, columns in (("Outcome", _KIND), ("File", name), ("", rest - name)):
            table.add_column(heading, width=columns, overflow="fold")
        for outcome in shown:
            kind = words(kinds[outcome.kind], _STYLE_OF[outcome.kind])
            table.add_row(kind, words(_fitted(outcome.name, name)), words(_told(outcome), QUIET))
        yield table
        yield Text()
    n_rest = len(outcomes) - len(shown)
    if n_rest:
        counted = f"{n_rest} more" if shown else f"{n_rest}"
        yield words(f"{counted} {'file is' if n_rest == 1 else 'files are'} only counted here.", QUIET)
    yield words(_sums(outcomes, kinds, gain))


def verification_page(verification: Verification) -> Iterator[RenderableType]:
    """What was checked, every finding, and the hash to keep elsewhere."""
    checked = (
        f"Checked the hash chain of {count_words(verification.events, 'event')}, the quotes of "
        f"{count_words(verification.statements, 'statement')} in {count_words(verification.documents, 'document')}"
    )
    yield words(f"{checked}, and the tables against a replay of the events.")
    for finding in verification.findings:
        yield words(f"✗ {finding}", LOUD)
    if verification.is_clean:
        yield words("✓ Everything is as it was recorded.", "green")
    else:
        yield words(
            f"{count_words(len(verification.findings), 'finding')}. Restore a copy, or ask who changed the file.", LOUD
        )
    yield words(f"Last event: {verification.head}", QUIET)


def _listed(outcomes: Sequence[Outcome]) -> Sequence[Outcome]:
    """All of a short run; of a long one what was refused, and what else has something to tell up to a full table."""
    if len(outcomes) <= _MOST_ROWS:
        return outcomes
    n_left = _MOST_ROWS - sum(outcome.kind is OutcomeKind.REFUSED for outcome in outcomes)
    listed: list[Outcome] = []
    for outcome in outcomes:
        if outcome.kind is OutcomeKind.REFUSED:
            listed.append(outcome)
        elif (outcome.reason or outcome.note) and n_left > 0:
            listed.append(outcome)
            n_left -= 1
    return listed


def _fitted(name: str, columns: int) -> str:
    """The file as the user named it, or without its folders where that would not fit."""
    return name if len(name) <= columns else f"…/{PurePath(name).name}"


def _told(outcome: Outcome) -> str:
    if outcome.kind is OutcomeKind.RECORDED:
        counted = count_words(outcome.n_statements, "statement")
        return f"{counted}; {outcome.note}" if outcome.note else counted
    return outcome.reason or outcome.note


def _sums(outcomes: Sequence[Outcome], kinds: Mapping[OutcomeKind, str], gain: str) -> str:
    counted = Counter(outcome.kind for outcome in outcomes)
    n_statements = sum(outcome.n_statements for outcome in outcomes)
    sums = ", ".join(f"{counted[kind]} {kinds[kind]}" for kind in OutcomeKind if counted[kind])
    return f"{sums}; {count_words(n_statements, gain)}."
