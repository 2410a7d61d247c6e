"""From a cell to its statements, and from a statement to its characters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.ledger import DocumentAdded, DossierChanged, Event, StatementCoded, StatementReviewed
from detente.model import Decision, DocumentId, OptionId, Review, Statement
from detente.web.moments import Moment
from detente.web.reader import reader_page
from detente.web.snapshots import Snapshot
from detente.workspace import Workspace


def text_of(element: html.HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(element.text_content().split())


def evidence(page: str) -> dict[str, html.HtmlElement]:
    """The statements of a page by their ids, in its order."""
    return {item.get("id"): item for item in html.fromstring(page).find_class("evidence")}


def test_a_cell_opens_its_statements_newest_first(client: TestClient, recorded) -> None:
    """The evidence of a cell is all that was said on it, the latest first."""
    said = recorded.statements
    expected = [said["denied"].id, said["insists"].id, said["accepts"].id]
    assert list(evidence(client.get("/cell/norland/passage").text)) == expected


def test_a_statement_tells_who_says_so_and_how_sure_it_is(client: TestClient, recorded) -> None:
    """Nothing that is known of a statement is left out."""
    page = client.get("/cell/sudmark/passage").text
    shown = text_of(evidence(page)[recorded.statements["unacceptable"].id])
    for words in (
        "“absolutely unacceptable unless the fee falls to 300 crowns”",
        "Emil Brandt, as reported by The Sound ‹, cited by Coastal Wire",
        "March 2031",
        "✗ rejects Piloted passage depending on “the fee falls to 300 crowns” ▮▮▮ red line",
        "the fee falls to 300 crowns (Transit fees)",
        "confidence 80 %, by test/1",
        "not reviewed",
        "In Pilots, Coastal Wire, 10 March 2031",
        f"id {recorded.statements['unacceptable'].id}",
    ):
        assert words in shown


def test_the_ruling_statement_and_its_contesters_are_told_apart(client: TestClient, recorded) -> None:
    """The page says which statement gives the position, and which cannot stand beside it."""
    shown = evidence(client.get("/cell/norland/passage").text)
    assert "gives the position" in text_of(shown[recorded.statements["insists"].id])
    assert "Cannot stand beside" in text_of(shown[recorded.statements["denied"].id])


def test_a_rejected_statement_stays_to_be_seen_with_its_reason(client: TestClient, recorded) -> None:
    """What an analyst rejected takes no part, and is not lost."""
    page = client.get("/cell/sudmark/fees").text
    assert list(evidence(page)) == [recorded.statements["overlap"].id, recorded.statements["wants"].id]
    assert "Left out" in page
    assert "rejected by Ada: an opinion" in page


def test_a_correction_tells_what_it_changed_by_whom_and_why(record, open_client, recorded_events) -> None:
    """Each changed field with its old and new value, and a confidence that is the coder's, not the correction's."""
    events, statement = recorded_events
    changes = MappingProxyType({"firmness": "red_line", "option": None, "value": {"value": 5, "unit": "crowns"}})
    again = MappingProxyType({"firmness": "flexible"})
    reviews = [
        Review(statement=statement.id, decision=Decision.CORRECT, reason="never", reviewer="Ada", changes=changes),
        Review(statement=statement.id, decision=Decision.CORRECT, reason="maybe", reviewer="Bo", changes=again),
    ]
    client = open_client(record([events, *([StatementReviewed(each)] for each in reviews)]))
    [shown] = map(text_of, evidence(client.get("/cell/norland/passage").text).values())
    assert "confidence 80 % before the correction, by test/1" in shown
    assert "corrected by Ada: never firmness: firm → red line" in shown
    assert "option: Piloted passage → none" in shown
    assert "value: none → 5 crowns" in shown
    assert "corrected by Bo: maybe firmness: red line → flexible" in shown


def test_a_correction_in_the_moment_of_coding_tells_what_was_coded(record, open_client, recorded_events) -> None:
    """What was coded is known however soon it was corrected."""
    events, statement = recorded_events
    changes = MappingProxyType({"speaker": "Ingrid Solberg", "reported_by": ["CNN", "Le Monde"], "act": "accept"})
    review = Review(statement=statement.id, decision=Decision.CORRECT, reason="so", reviewer="Ada", changes=changes)
    client = open_client(record([[*events, StatementReviewed(review)]]))
    [shown] = map(text_of, evidence(client.get("/cell/norland/passage").text).values())
    for words in ("speaker: none → Ingrid Solberg", "reported by: none → CNN, Le Monde", "act: demands → accepts"):
        assert words in shown


def test_a_statement_without_any_date_says_so(record, open_client, dossier_yaml, make_document, make_statement) -> None:
    """Nothing is called published on a day that nobody told."""
    note = make_document("Norland insists.", published=None)
    said = make_statement(note, "Norland insists", "norland", "passage", "demand")
    client = open_client(record([[DossierChanged(dossier_yaml, "d"), DocumentAdded(note, "n"), StatementCoded(said)]]))
    for address in ("/statements", f"/documents/{note.id}?statement={said.id}", "/documents"):
        page = client.get(address).text
        assert "no date" in page
        assert "undated" not in page


def test_what_is_accepted_stands_before_its_condition(record, open_client, recorded_events) -> None:
    """A cell, a statement and a note read as a sentence."""
    events, statement = recorded_events
    changes = MappingProxyType({"act": "condition", "condition": {"text": "fees fall", "issue": "fees"}})
    review = Review(statement=statement.id, decision=Decision.CORRECT, reason="so", reviewer="Ada", changes=changes)
    client = open_client(record([events, [StatementReviewed(review)]]))
    for address in ("/", "/cell/norland/passage", f"/documents/{statement.doc}?statement={statement.id}"):
        assert "accepts Piloted passage if “fees fall”" in text_of(html.fromstring(client.get(address).text)), address


@pytest.fixture
def recorded_events(dossier_yaml, make_document, make_statement) -> tuple[list[Event], Statement]:
    """A dossier and a document with one demand."""
    note = make_document("Norland insists on pilots.")
    said = make_statement(note, "insists on pilots", "norland", "passage", "demand", option=OptionId("piloted"))
    return [DossierChanged(dossier_yaml, "d"), DocumentAdded(note, "n"), StatementCoded(said)], said


def test_a_cell_without_statements_says_so(client: TestClient) -> None:
    """A party's silence is an answer, not an error."""
    answer = client.get("/cell/league/fees")
    assert answer.status_code == 200
    assert "The ledger holds no statement of Maritime League on Transit fees." in answer.text


@pytest.mark.parametrize("address", ["/cell/nobody/fees", "/cell/norland/nothing", "/documents/0", "/nowhere"])
def test_what_is_not_there_is_a_plain_page_with_links(client: TestClient, address: str) -> None:
    """A wrong address leads back."""
    answer = client.get(address)
    assert answer.status_code == 404
    assert html.fromstring(answer.text).xpath("//main//a/@href") == ["/", "/statements", "/documents"]


def test_statements_are_filtered_by_party_issue_and_act(client: TestClient, recorded) -> None:
    """Each filter narrows, and the form shows what was chosen."""
    answer = client.get("/statements?party=norland&issue=passage&act=accept")
    assert list(evidence(answer.text)) == [recorded.statements["accepts"].id]
    chosen = html.fromstring(answer.text).xpath("//option[@selected]/@value")
    assert chosen == ["norland", "passage", "accept"]
    assert len(evidence(client.get("/statements?party=&issue=&act=").text)) == 6


@pytest.mark.parametrize("query", ["act=grumble", "party=nobody", "page=0", "page=two", "page=99999999999"])
def test_a_filter_that_cannot_be_is_refused_with_what_can(client: TestClient, query: str) -> None:
    """A mistyped filter never looks like an empty record."""
    answer = client.get(f"/statements?{query}")
    assert answer.status_code == 400
    assert "it should be" in answer.text


def test_a_page_beyond_the_last_leads_to_the_last(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old address never looks like an empty record, and keeps filters and moment."""
    monkeypatch.setattr("detente.web.statements.PAGE_LENGTH", 2)
    answer = client.get("/statements?page=999&party=norland&as_of=2031-12-31")
    assert answer.status_code == 404
    assert "There is no page 999" in answer.text
    [last] = html.fromstring(answer.text).xpath("//main//a[contains(., 'the last')]/@href")
    assert last == "/statements?party=norland&page=2&as_of=2031-12-31"
    assert client.get(last).status_code == 200


@pytest.mark.parametrize("address", ["/", "/statements", "/brief", "/nowhere", "/static/detente.css", "/api/matrix"])
def test_a_head_is_answered_as_the_page_without_its_text(client: TestClient, address: str) -> None:
    """Link checkers learn the same as readers."""
    client.get("/")  # gives this browser its cookie
    head, page = client.head(address), client.get(address)
    assert (head.status_code, head.content) == (page.status_code, b"")
    assert head.headers == page.headers


def test_a_document_is_found_by_its_name(client: TestClient, document_id: DocumentId) -> None:
    """A name that one document has leads to it, at the same moment."""
    answer = client.get("/documents/pilots?statement=s0&as_of=2031-12-31", follow_redirects=False)
    assert answer.is_redirect
    assert answer.headers["location"] == f"/documents/{document_id}?statement=s0&as_of=2031-12-31"


def test_a_name_of_several_documents_is_not_guessed_at(record, open_client, dossier_yaml, make_document) -> None:
    """The list tells them apart."""
    added = [DocumentAdded(make_document(text, name="note"), "n") for text in ("One.", "Two.")]
    answer = open_client(record([[DossierChanged(dossier_yaml, "d"), *added]])).get("/documents/note")
    assert answer.status_code == 404
    assert "2 documents have the name &#39;note&#39;" in answer.text


def test_markdown_is_shaped_without_touching_a_character(
    record, open_client, dossier_yaml, make_document, make_statement, quote_of
) -> None:
    """Headings, items and emphasis look like ones; the text is the stored one and quotes are where they were."""
    text = "# Pilots\n\nNorland **insists\non** pilots, *now*.\n\n- one\n- Norland **insists** on\n```\n# code\n```\n"
    note = replace(make_document(text), media_type="text/markdown")
    said = make_statement(note, "Norland **insists** on", "norland", "passage", "demand")
    client = open_client(record([[DossierChanged(dossier_yaml, "d"), DocumentAdded(note, "n"), StatementCoded(said)]]))
    page = html.fromstring(client.get(f"/documents/{note.id}").text)
    [shown] = page.find_class("text")
    assert shown.text_content() == text
    assert quote_of(page, said) == said.quote.text
    assert [each.text_content() for each in page.find_class("is-heading")] == ["# Pilots\n"]
    assert [each.text_content() for each in page.find_class("is-item")] == ["- one\n", "- Norland **insists** on\n"]
    assert [each.text_content() for each in page.find_class("is-strong")] == ["insists"]
    assert [each.text_content() for each in page.find_class("is-emphasis")] == ["now"]
    assert "".join(each.text_content() for each in page.find_class("is-code")) == "```\n# code\n```\n"


def test_documents_are_listed_newest_first(client: TestClient) -> None:
    """Each document leads to its text and tells how many statements it holds."""
    page = html.fromstring(client.get("/documents").text)
    assert [text_of(title) for title in page.find_class("title")] == ["Fees", "Pilots"]
    assert "3 statements" in text_of(page.xpath("//ol[@class='documents']/li")[0])


def test_the_stored_text_is_shown_without_its_front_matter(client, recorded, document_id: DocumentId) -> None:
    """The text is the stored one from where the prose begins, character for character."""
    (text,) = html.fromstring(client.get(f"/documents/{document_id}").text).find_class("text")
    document = recorded.documents[0]
    assert text.text_content() == document.text[document.body_start :]


def test_every_quote_is_marked_and_can_be_scrolled_to(
    client, recorded, document_id: DocumentId, quote_of: Callable[..., str]
) -> None:
    """Each statement of a text has an anchor and its characters marked, also where quotes overlap."""
    page = html.fromstring(client.get(f"/documents/{document_id}").text)
    for name in ("insists", "unacceptable", "overlap"):
        statement = recorded.statements[name]
        assert quote_of(page, statement) == statement.quote.text
    notes = page.xpath("//ol[@class='notes']//a[@data-source]/@href")
    ids = [recorded.statements[name].id for name in ("insists", "unacceptable", "overlap")]
    assert notes == [f"/documents/{document_id}?statement={each}#{each}" for each in ids]


def test_the_statement_asked_for_stands_out(client, recorded, document_id: DocumentId) -> None:
    """Of all marked quotes one is the reader's, in the text and beside it."""
    statement = recorded.statements["unacceptable"]
    page = html.fromstring(client.get(f"/documents/{document_id}?statement={statement.id}").text)
    assert "".join(mark.text_content() for mark in page.find_class("is-asked")) == statement.quote.text
    (asked,) = page.find_class("is-shown")
    assert text_of(asked).startswith("Sudmark on Passage")
    assert len(page.xpath("//ol[@class='notes']//a[@aria-current]")) == 1


def test_a_statement_of_another_text_is_said_to_be_missing(client, document_id: DocumentId) -> None:
    """A stale link shows the text all the same."""
    answer = client.get(f"/documents/{document_id}?statement=s0")
    assert answer.status_code == 200
    assert "s0 is not among those of this text" in answer.text


def test_an_orphaned_quote_is_told_and_never_moved(recorded) -> None:
    """A quote that no longer matches its characters is shown as an orphan, not marked elsewhere."""
    with Workspace.open(recorded.folder) as workspace:
        snapshot = Snapshot.of(workspace.at(), Moment())
        document = recorded.documents[0]
        damaged = replace(document, text=document.text.replace("insists", "demands"))
        snapshot.view.__dict__["documents"] = {document.id: damaged}
        page = reader_page(snapshot, document.id)
    orphan = recorded.statements["insists"].id
    assert [note.evidence.id for note in page.notes if note.is_orphan] == [orphan]
    assert not any(orphan in segment.covered_by for passage in page.passages for segment in passage.segments)


def test_a_long_list_is_turned_page_by_page(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every statement is on exactly one page, and the links lead on."""
    monkeypatch.setattr("detente.web.statements.PAGE_LENGTH", 4)
    first = client.get("/statements?as_of=2031-12-31")
    older = html.fromstring(first.text).xpath("//a[@rel='next']/@href")
    assert older == ["/statements?page=2&as_of=2031-12-31"]
    second = client.get(older[0])
    assert "6 statements, newest first; 5 to 6" in second.text
    shown = [*evidence(first.text), *evidence(second.text)]
    assert (len(shown), len(set(shown))) == (6, 6)
    assert html.fromstring(second.text).xpath("//a[@rel='prev']/@href") == ["/statements?page=1&as_of=2031-12-31"]


def test_every_link_leads_somewhere(client: TestClient) -> None:
    """Whoever follows any link from the matrix on, at a fixed moment, finds a page and stays at that moment."""
    moment = "as_of=2031-03-31&known_at=2031-04-01T11:30"
    waiting, seen = [f"/?{moment}"], set[str]()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        page = client.get(address)
        assert page.status_code == 200, address
        if not page.headers["content-type"].startswith("text/html"):
            continue  # a download
        links = {link.split("#")[0] for link in html.fromstring(page.text).xpath("//a/@href")}
        waiting += [link for link in links - seen if moment in link and link not in waiting]
    assert len(seen) > 15


def test_the_served_brief_leads_back_to_the_pages_at_the_same_moment(client: TestClient) -> None:
    """A reader of the brief is one link away from the matrix it was made of."""
    page = html.fromstring(client.get("/brief?as_of=2031-03-15").text)
    assert page.xpath("//p[@class='back']/a/@href") == ["/?as_of=2031-03-15"]


def test_the_brief_is_served_under_its_own_stylesheet_alone(client: TestClient) -> None:
    """The brief's one inline stylesheet is allowed by its hash, and no other."""
    answer = client.get("/brief?as_of=2031-03-15")
    policy = answer.headers["content-security-policy"]
    assert answer.status_code == 200
    assert "The Grey Strait talks" in answer.text
    assert "style-src 'sha256-" in policy
    assert "unsafe-inline" not in policy


def test_the_brief_is_served_in_the_length_and_since_the_day_that_is_asked_for(client: TestClient) -> None:
    """The way to the other lengths keeps the day and the moment."""
    page = html.fromstring(client.get("/brief?length=short&since=2031-03-01&as_of=2031-03-15").text)
    assert page.xpath("//section[@id='movement']")
    assert page.xpath("//select[@name='length']/option[@selected]/@value") == ["short"]
    kept = {field.get("name"): field.get("value") for field in page.xpath("//form//input")}
    assert kept == {"as_of": "2031-03-15", "since": "2031-03-01"}
    assert not html.fromstring(client.get("/brief?as_of=2031-03-15").text).xpath("//section[@id='movement']")


def test_the_brief_can_be_kept_as_a_file_of_what_is_shown(client: TestClient) -> None:
    """As HTML and as Markdown, in the same length, since the same day, at the same moment."""
    page = html.fromstring(client.get("/brief?length=short&since=2031-03-01&as_of=2031-03-15").text)
    as_page, as_markdown = (client.get(href) for href in page.xpath("//p[@class='downloads']/a/@href"))
    assert as_page.headers["content-disposition"] == 'attachment; filename="brief.html"'
    assert as_markdown.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "Back to the matrix" not in as_page.text
    assert as_markdown.text.startswith("# The Grey Strait talks")
    assert "What moved" in as_markdown.text
    assert client.get("/brief/brief.exe").status_code == 404


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("length=endless", "short, standard or full"),
        ("since=soon", "a day written as YYYY-MM-DD"),
        ("since=2031-04-01&as_of=2031-03-15", "a day no later than 2031-03-15"),
    ],
)
def test_a_brief_that_cannot_be_asked_for_is_told(client: TestClient, query: str, told: str) -> None:
    """What is wrong with the address, and what would be right."""
    answer = client.get(f"/brief?{query}")
    assert answer.status_code == 400
    assert told in answer.text
