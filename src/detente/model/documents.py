"""Documents: stored text with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.model.ids import DocumentId
from detente.model.times import Edtf


class Kin(StrEnum):
    """How a document is like an earlier one: the publisher's own later version, or a copy by somebody else."""

    VERSION = "version"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Kinship:
    """That a document is nearly the same text as an earlier one.

    Attributes:
        of: The earlier document.
        kind: A version comes from the same address, or from the same publisher under the same name or title.
        likeness: Share of five-word runs that the two have in common, in [0, 1].
    """

    of: DocumentId
    kind: Kin
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What a document tells about itself, without its text.

    Attributes:
        id: The beginning of ``sha256``: the same bytes are the same document.
        name: The file's name without its ending.
        media_type: ``text/plain``, ``text/markdown``, ``text/html``, ``application/pdf`` or the one of .docx.
        sha256: Hex digest of the bytes.
        body_start: Where the prose begins in the text (behind a front matter), in characters.
        title, publisher, url: As the document tells them.
        published: Day or month of publication as told; None if it is not told.
    """

    id: DocumentId
    name: str
    media_type: str
    sha256: str
    body_start: int = 0
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: Edtf | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Imprint):
    """A text as it was read, with where it came from.

    Attributes:
        text: The text every quote's characters are counted in. For .txt and .md it is the file's own
            text, character for character.
    """

    text: str
