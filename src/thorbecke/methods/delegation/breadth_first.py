"""The breadth-first rule for ranked delegations, for a whole electorate at once.

A vote travels along the shortest chain that ends at somebody who voted; among chains of equal length the
one whose first step has the better rank, and so on at each step. Under this rule a delegate never does
worse by receiving a vote, and what happens to a voter depends on the shortest way only.

Sources: Brill, Delemazure, George, Lackner, Schmidt-Kraepelin, Liquid Democracy with Ranked Delegations,
AAAI 2022, arXiv 2112.07509 (rule BFD); Kotsialou, Riley, Incentivising Participation in Liquid Democracy
with Breadth-First Delegation, AAMAS 2020, arXiv 1811.03710.

All levels cost O(n·r) together. While a level settles many, everybody who waits looks at their delegates
(one pass of array operations); when few are left, each level asks who named those just settled; a long
thin chain goes voter by voter. Without back-ups there is one way to go: ``single`` walks it in doubling
steps.
"""

from __future__ import annotations

import numpy as np

from thorbecke.methods.delegation.arrays import (
    Flags,
    Ranks,
    Resolution,
    Voters,
    checked,
    empty,
    named_by,
)
from thorbecke.methods.delegation.single import resolve_single

_SHARE = 16  # a pass over all who wait pays as long as it settles one in sixteen
_THIN = 200  # below this many in a level, a plain loop beats array operations


def resolve(voted: Flags, delegates: Voters) -> Resolution:
    """Return where each vote goes. O(n·r) time; about 14 bytes a voter beside the input.

    ``voted``: shape (n,), who cast a ballot; their own vote goes before their delegations.
    ``delegates``: int32, shape (n, r) or (n,), the voter's choices, best first; −1 for none.
    Raises ``ValueError`` for shapes or numbers that can't be.
    """
    table = checked(voted, delegates)
    if table.shape[1] == 1:
        return resolve_single(voted, np.ascontiguousarray(table[:, 0], np.int32))
    found = empty(voted)
    waiting = np.flatnonzero(~voted & (table >= 0).any(axis=1)).astype(np.int32)
    waiting, level = _wide(found, waiting, table)
    if len(waiting):
        _narrow(found, waiting, table[waiting], level)
    return found


def _wide(found: Resolution, waiting: Voters, table: Voters) -> tuple[Voters, int]:
    """Settle level after level by a pass over all who wait, as long as that pays."""
    settled = found.length >= 0
    choices = table[waiting]
    level = 0
    while len(waiting):
        rank = np.full(len(waiting), -1, np.int8)
        for place in reversed(range(choices.shape[1])):
            target = choices[:, place]
            rank[settled[target] & (target >= 0)] = place
        hit = rank >= 0
        hits = int(np.count_nonzero(hit))
        if not hits:
            return waiting[:0], level  # who waits now waits for nobody who was settled
        level += 1
        via = choices[hit, rank[hit]]
        _write(found, waiting[hit], via, rank[hit], level)
        settled[waiting[hit]] = True
        waiting, choices = waiting[~hit], choices[~hit]
        if hits * _SHARE < len(waiting):
            break
    return waiting, level


def _write(found: Resolution, voters: Voters, via: Voters, place: Ranks, level: int) -> None:
    found.via[voters] = via
    found.caster[voters] = found.caster[via]
    found.rank[voters] = place + 1
    found.length[voters] = level


def _narrow(found: Resolution, waiting: Voters, table: Voters, level: int) -> None:
    """Settle the rest from those just settled outward, by asking who named them."""
    size = len(found.caster)
    reverse = named_by(waiting, table, size)
    starts, namers, ranks = reverse.indptr, waiting[reverse.indices], reverse.data
    front = np.flatnonzero(found.length == level).astype(np.int32)
    thin = _Thin(found, starts, namers, ranks)
    while len(front):
        if len(front) < _THIN:
            front, level = thin.run(front, level)
            continue
        level += 1
        front = _outward(found, front, starts, namers, ranks, level)


def _outward(
    found: Resolution, front: Voters, starts: Voters, namers: Voters, ranks: Voters, level: int
) -> Voters:
    """Settle everybody who named someone in ``front`` and still waits; return them."""
    counts = starts[front + 1] - starts[front]
    shift = np.repeat(starts[front] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    edges = shift + np.arange(len(shift))
    voters, via, rank = namers[edges], np.repeat(front, counts), ranks[edges]
    waits = found.length[voters] < 0
    voters, via, rank = voters[waits], via[waits], rank[waits]
    fresh = []
    for place in np.unique(rank):
        # Within one rank a voter stands once: a voter has one delegate for each rank.
        now = (rank == place) & (found.length[voters] < 0)
        _write(found, voters[now], via[now], rank[now], level)
        fresh.append(voters[now])
    return np.concatenate(fresh) if fresh else voters


def _view(values: Voters | Ranks) -> memoryview[int]:
    """Return a view that reads and writes Python's own numbers."""
    return memoryview(values)  # type: ignore[arg-type]


class _Thin:
    """Levels of a few voters, one by one, on memory views: array operations would cost more."""

    def __init__(self, found: Resolution, starts: Voters, namers: Voters, ranks: Voters) -> None:
        self.starts, self.namers, self.ranks = _view(starts), _view(namers), _view(ranks)
        self.caster, self.via = _view(found.caster), _view(found.via)
        self.rank, self.length = _view(found.rank), _view(found.length)

    def run(self, front: Voters, level: int) -> tuple[Voters, int]:
        """Go on until a level is wide again or empty; return that level and its number."""
        now: list[int] = front.tolist()
        while now and len(now) < _THIN:
            level += 1
            now = self._level(now, level)
        return np.array(now, np.int32), level

    def _level(self, front: list[int], level: int) -> list[int]:
        fresh = []
        for via in front:
            for edge in range(self.starts[via], self.starts[via + 1]):
                voter, rank = self.namers[edge], self.ranks[edge] + 1
                if self.length[voter] < 0:
                    fresh.append(voter)
                    self.length[voter] = level
                elif self.length[voter] != level or self.rank[voter] <= rank:
                    continue
                self.via[voter], self.rank[voter] = via, rank
                self.caster[voter] = self.caster[via]
        return fresh
