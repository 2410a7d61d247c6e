"""The first page: issues by parties."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.ledger import DossierChanged


def text_of(element: html.HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(element.text_content().split())


def cells(client: TestClient, address: str = "/") -> dict[str, str]:
    """The cells by where they lead."""
    page = html.fromstring(client.get(address).text)
    return {link.get("href"): text_of(link) for link in page.find_class("cell")}


def test_a_cell_tells_the_position_at_a_glance(client: TestClient) -> None:
    """A cell holds stance, option, firmness, number of statements, since when, and whether it is contested."""
    shown = cells(client)["/cell/norland/passage"]
    for words in ("▲ demands", "Piloted passage", "▮▮▯", "firm", "3 statements", "since 9 Mar 2031", "‡"):
        assert words in shown


def test_an_uncontested_cell_has_no_contested_mark(client: TestClient) -> None:
    """The double mark stands only beside a contested position."""
    shown = cells(client)["/cell/sudmark/passage"]
    assert "✗ rejects" in shown
    assert "‡" not in shown


def test_a_cell_without_an_option_tells_its_number(client: TestClient) -> None:
    """Where no option is named, the number stands in its place."""
    assert "300 crowns" in cells(client)["/cell/sudmark/fees"]


def test_parties_without_statements_are_folded_into_a_line(client: TestClient) -> None:
    """Only parties that have spoken have a column."""
    page = client.get("/").text
    assert "No statements yet: Maritime League" in page
    assert "party=league" not in page


def test_links_of_a_past_matrix_lead_to_the_same_past(client: TestClient) -> None:
    """A moment once chosen is kept until it is given up."""
    query = "?as_of=2031-03-10&known_at=2031-04-01T10:30"
    page = html.fromstring(client.get(f"/{query}").text)
    links = {link.get("href") for link in page.xpath("//nav//a | //table//a")}
    assert links
    assert all("as_of=2031-03-10&known_at=2031-04-01T10:30" in link for link in links)
    assert [link.get("href") for link in page.xpath("//p[@class='past']/a")] == ["/"]


def test_a_past_matrix_shows_what_was_known_then(client: TestClient) -> None:
    """A statement recorded later takes no part."""
    now, then = cells(client), cells(client, "/?known_at=2031-04-01T10:30")
    assert "3 statements" in now["/cell/norland/passage"]
    (shown,) = [text for link, text in then.items() if link.startswith("/cell/norland/passage")]
    assert "1 statement since" in shown


def test_before_the_record_begins_there_is_no_page(client: TestClient) -> None:
    """A moment before everything is told plainly."""
    answer = client.get("/?known_at=2031-01-01T00:00")
    assert answer.status_code == 404
    assert "Choose a later moment" in answer.text


@pytest.mark.parametrize(("query", "form"), [("as_of=soon", "YYYY-MM-DD"), ("known_at=2031", "YYYY-MM-DDTHH:MM")])
def test_a_bad_date_is_answered_with_the_right_form(client: TestClient, query: str, form: str) -> None:
    """A reader who mistypes a date learns how to write it."""
    for address in ("/", "/statements", "/documents", "/brief", "/cell/norland/fees", "/api/matrix"):
        answer = client.get(f"{address}?{query}")
        assert answer.status_code == 400
        assert form in answer.text


def test_an_empty_workspace_says_what_to_do(
    record: Callable[..., Path], open_client: Callable[[Path], TestClient], dossier_yaml: str
) -> None:
    """Before the first document there is advice in place of a table."""
    page = open_client(record([[DossierChanged(dossier_yaml, "strait.yaml")]])).get("/").text
    assert "detente add PATH" in page
    assert "<table" not in page


def test_the_matrix_explains_itself_in_three_sentences(client: TestClient) -> None:
    """The first visit needs no manual."""
    page = html.fromstring(client.get("/").text)
    (told,) = page.xpath("//details[@class='key']/p")
    assert len(re.findall(r"\.(?=\s|$)", text_of(told))) == 3
