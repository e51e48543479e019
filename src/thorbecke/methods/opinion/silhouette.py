"""How well groups are parted: the mean silhouette, exactly on few points, on a published sample of many.

(b − a) / max(a, b) for each point: a the mean distance to its own group, b to the nearest other group.
Source: P. Rousseeuw, J. Comput. Appl. Math. 20 (1987), DOI 10.1016/0377-0427(87)90125-7.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from thorbecke.methods.opinion.kmeans import Labels
from thorbecke.methods.opinion.votes import Floats

_ROWS = 500
_UNIT = 10**6


def silhouettes(points: Floats, labelings: Sequence[Labels]) -> list[int]:
    """Return the mean silhouette of each labelling, in millionths.

    ``points``: shape (n, 2), whole numbers. Distances are rounded to whole numbers, so that their sums
    are exact in any order. Somebody alone in a group counts 0. O(n²), the distances once for all.
    """
    size = len(points)
    ks = [int(labels.max(initial=0)) + 1 for labels in labelings]
    member = np.zeros((size, sum(ks)))
    offset = 0
    for labels, k in zip(labelings, ks, strict=True):
        member[np.arange(size), offset + labels] = 1.0
        offset += k
    totals = [0] * len(labelings)
    for first in range(0, size, _ROWS):
        rows = slice(first, first + _ROWS)
        sums = _distances(points[rows], points) @ member
        offset = 0
        for place, (labels, k) in enumerate(zip(labelings, ks, strict=True)):
            part = slice(offset, offset + k)
            totals[place] += _total(sums[:, part], member[:, part].sum(axis=0), labels[rows])
            offset += k
    return [round(total / max(size, 1)) for total in totals]


def _distances(some: Floats, points: Floats) -> Floats:
    across: Floats = some[:, :1] - points[:, 0]
    up = some[:, 1:] - points[:, 1]
    across *= across
    up *= up
    across += up
    np.sqrt(across, out=across)
    return np.rint(across, out=across)


def _total(sums: Floats, sizes: Floats, own: Labels) -> int:
    """Return the sum of the silhouettes of these rows, each rounded to millionths."""
    rows = np.arange(len(own))
    alone = sizes[own] <= 1
    near = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / np.maximum(sizes, 1)
    means[:, sizes == 0] = np.inf
    means[rows, own] = np.inf
    far = means.min(axis=1)
    worst = np.maximum(near, far)
    usable = ~alone & np.isfinite(far) & (worst > 0)
    value = np.where(usable, far - near, 0.0) / np.where(usable, worst, 1.0)
    return int(np.rint(value * _UNIT).astype(np.int64).sum())
