"""Counting the council as one whole, and the outcome of a count that waits for a lot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from fractions import Fraction

from thorbecke.methods.seats.areas import list_results
from thorbecke.methods.seats.deciding import Decider, OpenLot
from thorbecke.methods.seats.dividing import Run
from thorbecke.methods.seats.election import Election
from thorbecke.methods.seats.outcome import Outcome


def whole_council(
    inputs: Election,
    method: str,
    rule: str,
    able: Sequence[bool],
    decider: Decider,
    divide: Callable[[Run], object],
    quota: Fraction | None = None,
    threshold: Fraction | None = None,
) -> Outcome:
    """Count without areas; an open lot leaves the seats that were certain before it."""
    ids = [item.id for item in inputs.lists]
    room = [item.room for item in inputs.lists]
    run = Run(ids, inputs.votes, inputs.seats, room, able, decider, rule)
    with suppress(OpenLot):  # kept by the decider
        divide(run)
    return Outcome(
        method=method,
        name=inputs.name,
        size=inputs.seats,
        quota=quota,
        lists=list_results(inputs, run.seats, run.full),
        steps=tuple(run.steps),
        lots=tuple(decider.made),
        unassigned=run.unassigned,
        unused=tuple(decider.unused),
        threshold=threshold or None,
    )


def open_outcome(inputs: Election, method: str, decider: Decider) -> Outcome:
    """A count over areas that waits for a lot: which one, and no seats yet."""
    nothing = [0] * len(inputs.lists)
    return Outcome(
        method=method,
        name=inputs.name,
        size=inputs.seats,
        quota=None,
        lists=list_results(inputs, nothing, nothing),
        lots=tuple(decider.made),
        unused=tuple(decider.unused),
    )
