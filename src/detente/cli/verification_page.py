"""What a check of the ledger found, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType

from detente.cli.styles import LOUD, QUIET, words
from detente.ledger import Verification


def verification_page(verification: Verification) -> Iterator[RenderableType]:
    """What was checked, every finding, and the hash to keep elsewhere."""
    yield words(
        f"Checked the hash chain of {verification.events} events, the quotes of {verification.statements} statements "
        f"in {verification.documents} documents, and the tables against a replay of the events."
    )
    for finding in verification.findings:
        yield words(f"✗ {finding}", LOUD)
    if verification.is_clean:
        yield words("✓ Everything is as it was recorded.", "green")
    else:
        yield words(f"{len(verification.findings)} findings. Restore a copy, or ask who changed the file.", LOUD)
    yield words(f"Last event: {verification.head}", QUIET)
