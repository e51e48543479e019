"""Schulze's method: an option wins when its strongest path to every rival is at least as strong back.

Source: M. Schulze, A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method, Social Choice and Welfare 36 (2011), DOI 10.1007/s00355-010-0475-4.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np

from thorbecke.methods.facts import Fact, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting import pairwise
from thorbecke.methods.voting.finish import Standing, conclude, explain
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.pairwise import Matrix
from thorbecke.methods.voting.profile import Profile
from thorbecke.methods.voting.thresholds import Support, Thresholds, figures

ID = "voting.schulze"
STRENGTHS = {"winning_votes", "margins"}


@dataclass(frozen=True)
class Rules(Thresholds):
    """``strength``: a duel is as strong as the winner's votes (``winning_votes``) or the ``margins``.

    ``seats``: how many options win, from the top of the ranking (not proportional). The support of an
    option is its fewest votes in any duel.
    """

    seats: int = 1
    strength: str = "winning_votes"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.strength not in STRENGTHS:
            raise ValueError('strength: expected "winning_votes" or "margins"')


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of rankings, or of any ballots read as rankings. O(u·m² + m³).

    ``scores``: how many options each one beats by its paths.
    """
    matrix = pairwise.preferences(profile)
    direct = strengths(matrix, rules.strength)
    paths = strongest_paths(direct)
    better = paths > paths.T
    wins = dict(zip(profile.options, better.sum(axis=1).tolist(), strict=True))
    ranking = pairwise.levels(profile, better)
    support = Support(pairwise.weakest_duels(profile, matrix), figures(profile)["valid"])
    steps = (
        *pairwise.duel_facts(profile, matrix),
        *_path_facts(profile, ranking[0][0], direct, paths),
    )
    standing = Standing(ranking, wins, support, steps)
    return conclude(ID, profile, rules, standing, rules.seats, lots)


def strengths(matrix: Matrix, strength: str) -> Matrix:
    """Return the strength of each won duel; 0 where it is lost or equal."""
    value = matrix if strength == "winning_votes" else matrix - matrix.T
    return np.where(matrix > matrix.T, value, 0)


def strongest_paths(direct: Matrix) -> Matrix:
    """Return the strength of the strongest path between each two options. O(m³).

    A path is as strong as its weakest duel. Floyd and Warshall's order with maximum and minimum.
    """
    paths = direct.copy()
    for middle in range(len(paths)):
        np.maximum(paths, np.minimum.outer(paths[:, middle], paths[middle]), out=paths)
    np.fill_diagonal(paths, 0)
    return paths


def _path_facts(profile: Profile, winner: str, direct: Matrix, paths: Matrix) -> tuple[Fact, ...]:
    """Return for each rival of the first winner the strongest path to it, and the strength back."""
    start, options = profile.options.index(winner), profile.options
    return tuple(
        fact(
            "path",
            option=winner,
            rival=options[rival],
            strength=int(paths[start, rival]),
            back=int(paths[rival, start]),
            path=tuple(options[step] for step in _path(direct, start, rival, paths[start, rival])),
        )
        for rival in range(len(options))
        if rival != start
    )


def _path(direct: Matrix, start: int, end: int, least: int) -> list[int]:
    """Return a shortest path over duels of at least this strength; nothing when there is no path."""
    if least == 0:
        return []
    came, waiting = {start: start}, deque([start])
    while end not in came:
        here = waiting.popleft()
        for step in np.flatnonzero(direct[here] >= least).tolist():
            if step not in came:
                came[step] = here
                waiting.append(step)
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]


METHOD = Method(ID, 1, "profile", Rules, count, explain)
