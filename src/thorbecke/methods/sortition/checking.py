"""Is this outcome of a draw right? Sums and proofs are checked; nothing is searched for again.

Only ``proved-staged`` needs the solver here: one search per stage for the dearest panel.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from thorbecke.methods import facts
from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.sortition import lift, outcome, proofs
from thorbecke.methods.sortition.engine import REALISED, chances_of
from thorbecke.methods.sortition.orbits import Floats, Orbits, orbits
from thorbecke.methods.sortition.outcome import Lottery, Panel, Proof, Sparse
from thorbecke.methods.sortition.pool import SCALE, Pool, Rules

ROUNDING = 1e-8  # multipliers and weights are rounded to parts of SCALE
LOOSE = 1e-5  # Nash and Goldilocks are proved in their own measure
BROKEN = (KeyError, TypeError, ValueError, IndexError, AttributeError, ZeroDivisionError)


def check(
    goal: str, inputs: Pool, rules: Rules, given: Any, lots: Lots | None = None
) -> tuple[Fact, ...]:
    """Return what is wrong with an outcome (plain data or ``Outcome``); nothing when it holds.

    O(panels · k) and one pass over the pool per stage of the proof.
    """
    data = given if isinstance(given, Mapping) else facts.to_data(given)
    try:
        return tuple(_wrong(goal, inputs, rules, data, lots))
    except BROKEN as error:
        return (fact("unreadable", why=f"{type(error).__name__}: {error}"[:200]),)


def _wrong(
    goal: str, pool: Pool, rules: Rules, data: Mapping[str, Any], lots: Lots | None
) -> Iterator[Fact]:
    if (data["goal"], data["method"]) != (goal, f"sortition.{goal}"):
        yield fact("goal", expected=goal, found=str(data["goal"]))
    people = orbits(pool, rules.household)
    panels = panels_of(data["panels"])
    yield from _panels(people, panels, SCALE, "panel")
    chances = tuple(Fraction(value) for value in data["chances"])
    if chances != chances_of(people, panels):
        yield fact("chances")
        return
    yield from _figures(data["figures"], pool, people, chances, len(panels))
    yield from _proof(goal, rules, people, chances, data["certificate"])
    yield from _lottery(pool, people, rules, data, chances, lots)


def panels_of(data: Any) -> tuple[Panel, ...]:
    """Return panels from plain data. Raises ``ValueError`` for anything but whole numbers above 0."""
    found = tuple(Panel(one["weight"], _sparse(one["counts"])) for one in data)
    for panel in found:
        if type(panel.weight) is not int or panel.weight < 1:
            raise ValueError("a panel's weight must be a whole number of at least 1")
        if any(count < 1 for _number, count in panel.counts):
            raise ValueError("a panel counts at least one person of a type")
    return found


def _sparse(data: Any) -> Sparse:
    found = tuple((number, value) for number, value in data)
    if any(type(part) is not int for pair in found for part in pair) or len(dict(found)) < len(
        found
    ):
        raise ValueError("expected pairs of whole numbers, each number once")
    if any(number < 0 for number, _value in found):
        raise ValueError("expected numbers of 0 or more")
    return found


def _panels(people: Orbits, panels: tuple[Panel, ...], total: int, what: str) -> Iterator[Fact]:
    if sum(panel.weight for panel in panels) != total:
        yield fact(f"{what}_weights", expected=total)
    for at, panel in enumerate(panels):
        counts = np.zeros(len(people.count))
        for number, count in panel.counts:
            counts[number] = count
        rows = people.matrix @ counts
        if (rows < people.low).any() or (rows > people.high).any():
            row = int(np.flatnonzero((rows < people.low) | (rows > people.high))[0])
            yield fact(f"{what}_quota", panel=at, row=row, found=int(rows[row]))
        if (counts > people.most).any():
            yield fact(f"{what}_people", panel=at, type=int(np.argmax(counts > people.most)))


def _figures(
    data: Mapping[str, Any], pool: Pool, people: Orbits, chances: tuple[Fraction, ...], panels: int
) -> Iterator[Fact]:
    expected: dict[str, int | str] = {
        "people": len(pool.people),
        "seats": pool.size,
        "types": len(people.members),
        "panels": panels,
        "smallest": str(min(chances)),
        "largest": str(max(chances)),
    }
    for name, value in expected.items():
        if data[name] != value:
            yield fact("figure", name=name, expected=value, found=str(data[name]))


def _proof(
    goal: str, rules: Rules, people: Orbits, exact: tuple[Fraction, ...], data: Mapping[str, Any]
) -> Iterator[Fact]:
    kind, deviation = data["kind"], Fraction(data["deviation"])
    if kind not in {outcome.PROVED, outcome.STAGED, outcome.BOUNDED, outcome.NONE}:
        yield fact("certificate_kind", found=str(kind))
    if kind in {outcome.PROVED, outcome.STAGED}:
        if not 0 <= deviation <= REALISED:
            yield fact("deviation", found=deviation)
        chances = np.array([float(chance) for chance in exact])
        gap = _gap(goal, rules, people, chances, proofs_of(data["proofs"]), kind)
        limit = LOOSE if goal in {"nash", "goldilocks"} else 2 * float(deviation) + ROUNDING
        if not gap <= limit + ROUNDING:
            yield fact("not_proved", gap=str(gap))


def proofs_of(data: Any) -> tuple[Proof, ...]:
    """Return proofs from plain data."""
    return tuple(Proof(_sparse(one["rows"]), _sparse(one["types"]), one["bound"]) for one in data)


def _gap(
    goal: str,
    rules: Rules,
    people: Orbits,
    chances: Floats,
    given: tuple[Proof, ...],
    kind: str,
) -> float:
    if kind == outcome.STAGED:
        return proofs.staged_gap(people, chances, given)
    if goal == "leximin":
        return proofs.leximin_gap(people, chances, given)
    if goal == "maximin":
        return proofs.maximin_gap(people, chances, given)
    if goal == "nash":
        return proofs.nash_gap(people, chances, given)
    return proofs.goldilocks_gap(people, chances, given, rules.gamma / 100)


def _lottery(
    pool: Pool,
    people: Orbits,
    rules: Rules,
    data: Mapping[str, Any],
    chances: tuple[Fraction, ...],
    lots: Lots | None,
) -> Iterator[Fact]:
    given = data["lottery"]
    if given is None:
        if rules.panels:
            yield fact("no_lottery")
        yield from _weighed(pool, people, data, lots)
        return
    table = panels_of(given["panels"])
    if given["size"] != rules.panels:
        yield fact("lottery_size", expected=rules.panels)
    yield from _panels(people, table, rules.panels, "lottery")
    reached = chances_of(people, table)
    loss = max(Fraction(0), min(chances) - min(reached))
    change = max(abs(one - other) for one, other in zip(chances, reached, strict=True))
    if (Fraction(given["loss"]), Fraction(given["change"])) != (loss, change):
        yield fact("lottery_loss", loss=loss, change=change)
    yield from _drawn(pool, people, Lottery(rules.panels, table, loss, change), data["drawn"], lots)


def _weighed(
    pool: Pool, people: Orbits, data: Mapping[str, Any], lots: Lots | None
) -> Iterator[Fact]:
    if lots is None or data["drawn"] is None:
        if data["drawn"] is not None or lots is not None:
            yield fact("drawn_without_lots" if lots is None else "not_drawn")
        return
    number = lift.drawn_number(lots, SCALE)
    expected = lift.weighed(pool, people, panels_of(data["panels"]), lots, number)
    if data["drawn"] != facts.to_data(expected):
        yield fact("members", number=number)


def _drawn(
    pool: Pool, people: Orbits, table: Lottery, drawn: Mapping[str, Any] | None, lots: Lots | None
) -> Iterator[Fact]:
    if lots is None:
        if drawn is not None:
            yield fact("drawn_without_lots")
        return
    if drawn is None:
        yield fact("not_drawn")
        return
    number = lift.drawn_number(lots, table.size)
    if drawn["number"] != number:
        yield fact("number", expected=number, found=str(drawn["number"]))
    for at, panel in enumerate(lift.seated(pool, people, table, lots), start=1):
        if at == number and list(drawn["members"]) != [pool.people[who].id for who in panel]:
            yield fact("members", number=number)
