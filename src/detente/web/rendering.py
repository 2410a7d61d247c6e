"""Turns a page record into HTML: Jinja2 with every value escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from detente.briefing.marks import UNICODE
from detente.web.pages import Page

STATIC = Path(__file__).parent / "static"
"""The folder of the stylesheet and the icon."""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["contested"] = UNICODE.contested
    return environment


def show(page: Page, status: int = 200) -> HTMLResponse:
    """The page as an answer."""
    return HTMLResponse(_environment().get_template(page.template).render(page=page), status)
