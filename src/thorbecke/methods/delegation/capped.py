"""The breadth-first rule with a limit on the weight that one voter may cast.

The limit works level by level. In level d everybody who still waits asks the delegate with the shortest
way among those settled in an earlier level whose caster has room; equal lengths go by rank. A caster with
too little room takes better ranks first; within a rank a lot decides. Who is turned away asks again, for
the next back-up, until nobody can be placed; then level d + 1 begins. Nobody who was placed is moved.

The idea of a limit: Gölz, Kahng, Mackenzie, Procaccia, The Fluid Mechanics of Liquid Democracy, WINE 2018,
arXiv 1808.01906; ranked choices as overflow are ours, on top of rule BFD (see ``breadth_first``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from thorbecke.methods.delegation.arrays import (
    Counts,
    Flags,
    Ranks,
    Resolution,
    Voters,
    checked,
    empty,
    named_by,
)

# (caster, level, the voters that compete, in the order of the roll) → those voters in a drawn order
Draw: TypeAlias = Callable[[int, int, Voters], Voters]


def resolve_capped(voted: Flags, delegates: Voters, cap: int, draw: Draw) -> Resolution:
    """Return where each vote goes when nobody casts more than ``cap`` votes, their own included.

    ``voted``, ``delegates``: as for ``resolve``. ``draw``: gives the order by lot among voters who compete
    for the last places of one caster; it is asked at most once for each caster, and may raise.
    O(n·r) work on arrays, in as many levels as the longest way. Raises ``ValueError`` for a cap below 1.
    """
    if cap < 1:
        raise ValueError(f"expected a limit of at least 1, found {cap}")
    table = checked(voted, delegates)
    found = empty(voted)
    room = np.where(voted, np.int64(cap - 1), np.int64(0))
    waiting = np.flatnonzero(~voted & (table >= 0).any(axis=1)).astype(np.int32)
    reverse = named_by(waiting, table[waiting], len(voted))
    starts, namers = reverse.indptr, waiting[reverse.indices]
    front = np.flatnonzero(voted).astype(np.int32)
    level = 0
    while len(front):
        level += 1
        asking = _namers(front, starts, namers)
        front = _level(found, room, asking[found.length[asking] < 0], table, level, draw)
    return found


def _namers(front: Voters, starts: Voters, namers: Voters) -> Voters:
    """Return, each once and in the order of the roll, who named somebody in ``front``."""
    counts = starts[front + 1] - starts[front]
    shift = np.repeat(starts[front] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    return np.unique(namers[shift + np.arange(len(shift))])


def _level(
    found: Resolution, room: Counts, asking: Voters, table: Voters, level: int, draw: Draw
) -> Voters:
    """Place as many of those asking as there is room for; return who was placed."""
    placed: list[tuple[Voters, Voters, Ranks]] = []
    while len(asking):
        choices = table[asking]
        rank = _best(found, room, choices)
        open_ = rank >= 0
        asking, choices, rank = asking[open_], choices[open_], rank[open_]
        via = choices[np.arange(len(asking)), rank]
        caster = found.caster[via]
        taken = _taken(asking, caster, rank, room, level, draw)
        np.subtract.at(room, caster[taken], 1)
        placed.append((asking[taken], via[taken], rank[taken]))
        asking = asking[~taken]
    # Only now: who is placed in this level can be asked from the next level on.
    for voters, via, rank in placed:
        found.via[voters] = via
        found.caster[voters] = found.caster[via]
        found.length[voters] = found.length[via] + 1
        found.rank[voters] = rank + 1
    return np.sort(np.concatenate([voters for voters, _, _ in placed])) if placed else asking


def _best(found: Resolution, room: Counts, choices: Voters) -> Ranks:
    """Return for each row the place of the delegate with the shortest way and room; −1 for none."""
    most = np.iinfo(np.int32).max
    caster = found.caster[choices]
    usable = (choices >= 0) & (caster >= 0) & (room[caster] > 0)
    length = np.where(usable, found.length[choices], most)
    best = length.argmin(axis=1)  # the first of equal ones: the better rank
    rows = np.arange(len(choices))
    return np.where(usable[rows, best], best, -1).astype(np.int8)


def _taken(
    asking: Voters, caster: Voters, rank: Ranks, room: Counts, level: int, draw: Draw
) -> Flags:
    """Return who is taken, shape (len(asking),): better ranks first, then by lot."""
    order = np.lexsort((rank, caster))
    sorted_caster = caster[order]
    first = np.flatnonzero(np.r_[True, sorted_caster[1:] != sorted_caster[:-1]])
    if not len(order):
        return np.zeros(0, np.bool_)
    sizes = np.diff(np.r_[first, len(order)])
    spaces = room[sorted_caster[first]]
    taken = np.zeros(len(order), np.bool_)
    position = np.arange(len(order)) - np.repeat(first, sizes)
    taken[order] = position < np.repeat(spaces, sizes)
    for group in np.flatnonzero(sizes > spaces):
        members = order[first[group] : first[group] + sizes[group]]
        _settle(
            asking, rank, members, int(spaces[group]), int(caster[members[0]]), level, draw, taken
        )
    return taken


def _settle(
    asking: Voters,
    rank: Ranks,
    members: Voters,
    space: int,
    caster: int,
    level: int,
    draw: Draw,
    taken: Flags,
) -> None:
    """Let the lot decide among the rank that fits only in part."""
    same = members[rank[members] == rank[members[space]]]
    left = space - int(np.count_nonzero(rank[members] < rank[members[space]]))
    if not left:
        return
    drawn = draw(caster, level, asking[np.sort(same)])
    taken[same] = np.isin(asking[same], drawn[:left])
