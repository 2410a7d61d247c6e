"""Turns positions into the deal space: the packages no red line excludes, and who excludes the rest."""

from detente.analysis import NumberLine, RedLine, UnreadRedLine
from detente.dealspace.spaces import LIMITS, Cost, DealSpace, IssueLine, OptionLine, deal_space

__all__ = [
    "LIMITS", "Cost", "DealSpace", "IssueLine", "NumberLine", "OptionLine", "RedLine", "UnreadRedLine",
    "deal_space",
]  # fmt: skip
