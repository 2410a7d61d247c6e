"""Making workspaces: a folder with a new ledger and the dossier it begins with; where that fails, nothing stays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import LedgerError, StorageError
from detente.model import Grade
from detente.reading import printable
from detente.workspace.places import DATABASE_FILE, LEDGER_FILE, name_database, place_of

if TYPE_CHECKING:
    from detente.ledger import Event, Ledger
    from detente.settings import Settings


def default_settings() -> Settings:
    """Those of the environment."""
    from detente.settings import load_settings

    return load_settings()


def framing(dossier_file: Path) -> tuple[Event, ...]:
    """What puts a dossier in force, once it is known to be a good one: itself, and the grades it gives."""
    from detente.dossier import load
    from detente.ledger import DossierChanged, SourceGraded

    sources = load(dossier_file).sources
    changed = DossierChanged(dossier_file.read_text(encoding="utf-8-sig"), printable(str(dossier_file)))
    reason = "graded in the dossier"
    return changed, *(SourceGraded(Grade.read(each.grade), reason, source=each.name) for each in sources)


def why_no_workspace(folder: Path) -> str:
    """Why a folder holds no workspace, and what to do."""
    if folder.is_file():
        return f"{folder} is a file; name the folder that the ledger is in"
    if folder.is_symlink() and not folder.exists():
        return f"{folder} is a link to {folder.readlink()}, which is not there; mend the link"
    return f"{folder} is no workspace; `detente init {folder} --dossier FILE` makes one"


@contextmanager
def made(folder: Path) -> Iterator[None]:
    """Makes the folder and those above it, and takes away again what it made if the rest fails."""
    try:
        missing = [each for each in (folder, *folder.parents) if not each.exists()]
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        what = "a file" if folder.is_file() else "a link to what is not there"
        raise StorageError(f"{folder} is {what}; choose a folder") from error
    except OSError as error:
        raise StorageError(f"{folder}: {error.strerror}; choose a folder that can be made") from error
    try:
        yield
    except BaseException:
        for each in missing:
            with suppress(OSError):
                each.rmdir()
        raise


@contextmanager
def new_ledger(folder: Path, settings: Settings, database: str | None) -> Iterator[Ledger]:
    """A new ledger, which stays open if all goes well within, and is gone again if not."""
    from detente.ledger import Ledger

    path = folder / LEDGER_FILE
    if (folder / DATABASE_FILE).exists():
        raise LedgerError(f"{folder} is a workspace already; choose another folder")
    if database is not None:
        name_database(folder, database)
    ledger: Ledger | None = None
    try:
        ledger = Ledger.create(place_of(folder), lock_timeout_seconds=settings.lock_timeout_seconds)
        yield ledger
    except BaseException:
        if ledger is not None:
            ledger.close()
            if database is None:
                path.unlink(missing_ok=True)
        if database is not None:
            (folder / DATABASE_FILE).unlink(missing_ok=True)
        raise
