"""Shapes with fewer points, of which neighbours still share one border.

Rings are cut at the points where borders meet, and every piece of border is simplified once, in the
same direction, whoever it belongs to (as TopoJSON does). So no gaps open between neighbours.
Simplifying is Douglas and Peucker (1973).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import cos, hypot, radians

Point = tuple[float, float]  # latitude, longitude in degrees
Ring = list[Point]  # closed; the first point is not repeated at the end
METRES = 111_200.0  # in a degree of latitude
_SQUEEZE = cos(radians(52.2))  # a degree of longitude is this much shorter


def simplify(shapes: Mapping[str, Sequence[Ring]], tolerance: float) -> dict[str, list[Ring]]:
    """Return the shapes with no point further than ``tolerance`` metres from where it was.

    Rings smaller than the tolerance go; a shape keeps its largest ring whatever its size.
    O(n log n) for n points, O(n²) in the worst case.
    """
    nodes = _nodes(ring for rings in shapes.values() for ring in rings)
    return {name: _shape(rings, nodes, tolerance) for name, rings in shapes.items()}


def area(ring: Ring) -> float:
    """Return the area of a ring in square metres, near enough to compare; below 0 when clockwise."""
    pairs = zip(ring, [*ring[1:], *ring[:1]], strict=True)
    double = sum(a[1] * b[0] - b[1] * a[0] for a, b in pairs)
    return double / 2 * METRES**2 * _SQUEEZE


def _shape(rings: Sequence[Ring], nodes: set[Point], tolerance: float) -> list[Ring]:
    thinned = (_ring(ring, nodes, tolerance) for ring in rings)
    kept = [ring for ring in thinned if len(ring) > 2]
    return kept or [max(rings, key=area)]


def _nodes(rings: Iterator[Ring]) -> set[Point]:
    """Return the points where borders meet: those with more than two different neighbours."""
    beside: dict[Point, set[Point]] = {}
    for ring in rings:
        for index, point in enumerate(ring):
            beside.setdefault(point, set()).update((ring[index - 1], ring[(index + 1) % len(ring)]))
    return {point for point, others in beside.items() if len(others) > 2}


def _ring(ring: Ring, nodes: set[Point], tolerance: float) -> Ring:
    cuts = [index for index, point in enumerate(ring) if point in nodes]
    start = cuts[0] if cuts else ring.index(min(ring))  # a lake and the hole around it start alike
    turned = [*ring[start:], *ring[: start + 1]]
    ends = [index for index, point in enumerate(turned) if point in nodes] if cuts else []
    ends = ends or [0, len(turned) - 1]
    thin: Ring = []
    for first, last in pairwise(ends):
        thin += _arc(turned[first : last + 1], tolerance)[:-1]
    return thin


def _arc(arc: Ring, tolerance: float) -> Ring:
    """Simplify a piece of border in its own direction, so that both neighbours get the same points."""
    if arc <= arc[::-1]:
        return _thin(arc, tolerance)
    return _thin(arc[::-1], tolerance)[::-1]


def _thin(line: Ring, tolerance: float) -> Ring:
    flat = [(lon * _SQUEEZE * METRES, lat * METRES) for lat, lon in line]
    keep, todo = {0, len(line) - 1}, [(0, len(line) - 1)]
    while todo:
        first, last = todo.pop()
        if last - first < 2:
            continue
        far, index = _furthest(flat, first, last)
        if far > tolerance:
            keep.add(index)
            todo += [(first, index), (index, last)]
    return [line[index] for index in sorted(keep)]


def _furthest(flat: Sequence[Point], first: int, last: int) -> tuple[float, int]:
    """Return how far the point furthest from the line between two points is, and its index."""
    (ax, ay), (bx, by) = flat[first], flat[last]
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy

    def away(index: int) -> float:
        px, py = flat[index][0] - ax, flat[index][1] - ay
        along = min(1.0, max(0.0, (px * dx + py * dy) / square)) if square else 0.0
        return hypot(px - along * dx, py - along * dy)

    return max((away(index), index) for index in range(first + 1, last))
