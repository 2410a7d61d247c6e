"""The list of documents: families folded, withdrawals marked, one publisher's alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from detente.ledger import DocumentAdded, DocumentWithdrawn, DossierChanged, Ledger
from detente.model import Document
from tests.web.reading import page_of

WORDS = " ".join(f"word{number}" for number in range(200))


@pytest.fixture
def family(record: Callable[..., Path], dossier_yaml: str, make_document: Callable[..., Document]) -> Path:
    """A text, a version of it, a copy by another publisher that was withdrawn, and a text of its own."""
    first = make_document(f"{WORDS} first.", name="story", published="2031-03-01")
    version = make_document(f"{WORDS} second.", name="story", published="2031-03-02")
    copy = replace(make_document(f"{WORDS} third.", name="theirs", published="2031-03-09"), publisher="The Sound")
    alone = make_document("Something else entirely.", name="alone", published="2031-03-05")
    several = [DocumentAdded(each, each.name) for each in (first, version, copy, alone)]
    return record(
        [
            [DossierChanged(dossier_yaml, "s.yaml")],
            *([each] for each in several),
            [DocumentWithdrawn(copy.id, "the desk <b>retracted</b> it")],
        ]
    )


def heads(page: html.HtmlElement) -> list[str]:
    """The titles that stand in the list itself."""
    return page.xpath("//ol[@class='documents']/li/div/p[@class='title']/a/text()")


def test_versions_and_copies_stand_below_what_was_printed_first(family: Path, open_client) -> None:
    """A family is one line, by its newest day; each member is named for what it is."""
    page = page_of(open_client(family), "/documents")
    assert heads(page) == ["Story", "Alone"]
    members = [" ".join(each.text_content().split()) for each in page.xpath("//details[@class='family']//li")]
    assert [("new version" in each, "copy" in each) for each in members] == [(True, False), (False, True)]
    assert "4 documents" in page.xpath("//h2")[0].text_content()


def test_a_text_without_a_date_tells_what_that_means_and_how_to_date_it(
    record: Callable[..., Path], dossier_yaml: str, make_document: Callable[..., Document], open_client
) -> None:
    """In the list that there is one, beside the text what to do; withdrawn, it is past that."""
    loose, dated = make_document("One.", name="loose", published=None), make_document("Two.", name="dated")
    added = [DocumentAdded(each, each.name) for each in (loose, dated)]
    folder = record([[DossierChanged(dossier_yaml, "s.yaml"), *added]])
    client = open_client(folder)
    listed = page_of(client, "/documents").text_content()
    assert "1 of them has no date; its page tells what that means, and takes one." in listed
    told = page_of(client, f"/documents/{loose.id}")
    assert "No date is told of this text" in told.text_content()
    assert told.xpath("//details[@class='dating' and @open]/summary/text()") == ["Give it its day"]
    assert "No date is told" not in page_of(client, f"/documents/{dated.id}").text_content()
    with Ledger.open(folder / "ledger.sqlite") as ledger:
        ledger.append([DocumentWithdrawn(loose.id, "no date")], actor="ada")
    for address in ("/documents", f"/documents/{loose.id}"):
        page = page_of(client, address).text_content()
        assert "no date;" not in page
        assert "No date is told" not in page


def test_what_was_withdrawn_is_marked_with_the_reason(family: Path, open_client) -> None:
    """As words, whatever the reason holds."""
    page = page_of(open_client(family), "/documents")
    (line,) = page.xpath("//*[contains(@class, 'is-withdrawn')]")
    assert "Withdrawn: the desk <b>retracted</b> it" in " ".join(line.text_content().split())
    before = page_of(open_client(family), "/documents?known_at=2031-04-01T13:30")
    assert before.xpath("//*[contains(@class, 'is-withdrawn')]") == []


def test_one_publisher_alone(family: Path, open_client) -> None:
    """A family with a document of the publisher stays whole; an unknown publisher is told."""
    client = open_client(family)
    assert heads(page_of(client, "/documents?publisher=The+Sound")) == ["Story"]
    assert client.get("/documents?publisher=Nobody").status_code == 400
    answers = client.get("/api/documents?publisher=The+Sound").json()
    assert [each["name"] for each in answers] == ["theirs"]


def test_the_api_tells_families_and_withdrawals(family: Path, open_client) -> None:
    """The same as on the page."""
    answers = {each["name"]: each for each in open_client(family).get("/api/documents").json()}
    assert answers["alone"]["family"] == []
    assert len(answers["theirs"]["family"]) == 3
    assert [name for name, each in answers.items() if each["is_withdrawn"]] == ["theirs"]


def test_an_empty_list_leads_to_the_intake(record, open_client, dossier_yaml: str) -> None:
    """What to do next is a link."""
    page = page_of(open_client(record([[DossierChanged(dossier_yaml, "s.yaml")]])), "/documents")
    assert page.xpath("//p[@class='empty']/a/@href") == ["/intake"]


def test_a_long_list_has_pages(record, open_client, dossier_yaml: str, make_document) -> None:
    """Every document stands on one of them; a page beyond the last leads back."""
    several = [make_document(f"Text number {number}.", name=f"n{number:03}") for number in range(130)]
    folder = record([[DossierChanged(dossier_yaml, "s.yaml"), *(DocumentAdded(each, each.name) for each in several)]])
    client = open_client(folder)
    first = page_of(client, "/documents")
    (older,) = first.xpath("//a[@rel='next']/@href")
    assert len({*heads(first), *heads(page_of(client, older))}) == 130
    assert client.get("/documents?page=3").status_code == 404
    assert client.get("/documents?page=x").status_code == 400


def test_the_list_is_of_its_moment(family: Path, open_client) -> None:
    """What came later is not there yet."""
    with Ledger.open(family / "ledger.sqlite") as ledger:
        assert len(ledger.view().imprints) == 4
    page = page_of(open_client(family), "/documents?known_at=2031-04-01T10:30")
    assert heads(page) == ["Story"]
    assert page.xpath("//details[@class='family']") == []
