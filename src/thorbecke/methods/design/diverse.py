"""Designs that differ most from each other: greedy on the least Hamming distance.

Source: the greedy 2-approximation of the max-min dispersion problem, S.S. Ravi, D.J. Rosenkrantz and
G.K. Tayi, Operations Research 42 (1994), DOI 10.1287/opre.42.2.299.
"""

from __future__ import annotations

import numpy as np

from thorbecke.methods.design.survivors import Rows


def apart(rows: Rows, size: int) -> tuple[Rows, int]:
    """Return up to ``size`` rows, each as far as possible from those before it, and their least
    distance: in how many parameters any two of them differ.

    The first is the first row; equal distances go to the earlier row. O(size·n·P).
    """
    if size == 0 or len(rows) == 0:
        return rows[:0], 0
    chosen = [0]
    distance = _distance(rows, 0)
    least = rows.shape[1]
    while len(chosen) < min(size, len(rows)):
        farthest = int(distance.argmax())
        if distance[farthest] == 0:
            break
        least = min(least, int(distance[farthest]))
        chosen.append(farthest)
        distance = np.minimum(distance, _distance(rows, farthest))
    return rows[chosen], least if len(chosen) > 1 else 0


def _distance(rows: Rows, number: int) -> Rows:
    found: Rows = (rows != rows[number]).sum(axis=1, dtype=np.uint8)
    return found
