from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml import parse_xml

from detente.errors import ReadingError
from detente.model import Edtf
from detente.reading import Limits, read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(file) -> bytes:
    """The bytes of a Word file."""
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def repacked(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A Word file with parts changed, added, or (None) left away."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in changes:
                new.writestr(part, old.read(part))
        for part, content in changes.items():
            if content is not None:
                new.writestr(part, content)
    return target.getvalue()


def stamped(data: bytes, stamp: tuple[int, int, int, int, int, int]) -> bytes:
    """A Word file whose parts are all stamped with one time of packing."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.namelist():
            new.writestr(zipfile.ZipInfo(part, stamp), old.read(part))
    return target.getvalue()


def test_paragraphs_and_cells_are_read_in_order():
    """Headings, paragraphs and cells stand apart in the order of the file; a merged cell is read once."""
    file = docx.Document()
    file.add_heading("Strait talks")
    file.add_paragraph("Solberg\tspoke.").add_run(" Twice.")
    table = file.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Positions"
    table.cell(1, 0).text = "Norland"
    table.cell(1, 1).add_table(1, 1).cell(0, 0).text = "Inner"
    file.add_paragraph("First line\nsecond line")
    text = read_bytes(saved(file), "talks.docx").text
    expected = ["Strait talks", "Solberg\tspoke. Twice.", "Positions", "Norland", "Inner", "First line\nsecond line"]
    assert text.split("\n\n") == expected


def test_tracked_insertions_are_read_and_deletions_are_not():
    """The text is what the page shows once every change is accepted."""
    file = docx.Document()
    file.element.body.insert(
        0,
        parse_xml(
            f"<w:p {W}><w:r><w:t>Fees </w:t></w:r><w:del><w:r><w:delText>fall</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>rise</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>soon</w:t></w:r></w:moveFrom>"
            "<w:r><w:noBreakHyphen/><w:t>now</w:t></w:r></w:p>"
        ),
    )
    assert read_bytes(saved(file), "talks.docx").text == "Fees rise-now"


def test_properties_tell_title_and_day(make_word):
    """The day of making stands in for the day of publication, behind the day in the name."""
    data = make_word("Talks go on.", title="The strait", created=datetime(2031, 3, 5, tzinfo=UTC))
    document = read_bytes(data, "talks.docx")
    assert (document.title, document.published) == ("The strait", Edtf("2031-03-05"))
    assert read_bytes(data, "2031-04-01-talks.docx").published == Edtf("2031-04-01")


@pytest.mark.parametrize(
    ("modified", "published"),
    [
        (datetime(2031, 3, 6, 18, tzinfo=UTC), Edtf("2031-03-05")),
        (datetime(2031, 3, 9, tzinfo=UTC), None),
        (datetime(2040, 1, 1, tzinfo=UTC), None),
        (datetime(2031, 3, 4, tzinfo=UTC), None),
    ],
)
def test_a_day_of_making_counts_only_if_the_file_was_saved_by_the_next_day(make_word, modified, published):
    """A file made from a template or an older file keeps that one's day, which is no day of publication."""
    data = make_word("Talks go on.", created=datetime(2031, 3, 5, 9, tzinfo=UTC), modified=modified)
    assert read_bytes(data, "talks.docx").published == published


def test_the_day_of_a_blank_template_is_not_taken():
    """A program's template tells its own day as made and as saved; the archive tells that it was packed later."""
    file = docx.Document()
    file.add_paragraph("Talks go on.")
    assert read_bytes(saved(file), "talks.docx").published is None


@pytest.mark.parametrize(
    ("stamp", "published"),
    [
        ((1980, 1, 1, 0, 0, 0), Edtf("2013-12-23")),
        ((1980, 0, 0, 0, 0, 0), Edtf("2013-12-23")),
        ((2014, 1, 9, 0, 0, 0), None),
    ],
)
def test_an_archive_stamped_later_gainsays_the_properties(stamp, published):
    """Parts without a day, or with none that exists, tell nothing; parts packed days after the making do."""
    file = docx.Document()
    file.add_paragraph("Talks go on.")
    assert read_bytes(stamped(saved(file), stamp), "talks.docx").published == published


def test_a_file_without_properties_tells_none(make_word):
    """What the library would fill in is not taken for told."""
    bare = repacked(
        make_word("Talks go on."),
        {"docProps/core.xml": None, "_rels/.rels": None}
        | {
            "_rels/.rels": b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            b'relationships"><Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
            b'officeDocument/2006/relationships/officeDocument"/></Relationships>'
        },
    )
    document = read_bytes(bare, "talks.docx")
    assert (document.text, document.title, document.published) == ("Talks go on.", None, None)


def test_a_word_file_is_read_as_one_whatever_its_name(make_word):
    """The bytes win over the name's ending."""
    assert read_bytes(make_word("Talks go on."), "stdin.txt").text == "Talks go on."


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is locked by a password or in the old .doc format"),
        (b"PK\x03\x04 broken word/document.xml", "is no sound Word file"),
        (b"plain words", "is no sound Word file"),
    ],
)
def test_what_is_no_word_file_is_refused(data, reason):
    """A wrong or damaged file is told as such."""
    with pytest.raises(ReadingError) as refused:
        read_bytes(data, "talks.docx")
    assert refused.value.reason == reason


def test_a_file_that_unpacks_to_too_much_is_refused_unopened(make_word):
    """A small archive may hide a huge text: its declared sizes are looked at first."""
    bomb = repacked(make_word("Talks"), {"word/document.xml": b"<a>" + b" " * 3_000_000 + b"</a>"})
    assert len(bomb) < 100_000
    with pytest.raises(ReadingError, match="unpacks to far more than the limit"):
        read_bytes(bomb, "talks.docx", Limits(bytes=1_000_000))
    pictures = repacked(make_word("Talks"), {f"word/media/{number}.png": bytes(1_000_000) for number in range(5)})
    with pytest.raises(ReadingError, match="unpacks to far more than the limit"):
        read_bytes(pictures, "talks.docx", Limits(bytes=1_000_000))


def test_a_locked_archive_is_refused(make_word):
    """An entry marked as encrypted is not opened."""
    data = bytearray(make_word("Talks"))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    with pytest.raises(ReadingError, match="is locked by a password"):
        read_bytes(bytes(data), "talks.docx")


def test_a_file_without_words_is_refused(make_word):
    """Empty paragraphs are no text."""
    with pytest.raises(ReadingError, match="holds no text"):
        read_bytes(make_word(" ", ""), "talks.docx")


def test_entities_are_not_expanded(make_word):
    """A text that grows by definition is refused or left out, never expanded."""
    body = (
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]><w:document '
        + W.encode()
        + b"><w:body><w:p><w:r><w:t>Talks &b;</w:t></w:r></w:p></w:body></w:document>"
    )
    data = repacked(make_word("Talks"), {"word/document.xml": body})
    try:
        text = read_bytes(data, "talks.docx").text
    except ReadingError:
        text = ""
    assert "haha" not in text
