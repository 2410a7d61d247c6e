"""Turns signed networks into camps, shares, lines and phases: who stands together, how surely, and against whom."""

from detente.analysis.coalitions.alignment import Alignment, Course, alignments
from detente.analysis.coalitions.camps import (
    find_camps,
    frustration,
    modularity_matrix,
    polarisation,
    signed_modularity,
)
from detente.analysis.coalitions.coalitions import STABLE, Camp, Coalitions, SignedTie, coalitions, signed_question
from detente.analysis.coalitions.courses import LEAST_WINDOWS
from detente.analysis.coalitions.measures import DRAWS, Measure
from detente.analysis.coalitions.pairs import Pair, SharedConcept, Side, Verdict, pair_of
from detente.analysis.coalitions.phases import Change, Phases, State, Turn, phases
from detente.analysis.coalitions.scaling import Place, Pole, Scale, scaling
from detente.analysis.coalitions.series import SERIES_DRAWS, CampsAt, PairAt, camps_at, camps_over_time
from detente.analysis.coalitions.shares import AgreementShare, agreement_shares, wilson

__all__ = [
    "DRAWS", "LEAST_WINDOWS", "SERIES_DRAWS", "STABLE", "AgreementShare", "Alignment", "Camp", "CampsAt", "Change",
    "Coalitions", "Course", "Measure", "Pair", "PairAt", "Phases", "Place", "Pole", "Scale", "SharedConcept", "Side",
    "SignedTie", "State", "Turn", "Verdict", "agreement_shares", "alignments", "camps_at",
    "camps_over_time", "coalitions", "find_camps", "frustration", "modularity_matrix", "pair_of", "phases",
    "polarisation", "scaling", "signed_modularity", "signed_question", "wilson",
]  # fmt: skip
