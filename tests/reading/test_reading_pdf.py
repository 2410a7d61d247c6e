from __future__ import annotations

import subprocess
import sys

import fpdf
import pytest

from detente.errors import ReadingError
from detente.reading import Limits, read_bytes
from detente.reading.pdf import read_pdf

LIMITS = Limits()
LONG = (
    "Prime minister Ingrid Solberg said on Wednesday that the strait would stay open to every ship, and that a "
    "long-term agreement on pilots was near. President Emil Brandt answered that no ship would pass without one. "
)


def refusal(data: bytes, limits: Limits = LIMITS, **options: object) -> ReadingError:
    """The refusal of a PDF."""
    with pytest.raises(ReadingError) as refused:
        read_pdf(data, "talks.pdf", limits, **options)
    assert "\n" not in str(refused.value)
    assert refused.value.advice
    return refused.value


def test_lines_of_a_paragraph_are_joined_and_pages_stand_apart(make_pdf):
    """Words that the page's width put on separate lines stand side by side; paragraphs and pages do not."""
    document = read_bytes(make_pdf(f"{LONG}\n\nSecond. {LONG}", LONG, title="The strait"), "talks.pdf")
    assert document.text.split("\n\n") == [LONG.strip(), f"Second. {LONG}".strip(), LONG.strip()]
    assert (document.title, document.media_type) == ("The strait", "application/pdf")


def test_a_word_broken_at_a_line_end_is_whole_again(make_pdf):
    """The hyphen of a line end goes; the hyphen of a word stays."""
    text = (
        "The nego-\ntiations on a long-\nterm deal, a 20-\npoint plan and the Nor-\nland-\nSudmark line. "
        "A long-term one."
    )
    document = read_bytes(make_pdf(text), "talks.pdf")
    assert document.text == (
        "The negotiations on a long-term deal, a 20-point plan and the Norland-Sudmark line. A long-term one."
    )


def test_a_pdf_is_read_as_one_whatever_its_name(make_pdf):
    """The bytes win over the name's ending, also on standard input."""
    data = make_pdf("Talks go on.")
    for name in ("stdin.txt", "talks.html", "talks", "talks.docx"):
        assert read_bytes(data, name).media_type == "application/pdf"


def test_a_locked_pdf_is_refused(make_pdf):
    """A password that nobody gave cannot be guessed."""
    assert refusal(make_pdf("Talks go on.", lock="secret")).reason == "is locked by a password"


def test_a_scanned_pdf_is_refused():
    """Pictures of pages hold no characters to quote."""
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.rect(10, 10, 50, 50)
    assert "only pictures" in refusal(bytes(pdf.output())).reason


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 nonsense", b"no PDF at all"])
def test_a_damaged_pdf_is_refused(data):
    """What is no PDF inside is told as such."""
    assert refusal(data).reason == "is no sound PDF"


@pytest.mark.parametrize(
    ("program", "reason"),
    [
        ("import os; os.abort()", "broke the PDF reader"),
        ("raise SystemExit(3)", "broke the PDF reader"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "takes longer to read than 60 s"),
    ],
)
def test_a_reader_that_dies_is_a_refusal(program, reason):
    """A crash in native code ends the reading process and nothing else."""
    assert reason in refusal(b"%PDF-", reader=(sys.executable, "-c", program)).reason


def test_a_reader_that_hangs_is_stopped():
    """The wall clock bounds what the processor's clock cannot."""
    told = refusal(b"%PDF-", Limits(seconds=0.2), reader=(sys.executable, "-c", "while True: pass"))
    assert told.reason == "takes longer to read than 0.2 s"


@pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux")
def test_a_reader_that_needs_too_much_memory_is_a_refusal(make_pdf):
    """The reading process lives within its own limits."""
    told = refusal(make_pdf("Talks go on."), Limits(memory_bytes=30_000_000))
    assert "needs more than 30 MB of memory" in told.reason


@pytest.mark.skipif(sys.platform == "win32", reason="limits are POSIX's")
def test_the_reading_process_confines_itself():
    """Address space, processor time and core files are limited before the first byte is read."""
    program = (
        "import resource as r; from detente.reading.pdf_pages import confine; confine(7.5, 900_000_000);"
        "print([r.getrlimit(kind)[0] for kind in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[900000000, 8, 0]"


@pytest.mark.slow
def test_a_long_pdf_is_read_whole(make_pdf):
    """Every page of a report is there, in order."""
    document = read_bytes(make_pdf(*(f"Page {number} begins. {LONG}" for number in range(120))), "report.pdf")
    paragraphs = document.text.split("\n\n")
    assert [paragraph.split(" begins")[0] for paragraph in paragraphs] == [f"Page {number}" for number in range(120)]


def test_accents_are_composed_letters(make_pdf):
    """A letter with its accent is one character, as a person types it."""
    assert read_bytes(make_pdf("Café, Zürich, São"), "talks.pdf").text == "Café, Zürich, São"
