"""Nothing that a document or a dossier says runs, and nobody else's page reaches these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient

from detente.ledger import DocumentAdded, DossierChanged, StatementCoded, StatementReviewed
from detente.model import Condition, Decision, Document, DocumentId, OptionId, Review, Statement
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
PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "'><style>*{display:none}</style>",
    "</article></title><iframe src=javascript:alert(1)>",
    "{{ 7 * 7 }}<b>",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_forbids_scripts_frames_and_sniffing(client: TestClient, address: str) -> None:
    """The policy holds on pages, errors, styles and the API alike."""
    headers = client.get(address).headers
    assert headers["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
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
def test_nothing_can_be_changed_from_here(client: TestClient, method: str) -> None:
    """The pages are for reading."""
    for address in ("/", "/statements", "/api/statements"):
        assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_others_reaches_a_page_as_markup(
    payload: str,
    record: Callable[..., Path],
    open_client: Callable[[Path], TestClient],
    dossier_yaml: str,
    make_document: Callable[..., Document],
    make_statement: Callable[..., Statement],
) -> None:
    """Titles, quotes, names of files and people, conditions, reasons and the dossier's words stay words."""
    dossier = yaml.safe_load(dossier_yaml) | {"title": payload}
    for named in (dossier["parties"][0], dossier["parties"][2], *dossier["issues"]):
        named["name"] += payload
    dossier["issues"][0] |= {"description": payload}
    dossier["issues"][0]["options"][0]["name"] = payload
    document = replace(
        make_document(f"Before {payload} after.", name=payload), title=payload, publisher=payload, url=payload
    )
    statement = make_statement(
        document, payload, "norland", "passage", "reject", speaker=payload, reported_by=(payload, payload),
        why=payload, coder=payload, condition=Condition(payload),
        option=OptionId("free"),
    )  # fmt: skip
    review = Review(statement=statement.id, decision=Decision.ACCEPT, reason=payload, reviewer=payload)
    events = [
        DossierChanged(yaml.safe_dump(dossier), payload), DocumentAdded(document, payload),
        StatementCoded(statement), StatementReviewed(review),
    ]  # fmt: skip
    client = open_client(record([events]))
    for address in addresses(document.id, statement, payload):
        page = client.get(address)
        assert payload not in page.text, address
        assert page.status_code < 500, address


def addresses(document: DocumentId, statement: Statement, payload: str) -> list[str]:
    """Every page, and errors that tell what was asked."""
    return [
        "/", "/statements", "/documents", "/cell/norland/passage", f"/documents/{document}", "/brief",
        f"/documents/{document}?statement={statement.id}",
        f"/documents/{document}?statement={payload}", f"/?as_of={payload}", f"/statements?party={payload}",
        f"/cell/{payload}/passage", f"/documents/{payload}",
    ]  # fmt: skip


def test_an_address_that_is_no_web_address_is_not_linked(
    record: Callable[..., Path],
    open_client: Callable[[Path], TestClient],
    dossier_yaml: str,
    make_document: Callable[..., Document],
) -> None:
    """A document cannot smuggle a script in as its address."""
    document = replace(make_document("Nothing."), url="javascript:alert(1)")
    client = open_client(record([[DossierChanged(dossier_yaml, "d"), DocumentAdded(document, "d")]]))
    assert "javascript:" not in client.get(f"/documents/{document.id}").text


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
