"""Where everything of a dossier stands, and the mistakes found so far."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NoReturn

from detente.errors import DossierError, DossierProblem

LIMIT_PROBLEMS = 200
"""Reading stops at so many mistakes: a longer list helps nobody."""

_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A character of the file.

    Attributes:
        line: Counted from 1; 0 stands for the file as a whole.
        column: Counted from 1.
    """

    line: int
    column: int


WHOLE_FILE = Place(0, 0)
_MEANT: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("title", "office", "position", "job"), "role"),
        **dict.fromkeys(("alias", "aliases", "also_known_as", "synonyms"), "names"),
        **dict.fromkeys(("keywords", "words"), "terms"),
        **dict.fromkeys(("country", "nation", "nation_state"), "state"),
        **dict.fromkeys(("secretariat", "facilitator", "broker", "chair"), "mediator"),
        **dict.fromkeys(
            ("rebels", "rebel_group", "militia", "guerrilla", "insurgents", "armed_movement"), "armed_group"
        ),
        **dict.fromkeys(
            ("ngo", "agency", "organization", "international_organisation", "international_organization", "igo"),
            "organisation",
        ),
        **dict.fromkeys(("alliance", "group_of_states", "regional_bloc"), "bloc"),
        **dict.fromkeys(("party", "faction", "parliamentary_group"), "political_party"),
        **dict.fromkeys(("trade_union", "labour_union", "labor_union"), "union"),
        **dict.fromkeys(("firm", "corporation", "business", "employer"), "company"),
        **dict.fromkeys(("civil_society", "industry_association", "lobby"), "association"),
        **dict.fromkeys(("province", "autonomous_region"), "region"),
        **dict.fromkeys(("individual",), "person"),
        **dict.fromkeys(("wire", "news_agency", "newswire"), "agency"),
        **dict.fromkeys(("paper", "daily", "press"), "newspaper"),
        **dict.fromkeys(("tv", "radio", "television"), "broadcaster"),
        **dict.fromkeys(("website", "portal", "web"), "online"),
        **dict.fromkeys(("money", "amount", "volume", "quantity", "percent", "integer", "numeric"), "number"),
        **dict.fromkeys(("date", "boolean", "yes_no", "choice"), "options"),
        **dict.fromkeys(("offer", "offers"), "propose"),
        **dict.fromkeys(("refuse", "refuses"), "reject"),
        **dict.fromkeys(("agree", "agrees"), "accept"),
        **dict.fromkeys(("want", "wants", "insist"), "demand"),
        **dict.fromkeys(("initialled", "initialed", "adopted"), "agreed"),
        **dict.fromkeys(("tabled", "circulated", "delivered"), "handed_over"),
        **dict.fromkeys(("weakens", "contradicts", "against"), "breaks"),
    }
)
"""Words that people write for those of a dossier, which no likeness of letters would find."""


class Findings:
    """The places and the mistakes of one file, gathered while it is read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._places: dict[str, Place] = {}
        self._found: list[tuple[Place, DossierProblem]] = []

    def remember(self, key: str, place: Place) -> None:
        """Notes where a dotted key stands, for mistakes that show only later."""
        self._places[key] = place

    def place_of(self, key: str) -> Place:
        """Where a dotted key that was read stands."""
        return self._places[key]

    def report(self, key: str, message: str, place: Place | None = None) -> None:
        """Notes a mistake, where its key stands unless told otherwise.

        Raises:
            DossierError: It is one mistake too many to go on.
        """
        place = self._places[key] if place is None else place
        self._found.append((place, DossierProblem(self.file, place.line, key, message)))
        if len(self._found) >= LIMIT_PROBLEMS:
            stop = f"reading stopped after {LIMIT_PROBLEMS} mistakes; mend these first"
            raise DossierError([*self._in_order(), DossierProblem(self.file, place.line, "", stop)])

    def refuse(self, message: str, place: Place = WHOLE_FILE) -> NoReturn:
        """Ends the reading with a mistake that leaves nothing more to look at.

        Raises:
            DossierError: Always.
        """
        raise DossierError([DossierProblem(self.file, place.line, "", message)])

    def raise_if_any(self) -> None:
        """Ends the reading if a mistake was found.

        Raises:
            DossierError: With every mistake, in the order of the file.
        """
        if self._found:
            raise DossierError(self._in_order())

    def _in_order(self) -> list[DossierProblem]:
        return [problem for _, problem in sorted(self._found, key=lambda found: found[0])]


def shown(text: str) -> str:
    """The text as a message may show it: one line, at most 60 characters, nothing that moves a cursor."""
    line = " ".join(_UNSHOWN.sub(" ", text).split())
    return line if len(line) <= 60 else f"{line[:58]} …"


def meant(word: str, known: Iterable[str]) -> str | None:
    """The known word for which people write this one, if there is one."""
    found = _MEANT.get(word.casefold())
    return found if found in set(known) else None


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that means what is written, else the one most like it, if one is like it at all."""
    by_folded = {other.casefold(): other for other in known}
    if (word_meant := meant(word, by_folded)) is not None:
        return by_folded[word_meant]
    found = difflib.get_close_matches(word.casefold(), by_folded, n=1)
    return by_folded[found[0]] if found else None


def listed(words: Iterable[str]) -> str:
    """The words one after the other, as in a sentence."""
    return ", ".join(words)
