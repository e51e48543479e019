"""The breadth-first rule, voter by voter, as plainly as it can be written: the oracle of the tests."""

from __future__ import annotations


def plain(voted: list[bool], delegates: list[list[int]]):
    """Return {voter: (caster, via, rank, length)} for all whose vote is cast."""
    found = {voter: (voter, -1, 0, 0) for voter, votes in enumerate(voted) if votes}
    level = 0
    while True:
        level += 1
        fresh = {}
        for voter, choices in enumerate(delegates):
            if voter in found:
                continue
            for rank, delegate in enumerate(choices, start=1):
                if delegate in found:
                    fresh[voter] = (found[delegate][0], delegate, rank, level)
                    break
        if not fresh:
            return found
        found.update(fresh)


def plain_capped(voted: list[bool], delegates: list[list[int]], cap: int, draw):
    """The same with a limit; ``draw(caster, level, voters)`` gives their drawn order."""
    found = {voter: (voter, -1, 0, 0) for voter, votes in enumerate(voted) if votes}
    room = dict.fromkeys(found, cap - 1)
    level = 0
    while True:
        level += 1
        fresh: dict[int, tuple[int, int, int, int]] = {}
        while True:
            asks: dict[int, list[tuple[int, int, tuple[int, int, int, int]]]] = {}
            for voter, choices in enumerate(delegates):
                if voter in found or voter in fresh:
                    continue
                ways = [
                    (found[d][3] + 1, rank, d)
                    for rank, d in enumerate(choices, start=1)
                    if d in found and room[found[d][0]]
                ]
                if ways:
                    length, rank, d = min(ways)
                    caster = found[d][0]
                    asks.setdefault(caster, []).append((rank, voter, (caster, d, rank, length)))
            if not asks:
                break
            for caster, rows in asks.items():
                for voter, way in _served(caster, rows, room[caster], level, draw):
                    fresh[voter] = way
                    room[caster] -= 1
        if not fresh:
            return found
        found.update(fresh)


def _served(caster, rows, space, level, draw):
    served = []
    for rank in sorted({row[0] for row in rows}):
        same = {voter: way for r, voter, way in rows if r == rank}
        left = space - len(served)
        if left <= 0:
            break
        order = sorted(same)
        if len(order) > left:
            order = draw(caster, level, order)[:left]
        served += [(voter, same[voter]) for voter in order]
    return served
