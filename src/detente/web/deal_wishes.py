"""Wishes: what is asked of the deal space in an address, as links write it and as the page's form sends it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from starlette.datastructures import QueryParams

from detente.dealspace import Changes
from detente.web.moments import Moment

SET, WORTH = "set:", "worth:"
"""Before an entry's id in the name of the field that holds its number; before a party's, for a new option."""
_NAMES: Mapping[str, str] = {
    "without": "without", "allow": "allow", "set": "number", "pay": "pay", "add_option": "add_option"
}  # fmt: skip
_KEPT = ("as_of", "known_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The changes that are asked for, and the two parties that the drawing is of.

    Attributes:
        pair: Their ids; empty where none are chosen.
        draws, seed: As they are written; empty where nothing is asked for.
    """

    changes: Changes = field(default_factory=Changes)
    pair: tuple[str, str] = ("", "")
    draws: str = ""
    seed: str = ""

    @classmethod
    def of(cls, query: QueryParams) -> Wish:
        """What an address asks for: in the form of links, or as the fields of the page's form.

        Example:
            >>> wish = Wish.of(QueryParams("set:norland:fees=350&set:sudmark:fees=&without=norland:passage"))
            >>> wish.changes.number, wish.changes.without
            (('norland:fees=350',), ('norland:passage',))
        """
        told = {own: [each for each in query.getlist(name) if each] for name, own in _NAMES.items()}
        told["number"] += [f"{name[len(SET) :]}={text}" for name, text in _filled(query, SET)]
        told["pay"] += _payment(query)
        told["add_option"] += _option(query)
        changes = Changes(**{own: tuple(dict.fromkeys(many)) for own, many in told.items()})
        pair = (query.get("x", ""), query.get("y", ""))
        return cls(changes=changes, pair=pair, draws=query.get("draws", ""), seed=query.get("seed", ""))

    @property
    def values(self) -> dict[str, str | tuple[str, ...]]:
        """The values of an address that asks for it; those that are empty ask for nothing."""
        told: dict[str, str | tuple[str, ...]] = {
            name: getattr(self.changes, own) for name, own in _NAMES.items() if getattr(self.changes, own)
        }
        rest = {"x": self.pair[0], "y": self.pair[1], "draws": self.draws, "seed": self.seed}
        return told | {name: value for name, value in rest.items() if value}

    def is_told_by(self, query: QueryParams) -> bool:
        """Whether an address asks for it in the form of links, and for nothing else."""
        asked = [(name, value) for name, value in query.multi_items() if name not in _KEPT]
        told = [
            (name, each)
            for name, value in self.values.items()
            for each in ((value,) if isinstance(value, str) else value)
        ]
        return sorted(asked) == sorted(told)

    def link(self, moment: Moment, *path: str, anchor: str = "") -> str:
        """The address that asks for it at a moment."""
        return moment.link(*(path or ("deals",)), anchor=anchor, **self.values)

    def muting(self, lines: Iterable[str]) -> Wish:
        """The same with these lines given up as well."""
        every = tuple(dict.fromkeys((*self.changes.without, *lines)))
        return replace(self, changes=replace(self.changes, without=every))

    def less(self, kind: str, change: str) -> Wish:
        """The same without one of its changes; ``kind`` is a field of :class:`detente.dealspace.Changes`."""
        rest = tuple(each for each in getattr(self.changes, kind) if each != change)
        return replace(self, changes=replace(self.changes, **{kind: rest}))


def _filled(query: QueryParams, lead: str) -> list[tuple[str, str]]:
    return [(name, text.strip()) for name, text in query.multi_items() if name.startswith(lead) and text.strip()]


def _payment(query: QueryParams) -> list[str]:
    amount = query.get("amount", "").strip()
    return [f"{query.get('giver', '')}:{query.get('taker', '')}={amount}"] if amount else []


def _option(query: QueryParams) -> list[str]:
    called = query.get("option", "").strip()
    values = ",".join(text.strip() or "0" for name, text in query.multi_items() if name.startswith(WORTH))
    return [f"{query.get('issue', '')}:{called}={values}"] if called else []
