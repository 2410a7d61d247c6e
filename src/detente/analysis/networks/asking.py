"""Asking: what a network is made of, how its ties are counted, and over which stretch of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from detente.errors import NetworkError


class Mode(StrEnum):
    """Whether two kinds of things are tied (who spoke on what), or things of one kind (who agrees with whom)."""

    TWO_MODE = "twomode"
    ONE_MODE = "onemode"
    EVENT_LIST = "eventlist"


class Aggregation(StrEnum):
    """How the qualifier enters a tie."""

    IGNORE = "ignore"
    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"
    COMBINE = "combine"


class Normalization(StrEnum):
    """What a tie is divided by."""

    NO = "no"
    ACTIVITY = "activity"
    PROMINENCE = "prominence"
    AVERAGE = "average"
    JACCARD = "jaccard"
    COSINE = "cosine"


class Duplicates(StrEnum):
    """Within what a statement that says the same again counts once."""

    INCLUDE = "include"
    DOCUMENT = "document"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    ACROSS_RANGE = "acrossrange"


class Unit(StrEnum):
    """What windows are measured in and moved by."""

    NO = "no"
    EVENTS = "events"
    SECONDS = "seconds"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Kernel(StrEnum):
    """How a statement's weight falls with its distance from the middle of a window."""

    NO = "no"
    UNIFORM = "uniform"
    TRIANGULAR = "triangular"
    EPANECHNIKOV = "epanechnikov"
    GAUSSIAN = "gaussian"


class Compat(StrEnum):
    """Whose numbers to give: our own, or those of the Discourse Network Analyzer with its defects."""

    NONE = "none"
    DNA = "dna"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueFilter:
    """Statements to leave out by a variable's values, or the only ones to keep.

    Attributes:
        is_kept: Keep only these values instead.
        is_document: The variable is one of the documents'.
    """

    variable: str
    values: tuple[str, ...]
    is_kept: bool = False
    is_document: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkQuestion:
    """Which network is wanted.

    Attributes:
        rows, columns: Variables: whose ties, and through what (one-mode) or to what (two-mode).
        qualifier: The variable that says how: agreement, a number, a kind; None for none.
        is_rows_document, is_columns_document, is_qualifier_document: Whether documents tell it of themselves.
        has_isolates: Whether things that only other statements of the range name stand in it, without ties.
        value_filters: Applied after the range of the network is known; they do not change levels.
        document_filters: Applied first.
        start, stop: Both included; None for the first and the last document.
        window, window_size: What windows are measured in, and how many; ``Unit.NO`` for one network.
        kernel: How a window's statements are weighted; ``Kernel.NO`` counts each once.
        is_indented: Whether only windows that lie wholly within the range are wanted of a kernel.
        is_normalized_to_one: Whether each window's ties are divided by their sum.
        compat: Whose numbers.
        locale: Whose weeks, for ``Compat.DNA``: ``en_GB`` begins them on Monday, ``en_US`` on Sunday.
        seed: Of what is drawn where statements share a moment.
        statement_type: Which statements of a file that holds several types.
    """

    mode: Mode = Mode.TWO_MODE
    rows: str
    columns: str
    qualifier: str | None = None
    is_rows_document: bool = False
    is_columns_document: bool = False
    is_qualifier_document: bool = False
    aggregation: Aggregation = Aggregation.IGNORE
    normalization: Normalization = Normalization.NO
    duplicates: Duplicates = Duplicates.INCLUDE
    has_isolates: bool = False
    value_filters: tuple[ValueFilter, ...] = ()
    document_filters: tuple[ValueFilter, ...] = ()
    start: datetime | None = None
    stop: datetime | None = None
    window: Unit = Unit.NO
    window_size: int = 0
    kernel: Kernel = Kernel.NO
    is_indented: bool = False
    is_normalized_to_one: bool = False
    compat: Compat = Compat.NONE
    locale: str = "en_GB"
    seed: int = 1
    statement_type: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.start is not None and self.stop is not None and self.stop < self.start:
            raise NetworkError(f"the range ends {self.stop} before it begins {self.start}; swap the two")
        self._check_qualifier()
        self._check_normalization()
        self._check_window()

    @property
    def is_dna(self) -> bool:
        """Whether the numbers of the Discourse Network Analyzer are wanted."""
        return self.compat is Compat.DNA

    def _check_qualifier(self) -> None:
        one_mode_only = {Aggregation.CONGRUENCE, Aggregation.CONFLICT}
        if self.mode is Mode.TWO_MODE and self.aggregation in one_mode_only:
            raise NetworkError(f"{self.aggregation} is for one-mode networks; choose ignore, subtract or combine")
        if self.mode is Mode.ONE_MODE and self.aggregation is Aggregation.COMBINE:
            raise NetworkError("combine is for two-mode networks; choose ignore, congruence, conflict or subtract")

    def _check_normalization(self) -> None:
        for mode, right in _NORMALIZATIONS.items():
            if self.mode is mode and self.normalization not in right:
                raise NetworkError(
                    f"{self.normalization} is no normalization of {mode} networks; choose from {', '.join(right)}"
                )

    def _check_window(self) -> None:
        if self.window is not Unit.NO and self.window_size < 1:
            raise NetworkError(f"a window of {self.window_size} {self.window} holds nothing; give one or more")
        if self.kernel is not Kernel.NO and self.window in {Unit.NO, Unit.EVENTS}:
            raise NetworkError(f"the {self.kernel} kernel needs a window in units of time, such as days")


_NORMALIZATIONS = {
    Mode.TWO_MODE: (Normalization.NO, Normalization.ACTIVITY, Normalization.PROMINENCE),
    Mode.ONE_MODE: (Normalization.NO, Normalization.AVERAGE, Normalization.JACCARD, Normalization.COSINE),
}
