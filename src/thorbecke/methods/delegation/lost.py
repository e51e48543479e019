"""Why a vote does not count, and the cycles that votes are lost in."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.sparse import csgraph

from thorbecke.methods.delegation.arrays import NOBODY, Flags, Resolution, Voters, checked
from thorbecke.methods.delegation.breadth_first import resolve


class Reason(IntEnum):
    """What became of a vote."""

    COUNTED = 0
    ABSENT = 1  # did not vote and named nobody
    CYCLE = 2  # stands in a cycle of people who name each other, and nobody in it has a way out
    BEFORE_CYCLE = 3  # has no way to a vote, and a way that ends in such a cycle
    DEAD_END = 4  # all ways end at people who did not vote
    FULL = 5  # there was a way, but who could cast this vote had reached the limit


def reasons(
    resolution: Resolution, delegates: Voters, uncapped: Resolution | None = None
) -> tuple[npt.NDArray[np.int8], tuple[Voters, ...]]:
    """Return each voter's ``Reason``, shape (n,), and the cycles, each an array of voters.

    A cycle is a strongly connected part of at least two among the lost. It starts at its first voter in
    the roll and follows each voter's best delegate inside it; who was not passed then follows in the
    order of the roll. ``uncapped``: the resolution without a limit, when there was a limit.
    O(n·r): Tarjan's algorithm on the lost only.
    """
    lost_without = (uncapped or resolution).caster == NOBODY
    table = checked(lost_without, delegates)
    names_one = (table >= 0).any(axis=1)
    found = np.zeros(len(table), np.int8)
    found[resolution.caster == NOBODY] = Reason.FULL
    found[lost_without & ~names_one] = Reason.ABSENT
    lost = np.flatnonzero(lost_without & names_one).astype(np.int32)
    if not len(lost):
        return found, ()
    inner = _inside(lost, table)
    part, parts = _parts(inner)
    in_cycle = np.bincount(part, minlength=parts)[part] > 1
    before = resolve(in_cycle, inner).length > 0
    found[lost] = np.where(
        in_cycle, Reason.CYCLE, np.where(before, Reason.BEFORE_CYCLE, Reason.DEAD_END)
    )
    return found, _walks(lost, inner, in_cycle, part)


def cycles(voted: Flags, delegates: Voters) -> tuple[Voters, ...]:
    """Return the cycles that votes are lost in, in the order of the roll. O(n·r)."""
    return reasons(resolve(voted, delegates), delegates)[1]


def _inside(lost: Voters, table: Voters) -> Voters:
    """Return the lost voters' delegates as places among the lost; −1 for who is not lost."""
    place = np.full(len(table) + 1, NOBODY, np.int32)
    place[lost] = np.arange(len(lost), dtype=np.int32)
    return place[table[lost]]  # -1 reads the last place, which nobody holds


def _parts(inner: Voters) -> tuple[Voters, int]:
    filled = inner >= 0
    indptr = np.zeros(len(inner) + 1, np.int32)
    np.cumsum(filled.sum(axis=1), out=indptr[1:])
    ones = np.ones(int(indptr[-1]), np.int8)
    graph = sparse.csr_array((ones, inner[filled], indptr), shape=(len(inner), len(inner)))
    parts, part = csgraph.connected_components(graph, directed=True, connection="strong")
    return part, int(parts)


def _walks(lost: Voters, inner: Voters, in_cycle: Flags, part: Voters) -> tuple[Voters, ...]:
    members = np.flatnonzero(in_cycle).astype(np.int32)
    groups: dict[int, list[int]] = {}
    for member, group in zip(members.tolist(), part[members].tolist(), strict=True):
        groups.setdefault(group, []).append(member)
    nexts = _next_inside(members, inner, part)
    return tuple(lost[_walk(group, nexts)] for group in groups.values())


def _next_inside(members: Voters, inner: Voters, part: Voters) -> dict[int, int]:
    """Return for each member the best delegate in the same cycle."""
    rows = inner[members]
    same = (rows >= 0) & (part[rows] == part[members][:, None])
    best = rows[np.arange(len(rows)), same.argmax(axis=1)]
    return dict(zip(members.tolist(), best.tolist(), strict=True))


def _walk(group: list[int], nexts: dict[int, int]) -> list[int]:
    walked: dict[int, None] = {}
    at = group[0]
    while at not in walked:
        walked[at] = None
        at = nexts[at]
    return [*walked, *(member for member in group if member not in walked)]
