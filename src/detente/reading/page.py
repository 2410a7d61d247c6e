"""Saved web pages: the main text of an article with its origin, or all the visible text."""

from __future__ import annotations

import logging
import re
from dataclasses import replace

import trafilatura
from lxml import etree, html

from detente.errors import ReadingError
from detente.reading.blocks import UNSEEN, blocks
from detente.reading.characters import decoded
from detente.reading.told import Told, clean, one_line, told_date, web_address

# What trafilatura logs about a page is of no use to the person who added it.
logging.getLogger("trafilatura").addHandler(logging.NullHandler())
logging.getLogger("htmldate").addHandler(logging.NullHandler())

_MOST_ELEMENTS = 10_000
"""Finding the main text takes time that may grow with the square of this: seconds at this number."""

_DUMP_SHARE = 0.8
"""A single block with more than this share of the visible text is the page without its paragraphs."""

_DATES = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01"}
"""Only dates that the page tells as its own; a fixed last day, so that no clock is asked."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_WEB_ENCODING = re.compile(r"(iso-?8859|windows-12|cp12|koi8|gb|big5|shift|euc|utf-?8|macintosh|x-mac)")
_WESTERN = frozenset(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"))


def read_page(data: bytes, name: str) -> Told:
    """The page's main text, else all its visible text, and what it tells about itself.

    Raises:
        ReadingError: It is binary, wrongly encoded, or shows no text.
    """
    tree = _tree(decoded(data, name, declared=_declared_encoding(data)))
    if tree is None:
        raise _without_text(name)
    if tree.xpath("count(//*)") > _MOST_ELEMENTS:
        text = clean(blocks(tree.body))
        tree.body.clear()
        told = _origin(tree)
    else:
        told = _origin(tree)
        text = _main_text(tree) or clean(blocks(tree.body))
    if not text:
        raise _without_text(name)
    return replace(told, text=text)


def _declared_encoding(data: bytes) -> str | None:
    """The encoding that the page names near its beginning, as browsers understand the name."""
    match = _CHARSET.search(data, 0, 4096)
    label = match[1].decode("ascii").lower() if match else ""
    if label in _WESTERN:
        return "cp1252"
    try:
        "".encode(label if _WEB_ENCODING.match(label) else "")
    except LookupError:
        return None
    return label


def _tree(markup: str) -> html.HtmlElement | None:
    """The page as an element tree with a body; None if there is nothing to parse."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree


def _main_text(tree: html.HtmlElement) -> str:
    """The text of the article on the page; empty if none is told apart from the rest."""
    etree.strip_elements(tree, *UNSEEN, with_tail=False)
    for element in tree.body.xpath(".//*[@hidden]"):
        element.drop_tree()
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False, with_metadata=False)
    except Exception:  # noqa: BLE001 - whatever it stumbles over, the page's visible text is still there
        return ""
    text = "" if found is None or isinstance(found, dict) else clean(blocks(found.body))
    is_dump = "\n\n" not in text and len(text) > _DUMP_SHARE * len(blocks(tree.body))
    return "" if is_dump else text


def _origin(tree: html.HtmlElement) -> Told:
    try:
        found = trafilatura.extract_metadata(tree, date_config=_DATES)
    except Exception:  # noqa: BLE001 - as above: the text stands without its origin
        return Told(text="")
    return Told(
        text="",
        title=one_line(found.title),
        publisher=one_line(found.sitename),
        url=web_address(found.url),
        published=told_date(found.date),
    )


def _without_text(name: str) -> ReadingError:
    return ReadingError(name, "shows no text", "open it in a browser and save the article as PDF or text")
