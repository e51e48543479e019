"""Divide people over tables for several rounds: everyone meets as many others as possible.

Tables keep quotas (the spread of a feature over tables as even as can be, or bounds). Local search:
from a seeded start, the swap of two people at different tables that helps most, until none helps; the
price of a seating is the number of repeated meetings, and a far larger one for a broken quota. For the
problem see F. Barrett, P. Gölz and P. Verpoort's GroupSelect and the DREAM heuristic, arXiv 2410.21451.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from thorbecke.methods.lots import Lots
from thorbecke.methods.sortition.orbits import Floats, Ints

BROKEN = 1000.0  # the price of one person too many or too few of a value at a table
STARTS, PURPOSE = 4, "sortition|tables"


@dataclass(frozen=True)
class Seating:
    """``rounds``: per round, per table the ids. ``met``: pairs that met at least once; ``possible``: the
    most pairs that could have met (all pairs, or the seats of all rounds); ``repeats``: meetings of pairs
    that had met before; ``broken``: how far table quotas are from being kept, 0 when they hold."""

    rounds: tuple[tuple[tuple[str, ...], ...], ...]
    met: int
    possible: int
    repeats: int
    broken: int

    @property
    def share(self) -> Fraction:
        """Met pairs over the most that was possible."""
        return Fraction(self.met, max(self.possible, 1))


def seat(
    people: Sequence[tuple[str, tuple[str, ...]]],
    tables: int,
    rounds: int,
    lots: Lots,
    fixed: Mapping[str, int] | None = None,
) -> Seating:
    """Return a seating of people (id, values) over ``tables`` tables in ``rounds`` rounds.

    Tables differ by at most one in size; each value is spread over the tables as evenly as it can be.
    ``fixed``: people who stay at a table (hosts). Raises ``ValueError`` for fewer people than tables.
    O(rounds · steps · n²).
    """
    if not 1 <= tables <= len(people):
        raise ValueError(f"expected 1 to {len(people)} tables, found {tables}")
    start = lots.numbers(PURPOSE, [2**62])[0]
    random = np.random.Generator(np.random.PCG64(start))
    room = _Room(people, tables, fixed or {})
    met = np.zeros((len(people), len(people)))
    found = []
    for _round in range(rounds):
        best = min(
            (room.settled(room.start(random), met) for _start in range(STARTS)),
            key=lambda place: room.price(place, met),
        )
        found.append(best)
        met += room.together(best)
    return _seating(people, room, found, met)


def _seating(
    people: Sequence[tuple[str, tuple[str, ...]]], room: _Room, found: list[Ints], met: Floats
) -> Seating:
    upper = np.triu_indices(len(people), 1)
    meetings = int(met[upper].sum())
    pairs = int((met[upper] > 0).sum())
    rounds = tuple(
        tuple(
            tuple(people[at][0] for at in np.flatnonzero(place == table))
            for table in range(room.tables)
        )
        for place in found
    )
    broken = sum(room.broken(place) for place in found)
    return Seating(rounds, pairs, min(len(upper[0]), meetings), meetings - pairs, broken)


class _Room:
    def __init__(
        self,
        people: Sequence[tuple[str, tuple[str, ...]]],
        tables: int,
        fixed: Mapping[str, int],
    ) -> None:
        self.people, self.tables = len(people), tables
        self.fixed = np.array([fixed.get(name, -1) for name, _values in people])
        values = sorted({(at, v) for _name, row in people for at, v in enumerate(row)})
        number = {pair: at for at, pair in enumerate(values)}
        self.has = np.zeros((len(people), len(values)))
        for at, (_name, row) in enumerate(people):
            for pair in enumerate(row):
                self.has[at, number[pair]] = 1.0
        share = self.has.sum(axis=0) / tables
        self.low, self.high = np.floor(share), np.ceil(share)

    def start(self, random: np.random.Generator) -> Ints:
        """Return a random seating with tables of equal size, hosts at their own."""
        place = self.fixed.copy()
        sizes = np.full(self.tables, self.people // self.tables)
        sizes[: self.people % self.tables] += 1
        sizes -= np.bincount(place[place >= 0], minlength=self.tables)
        seats = np.repeat(np.arange(self.tables), np.maximum(sizes, 0))
        free = np.flatnonzero(place < 0)
        place[free] = random.permutation(seats)[: len(free)]
        return place

    def together(self, place: Ints) -> Floats:
        same: Floats = (place[:, None] == place[None, :]).astype(float)
        np.fill_diagonal(same, 0.0)
        return same

    def counts(self, place: Ints) -> Floats:
        at_table = (place[None, :] == np.arange(self.tables)[:, None]).astype(float)
        found: Floats = at_table @ self.has
        return found

    def broken(self, place: Ints) -> int:
        counts = self.counts(place)
        off = np.maximum(self.low - counts, 0) + np.maximum(counts - self.high, 0)
        return round(float(off.sum()))

    def price(self, place: Ints, met: Floats) -> float:
        repeats = float((self.together(place) * met**2).sum()) / 2
        return BROKEN * self.broken(place) + repeats

    def settled(self, place: Ints, met: Floats) -> Ints:
        """Swap the best two people as long as that helps."""
        price = met**2
        for _step in range(20 * self.people):
            gain = self._meetings(place, price) + BROKEN * self._quotas(place)
            at = int(np.argmin(gain))
            one, other = divmod(at, self.people)
            if gain[one, other] > -1e-9:
                break
            place[one], place[other] = place[other], place[one]
        return place

    def _meetings(self, place: Ints, price: Floats) -> Floats:
        """How repeats change when two people swap (n × n)."""
        at_table = (place[:, None] == np.arange(self.tables)[None, :]).astype(float)
        known = price @ at_table  # what each person already shared with each table
        here = known[np.arange(self.people), place]
        there = known[:, place]
        change = there + there.T - here[:, None] - here[None, :] - 2 * price
        movable = self.fixed < 0
        allowed = movable[:, None] & movable[None, :] & (place[:, None] != place[None, :])
        found: Floats = np.where(allowed, change, np.inf)
        return found

    def _quotas(self, place: Ints) -> Floats:
        """How far tables get from their quotas when two people swap (n × n)."""
        counts = self.counts(place)
        up, down = _step(counts, self.low, self.high, 1), _step(counts, self.low, self.high, -1)
        arrives, leaves = (
            up[place] @ self.has.T,
            down[place] @ self.has.T,
        )  # table of i, values of j
        own = np.diag(leaves)
        both = (up + down)[place]  # where both have the value nothing changes
        shared = (both * self.has) @ self.has.T
        found: Floats = arrives + arrives.T + own[:, None] + own[None, :] - shared - shared.T
        return found


def _step(counts: Floats, low: Floats, high: Floats, by: int) -> Floats:
    def off(value: Floats) -> Floats:
        found: Floats = np.maximum(low - value, 0) + np.maximum(value - high, 0)
        return found

    return off(counts + by) - off(counts)
