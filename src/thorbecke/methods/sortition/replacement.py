"""When people drop out: new people before the start, alternates for later, and a log of every change.

``redraw``: those who stay keep their seats; the open seats go by a fresh leximin lottery over those who
can still be drawn, under what is left of the quotas (or the smallest change of them that works).
``alternates``: a reserve chosen so that, for the expected drop-outs, as few quotas as possible break
(A. Assos, C. Baharav, B. Flanigan and A. D. Procaccia, "Alternates, assemble! Selecting optimal
alternates for citizens' assemblies", EC 2025).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.sortition import counting, help_quotas
from thorbecke.methods.sortition.help_quotas import Relaxation
from thorbecke.methods.sortition.orbits import Floats, Ints
from thorbecke.methods.sortition.outcome import Outcome
from thorbecke.methods.sortition.pool import Person, Pool, Quota, Rules
from thorbecke.methods.sortition.relax import Infeasible

SCENARIOS = 200


@dataclass(frozen=True)
class Redraw:
    """New people for open seats. ``rest``: the pool that was drawn from, k the number of open seats;
    ``relaxed``: how quotas had to give way, None when they did not; ``log``: every change as a fact."""

    members: tuple[str, ...]
    rest: Pool
    outcome: Outcome
    relaxed: Relaxation | None
    log: tuple[Fact, ...]


def redraw(
    pool: Pool,
    panel: Sequence[str],
    out: Sequence[str],
    rules: Rules,
    lots: Lots | None,
    gone: Sequence[str] = (),
) -> Redraw:
    """Fill the seats of the people who dropped ``out``.

    ``panel``: ids that were drawn. ``gone``: others who can't be drawn any more. Raises ``ValueError``
    for somebody who is not in the panel, ``Infeasible`` when no change of quotas helps.
    """
    if strangers := sorted(set(out) - set(panel)):
        raise ValueError(f"{strangers[0]} is not in the panel")
    stay = [one for one in pool.people if one.id in set(panel) - set(out)]
    rest = remaining(pool, stay, {*panel, *gone}, len(set(out)), rules.household)
    rules, relaxed = replace(rules, panels=0), None  # drawn by weight: no rounding, and quickly
    try:
        outcome = counting.count("leximin", rest, rules, lots)
    except Infeasible:
        ways = help_quotas.relaxations(rest, rules.household, wanted=1)
        if not ways:
            raise
        relaxed = ways[0]
        rest = loosened(rest, relaxed)
        outcome = counting.count("leximin", rest, rules, lots)
    new = outcome.drawn.members if outcome.drawn else ()
    members = (*(one.id for one in stay), *new)
    return Redraw(members, rest, outcome, relaxed, _log(out, new, relaxed))


def _log(out: Sequence[str], new: Sequence[str], relaxed: Relaxation | None) -> tuple[Fact, ...]:
    found = [fact("dropped_out", person=name) for name in out]
    if relaxed:
        found += [
            fact("quota_moved", feature=one.feature, value=one.value, low=one.low, high=one.high)
            for one in relaxed.changes
        ]
    return (*found, *(fact("seated", person=name) for name in new))


def remaining(
    pool: Pool, stay: Sequence[Person], taken: set[str], seats: int, household: bool
) -> Pool:
    """Return the pool for the open seats: quotas less those who stay, people less those taken.

    A bound that those who stay already exceed becomes 0; a minimum that nobody can fill any more is
    left for ``relaxations`` to find.
    """
    held = {
        (feature, value): sum(one.values[at] == value for one in stay)
        for at, feature in enumerate(pool.features)
        for value in {one.values[at] for one in stay}
    }
    homes = {one.household for one in stay if household and one.household}
    people = tuple(
        one for one in pool.people if one.id not in taken and one.household not in homes - {""}
    )
    quotas = tuple(_less(quota, held.get((quota.feature, quota.value), 0)) for quota in pool.quotas)
    return Pool(pool.features, _sums(pool.features, quotas, seats), people, seats)


def _less(quota: Quota, held: int) -> Quota:
    low, high = max(quota.low - held, 0), max(quota.high - held, 0)
    return replace(quota, low=low, high=high, low_flex=None, high_flex=None)


def _sums(features: Sequence[str], quotas: tuple[Quota, ...], seats: int) -> tuple[Quota, ...]:
    """Widen quotas evenly where those of a feature can't add up to the open seats."""
    found = list(quotas)
    for feature in features:
        mine = [at for at, quota in enumerate(found) if quota.feature == feature]
        while sum(found[at].low for at in mine) > seats:
            most = max(mine, key=lambda at: found[at].low)
            found[most] = replace(found[most], low=found[most].low - 1)
        while sum(found[at].high for at in mine) < seats:
            for at in mine:
                found[at] = replace(found[at], high=found[at].high + 1)
    return tuple(found)


def loosened(pool: Pool, change: Relaxation) -> Pool:
    """Return the pool with the changed quotas."""
    new = {(one.feature, one.value): (one.low, one.high) for one in change.changes}
    quotas = tuple(
        replace(quota, low=bounds[0], high=bounds[1])
        if (bounds := new.get((quota.feature, quota.value)))
        else quota
        for quota in pool.quotas
    )
    return replace(pool, quotas=quotas)


# ---------------------------------------------------------------- alternates


def alternates(
    pool: Pool,
    panel: Sequence[str],
    size: int,
    seed: int,
    chances: Mapping[str, Fraction] | Fraction = Fraction(1, 10),
    household: bool = True,
) -> tuple[str, ...]:
    """Return a reserve of ``size`` people for this panel.

    ``chances``: of dropping out, per person or for everyone. Greedy: person by person, whoever lowers
    the average number of missing and surplus seats most over ``SCENARIOS`` seeded drop-outs, after the
    best use of the reserve in each. O(size · types · scenarios · features).
    """
    members = [one for one in pool.people if one.id in set(panel)]
    homes = {one.household for one in members if household and one.household}
    others = [one for one in pool.people if one.id not in set(panel)]
    others = [one for one in others if not one.household or one.household not in homes]
    random = np.random.Generator(np.random.PCG64(seed))
    table = _Table(pool)
    after = table.after(members, _drops(members, chances, random, SCENARIOS))
    chosen: list[Person] = []
    while len(chosen) < min(size, len(others)):
        best = table.best(after, [one for one in others if one not in chosen])
        chosen.append(best)
        after = table.used(after, best)
    return tuple(one.id for one in chosen)


def _drops(
    members: Sequence[Person],
    chances: Mapping[str, Fraction] | Fraction,
    random: np.random.Generator,
    scenarios: int,
) -> Floats:
    """Return who drops out in each scenario (scenarios × members, 1 or 0)."""
    each = [
        float(chances if isinstance(chances, Fraction) else chances.get(one.id, Fraction(0)))
        for one in members
    ]
    drawn: Floats = (random.random((scenarios, len(members))) < np.array(each)).astype(float)
    return drawn


class _Table:
    """Counts per quota after drop-outs, and what a person adds."""

    def __init__(self, pool: Pool) -> None:
        self.row = {(quota.feature, quota.value): at for at, quota in enumerate(pool.quotas)}
        self.features = pool.features
        self.low = np.array([quota.low for quota in pool.quotas], dtype=float)
        self.high = np.array([quota.high for quota in pool.quotas], dtype=float)
        self.size = pool.size

    def rows(self, people: Sequence[Person]) -> Ints:
        return np.array(
            [
                [self.row[pair] for pair in zip(self.features, one.values, strict=True)]
                for one in people
            ]
        )

    def after(self, members: Sequence[Person], drops: Floats) -> Floats:
        held = np.zeros((len(members), len(self.low)))
        np.put_along_axis(held, self.rows(members), 1.0, axis=1)
        found: Floats = (1 - drops) @ held
        return found

    def missing(self, counts: Floats) -> Floats:
        short = np.maximum(self.low - counts, 0) + np.maximum(counts - self.high, 0)
        total: Floats = short.sum(axis=1)
        return total

    def gains(self, counts: Floats, rows: Ints) -> Floats:
        """How many quotas a person mends, per scenario and type of person (only while seats are open)."""
        step = np.where(counts < self.low, 1.0, 0.0) - np.where(counts >= self.high, 1.0, 0.0)
        gain = step[:, rows].sum(axis=2)
        seats = counts.sum(axis=1) / len(self.features)
        return np.where((seats < self.size)[:, None], np.maximum(gain, 0), 0)

    def best(self, counts: Floats, people: Sequence[Person]) -> Person:
        kinds = {one.values: one for one in reversed(people)}
        rows = self.rows(list(kinds.values()))
        return list(kinds.values())[int(np.argmax(self.gains(counts, rows).sum(axis=0)))]

    def used(self, counts: Floats, person: Person) -> Floats:
        rows = self.rows([person])
        use = self.gains(counts, rows)[:, 0] > 0
        found = counts.copy()
        found[np.ix_(use, rows[0])] += 1
        return found


def expected_violation(
    pool: Pool,
    panel: Sequence[str],
    reserve: Sequence[str],
    scenarios: int,
    seed: int,
    chances: Mapping[str, Fraction] | Fraction = Fraction(1, 10),
) -> Fraction:
    """Return the average number of missing and surplus seats over seeded drop-outs with this reserve.

    In each scenario alternates are called one by one, each time whoever mends most.
    """
    members = [one for one in pool.people if one.id in set(panel)]
    ready = [one for one in pool.people if one.id in set(reserve)]
    random = np.random.Generator(np.random.PCG64(seed))
    table = _Table(pool)
    counts = table.after(members, _drops(members, chances, random, scenarios))
    if ready:
        rows, left = table.rows(ready), np.ones((scenarios, len(ready)))
        for _call in ready:
            gain = table.gains(counts, rows) * left
            pick = np.argmax(gain, axis=1)
            use = np.flatnonzero(gain[np.arange(scenarios), pick] > 0)
            for at in use:
                counts[at, rows[pick[at]]] += 1
                left[at, pick[at]] = 0
    return Fraction(round(float(table.missing(counts).sum())), scenarios)
