"""What a count of delegations gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.facts import Tie


@dataclass(frozen=True)
class Step:
    """Where one delegated vote went: ``via`` which delegate, their ``rank`` from 1, who cast it, and in
    how many steps."""

    via: str
    rank: int
    caster: str
    length: int


@dataclass(frozen=True)
class Outcome:
    """The result of a question with delegation.

    ``tally``: option to weight. ``direct``: option to votes if nobody could delegate. ``leading``: the
    options with the most weight; more than one is a tie. ``leading_direct``: the same without delegation.
    ``weights``: caster to weight, their own vote included. ``steps``: delegated voter to ``Step``.
    ``lost``: voter to reason, for who delegated in vain: ``cycle``, ``before_cycle``, ``dead_end``,
    ``full``. ``absent``: how many neither voted nor delegated. ``cycles``: each from its first voter in
    the roll. ``largest``: the largest weight. ``gini``: of the weights, 0 is equal. ``rescued``: how many
    votes count through a back-up and would be lost with first choices only. ``lots``: where a lot decided
    who found room. All lists in the order of the roll.
    """

    method: str
    version: int
    tally: Mapping[str, int]
    direct: Mapping[str, int]
    leading: tuple[str, ...]
    leading_direct: tuple[str, ...]
    weights: Mapping[str, int]
    steps: Mapping[str, Step]
    lost: Mapping[str, str]
    absent: int
    cycles: tuple[tuple[str, ...], ...]
    largest: int
    gini: Fraction
    rescued: int
    lots: tuple[Tie, ...] = ()

    def path(self, voter: str) -> tuple[str, ...]:
        """Return the way of a vote, from the voter to who cast it; only the voter when it is lost."""
        way = [voter]
        while way[-1] in self.steps:
            way.append(self.steps[way[-1]].via)
        return tuple(way)
