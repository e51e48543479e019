"""Largest remainders with the quota of Hare, Droop, Hagenbach-Bischoff or Imperiali.

Whole quotas first; what is left over goes to the largest remainders, one seat each, and again in rounds
until all are given. For the whole council, or per area. docs/methods/remainders.md
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.seats import thresholds
from thorbecke.methods.seats.areas import per_area
from thorbecke.methods.seats.deciding import Decider, OpenLot
from thorbecke.methods.seats.dividing import DIVISORS, QUOTAS, Run, quota_of
from thorbecke.methods.seats.election import Area, Election
from thorbecke.methods.seats.explaining import explain_outcome
from thorbecke.methods.seats.outcome import Outcome
from thorbecke.methods.seats.whole import open_outcome, whole_council

ID = "seats.remainder"


@dataclass(frozen=True)
class RemainderRules:
    """``quota``: one of ``QUOTAS``, of the votes of the lists that take part.

    Thresholds and areas as in ``DivisorRules``.
    """

    quota: str = "hare"
    threshold: Fraction = Fraction(0)
    threshold_quota: Fraction = Fraction(0)
    per_area: bool = False
    area_divisor: str = "sainte-lague"

    def __post_init__(self) -> None:
        thresholds.check_choice("quota", self.quota, QUOTAS)
        thresholds.check_choice("area_divisor", self.area_divisor, tuple(DIVISORS))
        thresholds.check_share("threshold", self.threshold)
        thresholds.check_share("threshold_quota", self.threshold_quota)


def count(
    inputs: Election, rules: RemainderRules | None = None, lots: Lots | None = None
) -> Outcome:
    """Divide the seats; a lot that nobody drew is open in the outcome. O(seats × lists)."""
    rules = rules or RemainderRules()
    decider = Decider(inputs, ID, lots)

    def one(area: Area, size: int, room: list[int]) -> Run:
        able = _able(area.votes, size, rules)
        ids = [item.id for item in inputs.lists]
        run = Run(ids, area.votes, size, room, able, decider, rules.quota, area.id)
        return run.by_quota(_quota(area.votes, size, able, rules)) if size else run

    if rules.per_area:
        try:
            return per_area(inputs, ID, rules.area_divisor, decider, one)
        except OpenLot:
            return open_outcome(inputs, ID, decider)
    able = _able(inputs.votes, inputs.seats, rules)
    quota = _quota(inputs.votes, inputs.seats, able, rules)
    return whole_council(
        inputs,
        ID,
        rules.quota,
        able,
        decider,
        lambda run: run.by_quota(quota),
        quota,
        threshold=thresholds.needed(
            inputs.votes, inputs.seats, rules.threshold, rules.threshold_quota
        ),
    )


def _able(votes: tuple[int, ...], size: int, rules: RemainderRules) -> list[bool]:
    if not size:
        return [False] * len(votes)
    return thresholds.able(votes, size, rules.threshold, rules.threshold_quota)


def _quota(votes: tuple[int, ...], size: int, able: list[bool], rules: RemainderRules) -> Fraction:
    taking_part = sum(count for count, part in zip(votes, able, strict=True) if part)
    return quota_of(rules.quota, taking_part, size) if taking_part else Fraction(0)


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return the quota, full seats, every residual seat, lots and totals as facts."""
    opening = () if outcome.quota is None else (fact("quota", quota=outcome.quota),)
    full = tuple(fact("full", list=item.id, seats=item.full) for item in outcome.lists)
    return (*opening, *full, *explain_outcome(outcome))


METHOD = Method(ID, 1, "seats", RemainderRules, count, explain)
