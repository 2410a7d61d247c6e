"""Children: processes that are made fast, because one that has loaded everything forks them, and that may die."""

from __future__ import annotations

import importlib
import multiprocessing
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import ModuleType

DIED = 9
"""How a process ends that was to die on the way."""

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["tests.ledger.torture.deeds", "detente.ledger.migrating", "detente.ledger.postgresql"])


@contextmanager
def child(work: Callable[..., None], *args: object) -> Iterator[tuple[BaseProcess, Connection]]:
    """A process that does ``work(pipe, *args)``, and our end of its pipe; it is killed at the end."""
    ours, theirs = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(target=work, args=(theirs, *args), daemon=True)
    process.start()
    theirs.close()
    try:
        yield process, ours
    finally:
        process.kill()
        process.join()
        ours.close()


def received(pipe: Connection) -> Iterator[object]:
    """All that a process told before it ended, whole messages only."""
    try:
        while True:
            yield pipe.recv()
    except (EOFError, OSError):
        return


def all_told(work: Callable[..., None], calls: list[tuple[object, ...]]) -> list[list[object]]:
    """Lets a process for each call work at once; gives what each told, once all have ended well."""
    pipes, processes = [], []
    for args in calls:
        ours, theirs = _CONTEXT.Pipe(duplex=False)
        processes.append(_CONTEXT.Process(target=work, args=(theirs, *args), daemon=True))
        processes[-1].start()
        theirs.close()
        pipes.append(ours)
    told = [list(received(pipe)) for pipe in pipes]
    for process in processes:
        process.join()
        assert process.exitcode == 0
    return told


def exit_code_of(work: Callable[[], None]) -> int:
    """Does the work in a fork of this process, and tells how that ended; 1 where it raised an error."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def driver(name: str | None) -> ModuleType | None:
    """The SQLite driver of this name; None for the default."""
    return None if name is None else importlib.import_module(name)
