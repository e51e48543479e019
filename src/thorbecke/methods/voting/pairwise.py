"""How many ballots prefer each option to each other one: the matrix on which duels are counted."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import numpy.typing as npt

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.voting.profile import Kind, Profile

Matrix = npt.NDArray[np.int64]
CELLS = 2_000_000  # compared at a time, so that memory stays flat


def places(profile: Profile) -> npt.NDArray[np.int32]:
    """Return each ballot as places, lower is better, shape (u, m): what is not named comes last.

    Rankings as they are; for other kinds the higher number has the better place. O(u·m).
    """
    rows = profile.rows
    wide = rows.astype(np.int32)
    if profile.kind is Kind.RANKING:
        return np.where(wide == 0, np.iinfo(np.int32).max, wide)
    return -wide


def preferences(profile: Profile) -> Matrix:
    """Return in row i, column j how many ballots put option i before option j, shape (m, m).

    Exact while there are fewer than 2**53 ballots: sums of integers in float64. O(u·m²).
    """
    size = len(profile.options)
    found = np.zeros((size, size))
    better = _comparable(profile)
    step = max(CELLS // size, 1)
    for start in range(0, len(better), step):
        columns = np.ascontiguousarray(better[start : start + step].T)
        counts = profile.counts[start : start + step].astype(np.float64)
        for one in range(size):
            found[one] += (columns[one] < columns) @ counts
    return found.astype(np.int64)


def _comparable(profile: Profile) -> npt.NDArray[np.int8] | npt.NDArray[np.int32]:
    """Return the places in one byte where they fit: comparing bytes is four times as fast."""
    if profile.rows.dtype != np.int8:
        return places(profile)
    if profile.kind is not Kind.RANKING:
        return -profile.rows
    return np.where(profile.rows == 0, np.int8(127), profile.rows)


def condorcet(profile: Profile, matrix: Matrix) -> str | None:
    """Return the option that wins every duel, if there is one."""
    wins = (matrix > matrix.T).sum(axis=1)
    best = int(wins.argmax()) if len(wins) else 0
    return profile.options[best] if wins[best] == len(wins) - 1 else None


def duel_facts(profile: Profile, matrix: Matrix) -> tuple[Fact, ...]:
    """Return the whole matrix as a step, and the Condorcet winner if there is one."""
    rows = tuple(tuple(row) for row in matrix.tolist())
    steps = [fact("duels", options=profile.options, votes=rows)]
    if (winner := condorcet(profile, matrix)) is not None:
        steps.append(fact("condorcet", option=winner))
    return tuple(steps)


def weakest_duels(profile: Profile, matrix: Matrix) -> dict[str, int | Fraction]:
    """Return for each option its fewest votes in any duel; all of its ballots when it is alone."""
    size = len(profile.options)
    if size == 1:
        return {profile.options[0]: profile.ballots}
    others = matrix[~np.eye(size, dtype=bool)].reshape(size, size - 1)
    return dict(zip(profile.options, others.min(axis=1).tolist(), strict=True))


def levels(profile: Profile, better: npt.NDArray[np.bool_]) -> tuple[tuple[str, ...], ...]:
    """Return the options in levels: those that nobody beats, then those beaten only by earlier ones.

    ``better``: shape (m, m), without circles. O(m³) at most.
    """
    left = np.arange(len(profile.options))
    found = []
    while len(left):
        free = ~better[np.ix_(left, left)].any(axis=0)
        found.append(tuple(profile.options[place] for place in left[free]))
        left = left[~free]
    return tuple(found)
