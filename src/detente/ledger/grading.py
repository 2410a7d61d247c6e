"""Grading: how far a report is trusted, and what is told in it through others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from detente.dossier import parse
from detente.errors import DossierError
from detente.ledger.rows import GradeRow
from detente.model import UNGRADED, Grade, Imprint
from detente.model.grades import weakest
from detente.model.outlets import NO_OUTLETS, Outlets, plain


class Grading:
    """The grades in force, each source under any name that the dossier gives it.

    Args:
        rows: The grades as recorded, in any order.
        outlets: The dossier's sources by their names.
    """

    def __init__(self, rows: Iterable[GradeRow], outlets: Outlets) -> None:
        self._outlets = outlets
        self._sources: dict[str, Grade] = {}
        self._documents: dict[str, Grade] = {}
        for row in sorted(rows, key=lambda row: row.seq):
            grade = Grade.read(row.grade)
            if row.source is not None:
                self._sources[self._called(row.source)] = grade
            if row.document is not None:
                self._documents[row.document] = grade

    def of_document(self, document: Imprint) -> Grade:
        """Its own grade, else its publisher's, else F6, which cannot be judged."""
        own = self._documents.get(document.id)
        if own is not None or document.publisher is None:
            return own or UNGRADED
        return self._sources.get(self._called(document.publisher), UNGRADED)

    def of_told(self, document: Imprint, chain: Sequence[str]) -> tuple[Grade, tuple[str, ...]]:
        """The grade of what is told in a document through others, and those of them whom it comes from.

        It is that of the weakest link: the document, and each graded teller who stands between.

        Args:
            document: What it is told in.
            chain: Who reports whom, nearest the speaker first.
        """
        printed = self.of_document(document)
        if not chain:
            return printed, ()
        links = [
            (teller, grade)
            for teller in self._outlets.between(tuple(chain), document.publisher)
            if (grade := self._sources.get(self._called(teller), UNGRADED)) != UNGRADED
        ]
        found = weakest([printed, *(grade for _, grade in links)])
        if found == printed:
            return found, ()
        whole = [teller for teller, grade in links if grade == found]
        return found, tuple(
            dict.fromkeys(whole or (teller for teller, grade in links if _gives(grade, printed, found)))
        )

    def _called(self, name: str) -> str:
        return plain(self._outlets.one_name(name))


def _gives(grade: Grade, printed: Grade, found: Grade) -> bool:
    """Whether a grade gives the letter or the digit that was found, which the document's own does not."""
    is_letter = grade.reliability == found.reliability != printed.reliability
    return is_letter or grade.credibility == found.credibility != printed.credibility


@lru_cache(maxsize=4)
def outlets_in(dossier_text: str) -> Outlets:
    """The sources of a dossier by their names; none where it cannot be read, as one of long ago may be."""
    try:
        return Outlets(parse(dossier_text, "").sources)
    except DossierError:
        return NO_OUTLETS
