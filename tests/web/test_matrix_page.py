"""The first page: issues by parties."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient
from lxml import html

from detente.ledger import DocumentAdded, DossierChanged, StatementCoded, StatementReviewed
from detente.model import Decision, Edtf, Review


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


def test_a_cell_tells_what_a_stance_depends_on(client: TestClient) -> None:
    """Whatever the act: who rejects something unless the fee falls has not just rejected it."""
    shown = cells(client)["/cell/sudmark/passage"]
    assert "✗ rejects Piloted passage depending on “the fee falls to 300 crowns”" in shown


@pytest.mark.parametrize(("confidence", "is_unsure"), [(0.3, True), (0.5, False)])
def test_an_unsure_position_is_marked(
    record, open_client: Callable[[Path], TestClient], dossier_yaml: str, make_document, make_statement, confidence,
    is_unsure,
) -> None:  # fmt: skip
    """One statement that is coded rather wrong than right is told as such, in its cell and on the cell's own page."""
    document = make_document("Norland demands pilots.")
    said = make_statement(document, "Norland demands pilots", "norland", "passage", "demand", confidence=confidence)
    client = open_client(
        record([[DossierChanged(dossier_yaml, "d"), DocumentAdded(document, "d"), StatementCoded(said)]])
    )
    sign = "(?)stands on one statement alone, coded rather wrong than right"
    assert (sign in cells(client)["/cell/norland/passage"]) is is_unsure
    assert ("Unsure: the stance stands on one statement" in client.get("/cell/norland/passage").text) is is_unsure


def test_hearsay_and_what_is_newer_and_outranked_are_marked(
    record, open_client: Callable[[Path], TestClient], dossier_yaml: str, make_document, make_statement
) -> None:
    """A refusal of its own stands, marked where a rumour says otherwise; what a rumour alone tells is marked too."""
    document = make_document(
        "Norland refuses pilots. Norland takes pilots. Sudmark takes pilots. Sudmark refuses fees. Sudmark pays fees."
    )
    fees = {"said_on": Edtf("2031-03-20"), "confidence": 0.35}
    rumour = {"reported_by": ("unnamed sources",), "said_on": Edtf("2031-03-20")}
    said = [
        make_statement(document, "Norland refuses pilots", "norland", "passage", "reject", said_on=Edtf("2031-01-02")),
        make_statement(document, "Norland takes pilots", "norland", "passage", "accept", **rumour),
        make_statement(document, "Sudmark takes pilots", "sudmark", "passage", "accept", **rumour),
        make_statement(document, "Sudmark refuses fees", "sudmark", "fees", "reject", said_on=Edtf("2031-01-02")),
        make_statement(document, "Sudmark pays fees", "sudmark", "fees", "accept", **fees),
    ]
    events = [DossierChanged(dossier_yaml, "d"), DocumentAdded(document, "d"), *map(StatementCoded, said)]
    client = open_client(record([events]))
    shown = cells(client)
    assert "✗ rejects ≠a newer word says otherwise, but is hearsay" in shown["/cell/norland/passage"]
    assert "✓ accepts ~told by unnamed or doubted sources alone" in shown["/cell/sudmark/passage"]
    assert "Outranked: a newer word says otherwise, but is hearsay;" in client.get("/cell/norland/passage").text
    assert "≠? Outranked: a newer word says otherwise, but is coded" in client.get("/cell/sudmark/fees").text
    assert "Hearsay: told by unnamed" in client.get("/cell/sudmark/passage").text


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
    assert "1 statement from 1 origin since" in shown


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


def test_issues_stand_under_the_wider_one_they_belong_to(
    record, open_client: Callable[[Path], TestClient], dossier_yaml: str, make_document, make_statement
) -> None:
    """Wherever the dossier lists them."""
    told = yaml.safe_load(dossier_yaml)
    told["issues"].insert(0, {"id": "tariffs", "name": "Tariffs", "parent": "fees"})
    document = make_document("Norland demands pilots.")
    said = make_statement(document, "Norland demands pilots", "norland", "passage", "demand")
    events = [DossierChanged(yaml.safe_dump(told), "d"), DocumentAdded(document, "d"), StatementCoded(said)]
    rows = html.fromstring(open_client(record([events])).get("/").text).xpath("//tbody/tr")
    assert [(text_of(row.find("th")), row.get("class")) for row in rows] == [
        ("Passage", None), ("Transit fees", None), ("Tariffs", "is-under is-under-1"),
    ]  # fmt: skip


def test_what_was_not_confirmed_for_long_fades(
    record, open_client: Callable[[Path], TestClient], dossier_yaml: str, make_document, make_statement
) -> None:
    """A step for a month, a quarter and half a year before the newest statement; without a date to the last."""
    told = {
        "2031-12-31": ("norland", "passage", 0),
        "2031-12-01": ("sudmark", "passage", 0),  # thirty days
        "2031-11-30": ("norland", "fees", 1),
        "2031-10-01": ("sudmark", "fees", 2),  # ninety-one days
        "2031-07-03": ("league", "passage", 3),  # a hundred and eighty-one days
        None: ("league", "fees", 3),
    }
    text = "\n".join(f"{party} demands something on {issue}." for party, issue, _ in told.values())
    document = make_document(text, published=None)
    said = [
        make_statement(
            document, f"{party} demands something on {issue}", party, issue, "demand", said_on=day and Edtf(day)
        )
        for day, (party, issue, _) in told.items()
    ]
    events = [DossierChanged(dossier_yaml, "d"), DocumentAdded(document, "d"), *map(StatementCoded, said)]
    page = html.fromstring(open_client(record([events])).get("/").text)
    assert {link.get("href"): link.get("class") for link in page.find_class("cell")} == {
        f"/cell/{party}/{issue}": f"cell age-{age}" for party, issue, age in told.values()
    }


def test_a_first_visit_is_told_nothing_of_changes(client: TestClient) -> None:
    """There is nothing to compare with."""
    page = client.get("/")
    assert page.status_code == 200
    assert "last visit" not in page.text


def visit_of(client: TestClient, at: str) -> None:
    """Makes the browser one that is looking now, and whose visit before this one ended at this moment."""
    now, before = datetime.now(UTC), datetime.fromisoformat(at)
    client.cookies.set("detente_visit", f"{now.timestamp():.0f}.{before.timestamp():.0f}")


def test_a_return_is_told_which_positions_are_told_otherwise(client: TestClient) -> None:
    """Marked in the cell with an arrow and words, and counted in a sentence."""
    visit_of(client, "2031-04-01T09:30+00:00")
    page = html.fromstring(client.get("/").text)
    [told] = page.find_class("since")
    moved = {cell.xpath("./a/@href")[0]: text_of(cell.find_class("moved")[0]) for cell in page.find_class("is-moved")}
    assert text_of(told).startswith(f"{len(moved)} position")
    assert text_of(told).endswith("told otherwise than at your last visit, 1 April 2031.")
    assert any("first told" in words for words in moved.values())


def test_a_return_to_an_unchanged_ledger_is_told_so(client: TestClient) -> None:
    """Nothing was recorded since, so nothing is compared."""
    visit_of(client, "2031-05-01T00:00+00:00")
    page = client.get("/").text
    assert "Nothing was recorded since your last visit, 1 May 2031." in page
    assert "is-moved" not in page


@pytest.mark.parametrize("told", ["", "x", "99999999999", "1.2.3"])
def test_a_visit_that_cannot_be_is_a_first_one(client: TestClient, told: str) -> None:
    """A cookie that was changed by hand does no harm."""
    client.cookies.set("detente_visit", told)
    answer = client.get("/")
    assert answer.status_code == 200
    assert "last visit" not in answer.text


def test_the_days_that_can_be_replayed_are_those_of_the_whole_ledger(client: TestClient) -> None:
    """Also on a past day, from which one can go forward again."""
    for query in ("", "?as_of=2031-03-10"):
        [slider] = html.fromstring(client.get(f"/{query}").text).xpath("//input[@type='range']")
        [form] = slider.xpath("./..")
        assert (form.get("data-first"), slider.get("max")) == ("2031-03-01", "19")
    assert slider.get("value") == "9"
    assert slider.get("aria-valuetext") == "10 March 2031"


def test_what_does_not_count_stretches_no_span_of_days(
    record, dossier_yaml, make_document, make_statement, open_client
) -> None:
    """A rejected statement, such as one with a misread date, is replayed on no day."""
    text = make_document("Norland asks for a fee. Sudmark asks for free passage.", published="2031-03-20")
    early = make_statement(text, "Norland asks for a fee", "norland", "fees", "demand", said_on=Edtf("2030-03"))
    later = make_statement(text, "Sudmark asks", "sudmark", "passage", "demand", said_on=Edtf("2031-03-11"))
    late = make_statement(text, "asks for free passage", "sudmark", "passage", "accept", said_on=Edtf("2031-03-19"))
    rejected = Review(statement=early.id, decision=Decision.REJECT, reason="another day", reviewer="ada", seen=0)
    coded = [StatementCoded(each) for each in (early, later, late)]
    changed = DossierChanged(dossier_yaml, "strait.yaml")
    folder = record([[changed, DocumentAdded(text, "a.txt"), *coded], [StatementReviewed(rejected)]])
    [slider] = html.fromstring(open_client(folder).get("/").text).xpath("//input[@type='range']")
    [form] = slider.xpath("./..")
    assert (form.get("data-first"), slider.get("max")) == ("2031-03-11", "8")
