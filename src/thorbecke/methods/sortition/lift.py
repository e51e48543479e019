"""From counts per type to people: who sits in which panel.

``seated`` fills the M panels of a public lottery, in turn from a drawn order, so that people of a type
differ by at most one panel. ``lifted`` writes a lottery out over people, with weights that give all
people of a type exactly the same chance (to one part of ``SCALE``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm

import numpy as np

from thorbecke.methods.lots import Lots
from thorbecke.methods.sortition.orbits import Group, Ints, Orbits
from thorbecke.methods.sortition.outcome import Drawn, Lottery, Panel
from thorbecke.methods.sortition.pool import Pool

ORDER, DRAW = "sortition|order", "sortition|draw"
People = tuple[int, ...]


def seated(pool: Pool, orbits: Orbits, lottery: Lottery, lots: Lots) -> Iterator[People]:
    """Yield for each number from 1 to M the people of that panel (indexes, ascending). O(M·k).

    The order of the pool's people is drawn first (purpose ``ORDER``); within a group of households
    turns go round in that order, so everyone's chance before the draw is exactly that of the type.
    """
    drawn = lots.order(ORDER, range(len(pool.people)))
    rank = {person: at for at, person in enumerate(drawn)}
    turns = [_Turns(orbits, group, rank) for group in orbits.groups]
    for panel in lottery.panels:
        counts = dict(panel.counts)
        active = [turn for turn in turns if any(number in counts for number in turn.types)]
        for _copy in range(panel.weight):
            yield tuple(sorted(who for turn in active for who in turn.take(counts)))


def drawn_number(lots: Lots, size: int) -> int:
    """Return the number that the lot falls on, from 1 to M (purpose ``DRAW``)."""
    return lots.numbers(DRAW, [size])[0] + 1


def weighed(
    pool: Pool, orbits: Orbits, panels: tuple[Panel, ...], lots: Lots, number: int
) -> Drawn:
    """Return the panel that has this number (from 1), each panel having as many as it weighs."""
    left = number
    for panel in panels:
        if left <= panel.weight:
            one = Lottery(1, (Panel(1, panel.counts),), Fraction(0), Fraction(0))
            people = next(seated(pool, orbits, one, lots))
            return Drawn(number, tuple(pool.people[who].id for who in people))
        left -= panel.weight
    raise ValueError(f"expected a number up to {number - left}, found {number}")


class _Turns:
    """Households of one group take turns; inside a household people of the same type do."""

    def __init__(self, orbits: Orbits, group: Group, rank: dict[int, int]) -> None:
        self.types = group.types
        homes = sorted(group.households, key=lambda home: min(rank[who] for who in home))
        mine = {who: number for number in group.types for who in orbits.members[number]}
        self.homes: list[dict[int, list[int]]] = []
        for home in homes:
            by_type: dict[int, list[int]] = {}
            for who in sorted(home, key=lambda who: rank[who]):
                by_type.setdefault(mine[who], []).append(who)
            self.homes.append(by_type)
        self.next = 0

    def take(self, counts: dict[int, int]) -> Iterator[int]:
        for number in self.types:
            for _seat in range(counts.get(number, 0)):
                people = self.homes[self.next % len(self.homes)][number]
                self.next += 1
                people.append(people.pop(0))
                yield people[-1]


def lifted(orbits: Orbits, panels: tuple[Panel, ...]) -> tuple[tuple[int, People], ...]:
    """Return panels over people with whole weights of the same total. O(people · panels).

    At most about (panels + people) of them.
    """
    weights = np.array([panel.weight for panel in panels], dtype=np.int64)
    counts = np.zeros((len(panels), len(orbits.count)), dtype=np.int64)
    for row, panel in enumerate(panels):
        for number, count in panel.counts:
            counts[row, number] = count
    pieces: list[list[tuple[int, int, int]]] = [[] for _ in panels]  # (start, end, person)
    for group in orbits.groups:
        if len(group.types) == 1 and len(group.households[0]) == 1:
            number = group.types[0]
            _share(orbits.members[number], counts[:, number], weights, pieces)
        else:
            _rotate(orbits, group, counts, weights, pieces)
    whole = zip((int(weight) for weight in weights), pieces, strict=True)
    return tuple(stretch for weight, found in whole for stretch in _cut(weight, found))


def _share(
    members: Sequence[int],
    counts: Ints,
    weights: Ints,
    pieces: list[list[tuple[int, int, int]]],
) -> None:
    """Give each member an equal share of the panels' time, with few cuts.

    With m members to go, panel j can always be finished as long as its open time is at most m times
    its weight; so each member must take what exceeds (m − 1) times, and fills up freely.
    """
    open_time = counts * weights
    people = len(members)
    place = np.zeros(len(weights), dtype=np.int64)  # where the next piece of a panel starts
    for at, person in enumerate(members):
        left = people - at
        need = int(open_time.sum()) // left
        take = np.maximum(open_time - (left - 1) * weights, 0)
        room = np.minimum(weights, open_time) - take
        before = np.concatenate([[0], np.cumsum(room)[:-1]])
        take += np.clip(need - int(take.sum()) - before, 0, room)
        for row in np.flatnonzero(take):
            _lay(pieces[row], int(place[row]), int(take[row]), int(weights[row]), person)
            place[row] = (place[row] + take[row]) % weights[row]
        open_time = open_time - take


def _lay(
    found: list[tuple[int, int, int]], start: int, length: int, weight: int, person: int
) -> None:
    """Lay a stretch of time, wrapped round the panel's end (R. McNaughton, 1959)."""
    end = start + length
    found.append((start, min(end, weight), person))
    if end > weight:
        found.append((0, end - weight, person))


def _rotate(
    orbits: Orbits,
    group: Group,
    counts: Ints,
    weights: Ints,
    pieces: list[list[tuple[int, int, int]]],
) -> None:
    """Shift households that look alike through all places, so that each has each place equally long."""
    homes = _Homes(orbits, group)
    for row, weight in enumerate(int(weight) for weight in weights):
        chosen = [number for number in group.types for _ in range(counts[row, number])]
        if not chosen:
            continue
        cuts = [step * weight // homes.shifts for step in range(homes.shifts + 1)]
        for step in range(homes.shifts):
            for seat, number in enumerate(chosen):
                person = homes.person(seat + step, step, number)
                pieces[row].append((cuts[step], cuts[step + 1], person))


class _Homes:
    def __init__(self, orbits: Orbits, group: Group) -> None:
        mine = {who: number for number in group.types for who in orbits.members[number]}
        self.homes = [
            {number: [who for who in home if mine[who] == number] for number in group.types}
            for home in group.households
        ]
        alike = lcm(*(len(people) for people in self.homes[0].values()))
        self.shifts = alike * len(self.homes)

    def person(self, place: int, step: int, number: int) -> int:
        people = self.homes[place % len(self.homes)][number]
        return people[(step // len(self.homes)) % len(people)]


def _cut(weight: int, pieces: list[tuple[int, int, int]]) -> Iterator[tuple[int, People]]:
    """Cut a panel's time where anyone comes or goes; each stretch is a panel over people."""
    changes: dict[int, tuple[list[int], list[int]]] = {0: ([], []), weight: ([], [])}
    for start, end, person in pieces:
        if end > start:
            changes.setdefault(start, ([], []))[0].append(person)
            changes.setdefault(end, ([], []))[1].append(person)
    times = sorted(changes)
    present: set[int] = set()
    for time, until in pairwise(times):
        present.difference_update(changes[time][1])
        present.update(changes[time][0])
        yield until - time, tuple(sorted(present))
