"""Other goals over the same relaxation: maximin, Nash and Goldilocks.

Each has one canonical point: where the goal leaves freedom, the rest is leximin. Each comes with
multipliers of the rows that prove how far it can be from the best (see ``proofs``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse

from thorbecke.methods.sortition import relax
from thorbecke.methods.sortition.orbits import Floats, Orbits
from thorbecke.methods.sortition.relax import Infeasible, Relaxed, Stage
from thorbecke.methods.sortition.solver import INF, Program

ROOM = 1e-9  # a cap that was computed gets this much room


def maximin(orbits: Orbits) -> Relaxed:
    """Return chances with the highest lowest chance, then the lowest highest one, then leximin."""
    first = relax.leximin(orbits, stages=1).stages
    highest = _Spread(orbits).highest(first[0].value - ROOM)[0]
    cap = np.minimum(orbits.cap, highest + ROOM)
    return Relaxed(relax.leximin(orbits, cap).chances, first)


def goldilocks(orbits: Orbits, gamma: float) -> Relaxed:
    """Return chances that are neither too high nor too low.

    Minimises (n/k)·max p + γ·(k/n) / min p (C. Baharav and B. Flanigan, "Fair, manipulation-robust and
    transparent sortition", EC 2024, DOI 10.1145/3670865.3673509); the rest is leximin under that maximum.
    The highest chance is a convex function of the lowest one, found by its tangents.
    """
    spread = _Spread(orbits)
    share = float(orbits.high[_size(orbits)] / orbits.count.sum())
    first = relax.leximin(orbits, stages=1).stages
    limit = first[0].value
    lines: list[tuple[float, float]] = []
    proofs: list[Stage] = []
    lowest, best = limit, (INF, 0.0, 0.0)
    for _round in range(100):
        highest, slope, rows = spread.highest(max(lowest - ROOM, 0.0))
        lines.append((highest - slope * lowest, slope))
        proofs.append(Stage(lowest, rows))
        value = highest / share + gamma * share / lowest
        best = min(best, (value, lowest, highest))
        lowest, bound = _lowest(lines, limit, share, gamma)
        if best[0] - bound <= 1e-9:
            break
    cap = np.minimum(orbits.cap, best[2] + ROOM)
    return Relaxed(relax.leximin(orbits, cap).chances, first + proofs[-4:])


def _size(orbits: Orbits) -> int:
    return sum(len(part) for part in orbits.parts)


def _lowest(
    lines: list[tuple[float, float]], limit: float, share: float, gamma: float
) -> tuple[float, float]:
    """Where the tangents put the best lowest chance, and the bound there (bisection of the slope)."""
    start, slope = np.array(lines).T
    low, high = limit * 1e-6, limit
    for _step in range(200):
        middle = (low + high) / 2
        steepest = slope[np.argmax(start + slope * middle)]
        if steepest / share - gamma * share / middle**2 > 0:
            high = middle
        else:
            low = middle
    value = float((start + slope * high).max()) / share + gamma * share / high
    return high, value


class _Spread:
    """The lowest highest chance, given a floor under all chances."""

    def __init__(self, orbits: Orbits) -> None:
        types = len(orbits.count)
        per_person = orbits.matrix @ sparse.diags_array(orbits.count)
        # Last column: the highest chance. Rows below the quotas: chance − highest ≤ 0.
        matrix = sparse.bmat(
            [[per_person, None], [sparse.eye_array(types), -np.ones((types, 1))]]
        ).tocsr()
        low = np.append(orbits.low, np.full(types, -INF))
        high = np.append(orbits.high, np.zeros(types))
        cost, self.upper = np.append(np.zeros(types), -1.0), np.append(orbits.cap, 1.0)
        self.rows, self.types = len(orbits.low), types
        self.program = Program(cost, np.zeros(types + 1), self.upper, matrix, low, high)

    def highest(self, floor: float) -> tuple[float, float, Floats]:
        """Return the highest chance, how it grows with the floor, and the rows' multipliers."""
        columns = np.arange(self.types)
        self.program.bounds(columns, np.full(self.types, floor), self.upper[:-1])
        if not self.program.solve():
            raise Infeasible
        reduced = self.program.reduced()[:-1]
        slope = -float(np.minimum(reduced, 0.0).sum())
        return -self.program.value(), slope, self.program.duals()[: self.rows]


def nash(orbits: Orbits) -> Relaxed:
    """Return the chances with the highest product over people (J. Nash's bargaining solution).

    The dual has one multiplier per bound of a row and is smooth; a barrier method (Newton steps) solves
    it. At the end p = 1 / (sum of the multipliers of the rows that a person counts for), at most 1.
    """
    dual = _Dual(orbits)
    point = dual.start()
    weight = 1.0
    while weight > 1e-13:
        point = dual.centre(point, weight)
        weight *= 0.15
    rows = np.zeros(len(orbits.low))
    np.add.at(rows, dual.row, dual.sign * point)
    return Relaxed(dual.chances(point), [Stage(0.0, rows)])


@dataclass
class _Dual:
    """Minimise Σ n φ(s) + c·x − weight·Σ log x, s = B'x; φ(s) = max over p ≤ cap of log p − s·p."""

    orbits: Orbits

    def __post_init__(self) -> None:
        low, high = self.orbits.low, self.orbits.high
        equal = np.flatnonzero(low == high)
        above = np.flatnonzero((low < high) & (high < self._reach()))
        below = np.flatnonzero((low < high) & (low > 0))
        self.row = np.concatenate([equal, above, below])
        self.sign = np.concatenate([np.ones(len(equal) + len(above)), -np.ones(len(below))])
        self.bound = np.concatenate([high[equal], high[above], -low[below]])
        self.signed = np.arange(len(self.row)) >= len(equal)  # an equality's multiplier is free
        rows = self.orbits.matrix[self.row].todense()
        self.matrix: Floats = np.asarray(rows) * self.sign[:, None]

    def _reach(self) -> Floats:
        reach: Floats = self.orbits.matrix @ self.orbits.most
        return reach

    def start(self) -> Floats:
        size = int(np.flatnonzero(self.row == _size(self.orbits))[0])
        point = np.where(self.signed, 1e-3, 0.0)
        total = self.orbits.count.sum() / self.orbits.high[_size(self.orbits)]
        point[size] = total + 1e-3 * len(point)
        return point

    def chances(self, point: Floats) -> Floats:
        with np.errstate(divide="ignore"):
            slope = self.matrix.T @ point
            return np.where(slope * self.orbits.cap > 1, 1 / slope, self.orbits.cap)

    def value(self, point: Floats, weight: float) -> float:
        if (point[self.signed] <= 0).any():
            return INF
        chance = self.chances(point)
        slope = self.matrix.T @ point
        inner = self.orbits.count @ (np.log(chance) - slope * chance)
        return float(inner + self.bound @ point - weight * np.log(point[self.signed]).sum())

    def centre(self, point: Floats, weight: float) -> Floats:
        """Newton steps with halving, until the step promises nothing more."""
        for _step in range(60):
            chance = self.chances(point)
            gradient = self.bound - self.matrix @ (self.orbits.count * chance)
            curve = self.orbits.count * np.where(chance < self.orbits.cap, chance**2, 1e-12)
            hessian = (self.matrix * curve) @ self.matrix.T
            inverse = np.where(self.signed, 1 / np.where(self.signed, point, 1.0), 0.0)
            gradient = gradient - weight * inverse
            hessian[np.diag_indices(len(point))] += weight * inverse**2 + 1e-11
            step = -np.linalg.solve(hessian, gradient)
            promise = -float(gradient @ step)
            if promise < 1e-13 * max(weight, 1e-6):
                break
            point = self._walk(point, step, promise, weight)
        return point

    def _walk(self, point: Floats, step: Floats, promise: float, weight: float) -> Floats:
        length, start = 1.0, self.value(point, weight)
        with np.errstate(divide="ignore", invalid="ignore"):
            limits = np.where(self.signed & (step < 0), -point / step, np.inf)
        length = min(1.0, 0.99 * float(limits.min(initial=np.inf)))
        for _half in range(40):
            if self.value(point + length * step, weight) <= start - 1e-4 * length * promise + 1e-13:
                break
            length /= 2
        return point + length * step
