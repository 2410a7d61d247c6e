"""Filters: which statements and documents a search is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What to keep; an empty value keeps all.

    Attributes:
        party, issue: Ids of the dossier.
        act, firmness: As statements are written: ``reject``, ``red_line``.
        since, until: Days; what may have been said, or published, on or between them. What has no date is left out.
        source: The publisher of the document, in any case.
    """

    party: str = ""
    issue: str = ""
    act: str = ""
    firmness: str = ""
    since: date | None = None
    until: date | None = None
    source: str = ""

    @property
    def is_about_statements(self) -> bool:
        """Whether it asks for what only statements have, so that passages without one are left out."""
        return bool(self.party or self.issue or self.act or self.firmness)
