"""PDFs, read by a process of their own that may fail without harm."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Sequence

from detente.errors import ReadingError
from detente.reading.limits import Limits
from detente.reading.told import Told, clean, one_line

# -P: the folder that one happens to work in is no place to load a program from.
_READER = (sys.executable, "-P", "-m", "detente.reading.pdf_pages")

_REFUSALS = {
    "password": ("is locked by a password", "save it without one"),
    "damaged": ("is no sound PDF", "open it in a PDF viewer and save or print it to a new PDF"),
    "pictures": ("has no text, only pictures of pages", "run text recognition (OCR) on it first"),
    "slow": ("takes longer to read than {seconds:g} s", "split it, or raise DETENTE_READING_TIMEOUT_SECONDS"),
    "broken": (
        "broke the PDF reader, or needs more than {megabytes:,.0f} MB of memory",
        "print it to a new PDF, or raise DETENTE_READING_MEMORY_BYTES",
    ),
}


def read_pdf(data: bytes, name: str, limits: Limits, *, reader: Sequence[str] = _READER) -> Told:
    """The text of a PDF: a paragraph's lines joined by spaces, paragraphs and pages apart by an empty line.

    Args:
        data: The whole file.
        name: What a refusal calls it.
        limits: What the reading process may take.
        reader: The command of the reading process, without its limits.

    Raises:
        ReadingError: It is locked, damaged, without text, or does not stay within the limits.
    """
    found = _ask(data, limits, reader)
    text = clean(found.get("text", ""))
    if not text:
        reason, advice = _REFUSALS[found.get("refusal", "pictures")]
        told = reason.format(seconds=limits.seconds, megabytes=limits.memory_bytes / 1_000_000)
        raise ReadingError(name, told, advice)
    return Told(text=text, title=one_line(found["title"]))


def _ask(data: bytes, limits: Limits, reader: Sequence[str]) -> dict[str, str]:
    command = [*reader, str(limits.seconds), str(limits.memory_bytes)]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command of ours; the PDF comes on standard input
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"refusal": "slow"}
    if done.returncode != 0:
        return {"refusal": "slow" if -done.returncode == getattr(signal, "SIGXCPU", None) else "broken"}
    answer: dict[str, str] = json.loads(done.stdout)
    return answer
