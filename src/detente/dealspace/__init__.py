"""Turns positions and values into the deal space: what can be agreed, what is best, and what would have to give."""

from detente.analysis import NumberLine, RedLine, Stretch, UnreadRedLine
from detente.dealspace.changes import allowing, with_number, with_option, with_payment, without
from detente.dealspace.checking import checked
from detente.dealspace.costs import JointCost, LineCost, joint_costs
from detente.dealspace.deals import Deals, deals, deals_to_wire, indifferent, package_names, packages
from detente.dealspace.frontiers import Frontier
from detente.dealspace.points import Point, Points
from detente.dealspace.recorded import Basis, Recorded, recorded
from detente.dealspace.scenario_files import load_scenario, scenario_of
from detente.dealspace.scenarios import (
    DealIssue,
    DealLine,
    DealLinkage,
    DealOption,
    DealParty,
    Entry,
    Scenario,
    UncertainEntry,
)
from detente.dealspace.spaces import LIMITS, Cost, DealSpace, IssueLine, OptionLine, deal_space
from detente.dealspace.spreads import MIDDLE, Spreads, spreads
from detente.dealspace.uncertainty import Chance, Influence, chance, chance_to_wire, entry_words
from detente.dealspace.unlocking import Obstacle, Unlocking, UnlockSet, unlocking
from detente.dealspace.whatif import Changes
from detente.dealspace.wire import changed_to_wire, space_to_wire

__all__ = [
    "LIMITS", "MIDDLE", "Basis", "Chance", "Changes", "Cost", "DealIssue", "DealLine", "DealLinkage", "DealOption",
    "DealParty", "DealSpace", "Deals", "Entry", "Frontier", "Influence", "IssueLine", "JointCost", "LineCost",
    "NumberLine", "Obstacle", "OptionLine", "Point", "Points", "Recorded", "RedLine", "Scenario", "Spreads", "Stretch",
    "UncertainEntry", "UnlockSet", "Unlocking", "UnreadRedLine", "allowing", "chance", "chance_to_wire",
    "changed_to_wire", "checked", "deal_space", "deals", "deals_to_wire", "entry_words",
    "indifferent", "joint_costs", "load_scenario", "package_names", "packages", "recorded", "scenario_of",
    "space_to_wire", "spreads", "unlocking", "with_number", "with_option", "with_payment", "without",
]  # fmt: skip
