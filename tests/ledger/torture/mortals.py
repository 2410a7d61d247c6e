"""Mortals: for each kind of work on a ledger a process that dies on every step of it, and what is left then.

Each function runs in a process of its own and tells, for each point in turn, ``before`` where nothing was done,
``after`` where all was, and anything else where something is half done.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from shutil import copy

from detente.errors import NotAWorkspaceError
from detente.ledger import Ledger
from detente.ledger.chain import Head
from tests.ledger.torture.antique import state_of
from tests.ledger.torture.deeds import DEEDS
from tests.ledger.torture.endless import head_of
from tests.ledger.torture.fail_points import die_everywhere
from tests.ledger.torture.stories import by_chance

BEFORE = (
    "frames", "adds", "adds_a_copy", "codes_again", "accepts", "splits", "merges", "corrects", "withdraws", "notes",
)  # fmt: skip
"""What a ledger is prepared with, so that every kind of deed can be done."""
Arm = Callable[[], None]


def prepare(place: Path | str) -> None:
    """Makes a ledger in which every kind of deed can be done."""
    with Ledger.create(place) as ledger:
        chance = by_chance(5)
        for name in BEFORE:
            assert ledger.append(DEEDS[name](ledger.view(), chance), actor="before")


def appending(pipe: Connection, place: Path | str, name: str) -> None:
    """Dies on every step of an append."""
    with Ledger.open(place) as ledger:
        start, digest = head_of(ledger), ledger.view().digest()
        events = DEEDS[name](ledger.view(), by_chance(1))

    def work(arm: Arm) -> None:
        with Ledger.open(place) as ledger:
            arm()
            ledger.append(events, actor=name)

    def look() -> str:
        with Ledger.open(place) as ledger:
            head, verification = head_of(ledger), ledger.verify()
            if not verification.is_clean:
                return f"not clean: {verification.findings[0]}"
            if (head, ledger.view().digest()) == (start, digest):
                return "before"
            return "after" if head.seq == start.seq + len(events) else f"{head.seq - start.seq} of {len(events)}"

    pipe.send(die_everywhere(work, look))


def rebuilding(pipe: Connection, place: Path | str) -> None:
    """Dies on every step of making the tables anew, which changes nothing."""
    with Ledger.open(place) as ledger:
        start = head_of(ledger)

    def work(arm: Arm) -> None:
        with Ledger.open(place) as ledger:
            arm()
            ledger.rebuild()

    def look() -> str:
        with Ledger.open(place) as ledger:
            return "before" if ledger.verify().is_clean and head_of(ledger) == start else "half"

    pipe.send(die_everywhere(work, look))


def creating(pipe: Connection, place: Path | str) -> None:
    """Dies on every step of making a ledger."""

    def look() -> str:
        try:
            with Ledger.open(place) as ledger:
                return "after" if ledger.verify().is_clean and head_of(ledger) == Head() else "half"
        except NotAWorkspaceError:
            return "before"

    def work(arm: Arm) -> None:
        arm()
        Ledger.create(place).close()

    pipe.send(die_everywhere(work, look))


def taking_in(pipe: Connection, place: Path | str, lines: list[str], n_events: int) -> None:
    """Dies on every step of taking in what another ledger exported."""
    Ledger.create(place).close()

    def work(arm: Arm) -> None:
        with Ledger.open(place) as ledger:
            arm()
            ledger.take_in(lines)

    def look() -> str:
        with Ledger.open(place) as ledger:
            head, is_clean = head_of(ledger), ledger.verify().is_clean
            return {0: "before", n_events: "after"}.get(head.seq, "half") if is_clean else "not clean"

    pipe.send(die_everywhere(work, look))


def backing_up(pipe: Connection, place: Path | str, folder: Path) -> None:
    """Dies on every step of a backup."""
    file = folder / "backup.sqlite"

    def work(arm: Arm) -> None:
        with Ledger.open(place) as ledger:
            arm()
            ledger.backup(file)

    def look() -> str:
        if not file.exists():
            return "before"
        with Ledger.open(place) as ledger, Ledger.open(file) as other:
            return "after" if other.verify().is_clean and head_of(other) == head_of(ledger) else "half"

    pipe.send(die_everywhere(work, look, folder))


def migrating(pipe: Connection, antique: Path, antique_head: str, folder: Path) -> None:
    """Dies on every step of opening an old ledger."""
    file = folder / "old.sqlite"
    copy(antique, file)

    def look() -> str:
        state = state_of(file)
        if state == "today's":
            with Ledger.open(file) as ledger:
                verification = ledger.verify()
                return "after" if (verification.findings, verification.head) == ((), antique_head) else "half"
        return "before" if state == "old" else state

    def work(arm: Arm) -> None:
        arm()
        Ledger.open(file).close()

    pipe.send(die_everywhere(work, look))
