from __future__ import annotations

import codecs

import pytest

from detente.errors import ReadingError
from detente.model import Edtf
from detente.reading import read_bytes

WORDS = "Solberg said the strait would stay open.\r\nBrandt did not reply.\n"
HEADER = "---\ntitle: The strait\npublished: 2031-03-05\npublisher: Coastal Wire\nurl: https://wire.example/1\n---\n"


@pytest.mark.parametrize("ending", [".txt", ".md", ".TXT"])
def test_text_keeps_every_character(ending):
    """Line ends, tabs and letters stand as in the file."""
    text = f"\tÆrø – «{WORDS}»\r\n\r\n"
    assert read_bytes(text.encode(), f"note{ending}").text == text


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(mark, encoding):
    """The mark is left away and the rest is decoded as it tells."""
    assert read_bytes(mark + WORDS.encode(encoding), "note.txt").text == WORDS


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"caf\xe9 talks", "no UTF-8 text (first bad byte 0xE9 at offset 3)"),
        (codecs.BOM_UTF8 + b"caf\xe9 talks", "0xE9 at offset 6"),
        (codecs.BOM_UTF16_LE + "a\ud800b".encode("utf-16-le", "surrogatepass"), "no UTF-16-LE text"),
        (b"talks\0\0go on", "binary"),
        (b"\x01\x02\x03\x04talks", "binary"),
        (b"\x89\x01\x02\x03\x04\xff", "binary"),
        (b"", "is empty"),
        (b" \r\n\t ", "only white space"),
        (codecs.BOM_UTF8, "only white space"),
        (HEADER.encode() + b"\n \n", "only white space behind its header"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data, reason):
    """A text that cannot be read for certain is refused on one line that says why and what to do."""
    with pytest.raises(ReadingError) as refused:
        read_bytes(data, "note.txt")
    assert reason in refused.value.reason
    assert refused.value.advice
    assert "\n" not in str(refused.value)


def test_a_lone_control_character_does_not_make_a_text_binary():
    """An end-of-file mark of old systems stays as it is."""
    assert read_bytes(b"talks\x1a", "note.txt").text == "talks\x1a"


def test_a_header_is_origin_and_stays_in_the_text():
    """The header's keys are the document's origin; the prose begins behind it; the text is whole."""
    text = HEADER + "# Another title\n" + WORDS
    document = read_bytes(text.encode(), "note.md")
    assert document.text == text
    assert document.text[document.body_start :].startswith("# Another title")
    assert (document.title, document.publisher, document.url) == (
        "The strait",
        "Coastal Wire",
        "https://wire.example/1",
    )
    assert document.published == Edtf("2031-03-05")


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("published: 2031-03", "2031-03"),
        ("date: 2031-03-05T10:00:00Z", "2031-03-05"),
        ("Date: '2031-03-05 10:00'", "2031-03-05"),
        ("published: yesterday", None),
        ("published: 2031-13-45", None),
        ("published: [2031-03-05]", None),
        ("published:", None),
    ],
)
def test_a_told_date_keeps_its_precision(line, published):
    """A month stays a month; what is no date is no date."""
    document = read_bytes(f"---\n{line}\n---\n{WORDS}".encode(), "note.md")
    assert document.published == (Edtf(published) if published else None)


@pytest.mark.parametrize(
    "beginning",
    [
        "---\ntitle: [broken\n---\n",
        "---\njust a sentence\n---\n",
        "---\ntitle: never closed\n",
        "---\n- a list\n---\n",
        "---\n" + "[" * 1200 + "\n---\n",
        "---\n---\n",
    ],
)
def test_a_broken_header_is_text(beginning):
    """A header that cannot be understood costs nothing but its origin."""
    document = read_bytes((beginning + WORDS).encode(), "note.md")
    assert (document.text, document.body_start) == (beginning + WORDS, 0)


def test_lines_at_the_head_of_a_text_tell_its_origin_and_stay_in_it():
    """Title, publisher and address as front matter tells them; neither where two lines differ nor in prose."""
    head = "Publisher: Harbour Radio Ltd.\nDate: 6 March 2031\nTitle: The strait\nSource: https://wire.example/2\n\n"
    told = read_bytes((head + WORDS).encode(), "note.txt")
    assert (told.text, told.body_start) == (head + WORDS, 0)
    assert (told.publisher, told.title, told.url) == ("Harbour Radio Ltd.", "The strait", "https://wire.example/2")
    assert told.published == Edtf("2031-03-06")
    assert read_bytes(f"Source: Coastal Wire\n\n{WORDS}".encode(), "note.txt").publisher == "Coastal Wire"
    assert read_bytes(f"Publisher: A\nPublisher: B\n\n{WORDS}".encode(), "note.txt").publisher is None
    assert read_bytes(f"{WORDS}\n\nPublisher: A\n".encode(), "note.txt").publisher is None


def test_only_an_address_of_the_web_is_an_address():
    """A script or a plain name in place of an address is left out."""
    header = "---\nurl: javascript:alert(1)\nsource: https://wire.example/2\n---\n"
    assert read_bytes((header + WORDS).encode(), "note.md").url == "https://wire.example/2"
    header = "---\nsource: Coastal Wire\n---\n"
    assert read_bytes((header + WORDS).encode(), "note.md").url is None


def test_markdown_takes_its_first_heading_for_a_title():
    """A heading names a Markdown text that tells no title, and never a plain text."""
    text = b"First words.\n\n## Talks in Halvard ##\r\n\n# Later\n"
    assert read_bytes(text, "note.md").title == "Talks in Halvard"
    assert read_bytes(text, "note.txt").title is None
    assert read_bytes(b"No heading", "note.md").title is None


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("2031-01-14-talks.md", "2031-01-14"),
        ("folder/wire 2031-01-14.txt", "2031-01-14"),
        ("2030-01-01/note.txt", None),
        ("2031-13-14-talks.md", None),
        ("12031-01-145.md", None),
    ],
)
def test_a_day_in_the_name_stands_in_for_a_told_one(name, published):
    """The file's name tells the day only where the document does not."""
    assert read_bytes(WORDS.encode(), name).published == (Edtf(published) if published else None)
    told = read_bytes(f"---\ndate: 2029-05\n---\n{WORDS}".encode(), name)
    assert told.published == Edtf("2029-05")


@pytest.mark.parametrize(
    ("lines", "publisher", "url"),
    [
        ("source: Coast Wire", "Coast Wire", None),
        ("source: Coast Wire\npublisher: The Sound", "The Sound", None),
        ("source: https://wire.example/1", None, "https://wire.example/1"),
    ],
)
def test_a_source_that_is_a_name_is_the_publisher(lines, publisher, url):
    """A source is an address or, where no publisher is told, the name of one."""
    document = read_bytes(f"---\n{lines}\n---\n{WORDS}".encode(), "note.md")
    assert (document.publisher, document.url) == (publisher, url)


MAIL = "From: J. Tamsin <jt@desk.example>\nTo: River desk\nDate: {}\nSubject: Velm,\n  day 4\n\n"


@pytest.mark.parametrize(
    "day",
    ["Thu, 6 Mar 2031 22:14:05 +0200", "Thursday, March 6, 2031 10:14 PM", "6 March 2031", "2031-03-06 22:14"],
)
def test_an_e_mail_tells_its_day_and_subject(day):
    """They stand in the lines that it begins with; the prose begins behind these."""
    text = MAIL.format(day) + WORDS
    document = read_bytes(text.encode(), "mail.txt")
    assert (str(document.published), document.title) == ("2031-03-06", "Velm, day 4")
    assert (document.text, document.text[document.body_start :].lstrip()) == (text, WORDS)


def test_a_memo_that_begins_with_such_lines_is_read_alike():
    """Its subject stands behind Re."""
    memo = "To: The President\nFrom: The ministry\nDate: 27 March 2031\nRe: Margin for Velm\n\n"
    document = read_bytes((memo + WORDS).encode(), "memo.md")
    assert (str(document.published), document.title) == ("2031-03-27", "Margin for Velm")


@pytest.mark.parametrize("heading", ["MEMO\n", "MEMORANDUM\n\nInternal\n\n"])
def test_a_heading_may_stand_above_the_lines_of_a_memo(heading):
    """Two lines of it at most; the prose begins behind the lines."""
    text = heading + MAIL.format("6 March 2031") + WORDS
    document = read_bytes(text.encode(), "memo.txt")
    assert (str(document.published), document.title) == ("2031-03-06", "Velm, day 4")
    assert document.text[document.body_start :].lstrip() == WORDS


def test_minutes_tell_the_day_of_the_meeting():
    """Their lines on place and people stay in the text, for they tell who speaks."""
    text = "MINUTES\nSecond meeting on the fee\nDate: 6 March 2031\nPlace: Velm\nPresent: Ms Tamsin (chair)\n\n" + WORDS
    document = read_bytes(text.encode(), "minutes.txt")
    assert (str(document.published), document.title, document.body_start) == ("2031-03-06", None, 0)


@pytest.mark.parametrize(
    "head",
    [
        "MINUTES\nDate: 6 March 2031\n\n",
        "Secretariat\n\nMinutes of the third round, 4 and 5 March 2031\nRestricted\nDate: Thursday 6 March 2031\n\n",
        "Minutes\nPresent: Ms Tamsin, in the chair.\nDate: 2031-03-06\n",
        "From: Velm\nDate: 6 March 2031\n\n",
    ],
)
def test_a_line_with_the_date_before_the_first_sentence_tells_the_day(head):
    """It need not stand in a block of header lines, and all of it stays in the text."""
    document = read_bytes((head + WORDS).encode(), "minutes.txt")
    assert (str(document.published), document.title, document.body_start) == ("2031-03-06", None, 0)


@pytest.mark.parametrize("day", ["9-10 March 2031", "8 and 9 March 2031", "9 March 2031 (adopted 12 March)", "March"])
def test_a_line_that_tells_more_or_less_than_one_day_tells_none(day):
    """A wrong date is worse than none."""
    assert read_bytes(f"MINUTES\nDate: {day}\n\n{WORDS}".encode(), "minutes.txt").published is None


@pytest.mark.parametrize(
    "text",
    [
        f"MINUTES\nDate: 6 March 2031\nDate: 7 March 2031\n\n{WORDS}",
        f"{WORDS}\nDate: 6 March 2031\n",
        "Agenda\n" + "An item\n" * 10 + f"Date: 6 March 2031\n{WORDS}",
    ],
)
def test_two_days_or_one_that_stands_further_down_tell_none(text):
    """Such a line may tell of anything."""
    assert read_bytes(text.encode(), "minutes.txt").published is None


@pytest.mark.parametrize("day", ["06/03/2031 22:14", "30 February 2031", "last night"])
def test_a_day_of_an_e_mail_that_cannot_be_told_is_left_out(day):
    """Of numbers alone nobody knows which is the month."""
    assert read_bytes((MAIL.format(day) + WORDS).encode(), "mail.txt").published is None


@pytest.mark.parametrize(
    "text",
    [
        "Norland: no.\nSudmark: yes.\nDate: 6 March 2031\n\n" + WORDS,
        WORDS + "\n" + MAIL.format("6 March 2031") + WORDS,
    ],
)
def test_lines_that_are_no_header_of_an_e_mail_are_text(text):
    """It takes three at the text's beginning, one of who wrote it."""
    document = read_bytes(text.encode(), "note.txt")
    assert (document.published, document.title, document.body_start) == (None, None, 0)


def test_an_e_mail_without_words_is_refused():
    """There is nothing to read behind its header."""
    with pytest.raises(ReadingError, match="only white space behind its header"):
        read_bytes(MAIL.format("6 March 2031").encode(), "mail.txt")
