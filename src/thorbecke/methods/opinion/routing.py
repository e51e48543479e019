"""Which statement somebody sees next: a published rule, a public draw, and a minimum for every statement.

A rule gives each open statement a weight; a lot draws one in proportion. Before that, statements seen less
than a fixed part of the mean go first, so that none starves. The draw is from a public seed, the
participant and the number of the vote, so that anyone can repeat it: each choice is its own receipt.

The rule ``polis`` is the one that Polis published (see ``axes`` for the source). ``even``, the default,
takes its square root and divides by looks to the power 1½: it still prefers statements that divide or are
liked, and spreads looks evenly. ``docs/methods/statement-routing.md`` has the measured figures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from thorbecke.methods.lots import Lots
from thorbecke.methods.opinion.votes import Flags, Floats, Integers

WEIGHT_SCALE = 10**9


@dataclass(frozen=True, eq=False)
class Exposure:
    """What is known of m statements. ``seen``, ``agree``, ``passed``: int64, shape (m,). ``extremity``:
    shape (m,), the distance of the statement's place from the middle, units of 10^-5, 0 while unknown."""

    seen: Integers
    agree: Integers
    passed: Integers
    extremity: Integers


Rule = Callable[[Exposure], Floats]


def uniform(known: Exposure) -> Floats:
    """All the same."""
    return np.ones(len(known.seen))


def polis(known: Exposure) -> Floats:
    """Return Polis' priority: liked, not passed, far from the middle, and new ones first."""
    seen = known.seen.astype(np.float64)
    doubt, liking = (known.passed + 1) / (seen + 2), (known.agree + 1) / (seen + 2)
    importance = (1 - doubt) * (known.extremity / 1e5 + 1) * liking
    priority: Floats = np.square(importance * (1 + 8 * 2.0 ** (-seen / 5)), dtype=np.float64)
    return priority


def balanced(known: Exposure) -> Floats:
    """The less seen, the more: 1/(1 + seen)²."""
    return np.square(1 / (1 + known.seen.astype(np.float64)))


def even(known: Exposure) -> Floats:
    """√priority / (1 + seen)^1½."""
    seen = 1 + known.seen.astype(np.float64)
    found: Floats = np.sqrt(polis(known)) / (seen * np.sqrt(seen))
    return found


RULES: MappingProxyType[str, Rule] = MappingProxyType(
    {"even": even, "balanced": balanced, "polis": polis, "uniform": uniform}
)


@dataclass(frozen=True)
class RoutingRules:
    """``rule``: one of ``RULES``. ``floor_percent``: statements seen less than this part of the mean of
    all live statements go first; 0 is no minimum. Raises ``ValueError``."""

    rule: str = "even"
    floor_percent: int = 50

    def __post_init__(self) -> None:
        if self.rule not in RULES:
            raise ValueError(f"rule: expected one of {', '.join(RULES)}, found {self.rule!r}")
        if type(self.floor_percent) is not int or not 0 <= self.floor_percent <= 100:
            raise ValueError("floor_percent: expected a whole number from 0 to 100")


@dataclass(frozen=True)
class Choice:
    """The statement that was drawn, with all that is needed to repeat the draw.

    ``statement``: its place. ``weight`` of ``total``: its chance. ``candidates``: how many took part.
    ``floor``: whether only statements under the minimum took part. ``seen``: how often it was seen
    before. ``purpose``: of the lot. ``drawn``: the number below ``total`` that came out.
    """

    statement: int
    weight: int
    total: int
    candidates: int
    floor: bool
    seen: int
    purpose: str
    drawn: int


def choose(
    known: Exposure,
    live: Flags,
    answered: Flags,
    rules: RoutingRules,
    lots: Lots,
    participant: str,
    number: int,
) -> Choice | None:
    """Return the next statement for somebody; None when they answered all that are live. O(m).

    ``live``: shape (m,), open for votes. ``answered``: shape (m,), those this participant voted on.
    ``number``: how many votes they gave before; the same call gives the same choice.
    """
    candidates = np.flatnonzero(live & ~answered)
    if not len(candidates):
        return None
    # Whole numbers: seen · 100 · live statements < percent · all looks.
    bar = rules.floor_percent * int(known.seen[live].sum())
    low = candidates[known.seen[candidates] * 100 * int(np.count_nonzero(live)) < bar]
    floor = len(low) > 0
    candidates = low if floor else candidates
    weights = _whole(RULES[rules.rule](known)[candidates])
    reach = np.cumsum(weights)
    total = int(reach[-1])
    purpose = f"route|{participant}|{number}"
    drawn = lots.numbers(purpose, [total])[0]
    place = int(np.searchsorted(reach, drawn, side="right"))
    chosen = int(candidates[place])
    return Choice(
        chosen,
        int(weights[place]),
        total,
        len(candidates),
        floor,
        int(known.seen[chosen]),
        purpose,
        drawn,
    )


def _whole(weights: Floats) -> Integers:
    """Return weights as whole numbers, the largest 10^9 and none below 1."""
    top = float(weights.max())
    found: Integers = np.maximum(np.rint(weights / top * WEIGHT_SCALE), 1).astype(np.int64)
    return found


def gini(seen: Integers) -> float:
    """Return how unevenly looks are spread over statements: 0 is even. O(m log m)."""
    size, total = len(seen), int(seen.sum())
    if not total:
        return 0.0
    ranked = int((np.arange(1, size + 1) * np.sort(seen)).sum())
    return 2 * ranked / (size * total) - (size + 1) / size
