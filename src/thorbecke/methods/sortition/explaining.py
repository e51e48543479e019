"""A draw in facts, for whoever puts it into words."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.sortition.orbits import Orbits
from thorbecke.methods.sortition.outcome import Outcome
from thorbecke.methods.sortition.pool import Pool

BARS = 20


def explain(outcome: Outcome) -> tuple[Fact, ...]:
    """Return the facts of a draw: the goal, the proof, the lottery, the lot."""
    found = [
        fact("sortition_goal", goal=outcome.goal, **outcome.figures),
        fact(
            "sortition_certificate",
            kind=outcome.certificate.kind,
            deviation=outcome.certificate.deviation,
            path=outcome.certificate.path,
        ),
    ]
    if outcome.lottery:
        table = outcome.lottery
        found.append(
            fact("sortition_lottery", size=table.size, loss=table.loss, change=table.change)
        )
    if outcome.drawn:
        found.append(
            fact("sortition_drawn", number=outcome.drawn.number, seats=len(outcome.drawn.members))
        )
    return (*found, *outcome.steps)


def explain_person(pool: Pool, people: Orbits, outcome: Outcome, person: str) -> tuple[Fact, ...]:
    """Say why this person's chance is what it is. Raises ``KeyError`` for an unknown id.

    Facts: the chance with its neighbours in rank, how many are alike, and for each feature how many
    seats there are for how many people with this value (the scarcest decide), most seats per person
    first.
    """
    index = {one.id: at for at, one in enumerate(pool.people)}[person]
    number = next(at for at, members in enumerate(people.members) if index in members)
    chance = outcome.chances[number]
    ranked = Counter(
        "lower" if one < chance else "higher" if one > chance else "equal"
        for one, members in zip(outcome.chances, people.members, strict=True)
        for _member in members
    )
    found = [
        fact(
            "sortition_chance",
            chance=chance,
            one_in=round(1 / chance) if chance else None,
            alike=len(people.members[number]),
            lower=ranked["lower"],
            equal=ranked["equal"],
            higher=ranked["higher"],
            people=len(pool.people),
            seats=pool.size,
        )
    ]
    return (*found, *_scarcity(pool, index))


def _scarcity(pool: Pool, index: int) -> list[Fact]:
    found = []
    for at, (feature, value) in enumerate(
        zip(pool.features, pool.people[index].values, strict=True)
    ):
        quota = next(q for q in pool.quotas if (q.feature, q.value) == (feature, value))
        mine = sum(1 for one in pool.people if one.values[at] == value)
        even = Fraction(mine * pool.size, len(pool.people))
        direction = "more" if quota.low > even else "fewer" if quota.high < even else "even"
        found.append(
            fact(
                "sortition_value",
                feature=feature,
                value=value,
                low=quota.low,
                high=quota.high,
                people=mine,
                even=even,
                direction=direction,
                per_seat=Fraction(mine, quota.high) if quota.high else None,
            )
        )
    order = {"fewer": 0, "more": 0, "even": 1}
    return sorted(found, key=lambda one: order[str(one.values["direction"])])


def histogram(
    people: Orbits, outcome: Outcome, bars: int = BARS
) -> tuple[tuple[Fraction, int], ...]:
    """Return how many people have a chance up to each bound: ``bars`` equal steps from 0 to the largest."""
    top = max(outcome.chances)
    counts = [0] * bars
    for chance, members in zip(outcome.chances, people.members, strict=True):
        at = min(int(chance * bars / top), bars - 1) if top else 0
        counts[at] += len(members)
    return tuple((top * (at + 1) / bars, count) for at, count in enumerate(counts))
