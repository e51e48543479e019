"""A public lottery: M equally likely panels whose chances stay as close as possible to the fair ones.

Most of the M numbers go to panels by their weight, rounded down. For the R numbers that are left, the
rest (what everyone is still owed) is rounded to whole seats per type, rounding up first who has the
smallest chance, and those seats are divided over R new panels, one by one, each on the smallest face
around what is owed. So every type ends within one seat of what it is owed, where the last division
works out. For the question see B. Flanigan, G. Kehne and A. D. Procaccia, "Fair sortition made
transparent", NeurIPS 2021.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from thorbecke.methods.sortition.engine import chances_of
from thorbecke.methods.sortition.orbits import Floats, Ints, Orbits
from thorbecke.methods.sortition.outcome import Lottery, Panel, Sparse
from thorbecke.methods.sortition.peel import Peeler
from thorbecke.methods.sortition.pool import SCALE
from thorbecke.methods.sortition.repair import Face

NEAR = 1e-6  # a chance this close to the smallest is protected with it


def lottery(
    orbits: Orbits, panels: tuple[Panel, ...], chances: tuple[Fraction, ...], size: int
) -> Lottery:
    """Return ``size`` equally likely panels. About √(panels) to panels small programs."""
    copies = [panel.weight * size // SCALE for panel in panels]
    rest = size - sum(copies)
    owed = np.zeros(len(chances))
    for panel, whole in zip(panels, copies, strict=True):
        for number, count in panel.counts:
            owed[number] += count * float(Fraction(panel.weight * size, SCALE) - whole)
    extra = _divide(orbits, owed, rest, np.array([float(chance) for chance in chances]))
    table: dict[Sparse, int] = {}
    for panel, whole in zip(panels, copies, strict=True):
        table[panel.counts] = table.get(panel.counts, 0) + whole
    for found in extra:
        key = tuple((int(at), int(found[at])) for at in np.flatnonzero(found))
        table[key] = table.get(key, 0) + 1
    rows = tuple(
        Panel(times, key)
        for key, times in sorted(table.items(), key=lambda i: (-i[1], i[0]))
        if times
    )
    reached = chances_of(orbits, rows)
    return Lottery(
        size,
        rows,
        max(Fraction(0), min(chances) - min(reached)),
        max(abs(one - other) for one, other in zip(chances, reached, strict=True)),
    )


def _divide(orbits: Orbits, owed: Floats, rest: int, chances: Floats) -> list[Ints]:
    """Return ``rest`` panels that together give nearly what is owed."""
    if not rest:
        return []
    peeler = Peeler(orbits)
    seats = _rounded(peeler, owed, rest, chances)
    panels = []
    for left in range(rest, 0, -1):
        panel = _next(peeler, seats, left)
        panels.append(panel)
        seats = seats - panel
    return panels


def _rounded(peeler: Peeler, owed: Floats, rest: int, chances: Floats) -> Floats:
    """Round what is owed to whole seats per type, so that all quotas hold rest times over."""
    orbits = peeler.orbits
    lower = np.floor(owed + 1e-9)
    upper = np.minimum(np.ceil(owed - 1e-9), orbits.most * rest)
    upper = np.maximum(lower, upper)
    part = owed - lower
    wish = (2 * part - 1) / orbits.count
    wish += np.where(chances < chances.min() + NEAR, 4.0 / orbits.count, 0.0)
    rows = orbits.matrix @ owed
    low = np.maximum(np.floor(rows + 1e-6), orbits.low * rest)
    high = np.minimum(np.maximum(np.ceil(rows - 1e-6), low), orbits.high * rest)
    wish = np.where(upper > lower, wish, 0.0)
    found = peeler.best(wish, Face(lower, upper, wish, low, high), every=True)
    return owed if found is None else found.astype(float)


def _next(peeler: Peeler, seats: Floats, left: int) -> Ints:
    """Return a panel on the face around the even share; when there is none, the likeliest panel."""
    orbits = peeler.orbits
    even = np.clip(seats / left, 0, orbits.most)
    lower = np.maximum(
        np.floor(even + 1e-9), np.minimum(seats - (left - 1) * orbits.most, orbits.most)
    )
    lower = np.maximum(np.ceil(lower - 1e-9), 0)
    upper = np.maximum(lower, np.minimum(np.ceil(even - 1e-9), orbits.most))
    part = np.clip(even - np.floor(even), 1e-9, 1 - 1e-9)
    wish = np.where(upper > lower, np.log(part / (1 - part)), 0.0)
    rows = orbits.matrix @ even
    low = np.clip(np.floor(rows + 1e-6), orbits.low, orbits.high)
    high = np.clip(np.ceil(rows - 1e-6), low, orbits.high)
    found = peeler.best(wish, Face(lower, upper, wish, low, high), every=True)
    if found is None:
        zeros = np.zeros(len(seats))
        face = Face(zeros, orbits.most, zeros, orbits.low, orbits.high)
        found = peeler.best(even - 0.5, face, every=True)
    assert found is not None
    return found
