"""Turns the entries of a view into positions and the matrix of who stands where."""

from detente.analysis.agreement import Agreement, Difference, Reading, agreement, differences, readings
from detente.analysis.bounds import NumberLine, number_line
from detente.analysis.clashes import Clash, clash
from detente.analysis.contested import Contest, ContestKind, ContestSide
from detente.analysis.contests import contests
from detente.analysis.distances import distance, overlap_share
from detente.analysis.exclusions import Exclusion, RedLine, UnreadRedLine, exclusion, read_red_lines, red_line_of
from detente.analysis.gaps import Gaps, IssueGap, gaps
from detente.analysis.linkages import Deadlock, Linkage, Linkages, LinkageStep, UntiedCondition, linkages
from detente.analysis.matrix import Matrix, matrix
from detente.analysis.mobility import Chance, Mobility
from detente.analysis.movement import Movement, movement
from detente.analysis.moves import Aspect, Direction, Heading, Move
from detente.analysis.offices import Office, office_of
from detente.analysis.origins import Directness, directness, is_unnamed, origin
from detente.analysis.pairs import CLOSE_SHARE, Gap, GapState, Need, gap
from detente.analysis.positions import Leaning, OptionStand, Position, UndatedRedLine, positions
from detente.analysis.preferences import Preferences, preferences
from detente.analysis.redlines import DrawnRedLine, Holds, Softening, red_lines
from detente.analysis.stances import line_of, stance_words, takes_position
from detente.analysis.standing import WINDOW_DAYS, newest_first

__all__ = [
    "CLOSE_SHARE", "WINDOW_DAYS", "Agreement", "Aspect", "Chance", "Clash", "Contest", "ContestKind", "ContestSide",
    "Deadlock", "Difference", "Direction", "Directness", "DrawnRedLine", "Exclusion", "Gap", "GapState", "Gaps",
    "Heading", "Holds", "IssueGap", "Leaning", "Linkage", "LinkageStep", "Linkages", "Matrix", "Mobility", "Move",
    "Movement", "Need", "NumberLine", "Office", "OptionStand", "Position", "Preferences", "Reading", "RedLine",
    "Softening", "UndatedRedLine", "UnreadRedLine", "UntiedCondition", "agreement", "clash", "contests",
    "differences", "directness", "distance", "exclusion", "gap", "gaps", "is_unnamed", "line_of", "linkages",
    "matrix", "movement", "newest_first", "number_line", "office_of", "origin", "overlap_share", "positions",
    "preferences", "read_red_lines", "readings", "red_line_of", "red_lines", "stance_words", "takes_position",
]  # fmt: skip
