"""Turns a brief into one HTML file that needs nothing else: no script, no picture, no request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from detente.analysis import stance_words
from detente.briefing import phrases, quotes, wording
from detente.briefing.brief import Brief
from detente.briefing.limits import LIMITS, Length
from detente.briefing.marks import FIRMNESS_WORDS, UNICODE, UNSURE_WORDS

if TYPE_CHECKING:
    from jinja2 import Template

N_NARROW_COLUMNS = 9
"""Parties that a printed page has room for side by side; more are printed as a list for each issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What stands above a brief that is served among pages; it is not printed.

    Attributes:
        back: Address of the matrix.
        action: Address that the choice of another length and day is sent to.
        kept: Further values to send along, by name.
        since: The day since which movement is told, YYYY-MM-DD; empty for none.
        downloads: Addresses of the brief as a file, by what the file is.
    """

    back: str
    action: str
    kept: tuple[tuple[str, str], ...]
    since: str
    downloads: tuple[tuple[str, str], ...]


def to_html(brief: Brief, served: Served | None = None) -> str:
    """The brief as a self-contained page for screen and print, every text escaped.

    Args:
        brief: What to show.
        served: What stands above it among pages; None for a file that stands alone.
    """
    is_wide = len(brief.body.parties) > N_NARROW_COLUMNS
    limit = LIMITS[brief.length].quote_chars
    return _template().render(
        brief=brief, body=brief.body, is_wide=is_wide, served=served, lengths=tuple(Length), limit=limit
    )


def web_address(url: str | None) -> str | None:
    """The address if it is one of the web; anything else (``javascript:``, a file) is never linked."""
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else None


@cache
def _template() -> Template:
    # Imported here so that a command that prints a table loads no template engine.
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415
    from markupsafe import Markup  # noqa: PLC0415

    environment = Environment(
        loader=PackageLoader("detente.briefing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    style = resources.files("detente.briefing").joinpath("templates/brief.css").read_text("utf-8")
    environment.globals.update(style=Markup(style), **_words())  # noqa: S704 - our own file
    return environment.get_template("brief.html.j2")


def _words() -> dict[str, Any]:
    """What the template says things with."""
    return {
        "FIRMNESS": FIRMNESS_WORDS,
        "MARKS": UNICODE,
        "UNSURE": UNSURE_WORDS,
        "phrases": phrases,
        "quotes": quotes,
        "verb": stance_words,
        "web_address": web_address,
        "wording": wording,
    }
