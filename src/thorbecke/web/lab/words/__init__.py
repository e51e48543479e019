"""Facts of a count in plain Dutch, each with its article."""

from thorbecke.web.lab.words.fractions import exact, percent, rounded
from thorbecke.web.lab.words.steps import Line, awards, missed, opening, say

__all__ = ["Line", "awards", "exact", "missed", "opening", "percent", "rounded", "say"]
