"""A document is given its day beside its text, or by a program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.ledger import DocumentAdded, DocumentWithdrawn, DossierChanged
from detente.model import Document
from detente.workspace import Workspace

REASON = "on its <b>envelope</b>"


@pytest.fixture
def loose(make_document: Callable[..., Document]) -> Document:
    """A text without a date."""
    return make_document("Norland demanded on Monday that every ship take a pilot through the strait.", published=None)


@pytest.fixture
def folder(record: Callable[..., Path], dossier_yaml: str, loose: Document) -> Path:
    """A workspace that holds it."""
    return record([[DossierChanged(dossier_yaml, "s.yaml"), DocumentAdded(loose, "in/note.txt")]])


@pytest.fixture
def reader(folder: Path, open_client: Callable[[Path], TestClient]) -> TestClient:
    """A browser's view of it."""
    return open_client(folder)


@pytest.fixture
def give(reader: TestClient, loose: Document, token_in: Callable[[str], str]) -> Callable[..., html.HtmlElement]:
    """Sends a day as the page's form does, and gives the page after it."""

    def send(**sent: str) -> html.HtmlElement:
        token = token_in(reader.get(f"/documents/{loose.id}").text)
        answer = reader.post(f"/documents/{loose.id}/days", data={"csrf": token} | sent)
        return html.fromstring(answer.text)

    return send


def test_a_text_is_given_its_day_on_its_page(give: Callable[..., html.HtmlElement], folder: Path) -> None:
    """The page tells the day, by whom and why, as words; what it says is dated from it."""
    page = give(published=" 2026-03-05 ", reason=REASON)
    assert "5 March 2026" in page.xpath("string(//p[@class='lede quiet'])")
    assert f": {REASON}" in page.text_content()
    assert page.xpath("//details[@class='dating'][not(@open)]/summary/text()") == ["Its day is another"]
    with Workspace.open(folder) as workspace:
        assert {str(entry.statement.said_on) for entry in workspace.statements()} == {"2026-03-02"}
        assert workspace.verify().is_clean


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"published": "<soon>", "reason": "so"}, "'<soon>' is no day; write it like 2031-03-10, or 2031-03 or 2031"),
        ({"published": "", "reason": "so"}, "'' is no day"),
        ({"published": "2026-03-05", "reason": " "}, "a day needs a reason; say where it was told"),
        ({"published": "9999-03-05", "reason": "so"}, "9999-03-05 is still to come"),
        ({"published": "2026-03-05", "reason": "s\0o"}, "holds a character that cannot be kept"),
    ],
)
def test_a_day_that_is_refused_is_told_in_place(
    give: Callable[..., html.HtmlElement], folder: Path, sent: dict[str, str], error: str
) -> None:
    """Beside what was typed; nothing is recorded."""
    page = give(**sent)
    assert error in page.xpath("string(//details[@open]//*[@role='alert'])")
    assert page.xpath("//details//input[@name='published']/@value") == [sent["published"]]
    with Workspace.open(folder) as workspace:
        assert workspace.view().datings == {}


def test_a_day_is_offered_only_where_it_can_be_given(
    record: Callable[..., Path], dossier_yaml: str, loose: Document, make_document: Callable[..., Document], open_client
) -> None:
    """Of a text that tells its day too; not of what was withdrawn, nor at a past moment."""
    told, killed = make_document("One.", name="told"), make_document("Two.", name="killed")
    added = [DocumentAdded(each, each.name) for each in (loose, told, killed)]
    events = [DossierChanged(dossier_yaml, "s.yaml"), *added, DocumentWithdrawn(killed.id, "a hoax")]
    client = open_client(record([events]))
    forms = {
        address: f"/{address.partition('?')[0]}/days" in client.get(f"/{address}").text
        for address in (
            f"documents/{loose.id}", f"documents/{told.id}", f"documents/{killed.id}",
            f"documents/{loose.id}?as_of=2031-04-30",
        )
    }  # fmt: skip
    assert list(forms.values()) == [True, True, False, False]


def test_the_api_gives_a_document_its_day(reader: TestClient, loose: Document, token_in: Callable[[str], str]) -> None:
    """With the token of a page; an unknown document is not found, a day that it has already is refused."""
    headers, body = {"x-csrf-token": token_in(reader.get("/").text)}, {"published": "2026-03", "reason": "its stamp"}
    answer = reader.post(f"/api/documents/{loose.id}/days", json=body, headers=headers)
    assert (answer.status_code, answer.json()["published"]) == (201, "2026-03")
    assert reader.post(f"/api/documents/{loose.id}/days", json=body, headers=headers).status_code == 422
    assert reader.post("/api/documents/nothing/days", json=body, headers=headers).status_code == 404
