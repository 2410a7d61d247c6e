"""Assumptions, competing answers, hurdles at home, and watch with what is new to a browser."""

from __future__ import annotations

import json

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.ledger import DossierChanged
from detente.model.wire import to_wire
from detente.web.watching import moment_of
from detente.workspace import Workspace


def text_of(element: html.HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(" ".join(element.itertext()).split())


@pytest.fixture
def plans(reader: TestClient) -> html.HtmlElement:
    """The page of the assumptions."""
    return html.fromstring(reader.get("/assumptions").text)


def test_an_assumption_shows_verdict_both_sides_and_what_would_change_it(plans, talked):
    """Evidence with its weight and origins on its side, and what was not seen in words."""
    [card] = plans.find_class("assumption")
    assert "The strait opens this year." in text_of(card)
    assert "Broken: something that breaks it is beyond doubt" in text_of(card)
    against, pro = card.find_class("bearings")[0].findall("section")
    assert "Sudmark refuses the fee." in text_of(against)
    assert "Sudmark threatens. not seen yet" in text_of(against)
    assert "“Norland would accept free passage”" in text_of(pro)
    assert "weight" in text_of(against.find_class("piece")[0])
    [link] = against.find_class("piece")[0].xpath(".//a/@href")
    assert link.endswith(f"#{talked.statements['refusal'].id}")
    [changes] = card.find_class("changes")
    assert "if this is taken back: Sudmark refuses the fee." in text_of(changes)


def test_the_page_tells_what_an_indicator_is_matched_by(plans):
    """A number in its sentence is not compared, and no reader may think so."""
    assert "are matched by party, issue and act, and by" in text_of(plans)


def test_the_matrix_of_answers_has_marks_with_words(plans):
    """C and I beside their words, how far a row tells the answers apart, and the least contradicted named."""
    [table] = plans.find_class("ach")
    [row] = table.xpath(".//tbody/tr")
    assert [text_of(each) for each in row.find_class("letter")] == ["I", "C"]
    assert [text_of(each) for each in row.find_class("bearing-words")] == ["inconsistent", "consistent"]
    assert text_of(row.find_class("apart")[0]) == "diagnosticity 1"
    first, second = plans.find_class("hypotheses")[0].findall("li")
    assert "least contradicted" not in text_of(first)
    assert "least contradicted · rank 1" in text_of(second)
    assert plans.xpath("//tbody//th[@scope='row']")


def test_a_matrix_that_tells_little_says_so(record, open_client, dossier_yaml):
    """The caution stands above it."""
    question = "questions: [{id: q, text: 'Why?', hypotheses: [{id: one, text: Only this.}]}]\n"
    page = html.fromstring(
        open_client(record([[DossierChanged(dossier_yaml + question, "d")]])).get("/assumptions").text
    )
    assert "Caution: Only one hypothesis is written down" in text_of(page)
    assert "Nothing told bears on any of them." in text_of(page)


def test_hurdles_stand_by_party_with_words_and_what_they_touch(reader, talked):
    """And are not judged."""
    page = html.fromstring(reader.get("/ratification").text)
    [hurdle] = page.find_class("hurdle")
    assert text_of(hurdle).startswith("Parliament told as there already “Sudmark's parliament has to pass any fee”")
    assert "Transit fees" in text_of(hurdle)
    assert f"/notes/{talked.notes['hurdle'].id}#words" in hurdle.xpath(".//a/@href")
    assert "not judged" in text_of(page)


def test_watch_tells_status_time_left_and_the_words_that_answer(reader, talked):
    """A question that nothing answers says so; a stage answers with the words of its note."""
    page = html.fromstring(reader.get("/watch").text)
    fee, paper, silence = (page.get_element_by_id(each) for each in ("fee", "paper", "silence"))
    assert "Answered" in text_of(fee)
    assert "until 31 December 2031, " in text_of(fee)
    assert "days left" in text_of(fee)
    assert "Sudmark rejects a fee of 300 crowns." in text_of(fee)
    assert f"/notes/{talked.notes['handed'].id}#words" in paper.xpath(".//a/@href")
    assert "Lapsed" in text_of(silence)
    assert "Nothing recorded answers it." in text_of(silence)


def test_what_is_denied_stands_in_doubt_beside_its_denial(talked, open_client, dossier_yaml, tmp_path):
    """With the words of both."""
    framed = tmp_path / "framed.yaml"
    asked = "watch: [{id: free, text: 'Does Norland accept?', party: norland, issue: passage, act: accept}]\n"
    framed.write_text(dossier_yaml + asked, encoding="utf-8")
    with Workspace.open(talked.folder) as workspace:
        workspace.reframe(framed)
    shown = text_of(html.fromstring(open_client(talked.folder).get("/watch").text).get_element_by_id("free"))
    assert "Possibly answered" in shown
    assert shown.index("Norland would accept free passage") < shown.index("possibly: it is denied")
    assert shown.index("possibly: it is denied") < shown.index("Vik denied that Norland gave in")


def mark_read(reader: TestClient) -> None:
    """Presses the button of the page."""
    [form] = html.fromstring(reader.get("/watch").text).xpath("//form[@class='read']")
    answer = reader.post(form.action, data=dict(form.fields), follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/watch")


def news(reader: TestClient, address: str = "/watch") -> list[str]:
    """The questions with something new, by their ids."""
    page = html.fromstring(reader.get(address).text)
    return [each.get("id") for each in page.find_class("watched") if each.find_class("new")]


def test_what_was_recorded_since_is_new_in_a_word_until_it_is_marked_as_read(reader, talked, open_client):
    """In this browser alone; another has still to read it."""
    assert sorted(news(reader)) == ["fee", "paper"]
    first = html.fromstring(reader.get("/watch").text).find_class("new")[0]
    assert text_of(first) == "● 1 new"
    mark_read(reader)
    assert news(reader) == []
    assert "Nothing new in this browser" in reader.get("/watch").text
    assert html.fromstring(reader.get("/watch").text).xpath("//form[@class='read']") == []
    assert sorted(news(open_client(talked.folder))) == ["fee", "paper"]


def test_only_what_comes_after_is_new_again(reader, talked, make_document, make_statement):
    """And its question comes first."""
    from detente.ledger import DocumentAdded, Ledger, StatementCoded  # noqa: PLC0415 - the only test that needs them

    mark_read(reader)
    later = make_document("Sudmark rejects the fee again.", name="again", published="2031-03-21")
    again = make_statement(later, "Sudmark rejects the fee again", "sudmark", "fees", "reject")
    with Ledger.open(talked.folder / "ledger.sqlite") as ledger:
        ledger.append([DocumentAdded(later, "again.txt"), StatementCoded(again)], actor="analyst")
    page = html.fromstring(reader.get("/watch").text)
    assert news(reader) == ["fee"]
    assert page.find_class("watched")[0].get("id") == "fee"
    [hit] = page.find_class("is-new")
    assert "Sudmark rejects the fee again" in text_of(hit)


def test_a_past_moment_knows_nothing_new(reader):
    """What is new is a matter of today."""
    assert news(reader, "/watch?as_of=2031-03-25") == []


@pytest.mark.parametrize("cookie", ["yesterday", "99999999999999999999", "-1", "1e9", ""])
def test_a_cookie_that_is_not_ours_counts_as_none(reader, cookie):
    """Nothing breaks, and all is new."""
    mark_read(reader)
    [name] = [each for each in dict(reader.cookies) if each.startswith("detente_seen")]
    reader.cookies.clear()
    reader.cookies.set(name, cookie)
    assert len(news(reader)) == 2


def test_marking_as_read_takes_our_token_and_a_real_moment(reader, token_in):
    """Another page cannot, and a made-up moment sets no cookie."""
    assert reader.post("/watch/seen", data={"until": "1"}).status_code == 403
    token = token_in(reader.get("/watch").text)
    reader.post("/watch/seen", data={"csrf": token, "until": "soon"})
    assert not [each for each in dict(reader.cookies) if each.startswith("detente_seen")]


def test_the_cookie_is_kept_from_scripts_and_other_sites(reader):
    """It goes to this page alone."""
    [form] = html.fromstring(reader.get("/watch").text).xpath("//form[@class='read']")
    given = reader.post(form.action, data=dict(form.fields), follow_redirects=False).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/watch"} <= set(given.split("; "))
    assert moment_of(given.split("=")[1].split(";")[0]) is not None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/assumptions", "The dossier holds no assumptions"),
        ("/watch", "The dossier watches nothing"),
        ("/ratification", "No hurdle at home was found in the documents"),
    ],
)
def test_nothing_planned_is_no_empty_page(record, open_client, dossier_yaml, address, words):
    """It says what to write where."""
    assert words in open_client(record([[DossierChanged(dossier_yaml, "d")]])).get(address).text


def test_the_api_tells_what_the_commands_tell(reader, talked):
    """To the last field."""
    with Workspace.open(talked.folder) as workspace:
        state = workspace.at()
        for address, found in (
            ("/api/assumptions", state.assumptions()),
            ("/api/hypotheses", state.hypotheses()),
            ("/api/ratification", state.ratification()),
            ("/api/watch", state.watch()),
        ):
            assert found
            assert reader.get(address).json() == json.loads(json.dumps(to_wire(found))), address


def test_links_keep_the_moment(reader):
    """Every page of a past day leads to that day."""
    for address in ("/assumptions", "/ratification", "/watch"):
        page = html.fromstring(reader.get(f"{address}?as_of=2031-03-25").text)
        links = [each for each in page.xpath("//main//a/@href") if each.startswith("/")]
        assert links, address
        assert all("as_of=2031-03-25" in each for each in links), address


PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "'><style>*{display:none}</style>",
    "</details></title><iframe src=javascript:alert(1)>",
    "{{ 7 * 7 }}<b>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_others_reaches_these_pages_as_markup(talks_with, open_client, token_in, payload):
    """Names, quotes, tellers, carriers, places, outcomes, the dossier's words, reasons and sources stay words."""
    talked = talks_with(f" {payload}")
    reader = open_client(talked.folder)
    [contest] = [each["id"] for each in reader.get("/api/contests").json() if each["kind"] == "denied"]
    decided = {"verdict": "upheld", "upheld": [talked.statements["denial"].id], "reason": payload, "source": payload}
    token = {"x-csrf-token": token_in(reader.get("/").text)}
    assert reader.post(f"/api/contests/{contest}/resolutions", json=decided, headers=token).status_code == 201
    addresses = [
        "/contests", f"/contests/{contest}", f"/contests/{payload}", f"/contests?page={payload}", "/drafts",
        "/drafts/harbour", f"/drafts/{payload}", "/assumptions", "/ratification", "/watch", f"/notes/{payload}",
        *(f"/notes/{note.id}" for note in talked.notes.values()),
    ]  # fmt: skip
    for address in addresses:
        page = reader.get(address)
        assert payload not in page.text, address
        assert page.status_code < 500, address
    bare = {"csrf": token["x-csrf-token"], "reason": payload, "source": payload, "verdict": payload}
    refused = reader.post(f"/contests/{contest}/resolutions", data=bare)
    assert refused.status_code == 409
    assert payload not in refused.text
