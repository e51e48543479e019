"""k-means on whole numbers: every sum is exact, so the groups are the same on every machine.

Points and centres are whole numbers in float64 that stay below 2^53 in every product and sum that decides,
so matrix products are exact in any order. Sources: S. Lloyd, IEEE Trans. Inf. Theory 28 (1982), DOI
10.1109/TIT.1982.1056489; starts: Arthur, Vassilvitskii, k-means++, SODA 2007.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from thorbecke.methods.opinion import draws
from thorbecke.methods.opinion.draws import Purpose
from thorbecke.methods.opinion.votes import Flags, Floats

Labels: TypeAlias = npt.NDArray[np.int8]

_MOST_ROUNDS = 1000
_MEET = 4  # after so many rounds runs that have met go on as one
_COARSE = 10_000.0  # squared distances are summed in units of 10^-6, so that sums stay exact


def starts(points: Floats, k: int, restarts: int, seed: int) -> Floats:
    """Return starting centres by k-means++, shape (restarts, k, 2). O(restarts·k·n)."""
    chances = draws.parts(seed, Purpose.STARTS, k, restarts * k).reshape(restarts, k)
    centres = np.empty((restarts, k, 2))
    first = (chances[:, 0] * len(points)).astype(np.int64)
    centres[:, 0] = points[first]
    nearest = _squares(points, centres[:, 0])
    for place in range(1, k):
        reach = np.cumsum(nearest, axis=1)
        goal = chances[:, place] * reach[:, -1]
        picked = np.minimum((reach <= goal[:, None]).sum(axis=1), len(points) - 1)
        centres[:, place] = points[picked]
        np.minimum(nearest, _squares(points, centres[:, place]), out=nearest)
    return centres


def _squares(points: Floats, centres: Floats) -> Floats:
    """Return squared distances, shape (len(centres), n)."""
    across = points[:, 0] - centres[:, :1]
    up = points[:, 1] - centres[:, 1:]
    across *= across
    up *= up
    across += up
    return across


def converge(points: Floats, centres: Floats) -> tuple[Floats, Floats]:
    """Move centres until they stay: the centres of each different end, shape (b, k, 2), and its inertia.

    ``centres``: shape (runs, k, 2), side by side. The centres of an end are numbered from left to right.
    An empty group keeps its centre. Inertia, shape (b,), in units of 10^-6, rounded down for each point.
    O(runs·k·n) for each round.
    """
    homogeneous = _homogeneous(points)
    columns = np.ascontiguousarray(homogeneous.T)
    norm = columns[0] ** 2 + columns[1] ** 2
    ends, inertias = [], []
    for number in range(1, _MOST_ROUNDS + 1):
        score = _scores(columns, centres)
        best = score.min(axis=1)
        moved = _means(homogeneous, _members(score, best, centres), centres)
        done = (moved == centres).reshape(len(centres), -1).all(axis=1)
        if done.any():
            ends.append(_in_order(centres[done]))
            inertias.append(np.floor((best[done] + norm) / _COARSE).sum(axis=1))
            moved = moved[~done]
        if not len(moved):
            break
        meet = len(moved) > 1 and number % _MEET == 0
        centres = _different(_in_order(moved)) if meet else moved
    else:
        ends.append(_in_order(centres))
        inertias.append(np.full(len(centres), np.inf))
    return np.concatenate(ends), np.concatenate(inertias)


def _homogeneous(points: Floats) -> Floats:
    """Return the points with a 1 behind each, shape (n, 3): one product gives sums and numbers."""
    found = np.ones((len(points), 3))
    found[:, :2] = points
    return found


def assign(points: Floats, centres: Floats) -> Labels:
    """Return each point's nearest centre; of equally near ones the first. O(k·n)."""
    score = _scores(_homogeneous(points).T, centres[None])
    nearest: Labels = score[0].argmin(axis=0).astype(np.int8)
    return nearest


def _scores(columns: Floats, centres: Floats) -> Floats:
    """Return |c|² − 2·x·c, which is least at the nearest centre; shape (runs, k, n)."""
    runs, k, _ = centres.shape
    flat = centres.reshape(-1, 2)
    turned = np.empty((runs * k, 3))
    np.multiply(flat, -2.0, out=turned[:, :2])
    turned[:, 2] = flat[:, 0] ** 2 + flat[:, 1] ** 2
    found: Floats = (turned @ columns).reshape(runs, k, -1)
    return found


def _members(score: Floats, best: Floats, centres: Floats) -> Flags:
    """Return who belongs to which centre, shape (runs, k, n); of equally near ones the leftmost."""
    member: Flags = score == best[:, None]
    if np.count_nonzero(member) > best.size:
        order = _order(centres)[:, :, None]
        sorted_ = np.take_along_axis(member, order, axis=1)
        sorted_ &= np.cumsum(sorted_, axis=1) == 1
        np.put_along_axis(member, order, sorted_, axis=1)
    return member


def _means(homogeneous: Floats, member: Flags, centres: Floats) -> Floats:
    """Return the mean of each group, rounded to whole numbers; an empty group's centre stays."""
    runs, k, size = member.shape
    sums = (member.reshape(-1, size).astype(np.float64) @ homogeneous).reshape(runs, k, 3)
    counts = sums[:, :, 2:]
    if counts.all():
        found: Floats = np.rint(sums[:, :, :2] / counts)
        return found
    return np.where(counts > 0, np.rint(sums[:, :, :2] / np.maximum(counts, 1)), centres)


def _order(centres: Floats) -> npt.NDArray[np.int64]:
    order: npt.NDArray[np.int64] = np.lexsort((centres[:, :, 1], centres[:, :, 0]), axis=1)
    return order


def _in_order(centres: Floats) -> Floats:
    """Return the centres of each run from left to right, equal ones from low to high."""
    return np.take_along_axis(centres, _order(centres)[:, :, None], axis=1)


def _different(centres: Floats) -> Floats:
    """Return each run once."""
    if len(centres) < 2:
        return centres
    flat = centres.reshape(len(centres), -1)
    order = np.lexsort(flat.T)
    new = np.concatenate([[True], (flat[order][1:] != flat[order][:-1]).any(axis=1)])
    found: Floats = centres[order[new]]
    return found


def split(points: Floats, k: int, restarts: int, sample: int, seed: int) -> tuple[Labels, Floats]:
    """Return the best of many converged runs: labels (n,) and centres (k, 2).

    With more than ``sample`` points the runs compete on a drawn sample; the best goes on with all points
    until it has converged. O(restarts·k·min(n, sample)·rounds + k·n·rounds).
    """
    chosen = draws.sample(seed, Purpose.SAMPLE, k, sample, len(points))
    some = points[chosen]
    ends, inertia = converge(some, _in_order(starts(some, k, restarts, seed)))
    centres = ends[inertia.argmin()]
    if len(chosen) < len(points):
        centres = converge(points, centres[None])[0][0]
    return assign(points, centres), centres
