"""Who said yes, which panel is wanted, and by which rules it is drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

SCALE = 10**12  # weights are whole parts of this; a certificate's multipliers are in these parts
GOALS = ("leximin", "maximin", "nash", "goldilocks", "random")


class WrongPool(ValueError):
    """A pool or quotas that can't be used.

    ``code`` says what is wrong, ``index`` which person or quota (from 0; None when the whole is meant),
    ``feature`` which feature (or ""); a reader of files turns these into row and column.
    """

    def __init__(self, code: str, text: str, index: int | None = None, feature: str = "") -> None:
        super().__init__(text)
        self.code, self.index, self.feature = code, index, feature


@dataclass(frozen=True)
class Person:
    """Someone who said yes. ``values``: one per feature; ``household``: "" when nobody shares it."""

    id: str
    values: tuple[str, ...]
    household: str = ""


@dataclass(frozen=True)
class Quota:
    """At least ``low`` and at most ``high`` of the panel have this value of this feature.

    ``low_flex`` and ``high_flex``: how far help may move the bounds (None: as far as is possible).
    """

    feature: str
    value: str
    low: int
    high: int
    low_flex: int | None = None
    high_flex: int | None = None


@dataclass(frozen=True)
class Pool:
    """The inputs of a draw: n people with a value per feature, quotas on all values, k seats.

    Raises ``WrongPool`` for what can't be drawn from: a double id, a value without quota, a minimum
    above the maximum, fewer people than seats, or a feature whose quotas can't add up to k.
    Whether a panel exists at all is only known after a search (``Infeasible``). O(n·features).
    """

    features: tuple[str, ...]
    quotas: tuple[Quota, ...]
    people: tuple[Person, ...]
    size: int

    def __post_init__(self) -> None:
        _check_quotas(self)
        _check_people(self)
        _check_sums(self)


@dataclass(frozen=True)
class Rules:
    """What can change the result of a draw.

    ``panels``: M, the number of equally likely panels in the public lottery (0: no lottery).
    ``household``: at most one person per household. ``gamma``: the weight that Goldilocks gives to
    low chances, in hundredths (100 is 1). ``rounds``: how many panels the fallback may price before
    it gives up and says so.
    """

    panels: int = 1000
    household: bool = True
    gamma: int = 100
    rounds: int = 3000

    def __post_init__(self) -> None:
        if self.panels < 0 or self.gamma < 1 or self.rounds < 0:
            raise ValueError("expected panels and rounds of 0 or more and a gamma of at least 1")


def _check_quotas(pool: Pool) -> None:
    if pool.size < 1:
        raise WrongPool("size", f"expected a panel of at least 1 person, found {pool.size}")
    seen: set[tuple[str, str]] = set()
    for index, quota in enumerate(pool.quotas):
        place = (index, quota.feature)
        if quota.feature not in pool.features:
            raise WrongPool("feature", f"the quota names a feature {quota.feature!r}", *place)
        if (quota.feature, quota.value) in seen:
            text = f"{quota.feature} = {quota.value!r} has two quotas"
            raise WrongPool("double_quota", text, *place)
        seen.add((quota.feature, quota.value))
        if not 0 <= quota.low <= quota.high:
            text = f"expected 0 ≤ min ≤ max, found {quota.low} and {quota.high}"
            raise WrongPool("bounds", text, *place)


def _check_people(pool: Pool) -> None:
    double = [name for name, times in Counter(p.id for p in pool.people).items() if times > 1]
    if double:
        index = [at for at, p in enumerate(pool.people) if p.id == double[0]][1]
        raise WrongPool("double_id", f"the id {double[0]!r} occurs twice", index)
    if len(pool.people) < pool.size:
        text = f"{len(pool.people)} people can't fill {pool.size} seats"
        raise WrongPool("too_few", text)
    known = {(quota.feature, quota.value) for quota in pool.quotas}
    for index, person in enumerate(pool.people):
        if len(person.values) != len(pool.features):
            text = f"expected {len(pool.features)} values, found {len(person.values)}"
            raise WrongPool("values", text, index)
        for pair in zip(pool.features, person.values, strict=True):
            if pair not in known:
                text = f"there is no quota for {pair[0]} = {pair[1]!r}"
                raise WrongPool("unknown_value", text, index, pair[0])


def _check_sums(pool: Pool) -> None:
    for feature in pool.features:
        mine = [quota for quota in pool.quotas if quota.feature == feature]
        low, high = sum(quota.low for quota in mine), sum(quota.high for quota in mine)
        if not low <= pool.size <= high:
            text = (
                f"the quotas of {feature} allow {low} to {high} people together, "
                f"and the panel has {pool.size}"
            )
            raise WrongPool("sums", text, None, feature)


def people_of(pool: Pool, ids: Sequence[str]) -> tuple[Person, ...]:
    """Return the people with these ids, in the order of the pool."""
    wanted = set(ids)
    return tuple(person for person in pool.people if person.id in wanted)
