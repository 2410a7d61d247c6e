from __future__ import annotations

import hashlib
import logging
import subprocess
import sys

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from detente.errors import ReadingError
from detente.model import Document
from detente.reading import ENDINGS, read_bytes

MARKUP = [
    "<p>", "</p>", "<div hidden>", "</div>", "<br>", "<table>", "<td>", "<pre>", "<script>", "</script>", "<!--",
    "-->", "<article>", "<meta charset=koi8-r>", "<title>", "<body>", "<svg>", "&#0;", "&#xD800;", "&amp;", "<?x?>",
    "<![CDATA[", "<frameset>", "Talks go on. ", "\n\n", "\x01", "é", "<a href='http://[x'>", "<html", "/>", "<head>",
    "<link rel=canonical href='http://[x'>", "<time datetime='2031-99-99'>", "\ufeff", "\ufffe",
    "<script type='application/ld+json'>{",
]  # fmt: skip
HEADER = [
    "---\n",
    "title: ",
    "date: ",
    "2031-03-05",
    "'",
    "[",
    "{",
    "&a ",
    "*a",
    "!!",
    "\n",
    ": ",
    "...\n",
    "\\uD800",
    '"',
]


def outcome_of(data: bytes, name: str) -> Document | ReadingError:
    """The document, or the refusal."""
    try:
        return read_bytes(data, name)
    except ReadingError as error:
        return error


def assert_storable_or_refused(data: bytes, name: str) -> None:
    """Reads the bytes: a storable document, or a refusal on one line."""
    outcome = outcome_of(data, name)
    if isinstance(outcome, ReadingError):
        assert outcome.reason
        assert outcome.advice
        assert str(outcome).isprintable()
        return
    assert outcome.text.strip()
    assert 0 <= outcome.body_start < len(outcome.text)
    assert outcome.id == hashlib.sha256(data).hexdigest()[:16]
    for words in (outcome.name, outcome.text, outcome.title, outcome.publisher, outcome.url):
        assert "\0" not in (words or "").encode().decode()


@given(
    st.binary(max_size=300), st.sampled_from([ending for ending in ENDINGS if ending != ".pdf"]), st.text(max_size=5)
)
def test_any_bytes_are_a_document_or_a_refusal(data, ending, stem):
    """Whatever the bytes and the name, reading answers with one of the two."""
    assert_storable_or_refused(data, stem + ending)


@pytest.mark.slow
@settings(max_examples=15)
@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.7\n"]))
def test_any_bytes_of_a_pdf_are_a_document_or_a_refusal(data, beginning):
    """Whatever the bytes, the PDF's reading process answers with one of the two."""
    assert_storable_or_refused(beginning + data, "talks.pdf")


@pytest.mark.slow
@settings(max_examples=25)
@given(st.integers(0, 2000), st.binary(min_size=1, max_size=8))
def test_a_damaged_pdf_is_a_document_or_a_refusal(make_pdf, place, damage):
    """A sound PDF with bytes overwritten anywhere never stops a run."""
    data = make_pdf("The talks in Halvard go on.")
    place %= len(data)
    assert_storable_or_refused(data[:place] + damage + data[place + len(damage) :], "talks.pdf")


@pytest.mark.slow
@given(st.integers(0, 60_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_word_file_is_a_document_or_a_refusal(make_word, place, damage):
    """A sound Word file with bytes overwritten anywhere never stops a run."""
    data = make_word("The talks in Halvard go on.")
    place %= len(data)
    assert_storable_or_refused(data[:place] + damage + data[place + len(damage) :], "talks.docx")


@given(st.lists(st.sampled_from(MARKUP), max_size=40))
def test_any_markup_is_a_document_or_a_refusal(pieces):
    """Markup in any disorder is read without a script's words."""
    assert_storable_or_refused("".join(pieces).encode("utf-8", "surrogatepass"), "talks.html")


@given(st.lists(st.sampled_from(HEADER), max_size=20))
def test_any_header_is_origin_or_text(pieces):
    """A header in any disorder costs no character of the text."""
    text = "---\n" + "".join(pieces) + "\n---\nTalks go on."
    document = read_bytes(text.encode(), "talks.md")
    assert document.text == text
    assert_storable_or_refused(text.encode(), "talks.md")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t\f"), min_size=1))
def test_a_text_is_its_file_character_for_character(text):
    """Decoding is all that happens to a text, with or without a byte order mark."""
    assume(text.strip() and not text.startswith(("\ufeff", "%PDF-")))
    for encoding in ("utf-8", "utf-8-sig"):
        document = read_bytes(text.encode(encoding), "note.txt")
        assert document.text == text
        assert read_bytes(text.encode(encoding), "note.md").text == text


def test_reading_a_page_prints_nothing(capfd):
    """What a library has to say about a page is not for the terminal."""
    with pytest.raises(ReadingError):
        read_bytes(b"<html><body></body></html>", "talks.html")
    assert logging.getLogger("trafilatura").handlers
    assert capfd.readouterr() == ("", "")


def test_importing_the_readers_loads_no_library():
    """Libraries for pages, PDF and Word files are loaded when the first such file is read."""
    program = (
        "import sys, detente.reading;"
        "print([name for name in ('trafilatura', 'lxml', 'docx', 'pypdfium2', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
