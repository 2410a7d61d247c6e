"""Phrases that a brief says in every form: titles of its parts, counts, moments, gaps."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from detente.analysis import Clash
from detente.briefing.brief import Brief, Citation, Gaps, Length
from detente.briefing.records import Clause, PositionLine, RedLine
from detente.briefing.wording import Deed, chain_words, date_words, day_words, deed, known_words, listed
from detente.model import Edtf, Entry, Status

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "bottom": "Bottom line",
        "matrix": "Who stands where",
        "issues": "Issue by issue",
        "red": "Red lines",
        "conditions": "Conditions, as told",
        "contested": "Contested",
        "gaps": "What the ledger does not hold",
        "sources": "Sources",
    }
)
"""The parts, in order."""

CLASH_WORDS: Mapping[str, str] = MappingProxyType(
    {
        Clash.DENIED.value: "told and denied",
        Clash.OPPOSED.value: "for and against at the same time",
        Clash.NUMBERS.value: "numbers that disagree",
    }
)
"""Why two statements cannot both stand."""

STATUS_WORDS: Mapping[Status, str] = MappingProxyType(
    {
        Status.CODED: "coded, not checked",
        Status.ACCEPTED: "accepted by an analyst",
        Status.CORRECTED: "corrected by an analyst",
        Status.REJECTED: "rejected by an analyst",
        Status.SPLIT: "split by an analyst",
        Status.MERGED: "merged with others by an analyst",
        Status.SUPERSEDED: "superseded by a newer coding",
        Status.UNMADE: "made by a split or merge that was undone",
    }
)
"""What an analyst made of a statement."""

READING: Mapping[str, str] = MappingProxyType(
    {
        "Told": "Words in quotation marks are the document's, with whose stance they tell and who passed it on.",
        "Coded": "Stances and firmness are read from those words, by rules or by an analyst.",
        "Counted": "Numbers of statements and origins, and since when, are counted over the ledger.",
    }
)
"""How to tell the three kinds of content apart."""


def count_words(number: int, thing: str) -> str:
    """A number with its thing, e.g. "1 origin", "1,200 statements"."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def moment_words(brief: Brief) -> str:
    """Which day of the world and which moment of the ledger the brief shows."""
    if brief.as_of:
        words = f"As of {day_words(brief.as_of)}"
    elif brief.counts.last:
        words = f"Latest statement: {date_words(brief.counts.last)}"
    else:
        words = "Nothing recorded yet"
    if brief.known_at:
        words += f", {known_words(brief.known_at)}"
    return words


def total_words(brief: Brief) -> str:
    """What the whole brief counts, e.g. "9 statements from 4 documents, 3 origins; ..."."""
    counts = brief.counts
    return (
        f"{count_words(counts.statements, 'statement')} from {count_words(counts.documents, 'document')}, "
        f"{count_words(counts.origins, 'origin')}; {counts.reviewed:,} checked by an analyst"
    )


def span_words(since: Edtf | None, last: Edtf | None) -> str:
    """Since when, and until when it was last said, e.g. "since 3 Mar 2031, last 9 Mar 2031"."""
    first, newest = date_words(since, is_short=True), date_words(last, is_short=True)
    return first if first == newest else f"since {first}, last {newest}"


def count_line(line: PositionLine) -> str:
    """What was counted for a position."""
    parts = [count_words(line.n_statements, "statement"), count_words(line.n_origins, "origin")]
    if line.n_reviewed:
        parts.append(f"{line.n_reviewed:,} checked")
    return ", ".join(parts)


def deed_of(line: Clause | PositionLine) -> Deed:
    """The stance of a line in words, e.g. "accepts", "Piloted passage", "if"."""
    return deed(line.stance, line.option, line.value, line.condition)


def now_words(line: RedLine) -> str:
    """What introduces the stance that rules today: only a later one is told to have come since."""
    return "Since then" if line.is_now_later else "Position now"


def document_words(citation: Citation) -> str:
    """Where a quote stands, e.g. "Coastal Wire, published 10 March 2031"."""
    if citation.title is None:
        return f"document {citation.document} is not in this ledger"
    published = f"published {date_words(citation.published)}" if citation.published else "no date of publication"
    return ", ".join(part for part in (citation.publisher, published) if part)


def speaker_words(citation: Citation) -> str:
    """Who said it, of which party, when, and who passed it on."""
    speaker = citation.speaker or citation.party
    if speaker != citation.party:
        speaker += f" ({citation.party})"
    said_on = f", {date_words(citation.said_on)}" if citation.said_on else ""
    chain = f"; reported by {chain_words(citation.chain)}" if citation.chain else ""
    return f"{speaker}{said_on}{chain}"


def status_words(entry: Entry) -> str:
    """What has become of a statement, in a few words."""
    return "its document was withdrawn" if entry.is_withdrawn else STATUS_WORDS[entry.status]


def gap_sentences(gaps: Gaps) -> tuple[str, ...]:
    """What the ledger does not hold, one sentence each."""
    told: list[str] = []
    if gaps.silent_issues:
        told.append(f"No party is told to have spoken on {listed(gaps.silent_issues)}.")
    if gaps.silent_parties:
        told.append(f"No statement of {listed(gaps.silent_parties)} is recorded.")
    if gaps.n_undated:
        told.append(f"Without any date: {count_words(gaps.n_undated, 'statement')}; dated ones rule over these.")
    if gaps.n_left_out:
        told.append(f"Left out, as rejected, superseded or withdrawn: {count_words(gaps.n_left_out, 'statement')}.")
    if gaps.n_outside:
        told.append(f"About parties or issues the dossier does not name: {count_words(gaps.n_outside, 'statement')}.")
    return tuple(told) or ("Every party of the dossier has spoken, and every issue was spoken on.",)


def length_words(brief: Brief) -> str:
    """What the chosen length leaves out of the sources; empty for a full brief."""
    if brief.length is Length.FULL:
        return ""
    return "Lines cite the statement that rules and the newest that confirm it; a full brief cites every one."
