"""How much one document may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take before it is refused.

    Attributes:
        bytes: Size of the file; a Word file may unpack to four times as much.
        seconds: Wall-clock and processor time for a PDF, counted each for itself.
        memory_bytes: Address space of the process that reads a PDF.
    """

    bytes: int = 50_000_000
    seconds: float = 60.0
    memory_bytes: int = 1_073_741_824

    def __post_init__(self) -> None:
        if self.bytes <= 0 or self.seconds <= 0 or self.memory_bytes <= 0:
            raise ValueError(f"limits must be greater than zero: {self}")
