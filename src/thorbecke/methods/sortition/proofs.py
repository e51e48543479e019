"""From multipliers to a bound: how far chances can be from the best, by arithmetic alone.

For multipliers y of the rows every point of the relaxation has Σ y·row ≤ B, where B takes the upper
bound of a row when y > 0 and the lower one when y < 0. Written per type that is Σ g·p ≤ B with
g = people · (sum of the multipliers of the type's rows). No solver is needed, and multipliers that are
a little off only make the bound a little weaker (weak duality).
"""

from __future__ import annotations

import numpy as np

from thorbecke.methods.sortition.orbits import Floats, Orbits
from thorbecke.methods.sortition.outcome import Proof, Sparse
from thorbecke.methods.sortition.pool import SCALE
from thorbecke.methods.sortition.relax import Flags
from thorbecke.methods.sortition.solver import INF, whole

TINY = 1e-9
NEAR = 1e-5  # a chance this close to the bound, with a multiplier, can't be raised


def leximin_gap(orbits: Orbits, chances: Floats, proofs: tuple[Proof, ...]) -> float:
    """Return by how much the lowest open chance of a stage stays below its bound, at most.

    Infinite when the proofs leave a type open that is not at its cap.
    """
    done: Flags = chances >= orbits.cap - 1e-6
    worst = 0.0
    for proof in proofs:
        if done.all():
            break
        weight, budget = _row_prices(orbits, proof.rows)
        bound, helped = _bound(orbits, chances, weight, budget, done)
        worst = max(worst, bound - float(chances[~done].min()))
        done = done | (helped & (chances <= bound + NEAR))
    return worst if done.all() else INF


def maximin_gap(orbits: Orbits, chances: Floats, proofs: tuple[Proof, ...]) -> float:
    """Return by how much the lowest chance can be raised, at most."""
    return max(_highest_floor(orbits, proofs) - float(chances.min()), 0.0)


def _highest_floor(orbits: Orbits, proofs: tuple[Proof, ...]) -> float:
    """Return the best bound on the lowest chance that one of the proofs gives."""
    nobody: Flags = np.zeros(len(orbits.count), dtype=bool)
    bounds = (
        _bound(orbits, orbits.cap, *_row_prices(orbits, proof.rows), nobody)[0] for proof in proofs
    )
    return min(bounds, default=INF)


def _row_prices(orbits: Orbits, rows: Sparse) -> tuple[Floats, float]:
    prices = dense(rows, len(orbits.low))
    budget = prices @ np.where(prices > 0, orbits.high, orbits.low)
    weight: Floats = orbits.count * (orbits.matrix.T @ prices)
    return weight, float(budget)


def dense(values: Sparse, length: int) -> Floats:
    """Return parts of ``SCALE`` as an array of numbers."""
    found = np.zeros(length)
    for at, value in values:
        found[at] = value / SCALE
    return found


def _bound(
    orbits: Orbits, chances: Floats, weight: Floats, budget: float, done: Flags
) -> tuple[float, Flags]:
    """Return a bound on the lowest open chance, and which types hold it there."""
    fixed = float(weight[done] @ chances[done])
    positive = np.where(~done, np.maximum(weight, 0.0), 0.0)
    negative = np.where(~done, np.minimum(weight, 0.0), 0.0)
    total = float(positive.sum())
    if total <= TINY:
        return INF, positive > 0
    return (budget - fixed - float(negative @ orbits.cap)) / total, positive / total > TINY


def staged_gap(orbits: Orbits, chances: Floats, proofs: tuple[Proof, ...]) -> float:
    """Return the gap of a staged proof; one search for the dearest panel per stage."""
    done: Flags = np.zeros(len(chances), dtype=bool)
    worst = 0.0
    for proof in proofs:
        price = dense(proof.types, len(chances))
        if (price < 0).any():
            return INF
        bound, helped = _bound(orbits, chances, price * orbits.count, dearest(orbits, price), done)
        if not done.all():
            worst = max(worst, bound - float(chances[~done].min()))
        done = done | (helped & (chances <= bound + NEAR))
    return worst if done.all() else INF


def dearest(orbits: Orbits, price: Floats) -> float:
    """Return a proved bound on the price of every panel."""
    zeros = np.zeros(len(price))
    _panel, bound = whole(
        price, zeros, orbits.most, orbits.matrix, orbits.low, orbits.high, gap=1e-9
    )
    return bound


def nash_gap(orbits: Orbits, chances: Floats, proofs: tuple[Proof, ...]) -> float:
    """Return by how much the mean logarithm of people's chances can be raised, at most."""
    if (chances <= 0).any() or not proofs:
        return INF
    weight, budget = _row_prices(orbits, proofs[0].rows)
    slope = weight / orbits.count
    inside = slope * orbits.cap >= 1
    with np.errstate(divide="ignore", invalid="ignore"):
        best = np.where(inside, -np.log(slope) - 1, np.log(orbits.cap) - slope * orbits.cap)
    upper = float(orbits.count @ best) + budget
    return (upper - float(orbits.count @ np.log(chances))) / float(orbits.count.sum())


def goldilocks_gap(
    orbits: Orbits, chances: Floats, proofs: tuple[Proof, ...], gamma: float
) -> float:
    """Return by how much the Goldilocks objective can be lowered, at most.

    The first proof bounds the lowest chance. Each says:
    highest ≥ (lowest · Σ positive g − B) / Σ negative g. The objective's minimum under all of them is
    found by bisection (it is convex).
    """
    share = float(orbits.high[sum(map(len, orbits.parts))] / orbits.count.sum())
    lines = []
    for proof in proofs:
        weight, budget = _row_prices(orbits, proof.rows)
        up, down = float(np.maximum(weight, 0).sum()), float(np.maximum(-weight, 0).sum())
        if down > TINY:
            lines.append((-budget / down, up / down))
    if not lines:
        return INF
    start, slope = np.array(lines).T
    low, high = TINY, min(float(orbits.cap.max()), _highest_floor(orbits, proofs))
    for _step in range(200):
        middle = (low + high) / 2
        steep = slope[np.argmax(start + slope * middle)]
        rising = steep / share - gamma * share / middle**2 > 0
        low, high = (low, middle) if rising else (middle, high)
    least = float((start + slope * high).max()) / share + gamma * share / high
    return float(chances.max() / share + gamma * share / chances.min()) - least
