"""The API says what the pages show."""

from __future__ import annotations

import json
from datetime import date

import pytest
from fastapi.testclient import TestClient

from detente.analysis.wire import matrix_to_wire
from detente.model.wire import entry_to_wire, statement_to_wire
from detente.workspace import Workspace


def test_the_matrix_answer_names_every_position(client: TestClient, recorded) -> None:
    """A position carries its ids, its marks in words, and the statements it rests on."""
    answer = client.get("/api/matrix?as_of=2031-03-25").json()
    assert (answer["title"], answer["as_of"], answer["known_at"]) == ("The Grey Strait talks", "2031-03-25", None)
    assert [party["id"] for party in answer["parties"]] == ["norland", "sudmark", "league"]
    (position,) = [each for each in answer["positions"] if (each["party"], each["issue"]) == ("norland", "passage")]
    said = recorded.statements
    assert position["stance"] == "demand"
    assert position["ruling"] == said["insists"].id
    assert position["contested_by"] == [said["denied"].id]
    assert position["since"] == "2031-03-09"


def test_a_statement_answer_is_the_recorded_statement(client: TestClient, recorded) -> None:
    """The API keeps the one JSON form of a statement, and adds status and reviews."""
    answers = {each["id"]: each for each in client.get("/api/statements").json()}
    for statement in recorded.statements.values():
        expected = statement_to_wire(statement)
        assert {name: answers[statement.id][name] for name in expected} == expected
    rejected = answers[recorded.statements["wants"].id]
    assert rejected["status"] == "rejected"
    assert [review["reason"] for review in rejected["reviews"]] == ["an opinion"]


def test_the_api_speaks_as_the_commands_do(client: TestClient, recorded) -> None:
    """A matrix and a statement have one form in JSON, to the last field, wherever they are asked for."""
    with Workspace.open(recorded.folder) as workspace:
        state = workspace.at(date(2031, 3, 25))
        statements = [entry_to_wire(each, state.view.imprints[each.statement.doc].name) for each in state.view.entries]
        matrix = matrix_to_wire(state.matrix)
    answers = client.get("/api/statements?as_of=2031-03-25").json()
    assert {each["id"]: each for each in answers} == {each["id"]: json.loads(json.dumps(each)) for each in statements}
    assert client.get("/api/matrix?as_of=2031-03-25").json() == json.loads(json.dumps(matrix))


def test_statements_are_filtered_as_on_the_page(client: TestClient, recorded) -> None:
    """The same filters mean the same."""
    answers = client.get("/api/statements?act=deny").json()
    assert [each["id"] for each in answers] == [recorded.statements["denied"].id]


def test_a_document_answer_holds_its_text_and_its_statements(client: TestClient, recorded) -> None:
    """Every quote is found at its characters in the text that comes along."""
    documents = client.get("/api/documents").json()
    assert [each["id"] for each in documents] == [document.id for document in recorded.documents]
    for each in documents:
        answer = client.get(f"/api/documents/{each['id']}").json()
        assert answer["document"] == each
        assert len(answer["statements"]) == each["n_statements"] == 3
        for statement in answer["statements"]:
            assert answer["text"][statement["start"] : statement["end"]] == statement["quote"]


@pytest.mark.parametrize(
    ("address", "status"), [("/api/documents/0", 404), ("/api/nothing", 404), ("/api/statements?act=x", 400)]
)
def test_an_error_of_the_api_is_json(client: TestClient, address: str, status: int) -> None:
    """A program learns what went wrong in the form it asked for."""
    answer = client.get(address)
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]


def test_the_description_is_there_and_the_pages_that_need_a_foreign_script_are_not(client: TestClient) -> None:
    """OpenAPI is served; the ready-made viewers, which load from elsewhere, are switched off."""
    assert "/api/matrix" in client.get("/api/openapi.json").json()["paths"]
    assert client.get("/docs").status_code == 404
    assert client.get("/redoc").status_code == 404


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("draws=-1", "draws: give 2 or more"),
        ("draws=x", "draws: give a whole number"),
        ("draws=5&seed=-1", "seed: give 0 or more"),
    ],
)
def test_a_number_that_cannot_be_meant_is_told_in_our_words(client, query, told):
    """Which value, and what it may be; no library speaks."""
    answer = client.get(f"/api/deals/chance?{query}")
    assert (answer.status_code, answer.json()) == (422, {"error": told})
