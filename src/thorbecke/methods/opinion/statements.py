"""Which statements tell a group apart, which ones all groups share, and which ones divide them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from thorbecke.methods.opinion.rules import Rules
from thorbecke.methods.opinion.statistics import (
    Standing,
    Tally,
    laplace,
    one_share,
    standing,
    two_shares,
)
from thorbecke.methods.opinion.votes import Flags, Floats, Integers

MILLION = 10**6
_Z_INTERVAL = 1.6448536269514722  # 90 %, two-sided


@dataclass(frozen=True)
class Representative:
    """A statement that tells a group apart. ``direction``: ``agree`` or ``disagree``. ``said`` of ``seen``
    in the group; the share, its ratio to the others and both tests in millionths."""

    statement: str
    direction: str
    said: int
    seen: int
    share: int
    ratio: int
    test: int
    ratio_test: int


@dataclass(frozen=True)
class Consensus:
    """A statement on which a majority of every group says the same.

    ``value``: group-informed consensus, the product over groups of (n + 1)/(N + 2), exactly; ``low`` and
    ``high``: its 90 % interval in millionths. ``shares``: of each group, millionths."""

    statement: str
    direction: str
    value: Fraction
    low: int
    high: int
    shares: tuple[int, ...]


@dataclass(frozen=True)
class Division:
    """A statement that divides two groups: one mostly agrees, the other does not.

    ``apart``: the difference of their shares of agreement; ``test``: its z; millionths. With one group
    ``groups`` is (0,) and ``apart`` is twice the smaller of agree and disagree: how near to half and half.
    """

    statement: str
    groups: tuple[int, ...]
    apart: int
    test: int


def representative(
    counts: Tally, names: tuple[str, ...], rules: Rules
) -> tuple[tuple[Representative, ...], ...]:
    """Return for each group the statements that tell it apart, most telling first.

    Both tests must pass; ordered by ratio × z of the ratio × share × z of the share. A group without
    such a statement gets the one that comes nearest. O(k·m log m).
    """
    agree = standing(counts.agree, counts.seen)
    disagree = standing(counts.disagree, counts.seen)
    if len(counts.seen) < 2:
        return tuple(() for _ in counts.seen)
    return tuple(
        _of_group(group, counts, agree, disagree, names, rules) for group in range(len(counts.seen))
    )


def _of_group(
    group: int,
    counts: Tally,
    agree: Standing,
    disagree: Standing,
    names: tuple[str, ...],
    rules: Rules,
) -> tuple[Representative, ...]:
    strength = [_strength(side, group) for side in (agree, disagree)]
    for_agree = strength[0] >= strength[1]
    best = np.where(for_agree, strength[0], strength[1])
    passes = np.where(for_agree, _passes(agree, group, rules), _passes(disagree, group, rules))
    order = np.argsort(-best, kind="stable")
    chosen = [place for place in order.tolist() if passes[place]][: rules.pick] or order[
        :1
    ].tolist()
    return tuple(
        _representative(group, place, bool(for_agree[place]), counts, agree, disagree, names)
        for place in chosen
    )


def _strength(side: Standing, group: int) -> Floats:
    """Return the order in which statements tell a group apart; never above 0 where a test is below."""
    test, ratio_test = side.test[group], side.ratio_test[group]
    product = side.ratio[group] * np.abs(ratio_test) * side.share[group] * np.abs(test)
    return np.where((test > 0) & (ratio_test > 0), product, -1.0 / (1.0 + side.ratio[group]))


def _passes(side: Standing, group: int, rules: Rules) -> Flags:
    bar = rules.confidence / MILLION
    found: Flags = (side.test[group] > bar) & (side.ratio_test[group] > bar)
    return found


def _representative(
    group: int,
    place: int,
    agrees: bool,
    counts: Tally,
    agree: Standing,
    disagree: Standing,
    names: tuple[str, ...],
) -> Representative:
    side, said = (agree, counts.agree) if agrees else (disagree, counts.disagree)
    values = (side.share, side.ratio, side.test, side.ratio_test)
    share, ratio, test, ratio_test = (millionths(value[group, place]) for value in values)
    return Representative(
        names[place],
        "agree" if agrees else "disagree",
        int(said[group, place]),
        int(counts.seen[group, place]),
        share,
        ratio,
        test,
        ratio_test,
    )


def millionths(value: float) -> int:
    """Return the value in whole millionths, half to even."""
    return round(float(value) * MILLION)


def interval(said: Integers, seen: Integers) -> tuple[Floats, Floats]:
    """Return the 90 % interval of the group-informed consensus of each statement, two shapes (m,).

    Each group's share has a Beta(n + 1, N − n + 1) distribution; mean and variance of the product of
    independent ones are exact, the interval is the normal one, cut off at 0 and 1. O(k·m).
    """
    mean = laplace(said, seen)
    variance = mean * (1 - mean) / (seen + 3)
    product = mean.prod(axis=0)
    spread = np.sqrt(np.maximum((variance + mean**2).prod(axis=0) - (mean**2).prod(axis=0), 0.0))
    low, high = product - _Z_INTERVAL * spread, product + _Z_INTERVAL * spread
    return np.clip(low, 0.0, 1.0), np.clip(high, 0.0, 1.0)


def consensus(counts: Tally, names: tuple[str, ...], rules: Rules) -> tuple[Consensus, ...]:
    """Return the statements that a majority of every group agrees with, or rejects; strongest first.

    In every group the share is above one half, and among all together the test passes. At most ``pick``
    for each direction; equal values in the order of the statements. O(k·m).
    """
    found: list[Consensus] = []
    for direction, said in (("agree", counts.agree), ("disagree", counts.disagree)):
        shares = laplace(said, counts.seen)
        test = one_share(said.sum(axis=0), counts.seen.sum(axis=0))
        shared = (shares > 0.5).all(axis=0) & (test > rules.confidence / MILLION)
        places = np.flatnonzero(shared)
        order = places[np.argsort(-shares.prod(axis=0)[places], kind="stable")][: rules.pick]
        low, high = interval(said, counts.seen)
        found += [
            Consensus(
                names[place],
                direction,
                gac(said[:, place], counts.seen[:, place]),
                millionths(low[place]),
                millionths(high[place]),
                tuple(millionths(share) for share in shares[:, place]),
            )
            for place in order.tolist()
        ]
    return tuple(sorted(found, key=lambda item: -item.value))


def gac(said: Integers, seen: Integers) -> Fraction:
    """Return the group-informed consensus of one statement: the product of (n + 1)/(N + 2), exactly."""
    value = Fraction(1)
    for yes, all_ in zip(said.tolist(), seen.tolist(), strict=True):
        value *= Fraction(yes + 1, all_ + 2)
    return value


def divisions(counts: Tally, names: tuple[str, ...], rules: Rules) -> tuple[Division, ...]:
    """Return the statements on which groups are furthest apart, most first. O(k²·m)."""
    if len(counts.seen) == 1:
        return _halves(counts, names, rules)
    shares = laplace(counts.agree, counts.seen)
    high, low = shares.argmax(axis=0), shares.argmin(axis=0)
    at = np.arange(shares.shape[1])
    apart = shares[high, at] - shares[low, at]
    test = two_shares(
        counts.agree[high, at], counts.seen[high, at], counts.agree[low, at], counts.seen[low, at]
    )
    divided = (
        (shares[high, at] > 0.5) & (shares[low, at] < 0.5) & (test > rules.confidence / MILLION)
    )
    order = [place for place in np.argsort(-apart, kind="stable").tolist() if divided[place]]
    return tuple(
        Division(
            names[place],
            (int(high[place]), int(low[place])),
            millionths(apart[place]),
            millionths(test[place]),
        )
        for place in order[: rules.pick]
    )


def _halves(counts: Tally, names: tuple[str, ...], rules: Rules) -> tuple[Division, ...]:
    lesser = np.minimum(
        laplace(counts.agree[0], counts.seen[0]), laplace(counts.disagree[0], counts.seen[0])
    )
    seen_enough = counts.seen[0] >= rules.smallest_group
    order = [p for p in np.argsort(-lesser, kind="stable").tolist() if seen_enough[p]]
    return tuple(
        Division(names[place], (0,), millionths(2 * lesser[place]), 0)
        for place in order[: rules.pick]
    )
