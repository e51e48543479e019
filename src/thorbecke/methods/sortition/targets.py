"""Quotas from reference figures, how far a pool is from them, and who could be recognised."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.facts import Fact, Value, fact
from thorbecke.methods.sortition.orbits import orbits
from thorbecke.methods.sortition.pool import Person, Pool, Quota

Reference = Mapping[str, Mapping[str, int]]  # feature -> value -> people in the population
SMALL_GROUP = 5  # fewer people than this with a value can be recognised by it
SMALL_POOL = 3  # a pool with fewer people per seat leaves little to choose


@dataclass(frozen=True)
class Deviation:
    """A value's share in the population and in the pool, and its people per seat that it should get."""

    feature: str
    value: str
    reference: Fraction
    pool: Fraction
    people: int
    seats: Fraction


def quotas(reference: Reference, size: int, margin: int = 0) -> tuple[Quota, ...]:
    """Return quotas in proportion to the population: its exact share, rounded down and up.

    ``margin``: how many seats the bounds may lie further apart on each side. The maximum never falls
    below 1, so that nobody is shut out. The sums always allow ``size``. Raises ``ValueError`` for a
    feature without people.
    """
    found = []
    for feature, values in reference.items():
        total = sum(values.values())
        if total <= 0 or min(values.values()) < 0:
            raise ValueError(f"{feature}: expected a population above 0")
        for value, people in values.items():
            share = Fraction(people * size, total)
            low, high = share.__floor__() - margin, share.__ceil__() + margin
            found.append(Quota(feature, value, max(low, 0), min(max(high, 1), size)))
    return tuple(found)


def deviations(
    features: Sequence[str], people: Sequence[Person], reference: Reference, size: int
) -> tuple[Deviation, ...]:
    """Return how the pool differs from the population, the largest difference first. O(n·features)."""
    found = []
    for at, feature in enumerate(features):
        counts = Counter(person.values[at] for person in people)
        values = reference.get(feature, {})
        total = sum(values.values())
        for value, known in values.items():
            share = Fraction(known, total)
            found.append(
                Deviation(
                    feature,
                    value,
                    share,
                    Fraction(counts[value], max(len(people), 1)),
                    counts[value],
                    share * size,
                )
            )
    return tuple(sorted(found, key=lambda one: -abs(one.pool - one.reference)))


def warnings(pool: Pool, household: bool = True) -> tuple[Fact, ...]:
    """Return what to look at before a draw: a small pool, scarce values, people who stand alone.

    ``few_people``: fewer than ``SMALL_POOL`` people per seat. ``scarce``: a minimum that needs nearly
    everyone with that value. ``small_group``: a value with fewer than ``SMALL_GROUP`` people.
    ``alone``: how many people are the only one of their type: whoever knows the features of the panel
    can recognise them, so publish counts per feature and never combinations.
    """
    found = []
    if len(pool.people) < SMALL_POOL * pool.size:
        found.append(fact("few_people", people=len(pool.people), seats=pool.size))
    for at, feature in enumerate(pool.features):
        counts = Counter(person.values[at] for person in pool.people)
        for quota in (one for one in pool.quotas if one.feature == feature):
            people = counts[quota.value]
            about: dict[str, Value] = {
                "feature": feature,
                "value": quota.value,
                "people": people,
                "low": quota.low,
            }
            if quota.low and people < 2 * quota.low:
                found.append(fact("scarce", **about))
            if 0 < people < SMALL_GROUP:
                found.append(fact("small_group", **about))
    alone = sum(1 for members in orbits(pool, household).members if len(members) == 1)
    if alone:
        found.append(fact("alone", people=alone, of=len(pool.people)))
    return tuple(found)
