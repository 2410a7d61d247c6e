"""A hundred and fifty texts that would run as markup go through every place a text can come from; none runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient
from lxml import html
from playwright.sync_api import Browser

from detente.ledger import DocumentAdded, DocumentNoted, DossierChanged, Event, StatementCoded, StatementReviewed
from detente.model import (
    Condition,
    Decision,
    Document,
    InstrumentNote,
    OptionId,
    Review,
    RoundNote,
    Statement,
    Step,
)
from tests.web.browsing import NEEDS_CHROMIUM, served, watched
from tests.web.payloads import PAYLOADS

SCREENS = (
    "/", "/movement", "/contests", "/drafts", "/linkages", "/deals", "/deals/uncertainty", "/deals/forecasts",
    "/coalitions", "/coalitions?by=speaker", "/assumptions", "/watch", "/statements", "/documents",
    "/intake", "/brief", "/keys", "/cell/norland/passage", "/search?q=before", "/ratification",
    "/movement?issue=passage", "/movement?issue=passage&of=norland", "/brief?length=full",
)  # fmt: skip
_DANGEROUS = (
    "//script[not(@src)] | //@*[starts-with(name(), 'on')] | //iframe | //object | //base"
    " | //meta[@http-equiv != 'Content-Security-Policy']"  # the brief, which is also a file, brings its own policy
)


@pytest.fixture
def hostile(
    record: Callable[..., Path],
    dossier_yaml: str,
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> Path:
    """A workspace in which every text that a dossier, a document, a coder or an analyst writes is a payload."""
    dossier = yaml.safe_load(dossier_yaml) | {"title": PAYLOADS[0]}
    for place, named in enumerate((*dossier["parties"], *dossier["issues"])):
        named["name"] += PAYLOADS[place + 1]
    for place, issue in enumerate(dossier["issues"]):
        issue["description"] = PAYLOADS[place + 20]
    dossier["issues"][0]["options"][0]["name"] = PAYLOADS[30]
    events: list[Event] = [DossierChanged(yaml.safe_dump(dossier), PAYLOADS[31])]
    for place, payload in enumerate(PAYLOADS):
        document = replace(
            make_document(f"Before {payload} after {place}.", name=payload),
            title=payload,
            publisher=payload,
            url=payload,
        )
        said = make_statement(
            document, payload, "norland", "passage", "reject", speaker=payload, reported_by=(payload, payload),
            why=payload, coder=payload, condition=Condition(payload), option=OptionId("free"),
        )  # fmt: skip
        review = Review(statement=said.id, decision=Decision.ACCEPT, reason=payload, reviewer=payload)
        told = {"doc": document.id, "quote": said.quote}
        notes = (
            RoundNote(**told, place=payload, people=(payload,), outcome=payload),
            InstrumentNote(**told, named=f"the paper {payload}", step=Step.HAND_OVER, carrier=payload),
        )
        events += [DocumentAdded(document, payload), StatementCoded(said), StatementReviewed(review)]
        events.append(DocumentNoted(document.id, payload, notes))
    return record([events])


def places(client: TestClient) -> Iterator[str]:
    """Every screen, and every document's own page with its statement asked for."""
    yield from SCREENS
    for each in client.get("/api/statements").json():
        yield f"/documents/{each['doc']}?statement={each['id']}"


def test_no_payload_becomes_markup_anywhere(hostile: Path, open_client: Callable[[Path], TestClient]) -> None:
    """No page holds a script of its own, a handler, or an element that loads; the texts are there as texts."""
    client = open_client(hostile)
    for place in places(client):
        page = client.get(place)
        assert page.status_code == 200, place
        assert html.fromstring(page.text).xpath(_DANGEROUS) == [], place
        assert "evil.example/x.css" not in " ".join(html.fromstring(page.text).xpath("//link/@href")), place
    assert PAYLOADS[2] in html.fromstring(client.get("/").text).text_content()


@pytest.mark.parametrize("payload", PAYLOADS[::5])
def test_no_payload_in_an_address_becomes_markup(client: TestClient, payload: str) -> None:
    """Neither where a page tells what was asked, nor in an error."""
    asked = ("/", "/statements", "/search", "/documents/nothing", "/brief")
    for place in asked:
        for name in ("as_of", "party", "q", "statement", "length"):
            page = client.get(place, params={name: payload})
            assert page.status_code < 500, (place, name)
            assert html.fromstring(page.text).xpath(_DANGEROUS) == [], (place, name)


@pytest.mark.slow
@NEEDS_CHROMIUM
def test_no_payload_runs_in_a_browser(hostile: Path, browser: Browser) -> None:
    """On every screen and in the stored texts, nothing calls the function that payloads call."""
    with served(hostile) as address, watched(browser, address) as found:
        ran: list[str] = []
        found.page.expose_function("ran", lambda: ran.append(found.page.url))
        found.page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
        found.page.goto(f"{address}/documents")
        links = found.page.locator("main a[href^='/documents/']").all()[::10]
        texts = [link.get_attribute("href") for link in links]
        for place in (*SCREENS, *texts):
            found.page.goto(f"{address}{place}")
            assert found.page.url.startswith(address), place
        assert ran == []
        assert all(request.startswith(address) for request in found.requests)
