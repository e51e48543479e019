"""How fair an outcome is: EJR+ with a witness, exhaustiveness, and who got nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from thorbecke.methods.budgeting.election import Election, Utility, supports
from thorbecke.methods.budgeting.preference import spent_on


@dataclass(frozen=True)
class Witness:
    """A group that EJR+ entitles to more.

    ``voters``: its size; all of them chose ``project``, which is not funded. ``entitled``: their part of
    the budget, voters · budget / all voters. ``most``: what was spent, at most, on the choices of any of
    them; ``most`` + ``cost`` ≤ ``entitled``. They are the voters with at most that much: anyone finds them.
    """

    project: str
    cost: int
    voters: int
    entitled: Fraction
    most: int


@dataclass(frozen=True)
class Audit:
    """The verdicts on one outcome.

    ``witness``: None when EJR+ up to any project holds. ``exhaustive``: no unfunded project fits in what
    is left. ``share_with_nothing``: of the voters who chose something, those of whose choices nothing was
    funded. ``areas``: for each category (votes for its projects as a part of all votes, spent on them as
    a part of all that was spent).
    """

    witness: Witness | None
    exhaustive: bool
    share_with_nothing: Fraction
    areas: Mapping[str, tuple[Fraction, Fraction]]


def ejr_plus(
    election: Election, funded: Iterable[str], utility: Utility = Utility.COST
) -> Witness | None:
    """Return a group that shows that EJR+ up to any project is violated, or None. O(approvals · log).

    Violated when for an unfunded project c a group N' of its supporters exists such that every i of N'
    has worth(funded of i) + worth(c) ≤ |N'| · budget / voters, in euros (``cost``), or for ``cardinality``
    with unit costs the number of projects. Source: M. Brill, J. Peters, Robust and Verifiable
    Proportionality Axioms for Multiwinner Voting, EC 2023, DOI 10.1145/3580507.3597785. Equal Shares with
    cost utility always satisfies it; the proof stands in ``docs/methods/ejr-plus.md``.

    The largest group at a level of satisfaction holds all supporters at or below that level, so it is
    enough to look at those: sort the supporters by what they got, and test every prefix, in integers.
    """
    taken = {election.places[name] for name in funded}
    got = spent_on(election, funded)
    if utility is not Utility.COST:
        raise ValueError("EJR+ up to any project is defined here for utility cost")
    for place, support in enumerate(supports(election, Utility.COST)):
        if place in taken or support.total == 0:
            continue
        cost = election.costs[place]
        if cost * election.voters > support.total * election.budget:
            continue
        found = _prefix(election, got[support.who], support.weight, cost)
        if found is not None:
            voters, most = found
            entitled = Fraction(voters * election.budget, election.voters)
            return Witness(election.ids[place], cost, voters, entitled, most)
    return None


def _prefix(
    election: Election, got: np.ndarray, weight: np.ndarray, cost: int
) -> tuple[int, int] | None:
    """Return (size, most) of a group with more claim than it got; the largest claim first."""
    order = np.argsort(got, kind="stable")
    got = got[order]
    size = np.cumsum(weight[order])
    claim = size * (election.budget / election.voters) - got - cost
    for at in np.flatnonzero(claim > -1e-6 * (election.budget + 1)).tolist():
        voters, most = int(size[at]), int(got[at])
        if (most + cost) * election.voters <= voters * election.budget:
            return voters, most
    return None


def exhaustive(election: Election, funded: Iterable[str]) -> bool:
    """True when no unfunded project fits in what is left."""
    taken = set(funded)
    left = election.budget - sum(election.costs[election.places[name]] for name in taken)
    return not any(
        cost <= left
        for name, cost in zip(election.ids, election.costs, strict=True)
        if name not in taken
    )


def share_with_nothing(election: Election, funded: Iterable[str]) -> Fraction:
    """Return the part of the voters who chose something, and got nothing of it."""
    got = spent_on(election, funded)
    chose = int(election.counts.sum())
    return Fraction(int(election.counts[got == 0].sum()), chose) if chose else Fraction(0)


def per_area(election: Election, funded: Iterable[str]) -> dict[str, tuple[Fraction, Fraction]]:
    """Return for each category its part of all votes, and of all that was spent.

    A project in several categories counts in each, so the parts may add up to more than one.
    """
    taken = set(funded)
    all_votes = sum(election.votes) or 1
    votes: dict[str, int] = {}
    spent: dict[str, int] = {}
    for project, number in zip(election.projects, election.votes, strict=True):
        for name in project.categories:
            votes[name] = votes.get(name, 0) + number
            spent[name] = spent.get(name, 0) + (project.cost if project.id in taken else 0)
    total = sum(project.cost for project in election.projects if project.id in taken) or 1
    return {
        name: (Fraction(votes[name], all_votes), Fraction(spent[name], total))
        for name in sorted(votes)
    }


def audit(election: Election, funded: Iterable[str]) -> Audit:
    """Return all verdicts. O(approvals · log)."""
    funded = tuple(funded)
    return Audit(
        ejr_plus(election, funded),
        exhaustive(election, funded),
        share_with_nothing(election, funded),
        per_area(election, funded),
    )
