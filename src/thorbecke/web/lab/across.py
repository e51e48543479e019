"""In how many of the known councils would another system give other seats?

Kieswet variants are counted by the vectorised batch, largest remainders in whole numbers. Divisor methods
are counted here for one council at a time: all quotients at once in float64. Votes times divisors stay
below 2^50, where two different quotients can't round to one number and equal ones always do, so a doubt
shows as two equal numbers at the last seat; such a council is counted exactly. O(lists × seats) a council.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np

from thorbecke.formats.kiesraad import Council
from thorbecke.methods.seats.batch import TooLarge, seats_of
from thorbecke.methods.seats.dividing import DIVISORS, quota_of
from thorbecke.methods.seats.election import Election
from thorbecke.methods.seats.thresholds import able
from thorbecke.web.lab import elections
from thorbecke.web.lab.systems import BASE, DIVISOR, KIESWET, REMAINDER, SYSTEMS, count

_BOUND = 2**50


@dataclass(frozen=True)
class Across:
    """``changed`` of ``councils`` get other seats; in ``open`` of them a lot must be drawn first.

    ``moved``: seats that go to another list. ``new`` and ``gone``: lists that enter or leave a council.
    """

    councils: int
    changed: int
    open: int
    moved: int
    new: int
    gone: int


def across(key: str, threshold: Fraction = Fraction(0)) -> Across:
    """Return how often a system changes a known council; the same question is counted once."""
    found = elections.known()
    limit = threshold if SYSTEMS[key].takes_threshold else Fraction(0)
    return _across(tuple(found.values()), key, limit)


@lru_cache(maxsize=64)
def _across(councils: tuple[Council, ...], key: str, threshold: Fraction) -> Across:
    changed = waiting = moved = new = gone = 0
    for before, election in zip(_base(councils), (one.election() for one in councils), strict=True):
        after = None if before is None else _seats(election, key, threshold)
        if before is None or after is None:
            waiting += 1
            continue
        changed += before != after
        moved += sum(max(b - a, 0) for a, b in zip(before, after, strict=True))
        new += sum(not a and b > 0 for a, b in zip(before, after, strict=True))
        gone += sum(a > 0 and not b for a, b in zip(before, after, strict=True))
    return Across(len(councils), changed, waiting, moved, new, gone)


@lru_cache(maxsize=2)
def _base(councils: tuple[Council, ...]) -> tuple[tuple[int, ...] | None, ...]:
    return tuple(_exact(one.election(), BASE, Fraction(0)) for one in councils)


def _seats(election: Election, key: str, threshold: Fraction) -> tuple[int, ...] | None:
    system = SYSTEMS[key]
    found: tuple[int, ...] | None = None
    if system.method == KIESWET:
        found = _batch(election, key)
    elif system.method == DIVISOR:
        found = _divided(election, system.rules["divisor"], threshold)
    elif system.method == REMAINDER:
        found = _remained(election, system.rules["quota"], threshold)
    return found or _exact(election, key, threshold)


def _batch(election: Election, key: str) -> tuple[int, ...] | None:
    room = tuple(item.room for item in election.lists)
    try:
        row = np.array([election.votes], np.int64)
        found = seats_of(row, election.seats, SYSTEMS[key].made(), room)
    except TooLarge:
        return None
    return None if found.lot[0] else tuple(int(won) for won in found.seats[0])


def _divided(election: Election, divisor: str, threshold: Fraction) -> tuple[int, ...] | None:
    """The seats by quotients; None when a tie or a list without candidates asks for an exact count."""
    steps = [DIVISORS[divisor](place) for place in range(election.seats)]
    top, low = (np.array(column, np.float64) for column in zip(*steps, strict=True))
    if max(election.votes) * float(top.max()) * float(low.max()) >= _BOUND:
        return None
    part = able(election.votes, election.seats, threshold, Fraction(0))
    votes = np.where(part, election.votes, 0).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        values = np.nan_to_num(votes[:, None] * low / top, nan=0.0, posinf=np.inf)
    ordered = np.sort(values.ravel())[::-1]
    last = ordered[election.seats - 1]
    if last <= 0 or (len(ordered) > election.seats and ordered[election.seats] == last):
        return None
    won = tuple(int(n) for n in (values >= last).sum(axis=1))
    fits = all(n <= item.room for n, item in zip(won, election.lists, strict=True))
    return won if fits else None


def _remained(election: Election, name: str, threshold: Fraction) -> tuple[int, ...] | None:
    """The seats by largest remainders, in whole numbers; None when the exact count must look."""
    part = able(election.votes, election.seats, threshold, Fraction(0))
    votes = [count if on else 0 for count, on in zip(election.votes, part, strict=True)]
    if not sum(votes):
        return None
    quota = quota_of(name, sum(votes), election.seats)
    won = [count * quota.denominator // quota.numerator for count in votes]
    over = [count * quota.denominator % quota.numerator for count in votes]
    left = election.seats - sum(won)
    order = sorted(range(len(over)), key=lambda place: -over[place])
    if not 0 <= left < len(over) or (left and over[order[left - 1]] <= over[order[left]]):
        return None  # too many full seats, more than one round, or a tie for the last one
    for place in order[:left]:
        won[place] += 1
    fits = all(n <= item.room for n, item in zip(won, election.lists, strict=True))
    return tuple(won) if fits else None


def _exact(election: Election, key: str, threshold: Fraction) -> tuple[int, ...] | None:
    outcome = count(election, key, threshold)
    return None if outcome.open_lots else outcome.seats
