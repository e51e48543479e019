"""The two directions in which opinions differ most, exactly, and where everybody stands on them.

A cell that somebody did not see counts as the statement's mean (mean imputation). After centring such a
cell is exactly 0, so the principal components of the filled matrix are the singular vectors of a sparse
matrix with the votes' own pattern: the filled matrix is never made, and nothing is approximated.

The directions are rounded to whole multiples of 10^-8 and everything after that is whole numbers or
single correctly rounded operations, so that the map is the same on every machine.

Source of the map: Small, Bjorkegren, Erkkilä, Shaw, Megill, Polis: escalar la deliberación mediante el
mapeo de espacios de opinión de alta dimensión, Recerca 26 (2021), DOI 10.6035/recerca.5516.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse
from scipy.sparse.linalg import LinearOperator, eigsh

from thorbecke.methods.opinion.votes import Floats, Integers, Votes

AXES = 2
AXIS_SCALE = 10**8
SCALE = 10**5  # coordinates are whole multiples of 10^-5
_SMALL = 128  # up to this many statements a dense solver is quicker
_WIDE = 28  # vectors held at once: so many suffice without a restart on real conversations
_NOTHING = 1e-12


@dataclass(frozen=True, eq=False)
class Axes:
    """``direction``: int64, shape (m, 2), in units of 10^-8; all 0 where votes do not differ that way.
    The largest entry of a direction is positive (the first of equal ones). ``shares``: how much of all
    difference each explains, in millionths. ``sums``, ``seen``: int64, shape (m,), of each statement the
    sum of its votes and how many there are."""

    direction: Integers
    shares: tuple[int, int]
    sums: Integers
    seen: Integers


def centred(votes: Votes, sums: Integers, seen: Integers) -> sparse.csr_array:
    """Return the sparse matrix of votes minus their statement's mean, shape (n, m). O(votes).

    ``sums``, ``seen``: the ``totals`` of these votes.
    """
    mean = sums / np.maximum(seen, 1)
    data = mean.take(votes.statement)
    np.subtract(votes.value, data, out=data)
    shape = (len(votes.participants), len(votes.statements))
    return sparse.csr_array((data, votes.statement, votes.starts.astype(np.int32)), shape=shape)


def totals(votes: Votes) -> tuple[Integers, Integers]:
    """Return the sum of the votes and the number of votes of each statement. O(votes)."""
    m = len(votes.statements)
    cell = votes.statement * np.int32(3) + (votes.value + np.int32(1))
    disagree, passed, agree = np.bincount(cell, minlength=3 * m).reshape(m, 3).T
    return agree - disagree, agree + passed + disagree


def find_axes(votes: Votes) -> Axes:
    """Return the two leading principal components of the mean-imputed votes.

    O(votes) for each step of the Lanczos iteration (tens of steps), to machine precision.
    """
    sums, seen = totals(votes)
    matrix = centred(votes, sums, seen)
    values, vectors = leading(matrix, AXES)
    total = float(matrix.data @ matrix.data)
    shares = tuple(round(1e6 * float(value) / total) if total else 0 for value in values)
    return Axes(rounded(vectors), (shares[0], shares[1]), sums, seen)


def leading(matrix: sparse.csr_array, number: int) -> tuple[Floats, Floats]:
    """Return the largest eigenvalues of XᵀX, descending, and their vectors, shape (m, number).

    What is nothing beside the first is given as 0, with a vector of zeros.
    """
    m = matrix.shape[1]
    if m <= max(_SMALL, number + 1):
        values, vectors = _dense(matrix, min(number, m))
    elif matrix.data.any():
        values, vectors = _lanczos(matrix, number)
    else:
        values, vectors = np.zeros(number), np.zeros((m, number))
    found, directions = np.zeros(number), np.zeros((m, number))
    real = values > _NOTHING * max(float(values.max(initial=0.0)), _NOTHING)
    found[: len(values)][real] = values[real]
    directions[:, : len(values)][:, real] = vectors[:, real]
    return found, directions


def _dense(matrix: sparse.csr_array, number: int) -> tuple[Floats, Floats]:
    m = matrix.shape[1]
    if not number:
        return np.zeros(0), np.zeros((m, 0))
    gram = (matrix.T @ matrix).toarray() if matrix.shape[0] > 4 * m else _gram(matrix)
    values, vectors = linalg.eigh(gram, subset_by_index=(m - number, m - 1))
    return values[::-1], vectors[:, ::-1]


def _gram(matrix: sparse.csr_array) -> Floats:
    full: Floats = matrix.toarray()
    return full.T @ full


def _lanczos(matrix: sparse.csr_array, number: int) -> tuple[Floats, Floats]:
    turned = matrix.T
    multiply: Callable[[Floats], Floats] = lambda vector: turned @ (matrix @ vector)  # noqa: E731
    m = matrix.shape[1]
    operator = LinearOperator((m, m), matvec=multiply, dtype=np.float64)
    golden = (5**0.5 - 1) / 2
    start = np.arange(1, m + 1) * golden % 1.0 - 0.5  # any fixed vector without a pattern
    values, vectors = eigsh(operator, k=number, v0=start, tol=0, which="LA", ncv=_WIDE)
    order = np.argsort(-values, kind="stable")
    return values[order], vectors[:, order]


def rounded(vectors: Floats) -> Integers:
    """Return directions as whole multiples of 10^-8, the first largest entry of each positive."""
    whole = np.rint(vectors * AXIS_SCALE).astype(np.int64)
    if len(whole):
        top = np.abs(whole).argmax(axis=0)
        whole[:, whole[top, np.arange(whole.shape[1])] < 0] *= -1
    return whole


def _contributions(axes: Axes) -> Integers:
    """Return what a vote of −1, 0 or 1 on each statement adds to a position: shape (3·m, 2).

    (v − mean)·direction, rounded half up to 10^-8, computed in whole numbers.
    """
    seen = np.maximum(axes.seen, 1)[:, None, None]
    votes = np.arange(-1, 2)[None, :, None]
    exact = (votes * seen - axes.sums[:, None, None]) * axes.direction[:, None, :]
    found: Integers = ((2 * exact + seen) // (2 * seen)).reshape(-1, AXES)
    return found


def positions(votes: Votes, axes: Axes) -> Floats:
    """Return where each participant stands, shape (n, 2): whole numbers, in units of 10^-5.

    The projection times √(m / votes given), which undoes the pull of unseen statements to the middle.
    Who gave no vote stands at 0. O(votes), exact but for one root and one rounding.
    """
    table = _contributions(axes)
    code = votes.statement * np.int32(3) + (votes.value + np.int32(1))
    given = votes.given
    some = given > 0
    root = np.sqrt(len(votes.statements) / given[some])
    found = np.zeros((len(given), AXES))
    for axis in range(AXES):
        if some.any():
            sums = np.add.reduceat(table[:, axis][code], votes.starts[:-1][some])
            found[some, axis] = np.rint(sums * root * (SCALE / AXIS_SCALE))
    return found


def statement_positions(axes: Axes) -> Integers:
    """Return where each statement stands, shape (m, 2), in units of 10^-5.

    Where somebody would stand who agreed with this statement only: (1 − mean)·direction·√m.
    """
    size = len(axes.seen)
    agreed = _contributions(axes).reshape(size, 3, AXES)[:, 2]
    found: Integers = np.rint(agreed * np.sqrt(float(size)) * (SCALE / AXIS_SCALE)).astype(np.int64)
    return found
