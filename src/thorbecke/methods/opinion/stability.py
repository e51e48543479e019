"""Are the groups real? Two tests, on the same votes, with published draws.

*Repeats*: drop a part of the votes at random and draw the map again. How often does the number of groups
come back, and how much do the groups agree with those of the full map (adjusted Rand index: 1 is the same,
0 is what chance gives; Hubert, Arabie, J. Classification 2 (1985), DOI 10.1007/BF01908075)?

*Shuffles*: within each statement, deal the votes again at random to those who voted on it. That keeps how
popular each statement is and how much everybody voted, and removes every pattern. Is the main axis of the
real votes stronger than in all shuffled ones (parallel analysis: Horn, Psychometrika 30 (1965), DOI
10.1007/BF02289447; by permutation: Buja, Eyuboglu, 1992, DOI 10.1207/s15327906mbr2704_2)?
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from thorbecke.methods.opinion import draws
from thorbecke.methods.opinion.axes import centred, leading, totals
from thorbecke.methods.opinion.chart import Chart, draw_chart
from thorbecke.methods.opinion.draws import Purpose
from thorbecke.methods.opinion.kmeans import Labels
from thorbecke.methods.opinion.rules import Rules
from thorbecke.methods.opinion.votes import Integers, Votes

MILLION = 10**6


class Badge(StrEnum):
    """What the organiser may say about the groups."""

    STABLE = "stable"
    NOT_STABLE = "not_stable"  # shown with a warning: other votes would have given other groups
    NO_GROUPS = "no_groups"  # no clear groups: everybody is in one


@dataclass(frozen=True)
class Stability:
    """``agreements``: the adjusted Rand index of each repeat, ascending, in millionths; ``agreement``: the
    middle one (the lower of two). ``group_counts``: the number of groups in each repeat. ``axis``: how
    much of all difference the main axis explains, ``by_chance``: the most in a shuffle; millionths.
    ``tested``: how many people took part in the tests."""

    badge: str  # the value of a Badge
    agreement: int
    agreements: tuple[int, ...]
    group_counts: tuple[int, ...]
    axis: int
    by_chance: int
    tested: int


def judge(votes: Votes, chart: Chart, rules: Rules) -> Stability:
    """Return the badge and its figures. O((repeats + shuffles)·map of at most ``tested`` people)."""
    people = draws.sample(rules.seed, Purpose.PEOPLE, 0, rules.tested, len(chart.grouped))
    rows = chart.grouped[people]
    some = votes if len(rows) == len(votes.participants) else votes.only(rows)
    axis, by_chance = _axis(some, rules)
    found = [_repeat(some, chart.labels[people], number, rules) for number in range(rules.repeats)]
    agreements = tuple(sorted(agreement for agreement, _ in found))
    counts = tuple(k for _, k in found)
    middle = agreements[(len(agreements) - 1) // 2] if agreements else 0
    badge = _badge(chart.k, middle, counts, axis > by_chance or not rules.shuffles, rules)
    return Stability(badge.value, middle, agreements, counts, axis, by_chance, len(people))


def _badge(k: int, middle: int, counts: tuple[int, ...], real: bool, rules: Rules) -> Badge:
    if k < 2 or not real or middle < rules.some_agreement:
        return Badge.NO_GROUPS
    same = 100 * counts.count(k) >= rules.stable_percent * len(counts)
    return Badge.STABLE if same and middle >= rules.stable_agreement else Badge.NOT_STABLE


def _repeat(votes: Votes, labels: Labels, number: int, rules: Rules) -> tuple[int, int]:
    """Return the agreement with the full map after dropping votes, and the number of groups."""
    chance = draws.parts(rules.seed, Purpose.DROP, number, len(votes.value))
    again = draw_chart(votes.kept(chance >= rules.drop_percent / 100), replace(rules, fill=0))
    if not len(again.grouped):
        return 0, again.k
    return rand_index(labels[again.grouped], again.labels), again.k


def rand_index(one: Labels, other: Labels) -> int:
    """Return the adjusted Rand index of two groupings, in millionths; one group against one is 1. O(n)."""
    table = np.bincount(one.astype(np.int64) * 128 + other, minlength=128 * 128)
    pairs = _pairs(table)
    first, second = _pairs(np.bincount(one)), _pairs(np.bincount(other))
    every = _pairs(np.array([len(one)]))
    expected = first * second / max(every, 1)
    most = (first + second) / 2
    return MILLION if most == expected else round(MILLION * (pairs - expected) / (most - expected))


def _pairs(counts: Integers) -> int:
    return sum(count * (count - 1) // 2 for count in counts.tolist())


def _axis(votes: Votes, rules: Rules) -> tuple[int, int]:
    """Return the share of the main axis, and its largest share among the shuffles."""
    matrix = centred(votes, *totals(votes))
    total = float(matrix.data @ matrix.data)
    if not total:
        return 0, 0
    real = float(leading(matrix, 1)[0][0]) / total
    order = np.argsort(votes.statement, kind="stable")
    most = 0.0
    for number in range(rules.shuffles):
        key = draws.raw(rules.seed, Purpose.SHUFFLE, number, len(order)) >> np.uint64(16)
        column = votes.statement.astype(np.uint64) << np.uint64(48)
        dealt = matrix.copy()
        dealt.data[np.argsort(column | key, kind="stable")] = matrix.data[order]
        most = max(most, float(leading(dealt, 1)[0][0]) / total)
    return round(MILLION * real), round(MILLION * most)
