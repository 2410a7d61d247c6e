"""Makes real PDFs and Word files at test time."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime

import docx
import fpdf
import pytest

MakeBytes = Callable[..., bytes]


@pytest.fixture(scope="session")
def make_pdf() -> MakeBytes:
    """Makes a PDF with a page for each text, its lines broken by the page's width."""

    def make(*texts: str, title: str = "", lock: str = "") -> bytes:
        pdf = fpdf.FPDF()
        pdf.set_title(title)
        pdf.set_font("Helvetica", size=11)
        if lock:
            pdf.set_encryption(owner_password=lock, user_password=lock)
        for text in texts:
            pdf.add_page()
            for paragraph in text.split("\n\n"):
                pdf.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
                pdf.ln(5)
        return bytes(pdf.output())

    return make


@pytest.fixture(scope="session")
def make_word() -> MakeBytes:
    """Makes a Word file with a paragraph for each text, last saved when it was made unless told otherwise."""

    def make(
        *texts: str,
        title: str = "",
        created: datetime = datetime(2031, 3, 5, 9, tzinfo=UTC),
        modified: datetime | None = None,
    ) -> bytes:
        file = docx.Document()
        file.core_properties.title = title
        file.core_properties.created = created
        file.core_properties.modified = modified or created
        for text in texts:
            file.add_paragraph(text)
        target = io.BytesIO()
        file.save(target)
        return target.getvalue()

    return make
