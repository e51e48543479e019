"""When peeling does not finish: panels are priced in one by one until optimality is proved.

``realise`` looks for a lottery whose chances are those of the relaxation, and proves when there is
none. ``staged`` then finds the leximin lottery over real panels, stage by stage; each stage ends with a
proof that no panel whatever could raise the lowest free chance.
Column generation: P. C. Gilmore and R. E. Gomory, Operations Research 9 (1961), DOI 10.1287/opre.9.6.849.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy.sparse as sparse

from thorbecke.methods.sortition.orbits import Floats, Ints, Orbits
from thorbecke.methods.sortition.peel import Peeler
from thorbecke.methods.sortition.relax import POSITIVE, Flags, Infeasible
from thorbecke.methods.sortition.repair import Face
from thorbecke.methods.sortition.solver import EXACT, INF, Program, whole

ENOUGH = 1e-8  # an improvement below this is none
SLACK = 1e-8  # how far an earlier stage may give, so that rounding does not make a stage infeasible


class RoundsUsed(Exception):
    """The number of panels that may be priced is used up; ``bound`` is what is proved so far."""

    def __init__(self, bound: float) -> None:
        super().__init__(f"no proof yet; at most {bound:.2e} can be gained")
        self.bound = bound


class Pricer:
    """Finds the panel with the highest price; quickly while that helps, with proof when it must."""

    def __init__(self, orbits: Orbits, rounds: int) -> None:
        self.orbits, self.rounds = orbits, rounds
        self.peeler = Peeler(orbits)
        self.zeros = np.zeros(len(orbits.count))

    def best(self, price: Floats, above: float) -> tuple[Ints | None, float]:
        """Return a panel worth more than ``above``, or None; and a proved bound on what is possible.

        Raises ``RoundsUsed``.
        """
        orbits = self.orbits
        face = Face(self.zeros, orbits.most, self.zeros, orbits.low, orbits.high)
        found = self.peeler.best(price, face, every=False)
        if found is None or price @ found <= above + ENOUGH:
            found = self._dearer(price, above + ENOUGH)
            if found is None:
                return None, above + ENOUGH
        if self.rounds <= 0:
            raise RoundsUsed(float(price @ found) - above)
        self.rounds -= 1
        return found, INF

    def _dearer(self, price: Floats, floor: float) -> Ints | None:
        """Return any panel worth at least the floor; None is a proof that there is none.

        The floor is a row of its own, so that the tree is cut everywhere below it.
        """
        orbits = self.orbits
        matrix = sparse.vstack([orbits.matrix, sparse.csr_matrix(price[None, :])]).tocsr()
        low, high = np.append(orbits.low, floor), np.append(orbits.high, INF)
        return whole(price, self.zeros, orbits.most, matrix, low, high, first=True)[0]


@dataclass
class Mixture:
    """Panels and weights. ``deviation``: the largest distance to the wanted chances.

    ``proved``: a lower bound on that distance for every lottery.
    """

    panels: list[Ints]
    weights: Floats
    deviation: float
    proved: float


def realise(orbits: Orbits, chances: Floats, panels: list[Ints], pricer: Pricer) -> Mixture:
    """Return the lottery that comes closest to these chances (largest distance per person)."""
    types = len(chances)
    panels = panels or [_any(pricer)]
    master = _distance(orbits, chances, panels)
    while True:
        if not master.solve():
            raise Infeasible
        duals, value = master.duals(), -master.value()
        price = -(duals[:types] + duals[types : 2 * types]) / orbits.count
        if value <= ENOUGH:
            return _mixture(master, panels, value, 0.0)
        panel, bound = pricer.best(price, float(duals[-1]))
        if panel is None:
            proved = value - max(bound - float(duals[-1]), 0.0)
            return _mixture(master, panels, value, proved)
        panels.append(panel)
        share = panel / orbits.count
        _add(master, np.concatenate([share, share, [1.0]]))


def combine(orbits: Orbits, chances: Floats, panels: list[Ints]) -> Mixture:
    """Return the mixture of these panels that comes closest to these chances."""
    master = _distance(orbits, chances, panels)
    if not master.solve():
        raise Infeasible
    return _mixture(master, panels, -master.value(), 0.0)


def _any(pricer: Pricer) -> Ints:
    panel, _bound = pricer.best(pricer.zeros, -1.0)
    assert panel is not None
    return panel


def _distance(orbits: Orbits, chances: Floats, panels: list[Ints]) -> Program:
    """Columns: the distance e, then weights; rows: share − e ≤ p, share + e ≥ p, weights sum to 1."""
    types, width = len(chances), len(panels)
    shares = sparse.csr_matrix(np.array(panels, dtype=float).T / orbits.count[:, None])
    ones = np.ones((types, 1))
    matrix = sparse.bmat([[-ones, shares], [ones, shares], [None, np.ones((1, width))]]).tocsr()
    none = np.full(types, INF)
    low, high = np.concatenate([-none, chances, [1.0]]), np.concatenate([chances, none, [1.0]])
    cost = np.append(-1.0, np.zeros(width))
    return Program(cost, np.zeros(width + 1), np.full(width + 1, INF), matrix, low, high)


def _add(master: Program, column: Floats) -> None:
    index = np.flatnonzero(column).astype(np.int32)
    master.solver.addCol(0.0, 0.0, INF, len(index), index, column[index])


def _mixture(master: Program, panels: list[Ints], value: float, proved: float) -> Mixture:
    return Mixture(panels, np.maximum(master.point()[1:], 0.0), value, proved)


def tightened(orbits: Orbits) -> Orbits:
    """Return the same panels with the tightest bounds: what a row or a type really reaches.

    At most 2 R + T searches; tight quotas often make people impossible to seat, which then shows.
    """
    low, high, most = orbits.low.copy(), orbits.high.copy(), orbits.most.copy()
    zeros, seen = np.zeros(len(most)), np.zeros(len(most))

    def reach(price: Floats) -> int:
        panel, _bound = whole(
            price, zeros, orbits.most, orbits.matrix, orbits.low, orbits.high, 1e-9
        )
        if panel is None:
            raise Infeasible
        np.maximum(seen, panel, out=seen)
        return round(float(price @ panel))

    for row in range(len(low)):
        price = np.asarray(orbits.matrix[[row]].todense(), dtype=float).ravel()
        high[row] = min(high[row], reach(price))
        low[row] = max(low[row], -reach(-price))
    for at in np.flatnonzero(seen < most):
        price = zeros.copy()
        price[at] = 1.0
        most[at] = max(seen[at], reach(price)) if seen[at] < most[at] else most[at]
    return replace(orbits, low=low, high=high, most=most)


@dataclass
class HullStage:
    """A stage over real panels: the value, the weights of types that prove it, the proved bound."""

    value: float
    prices: Floats
    bound: float


def staged(
    orbits: Orbits, panels: list[Ints], pricer: Pricer
) -> tuple[Mixture, Floats, list[HullStage]]:
    """Return the leximin lottery over real panels, its chances, and the proof of each stage."""
    state = _Hull(orbits, panels or [_any(pricer)])
    stages = []
    while state.free.any():
        stages.append(state.stage(pricer))
    weights = state.final()
    chances = weights @ np.array(state.panels, dtype=float) / orbits.count
    gap = max(stage.bound - stage.value for stage in stages)
    return Mixture(state.panels, weights, max(gap, 0.0) + SLACK, 0.0), chances, stages


class _Hull:
    """Columns: z, then weights; rows: share of a type − z ≥ 0 (free) or share ≥ value (fixed)."""

    def __init__(self, orbits: Orbits, panels: list[Ints]) -> None:
        self.orbits, self.panels = orbits, panels
        types, width = len(orbits.count), len(panels)
        shares = sparse.csr_matrix(np.array(panels, dtype=float).T / orbits.count[:, None])
        matrix = sparse.bmat([[-np.ones((types, 1)), shares], [None, np.ones((1, width))]]).tocsr()
        self.low = np.append(np.zeros(types), 1.0)
        self.high = np.append(np.full(types, INF), 1.0)
        self.free: Flags = np.ones(types, dtype=bool)
        cost = np.append(1.0, np.zeros(width))
        upper = np.full(width + 1, INF)
        self.master = Program(cost, np.zeros(width + 1), upper, matrix, self.low, self.high)

    def stage(self, pricer: Pricer) -> HullStage:
        while True:
            self._solve()
            duals = self.master.duals()
            price = -duals[:-1] / self.orbits.count
            panel, bound = pricer.best(price, float(duals[-1]))
            if panel is None:
                return self._fix(price, max(bound - float(duals[-1]), 0.0))
            self.panels.append(panel)
            _add(self.master, np.concatenate([[*(panel / self.orbits.count)], [1.0]]))

    def _solve(self) -> None:
        """Solve; only rounding can make a later stage infeasible, so tolerate more then."""
        for tolerance in (EXACT, 1e-8, 1e-7):
            self.master.option("primal_feasibility_tolerance", tolerance)
            if self.master.solve():
                return
        raise Infeasible

    def _fix(self, price: Floats, gain: float) -> HullStage:
        value = self.master.value()
        binding = np.where(self.free, price * self.orbits.count, 0.0)
        newly = binding > POSITIVE
        if not newly.any():
            newly = self.free & (binding >= binding[self.free].max())
        for at in np.flatnonzero(newly):
            self.low[at] = value - SLACK
            self.master.solver.changeCoeff(int(at), 0, 0.0)
        self.free &= ~newly
        self.master.row_bounds(self.low, self.high)
        return HullStage(value, price, value + gain)

    def final(self) -> Floats:
        """Solve once more with all stages fixed; the weights."""
        self.master.costs(np.array([0]), np.zeros(1))
        self._solve()
        weights = np.maximum(self.master.point()[1:], 0.0)
        total: Floats = weights / weights.sum()
        return total
