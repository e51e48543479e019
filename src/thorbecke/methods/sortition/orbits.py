"""Orbits: people whom no quota tells apart are one type, so that a panel is a row of counts.

Two people belong to one type when they have the same values and, under the household rule, when
their households look the same. The fairest chances are the same for all people of a type (a convex
set that is symmetric in them has a symmetric unique leximin point), so nothing is lost.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray

from thorbecke.methods.sortition.pool import Person, Pool

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Group:
    """Households that look the same. ``households``: people's indexes; ``types``: the types in it."""

    households: tuple[tuple[int, ...], ...]
    types: tuple[int, ...]


@dataclass(frozen=True)
class Orbits:
    """A pool as T types and R rows.

    ``members``: people's indexes per type. ``groups``: see ``Group``. ``count``: people per type (T).
    ``most``: how many of a type one panel can hold (T). ``matrix``: R × T, 1 where the type counts for
    the row: first the quotas in their order, then the size, then groups with several types.
    ``low``, ``high``: the bounds of the rows (R). ``parts``: the rows of each feature.
    """

    members: tuple[tuple[int, ...], ...]
    groups: tuple[Group, ...]
    count: Floats
    most: Floats
    matrix: Any
    low: Floats
    high: Floats
    parts: tuple[Ints, ...]

    @property
    def cap(self) -> Floats:
        """The highest chance that a person of each type can have."""
        cap: Floats = self.most / self.count
        return cap


def orbits(pool: Pool, household: bool = True) -> Orbits:
    """Return the types of a pool in a canonical order (that of the values). O(n·features)."""
    row = {(quota.feature, quota.value): at for at, quota in enumerate(pool.quotas)}
    vectors = [
        tuple(row[pair] for pair in zip(pool.features, person.values, strict=True))
        for person in pool.people
    ]
    patterns = _patterns(pool.people, vectors, household)
    keys = sorted({(vector, p) for p in patterns for vector in p})
    number = {key: at for at, key in enumerate(keys)}
    members: list[list[int]] = [[] for _ in keys]
    groups = []
    for pattern in sorted(patterns):
        for home in patterns[pattern]:
            for person in home:
                members[number[vectors[person], pattern]].append(person)
        groups.append(
            Group(
                tuple(sorted(patterns[pattern])),
                tuple(number[vector, pattern] for vector in sorted(set(pattern))),
            )
        )
    return _with_rows(pool, keys, tuple(tuple(sorted(found)) for found in members), groups)


Vector = tuple[int, ...]


def _patterns(
    people: tuple[Person, ...], vectors: list[Vector], household: bool
) -> dict[tuple[Vector, ...], list[tuple[int, ...]]]:
    """Return the households by what they look like: the sorted vectors of the people in it."""
    homes: dict[tuple[str, int], list[int]] = defaultdict(list)
    for index, person in enumerate(people):
        shared = household and person.household
        homes[(person.household, -1) if shared else ("", index)].append(index)
    found: dict[tuple[Vector, ...], list[tuple[int, ...]]] = defaultdict(list)
    for home in homes.values():
        pattern = tuple(sorted(vectors[index] for index in home))
        found[pattern].append(tuple(sorted(home, key=lambda index: (vectors[index], index))))
    return found


def _with_rows(
    pool: Pool,
    keys: list[tuple[Vector, tuple[Vector, ...]]],
    members: tuple[tuple[int, ...], ...],
    groups: list[Group],
) -> Orbits:
    rows: list[list[int]] = [[] for _ in pool.quotas]
    for number, (vector, _pattern) in enumerate(keys):
        for row in vector:
            rows[row].append(number)
    low = [quota.low for quota in pool.quotas] + [pool.size]
    high = [quota.high for quota in pool.quotas] + [pool.size]
    rows.append(list(range(len(keys))))
    count = np.array([len(found) for found in members], dtype=float)
    most = count.copy()
    for group in groups:
        for number in group.types:
            most[number] = min(most[number], len(group.households))
        if len(group.types) > 1:
            rows.append(list(group.types))
            low.append(0)
            high.append(len(group.households))
    parts = tuple(
        np.array([at for at, quota in enumerate(pool.quotas) if quota.feature == feature])
        for feature in pool.features
    )
    bounds = np.array(low, dtype=float), np.array(high, dtype=float)
    matrix = _matrix(rows, len(keys))
    return Orbits(members, tuple(groups), count, most, matrix, *bounds, parts)


def _matrix(rows: list[list[int]], width: int) -> Any:
    starts = np.cumsum([0] + [len(row) for row in rows])
    index = np.array([number for row in rows for number in row], dtype=np.int32)
    shape = (len(rows), width)
    return sparse.csr_matrix((np.ones(len(index)), index, starts.astype(np.int32)), shape=shape)


def with_bounds(pool: Pool, bounds: tuple[tuple[int, int], ...]) -> Pool:
    """Return the pool with other bounds, in the order of the quotas."""
    quotas = tuple(
        replace(quota, low=low, high=high)
        for quota, (low, high) in zip(pool.quotas, bounds, strict=True)
    )
    return replace(pool, quotas=quotas)
