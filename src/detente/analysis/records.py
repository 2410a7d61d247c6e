"""Records of which there may be hundreds of thousands: each is made when it is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

_Record = TypeVar("_Record")


class Records(Sequence[_Record], Generic[_Record]):
    """So many records, each made of its place when it is looked at; it equals a tuple of the same.

    Args:
        n: How many.
        make: Makes the one at a place.

    Example:
        >>> squares = Records(3, lambda place: place**2)
        >>> squares, squares[-1], squares == (0, 1, 4)
        ((0, 1, 4), 4, True)
    """

    __slots__ = ("_make", "_places")

    def __init__(self, n: int, make: Callable[[int], _Record]) -> None:
        self._places, self._make = range(n), make

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> _Record: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[_Record]: ...
    def __getitem__(self, at: int | slice) -> _Record | Sequence[_Record]:
        return tuple(map(self._make, self._places[at])) if isinstance(at, slice) else self._make(self._places[at])

    def __iter__(self) -> Iterator[_Record]:
        return map(self._make, self._places)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, (Records, tuple)) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))
