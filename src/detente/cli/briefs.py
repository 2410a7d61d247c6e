"""The brief on its way out: Markdown or a page, to a file or to standard output."""

from __future__ import annotations

from pathlib import Path

from detente.briefing import Brief, to_html, to_markdown
from detente.cli.options import STANDARD_OUTPUT
from detente.cli.output import tell, write_text
from detente.errors import DetenteError


def write_brief(brief: Brief, file: Path) -> None:
    """Writes the brief in the form that the file's ending asks for.

    Raises:
        DetenteError: The file cannot be written.
    """
    if file == STANDARD_OUTPUT:
        write_text(to_markdown(brief))
        return
    text = to_markdown(brief) if file.suffix.lower() == ".md" else to_html(brief)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise DetenteError(f"{file} cannot be written: {error.strerror}; choose another with --output") from error
    tell(f"Wrote {file}, {len(brief.citations)} sources.")
