"""Every setting has a default, a unit and a help, and a wrong one is told in one line."""

from __future__ import annotations

import getpass
import os
import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from detente.errors import DetenteError
from detente.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch):
    """Tests do not see the settings of whoever runs them."""
    for name in [name for name in os.environ if name.upper().startswith("DETENTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr(getpass, "getuser", lambda: "ingrid")


def test_nothing_needs_to_be_set():
    """Without any variable, every setting has its documented default."""
    assert load_settings().model_dump() == {
        "workspace": Path(),
        "document_limit_bytes": 50_000_000,
        "reading_timeout_seconds": 60,
        "reading_memory_bytes": 1_073_741_824,
        "lock_timeout_seconds": 10,
        "web_host": "127.0.0.1",
        "web_port": 8642,
        "reviewer": "ingrid",
    }


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("workspace", "talks/strait", Path("talks/strait")),
        ("document_limit_bytes", "1000", 1000),
        ("reading_timeout_seconds", "0.5", 0.5),
        ("reading_memory_bytes", "2000000", 2_000_000),
        ("lock_timeout_seconds", "0", 0),
        ("web_host", "0.0.0.0", "0.0.0.0"),  # noqa: S104 -- a value to read, nothing is bound
        ("web_port", "9000", 9000),
        ("reviewer", " Emil Brandt ", "Emil Brandt"),
    ],
)
def test_a_variable_sets_its_setting(name: str, written: str, value: object, monkeypatch):
    """Each setting is read from DETENTE_ and its name."""
    monkeypatch.setenv(f"DETENTE_{name.upper()}", written)
    assert getattr(load_settings(), name) == value


@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        ("document_limit_bytes", "50 MB", "whole number of bytes"),
        ("document_limit_bytes", "0", "above 0"),
        ("reading_timeout_seconds", "soon", "seconds"),
        ("reading_timeout_seconds", "inf", "seconds"),
        ("reading_memory_bytes", "-1", "bytes above 0"),
        ("lock_timeout_seconds", "-0.1", "0 or more"),
        ("web_port", "70000", "from 1 to 65535"),
        ("web_port", "http", "from 1 to 65535"),
        ("reviewer", "  ", "name"),
        ("reviewer", "bad\udcffbyte", "name"),
    ],
)
def test_a_wrong_variable_is_told_in_one_line(name: str, written: str, words: str, monkeypatch):
    """The message names the variable, what it holds and what is right."""
    monkeypatch.setenv(f"DETENTE_{name.upper()}", written)
    with pytest.raises(DetenteError) as caught:
        load_settings()
    message = str(caught.value)
    assert f"DETENTE_{name.upper()} is {written!r}" in message
    assert words in message
    assert "\n" not in message


def test_all_wrong_variables_are_told_at_once(monkeypatch):
    """Nobody has to mend the environment one run at a time."""
    monkeypatch.setenv("DETENTE_WEB_PORT", "x")
    monkeypatch.setenv("DETENTE_DOCUMENT_LIMIT_BYTES", "y")
    with pytest.raises(DetenteError, match=r"DETENTE_DOCUMENT_LIMIT_BYTES is 'y'.*; DETENTE_WEB_PORT is 'x'"):
        load_settings()


def test_an_empty_variable_counts_as_not_set(monkeypatch):
    """A variable that a script left empty changes nothing."""
    monkeypatch.setenv("DETENTE_WEB_PORT", "")
    assert load_settings().web_port == 8642


@pytest.mark.parametrize("error", [KeyError("uid"), OSError("no login name"), ImportError("pwd")])
def test_without_a_login_name_the_reviewer_is_analyst(error: Exception, monkeypatch):
    """A container without users still records who acted."""

    def fail() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", fail)
    assert load_settings().reviewer == "analyst"


def test_settings_do_not_change():
    """What a run began with is what it ends with."""
    with pytest.raises(ValidationError):
        load_settings().web_port = 1


def test_every_setting_has_a_help():
    """The help is one line that can stand in a table."""
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert "\n" not in field.description


def test_the_documented_settings_are_the_settings():
    """docs/settings.md lists each setting in order, with its default, its unit and its meaning."""
    page = Path(__file__).parents[2] / "docs" / "settings.md"
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \| (.*?) ?\| (.*?) \|$", page.read_text(encoding="utf-8"), re.MULTILINE)
    told_in_words = {"workspace": "the current folder", "reviewer": "your login name, or analyst"}
    assert rows == [
        (
            f"DETENTE_{name.upper()}",
            told_in_words.get(name, f"`{field.default}`"),
            next((unit for unit in ("bytes", "seconds") if name.endswith(f"_{unit}")), ""),
            field.description,
        )
        for name, field in Settings.model_fields.items()
    ]
