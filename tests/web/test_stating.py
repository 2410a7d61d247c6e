"""A statement that the coder missed is added beside its text, or by a program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.ledger import DocumentAdded, DossierChanged
from detente.model import Document
from detente.workspace import Workspace

XSS = "<script>alert(1)</script>"
TEXT = "Norland wants pilots on board.\r\nNorland wants pilots, Vik said; Sudmark wants\r\nfree passage."
TOLD = {"quote": "Sudmark wants free passage", "party": "sudmark", "issue": "passage", "act": "demand"}


@pytest.fixture
def note(make_document: Callable[..., Document]) -> Document:
    """A text of which nothing was coded."""
    return make_document(TEXT, name="note")


@pytest.fixture
def folder(record: Callable[..., Path], dossier_yaml: str, note: Document) -> Path:
    """A workspace that holds it."""
    return record([[DossierChanged(dossier_yaml, "s.yaml"), DocumentAdded(note, "in/note.txt")]])


@pytest.fixture
def reader(folder: Path, open_client: Callable[[Path], TestClient]) -> TestClient:
    """A browser's view of it."""
    return open_client(folder)


@pytest.fixture
def send(reader: TestClient, note: Document, token_in: Callable[[str], str]) -> Callable[..., html.HtmlElement]:
    """Sends a statement as the page's form does, and gives the page after it."""

    def post(**sent: str) -> html.HtmlElement:
        token = token_in(reader.get(f"/documents/{note.id}").text)
        return html.fromstring(reader.post(f"/documents/{note.id}/statements", data={"csrf": token} | sent).text)

    return post


def test_a_statement_is_added_on_the_page_of_its_text(send: Callable[..., html.HtmlElement], folder: Path) -> None:
    """It stands in the list, chosen and decided, and its characters are marked, however the browser breaks lines."""
    page = send(**TOLD, firmness="firm", option="free", reason="in the second line")
    (shown,) = page.find_class("note")
    assert "is-shown" in shown.get("class")
    assert shown.get("data-undecided") is None
    assert "coded by hand" in shown.text_content()
    assert ": in the second line; confidence 100" in " ".join(shown.text_content().split())
    assert page.xpath("string(//article//mark)") == "Sudmark wants\r\nfree passage"
    with Workspace.open(folder) as workspace:
        (entry,) = workspace.statements()
        assert (entry.statement.option, entry.statement.firmness, entry.statement.is_by_hand) == ("free", "firm", True)
        assert workspace.verify().is_clean


def test_the_form_offers_what_the_dossier_has(reader: TestClient, note: Document) -> None:
    """Nothing is chosen yet but that its firmness is unclear; every field has a label."""
    (form,) = html.fromstring(reader.get(f"/documents/{note.id}").text).xpath("//details[@id='state']/form")
    assert form.xpath(".//select[@name='party']/option/@value") == ["", "norland", "sudmark", "league"]
    assert form.xpath(".//select[@required][option[@selected]/@value='']/@name") == ["party", "issue", "act"]
    assert form.xpath(".//select[@name='firmness']/option[@selected]/@value") == ["unclear"]
    fields = ".//*[self::input[not(@type='hidden')] or self::select or self::textarea]"
    assert form.xpath(f"{fields}[not(ancestor::label)]") == []


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"quote": XSS}, "the text does not hold these words"),
        ({"quote": "Norland wants pilots"}, "the text holds these words 2 times; choose one of these places"),
        ({"party": XSS}, f"the dossier has no party '{XSS}'; choose from norland"),
        ({"party": ""}, "a statement needs its party"),
        ({"act": "shout"}, "act cannot be 'shout'; it is one of demand"),
        ({"value": "lots"}, "value cannot be 'lots'; it is a number such as 300"),
        ({"condition_issue": "fees"}, "a condition has words"),
        ({"said_on": "soon"}, "said_on cannot be 'soon'"),
        ({"reason": "s\0o"}, "holds a character that cannot be kept"),
        ({"start": "soon"}, "start cannot be 'soon'"),
    ],
)
def test_what_cannot_be_added_is_told_in_place(
    send: Callable[..., html.HtmlElement], folder: Path, sent: dict[str, str], error: str
) -> None:
    """Beside what was filled in, which is all there still; nothing is recorded."""
    page = send(**(TOLD | {"speaker": "Tor <b>Vik</b>"} | sent))
    assert error in page.xpath("string(//details[@id='state'][@open]/p[@role='alert'])")
    assert page.xpath("//details[@id='state']//input[@name='speaker']/@value") == ["Tor <b>Vik</b>"]
    assert page.xpath("string(//details[@id='state']//textarea)").strip() == (TOLD | sent)["quote"]
    assert page.xpath("//script[contains(text(), 'alert')]") == []
    with Workspace.open(folder) as workspace:
        assert workspace.statements() == ()


def test_where_words_stand_twice_one_place_is_chosen(send: Callable[..., html.HtmlElement], folder: Path) -> None:
    """The refusal offers the places, each with the words around it; the chosen one is recorded."""
    twice = TOLD | {"quote": "Norland wants pilots", "party": "norland"}
    page = send(**twice)
    places = page.xpath("//details[@id='state']//select[@name='start']/option")
    assert [each.get("value") for each in places] == ["", "0", "32"]
    assert "Vik said" in places[2].text
    send(**twice, start="32")
    with Workspace.open(folder) as workspace:
        assert [entry.statement.quote.start for entry in workspace.statements()] == [32]


def test_what_the_ledger_holds_is_told_with_its_id(send: Callable[..., html.HtmlElement]) -> None:
    """As on the command line."""
    id_ = send(**TOLD).find_class("note")[0].get("data-statement")
    assert f"the ledger holds that: statement {id_}" in send(**TOLD).xpath("string(//p[@role='alert'])")


def test_nothing_is_added_at_a_past_moment(reader: TestClient, note: Document) -> None:
    """There the page has no form."""
    assert 'id="state"' not in reader.get(f"/documents/{note.id}?as_of=2031-04-30").text


def test_a_foreign_page_adds_nothing(reader: TestClient, note: Document) -> None:
    """Neither by form nor by program without the token of our own page."""
    assert reader.post(f"/documents/{note.id}/statements", data=TOLD).status_code == 403
    assert reader.post(f"/api/documents/{note.id}/statements", json=TOLD).status_code == 403


@pytest.fixture
def ask(reader: TestClient, note: Document, token_in: Callable[[str], str]) -> Callable[..., object]:
    """Sends what a program would."""
    headers = {"x-csrf-token": token_in(reader.get("/").text)}
    return lambda body, document=note.id: reader.post(
        f"/api/documents/{document}/statements", json=body, headers=headers
    )


def test_the_api_adds_a_statement(ask: Callable[..., object]) -> None:
    """And gives it as every other address gives a statement."""
    value, condition = {"max": 300}, {"text": "if fees fall", "issue": "fees"}
    answer = ask(TOLD | {"issue": "fees", "value": value, "condition": condition, "reported_by": ["aides"]})
    told = answer.json()
    assert answer.status_code == 201
    assert (told["quote"], told["document"], told["status"]) == ("Sudmark wants\r\nfree passage", "note", "coded")
    assert (told["value"], told["condition"]) == ({"max": 300, "unit": "crowns"}, condition)
    assert told["coder"].startswith("analyst/")


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({"quote": "nowhere"}, 422, "does not hold these words"),
        ({"quote": "Norland wants pilots"}, 422, "holds these words 2 times"),
        ({"act": "shout"}, 422, "act"),
        ({"colour": "red"}, 422, "there is no such field here"),
        ({"value": {"value": "NaN", "unit": []}}, 422, "value cannot be"),
        ({"quote": "a\0b"}, 422, "cannot be kept"),
    ],
)
def test_the_api_refuses_what_makes_no_statement(
    ask: Callable[..., object], body: dict[str, object], status: int, words: str
) -> None:
    """With what would be right."""
    answer = ask(TOLD | body)
    assert (answer.status_code, words in answer.text) == (status, True), answer.text


def test_the_api_knows_no_other_document(ask: Callable[..., object]) -> None:
    """What is not there is not found."""
    assert ask(TOLD, "nothing").status_code == 404
