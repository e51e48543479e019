"""The old way, for comparison: person by person from the scarcest value, starting over when stuck.

This is how panels were drawn before lotteries were computed (the algorithm "LEGACY" in Flanigan and
others, Nature 2021). Nobody's chance is controlled: it can be very small. The chances given here are
estimates from the panels that were drawn.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from thorbecke.methods.facts import fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.sortition.orbits import Floats, Ints, Orbits, orbits
from thorbecke.methods.sortition.outcome import (
    NONE,
    Certificate,
    Drawn,
    Lottery,
    Outcome,
    Panel,
    Sparse,
)
from thorbecke.methods.sortition.pool import SCALE, Pool, Rules
from thorbecke.methods.sortition.relax import Infeasible

MOST_DRAWS = 50
MOST_TRIES = 2000
SEED = "sortition|legacy"


class LegacyNeedsLots(ValueError):
    """The old way needs a seed from the start: there is no lottery to look at beforehand."""


def count(pool: Pool, rules: Rules, lots: Lots | None) -> Outcome:
    """Return up to ``MOST_DRAWS`` panels drawn the old way; the first one is the panel.

    Raises ``LegacyNeedsLots`` without lots and ``Infeasible`` when ``MOST_TRIES`` tries all got stuck.
    """
    if lots is None:
        raise LegacyNeedsLots("this draw has no lottery to publish beforehand; give a seed")
    people = orbits(pool, rules.household)
    size = max(1, min(rules.panels, MOST_DRAWS))
    random = np.random.Generator(np.random.PCG64(lots.numbers(SEED, [2**63])[0]))
    draws = [_panel(pool, people, random, rules.household) for _ in range(size)]
    where = {who: at for at, members in enumerate(people.members) for who in members}
    table: dict[Sparse, int] = {}
    for members in draws:
        counts = np.bincount([where[who] for who in members], minlength=len(people.members))
        key = tuple((int(at), int(counts[at])) for at in np.flatnonzero(counts))
        table[key] = table.get(key, 0) + 1
    rows = tuple(Panel(times, key) for key, times in sorted(table.items()))
    chances = _estimates(people, rows, size)
    drawn = Drawn(1, tuple(pool.people[who].id for who in sorted(draws[0])))
    weights = _scaled(rows, size)
    certificate = Certificate(NONE, Fraction(0), "drawn")
    zero = Fraction(0)
    numbers: dict[str, int | Fraction] = {
        "people": len(pool.people),
        "seats": pool.size,
        "types": len(people.members),
        "panels": len(rows),
        "smallest": min(chances),
        "largest": max(chances),
    }
    steps = (fact("sortition_estimated", draws=size),)
    lottery = Lottery(size, rows, zero, zero)
    return Outcome(
        "sortition.random",
        1,
        "random",
        chances,
        weights,
        certificate,
        lottery,
        drawn,
        numbers,
        steps,
    )


def _estimates(people: Orbits, rows: tuple[Panel, ...], size: int) -> tuple[Fraction, ...]:
    taken = [0] * len(people.members)
    for panel in rows:
        for number, seats in panel.counts:
            taken[number] += panel.weight * seats
    return tuple(
        Fraction(seats, size * len(members))
        for seats, members in zip(taken, people.members, strict=True)
    )


def _scaled(rows: tuple[Panel, ...], size: int) -> tuple[Panel, ...]:
    """Give the panels weights in parts of ``SCALE``; what does not divide goes to the first ones."""
    each, rest = divmod(SCALE, size)
    found = []
    for panel in rows:
        extra = min(rest, panel.weight)
        rest -= extra
        found.append(Panel(panel.weight * each + extra, panel.counts))
    return tuple(found)


def _panel(
    pool: Pool, people: Orbits, random: np.random.Generator, household: bool
) -> tuple[int, ...]:
    row = {(quota.feature, quota.value): at for at, quota in enumerate(pool.quotas)}
    values: Ints = np.array(
        [
            [row[pair] for pair in zip(pool.features, person.values, strict=True)]
            for person in pool.people
        ]
    )
    homes = [person.household if household else "" for person in pool.people]
    low = np.array([quota.low for quota in pool.quotas], dtype=float)
    high = np.array([quota.high for quota in pool.quotas], dtype=float)
    for _try in range(MOST_TRIES):
        found = _one_try(values, low, high, pool.size, random, homes)
        if found is not None:
            return found
    raise Infeasible


def _one_try(
    values: Ints,
    low: Floats,
    high: Floats,
    size: int,
    random: np.random.Generator,
    homes: list[str],
) -> tuple[int, ...] | None:
    open_ = np.ones(len(values), dtype=bool)
    taken = np.zeros(len(low))
    chosen: list[int] = []
    while len(chosen) < size:
        left = np.bincount(values[open_].ravel(), minlength=len(low))
        if (left < low - taken).any() or not open_.any():
            return None
        with np.errstate(divide="ignore", invalid="ignore"):
            urgency = np.where(left > 0, (low - taken) / left, -np.inf)
        row = int(np.argmax(urgency + random.random(len(low)) * 1e-9))
        if urgency[row] <= 0:
            among = np.flatnonzero(open_)
        else:
            among = np.flatnonzero(open_ & (values == row).any(axis=1))
        person = int(random.choice(among))
        chosen.append(person)
        taken[values[person]] += 1
        open_[person] = False
        if homes[person]:
            open_ &= np.array([home != homes[person] for home in homes])
        open_ &= ~np.isin(values, np.flatnonzero(taken >= high)).any(axis=1)
    return tuple(chosen) if (taken >= low).all() else None
