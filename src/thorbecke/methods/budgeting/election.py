"""Projects with their costs, and the ballots on them: each different ballot once, with its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Integers: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]

MOST_MONEY = 10**15  # ten million million euros in cents; products stay exact in 64 bits


class Kind(StrEnum):
    """What a ballot holds."""

    APPROVAL = "approval"  # a set of projects; choose-one and knapsack (a cart) are approval too
    POINTS = "points"  # projects with points: cumulative or scores
    ORDINAL = "ordinal"  # projects in order, best first


class Utility(StrEnum):
    """What a funded project is worth to a voter who supports it."""

    COST = "cost"  # its cost: a euro spent on what I chose
    CARDINALITY = "cardinality"  # 1
    POINTS = "points"  # the points given; with ordinal ballots places below it on the ballot


class WrongElection(ValueError):
    """Projects or ballots that can't be counted; the text says where and what was expected."""


@dataclass(frozen=True)
class Project:
    """One project. ``cost`` in the smallest unit of money (cents), at least 1.

    ``categories`` hold its area and its themes, whatever a cap or a floor may name.
    """

    id: str
    cost: int
    title: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Election:
    """All ballots on one budget.

    ``budget``: in the smallest unit of money. ``starts``: shape (g + 1,); group i chose
    ``chosen[starts[i]:starts[i + 1]]``, places in ``projects``, ascending, except for ordinal ballots
    where they stand best first. ``points``: beside ``chosen``, for kind points. ``counts``: shape (g,),
    how many voters are in the group. ``blank``: voters who chose nothing; they count for the share of
    each voter. ``question``: its id; every lot's purpose starts with it.
    Raises ``WrongElection``.
    """

    kind: Kind
    projects: tuple[Project, ...]
    budget: int
    starts: Integers
    chosen: Integers
    counts: Integers
    points: Integers | None = None
    blank: int = 0
    question: str = ""

    def __post_init__(self) -> None:
        _check_projects(self)
        _check_ballots(self)

    @cached_property
    def made(self) -> dict[Utility, tuple[Support, ...]]:
        """The supporters of each project for the utilities that were asked for so far."""
        return {}

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What others worked out from these ballots, so that it is made once."""
        return {}

    @cached_property
    def voters(self) -> int:
        """How many people voted, blank ballots included."""
        return int(self.counts.sum()) + self.blank

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(project.id for project in self.projects)

    @cached_property
    def costs(self) -> tuple[int, ...]:
        return tuple(project.cost for project in self.projects)

    @cached_property
    def places(self) -> dict[str, int]:
        """Project id to its place in ``projects``."""
        return {name: place for place, name in enumerate(self.ids)}

    @cached_property
    def groups(self) -> Integers:
        """For each entry of ``chosen`` the group it belongs to."""
        return np.repeat(np.arange(len(self.counts)), np.diff(self.starts))

    @cached_property
    def votes(self) -> tuple[int, ...]:
        """For each project how many voters chose it (with more than 0 points)."""
        weights = self.counts[self.groups].astype(np.float64)
        if self.points is not None:
            weights = weights * (self.points > 0)
        found = np.bincount(self.chosen, weights=weights, minlength=len(self.projects))
        return tuple(int(value) for value in found)

    @cached_property
    def tallies(self) -> tuple[int, ...]:
        """For each project the sum of points (kind points, ordinal), else the votes."""
        if self.kind is Kind.APPROVAL:
            return self.votes
        total = np.zeros(len(self.projects), np.int64)
        np.add.at(total, self.chosen, self.counts[self.groups] * self.worth)
        return tuple(int(value) for value in total)

    @cached_property
    def worth(self) -> Integers:
        """Beside ``chosen``: the points that each choice gives its project."""
        if self.points is not None:
            return self.points
        if self.kind is Kind.ORDINAL:
            return self.starts[self.groups + 1] - np.arange(len(self.chosen)) - 1
        return np.ones(len(self.chosen), np.int64)


def _check_projects(election: Election) -> None:
    if not election.projects or len(set(election.ids)) != len(election.projects):
        raise WrongElection("the projects must have different ids, and there must be at least one")
    for project in election.projects:
        if type(project.cost) is not int or not 1 <= project.cost <= MOST_MONEY:
            raise WrongElection(
                f"project {project.id}: expected a cost of 1 to {MOST_MONEY}, found {project.cost}"
            )
    if type(election.budget) is not int or not 1 <= election.budget <= MOST_MONEY:
        raise WrongElection(f"expected a budget of 1 to {MOST_MONEY}, found {election.budget}")


def _check_ballots(election: Election) -> None:
    starts, chosen, counts = election.starts, election.chosen, election.counts
    if len(starts) != len(counts) + 1 or starts[0] != 0 or starts[-1] != len(chosen):
        raise WrongElection("expected one start for each group, and one more at the end")
    if election.blank < 0 or (len(counts) and counts.min() < 1):
        raise WrongElection("each group must hold at least one ballot")
    if len(counts) and np.diff(starts).min() < 1:
        raise WrongElection("a group that chose nothing belongs to the blank ballots")
    if len(chosen) and not 0 <= chosen.min() <= chosen.max() < len(election.projects):
        raise WrongElection("a ballot names a project that is not there")
    if (election.points is not None) != (election.kind is Kind.POINTS):
        raise WrongElection("points belong to ballots with points, and only to those")
    if election.points is not None and election.points.shape != chosen.shape:
        raise WrongElection("expected points for each choice")
    if election.points is not None and len(chosen) and election.points.min() < 0:
        raise WrongElection("points must be 0 or more")


Ballot: TypeAlias = "Mapping[str, int] | Sequence[str]"


def from_ballots(
    kind: Kind,
    projects: Sequence[Project],
    budget: int,
    ballots: Iterable[tuple[Ballot, int]],
    question: str = "",
) -> Election:
    """Return the election of ballots with their numbers; equal ballots are joined. O(size · log).

    A ballot is a sequence of project ids (for ordinal ballots best first), or project id to points.
    Raises ``WrongElection`` with the ballot's number, from 1, for an unknown or doubled project.
    """
    places = {project.id: place for place, project in enumerate(projects)}
    seen: dict[tuple[tuple[int, int], ...], int] = {}
    for number, (ballot, times) in enumerate(ballots, start=1):
        try:
            row = _row(kind, places, ballot)
        except KeyError as error:
            raise WrongElection(f"ballot {number}: there is no project {error.args[0]!r}") from None
        if len({place for place, _ in row}) != len(row):
            raise WrongElection(f"ballot {number}: a project is named twice")
        seen[row] = seen.get(row, 0) + times
    return from_groups(kind, projects, budget, seen, question)


def _row(kind: Kind, places: Mapping[str, int], ballot: Ballot) -> tuple[tuple[int, int], ...]:
    if isinstance(ballot, Mapping):
        pairs = [(places[name], points) for name, points in ballot.items() if points]
    else:
        pairs = [(places[name], 1) for name in ballot]
    return tuple(pairs if kind is Kind.ORDINAL else sorted(pairs))


def from_groups(
    kind: Kind,
    projects: Sequence[Project],
    budget: int,
    groups: Mapping[tuple[tuple[int, int], ...], int],
    question: str = "",
) -> Election:
    """Return the election of different ballots ((place, points), …) with their numbers; sorted."""
    rows = sorted(row for row in groups if row)
    flat = np.array([pair for row in rows for pair in row], np.int64).reshape(-1, 2)
    return Election(
        kind=kind,
        projects=tuple(projects),
        budget=budget,
        starts=np.concatenate(([0], np.cumsum([len(row) for row in rows], dtype=np.int64))),
        chosen=np.ascontiguousarray(flat[:, 0]),
        counts=np.array([groups[row] for row in rows], np.int64),
        points=np.ascontiguousarray(flat[:, 1]) if kind is Kind.POINTS else None,
        blank=groups.get((), 0),
        question=question,
    )


@dataclass(frozen=True, eq=False)
class Support:
    """Who supports one project, and how much it is worth to each.

    ``who``: groups, ascending. ``weight``: how many voters each holds, as exact floats. ``worth``: the
    utility of the project to each of them, None when it is the same for all (then ``unit``).
    ``total``: the voters together.
    """

    who: Integers
    weight: Floats
    worth: Floats | None
    unit: int
    total: int


def supports(election: Election, utility: Utility) -> tuple[Support, ...]:
    """Return the supporters of each project, in the order of the projects; made once. O(approvals).

    With utility points only those who give points support a project; else everyone who names it with
    more than 0 points. Raises ``WrongElection`` for points of approval ballots.
    """
    if utility is Utility.POINTS and election.kind is Kind.APPROVAL:
        raise WrongElection("approval ballots hold no points: choose cost or cardinality")
    if utility not in election.made:
        election.made[utility] = _supports(election, utility)
    return election.made[utility]


def _supports(election: Election, utility: Utility) -> tuple[Support, ...]:
    chosen, groups, worth = election.chosen, election.groups, None
    if election.kind is not Kind.APPROVAL and utility is Utility.POINTS:
        keep = election.worth > 0
        chosen, groups, worth = chosen[keep], groups[keep], election.worth[keep].astype(np.float64)
    elif election.points is not None:
        keep = election.points > 0
        chosen, groups = chosen[keep], groups[keep]
    small = chosen.astype(np.uint16 if len(election.projects) < 65_000 else np.int64)
    order = np.argsort(small, kind="stable")
    who, ends = groups[order], np.cumsum(np.bincount(chosen, minlength=len(election.projects)))
    weight = election.counts.astype(np.float64)[who]
    worth = None if worth is None else worth[order]
    found, start = [], 0
    for place, end in enumerate(ends.tolist()):
        unit = election.projects[place].cost if utility is Utility.COST else 1
        found.append(
            Support(
                who[start:end],
                weight[start:end],
                None if worth is None else worth[start:end],
                unit,
                int(weight[start:end].sum()),
            )
        )
        start = end
    return tuple(found)
