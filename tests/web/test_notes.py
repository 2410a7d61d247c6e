"""The page of a note: its words, what they are read to tell, and an analyst's decision on it."""

from __future__ import annotations

from collections.abc import Callable

from fastapi.testclient import TestClient
from lxml import html

from detente.workspace import Workspace
from tests.web.conftest import Talked


def decide(reader: TestClient, talked: Talked, token_in: Callable[[str], str], **sent: str) -> html.HtmlElement:
    """Sends a decision on the hand-over as the page's form does, and gives the page after it."""
    address = f"/notes/{talked.notes['handed'].id}"
    token = token_in(reader.get(address).text)
    answer = reader.post(f"{address}/reviews", data={"csrf": token} | sent)
    return html.fromstring(answer.text)


def test_a_note_is_shown_with_its_words_and_what_they_tell(reader: TestClient, talked: Talked) -> None:
    """The words are marked where they stand."""
    note = talked.notes["handed"]
    page = html.fromstring(reader.get(f"/notes/{note.id}").text)
    assert page.xpath("string(//mark)") == note.quote.text
    facts = {each.xpath("string(dt)"): each.xpath("string(dd)") for each in page.xpath("//dl[@class='pairs']/div")}
    assert facts["Step"] == "hand over"
    assert facts["To"].startswith("Sudmark")


def test_a_rejected_note_counts_no_more_and_can_be_taken_back(
    reader: TestClient, talked: Talked, token_in: Callable[[str], str]
) -> None:
    """The draft loses that way; the page tells who decided and why, and undoing brings it back."""
    assert "Anna Berg" in reader.get("/drafts/harbour").text
    page = decide(reader, talked, token_in, decision="reject", reason="another paper <b>")
    assert "Rejected by an analyst" in page.text_content()
    assert "another paper <b>" in page.text_content()
    assert "by the hand of Anna Berg" not in html.fromstring(reader.get("/drafts/harbour").text).text_content()
    page = decide(reader, talked, token_in, decision="undo", reason="it is that one")
    assert "Rejected by an analyst" not in page.text_content()
    assert "Anna Berg" in reader.get("/drafts/harbour").text


def test_a_decision_without_a_reason_is_told_in_place(
    reader: TestClient, talked: Talked, token_in: Callable[[str], str]
) -> None:
    """Nothing is recorded."""
    page = decide(reader, talked, token_in, decision="reject", reason=" ")
    assert page.xpath("string(//*[@role='alert'])").startswith("a decision on a note needs a reason")
    with Workspace.open(talked.folder) as workspace:
        assert all(entry.counts for entry in workspace.view().notes)


def test_a_past_moment_offers_no_decision(reader: TestClient, talked: Talked) -> None:
    """It is for reading."""
    note = talked.notes["handed"].id
    assert 'name="decision"' in reader.get(f"/notes/{note}").text
    assert 'name="decision"' not in reader.get(f"/notes/{note}?as_of=2031-04-30").text


def test_the_api_rejects_a_note_and_gives_it_back(
    reader: TestClient, talked: Talked, token_in: Callable[[str], str]
) -> None:
    """With the token of a page; an unknown note is not found."""
    headers = {"x-csrf-token": token_in(reader.get("/").text)}
    note = talked.notes["handed"].id
    body = {"decision": "reject", "reason": "another paper"}
    answer = reader.post(f"/api/notes/{note}/reviews", json=body, headers=headers)
    assert answer.status_code == 201
    assert answer.json()["is_rejected"]
    assert [each["reason"] for each in answer.json()["reviews"]] == ["another paper"]
    assert reader.post(f"/api/notes/{note}/reviews", json=body, headers=headers).status_code == 422
    assert reader.post("/api/notes/n0/reviews", json=body, headers=headers).status_code == 404
