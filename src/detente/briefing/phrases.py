"""Phrases that a brief says in every form: titles of its parts, counts, moments, missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from detente.analysis import Move
from detente.briefing.brief import Agreed, Body, Brief, Citation, Missing
from detente.briefing.limits import Length
from detente.briefing.records import Clause, Confidence, PositionLine, Ruling
from detente.briefing.wording import Deed, chain_words, date_words, day_words, deed, known_words, listed
from detente.model import Decision, Edtf, Entry, Review, Status
from detente.model.reviews import standing

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "bottom": "Bottom line",
        "movement": "What moved",
        "matrix": "Who stands where",
        "issues": "Issue by issue",
        "contests": "Contests",
        "linkages": "Linkages",
        "drafts": "Drafts",
        "meetings": "Meetings",
        "hurdles": "Hurdles at home",
        "red_lines": "Red lines",
        "watch": "What to watch",
        "assumptions": "Assumptions",
        "alternatives": "Alternatives",
        "missing": "What the ledger does not hold",
        "sources": "Sources",
    }
)
"""The parts, in order."""

NOTHING: Mapping[str, str] = MappingProxyType({"movement": "No position changed."})
"""What a part says that is shown without lines."""

REST = "The rest"
"""Stands before the rest of a bottom line that begins with what was agreed."""

INFERRED = "We infer:"
"""Stands before what is ours, wherever a source's words stand beside it."""

BY_HAND = "coded by hand"
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

_DECISION_NOUNS: Mapping[Decision, str] = MappingProxyType(
    {
        Decision.ACCEPT: "acceptance",
        Decision.CORRECT: "correction",
        Decision.REJECT: "rejection",
        Decision.SPLIT: "split",
        Decision.MERGE: "merge",
    }
)

READING: Mapping[str, str] = MappingProxyType(
    {
        "Reported": "Words in quotation marks are a source's, with whose they are told to be and who passed them on; "
        "a number in brackets leads to the source.",
        "Inferred": "Everything else is ours: stances and firmness are coded from those words, by a program or an "
        f"analyst; counts, gaps and verdicts follow from them by rule. Beside quotes it stands behind “{INFERRED}”.",
        "Asked": "Parties, issues, options, assumptions, questions and answers are named as the dossier names them.",
    }
)
"""How to tell apart what is reported, what is inferred, and what the dossier asks."""

CONFIDENCE = "We have {level} confidence in this bottom line."
"""The sentence of confidence; nothing else stands in it."""


def confidence_words(found: Confidence) -> str:
    """Why confidence is what it is, in a sentence of its own."""
    total, backed = found.n_positions, "rests" if found.n_backed == 1 else "rest"
    return (
        f"Of {count_words(total, 'position')}, {found.n_backed} {backed} on two or more independent origins "
        "(by statements checked, or coded rather right than wrong), "
        f"{found.n_direct} {_was(found.n_direct)} told directly, {found.n_checked} {_was(found.n_checked)} checked by "
        "an analyst and "
        f"{found.n_contested} {'is' if found.n_contested == 1 else 'are'} contested{_mark_words(found)}."
    )


def _mark_words(found: Confidence) -> str:
    if found.coded is None:
        return ""
    whose = "those that nobody checked" if found.n_checked else "them"
    few = f", and below 0.5, rather wrong than right, for {found.n_poorly_coded}" if found.n_poorly_coded else ""
    return f"; the coder's own mark for {whose} is {found.coded:.2f} of 1 on average{few}"


def _was(number: int) -> str:
    return "was" if number == 1 else "were"


def agreed_words(agreed: Agreed) -> str:
    """What the bottom line begins with, e.g. "Agreed since 31 May 2033"."""
    return f"Agreed since {day_words(agreed.since)}" if agreed.since else "Agreed"


def ruling_words(ruling: Ruling) -> str:
    """What an analyst decided; the reason follows in quotation marks."""
    return f"An analyst, {ruling.analyst}, on {date_words(ruling.on)}: {ruling.verdict}, because"


def resting_words(numbers: Sequence[int]) -> tuple[int, ...]:
    """The first and the last number of sources that stand in a row; one alone where it is the only one."""
    return tuple(dict.fromkeys((min(numbers), max(numbers))))


def more_words(number: int, what: str = "") -> str:
    """That there is more, e.g. "And 4 more."."""
    return f"And {number:,} more{f' {what}' if what else ''}."


def further_words(body: Body) -> str:
    """Which issues and parties the matrix had no room for; empty where it shows all."""
    named = (("issue", "issues", body.further_rows), ("party", "parties", body.further_parties))
    told = [f"the {one if len(names) == 1 else many} {listed(names)}" for one, many, names in named if names]
    return f"A longer brief also has {', and '.join(told)}." if told else ""


def left_out_words(body: Body) -> str:
    """Which parts a brief of this length has no room for; empty where it has room for all."""
    if not body.left_out:
        return ""
    parts = tuple(f"{TITLES[key].lower()} ({number:,})" for key, number in body.left_out)
    return f"Left out of a brief of this length: {listed(parts)}."


def moved_words(moves: Iterable[Move]) -> str:
    """How many positions changed, and how many are told for the first time, or may have stood so before."""
    told = list(moves)
    n_first = sum(each.is_first for each in told)
    n_older = sum(each.may_be_older for each in told)
    or_before = f", {n_older} first told then or before" if n_older else ""
    changed = count_words(len(told) - n_first, "position")
    return f"{changed} changed, {n_first - n_older} told for the first time{or_before}"


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
        words = "No statement is dated" if brief.counts.statements else "Nothing recorded yet"
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


def document_words(citation: Citation) -> str:
    """Where a quote stands, e.g. "Coastal Wire, published 10 March 2031"."""
    if citation.title is None:
        return f"document {citation.document} is not in this ledger"
    published = f"published {date_words(citation.published)}" if citation.published else "no date of publication"
    return ", ".join(part for part in (citation.publisher, published) if part)


def speaker_words(citation: Citation) -> str:
    """Who said it, of which party, when, and who passed it on."""
    if citation.party is None:
        return _note_words(citation)
    speaker = citation.speaker or citation.party
    if speaker != citation.party:
        speaker += f" ({citation.party})"
    said_on = f", {date_words(citation.said_on)}" if citation.said_on else ""
    chain = f"; reported by {chain_words(citation.chain)}" if citation.chain else ""
    return f"{speaker}{said_on}{chain}"


def _note_words(citation: Citation) -> str:
    chain = f"reported by {chain_words(citation.chain)}" if citation.chain else "told by the document"
    return f"{chain}; of {date_words(citation.said_on)}" if citation.said_on else chain


def undone_words(before: Sequence[Review], undo: Review) -> str:
    """Which decision an undo took back, and whose where that is another's, e.g. "undid the rejection by Ada".

    Args:
        before: The reviews of the statement before it, oldest first.
        undo: The undo.
    """
    stood = standing(before)
    if not stood:
        return "undid nothing"
    taken = stood[-1]
    whose = "" if taken.reviewer == undo.reviewer else f" by {taken.reviewer}"
    return f"undid the {_DECISION_NOUNS[taken.decision]}{whose}"


def status_words(entry: Entry) -> str:
    """What has become of a statement, in a few words."""
    if entry.is_withdrawn:
        return "its document was withdrawn"
    return checked_words(entry.status, is_by_hand=entry.statement.is_by_hand)


def checked_words(status: Status, *, is_by_hand: bool) -> str:
    """Whether somebody stands behind a statement, and what was decided on it."""
    return BY_HAND if is_by_hand and status is Status.CODED else STATUS_WORDS[status]


def missing_sentences(missing: Missing) -> tuple[str, ...]:
    """What the ledger does not hold, one sentence each."""
    told: list[str] = []
    if missing.silent_issues:
        told.append(f"No party is told to have spoken on {listed(missing.silent_issues)}.")
    if missing.silent_parties:
        told.append(f"No statement of {listed(missing.silent_parties)} is recorded.")
    if missing.n_empty_cells:
        cells = count_words(missing.n_cells, "cell")
        told.append(
            f"Empty: {missing.n_empty_cells:,} of {cells} of party by issue; no statement tells a position there."
        )
    if missing.n_undated:
        told.append(f"Without any date: {count_words(missing.n_undated, 'statement')}; dated ones rule over these.")
    if missing.n_left_out:
        told.append(f"Left out, as rejected, superseded or withdrawn: {count_words(missing.n_left_out, 'statement')}.")
    if missing.n_outside:
        told.append(
            f"About parties or issues the dossier does not name: {count_words(missing.n_outside, 'statement')}."
        )
    return tuple(told) or ("Every party of the dossier has spoken on every issue.",)


def length_words(brief: Brief) -> str:
    """What the chosen length leaves out of the sources; empty for a full brief."""
    if brief.length is Length.FULL:
        return ""
    return "Lines cite what they show and what rules; a full brief cites everything that was counted."
