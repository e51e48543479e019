"""Peel: take panels off a point of the relaxation until nothing is left of it.

The point v (expected counts per type) is a mixture of panels when one panel after another can be taken
off: a panel c on the smallest face around v, as heavily as keeps the rest inside the polytope. A panel
is chosen by a linear program (likely types first; none whose count would end the step early: the
*bottleneck*), made whole by ``repair``, or by a small search tree when that fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from thorbecke.methods.sortition.orbits import Floats, Ints, Orbits
from thorbecke.methods.sortition.repair import Face, Repair
from thorbecke.methods.sortition.solver import Program, whole

NOISE = 1e-10  # how far a chance of the relaxation may be off
STOP = 1e-8  # what is left may be left out when no chance changes by more than this
TREES = (50, 150)  # how many cheap types the search tree may change beside the fractional ones
UP, DOWN, SMALLEST = 1.08, 0.87, 0.005
Progress = Callable[[float], None]


@dataclass
class Peeled:
    """Panels (counts per type) with weights. ``left``: the mass for which no panel was found."""

    panels: list[Ints] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    left: float = 1.0

    def expected(self) -> Floats:
        """Expected counts per type, as if the panels found were everything."""
        table = np.array(self.panels, dtype=float)
        weights = np.array(self.weights)
        expected: Floats = weights @ table / weights.sum()
        return expected


def peel(
    orbits: Orbits, expected: Floats, progress: Progress | None = None, path: int = 0
) -> Peeled:
    """Return panels whose mixture is ``expected`` (T counts); see ``Peeled.left``.

    ``path``: another number peels other panels. Each full step makes a bound tight. Measured: 2 to
    200 panels for n = 150 to 2,000.
    """
    peeler, found = Peeler(orbits, path), Peeled()
    rest = np.clip(expected, 0, orbits.most)
    whole = rest.copy()
    while found.left > 0.5 or _missing(orbits, whole, rest, found.left) > STOP:
        tolerance = min(max(1e-9, NOISE / found.left), 1e-2)
        point = _snapped(np.clip(rest / found.left, 0, orbits.most), tolerance)
        panel = peeler.panel(point, tolerance)
        step = 0.0 if panel is None else _step(orbits, point, panel)
        if panel is None or step < tolerance:
            return found
        weight = found.left * step
        found.panels.append(panel)
        found.weights.append(weight)
        rest = rest - weight * panel
        found.left *= 1 - step
        if progress:
            progress(min(1.0, float(np.log(max(found.left, STOP)) / np.log(STOP))))
    found.left = 0.0
    return found


def _missing(orbits: Orbits, whole: Floats, rest: Floats, left: float) -> float:
    """How far a chance would be off if the rest were left out."""
    return float(np.abs((left * whole - rest) / orbits.count).max()) / (1 - left)


def _snapped(point: Floats, tolerance: float) -> Floats:
    near = np.abs(point - np.rint(point)) < tolerance
    return np.where(near, np.rint(point), point)


def _step(orbits: Orbits, point: Floats, panel: Ints) -> float:
    """The largest s for which (point − s·panel) / (1 − s) stays inside the polytope."""
    rows = np.clip(orbits.matrix @ point, orbits.low, orbits.high)
    taken = orbits.matrix @ panel
    with np.errstate(divide="ignore", invalid="ignore"):
        limits = (
            np.where(panel > 0, point / panel, 1.0),
            np.where(orbits.most > panel, (orbits.most - point) / (orbits.most - panel), 1.0),
            np.where(taken > orbits.low, (rows - orbits.low) / (taken - orbits.low), 1.0),
            np.where(orbits.high > taken, (orbits.high - rows) / (orbits.high - taken), 1.0),
        )
    return float(min(1.0, *(limit.min() for limit in limits)))


class Peeler:
    """Finds panels on the smallest face around a point; warm, so that each costs little."""

    def __init__(self, orbits: Orbits, path: int = 0) -> None:
        self.orbits, self.repair, self.path = orbits, Repair(orbits), path
        self.columns = np.arange(len(orbits.count))
        zeros = np.zeros(len(orbits.count))
        self.program = Program(zeros, zeros, orbits.most, orbits.matrix, orbits.low, orbits.high)
        self.bottleneck = 0.0 if path % 2 else 0.1

    def panel(self, point: Floats, tolerance: float) -> Ints | None:
        """Return a panel on the face around the point, with as long a step as is easily found."""
        while True:
            found = self.on_face(point, tolerance, self.bottleneck)
            if found is not None or self.bottleneck == 0:
                self.bottleneck = min(max(self.bottleneck, SMALLEST) * UP, 0.49)
                return found
            self.bottleneck *= DOWN
            if self.bottleneck < SMALLEST:
                self.bottleneck = 0.0

    def on_face(self, point: Floats, tolerance: float, bottleneck: float) -> Ints | None:
        """Return a panel that takes no type whose fractional part is below the bottleneck."""
        lower = np.floor(point + tolerance)
        upper = np.maximum(np.ceil(point - tolerance), lower)
        part = np.clip(point - lower, 1e-9, 1 - 1e-9)
        wish = np.where(upper > lower, np.log(part / (1 - part)), 0.0)
        if self.path:
            noise = self.repair.random.gumbel(size=len(wish)) * self.path / 2
            wish = np.where(upper > lower, wish + noise, 0.0)
        upper, lower = (
            np.where((upper > lower) & (part < bottleneck), lower, upper),
            np.where((upper > lower) & (part > 1 - bottleneck), upper, lower),
        )
        rows = self.orbits.matrix @ point
        low = np.floor(rows + 10 * tolerance)
        face = Face(lower, upper, wish, low, _ceiling(rows, low, tolerance))
        return self.best(wish, face, every=bottleneck == 0)

    def best(self, wish: Floats, face: Face, every: bool) -> Ints | None:
        """Return a panel on the face that nearly maximises the wish."""
        self.program.bounds(self.columns, face.lower, face.upper)
        self.program.costs(self.columns, wish)
        self.program.row_bounds(face.low, face.high)
        if not self.program.solve():
            return None
        vertex = self.program.point()
        if (np.abs(vertex - np.rint(vertex)) <= 1e-7).all():
            return np.rint(vertex).astype(np.int64)
        face.cost = np.abs(self.program.reduced())
        found = self.repair.panel(vertex, face)
        if found is None and every:  # with a bottleneck it costs less to lower that
            found = self._tree(wish, vertex, face)
        return found

    def _tree(self, wish: Floats, vertex: Floats, face: Face) -> Ints | None:
        fractional = np.abs(vertex - np.rint(vertex)) > 1e-7
        others = np.flatnonzero((face.upper > face.lower) & ~fractional)
        others = others[np.argsort(face.cost[others], kind="stable")]
        for extra in (*TREES, len(others)):
            chosen = np.append(np.flatnonzero(fractional), others[:extra])
            panel = np.rint(vertex)
            panel[chosen] = 0
            base = self.orbits.matrix @ panel
            found, _bound = whole(
                wish[chosen],
                face.lower[chosen],
                face.upper[chosen],
                self.orbits.matrix[:, chosen],
                face.low - base,
                face.high - base,
            )
            if found is not None:
                panel[chosen] = found
                return panel.astype(np.int64)
            if extra >= len(others):
                break
        return None


def _ceiling(rows: Floats, low: Floats, tolerance: float) -> Floats:
    high: Floats = np.maximum(np.ceil(rows - 10 * tolerance), low)
    return high
