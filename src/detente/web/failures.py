"""Failures: which error answers with which status, and what a reader is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType

from detente.errors import (
    DamagedLedgerError,
    DetenteError,
    DossierError,
    LedgerError,
    MissingPartError,
    NotAWorkspaceError,
    RefusedReviewError,
    ScenarioError,
    StaleReviewError,
    StorageError,
    UnknownContestError,
    UnknownDocumentError,
    UnknownStatementError,
    WorkspaceInUseError,
)
from detente.web.parts import Link

_PLAIN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "enum": "give one of {expected}",
        "literal_error": "give one of {expected}",
        "greater_than_equal": "give {ge} or more",
        "less_than_equal": "give {le} or less",
        "int_parsing": "give a whole number",
        "int_type": "give a whole number",
        "int_from_float": "give a whole number",
        "float_parsing": "give a number",
        "float_type": "give a number",
        "string_type": "give a text",
        "bool_parsing": "give true or false",
        "missing": "it is missing",
        "extra_forbidden": "there is no such field here",
    }
)
"""What is said of each kind of value that cannot be read."""


class BadQueryError(DetenteError):
    """A value in the address that cannot be understood.

    Attributes:
        name: The value's name in the address.
        value: As it was given.
        right: What would be right.
        instead: Where to go instead of the main pages; None if nowhere.
    """

    def __init__(self, name: str, value: str, right: str, *, instead: Link | None = None) -> None:
        self.name, self.value, self.right, self.instead = name, value, right, instead
        super().__init__(f"{name} is {value!r}; it should be {right}.")


class NoSuchPageError(DetenteError):
    """An address that leads to nothing in this workspace; the text says what is missing.

    Attributes:
        instead: Where to go instead of the main pages; None if nowhere.
    """

    def __init__(self, message: str, *, instead: Link | None = None) -> None:
        self.instead = instead
        super().__init__(message)


class ForeignRequestError(DetenteError):
    """A change that does not come from one of our own pages; nothing was changed."""


class TooLargeError(DetenteError):
    """More was sent at once than is taken; nothing of it was read."""


STATUS_OF: Mapping[type[DetenteError], HTTPStatus] = MappingProxyType(
    {
        BadQueryError: HTTPStatus.BAD_REQUEST,
        NoSuchPageError: HTTPStatus.NOT_FOUND,
        ForeignRequestError: HTTPStatus.FORBIDDEN,
        TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        StaleReviewError: HTTPStatus.CONFLICT,
        RefusedReviewError: HTTPStatus.UNPROCESSABLE_ENTITY,
        ScenarioError: HTTPStatus.BAD_REQUEST,
        MissingPartError: HTTPStatus.NOT_IMPLEMENTED,
        UnknownContestError: HTTPStatus.NOT_FOUND,
        UnknownDocumentError: HTTPStatus.NOT_FOUND,
        UnknownStatementError: HTTPStatus.NOT_FOUND,
        WorkspaceInUseError: HTTPStatus.SERVICE_UNAVAILABLE,
        StorageError: HTTPStatus.SERVICE_UNAVAILABLE,
        NotAWorkspaceError: HTTPStatus.SERVICE_UNAVAILABLE,
        DamagedLedgerError: HTTPStatus.INTERNAL_SERVER_ERROR,
        DossierError: HTTPStatus.INTERNAL_SERVER_ERROR,
        LedgerError: HTTPStatus.INTERNAL_SERVER_ERROR,
        DetenteError: HTTPStatus.INTERNAL_SERVER_ERROR,
    }
)
"""The one table from error to status; a class that is not named takes the status of its nearest parent."""

HEADINGS: Mapping[HTTPStatus, str] = MappingProxyType(
    {
        HTTPStatus.BAD_REQUEST: "This address cannot be read",
        HTTPStatus.NOT_FOUND: "There is nothing at this address",
        HTTPStatus.FORBIDDEN: "This change was refused",
        HTTPStatus.METHOD_NOT_ALLOWED: "This address is for reading only",
        HTTPStatus.CONFLICT: "Somebody decided before you",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "This is too large",
        HTTPStatus.UNPROCESSABLE_ENTITY: "This cannot be recorded so",
        HTTPStatus.SERVICE_UNAVAILABLE: "The workspace cannot be read just now",
        HTTPStatus.NOT_IMPLEMENTED: "This needs a part that is not installed",
        HTTPStatus.INTERNAL_SERVER_ERROR: "Something went wrong here",
    }
)
"""What a page says above the message; other statuses use the phrase of HTTP."""


def status_of(error: DetenteError) -> HTTPStatus:
    """The status that an error answers with."""
    return next(STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF)


def heading_of(status: int) -> str:
    """The heading of the page that tells of a status."""
    known = HTTPStatus(status)
    return HEADINGS.get(known, known.phrase)


def invalid_words(place: Sequence[object], kind: str, limits: Mapping[str, object], message: str) -> str:
    """A value that cannot be read, in our own words; in the library's where they are of no kind that we know.

    Args:
        place: Where it stands, from the outside in.
        kind: What the library calls the mistake.
        limits: What it says would be right.
        message: What it would say itself.
    """
    named = ".".join(str(part) for part in place if part not in {"body", "query", "path"}) or "what was sent"
    words = _PLAIN_WORDS.get(kind)
    return f"{ascii(named)[1:-1]}: {message if words is None else words.format_map(limits)}"
