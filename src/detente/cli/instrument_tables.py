"""Instruments in a terminal: a row for each, or one with everything that is told of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from detente.analysis.instrument_records import InstrumentHistory, Passing, Provision, Taking
from detente.briefing.draft_words import CHANNEL_WORDS, TAKEN_WORDS, TAKING_WORDS, ahead_words, claimed_words, plain
from detente.briefing.phrases import count_words
from detente.briefing.wording import document_names, excerpt, listed, party_names
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, LOUD, QUIET, folding_table, lines, short_date, words
from detente.model import Dossier, Imprint

_NAME, _LABEL = 30, 14
_NARROWEST = 30
_WORDS = 160
_WANTING_WORDS = {"lack": "Missing", "criticise": "Unsatisfactory"}


def instruments_page(found: Sequence[InstrumentHistory], dossier: Dossier) -> Iterator[RenderableType]:
    """A row for each instrument: how far it has come, who has it, what comes next."""
    yield words(dossier.title, HEAD)
    if not found:
        yield words("No instrument was found in the documents.")
        return
    yield words(f"{count_words(len(found), 'instrument')}.")
    yield Text()
    headings = {"Instrument": _NAME, "How far": width() - _NAME - GAP}
    rows = [(lines(words(one.name, HEAD), words(one.id, QUIET)), _row(one, dossier)) for one in found]
    yield folding_table(headings, "Instruments", rows, narrowest=_NARROWEST)


def instrument_page(one: InstrumentHistory, dossier: Dossier, documents: Iterable[Imprint]) -> Iterator[RenderableType]:
    """Everything that is told of one instrument, each line with the notes it rests on."""
    yield words(one.name, HEAD)
    yield words(one.id, QUIET)
    yield Text()
    headings = {"What": _LABEL, "What is told": width() - _LABEL - GAP}
    called = document_names(documents)
    rows = ((words(name, QUIET), told) for name, told in _facts(one, dossier, called))
    table = folding_table(headings, "", rows, narrowest=_NARROWEST, has_rules=False)
    table.show_header = False
    yield table


def _row(one: InstrumentHistory, dossier: Dossier) -> Text:
    needs = f"next: {'; '.join(one.next_needs)}" if one.next_needs else ""
    origins = f"{count_words(one.n_origins, 'origin')}, {count_words(len(one.notes), 'note')}" if one.notes else ""
    claimed = claimed_words(dossier.party_name(one.claimed_by) if one.claimed_by else "")
    return lines(_stage(one), words(claimed, LOUD), words(_authors(one, dossier)), words(needs), words(origins, QUIET))


def _stage(one: InstrumentHistory) -> Text:
    if one.stage is None:
        return words("not mentioned")
    since = f" since {short_date(one.since)}" if one.since else f", told {short_date(one.told_since)}"
    possible = f"; possibly {plain(one.possible_stage)}" if one.possible_stage else ""
    stage = words(f"{plain(one.stage)}{since}{possible}")
    return Text(" ").join([stage, words("contested", LOUD)]) if one.is_contested else stage


def _authors(one: InstrumentHistory, dossier: Dossier) -> str:
    return f"by {party_names(one.drafters, dossier)}" if one.drafters else ""


def _facts(one: InstrumentHistory, dossier: Dossier, called: Mapping[str, str]) -> Iterator[tuple[str, Text]]:
    claimed = claimed_words(dossier.party_name(one.claimed_by) if one.claimed_by else "")
    yield "Stage", lines(_stage(one), words(claimed, LOUD), words(", ".join(one.stage_notes), QUIET))
    if one.names:
        yield "Called", words("; ".join(one.names))
    if one.versions:
        yield "Versions", words(", ".join(one.versions))
    if one.drafters:
        yield "Written by", words(party_names(one.drafters, dossier))
    yield from _taken(one, dossier)
    for passing in one.passings:
        yield "Handed over", lines(words(_passing(passing, dossier, called)), words(", ".join(passing.notes), QUIET))
    for provision in one.provisions:
        yield "Provides", _provision(provision, dossier)
    for provision in one.wanting:
        yield _WANTING_WORDS[provision.step], _provision(provision, dossier)
    for reaction in one.reactions:
        how = f"{dossier.party_name(reaction.party)}: {'will ' if reaction.is_expected else ''}{reaction.step}"
        ahead = ahead_words(reaction)
        due = f" {short_date(reaction.on)}, {ahead};" if reaction.on else f" {ahead};" if ahead else ""
        origins = count_words(reaction.n_origins, "origin")
        told = words(f"{how},{due} {'told ' if ahead else ''}{short_date(reaction.last_told)}; {origins}")
        yield (
            "Reaction",
            lines(told, words(f"“{excerpt(reaction.words, _WORDS)}”"), words(", ".join(reaction.notes), QUIET)),
        )
    for need in one.next_needs:
        yield "Next", words(need)
    for knower in one.knowers:
        yield "Known to", words(f"{dossier.party_name(knower.party)} from {short_date(knower.since)}: {knower.how}")
    if one.public_since:
        yield "Known to", words(f"everybody from {short_date(one.public_since)}: it was published")


def _taken(one: InstrumentHistory, dossier: Dossier) -> Iterator[tuple[str, Text]]:
    for step, parties in one.taken_by:
        done = (each for each in one.takings if each.step is step and not each.is_expected)
        days = (_taking(each, dossier) for each in done if each.party in parties)
        yield "Taken", lines(words(f"{TAKEN_WORDS[step]} {party_names(parties, dossier)}"), *days)
    for each in one.takings:
        if each.is_expected:
            yield (
                "Announced",
                lines(words(f"{dossier.party_name(each.party)} {TAKING_WORDS[each.step]}"), _taking(each, dossier)),
            )


def _taking(one: Taking, dossier: Dossier) -> Text:
    on = short_date(one.on) if one.on else f"day not told, told {short_date(one.told)}"
    when = ", ".join(part for part in (on, ahead_words(one)) if part)
    return words(f"{dossier.party_name(one.party)}: {when}; {', '.join(one.notes)}", QUIET)


def _passing(one: Passing, dossier: Dossier, called: Mapping[str, str]) -> str:
    sender = f"by {dossier.party_name(one.sender)}" if one.sender else ""
    to = f"to {dossier.party_name(one.to)}" if one.to else ""
    carriers = f"through {listed(one.carriers)}" if one.carriers else ""
    told = (
        " ".join(part for part in (sender, to, carriers, CHANNEL_WORDS[one.is_official]) if part)
        or "to whom is not told"
    )
    tellers = listed(tuple(called.get(each, each) for each in one.told_by))
    tail = ", ".join(part for part in (short_date(one.on), ahead_words(one), f"as told by {tellers}") if part)
    return f"{told}; {tail}"


def _provision(one: Provision, dossier: Dossier) -> Text:
    issue = dossier.issue_name(one.issue) if one.issue else ""
    option = dossier.option_name(one.issue, one.option) if one.issue else None
    by = f"told by {party_names(one.by, dossier)}" if one.by else ""
    head = "; ".join(part for part in (f"{issue}: {option}" if option else issue, by) if part)
    return lines(
        words(head),
        words(f"“{excerpt(one.words, _WORDS)}”"),
        words(f"{short_date(one.since)}; {', '.join(one.notes)}", QUIET),
    )
