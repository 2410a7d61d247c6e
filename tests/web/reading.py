"""A page as a reader sees it."""

from __future__ import annotations

from fastapi.testclient import TestClient
from lxml import html


def page_of(client: TestClient, address: str) -> html.HtmlElement:
    """The page at an address, which is there."""
    found = client.get(address)
    assert found.status_code == 200, found.text
    return html.fromstring(found.text)


def words(element: html.HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(element.text_content().split())
