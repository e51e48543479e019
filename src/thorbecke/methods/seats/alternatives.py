"""What an open lot can lead to: every way it can fall, counted to the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from thorbecke.methods.seats.election import DrawnLot, Election
from thorbecke.methods.seats.outcome import Outcome


class TooMany(ValueError):
    """There are more ways than were asked for."""


def alternatives(
    inputs: Election, count: Callable[[Election], Outcome], limit: int = 100
) -> tuple[tuple[tuple[DrawnLot, ...], Outcome], ...]:
    """Return each row of lots with the outcome that it gives; without a lot, the outcome alone.

    ``count``: a method with its rules, such as ``lambda e: kieswet.count(e, rules)``. One lot after
    another, in the order of the contenders; different rows may give the same seats. Raises ``TooMany``
    beyond ``limit`` outcomes. O(outcomes × lots) counts.
    """
    found = []
    for outcome in _follow(inputs, (), count):
        found.append(outcome)
        if len(found) > limit:
            raise TooMany(f"the lots can fall in more than {limit} ways")
    return tuple(found)


def _follow(
    inputs: Election, drawn: tuple[DrawnLot, ...], count: Callable[[Election], Outcome]
) -> Iterator[tuple[tuple[DrawnLot, ...], Outcome]]:
    outcome = count(replace(inputs, lots=(*inputs.lots, *drawn)))
    if not outcome.open_lots:
        yield drawn, outcome
        return
    lot = outcome.open_lots[0]
    for one in lot.between:
        yield from _follow(
            inputs, (*drawn, DrawnLot(lot.article, lot.between, one, lot.within)), count
        )
