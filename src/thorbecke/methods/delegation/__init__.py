"""Liquid democracy: who votes for whom when people may hand on their vote.

outcome = registry.find("delegation.breadth-first").count(delegations, Rules(cap=100), lots)
resolution = resolve(voted, delegates)        # arrays, for a whole electorate

``arrays`` → ``breadth_first``, ``capped`` (who casts for whom) → ``lost`` (why a vote is lost, cycles)
→ ``count`` (names, tally, concentration, explanation).
"""

from __future__ import annotations

from thorbecke.methods.delegation.arrays import Resolution
from thorbecke.methods.delegation.breadth_first import resolve
from thorbecke.methods.delegation.capped import resolve_capped
from thorbecke.methods.delegation.concentration import gini
from thorbecke.methods.delegation.inputs import Delegations, Grant, WrongDelegation
from thorbecke.methods.delegation.lost import Reason, cycles, reasons
from thorbecke.methods.delegation.scopes import SCOPES, finest

__all__ = [
    "SCOPES",
    "Delegations",
    "Grant",
    "Reason",
    "Resolution",
    "WrongDelegation",
    "cycles",
    "finest",
    "gini",
    "reasons",
    "resolve",
    "resolve_capped",
]
