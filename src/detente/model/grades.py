"""Grades: how far a source is trusted, and how likely what it reports is.

Source: the Admiralty system as NATO uses it (AJP-2.1, annex on source reliability and information credibility).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

_GRADE = re.compile(r"([A-F])([1-6])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Grade:
    """A letter for the source and a digit for what it reports.

    Attributes:
        reliability: ``A`` completely reliable to ``E`` unreliable; ``F`` cannot be judged.
        credibility: 1 confirmed to 5 improbable; 6 cannot be judged.

    Raises:
        ValueError: The letter or the digit is none of these.

    Example:
        >>> Grade.read("b2"), str(Grade())
        (Grade(reliability='B', credibility=2), 'F6')
    """

    reliability: str = "F"
    credibility: int = 6

    LETTERS: ClassVar[dict[str, str]] = {
        "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
        "E": "unreliable", "F": "reliability cannot be judged",
    }  # fmt: skip
    DIGITS: ClassVar[dict[int, str]] = {
        1: "confirmed by other sources", 2: "probably true", 3: "possibly true", 4: "doubtful", 5: "improbable",
        6: "truth cannot be judged",
    }  # fmt: skip

    def __post_init__(self) -> None:
        if self.reliability not in self.LETTERS or self.credibility not in self.DIGITS:
            raise ValueError(f"{self} is no grade; a letter from A to F and a digit from 1 to 6, such as B2")

    @classmethod
    def read(cls, text: str) -> Grade:
        """The grade that is written so.

        Raises:
            ValueError: It is none.
        """
        match = _GRADE.fullmatch(text.strip().upper())
        if match is None:
            raise ValueError(f"{text!r} is no grade; a letter from A to F and a digit from 1 to 6, such as B2")
        return cls(match[1], int(match[2]))

    @property
    def is_doubtful(self) -> bool:
        """Whether somebody judged the source not usually reliable, or the report doubtful, or worse."""
        return self.reliability in {"D", "E"} or self.credibility in {4, 5}

    @property
    def in_words(self) -> str:
        """What letter and digit mean."""
        return f"{self.LETTERS[self.reliability]}, {self.DIGITS[self.credibility]}"

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"


_LETTERS_BEST_FIRST, _DIGITS_BEST_FIRST = "ABCFDE", (1, 2, 3, 6, 4, 5)


def weakest(links: Sequence[Grade]) -> Grade:
    """The grade of what came through several hands: the worst letter and the worst digit of all.

    What cannot be judged is worse than what is trusted, and better than what is doubted.

    Args:
        links: At least one.

    Example:
        >>> str(weakest([Grade("B", 2), Grade("D", 4)])), str(weakest([Grade(), Grade("A", 4)]))
        ('D4', 'F4')
    """
    return Grade(
        max((each.reliability for each in links), key=_LETTERS_BEST_FIRST.index),
        max((each.credibility for each in links), key=_DIGITS_BEST_FIRST.index),
    )


UNGRADED = Grade()
"""What holds until somebody grades."""
