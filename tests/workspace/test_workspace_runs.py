"""A run over files: an outcome for each, and one bad file never stops it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.errors import StorageError, WorkspaceInUseError
from detente.ledger import Ledger
from detente.model import Edtf
from detente.workspace import Outcome, OutcomeKind, Workspace

UNDATED = (
    "no date: `detente date {} DAY --reason ...`, or its page, gives it one; next time begin its name with one "
    "(2031-03-10-...)"
)


def kinds(outcomes: tuple[Outcome, ...]) -> list[tuple[str, str]]:
    """The file's name and what became of it."""
    return [(Path(outcome.name).name, outcome.kind.value) for outcome in outcomes]


def test_a_folder_is_read_coded_and_recorded(workspace, inbox):
    """Every document of a folder is recorded with its statements, in order."""
    outcomes = workspace.add([inbox])
    assert kinds(outcomes) == [("1-note.md", "recorded"), ("2-offer.md", "recorded")]
    assert all(outcome.n_statements > 0 for outcome in outcomes)
    assert list(workspace.view().documents) == [outcome.document_id for outcome in outcomes]
    assert len(workspace.statements()) == sum(outcome.n_statements for outcome in outcomes)


def test_every_statement_has_its_characters(workspace, inbox):
    """Each quote is found in the stored text at its place."""
    workspace.add([inbox])
    documents = workspace.view().documents
    for entry in workspace.statements():
        quote = entry.statement.quote
        assert documents[entry.statement.doc].text[quote.start : quote.end] == quote.text
    assert workspace.verify().is_clean


def test_a_document_without_a_statement_tells_what_came_nearest(workspace, tmp_path):
    """The sentence, the party and how likely: what `detente code --explain` shows of it."""
    told = "Norland met the press."
    (tmp_path / "note.txt").write_text(f"The weather was fine. {told}\n")
    [outcome] = workspace.add([tmp_path / "note.txt"])
    assert outcome.n_statements == 0
    note = outcome.note.split("; no date", 1)[0]
    assert re.match(rf"no statement in it; nearest comes “{told}”: that Norland makes one is only \d+% likely; ", note)
    assert note.endswith("; `detente code --explain FILE` tells of every sentence")


def test_what_to_know_of_a_recorded_document_is_noted(workspace, tmp_path):
    """No date, no statement, another text of the same name: it is recorded all the same, and told."""
    for folder, text in (("a", "Norland demands pilots in the strait.\n"), ("b", "The weather was fine.\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "note.txt").write_text(text)
    first, second = workspace.add([tmp_path / "a", tmp_path / "b"])
    assert first.note == UNDATED.format(first.document_id)
    assert second.note.split("; ", 1)[0] == "no party of the dossier acts in it on one of its issues"
    assert UNDATED.format(second.document_id) in second.note
    assert second.note.endswith("another text of this name is in the ledger; both count")
    assert {first.kind, second.kind} == {OutcomeKind.RECORDED}
    assert not first.reason + second.reason
    assert not any(outcome.note for outcome in workspace.add([tmp_path / "a", tmp_path / "b"]))


def test_a_text_in_another_language_is_told(workspace, tmp_path):
    """That it has no statement says nothing of its parties."""
    words = (
        "Norland fordert Lotsen in der Meerenge, sagte der Minister am Montag. Sudmark lehnt das weiterhin strikt ab. "
    )
    (tmp_path / "2031-03-04-note.txt").write_text(words * 2)
    (outcome,) = workspace.add([tmp_path / "2031-03-04-note.txt"])
    assert outcome.note == "it does not read as English, which alone is understood"


def test_a_new_name_gives_a_known_document_no_date(workspace, tmp_path):
    """Its bytes are in the ledger without one; that it stays so is told, with what helps."""
    words = "Norland demands pilots in the strait.\n"
    (tmp_path / "note.txt").write_text(words)
    (first,) = workspace.add([tmp_path / "note.txt"])
    (tmp_path / "2031-03-04-note.txt").write_text(words)
    for _ in range(2):
        (again,) = workspace.add([tmp_path / "2031-03-04-note.txt"])
        assert (again.kind, again.document_id) == (OutcomeKind.ALREADY_KNOWN, first.document_id)
        assert again.note == (
            "it has no date in the ledger, and a new name gives it none: "
            f"`detente date {first.document_id} 2031-03-04 --reason ...`, or its page, does"
        )
    workspace.date(first.document_id, Edtf("2026-03-04"), reason="on its envelope")
    (again,) = workspace.add([tmp_path / "2031-03-04-note.txt"])
    assert not again.note


@pytest.mark.parametrize(("day", "is_told"), [("2062-03-01", True), ("2040-01-03", True), ("2040-01-02", False)])
def test_a_day_that_is_still_to_come_is_noted(workspace, tmp_path, day, is_told):
    """It may be misread; a day that has begun somewhere in the world is none of these."""
    (tmp_path / f"{day}-note.txt").write_text("Norland demands pilots in the strait.\n")
    (outcome,) = workspace.add([tmp_path / f"{day}-note.txt"])
    mends = f"`detente date {outcome.document_id} DAY --reason ...` mends it"
    told = f"its day, {day}, is still to come; where that is misread, {mends}"
    assert outcome.note == (told if is_told else "")


def test_a_dated_document_that_comes_again_is_told_nothing_of(workspace, tmp_path):
    """Whatever it is called then."""
    words = "Norland demands pilots in the strait.\n"
    for name in ("2031-03-04-note.txt", "2031-03-05-note.txt"):
        (tmp_path / name).write_text(words)
        (outcome,) = workspace.add([tmp_path / name])
        assert not outcome.note


@pytest.mark.parametrize(
    ("header", "note"),
    [
        ("published: 31/12/2032", "published '31/12/2032' is no date; write 2032-12-31"),
        ("date: 03/04/2032", "date '03/04/2032' is no date; write year, month and day, such as 2031-03-10"),
        ("published: 2031-03-10\ntitle: [unclosed", "its front matter is broken on line 3 and was read as text"),
        ("published: 2031-03-10\nauthor: A\nlang: en", "front matter that is not read: author, lang"),
        ("published: 2031-03-10\nsource: Coast Wire", ""),
    ],
)
def test_what_a_header_says_to_no_effect_is_noted(workspace, tmp_path, header, note):
    """A date that is none, a broken header and keys that mean nothing are told with what to write."""
    file = tmp_path / "note.md"
    file.write_text(f"---\n{header}\n---\n\nNorland demands pilots in the strait.\n")
    (outcome,) = workspace.add([file])
    assert outcome.note == note.format(outcome.document_id)


def test_a_name_known_from_an_earlier_run_is_noted(workspace, inbox, settings):
    """Also a workspace that is opened anew knows the names in its ledger."""
    assert not any(outcome.note for outcome in workspace.add([inbox]))
    file = inbox / "1-note.md"
    file.write_text(file.read_text() + "\nNorland demands pilots again.\n")
    with Workspace.open(workspace.folder, settings) as again:
        changed, known = again.add([inbox])
    assert changed.note == "a new version of 1-note (86% the same text); the two count as one source"
    assert not known.note


def test_it_is_told_how_many_outcomes_will_come(workspace, inbox, dossier_file):
    """Before the first file is read, the number of all outcomes is known; a dossier is passed over."""
    told: list[int] = []
    outcomes = workspace.add([inbox / "gone.txt", inbox, dossier_file.parent], on_found=told.append)
    assert told == [len(outcomes)]
    assert [each.reason for each in outcomes if each.name.endswith("strait.yaml")] == ["not a document"]


def test_bad_files_do_not_stop_a_run(workspace, inbox):
    """What cannot be read is an outcome with a reason; everything else is recorded."""
    (inbox / "0-empty.txt").write_bytes(b"")
    (inbox / "3-binary.txt").write_bytes(bytes(range(256)) * 20)
    (inbox / "4-enormous.txt").write_text("Norland demands pilots. " * 10_000)
    (inbox / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    outcomes = workspace.add([inbox / "gone.txt", inbox])
    assert sorted(kinds(outcomes)) == [
        ("0-empty.txt", "refused"),
        ("1-note.md", "recorded"),
        ("2-offer.md", "recorded"),
        ("3-binary.txt", "refused"),
        ("4-enormous.txt", "refused"),
        ("gone.txt", "refused"),
        ("photo.png", "passed over"),
    ]
    assert all(bool(outcome.reason) is (outcome.document_id is None) for outcome in outcomes)
    assert len(workspace.view().documents) == 2


def test_outcomes_come_in_the_order_of_the_paths(workspace, inbox):
    """A missing path has its outcome where it was named."""
    first, second = inbox / "2-offer.md", inbox / "1-note.md"
    outcomes = workspace.add([first, inbox / "gone.md", second])
    assert [name for name, _ in kinds(outcomes)] == ["2-offer.md", "gone.md", "1-note.md"]


def test_a_folder_without_documents_is_told(workspace, tmp_path):
    """A folder that gives nothing is refused with a reason."""
    (tmp_path / "empty").mkdir()
    (outcome,) = workspace.add([tmp_path / "empty"])
    assert outcome.kind is OutcomeKind.REFUSED
    assert "without documents" in outcome.reason


def test_a_second_run_records_only_deliveries(workspace, inbox):
    """Files that are known are told to be so, and are neither coded nor stored again."""
    first = workspace.add([inbox])
    before = workspace.view().digest()
    second = workspace.add([inbox])
    assert kinds(second) == [("1-note.md", "already known"), ("2-offer.md", "already known")]
    assert [outcome.n_statements for outcome in second] == [0, 0]
    assert [outcome.document_id for outcome in second] == [outcome.document_id for outcome in first]
    view = workspace.view()
    assert view.digest() == before
    assert all(len(deliveries) == 2 for deliveries in view.deliveries.values())


def test_a_copy_under_another_name_is_known(workspace, inbox):
    """The same bytes are the same document, whatever they are called."""
    copy = inbox / "9-copy.md"
    copy.write_bytes((inbox / "1-note.md").read_bytes())
    assert kinds(workspace.add([inbox]))[-1] == ("9-copy.md", "already known")


def test_a_file_named_twice_in_a_run_is_read_once(workspace, inbox):
    """A folder and a file in it, named together, give one outcome for that file."""
    assert len(workspace.add([inbox, inbox / "1-note.md"])) == 2


def test_bytes_can_be_added(workspace, inbox):
    """Standard input is a document like any other, known by its bytes."""
    data = (inbox / "1-note.md").read_bytes()
    told: list[Outcome] = []
    outcome = workspace.add_bytes(data, "stdin.md", on_progress=told.append)
    assert (outcome.name, outcome.kind) == ("stdin.md", OutcomeKind.RECORDED)
    assert told == [outcome]
    assert workspace.add_bytes(data, "stdin.md").kind is OutcomeKind.ALREADY_KNOWN
    assert workspace.add_bytes(b"", "stdin.md").kind is OutcomeKind.REFUSED
    assert kinds(workspace.add([inbox]))[0] == ("1-note.md", "already known")


def test_progress_is_told_as_it_comes(workspace, inbox):
    """Each outcome is told once, after its document is recorded."""
    told: list[Outcome] = []
    recorded: list[int] = []

    def listen(outcome: Outcome) -> None:
        told.append(outcome)
        recorded.append(len(workspace.view().documents))

    assert workspace.add([inbox], on_progress=listen) == tuple(told)
    assert recorded == [1, 2]


def test_it_is_kept_who_added_what(workspace, inbox):
    """An event tells its actor: the one given, or else the reviewer of the settings."""
    workspace.add([inbox / "1-note.md"], actor="grace")
    workspace.add([inbox / "2-offer.md"])
    with workspace._ledger.store.reading() as connection:
        actors = connection.exec_driver_sql(
            "SELECT actor FROM event WHERE type = 'document_added' ORDER BY seq"
        ).scalars()
        assert actors.all() == ["grace", "ada"]


def test_a_name_that_is_no_text_is_escaped(workspace, tmp_path, inbox):
    """A file name that is no UTF-8 is recorded in a form that can be printed."""
    odd = tmp_path / "caf\udce9.md"
    odd.write_bytes((inbox / "1-note.md").read_bytes())
    (outcome,) = workspace.add([odd])
    assert outcome.kind is OutcomeKind.RECORDED
    outcome.name.encode()
    assert workspace.view().deliveries[outcome.document_id][0].name == outcome.name


def test_a_workspace_in_use_ends_the_run_and_keeps_what_was_recorded(workspace, inbox):
    """When another process begins to write, the run says so, and how many files it had recorded."""
    with Ledger.open(workspace.folder / "ledger.sqlite") as other:
        writing = other.store.writing()

        def lock(_: Outcome) -> None:
            writing.__enter__()

        with pytest.raises(WorkspaceInUseError, match="try again; stopped after 1 of 2 files"):
            workspace.add([inbox], on_progress=lock)
        writing.__exit__(None, None, None)
    assert len(workspace.view().documents) == 1
    assert kinds(workspace.add([inbox])) == [("1-note.md", "already known"), ("2-offer.md", "recorded")]
    assert workspace.verify().is_clean


def test_a_full_disk_ends_the_run_and_keeps_what_was_recorded(workspace, inbox, settings):
    """When the disk fills up, the run says so; with space again the same run goes on."""
    (inbox / "2-offer.md").write_text("Norland demands pilots in the strait.\n\n" + "Nothing new. " * 5000)

    def fill(_: Outcome) -> None:
        with workspace._ledger.store.reading() as connection:
            n_pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {n_pages + 1}")

    with pytest.raises(StorageError, match=r"the disk is full.*stopped after 1 of 2 files"):
        workspace.add([inbox], on_progress=fill)
    assert len(workspace.view().documents) == 1
    workspace.close()
    with Workspace.open(workspace.folder, settings) as again:
        assert kinds(again.add([inbox])) == [("1-note.md", "already known"), ("2-offer.md", "recorded")]
        assert again.verify().is_clean
