"""The search page: what is found, marked, linked and filtered, and the same as JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from detente.ledger import DocumentAdded, DossierChanged, Ledger, StatementCoded
from detente.model import Document, DocumentId, Statement
from detente.searching import INDEX_FILE, Marked
from detente.web.search import pieces
from detente.workspace import searches
from tests.web.reading import page_of, words


def test_words_are_marked_in_statements_and_sentences(client: TestClient) -> None:
    """Each document stands once, and each found word of quote and sentence is marked."""
    page = page_of(client, "/search?q=pilot")
    assert [words(each) for each in page.xpath("//ol[@class='texts']//h3")] == ["Pilots", "Fees"]
    marked = [each.text_content() for each in page.xpath("//ol//mark")]
    assert len(marked) >= 4
    assert all(each.lower().startswith("pilot") for each in marked)
    assert words(page.get_element_by_id("found").find("h2")) == "2 documents, 2 statements"


def test_a_statement_and_a_sentence_lead_to_their_words(client: TestClient, recorded, quote_of) -> None:
    """Behind a link of either kind stand the very characters, marked as what was asked for."""
    page = page_of(client, "/search?q=Brandt+pilots ")
    assert page.xpath("//li[contains(@class, 'is-statement')]") == []
    (place,) = page.xpath("//a[@class='place']")
    text = page_of(client, place.get("href"))
    asked = "".join(each.text_content() for each in text.xpath("//a[contains(@class, 'is-asked')]"))
    assert place.get("href").endswith("#found")
    assert text.get_element_by_id("found") is not None
    assert asked == place.text_content()
    statement = recorded.statements["insists"]
    (quoted,) = page_of(client, "/search?q=insists ").xpath("//a[@class='place']")
    text = page_of(client, quoted.get("href"))
    assert quote_of(text, statement) == statement.quote.text
    assert words(quoted) == f"“{statement.quote.text}”"


def test_what_is_found_tells_its_option_and_its_condition(client: TestClient) -> None:
    """An acceptance on a condition is not shown as one without."""
    [tied] = page_of(client, "/search?q=crowns&act=condition").xpath("//p[@class='said']")
    assert "◐ accepts 300 crowns" in words(tied)
    [demand] = page_of(client, "/search?q=insists+").xpath("//p[@class='said']")
    assert "▲ demands Piloted passage" in words(demand)
    [refused] = page_of(client, "/search?q=unacceptable+").xpath("//p[@class='said']")
    assert "✗ rejects Piloted passage depending on “the fee falls to 300 crowns”" in words(refused)


@pytest.mark.parametrize("at", ["x", "5", "9-5", "0-99999", "-1-4", "0-1-2"])
def test_a_place_that_is_none_is_told(client: TestClient, document_id: DocumentId, at: str) -> None:
    """With what would be right."""
    answer = client.get(f"/documents/{document_id}?at={at}")
    assert answer.status_code == 400
    assert "characters of the text" in answer.text


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        ("party=norland", {"insists", "denied"}),
        ("issue=passage&act=deny", {"denied"}),
        ("firmness=firm&to=2031-03-09", {"insists"}),
        ("from=2031-03-20", {"denied"}),
        ("source=Coastal Wire", {"insists", "denied"}),
        ("as_of=2031-03-15", {"insists"}),
        ("known_at=2031-04-01T10:30", {"insists"}),
    ],
)
def test_filters_and_moments_narrow(client: TestClient, recorded, filters: str, names: set[str]) -> None:
    """Page and API keep the same statements."""
    expected = {recorded.statements[name].id for name in names}
    answer = client.get(f"/api/search?q=pilot&{filters}").json()
    assert {one["statement"]["id"] for each in answer["documents"] for one in each["statements"]} == expected
    page = page_of(client, f"/search?q=pilot&{filters}")
    assert len(page.xpath("//li[contains(@class, 'is-statement')]")) == len(expected)


def test_links_keep_the_moment(client: TestClient) -> None:
    """From a past day one gets to texts as of that day."""
    page = page_of(client, "/search?q=pilot&as_of=2031-03-15")
    links = page.xpath("//ol[@class='texts']//a/@href")
    assert links
    assert all("as_of=2031-03-15" in link for link in links)


def test_the_answer_has_every_character(client: TestClient, recorded) -> None:
    """Marks of the JSON cut the found words out of quotes and sentences, and sentences out of the text."""
    answer = client.get("/api/search?q=pilot").json()
    texts = {each.id: each.text for each in recorded.documents}
    assert (answer["n_documents"], answer["n_missing"], answer["first"]) == (2, 0, 0)
    for each in answer["documents"]:
        text = texts[each["document"]["id"]]
        for one in each["statements"]:
            assert text[one["statement"]["start"] : one["statement"]["end"]] == one["quote"]["text"]
        for one in each["passages"]:
            assert text[one["start"] : one["end"]] == one["words"]["text"]
            assert [one["words"]["text"][start:end].lower() for start, end in one["words"]["marks"]]


@pytest.mark.parametrize(
    ("query", "wrong"),
    [("party=x", "party"), ("act=x", "act"), ("firmness=3", "firmness"), ("from=today", "from"), ("page=0", "page")],
)
def test_a_value_that_cannot_be_is_told(client: TestClient, query: str, wrong: str) -> None:
    """By its name in the address, on the page and in the API."""
    assert client.get(f"/search?q=pilot&{query}").status_code == 400
    assert client.get(f"/api/search?q=pilot&{query}").json()["error"].startswith(f"{wrong} is ")


@pytest.mark.parametrize(
    "words", ["", "  ", '"', "* -", "NEAR(", "a AND", '"x" OR', "{", "title:", "\x00", "%", "é" * 500]
)
def test_no_words_break_the_page(client: TestClient, words: str) -> None:
    """Whatever is typed, there is a page; without a word it tells how to ask."""
    answer = client.get("/search", params={"q": words})
    assert answer.status_code == 200
    assert client.get("/api/search", params={"q": words}).status_code == 200


def test_where_nothing_is_found_it_is_told_what_to_do(client: TestClient) -> None:
    """With filters, to narrow less; before the first word, how to ask."""
    assert "another spelling" in words(page_of(client, "/search?q=zebra").get_element_by_id("found"))
    assert "narrow less" in words(page_of(client, "/search?q=pilot&party=league").get_element_by_id("found"))
    assert "All words are looked for" in words(page_of(client, "/search").get_element_by_id("found"))


def test_every_page_leads_to_the_search(client: TestClient) -> None:
    """The form in the frame asks this page, at the same moment."""
    (form,) = page_of(client, "/statements?as_of=2031-03-15").xpath("//form[@role='search']")
    assert form.get("action") == "/search"
    assert dict(form.fields)["as_of"] == "2031-03-15"


def test_while_the_index_is_made_it_is_told(client: TestClient, recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page does not wait for a long making; it shows what is there and says that more will come."""
    monkeypatch.setattr(searches, "_AT_ONCE", 0)
    first = client.get("/api/search?q=pilot").json()
    assert first["n_missing"] > 0
    for _ in range(200):
        answer = client.get("/api/search?q=pilot").json()
        if answer["n_missing"] == 0:
            break
    assert answer["n_missing"] == 0
    assert answer["n_documents"] == 2
    assert (recorded.folder / INDEX_FILE).exists()


def test_what_is_recorded_meanwhile_is_found(client: TestClient, recorded, make_document) -> None:
    """Also when another program records it."""
    assert client.get("/api/search?q=lighthouse").json()["n_documents"] == 0
    with Ledger.open(recorded.folder / "ledger.sqlite") as ledger:
        ledger.append([DocumentAdded(make_document("The lighthouse is dark."), "late.txt")], actor="ada")
    assert client.get("/api/search?q=lighthouse").json()["n_documents"] == 1


@pytest.fixture
def many(record: Callable[..., Path], dossier_yaml: str, make_document: Callable[..., Document]) -> Path:
    """A workspace with 45 documents on pilots."""
    documents = [make_document(f"Pilots, story {number}.", name=f"story-{number}") for number in range(45)]
    return record([[DossierChanged(dossier_yaml, "s.yaml"), *(DocumentAdded(each, each.name) for each in documents)]])


def test_pages_follow_each_other(many: Path, open_client: Callable[[Path], TestClient]) -> None:
    """Every document stands on one page, and the links lead from the first to the last."""
    client, address, seen = open_client(many), "/search?q=pilots", list[str]()
    while address:
        page = page_of(client, address)
        seen += page.xpath("//h3/a/@href")
        address = next(iter(page.xpath("//a[@rel='next']/@href")), "")
    assert len(seen) == len(set(seen)) == 45


PAYLOADS = [
    "<script>alert(1)</script>pilot",
    '"><img src=x onerror=alert(1)>pilot',
    "</mark><svg/onload=alert(1)>pilot",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_others_becomes_markup(
    payload: str,
    record: Callable[..., Path],
    open_client: Callable[[Path], TestClient],
    dossier_yaml: str,
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> None:
    """Neither the query, nor title, publisher, text, quote or tellers."""
    text = f"Norland wants {payload} here. And {payload} there."
    document = replace(make_document(text), title=payload, publisher=payload)
    statement = make_statement(
        document,
        f"Norland wants {payload} here",
        "norland",
        "passage",
        "demand",
        speaker=payload,
        reported_by=(payload,),
    )
    folder = record(
        [[DossierChanged(dossier_yaml, "s.yaml"), DocumentAdded(document, "s.txt"), StatementCoded(statement)]]
    )
    page = page_of(open_client(folder), f"/search?q=pilot&source={payload}".replace("<", "%3C").replace('"', "%22"))
    assert page.xpath("//main//script | //main//img | //main//svg | //main//@onerror") == []
    assert page.text_content().count("alert(1)") >= 5
    answer = open_client(folder).get("/search", params={"q": payload})
    assert payload not in answer.text


def test_pieces_join_to_the_text_again() -> None:
    """Also where words touch, and at both ends."""
    marked = Marked("pilots pilots", ((0, 6), (7, 13)))
    assert "".join(piece.words for piece in pieces(marked)) == marked.text
    assert [piece.is_found for piece in pieces(marked)] == [True, False, True]
