"""Seats per area: sharing the council out over areas, and counting each area by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from thorbecke.methods.seats.deciding import Decider
from thorbecke.methods.seats.dividing import Run
from thorbecke.methods.seats.election import MOST_SEATS, Area, Election, WrongElection
from thorbecke.methods.seats.outcome import AreaResult, ListResult, Outcome, Step


def need_areas(inputs: Election) -> None:
    """Raise ``WrongElection`` without areas, or when the areas do not add up to the lists."""
    if not inputs.areas:
        raise WrongElection(f"{inputs.name}: this method needs areas with their votes")
    for place, item in enumerate(inputs.lists):
        found = sum(area.votes[place] for area in inputs.areas)
        if found != item.votes:
            raise WrongElection(
                f"{inputs.name}, list {item.name!r}: {found} votes in the areas, "
                f"{item.votes} in all; correct one of the two"
            )


def area_seats(inputs: Election, divisor: str, decider: Decider) -> tuple[list[int], list[Step]]:
    """Return the seats of each area: as given, or shared out by weight (else by votes cast).

    Raises ``WrongElection`` when only some areas have seats, or together not as many as the council.
    """
    given = [area.seats for area in inputs.areas if area.seats is not None]
    if len(given) == len(inputs.areas):
        if sum(given) != inputs.seats:
            raise WrongElection(
                f"{inputs.name}: the areas have {sum(given)} seats together, the council {inputs.seats}"
            )
        return given, []
    if given:
        raise WrongElection(f"{inputs.name}: give seats for every area, or for none")
    weights = [_weight(area) for area in inputs.areas]
    ids = [area.id for area in inputs.areas]
    room = [MOST_SEATS] * len(ids)
    rule = f"areas: {divisor}"
    run = Run(ids, weights, inputs.seats, room, [True] * len(ids), decider, rule)
    run.by_divisor(divisor)
    steps = [replace(step, code="area-seat", area=step.list, list="") for step in run.steps]
    return run.seats, steps


def _weight(area: Area) -> int:
    return sum(area.votes) if area.weight is None else area.weight


def per_area(
    inputs: Election,
    method: str,
    divisor: str,
    decider: Decider,
    one: Callable[[Area, int, list[int]], Run],
) -> Outcome:
    """Count every area with ``one`` (area, seats, room left per list) and add the seats up.

    A list's candidates serve all areas: what it filled in an earlier area is not available later.
    """
    need_areas(inputs)
    seats, steps = area_seats(inputs, divisor, decider)
    room = [item.room for item in inputs.lists]
    totals, full, empty = [0] * len(room), [0] * len(room), 0
    results = []
    for area, size in zip(inputs.areas, seats, strict=True):
        run = one(area, size, room)
        steps += run.steps
        empty += run.unassigned
        results.append(AreaResult(area.id, size, tuple(run.seats)))
        totals = [a + b for a, b in zip(totals, run.seats, strict=True)]
        full = [a + b for a, b in zip(full, run.full, strict=True)]
        room = [a - b for a, b in zip(room, run.seats, strict=True)]
    return Outcome(
        method=method,
        name=inputs.name,
        size=inputs.seats,
        quota=None,
        lists=list_results(inputs, totals, full),
        steps=tuple(replace(step, number=n) for n, step in enumerate(steps, 1)),
        lots=tuple(decider.made),
        unassigned=empty,
        areas=tuple(results),
        unused=tuple(decider.unused),
    )


def list_results(inputs: Election, seats: list[int], full: list[int]) -> tuple[ListResult, ...]:
    """The lists of an outcome; ``full`` whole quotas (all 0 where the method has none)."""
    return tuple(
        ListResult(item.id, item.name, item.votes, whole, won - whole, won)
        for item, whole, won in zip(inputs.lists, full, seats, strict=True)
    )
