"""What a count of a budget gives back, the same for every rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from thorbecke.methods.budgeting.election import Election
from thorbecke.methods.facts import Fact, Tie


@dataclass(frozen=True)
class Round:
    """One project that was funded.

    ``stage``: ``shares``, ``phragmen``, ``overspending``, ``votes`` (the greedy rule or a completion).
    ``paying``: voters who paid for it, ``full``: those of them who paid the full price per voter (the
    others gave what they had left); both 0 in stage ``votes``.
    """

    project: str
    cost: int
    votes: int
    stage: str
    paying: int = 0
    full: int = 0


@dataclass(frozen=True)
class Outcome:
    """The result of one budget.

    ``funded``: in order of selection. ``spent``, ``budget``: in the smallest unit of money.
    ``unfunded``: the others, in the order of the list. ``votes``: of every project. ``ties``: every tie
    that was met. ``steps``: what else happened (floors, completion, comparison). ``figures``: voters,
    share, rounds of a completion …
    """

    method: str
    version: int
    funded: tuple[str, ...]
    unfunded: tuple[str, ...]
    spent: int
    budget: int
    votes: Mapping[str, int]
    rounds: tuple[Round, ...]
    ties: tuple[Tie, ...] = ()
    steps: tuple[Fact, ...] = ()
    figures: Mapping[str, int | Fraction] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """Money that was not spent."""
        return self.budget - self.spent


def outcome(
    election: Election,
    method: str,
    rounds: tuple[Round, ...],
    ties: tuple[Tie, ...],
    steps: tuple[Fact, ...],
    figures: Mapping[str, int | Fraction],
) -> Outcome:
    """Return the outcome of these rounds."""
    funded = tuple(item.project for item in rounds)
    taken = set(funded)
    return Outcome(
        method=method,
        version=1,
        funded=funded,
        unfunded=tuple(name for name in election.ids if name not in taken),
        spent=sum(item.cost for item in rounds),
        budget=election.budget,
        votes=dict(zip(election.ids, election.votes, strict=True)),
        rounds=rounds,
        ties=ties,
        steps=steps,
        figures={"voters": election.voters, "blank": election.blank, **figures},
    )
