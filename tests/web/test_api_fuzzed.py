"""Whatever a program sends, the API answers as its description says, and never with a fault of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, given, settings
from lxml import html
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from detente.web import create_app
from detente.workspace import Workspace

EXAMPLE = Path(__file__).parents[2] / "examples" / "cod-quota"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """The API of a workspace of its own, which the changes go into."""
    folder = tmp_path_factory.mktemp("fuzzed") / "cod"
    with Workspace.create(folder, EXAMPLE / "dossier.yaml") as workspace:
        workspace.add([EXAMPLE])
    app = create_app(folder, host_names=("testserver",))
    with TestClient(app):
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app)


SETTINGS = settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_every_operation_answers_as_it_says(described: schemathesis.BaseSchema) -> None:
    """No answer is a fault of the server's, and each has the form that is promised for its status."""
    with TestClient(described.app) as client:
        page = html.fromstring(client.get("/keys").text)
        token, cookies = page.xpath("string(//meta[@name='csrf']/@content)"), dict(client.cookies)
    checked: list[str] = []
    for found in described.get_all_operations():
        operation = found.ok()

        @SETTINGS
        @given(case=operation.as_strategy())
        def answers_as_it_says(case: schemathesis.Case) -> None:
            case.call_and_validate(
                headers={"x-csrf-token": token},
                cookies=cookies,
                checks=[not_a_server_error, response_schema_conformance],
            )

        answers_as_it_says()
        checked.append(operation.label)
    assert "GET /api/matrix" in checked
