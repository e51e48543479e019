"""The methods: leximin, maximin, Nash and Goldilocks, each a draw from the fairest lottery of its kind.

The way of every draw: types → relaxation → panels → M equally likely panels → the lot. Only the last
step needs lots, and it uses nothing but them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial

from thorbecke.methods.facts import Fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.sortition import engine, legacy, lift
from thorbecke.methods.sortition.checking import check
from thorbecke.methods.sortition.explaining import explain
from thorbecke.methods.sortition.lottery import lottery
from thorbecke.methods.sortition.orbits import Orbits, orbits
from thorbecke.methods.sortition.outcome import Drawn, Outcome
from thorbecke.methods.sortition.peel import Progress
from thorbecke.methods.sortition.pool import SCALE, Pool, Rules

Count = Callable[..., Outcome]


def count(
    goal: str,
    inputs: Pool,
    rules: Rules,
    lots: Lots | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Return the lottery with this goal, and with lots the panel that was drawn.

    ``progress``: called with the part that is done (0 to 1). Raises ``Infeasible`` when no panel meets
    the quotas; ``relaxations`` then says which quotas to give way.
    """
    if goal == "random":
        return legacy.count(inputs, rules, lots)
    people = orbits(inputs, rules.household)
    solved = engine.solve(people, goal, rules, progress)
    table = lottery(people, solved.panels, solved.chances, rules.panels) if rules.panels else None
    outcome = Outcome(
        f"sortition.{goal}",
        1,
        goal,
        solved.chances,
        solved.panels,
        solved.certificate,
        table,
        None,
        figures(inputs, people, solved.chances, len(solved.panels)),
    )
    return outcome if lots is None else drawn(inputs, people, outcome, lots)


def figures(
    pool: Pool, people: Orbits, chances: tuple[Fraction, ...], panels: int
) -> dict[str, int | Fraction]:
    """Return the figures of an outcome."""
    return {
        "people": len(pool.people),
        "seats": pool.size,
        "types": len(people.members),
        "panels": panels,
        "smallest": min(chances),
        "largest": max(chances),
    }


def drawn(pool: Pool, people: Orbits, outcome: Outcome, lots: Lots) -> Outcome:
    """Return the outcome with the panel on which the lot fell.

    Without a public lottery the lot falls on one of ``SCALE`` numbers, each panel having as many as it
    weighs: nothing is lost by rounding.
    """
    if outcome.lottery is None:
        number = lift.drawn_number(lots, SCALE)
        return replace(outcome, drawn=lift.weighed(pool, people, outcome.panels, lots, number))
    number = lift.drawn_number(lots, outcome.lottery.size)
    return replace(outcome, drawn=seat(pool, people, outcome, lots, number))


def seat(pool: Pool, people: Orbits, outcome: Outcome, lots: Lots, number: int) -> Drawn:
    """Return the panel with this number (from 1), for a number that was drawn in public.

    ``lots`` only fills the panels with people; it can be a seed that was published before the number.
    """
    assert outcome.lottery is not None
    if not 1 <= number <= outcome.lottery.size:
        raise ValueError(f"expected a number from 1 to {outcome.lottery.size}, found {number}")
    for at, panel in enumerate(lift.seated(pool, people, outcome.lottery, lots), start=1):
        if at == number:
            return Drawn(number, tuple(pool.people[who].id for who in panel))
    raise AssertionError("the lottery has fewer panels than it says")


def _method(goal: str) -> Method:
    """A random draw is counted again; the others carry a proof."""
    proved = None if goal == "random" else partial(check, goal)
    return Method(
        f"sortition.{goal}", 1, "sortition", Rules, partial(count, goal), explain, check=proved
    )


METHODS = {
    f"sortition.{goal}": _method(goal)
    for goal in ("leximin", "maximin", "nash", "goldilocks", "random")
}

__all__ = ["METHODS", "Fact", "count", "drawn", "seat"]
