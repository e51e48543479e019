"""What voters get from an outcome: money spent on projects of their choice."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from thorbecke.methods.budgeting.election import Election, Integers


def spent_on(election: Election, funded: Iterable[str]) -> Integers:
    """Return for each group how much money went to projects on its ballot. O(approvals)."""
    worth = np.zeros(len(election.projects), np.int64)
    for name in funded:
        place = election.places[name]
        worth[place] = election.costs[place]
    mine = worth[election.chosen]
    if election.points is not None:
        mine = mine * (election.points > 0)
    if len(mine) == 0:
        return np.zeros(0, np.int64)
    return np.add.reduceat(mine, election.starts[:-1])


def prefers(election: Election, one: Iterable[str], other: Iterable[str]) -> tuple[int, int]:
    """Return how many voters get more from one outcome, and how many from the other."""
    first, second = spent_on(election, one), spent_on(election, other)
    return (
        int(election.counts[first > second].sum()),
        int(election.counts[first < second].sum()),
    )
