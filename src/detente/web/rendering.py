"""Turns a page record into HTML: Jinja2 with every value escaped."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import ClassVar, Protocol

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from detente.briefing.marks import HEARSAY_WORDS, MISCODED_WORDS, OUTRANKED_WORDS, UNICODE, UNSURE_WORDS
from detente.briefing.quotes import within_quotes
from detente.model import Act
from detente.web.places import KEYS, PLACES

STATIC = Path(__file__).parent / "static"
"""The folder of stylesheets, scripts and the icon."""


class Page(Protocol):
    """A record that a template of its name shows, as ``page``."""

    template: ClassVar[str]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["within_quotes"] = within_quotes
    environment.globals |= {
        "contested": UNICODE.contested,
        "outranked_mark": UNICODE.outranked,
        "outranked_words": OUTRANKED_WORDS,
        "miscoded_mark": UNICODE.miscoded,
        "miscoded_words": MISCODED_WORDS,
        "hearsay_mark": UNICODE.hearsay,
        "hearsay_words": HEARSAY_WORDS,
        "unsure_mark": UNICODE.unsure,
        "unsure_words": UNSURE_WORDS,
    }
    environment.globals |= {"keys": KEYS, "places": PLACES, "acts": tuple(Act)}
    return environment


def show(page: Page, token: str, status: int = 200) -> HTMLResponse:
    """The page as an answer; ``token`` is what its forms bring back."""
    return HTMLResponse(_environment().get_template(page.template).render(page=page, token=token), status)
