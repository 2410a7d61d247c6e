"""The log in a terminal: what was recorded, when, by whom, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from detente.briefing.quotes import within_quotes
from detente.briefing.wording import shortened
from detente.cli.output import width
from detente.cli.styles import GAP, HEAD, QUIET, hairline_table, lines, words
from detente.ledger import Recording
from detente.model import DocumentId, Imprint, Verdict, is_hand

_WHEN, _WHO = 16, 14
_TOLD = 300


def log_page(
    recordings: Sequence[Recording], imprints: Mapping[DocumentId, Imprint], of: str = ""
) -> Iterator[RenderableType]:
    """Recordings as a table, with their number; ``imprints`` name the documents, ``of`` stands before the sum."""
    if recordings:
        table = hairline_table()
        rest = max(width() - _WHEN - _WHO - 2 * GAP, _WHO)
        for heading, columns in (("Recorded (UTC)", _WHEN), ("By", _WHO), ("What", rest)):
            table.add_column(heading, width=columns, overflow="fold")
        for each in recordings:
            when = lines(words(f"{each.recorded_at:%Y-%m-%d %H:%M}"), words(f"event {each.seq}", QUIET))
            head, told = _in_words(each, imprints)
            table.add_row(when, words(each.actor), lines(words(head, HEAD), words(shortened(told, _TOLD), QUIET)))
        yield table
        yield Text()
    yield words(f"{of}{len(recordings)} {'event' if len(recordings) == 1 else 'events'}", QUIET)


def _in_words(recording: Recording, imprints: Mapping[DocumentId, Imprint]) -> tuple[str, str]:
    """What happened, and the facts of it."""
    told = recording.payload
    document, name = recording.document, _name_of(recording.document, imprints)
    match recording.type:
        case "dossier_changed":
            return "The dossier was set", told["file"]
        case "document_added":
            return (
                f"Document {told['document']['name']} was added",
                f"{told['document']['id']}, from {told['delivery']}",
            )
        case "document_delivered":
            return f"Document {name} came again", f"{document}, from {told['name']}"
        case "document_coded":
            return f"Document {name} was coded again", f"{document}, by {told['coder']}"
        case "statement_coded":
            statement = told["statement"]
            how = " by hand" if is_hand(statement["coder"]) else ""
            return (
                f"Statement {told['id']} was coded{how}",
                f"{_brief(statement)}: “{within_quotes(statement['quote'])}”",
            )
        case "document_noted":
            n_told = "1 thing" if len(told["notes"]) == 1 else f"{len(told['notes'])} things"
            how = "noted by hand" if is_hand(told["coder"]) else "read"
            return (
                f"Document {name} was {how} for drafts, meetings and hurdles",
                f"{document}, {n_told}, by {told['coder']}",
            )
        case _:
            return _decision_in_words(recording, f"Document {name}")


def _decision_in_words(recording: Recording, document: str) -> tuple[str, str]:
    """What an analyst decided, and why; ``document`` is how its document is called."""
    told = recording.payload
    match recording.type:
        case "document_withdrawn":
            what = "was withdrawn" if told["is_withdrawn"] else "stands again"
            return f"{document} {what}", f"{recording.document}: {told['reason']}"
        case "document_dated":
            return f"{document} was dated {told['published']}", f"{recording.document}: {told['reason']}"
        case "statement_reviewed":
            return f"Statement {told['statement']}: {told['decision']}", _decided(told)
        case "statements_remade":
            first, ids = told["reviews"][0], ", ".join(one["statement"] for one in told["reviews"])
            made = "; ".join(f"{one['id']} ({_brief(one['statement'])})" for one in told["made"])
            return f"{ids}: {first['decision']}", f"into {made}: {first['reason']}"
        case "note_reviewed":
            what = "was rejected" if told["is_rejected"] else "counts again"
            return f"Note {told['note']} {what}", told["reason"]
        case "contest_resolved":
            source = f" ({told['source']})" if told["source"] else ""
            return f"{', '.join(told['statements'])}: {Verdict(told['verdict']).words}", f"{told['reason']}{source}"
        case _ if told["source"] is None:
            return f"{document} was graded {told['grade']}", f"{recording.document}: {told['reason']}"
        case _:
            return f"{told['source']} was graded {told['grade']}", told["reason"]


def _name_of(document: str | None, imprints: Mapping[DocumentId, Imprint]) -> str:
    """The name that commands take; the id where the view does not hold the document."""
    imprint = imprints.get(DocumentId(document or ""))
    return imprint.name if imprint is not None else str(document)


def _brief(statement: Mapping[str, Any]) -> str:
    return f"{statement['party']}, {statement['issue']}, {statement['act']}, {statement['firmness']}"


def _decided(review: Mapping[str, Any]) -> str:
    changes = ", ".join(f"{field} = {value}" for field, value in review["changes"].items())
    return f"{changes}: {review['reason']}" if changes else str(review["reason"])
