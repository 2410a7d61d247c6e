"""A change comes from one of our own pages, or is refused."""

from __future__ import annotations

import pytest
from fastapi import FastAPI, Form, Request
from fastapi.testclient import TestClient
from starlette.responses import JSONResponse

from detente.web.failures import ForeignRequestError
from detente.web.sessions import COOKIE, Ours, Sessions, check, token_of

HERE = "http://127.0.0.1:8642"
SECRET = b"s" * 32


@pytest.fixture
def browser() -> TestClient:
    """A browser at an application that changes something."""
    app = FastAPI()
    app.add_middleware(Sessions, secret=SECRET)
    app.add_exception_handler(ForeignRequestError, lambda _, error: JSONResponse(str(error), 403))

    @app.get("/token")
    def token(request: Request) -> str:
        return str(request.scope["token"])

    @app.post("/change", dependencies=[Ours])
    def change(what: str = Form("nothing")) -> str:
        return what

    return TestClient(app, base_url=HERE)


def test_a_form_with_the_token_of_its_page_passes(browser: TestClient) -> None:
    """The token is a field of the form; what else the form says is read after it."""
    token = browser.get("/token").json()
    assert browser.post("/change", data={"csrf": token, "what": "all"}).json() == "all"


def test_a_script_sends_the_token_as_a_header(browser: TestClient) -> None:
    """Scripts of ours read it from the page."""
    token = browser.get("/token").json()
    assert browser.post("/change", headers={"x-csrf-token": token}).status_code == 200


@pytest.mark.parametrize("given", ["", "wrong", "é" * 64])
def test_a_change_without_the_right_token_is_refused(browser: TestClient, given: str) -> None:
    """And nothing is changed."""
    browser.get("/token")
    assert browser.post("/change", data={"csrf": given}).status_code == 403


def test_the_token_of_another_browser_is_refused(browser: TestClient) -> None:
    """A page elsewhere cannot fetch a token of its own and have this browser send it."""
    browser.get("/token")
    assert browser.post("/change", data={"csrf": token_of("a" * 43, SECRET)}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
    ],
)
def test_what_the_browser_says_comes_from_elsewhere_is_refused(headers: dict[str, str]) -> None:
    """Even with the right token."""
    with pytest.raises(ForeignRequestError, match="nothing was changed"):
        check(headers, "right", "right", HERE)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "same-origin", "origin": HERE},
        {"sec-fetch-site": "none"},
    ],
)
def test_our_own_pages_are_let_through(browser: TestClient, headers: dict[str, str]) -> None:
    """A browser that says nothing of where it comes from is told by the token alone."""
    token = browser.get("/token").json()
    answer = browser.post("/change", data={"csrf": token, "what": "all"}, headers=headers)
    assert (answer.status_code, answer.json()) == (200, "all")


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(browser: TestClient) -> None:
    """It is given once, and a made-up one is not taken."""
    given = browser.get("/token").headers["set-cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(given.split("; "))
    assert "set-cookie" not in browser.get("/token").headers
    browser.cookies.clear()
    browser.cookies.set(COOKIE, "mine")
    assert "set-cookie" in browser.get("/token").headers
