"""The commands that decide on statements, contests, documents and sources, and ``agreement``, which compares them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import (
    Changes,
    DecisionWord,
    Form,
    Reason,
    Reviewer,
    StatementId,
    TableOrJson,
    VerdictWord,
    WorkspaceFolder,
)
from detente.cli.output import print_record, show, tell

if TYPE_CHECKING:
    from detente.model import Dossier, Entry


def review(
    statement: StatementId,
    decision: Annotated[DecisionWord, typer.Argument(metavar="DECISION", help="What you decide.", show_default=False)],
    reason: Reason,
    changes: Changes = None,
    reviewer: Reviewer = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Accept, correct or reject a statement, or undo that.

    What was recorded before is kept: --known-at still shows it, and detente history tells it all. A note on a draft,
    a meeting or a hurdle (its id begins with n) is rejected and undone likewise.
    """
    from detente.cli.choosing import open_workspace

    with open_workspace(folder) as workspace:
        if statement.startswith("n"):
            note = workspace.review_note(statement, decision, reason, reviewer)
            what = "is rejected and counts no more" if note.is_rejected else "counts again"
            tell(f"Note {note.id} {what}: “{note.note.quote.text}”")
        else:
            asked = parse_changes(changes or [])
            entry = workspace.review(statement, decision, asked, reason, reviewer)
            _show([entry], workspace.dossier, asked.get("value"))


def split(
    statement: StatementId,
    parts: Annotated[
        list[str],
        typer.Option(
            "--part",
            metavar="FIELD=VALUE[;...]",
            help="One of the statements it becomes: the fields in which that differs; give two or more.",
            show_default=False,
        ),
    ],
    reason: Reason,
    reviewer: Reviewer = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Split a statement into several.

    For one that tells of two parties, issues or acts; detente review ID undo puts it together again.
    """
    from detente.cli.choosing import open_workspace

    told = [parse_changes(part.split(";")) for part in parts]
    with open_workspace(folder) as workspace:
        entries = workspace.split(statement, told, reason, reviewer)
        _show(entries, workspace.dossier)


def merge(
    statements: Annotated[
        list[str],
        typer.Argument(metavar="ID", help="The statements; the first lends its fields.", show_default=False),
    ],
    reason: Reason,
    changes: Changes = None,
    reviewer: Reviewer = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Merge statements of one document into one.

    Its quote reaches from the first to the last, and what the others said otherwise is told; detente review ID undo
    takes them apart again.
    """
    from detente.briefing.merge_words import WHAT_TO_DO, left_out
    from detente.cli.choosing import open_workspace

    with open_workspace(folder) as workspace:
        chosen = parse_changes(changes or [])
        made, *merged = entries = workspace.merge(statements, chosen, reason, reviewer)
        _show(entries, workspace.dossier)
        if lost := left_out(made, merged, workspace.dossier, chosen):
            tell(f"Statement {made.id} does not say all that they did.", *(f"{line}." for line in lost), WHAT_TO_DO)


def _show(entries: Sequence[Entry], dossier: Dossier, asked: object = None) -> None:
    """What was decided, and what is to be known of the numbers, of which one was asked for in its JSON form."""
    from detente.briefing.number_words import converted_words, odd_numbers
    from detente.cli.statement_tables import statements_page

    show(*statements_page(entries, dossier))
    tell(*converted_words(asked, entries), *odd_numbers(entries, dossier))


def resolve(
    contest: Annotated[
        str, typer.Argument(metavar="CONTEST", help="Its id; detente contests shows it.", show_default=False)
    ],
    reason: Reason,
    upheld: Annotated[
        list[str] | None,
        typer.Option("--uphold", metavar="ID", help="A statement of a side that holds.", show_default=False),
    ] = None,
    verdict: Annotated[VerdictWord, typer.Option(help="What you find.")] = "upheld",
    source: Annotated[str | None, typer.Option(metavar="TEXT", help="What it rests on.", show_default=False)] = None,
    reviewer: Reviewer = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Settle a contest, park it, or open it again.

    Settled is which side holds, that all can hold, or that one changed. The statements stay as they are: reject one
    with detente review where it should not count.
    """
    from detente.cli.choosing import open_workspace
    from detente.cli.contest_tables import contest_page

    with open_workspace(folder) as workspace:
        found = workspace.resolve(contest, verdict, reason, reviewer, upheld=upheld or (), source=source)
        show(*contest_page(found, workspace.dossier))


def withdraw(
    document: Annotated[str, typer.Argument(metavar="NAME", help="The document, by name or id.", show_default=False)],
    reason: Reason,
    stands: Annotated[bool, typer.Option("--stands-again", help="It was not withdrawn after all.")] = False,
    reviewer: Reviewer = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Mark a document as withdrawn by its publisher.

    Its statements stay and count no more.
    """
    from detente.briefing.phrases import count_words
    from detente.cli.choosing import open_workspace

    with open_workspace(folder) as workspace:
        id_ = workspace.withdraw(document, reason, reviewer, is_withdrawn=not stands)
        told = count_words(len(workspace.view().entries_from(id_)), "statement")
    what = "count again" if stands else "count no more"
    tell(f"{document} ({id_}) {'stands again' if stands else 'is withdrawn'}; its {told} {what}.")


def date(
    document: Annotated[str, typer.Argument(metavar="NAME", help="The document, by name or id.", show_default=False)],
    day: Annotated[
        str,
        typer.Argument(
            metavar="DAY", help="When it was published: a day, or a month or year as 2026-03.", show_default=False
        ),
    ],
    reason: Reason,
    reviewer: Reviewer = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Give a document its day, where it has none or a wrong one.

    It is coded again by that day, for "on Wednesday" depends on it. What you reviewed outlives that, as with detente
    recode; --known-at still shows the document as it was.
    """
    from detente.briefing.phrases import count_words
    from detente.cli.choosing import open_workspace
    from detente.model import Edtf

    try:
        published = Edtf(day)
    except ValueError as error:
        raise typer.BadParameter(f"{day!r} is no day; write it like 2026-03-06, 2026-03 or 2026") from error
    with open_workspace(folder) as workspace:
        id_ = workspace.date(document, published, reason, reviewer)
        n_standing = sum(entry.status.counts for entry in workspace.view().entries_from(id_))
    tell(f"{document} ({id_}) is dated {published}; coded again, it has {count_words(n_standing, 'statement')}.")


def grade(
    subject: Annotated[
        str,
        typer.Argument(metavar="SOURCE|NAME", help="A publisher, or a document by name or id.", show_default=False),
    ],
    letter_and_digit: Annotated[
        str,
        typer.Argument(
            metavar="GRADE", help="Admiralty letter and digit: A1 is best, F6 cannot be judged.", show_default=False
        ),
    ],
    reason: Reason,
    reviewer: Reviewer = None,
    folder: WorkspaceFolder = None,
) -> None:
    """Grade a source, or one report.

    The letter tells how reliable the source is (A to E, F not judged), the digit how likely the report (1 to 5, 6 not
    judged). What nobody graded is F6.
    """
    from detente.cli.choosing import open_workspace
    from detente.model import Grade

    try:
        given = Grade.read(letter_and_digit)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    with open_workspace(folder) as workspace:
        document = workspace.grade(subject, given, reason, reviewer)
    tell(f"{subject}{'' if document is None else f' ({document})'} is graded {given}: {given.in_words}.")


def agreement(folder: WorkspaceFolder = None, form: TableOrJson = Form.TABLE) -> None:
    """Show where analysts differ, and how far they agree.

    Compares what two or more analysts decided about the same statements, field by field (Krippendorff's alpha).
    """
    from detente.analysis import agreement as measured
    from detente.analysis import differences
    from detente.cli.agreement_tables import agreement_page
    from detente.cli.choosing import open_workspace
    from detente.model.wire import to_wire

    with open_workspace(folder) as workspace:
        entries = workspace.statements()
    differing, alphas = differences(entries), measured(entries)
    found = {"differences": differing, "agreement": alphas}
    print_record(form, found, to_wire, lambda _: agreement_page(differing, alphas))


def parse_changes(texts: Sequence[str]) -> dict[str, object]:
    """Field to new value. A value is plain text, unless it is ``null`` or begins like a JSON object or list.

    A number is written as in ``detente state`` and in coding sheets, with its ``unit`` beside it where it is not the
    issue's; ``condition_issue`` stands beside ``condition``.

    Raises:
        typer.BadParameter: No ``=``, a field twice, one without the other that it belongs to, or JSON that cannot be
            read.
        RefusedReviewError: A number that cannot be read.

    Example:
        >>> parse_changes(["act=reject", "option=null", "value=under 5", "unit=percent"])
        {'act': 'reject', 'option': None, 'value': {'max': 5.0, 'unit': 'percent', 'exclusive': 'max'}}
    """
    from detente.ledger import written_condition, written_value

    changes: dict[str, object] = {}
    for text in texts:
        field, is_set, value = text.partition("=")
        if not is_set or not field.strip():
            raise typer.BadParameter(f"{text!r} is no change; write it like --set act=reject")
        if field.strip() in changes:
            raise typer.BadParameter(f"{field.strip()} is set twice; keep one")
        changes[field.strip()] = _value(value.strip())
    for field, beside, read in (("value", "unit", written_value), ("condition", "condition_issue", written_condition)):
        told, other = changes.get(field), changes.pop(beside, None)
        if isinstance(told, str):
            changes[field] = read(told, str(other or ""))
        elif other is not None:
            raise typer.BadParameter(f"{beside} stands beside {field} as a text; write --set {field}=... too")
    return changes


def _value(text: str) -> object:
    if text != "null" and not text.startswith(("{", "[")):
        return text
    try:
        return json.loads(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is no JSON; write it plainly, like --set 'value=under 5' --set unit=percent"
        ) from error
