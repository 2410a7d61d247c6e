"""Turns the entries of a view into positions and the matrix of who stands where."""

from detente.analysis.agreement import Agreement, Difference, Reading, agreement, differences, readings
from detente.analysis.assumptions import AssumptionCase, AssumptionStatus, Change, ChangeKind, assumptions
from detente.analysis.bearings import Bearing, bearing, diagnosticity
from detente.analysis.bounds import NumberLine, Stretch, number_line
from detente.analysis.clashes import Clash, clash
from detente.analysis.contested import Contest, ContestKind, ContestSide
from detente.analysis.contests import contests
from detente.analysis.distances import distance, overlap_share
from detente.analysis.evidence import Evidence
from detente.analysis.exclusions import Exclusion, RedLine, UnreadRedLine, exclusion, read_red_lines, red_line_of
from detente.analysis.gaps import Gaps, IssueGap, gaps
from detente.analysis.hand_overs import HandOver, hand_overs
from detente.analysis.headings import Direction, Heading
from detente.analysis.hypotheses import EvidenceRow, HypothesisCase, HypothesisMatrix, hypotheses
from detente.analysis.instrument_records import (
    InstrumentHistory,
    Knower,
    Passing,
    Provision,
    ReachedStage,
    Reaction,
)
from detente.analysis.instruments import instruments
from detente.analysis.lanes import Lane, Lanes, Saying, Segment, lanes
from detente.analysis.leanings import Leaning, OptionStand
from detente.analysis.linkages import Deadlock, Linkage, Linkages, LinkageStep, UntiedCondition, linkages
from detente.analysis.matrix import Matrix, matrix
from detente.analysis.mobility import Chance, Mobility
from detente.analysis.movement import Movement, movement
from detente.analysis.moves import Aspect, Move
from detente.analysis.offices import Office
from detente.analysis.origins import Directness, directness, is_unnamed, origin
from detente.analysis.overlays import Overlay, OverlayStep, overlay
from detente.analysis.pairs import CLOSE_SHARE, Gap, GapState, Need, gap
from detente.analysis.positions import Position, UndatedRedLine, positions
from detente.analysis.precedence import Lesser
from detente.analysis.preferences import Preferences, preferences
from detente.analysis.ratification import Hurdle, Touched, ratification
from detente.analysis.redlines import DrawnRedLine, Holds, red_lines
from detente.analysis.rounds import Round, RoundOutcome, RoundStatus, rounds
from detente.analysis.signs import IndicatorCase, SignState
from detente.analysis.softenings import Softening
from detente.analysis.sources import LoneClaim, Reporting, Sources, sources
from detente.analysis.stances import line_of, stance_words, takes_position
from detente.analysis.standing import newest_first
from detente.analysis.transcript import WINDOW_DAYS, Transcript, transcript_of
from detente.analysis.watch import Hit, WatchState, WatchStatus, watch

__all__ = [
    "CLOSE_SHARE", "WINDOW_DAYS", "Agreement", "Aspect", "AssumptionCase", "AssumptionStatus",
    "Bearing", "Chance", "Change", "ChangeKind", "Clash", "Contest", "ContestKind", "ContestSide", "Deadlock",
    "Difference", "Direction", "Directness", "DrawnRedLine", "Evidence", "EvidenceRow", "Exclusion", "Gap",
    "GapState", "Gaps", "HandOver", "Heading", "Hit", "Holds", "Hurdle", "HypothesisCase", "HypothesisMatrix",
    "IndicatorCase", "InstrumentHistory", "IssueGap", "Knower", "Lane", "Lanes", "Leaning", "Lesser", "Linkage",
    "LinkageStep", "Linkages", "LoneClaim", "Matrix", "Mobility", "Move", "Movement", "Need", "NumberLine",
    "Office", "OptionStand", "Overlay", "OverlayStep", "Passing", "Position", "Preferences", "Provision",
    "ReachedStage", "Reaction", "Reading", "RedLine", "Reporting", "Round", "RoundOutcome", "RoundStatus", "Saying",
    "Segment", "SignState", "Softening", "Sources", "Stretch", "Touched", "Transcript", "UndatedRedLine",
    "UnreadRedLine", "UntiedCondition", "WatchState", "WatchStatus", "agreement", "assumptions", "bearing", "clash",
    "contests",
    "diagnosticity", "differences", "directness", "distance", "exclusion", "gap", "gaps", "hand_overs",
    "hypotheses", "instruments", "is_unnamed", "lanes", "line_of", "linkages", "matrix", "movement", "newest_first",
    "number_line", "origin", "overlap_share", "overlay", "positions", "preferences", "ratification",
    "read_red_lines", "readings", "red_line_of", "red_lines", "rounds", "sources", "stance_words", "takes_position",
    "transcript_of", "watch",
]  # fmt: skip
