"""The inbox of contests: what clashes, who tells it, and how it is decided."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.analysis.wire import contest_to_wire
from detente.model import Verdict
from detente.settings import Settings
from detente.web.contests import contests_page
from detente.web.moments import Moment
from detente.web.snapshots import Snapshot
from detente.workspace import Workspace

Token = Callable[[str], str]


def text_of(element: html.HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(" ".join(element.itertext()).split())


@pytest.fixture
def contest_id(reader: TestClient) -> str:
    """The id of the only contest that is told and denied."""
    [found] = [each for each in reader.get("/api/contests").json() if each["kind"] == "denied"]
    return str(found["id"])


def form_of(page: str) -> html.FormElement:
    """The form that decides."""
    [form] = html.fromstring(page).xpath("//form[@class='resolve']")
    return form


def decide(reader: TestClient, token_in: Token, contest: str, **fields: object) -> object:
    """Opens the page of a contest and sends its form with these fields; a redirect is not followed."""
    page = reader.get(f"/contests/{contest}").text
    form = form_of(page)
    hidden = {"csrf": token_in(page), "seen": form.fields["seen"]}
    return reader.post(form.action, data=hidden | fields, follow_redirects=False)


def test_both_sides_stand_with_words_chain_grade_and_the_way_to_the_text(reader, talked):
    """Claim beside denial; unnamed tellers are marked, and each side leads to its characters."""
    page = html.fromstring(reader.get("/contests").text)
    [card] = page.find_class("contest-card")
    claim, denial = card.find_class("side")
    assert "told and denied" in text_of(card)
    assert "Passage" in text_of(card)
    for words in ("Claim", "Norland ✓ accepts Free passage", "“Norland would accept free passage”", "not graded",
                  "1 independent origin", "18 March 2031", "Not its own word"):  # fmt: skip
        assert words in text_of(claim)
    assert [text_of(chip) for chip in claim.find_class("chip")] == ["unnamed officials (not named)", "CNN", "The Sound"]
    assert [text_of(chip) for chip in claim.find_class("is-unnamed")] == ["unnamed officials (not named)"]
    assert "Tor Vik" in text_of(denial)
    assert "Its own word" in text_of(denial)
    [link] = claim.xpath(".//a[@data-source]/@href")
    said = talked.statements["claim"]
    assert link == f"/documents/{said.doc}?statement={said.id}#{said.id}"
    assert reader.get(link).status_code == 200


def test_upholding_a_side_by_the_form_is_a_sourced_entry(reader, talked, token_in, contest_id):
    """Who, when, why and on what it rests; the inbox is empty after it and the contest folded."""
    answer = decide(
        reader, token_in, contest_id, verdict="upheld", upheld=talked.statements["denial"].id,
        reason="the transcript says so", source="https://wire.example/transcript",
    )  # fmt: skip
    assert (answer.status_code, answer.headers["location"]) == (303, f"/contests/{contest_id}")
    page = html.fromstring(reader.get(answer.headers["location"]).text)
    [decision] = page.find_class("decision")
    assert "Settled: one side holds" in text_of(decision)
    assert "the transcript says so" in text_of(decision)
    assert decision.xpath(".//a/@href") == ["https://wire.example/transcript"]
    assert f"{Settings().reviewer}, 1 April 2031" in text_of(decision)
    assert [text_of(each) for each in page.find_class("held")] == ["does not hold", "holds"]
    inbox = html.fromstring(reader.get("/contests").text)
    assert inbox.find_class("contest-card") == []
    assert "Settled by an analyst (1)" in text_of(inbox)


@pytest.mark.parametrize(
    ("verdict", "state"),
    [("all_hold", "Settled by an analyst (1)"), ("changed", "Settled by an analyst (1)"), ("parked", "Parked (1)")],
)
def test_a_contest_is_settled_or_parked_and_opened_again(reader, token_in, contest_id, verdict, state):
    """What was decided can be taken up again, and the earlier decision stays to be read."""
    assert decide(reader, token_in, contest_id, verdict=verdict, reason="so it is").status_code == 303
    assert state in text_of(html.fromstring(reader.get("/contests").text))
    assert decide(reader, token_in, contest_id, verdict="reopened", reason="a new report").status_code == 303
    inbox = html.fromstring(reader.get("/contests").text)
    assert len(inbox.find_class("contest-card")) == 1
    page = text_of(html.fromstring(reader.get(f"/contests/{contest_id}").text))
    assert "Opened again" in page
    assert "Earlier decisions (1)" in page
    assert "so it is" in page


def test_what_cannot_be_recorded_is_told_in_the_form_with_what_was_typed(reader, token_in, contest_id):
    """Nothing is lost of what the analyst wrote."""
    answer = decide(reader, token_in, contest_id, verdict="upheld", reason="because of this")
    assert answer.status_code == 422
    page = html.fromstring(answer.text)
    assert "Which side holds is not told; tick it" in text_of(page.find_class("refused")[0])
    assert form_of(answer.text).fields["reason"] == "because of this"
    without = decide(reader, token_in, contest_id, verdict="all_hold", reason="  ")
    assert without.status_code == 422
    assert "needs a reason" in without.text
    unheard = decide(reader, token_in, contest_id, verdict="guessed", reason="x")
    assert unheard.status_code == 422


def test_the_second_of_two_analysts_is_refused_and_sees_both(reader, token_in, contest_id):
    """What the first decided stands, and what the second wrote is still in the form."""
    page = reader.get(f"/contests/{contest_id}").text
    fields = {"csrf": token_in(page), "seen": form_of(page).fields["seen"]}
    theirs, ours = {"verdict": "changed", "reason": "the first"}, {"verdict": "all_hold", "reason": "the second"}
    address = f"/contests/{contest_id}/resolutions"
    assert reader.post(address, data=fields | theirs, follow_redirects=False).status_code == 303
    refused = reader.post(address, data=fields | ours, follow_redirects=False)
    assert refused.status_code == 409
    page = html.fromstring(refused.text)
    assert "the first" in text_of(page.find_class("decision")[0])
    assert form_of(refused.text).fields["reason"] == "the second"
    assert form_of(refused.text).fields["verdict"] == "all_hold"
    again = {"csrf": token_in(refused.text), "seen": form_of(refused.text).fields["seen"]}
    assert reader.post(address, data=again | ours, follow_redirects=False).status_code == 303


@pytest.mark.parametrize("given", [{}, {"csrf": "wrong"}])
def test_a_form_without_our_token_changes_nothing(reader, contest_id, given):
    """Neither on the page nor in the API."""
    fields = given | {"verdict": "all_hold", "reason": "x"}
    assert reader.post(f"/contests/{contest_id}/resolutions", data=fields).status_code == 403
    assert reader.post(f"/api/contests/{contest_id}/resolutions", json=fields).status_code == 403
    assert all(each["resolution"] is None for each in reader.get("/api/contests").json())


def test_a_past_moment_is_for_reading(reader, contest_id):
    """No form is shown there, and links keep the moment."""
    moment = "?as_of=2031-03-25"
    page = html.fromstring(reader.get(f"/contests/{contest_id}{moment}").text)
    assert page.find_class("resolve") == []
    assert "A past moment is for reading" in text_of(page)
    inbox = html.fromstring(reader.get(f"/contests{moment}").text)
    assert all("as_of=2031-03-25" in each for each in inbox.xpath("//ol//a/@href"))


def test_an_unknown_contest_and_a_page_that_cannot_be_are_told(reader):
    """With the way back."""
    answer = reader.get("/contests/c00000000")
    assert answer.status_code == 404
    assert "All contests" in answer.text
    assert reader.get("/contests?page=x").status_code == 400
    assert reader.get("/contests?page=9").status_code == 404


def test_a_workspace_without_contests_says_what_to_expect(record, open_client, dossier_yaml):
    """An empty inbox is no empty page."""
    from detente.ledger import DossierChanged  # noqa: PLC0415 - the only test that needs it

    client = open_client(record([[DossierChanged(dossier_yaml, "d")]]))
    assert "No statement clashes with another" in client.get("/contests").text


def test_the_api_tells_what_the_command_tells(reader, talked):
    """To the last field, with the id that a resolution is sent to."""
    with Workspace.open(talked.folder) as workspace:
        expected = json.loads(json.dumps([contest_to_wire(each) for each in workspace.at().contests()]))
    assert reader.get("/api/contests").json() == expected


def test_a_resolution_by_the_api_comes_back_with_the_contest(reader, talked, token_in, contest_id):
    """201 with the contest as it then stands; errors are JSON with their status."""
    headers = {"x-csrf-token": token_in(reader.get("/contests").text)}
    address = f"/api/contests/{contest_id}/resolutions"
    denial = talked.statements["denial"].id
    body = {"verdict": "upheld", "reason": "the transcript", "upheld": [denial], "source": "transcript"}
    answer = reader.post(address, json=body, headers=headers)
    assert answer.status_code == 201
    assert answer.json()["is_settled"] is True
    assert answer.json()["resolution"]["upheld"] == [denial]
    for status, where, sent in (
        (404, "/api/contests/c00000000/resolutions", body),
        (404, address, body | {"upheld": ["s00000000"]}),
        (422, address, body | {"reason": ""}),
        (422, address, body | {"upheld": []}),
        (422, address, body | {"verdict": "guessed"}),
        (422, address, {"verdict": "parked"}),
    ):
        refused = reader.post(where, json=sent, headers=headers)
        assert refused.status_code == status, sent
        assert list(refused.json()) == ["error"]


def test_what_is_said_after_a_verdict_opens_it_again(talked, open_client, make_document, make_statement, token_in):
    """The inbox shows the contest with the decision and how many statements came after it."""
    from detente.ledger import DocumentAdded, Ledger, StatementCoded  # noqa: PLC0415 - the only test that needs them

    reader = open_client(talked.folder)
    [found] = [each for each in reader.get("/api/contests").json() if each["kind"] == "denied"]
    assert decide(reader, token_in, found["id"], verdict="parked", reason="wait").status_code == 303
    later = make_document("Vik denied again that Norland gave in.", name="again", published="2031-03-19")
    denied = make_statement(
        later, "Vik denied again that Norland gave in", "norland", "passage", "deny", speaker="Tor Vik"
    )
    with Ledger.open(talked.folder / "ledger.sqlite") as ledger:
        ledger.append([DocumentAdded(later, "again.txt"), StatementCoded(denied)], actor="analyst")
    inbox = html.fromstring(reader.get("/contests").text)
    shown = text_of(inbox.find_class("contest-card")[0])
    assert "Parked 1 new statement since" in shown


def test_a_page_of_the_inbox_holds_so_many_and_leads_on(talked, monkeypatch):
    """The rest is a link away."""
    monkeypatch.setattr("detente.web.contests.PAGE_LENGTH", 1)
    with Workspace.open(talked.folder) as workspace:
        snapshot = Snapshot.of(workspace.at(), Moment())
        [one] = snapshot.contests
        snapshot.__dict__["contests"] = (one, one)
        assert (contests_page(snapshot).older, contests_page(snapshot).newer) == ("/contests?page=2", "")
        assert contests_page(snapshot, "2").newer == "/contests?page=1"
        assert contests_page(snapshot).n_open == 2


def test_every_verdict_can_be_chosen():
    """No verdict of the ledger is missing on the page."""
    from detente.web.contests import CHOICES  # noqa: PLC0415 - the only test that needs it

    assert set(CHOICES) == set(Verdict)
