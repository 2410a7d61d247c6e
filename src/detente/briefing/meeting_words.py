"""Meetings in words: what their status means, and who sat there."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from detente.analysis import Round, RoundStatus
from detente.briefing.wording import listed
from detente.model import Dossier

MEETING_HEADINGS: Mapping[RoundStatus, str] = MappingProxyType(
    {
        RoundStatus.ANNOUNCED: "Announced",
        RoundStatus.HELD: "Held",
        RoundStatus.UNCONFIRMED: "Announced for a day that is over; no document was found to tell that it was held",
        RoundStatus.CANCELLED: "Called off",
    }
)
"""Above the meetings of a status, in the order they are shown."""


def sitting_words(meeting: Round, dossier: Dossier) -> str:
    """The sides and, in brackets, the people, the format and who mediates."""
    sides = listed(tuple(dossier.party_name(party) for party in meeting.participants)) or "sides not named"
    mediator = f"mediated by {dossier.party_name(meeting.mediator)}" if meeting.mediator else ""
    format_ = meeting.format.value if meeting.format else ""
    more = [part for part in (listed(meeting.people), format_, mediator) if part]
    return f"{sides} ({'; '.join(more)})" if more else sides
