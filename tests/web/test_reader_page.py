"""The page a text is read on: what its notes tell, whose voice is whose, and what was dropped."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.ledger import DocumentAdded, DossierChanged, StatementCoded
from detente.web import dropping
from detente.web.reader import wait_words


def text_of(element: html.HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(element.text_content().split())


def notes(client: TestClient, address: str) -> dict[str, html.HtmlElement]:
    """The notes of a page by the ids of their statements."""
    page = html.fromstring(client.get(address).text)
    return {note.get("data-statement"): note for note in page.find_class("note")}


def test_a_note_tells_whose_words_by_whom_and_where(client: TestClient, recorded) -> None:
    """The chain stands as chips, the outlet nearest the document first; the place in the text is in its characters."""
    said = recorded.statements["unacceptable"]
    note = notes(client, f"/documents/{said.doc}")[said.id]
    assert [text_of(chip) for chip in note.find_class("chip")] == ["Coastal Wire", "The Sound"]
    assert (note.get("data-start"), note.get("data-end")) == (str(said.quote.start), str(said.quote.end))
    assert note.xpath(".//a[@data-open]/@href") == ["/cell/sudmark/passage"]
    assert note.get("data-undecided") is not None
    for words in ("✗ rejects Piloted passage", "Emil Brandt", "said March 2031", "not reviewed"):
        assert words in text_of(note)


@pytest.fixture
def voices(
    record: Callable[..., Path], open_client, dossier_yaml: str, make_document, make_statement
) -> tuple[TestClient, dict[str, str], str]:
    """A text with a party's words, words of an unnamed source, and the author's own judgement."""
    document = make_document("Norland insists.\r\nAides 😀 say it is close. The sides remain apart.")
    said = {
        "party": make_statement(document, "Norland insists", "norland", "passage", "demand"),
        "unnamed": make_statement(
            document, "say it is close", "norland", "passage", "assess", reported_by=("two officials",)
        ),
        "author": make_statement(document, "The sides remain apart", "norland", "fees", "assess"),
    }
    events = [DossierChanged(dossier_yaml, "d"), DocumentAdded(document, "d"), *map(StatementCoded, said.values())]
    return open_client(record([events])), {name: each.id for name, each in said.items()}, document.id


def test_the_authors_judgement_is_no_partys_position(voices) -> None:
    """It looks otherwise in the text and beside it; who has no name is marked."""
    client, ids, document = voices
    shown = notes(client, f"/documents/{document}")
    told = {name: shown[id_].get("data-voice") for name, id_ in ids.items()}
    assert told == {"party": "party", "unnamed": "party", "author": "author"}
    assert "the author’s own judgement" in text_of(shown[ids["author"]])
    assert [text_of(each) for each in shown[ids["unnamed"]].find_class("is-unnamed")] == ["two officials"]
    page = html.fromstring(client.get(f"/documents/{document}").text)
    assert [text_of(each) for each in page.xpath("//a[contains(@class, 'is-author')]")] == ["The sides remain apart"]


def test_every_character_of_the_text_reaches_the_browser(voices) -> None:
    """A carriage return too: browsers drop one that is not written as a reference, and every later place would slip."""
    client, _, document = voices
    page = client.get(f"/documents/{document}").text
    assert "&#13;\nAides" in page
    [article] = html.fromstring(page).find_class("text")
    assert article.text_content() == "Norland insists.\r\nAides 😀 say it is close. The sides remain apart."


def test_a_text_without_statements_says_so(record, open_client, dossier_yaml: str, make_document) -> None:
    """An empty column is no answer."""
    document = make_document("Nothing of note.")
    client = open_client(record([[DossierChanged(dossier_yaml, "d"), DocumentAdded(document, "d")]]))
    assert "No party of the dossier was found to act" in client.get(f"/documents/{document.id}").text


@pytest.fixture
def plain(record, open_client, dossier_yaml: str, make_document) -> tuple[TestClient, str]:
    """A text that was never coded."""
    text = (
        "Norland demanded on Monday that every ship take a pilot through the strait. "
        "The weather over Sudmark was mild. Gulls cried. Does anybody agree?"
    )
    document = make_document(text)
    return open_client(record([[DossierChanged(dossier_yaml, "d"), DocumentAdded(document, "d")]])), document.id


def test_what_was_dropped_is_told_with_its_reason_only_when_asked(plain) -> None:
    """By the coder itself; sentences that name nobody are counted."""
    client, document = plain
    page = html.fromstring(client.get(f"/documents/{document}").text)
    [link] = page.xpath("//a[@data-explain]/@href")
    assert "a moment" in text_of(page.get_element_by_id("dropped"))
    dropped = html.fromstring(client.get(link).text).get_element_by_id("dropped")
    assert "Statements were taken from 1 sentence." in text_of(dropped)
    left = [text_of(each) for each in dropped.xpath(".//li")]
    assert any(
        each.startswith("The weather over Sudmark was mild.") and "Sudmark: makes no statement here" in each
        for each in left
    )
    assert not any(each.startswith(("Norland demanded", "Does anybody")) for each in left)


def test_reading_a_text_again_holds_up_no_other_request(plain, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks for something else meanwhile has it before."""
    client, document = plain
    started, may_end = threading.Event(), threading.Event()

    def slow(*_: object) -> dropping.Dropped:
        started.set()
        assert may_end.wait(20)
        return dropping.Dropped((), 0, 0)

    monkeypatch.setattr("detente.web.reader.dropped_of", slow)
    answers: list[int] = []
    asking = threading.Thread(target=lambda: answers.append(client.get(f"/documents/{document}?explain=1").status_code))
    asking.start()
    assert started.wait(20)
    assert client.get(f"/documents/{document}").status_code == 200
    assert answers == []
    may_end.set()
    asking.join()
    assert answers == [200]


@pytest.mark.parametrize(
    ("n_words", "words"), [(10_000, "a moment"), (80_000, "about 20 seconds"), (480_000, "about 2 minutes")]
)
def test_the_wait_is_told_beforehand(n_words: int, words: str) -> None:
    """As long as the coder takes for so many words."""
    assert wait_words("word " * n_words) == words


def test_the_list_is_filtered_by_firmness_status_source_and_days(client: TestClient, recorded) -> None:
    """Each narrows, also together; a day is within what may have been that day."""

    def found(query: str) -> set[str]:
        page = html.fromstring(client.get(f"/statements?{query}").text)
        ids = {said.id: name for name, said in recorded.statements.items()}
        return {ids[item.get("id")] for item in page.find_class("evidence")}

    assert found("firmness=red_line") == {"unacceptable"}
    assert found("status=rejected") == {"wants"}
    assert found("status=undecided") == set(recorded.statements) - {"wants"}
    assert found("from=2031-03-20") == {"unacceptable", "accepts", "wants", "denied"}
    assert found("to=2031-03-09") == {"insists", "unacceptable", "accepts"}
    assert found("from=2031-03-10&to=2031-03-10") == {"unacceptable", "overlap", "accepts"}
    assert found("source=Coastal%20Wire&firmness=flexible") == {"accepts"}
    answers = client.get("/api/statements?status=rejected").json()
    assert [each["id"] for each in answers] == [recorded.statements["wants"].id]


@pytest.mark.parametrize("query", ["firmness=soft", "status=odd", "source=Nobody", "from=soon", "to=2031"])
def test_a_filter_that_cannot_be_is_told(client: TestClient, query: str) -> None:
    """With what can."""
    answer = client.get(f"/statements?{query}")
    assert answer.status_code == 400
    assert "it should be" in answer.text
