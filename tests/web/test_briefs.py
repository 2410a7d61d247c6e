"""The brief among the pages: remembered, and refused where it would hold up everybody else."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.web import briefs


def test_a_full_brief_of_very_much_is_left_to_the_command_line(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says how to write it, and leads to the standard one; the file is refused alike."""
    assert client.get("/brief?length=full").status_code == 200
    monkeypatch.setattr(briefs, "MOST_IN_FULL", 5)
    for address in ("/brief?length=full", "/brief/brief.html?length=full", "/brief/brief.md?length=full"):
        answer = client.get(address)
        assert answer.status_code == 400, address
        page = html.fromstring(answer.text)
        assert "`detente brief --length full` writes that of 6 statements" in page.text_content()
        assert "/brief" in page.xpath("//main//a/@href")
    assert client.get("/brief").status_code == 200
