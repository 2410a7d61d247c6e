"""Nothing that a document or a dossier says runs, and nobody else's page reaches these."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.ledger import DocumentAdded, DossierChanged
from detente.model import Document
from detente.web import create_app

ADDRESSES = [
    "/",
    "/statements",
    "/documents",
    "/cell/norland/passage",
    "/nowhere",
    "/static/detente.css",
    "/api/matrix",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_forbids_scripts_frames_and_sniffing(client: TestClient, address: str) -> None:
    """The policy holds on pages, errors, styles and the API alike."""
    headers = client.get(address).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.0.0.1", ""])
def test_a_foreign_host_name_is_refused(client: TestClient, host: str) -> None:
    """A page elsewhere that lets its own name point here gets nothing."""
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 400
    assert "Grey Strait" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8642", "127.0.0.1:8642", "[::1]:8642"])
def test_names_of_this_machine_are_answered(client: TestClient, host: str) -> None:
    """The browser of the one who started it is let in."""
    assert client.get("/", headers={"host": host}).status_code == 200


def test_the_test_clients_name_is_refused_unless_it_is_given(recorded) -> None:
    """Only names of this machine are accepted by default."""
    with TestClient(create_app(recorded.folder)) as plain:
        assert plain.get("/").status_code == 400


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_what_is_for_reading_cannot_be_changed(client: TestClient, method: str) -> None:
    """Pages and lists take no other method."""
    for address in ("/", "/statements", "/api/statements"):
        assert getattr(client, method)(address).status_code == 405


READING = {"GET", "HEAD", "OPTIONS"}


def changing_routes(client: TestClient) -> list[tuple[str, str]]:
    """Method and address of every route that may change something, with something in each of its gaps."""
    found: list[tuple[str, str]] = []
    waiting = list(client.app.routes)
    while waiting:
        route = waiting.pop()
        waiting += getattr(getattr(route, "original_router", None), "routes", [])
        address = re.sub(r"{[^}]*}", "some", getattr(route, "path", ""))
        found += [(method, address) for method in set(getattr(route, "methods", None) or ()) - READING]
    return found


@pytest.mark.parametrize(
    "headers",
    [{}, {"x-csrf-token": "wrong"}, {"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}],
    ids=["no token", "a wrong token", "another origin", "another site"],
)
def test_every_change_is_refused_that_does_not_come_from_our_pages(client: TestClient, headers: dict[str, str]) -> None:
    """With the right token too, where it comes from elsewhere."""
    client.get("/")
    if "origin" in headers or "sec-fetch-site" in headers:
        token = html.fromstring(client.get("/").text).xpath("string(//meta[@name='csrf']/@content)")
        headers = headers | {"x-csrf-token": token}
    routes = changing_routes(client)
    assert routes
    for method, address in routes:
        answer = client.request(method, address, headers=headers, follow_redirects=False)
        assert answer.status_code == 403, (method, address)


def test_an_address_that_is_no_web_address_is_not_linked(
    record: Callable[..., Path],
    open_client: Callable[[Path], TestClient],
    dossier_yaml: str,
    make_document: Callable[..., Document],
) -> None:
    """A document cannot smuggle a script in as its address."""
    document = replace(make_document("Nothing."), url="javascript:alert(1)")
    client = open_client(record([[DossierChanged(dossier_yaml, "d"), DocumentAdded(document, "d")]]))
    page = client.get(f"/documents/{document.id}")
    assert "Nothing." in page.text
    assert "javascript:" not in page.text


def test_a_workspace_that_is_gone_is_told_plainly(open_client: Callable[[Path], TestClient], tmp_path: Path) -> None:
    """Our errors answer with their status from the one table and say what to do."""
    answer = open_client(tmp_path).get("/")
    assert answer.status_code == 503
    assert "is no workspace" in answer.text


def test_a_fault_of_ours_shows_no_inside(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug is a plain page under the same policy."""

    def fail(*_: object) -> None:
        raise RuntimeError("secret inside")

    monkeypatch.setattr("detente.web.routes.matrix_page", fail)
    answer = client.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
