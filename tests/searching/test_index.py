"""The index can be lost, broken or shared, and the ledger never notices."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from threading import Thread

import pytest

from detente.errors import StorageError
from detente.searching import INDEX_FILE, Holdings, Query, WordIndex, lag, prepare
from detente.searching.holdings import Told

WORD = Query.parse("pilot")


def test_what_is_taken_in_once_is_there_in_the_next_run(ledger, tmp_path) -> None:
    """Nothing is missing when the file is opened again, and what comes later is what is missing."""
    held = Holdings(ledger.view())
    first = WordIndex.open(tmp_path)
    assert lag(first, held) == 5
    prepare(first, held)
    holding = first.documents_holding(WORD)
    first.close()
    again = WordIndex.open(tmp_path)
    assert lag(again, held) == 0
    assert again.documents_holding(WORD) == holding != {}
    again.close()


@pytest.mark.parametrize("harm", ["delete", "scribble", "empty", "old"])
def test_a_lost_or_broken_file_is_made_anew(ledger, tmp_path, harm: str) -> None:
    """Deleted, overwritten, emptied or of another version: the next run finds the same again."""
    held, file = Holdings(ledger.view()), tmp_path / INDEX_FILE
    first = WordIndex.open(tmp_path)
    prepare(first, held)
    holding = first.documents_holding(WORD)
    first.close()
    match harm:
        case "delete":
            file.unlink()
        case "scribble":
            file.write_bytes(b"no index at all " * 500)
        case "empty":
            file.write_bytes(b"")
        case "old":
            with sqlite3.connect(file) as connection:
                connection.execute("PRAGMA user_version = 0")
            connection.close()
    again = WordIndex.open(tmp_path)
    assert (again.note, lag(again, held)) == ("", 5)
    prepare(again, held)
    assert again.documents_holding(WORD) == holding
    again.close()


def test_a_file_that_breaks_while_it_is_open_is_told_once(ledger, tmp_path) -> None:
    """The search that meets the damage says so; the next one finds everything again."""
    held = Holdings(ledger.view())
    index = WordIndex.open(tmp_path)
    prepare(index, held)
    with sqlite3.connect(tmp_path / INDEX_FILE) as other:
        other.execute("UPDATE document_words_data SET block = randomblob(60)")
    other.close()
    with pytest.raises(StorageError, match="made anew"):
        index.documents_holding(WORD)
    prepare(index, held)
    assert len(index.documents_holding(WORD)) == 2
    index.close()


def test_a_file_of_another_program_is_left_alone(ledger, tmp_path) -> None:
    """It is not ours to delete; the index lies in memory then, and says why."""
    file = tmp_path / INDEX_FILE
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    connection.close()
    before = file.read_bytes()
    index = WordIndex.open(tmp_path)
    prepare(index, Holdings(ledger.view()))
    assert "another program" in index.note
    assert len(index.documents_holding(WORD)) == 2
    assert file.read_bytes() == before
    index.close()


def test_without_a_place_to_write_it_lies_in_memory(ledger, tmp_path: Path) -> None:
    """A folder that cannot be written to, or is not there, stops no search."""
    index = WordIndex.open(tmp_path / "nowhere")
    prepare(index, Holdings(ledger.view()))
    assert "cannot be kept" in index.note
    assert len(index.documents_holding(WORD)) == 2
    index.close()


def test_two_programs_fill_one_index_together(ledger, tmp_path) -> None:
    """What one takes in the other knows, and nothing is in it twice."""
    held = Holdings(ledger.view())
    one, other = WordIndex.open(tmp_path), WordIndex.open(tmp_path)
    told = [Told(f"pilot number {number}", "", "") for number in range(60)]
    work = [
        Thread(target=lambda index=index, order=order: [index.add([], [each]) for each in order])
        for index, order in ((one, told), (other, told[::-1]))
    ]
    for each in work:
        each.start()
    prepare(other, held)
    for each in work:
        each.join()
    assert lag(one, held) == lag(other, held) == 0
    assert sorted(one.told_holding(Query.parse("number "))) == sorted({each.key for each in told})
    assert one.documents_holding(WORD).keys() == other.documents_holding(WORD).keys() == set(held.documents.ids)
    one.close()
    other.close()


def test_it_keeps_no_text(ledger, pilots, tmp_path) -> None:
    """The file holds words and where they are, but no sentence."""
    index = WordIndex.open(tmp_path)
    held = Holdings(ledger.view())
    prepare(index, held)
    assert "every ship takes" in pilots.text
    assert pilots.id in held.documents.ids
    assert lag(index, held) == 0
    index.close()
    assert b"every ship takes" not in (tmp_path / INDEX_FILE).read_bytes()


def test_progress_is_told_down_to_nothing(ledger, index) -> None:
    """The number of what is left falls to 0."""
    left: list[int] = []
    prepare(index, Holdings(ledger.view()), left.append)
    assert left == sorted(left, reverse=True)
    assert left[-1] == 0
