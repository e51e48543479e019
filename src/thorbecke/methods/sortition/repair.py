"""From a fractional vertex to a panel in whole numbers, without a search tree.

A vertex of the linear program has few fractional types. They are rounded; then at most four exchanges
are sought that mend all rows: single exchanges (one person out, one in) downhill, and at the end two
exchanges at once. The last step looks among millions of double exchanges by meeting in the middle:
every type has a hash that is the sum of its rows' hashes, so a double exchange that moves the rows by
exactly what is wanted is a pair of pairs with a known difference of hashes (the idea of E. Horowitz
and S. Sahni, Journal of the ACM 21 (1974), DOI 10.1145/321812.321823). The result is checked in whole
numbers, so a clash of hashes can't do harm. What is not mended here goes to the search tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement, islice, product

import numpy as np
from numpy.typing import NDArray

from thorbecke.methods.sortition.orbits import Floats, Ints, Orbits

SEED = 1_848  # fixed: the search is repeatable and decides nothing that is not checked
TRIES, DESCENT, DOUBLE = 6, 12, 2
OUT, IN = 80, 150  # how many types, cheapest first, may leave or enter
OPTIONS, PRODUCTS, TARGETS = 4, 3000, 60
Hashes = NDArray[np.uint64]


@dataclass
class Face:
    """Where a panel may lie: bounds per type and per row, and what leaving the vertex costs."""

    lower: Floats
    upper: Floats
    cost: Floats
    low: Floats
    high: Floats


class Repair:
    """Keeps what does not change between panels: the rows of each type, and their hashes."""

    def __init__(self, orbits: Orbits) -> None:
        self.matrix, self.parts = orbits.matrix, orbits.parts
        self.rows = np.concatenate(orbits.parts)
        self.table = np.asarray(orbits.matrix[self.rows].todense(), dtype=np.float32)
        self.random = np.random.Generator(np.random.PCG64(SEED))
        shape = len(orbits.low)
        self.hash: Hashes = self.random.integers(0, 2**63, shape, dtype=np.uint64) * np.uint64(2)
        self.hash += np.uint64(1)
        every = np.zeros(self.table.shape[1], dtype=np.uint64)
        for at, row in enumerate(self.rows):
            every[self.table[at] > 0] += self.hash[row]
        self.types: Hashes = every

    def panel(self, vertex: Floats, face: Face) -> Ints | None:
        """Return a panel on the face, near the vertex; None when none was found."""
        fractional = np.flatnonzero(np.abs(vertex - np.rint(vertex)) > 1e-7)
        for number in range(TRIES):
            start = self._rounded(vertex, fractional, 0.5 + 0.3 * number)
            found = _Search(self, start, face, fractional).run()
            if found is not None:
                return found
        return None

    def _rounded(self, vertex: Floats, fractional: Ints, heat: float) -> Ints:
        """Round up as many as their sum says, likelier ones first, with noise (Gumbel top-k)."""
        panel: Ints = np.rint(vertex).astype(np.int64)
        below = np.floor(vertex[fractional])
        part = vertex[fractional] - below
        panel[fractional] = below.astype(np.int64)
        keys = np.log(part / (1 - part)) + self.random.gumbel(size=len(part)) * heat
        panel[fractional[np.argsort(-keys)[: round(part.sum())]]] += 1
        return panel


class _Search:
    def __init__(self, fixed: Repair, panel: Ints, face: Face, free: Ints) -> None:
        self.fixed, self.panel, self.face = fixed, panel, face
        self.cost = face.cost.copy()
        self.cost[free] = 0
        movable = face.upper > face.lower
        self.out = self._cheapest(movable & (panel == face.upper), OUT)
        self.into = self._cheapest(movable & (panel == face.lower), IN)
        self.value = np.rint(fixed.table @ panel).astype(np.int64)
        self.low = np.rint(face.low[fixed.rows]).astype(np.int64)
        self.high = np.rint(face.high[fixed.rows]).astype(np.int64)

    def _cheapest(self, chosen: NDArray[np.bool_], most: int) -> Ints:
        index = np.flatnonzero(chosen)
        return index[np.argsort(self.cost[index], kind="stable")[:most]]

    def run(self) -> Ints | None:
        for _step in range(DESCENT):
            wrong = np.maximum(self.value - self.high, 0) + np.maximum(self.low - self.value, 0)
            if wrong.sum() <= DOUBLE or not self._exchange():
                break
        if self._holds(self.panel):
            return self.panel
        return self._double()

    def _holds(self, panel: Ints) -> bool:
        rows = self.fixed.matrix @ panel
        return bool((rows >= self.face.low - 0.5).all() and (rows <= self.face.high + 0.5).all())

    def _exchange(self) -> bool:
        """Make the one exchange that mends most; False when none mends anything."""
        if not len(self.out) or not len(self.into):
            return False
        value, low, high = self.value, self.low, self.high
        up = np.where(value >= high, 1, np.where(value < low, -1, 0)).astype(np.float32)
        down = np.where(value <= low, 1, np.where(value > high, -1, 0)).astype(np.float32)
        leaving, entering = self.fixed.table[:, self.out], self.fixed.table[:, self.into]
        both = (leaving * (up + down)[:, None]).T @ entering
        change = (down @ leaving)[:, None] + (up @ entering)[None] - both
        price = self.cost[self.out][:, None] + self.cost[self.into][None]
        at = int(np.argmin(change + 1e-3 * price))
        i, j = divmod(at, change.shape[1])
        if change[i, j] >= 0:
            return False
        one, other = self.out[i], self.into[j]
        self.panel[one] -= 1
        self.panel[other] += 1
        step = self.fixed.table[:, other] - self.fixed.table[:, one]
        self.value = value + np.rint(step).astype(np.int64)
        self.out[i], self.into[j] = other, one
        return True

    def _double(self) -> Ints | None:
        if len(self.out) < 2 or len(self.into) < 2:
            return None
        outs, ins = np.triu_indices(len(self.out), 1), np.triu_indices(len(self.into), 1)
        gone = self.fixed.types[self.out]
        come = self.fixed.types[self.into]
        left, came = gone[outs[0]] + gone[outs[1]], come[ins[0]] + come[ins[1]]
        order = np.argsort(came)
        came = came[order]
        price_out, price_in = self.cost[self.out], self.cost[self.into]
        for target in self._targets():
            wanted = left + target
            place = np.searchsorted(came, wanted)
            place[place == len(came)] = 0
            hits = np.flatnonzero(came[place] == wanted)
            pairs = order[place[hits]]
            price = price_out[outs[0][hits]] + price_out[outs[1][hits]]
            price = price + price_in[ins[0][pairs]] + price_in[ins[1][pairs]]
            for at in np.argsort(price, kind="stable")[:10]:
                panel = self.panel.copy()
                for side in (0, 1):
                    panel[self.out[outs[side][hits[at]]]] -= 1
                    panel[self.into[ins[side][pairs[at]]]] += 1
                if self._holds(panel):
                    return panel
        return None

    def _targets(self) -> Iterator[np.uint64]:
        """Yield the hashes of the moves of all rows that would mend them, smallest moves first."""
        per_part, start = [], 0
        for part in self.fixed.parts:
            here = slice(start, start + len(part))
            start += len(part)
            found = moves(self.value[here], self.low[here], self.high[here])
            hashes = self.fixed.hash[part]
            per_part.append(
                [(size, (hashes * move.astype(np.uint64)).sum()) for size, move in found]
            )
        combined = list(islice(product(*per_part), PRODUCTS))
        combined.sort(key=lambda choice: sum(size for size, _hash in choice))
        for choice in combined[:TARGETS]:
            total = np.zeros(1, dtype=np.uint64)
            for _size, piece in choice:
                total += piece
            yield total[0]


def moves(value: Ints, low: Ints, high: Ints) -> list[tuple[int, Ints]]:
    """Return how the rows of one feature may move: into their bounds, sum 0, at most two up.

    Smallest first, at most ``OPTIONS``; each with its size.
    """
    ups = _steps(np.maximum(low - value, 0), np.maximum(high - value, 0))
    downs = _steps(np.maximum(value - high, 0), np.maximum(value - low, 0))
    found = [
        (int(up.sum()), up - down)
        for up in ups
        for down in downs
        if up.sum() == down.sum() and not (up * down).any()
    ]
    found.sort(key=lambda option: option[0])
    return found[:OPTIONS]


def _steps(need: Ints, room: Ints) -> list[Ints]:
    """Return all ways to make at most two steps, at least ``need`` and at most ``room`` per row."""
    left = 2 - int(need.sum())
    where = np.flatnonzero(room > need)
    found = []
    for extra in range(max(left + 1, 0)):
        for chosen in combinations_with_replacement(where.tolist(), extra):
            step = need.copy()
            for row in chosen:
                step[row] += 1
            if (step <= room).all():
                found.append(step)
    return found
