"""Divisor methods: D'Hondt, Sainte-Laguë (plain and modified), Danish, Adams, Imperiali.

Each seat goes to the list with the largest votes / divisor. For the whole council, or per area. With a
threshold, and passing over lists that have no candidates left. docs/methods/divisors.md
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.facts import Fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.seats import thresholds
from thorbecke.methods.seats.areas import per_area
from thorbecke.methods.seats.deciding import Decider, OpenLot
from thorbecke.methods.seats.dividing import DIVISORS, Run
from thorbecke.methods.seats.election import Area, Election
from thorbecke.methods.seats.explaining import explain_outcome
from thorbecke.methods.seats.outcome import Outcome
from thorbecke.methods.seats.whole import open_outcome, whole_council

ID = "seats.divisor"


@dataclass(frozen=True)
class DivisorRules:
    """``divisor``: a key of ``DIVISORS``. ``threshold``: needed share of the valid votes.

    ``threshold_quota``: needed part of the Hare quota. With ``per_area`` each area is counted by itself
    (thresholds too); its seats are given or shared out by ``area_divisor``.
    """

    divisor: str = "dhondt"
    threshold: Fraction = Fraction(0)
    threshold_quota: Fraction = Fraction(0)
    per_area: bool = False
    area_divisor: str = "sainte-lague"

    def __post_init__(self) -> None:
        thresholds.check_choice("divisor", self.divisor, tuple(DIVISORS))
        thresholds.check_choice("area_divisor", self.area_divisor, tuple(DIVISORS))
        thresholds.check_share("threshold", self.threshold)
        thresholds.check_share("threshold_quota", self.threshold_quota)


def count(inputs: Election, rules: DivisorRules | None = None, lots: Lots | None = None) -> Outcome:
    """Divide the seats; a lot that nobody drew is open in the outcome. O(seats × lists)."""
    rules = rules or DivisorRules()
    decider = Decider(inputs, ID, lots)

    def one(area: Area, size: int, room: list[int]) -> Run:
        able = _able(area.votes, size, rules)
        ids = [item.id for item in inputs.lists]
        return Run(ids, area.votes, size, room, able, decider, rules.divisor, area.id).by_divisor(
            rules.divisor
        )

    if rules.per_area:
        try:
            return per_area(inputs, ID, rules.area_divisor, decider, one)
        except OpenLot:
            return open_outcome(inputs, ID, decider)
    able = _able(inputs.votes, inputs.seats, rules)
    return whole_council(
        inputs,
        ID,
        rules.divisor,
        able,
        decider,
        lambda run: run.by_divisor(rules.divisor),
        threshold=thresholds.needed(
            inputs.votes, inputs.seats, rules.threshold, rules.threshold_quota
        ),
    )


def _able(votes: tuple[int, ...], size: int, rules: DivisorRules) -> list[bool]:
    if not size:
        return [False] * len(votes)
    return thresholds.able(votes, size, rules.threshold, rules.threshold_quota)


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return every seat with its quotient and rivals, lots and totals as facts."""
    return explain_outcome(outcome)


METHOD = Method(ID, 1, "seats", DivisorRules, count, explain)
