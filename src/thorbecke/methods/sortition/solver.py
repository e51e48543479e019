"""HiGHS as this package uses it: one linear program that is changed a little and solved again.

Solver: Q. Huangfu and J. A. J. Hall, "Parallelizing the dual revised simplex method", Mathematical
Programming Computation 10 (2018), DOI 10.1007/s12532-017-0130-5.
"""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from thorbecke.methods.sortition.orbits import Floats, Ints

EXACT = 1e-9  # how exactly a linear program is solved
FOUND = 2  # highspy: a feasible solution is known
INF = float(highspy.kHighsInf)


class Program:
    """Maximise cost·x, lower ≤ x ≤ upper, row_low ≤ A x ≤ row_high. One thread, so repeatable."""

    def __init__(
        self,
        cost: Floats,
        lower: Floats,
        upper: Floats,
        matrix: Any,
        row_low: Floats,
        row_high: Floats,
        integer: Ints | None = None,
    ) -> None:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(cost), len(row_low)
        model.col_cost_, model.col_lower_, model.col_upper_ = cost, lower, upper
        model.row_lower_, model.row_upper_ = row_low, row_high
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
        model.a_matrix_.index_ = matrix.indices.astype(np.int32)
        model.a_matrix_.value_ = matrix.data.astype(float)
        model.sense_ = highspy.ObjSense.kMaximize
        if integer is not None:
            whole, real = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
            model.integrality_ = [whole if flag else real for flag in integer]
        self.solver = _quiet()
        self.solver.passModel(model)

    def option(self, name: str, value: object) -> None:
        """Set an option of HiGHS."""
        self.solver.setOptionValue(name, value)

    def bounds(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        """Change the bounds of columns."""
        self.solver.changeColsBounds(len(columns), columns.astype(np.int32), lower, upper)

    def costs(self, columns: Ints, cost: Floats) -> None:
        """Change the costs of columns."""
        self.solver.changeColsCost(len(columns), columns.astype(np.int32), cost)

    def row_bounds(self, low: Floats, high: Floats) -> None:
        """Change the bounds of all rows."""
        self.solver.changeRowsBounds(len(low), np.arange(len(low), dtype=np.int32), low, high)

    def solve(self) -> bool:
        """Solve from where the last solve ended; False when there is no (optimal) solution."""
        self.solver.run()
        return bool(self.solver.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def found(self) -> bool:
        """True when a feasible solution is known (of a program in whole numbers)."""
        return bool(self.solver.getInfo().primal_solution_status == FOUND)

    def point(self) -> Floats:
        """The solution x."""
        return np.array(self.solver.getSolution().col_value)

    def reduced(self) -> Floats:
        """The reduced cost of each column: at most 0 at the lower bound, at least 0 at the upper."""
        return np.array(self.solver.getSolution().col_dual)

    def duals(self) -> Floats:
        """The multiplier of each row."""
        return np.array(self.solver.getSolution().row_dual)

    def value(self) -> float:
        """The objective."""
        return float(self.solver.getInfo().objective_function_value)

    def bound(self) -> float:
        """The proved upper bound of a program in whole numbers."""
        return float(self.solver.getInfo().mip_dual_bound)


def _quiet() -> Any:
    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("presolve", "off"),
        ("primal_feasibility_tolerance", EXACT),
        ("dual_feasibility_tolerance", EXACT),
    ):
        solver.setOptionValue(name, value)
    return solver


def whole(
    cost: Floats,
    lower: Floats,
    upper: Floats,
    matrix: Any,
    row_low: Floats,
    row_high: Floats,
    gap: float = 1e-2,
    first: bool = False,
) -> tuple[Ints | None, float]:
    """Solve in whole numbers; the point (None when there is none) and the proved upper bound.

    ``first``: stop at the first point.
    """
    every = np.ones(len(cost), dtype=np.int64)
    program = Program(cost, lower, upper, matrix, row_low, row_high, every)
    program.option("presolve", "choose")
    program.option("mip_rel_gap", gap)
    program.option("mip_abs_gap", 1e-9)
    if first:
        program.option("mip_max_improving_sols", 1)
    program.option("mip_feasibility_tolerance", EXACT)
    program.solve()
    if not program.found():
        return None, -INF
    return np.rint(program.point()).astype(np.int64), program.bound()
