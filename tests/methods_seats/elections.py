"""Small elections for the tests, and lots that always fall on the first."""

from __future__ import annotations

from collections.abc import Sequence

from thorbecke.methods.lots import Lots
from thorbecke.methods.seats.election import Area, Candidate, Election, PartyList

SEED = Lots(bytes(range(32)))


class FirstDrawn(Lots):
    """The engine's vectors were made with the first option drawn."""

    def order(self, purpose, items):
        return tuple(items)


FIRST = FirstDrawn(bytes(32))


def with_candidates(
    seats: int, votes: Sequence[Sequence[int]], deceased: Sequence[tuple[int, int]] = ()
) -> Election:
    """An election from votes per candidate; ids are the numbers of list and candidate."""
    gone = set(deceased)
    lists = tuple(
        PartyList(
            str(n),
            f"Lijst {n}",
            sum(counts),
            candidates=tuple(
                Candidate(str(k), count, (n, k) in gone) for k, count in enumerate(counts, 1)
            ),
        )
        for n, counts in enumerate(votes, 1)
    )
    return Election("test", seats, lists)


def sized(seats: int, votes: Sequence[int], sizes: Sequence[int]) -> Election:
    """An election from votes per list and how many candidates each has."""
    lists = tuple(
        PartyList(str(n), f"Lijst {n}", count, size)
        for n, (count, size) in enumerate(zip(votes, sizes, strict=True), 1)
    )
    return Election("test", seats, lists)


def in_areas(
    seats: int, votes: Sequence[Sequence[int]], sizes: Sequence[int | None] | None = None
) -> Election:
    """An election in areas: ``votes`` is areas × lists; ``sizes`` the seats of each area."""
    totals = [sum(column) for column in zip(*votes, strict=True)]
    lists = tuple(PartyList(str(n), f"Lijst {n}", total) for n, total in enumerate(totals, 1))
    areas = tuple(
        Area(f"wijk {n}", tuple(row), size)
        for n, (row, size) in enumerate(zip(votes, sizes or [None] * len(votes), strict=True), 1)
    )
    return Election("test", seats, lists, areas)
