"""Leximin over the relaxation: chances that obey all quotas in expectation, without any panel.

The relaxation holds every lottery over panels, so its leximin point is at least as good as that of
the lotteries; when panels realise it, it *is* the leximin lottery. Leximin in stages: J. Rawls's
difference principle made lexicographic by A. Sen; for sortition B. Flanigan, P. Gölz, A. Gupta,
B. Hennig and A. D. Procaccia, "Fair algorithms for selecting citizens' assemblies", Nature 596 (2021),
DOI 10.1038/s41586-021-03788-6.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from thorbecke.methods.sortition.orbits import Floats, Ints, Orbits
from thorbecke.methods.sortition.solver import EXACT, INF, Program

Flags = NDArray[np.bool_]
POSITIVE = 1e-7  # a multiplier above this binds


class Infeasible(Exception):
    """No panel meets all quotas."""


@dataclass(frozen=True)
class Stage:
    """One stage: the value, and the multiplier of every row that proves that it can't be higher."""

    value: float
    rows: Floats


@dataclass
class Relaxed:
    """Chances per type (T), the stages that led to them, and the chances' upper caps."""

    chances: Floats
    stages: list[Stage] = field(default_factory=list)


def leximin(orbits: Orbits, cap: Floats | None = None, stages: int | None = None) -> Relaxed:
    """Return the leximin chances of the relaxation. About 10 to 30 small linear programs.

    ``cap``: an upper bound per type on the chance. ``stages``: stop after so many (the other types
    then keep the last solution). Raises ``Infeasible``.
    """
    state = _State(orbits, orbits.cap if cap is None else cap)
    found = Relaxed(np.zeros(len(orbits.count)))
    while state.free.any() and (stages is None or len(found.stages) < stages):
        value, point = state.solve()
        found.stages.append(Stage(value, state.program.duals()[: len(orbits.low)]))
        state.fix(value, point)
    found.chances = state.fixed
    return found


class _State:
    """Columns: for a free type its chance above z, for a fixed one its chance; and z itself last."""

    def __init__(self, orbits: Orbits, cap: Floats) -> None:
        self.types = len(orbits.count)
        self.cap, self.free = cap, np.ones(self.types, dtype=bool)
        self.fixed = np.zeros(self.types)
        self.per_person = (orbits.matrix @ sparse.diags_array(orbits.count)).tocsc()
        together = np.asarray(self.per_person.sum(axis=1)).ravel()
        matrix = sparse.hstack([self.per_person, sparse.csr_matrix(together[:, None])]).tocsr()
        cost = np.append(np.zeros(self.types), 1.0)
        upper = np.append(cap, cap.max())
        self.rows = len(orbits.low)
        self.capped: dict[int, int] = {}  # type -> its row "chance ≤ cap", added when it is needed
        zeros = np.zeros(self.types + 1)
        self.program = Program(cost, zeros, upper, matrix, orbits.low, orbits.high)

    def solve(self) -> tuple[float, Floats]:
        while True:
            self._solve()
            point = self.program.point()
            value = float(point[-1])
            chance = point[:-1] + value
            over = self.free & (chance > self.cap + 1e-9)
            new = [int(at) for at in np.flatnonzero(over) if int(at) not in self.capped]
            if not new:
                return value, point
            for at in new:
                self._add_cap(at)

    def _solve(self) -> None:
        """Solve; after the first stage only rounding can make it infeasible, so tolerate more."""
        for tolerance in (EXACT,) if self.free.all() else (EXACT, 1e-8, 1e-7):
            self.program.option("primal_feasibility_tolerance", tolerance)
            if self.program.solve():
                return
        raise Infeasible

    def _add_cap(self, at: int) -> None:
        self.capped[at] = self.rows + len(self.capped)
        columns = np.array([at, self.types], dtype=np.int32)
        self.program.solver.addRow(-INF, self.cap[at], 2, columns, np.ones(2))

    def fix(self, value: float, point: Floats) -> None:
        """Fix the types that bind at this value; at least one.

        Where only caps bind (no multiplier on a type itself), the types at those caps are done.
        """
        reduced = np.where(self.free, -self.program.reduced()[: self.types], 0.0)
        newly = reduced > POSITIVE
        if not newly.any():
            newly = self._at_cap()
        if not newly.any():
            newly = self.free & (reduced >= reduced[self.free].max() - 1e-12)
        index = np.flatnonzero(newly)
        reached = np.maximum(value, np.where(newly, point[:-1] + value, 0.0)[index])
        self.fixed[index] = np.minimum(reached, self.cap[index])
        self.free &= ~newly
        self.program.bounds(index, self.fixed[index], self.fixed[index])
        self._change_z(index)

    def _at_cap(self) -> Flags:
        duals = self.program.duals()
        found = np.zeros(self.types, dtype=bool)
        found[[at for at, row in self.capped.items() if duals[row] > POSITIVE]] = True
        at_cap: Flags = found & self.free
        return at_cap

    def _change_z(self, index: Ints) -> None:
        for at in index:
            if int(at) in self.capped:
                self.program.solver.changeCoeff(self.capped[int(at)], self.types, 0.0)
        together = np.asarray(self.per_person[:, self.free].sum(axis=1)).ravel()
        for row, value in enumerate(together):
            self.program.solver.changeCoeff(row, self.types, float(value))
