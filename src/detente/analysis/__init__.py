"""Turns the entries of a view into positions and the matrix of who stands where."""

from detente.analysis.agreement import Agreement, Difference, Reading, agreement, differences, readings
from detente.analysis.clashes import Clash, clash
from detente.analysis.matrix import Matrix, matrix
from detente.analysis.origins import Directness, directness, is_unnamed, origin
from detente.analysis.positions import Position, UndatedRedLine, positions
from detente.analysis.stances import line_of, stance_words, takes_position
from detente.analysis.standing import WINDOW_DAYS, newest_first

__all__ = [
    "WINDOW_DAYS", "Agreement", "Clash", "Difference", "Directness", "Matrix", "Position", "Reading",
    "UndatedRedLine", "agreement", "clash", "differences", "directness", "is_unnamed", "line_of", "matrix",
    "newest_first", "origin", "positions", "readings", "stance_words", "takes_position",
]  # fmt: skip
