"""Help with quotas that no panel meets, or that hold the smallest chance down.

Infeasible quotas: the smallest changes that make a panel possible, several of them, none of which
contains another. A change costs more on a small minimum, so that small groups keep their seats (weight
1 + 2/minimum, as practitioners do). Feasible quotas: the single bounds whose loosening raises the
smallest chance most. Every answer is checked: a real panel meets the changed quotas.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import scipy.sparse as sparse

from thorbecke.methods.sortition import relax
from thorbecke.methods.sortition.orbits import Floats, Orbits, orbits
from thorbecke.methods.sortition.peel import Peeler
from thorbecke.methods.sortition.pool import SCALE, Pool, Quota
from thorbecke.methods.sortition.relax import Infeasible
from thorbecke.methods.sortition.repair import Face
from thorbecke.methods.sortition.solver import INF, Program, whole

TRIES = 12
POSITIVE = 1e-9


@dataclass(frozen=True)
class Change:
    """Another minimum or maximum for one quota."""

    feature: str
    value: str
    was_low: int
    was_high: int
    low: int
    high: int


@dataclass(frozen=True)
class Relaxation:
    """Changes that together make a panel possible, or raise the smallest chance.

    ``moved``: by how many seats bounds move in all; ``smallest``: the smallest chance afterwards;
    ``gain``: by how much that is more than before (0 before when no panel was possible).
    """

    changes: tuple[Change, ...]
    moved: int
    smallest: Fraction
    gain: Fraction


def relaxations(pool: Pool, household: bool = True, wanted: int = 3) -> tuple[Relaxation, ...]:
    """Return at least ``wanted`` ways to change the quotas, where so many exist; best first.

    Measured: under 2 s for n = 2,000. Changes stay within ``low_flex`` and ``high_flex``.
    """
    people = orbits(pool, household)
    if panel_exists(people):
        return _loosened(pool, people, wanted)
    found: list[Orbits] = []
    search = _Search(pool, people)
    for _try in range(TRIES):
        bounds = search.next() if len(found) < wanted else None
        if bounds is None:
            break
        changed = replace(people, low=bounds[0], high=bounds[1])
        if panel_exists(changed):
            found.append(changed)
        else:
            search.retry()
    for changed in _further(pool, found, wanted):
        found.append(changed)
    ranked = (_relaxation(pool, changed, 0.0) for changed in found)
    return tuple(sorted(ranked, key=lambda one: (one.moved, -one.smallest)))


def _further(pool: Pool, found: list[Orbits], wanted: int) -> Iterator[Orbits]:
    """Yield wider changes where the same bounds must move whatever one does.

    From the cheapest answer on, the bound that holds the smallest chance most moves by one more seat,
    until the smallest chance rises; that is the next answer.
    """
    if not found:
        return
    changed, missing = found[0], wanted - len(found)
    smallest = _smallest(changed)
    for _step in range(4 * TRIES if missing > 0 else 0):
        first = relax.leximin(changed, stages=1).stages[0]
        wider = _widest(pool, changed, first.rows)
        if wider is None:
            return
        changed = wider
        now = _smallest(changed)
        if now > smallest + POSITIVE:
            yield changed
            smallest, missing = now, missing - 1
        if missing <= 0:
            return


def _widest(pool: Pool, people: Orbits, rows: Floats) -> Orbits | None:
    for row in np.argsort(-np.abs(rows[: len(pool.quotas)]), kind="stable"):
        wider = _by_one(people, int(row), pool, up=bool(rows[row] > 0))
        if wider is not None and abs(rows[row]) > POSITIVE:
            return wider
    return None


def panel_exists(people: Orbits) -> bool:
    """True when a real panel meets all rows. A linear program, then a short search."""
    if (people.low > people.high).any():
        return False
    zeros = np.zeros(len(people.count))
    face = Face(zeros, people.most, zeros, people.low, people.high)
    if Peeler(people).best(zeros, face, every=False) is not None:
        return True
    found, _bound = whole(
        zeros, zeros, people.most, people.matrix, people.low, people.high, first=True
    )
    return found is not None


def _smallest(people: Orbits) -> float:
    try:
        return relax.leximin(people, stages=1).stages[0].value
    except Infeasible:
        return 0.0


def _relaxation(pool: Pool, after: Orbits, was: float) -> Relaxation:
    changes, moved = [], 0
    for row, quota in enumerate(pool.quotas):
        low, high = round(float(after.low[row])), round(float(after.high[row]))
        if (low, high) != (quota.low, quota.high):
            moved += quota.low - low + high - quota.high
            changes.append(Change(quota.feature, quota.value, quota.low, quota.high, low, high))
    now = _smallest(after)
    return Relaxation(tuple(changes), moved, _parts(now), _parts(now - was))


def _parts(value: float) -> Fraction:
    return Fraction(round(value * SCALE), SCALE)


def _room(quota: Quota, size: int) -> tuple[int, int]:
    """How far the bounds may move down and up."""
    low = 0 if quota.low_flex is None else min(quota.low_flex, quota.low)
    high = size if quota.high_flex is None else max(quota.high_flex, quota.high)
    return quota.low - low, max(high - quota.high, 0)


def _loosened(pool: Pool, people: Orbits, wanted: int) -> tuple[Relaxation, ...]:
    """Loosen the bounds that hold the smallest chance, one at a time, by one seat."""
    first = relax.leximin(people, stages=1).stages[0]
    binding = np.argsort(-np.abs(first.rows[: len(pool.quotas)]), kind="stable")
    found = []
    for row in binding[: max(TRIES, wanted)]:
        changed = _by_one(people, int(row), pool, up=bool(first.rows[row] > 0))
        if changed is not None and abs(first.rows[row]) > POSITIVE:
            found.append(_relaxation(pool, changed, first.value))
    useful = [one for one in found if one.gain > Fraction(1, 10**9)]
    return tuple(sorted(useful, key=lambda one: -one.gain)[: max(wanted, 3)])


def _by_one(people: Orbits, row: int, pool: Pool, up: bool) -> Orbits | None:
    quota = pool.quotas[row]
    down_room, up_room = _room(quota, pool.size)
    low, high = people.low.copy(), people.high.copy()
    if up and high[row] < quota.high + up_room:
        high[row] += 1
    elif not up and low[row] > quota.low - down_room:
        low[row] -= 1
    else:
        return None
    return replace(people, low=low, high=high)


class _Search:
    """Columns: the panel (T), moves down and up per quota (2 Q), and whether each is used (2 Q)."""

    def __init__(self, pool: Pool, people: Orbits) -> None:
        self.people, self.quotas = people, len(pool.quotas)
        self.whole_panels = False
        rooms = np.array([_room(quota, pool.size) for quota in pool.quotas], dtype=float)
        self.room = np.concatenate([rooms[:, 0], rooms[:, 1]])
        price = np.array([1 + 2 / max(quota.low, 1) for quota in pool.quotas])
        self.price = np.concatenate([price, np.ones(self.quotas)])
        self.cuts: list[Floats] = []

    def next(self) -> tuple[Floats, Floats] | None:
        """Return the cheapest bounds that contain none of the earlier answers."""
        people, types, moves = self.people, len(self.people.count), len(self.room)
        eye = sparse.vstack(
            [
                sparse.eye_array(self.quotas),
                sparse.csr_matrix((len(people.low) - self.quotas, self.quotas)),
            ]
        )
        blocks = [
            [people.matrix, sparse.hstack([eye, -eye]), None],
            [None, sparse.eye_array(moves), -sparse.diags_array(self.room)],
        ]
        low = np.concatenate([people.low, np.full(moves, -INF)])
        high = np.concatenate([people.high, np.zeros(moves)])
        if self.cuts:
            blocks.append([None, None, sparse.csr_matrix(np.array(self.cuts))])
            low = np.append(low, np.full(len(self.cuts), -INF))
            high = np.append(high, [cut.sum() - 1 for cut in self.cuts])
        cost = -np.concatenate([np.zeros(types), self.price, np.full(moves, 0.5)])
        upper = np.concatenate([people.most, self.room, np.ones(moves)])
        integer = np.ones(len(cost), dtype=np.int64)
        integer[:types] = self.whole_panels
        matrix = sparse.bmat(blocks).tocsr()
        return self._solved(Program(cost, np.zeros(len(cost)), upper, matrix, low, high, integer))

    def retry(self) -> None:
        """No panel meets the last answer: forget it, and ask for panels in whole people from now on."""
        self.whole_panels = True
        self.cuts.pop()

    def _solved(self, program: Program) -> tuple[Floats, Floats] | None:
        program.option("presolve", "choose")
        program.option("mip_rel_gap", 1e-4)
        program.solve()
        if not program.found():
            return None
        types = len(self.people.count)
        moves = np.rint(program.point()[types : types + len(self.room)])
        self.cuts.append((moves > 0).astype(float))
        low, high = self.people.low.copy(), self.people.high.copy()
        low[: self.quotas] -= moves[: self.quotas]
        high[: self.quotas] += moves[self.quotas :]
        return low, high
