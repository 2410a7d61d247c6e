"""Every setting of détente: its default, its unit and what it does, each read from a DETENTE_ variable."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from detente.errors import DetenteError

_PREFIX = "DETENTE_"
_Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _user_name() -> str:
    # Where nobody is logged in, the three errors are Windows', Python 3.11's and Python 3.13's.
    try:
        return getpass.getuser().strip() or "analyst"
    except (ImportError, KeyError, OSError):
        return "analyst"


class Settings(BaseSettings):
    """What a run may be told from outside. A variable that is set to nothing counts as not set.

    Example:
        >>> Settings(web_port=9000).web_port
        9000
    """

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    workspace: Path = Field(default=Path(), description="folder that holds the ledger, where a command names none")
    document_limit_bytes: int = Field(
        default=50_000_000, gt=0, description="largest document that is read, a whole number of bytes above 0"
    )
    reading_timeout_seconds: float = Field(
        default=60,
        gt=0,
        allow_inf_nan=False,
        description="longest time one document may take, seconds above 0",
    )
    reading_memory_bytes: int = Field(
        default=1_073_741_824,
        gt=0,
        description="most memory one document may take, a whole number of bytes above 0",
    )
    lock_timeout_seconds: float = Field(
        default=10,
        ge=0,
        allow_inf_nan=False,
        description="longest wait for another process that writes to the ledger, seconds, 0 or more",
    )
    web_host: _Name = Field(
        default="127.0.0.1", description="address the pages are served on; 127.0.0.1 is this machine only"
    )
    web_port: int = Field(
        default=8642,
        ge=1,
        le=65_535,
        description="port the pages are served on, a whole number from 1 to 65535",
    )
    reviewer: _Name = Field(
        default_factory=_user_name, description="name that is recorded with what you add and review"
    )


def load_settings() -> Settings:
    """The settings as the environment has them.

    Raises:
        DetenteError: A variable holds what it cannot; the message names each, its value and what is right.
    """
    try:
        return Settings()
    except ValidationError as error:
        wrong = [_told(str(one["loc"][0]), one["input"]) for one in error.errors()]
        raise DetenteError("; ".join(wrong)) from error


def _told(name: str, value: object) -> str:
    description = Settings.model_fields[name].description
    return f"{_PREFIX}{name.upper()} is {value!r}; it should be the {description}"
