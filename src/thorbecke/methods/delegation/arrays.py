"""The arrays that all of delegation shares: who named whom, who casts for whom, who is named by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import sparse

Voters: TypeAlias = npt.NDArray[np.int32]
Ranks: TypeAlias = npt.NDArray[np.int8]
Flags: TypeAlias = npt.NDArray[np.bool_]
Counts: TypeAlias = npt.NDArray[np.int64]

NOBODY = -1
MOST_RANKS = 100


@dataclass(frozen=True, eq=False)
class Resolution:
    """Where each of n voters' vote goes; four arrays of shape (n,).

    ``caster``: who casts it; themselves for who voted, −1 when nobody does. ``via``: the delegate that
    was used, −1 for who voted or is lost. ``rank``: which choice that delegate was, from 1; 0 when none.
    ``length``: how many steps to the caster; 0 for who voted, −1 when lost.
    """

    caster: Voters
    via: Voters
    rank: Ranks
    length: Voters

    def weights(self) -> Counts:
        """Return how many votes each voter casts, their own included; 0 for who does not cast. O(n)."""
        counted = self.caster[self.caster >= 0]
        return np.bincount(counted, minlength=len(self.caster))


def empty(voted: Flags) -> Resolution:
    """Return the state in which those who voted cast their own vote and nobody else's is settled."""
    size = len(voted)
    return Resolution(
        np.where(voted, np.arange(size, dtype=np.int32), np.int32(NOBODY)),
        np.full(size, NOBODY, np.int32),
        np.zeros(size, np.int8),
        np.where(voted, np.int32(0), np.int32(NOBODY)),
    )


def checked(voted: Flags, delegates: Voters) -> Voters:
    """Return delegates with shape (n, r). Raises ``ValueError`` for shapes or values that can't be."""
    size = len(voted)
    table = delegates.reshape(size, -1) if delegates.ndim == 1 else delegates
    if table.ndim != 2 or len(table) != size or not 1 <= table.shape[1] <= MOST_RANKS:
        raise ValueError(f"expected delegates of shape ({size}, 1 to {MOST_RANKS})")
    if size and (table.min() < NOBODY or table.max() >= size):
        raise ValueError(f"a delegate must be a voter's number from 0 to {size - 1}, or -1")
    return table


def named_by(rows: Voters, table: Voters, size: int) -> sparse.csc_array:
    """Return who named whom: column j holds the places in ``rows`` that named voter j, with ranks.

    ``table``: shape (len(rows), r), the delegates of those rows. O(len(rows)·r + size), by counting.
    """
    filled = table >= 0
    ranks = np.broadcast_to(np.arange(table.shape[1], dtype=np.int8), table.shape)[filled]
    indptr = np.zeros(len(rows) + 1, np.int32)
    np.cumsum(filled.sum(axis=1), out=indptr[1:])
    found = sparse.csr_array((ranks, table[filled], indptr), shape=(len(rows), size))
    return found.tocsc()
