"""Why a project won or lost, in figures, and what was missing: the parts that the rules share.

"N more supporters" are N more voters who choose only this project, each with the same share as all
others (or, which is the same sum, N of the voters whose share was not touched). "So much cheaper" is the
project at a lower cost. An unfunded project changes nothing in a count, so the count without the change
is known: the project would have been bought at the first round in which it had been the best offer, or at
the end, when its supporters can pay for it. Measure: N. Boehmer and others, Evaluation of Project
Performance in Participatory Budgeting, arXiv 2312.14723 (singleton additions).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from thorbecke.methods.budgeting.election import Election
from thorbecke.methods.budgeting.limits import Gate, Limits
from thorbecke.methods.budgeting.outcome import Outcome


@dataclass(frozen=True)
class Why:
    """The figures of one project.

    ``round``: in which it was funded, 0 for a project that was not. ``stage``: how (see ``Round``).
    ``reason``: for an unfunded project ``money`` (its supporters could not pay), ``room`` (it did not
    fit), ``support`` (below the minimum), ``cap``, ``rival`` (another of its exclusive group). ``price``:
    what a voter paid who paid in full. ``paying``, ``full``: who carried it. ``behind``: the money of its
    supporters at the start of each round up to its own, or to the end, in whole units. ``supporters``,
    ``cheaper``: with so many more supporters, or at so much lower a cost, it would have been funded; None
    where no number would do. ``least``: True when one supporter fewer would not have been enough.
    ``proved``: ``count`` when that holds for the whole count, ``run`` when it holds for the run that
    decided (with a completion that raises the share).
    """

    project: str
    votes: int
    cost: int
    round: int
    stage: str
    reason: str
    price: Fraction | None
    paying: int
    full: int
    behind: tuple[int, ...]
    supporters: int | None
    cheaper: int | None
    proved: str = "count"

    @property
    def funded(self) -> bool:
        return self.round > 0

    @property
    def support(self) -> Fraction:
        """The effective support: the last money behind it as a part of its cost."""
        return Fraction(self.behind[-1] if self.behind else 0, self.cost)


def reason(election: Election, limits: Limits, gate: Gate, place: int, money: str) -> str:
    """Return why an unfunded project is out; ``money`` when nothing but money stood in its way."""
    project = election.projects[place]
    if missing_votes(election, limits, place):
        return "support"
    if any(
        gate.spending[name] + project.cost > cap
        for name, cap in limits.caps
        if name in project.categories
    ):
        return "cap"
    if place in gate.rivals and place in gate.shut:
        return "rival"
    return money


def missing_votes(election: Election, limits: Limits, place: int) -> int:
    """Return how many votes the project has too few for the minimum support."""
    votes, cost = election.votes[place], election.costs[place]
    share = limits.minimum_share * cost * election.voters / election.budget
    return max(0, limits.minimum_votes - votes, -((votes - share).__floor__()))


def by_votes(
    election: Election, found: Outcome, stage_start: int, place: int
) -> tuple[int | None, int | None]:
    """Return (more votes, lower cost) that would have funded a project in the rounds by votes.

    ``stage_start``: the number of rounds before them. The project would have come before the first
    rounds with fewer votes; there it must fit.
    """
    votes, cost = election.votes[place], election.costs[place]
    left = found.budget - sum(item.cost for item in found.rounds[:stage_start])
    more, room = None, left
    for item in found.rounds[stage_start:]:
        if cost <= left:
            more = max(0, item.votes - votes + 1)
        left -= item.cost
        if item.votes >= votes:
            room = left
    cheaper = cost - room if 0 < room < cost else None
    return more, cheaper


def lowest(values: Sequence[int | None]) -> int | None:
    """Return the lowest of the values that are there."""
    known = [value for value in values if value is not None]
    return min(known) if known else None
