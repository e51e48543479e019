"""Turning steps, lots and nominations into facts, in one way for all seat methods."""

from __future__ import annotations

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.seats.outcome import Lot, Nomination, Outcome, Step


def explain_outcome(outcome: Outcome) -> tuple[Fact, ...]:
    """Return the steps, open lots, seats, empty seats and elected candidates as facts. O(size)."""
    return (
        *_below(outcome),
        *(_step(step) for step in outcome.steps),
        *(_lot("lot-open", lot) for lot in outcome.open_lots),
        *(
            fact("seats", list=item.id, votes=item.votes, seats=item.seats)
            for item in outcome.lists
        ),
        *([fact("unassigned", seats=outcome.unassigned)] if outcome.unassigned else []),
        *(_nomination(item) for item in outcome.nominations),
        *(
            fact("lot-not-asked", article=lot.article, between=lot.between)
            for lot in outcome.unused
        ),
    )


def _below(outcome: Outcome) -> tuple[Fact, ...]:
    """Which lists do not reach the threshold, and how many votes it asks."""
    need = outcome.threshold
    if need is None:
        return ()
    return tuple(
        fact("below-threshold", list=item.id, votes=item.votes, threshold=need)
        for item in outcome.lists
        if 0 < item.votes < need
    )


def _step(step: Step) -> Fact:
    return fact(
        step.code,
        number=step.number,
        article=step.article,
        list=step.list,
        value=step.value,
        rivals=tuple((rival.list, rival.value) for rival in step.rivals),
        between=step.lot.between if step.lot else (),
        taken_from=step.taken_from,
        seats=step.seats,
        after=step.after,
        area=step.area,
    )


def _lot(code: str, lot: Lot) -> Fact:
    return fact(
        code,
        article=lot.article,
        step=lot.step,
        between=lot.between,
        within=lot.within,
        value=lot.value,
    )


def _nomination(item: Nomination) -> Fact:
    return fact("elected", list=item.list, preference=item.preference, order=item.order)
