"""Ranked pairs: the duels are locked in from the strongest to the weakest, unless one closes a circle.

Source: T.N. Tideman, Independence of clones as a criterion for voting rules, Social Choice and Welfare 4
(1987), DOI 10.1007/BF00433944; T.M. Zavist and T.N. Tideman, Complete independence of clones in the
ranked pairs rule, Social Choice and Welfare 6 (1989), DOI 10.1007/BF00303170.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np

from thorbecke.methods.facts import Fact, Tie, fact
from thorbecke.methods.lots import Lots
from thorbecke.methods.registry import Method
from thorbecke.methods.voting import pairwise
from thorbecke.methods.voting.finish import (
    Standing,
    check_seats,
    conclude,
    explain,
    interrupted,
)
from thorbecke.methods.voting.outcome import Outcome
from thorbecke.methods.voting.pairwise import Matrix
from thorbecke.methods.voting.profile import Profile
from thorbecke.methods.voting.schulze import STRENGTHS, strengths
from thorbecke.methods.voting.thresholds import Support, Thresholds, figures
from thorbecke.methods.voting.ties import LotNeeded, by_lot

ID = "voting.ranked-pairs"
Duel = tuple[int, int]


@dataclass(frozen=True)
class Rules(Thresholds):
    """``strength``: duels are ordered by their ``margins``, or by the winner's ``winning_votes`` and,
    between equal ones, by the fewest votes of the loser.

    Equally strong duels of which a choice must be made are ordered by a lot between the options: first
    the duels won by the option that was drawn first, and among those first the one over the option
    that was drawn last. No lot is drawn where it can't change who wins: such a circle is left out, and
    options below the winners may stay together. ``seats``: how many options win, from the top of the
    ranking (not proportional). The support of an option is its fewest votes in any duel.
    """

    seats: int = 1
    strength: str = "margins"

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.strength not in STRENGTHS:
            raise ValueError('strength: expected "winning_votes" or "margins"')


@dataclass
class Locked:
    """The duels locked in so far; ``reach[i]`` has bit j when a chain of them leads from i to j."""

    reach: list[int]
    steps: list[Fact] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def closes(self, duel: Duel) -> bool:
        """Return whether locking this duel in would close a circle."""
        return bool(self.reach[duel[1]] >> duel[0] & 1)

    def decides(self, seats: int) -> bool:
        """Return whether the first so many places are fixed: each stands above all that follow."""
        below = sorted((reached.bit_count() for reached in self.reach), reverse=True)
        return below[:seats] == [len(below) - 1 - place for place in range(seats)]

    def lock(self, duel: Duel) -> None:
        """Lock a duel in. O(m) words of m bits when it adds something, else O(1)."""
        winner, loser = duel
        if self.reach[winner] >> loser & 1:
            return
        added = self.reach[loser] | 1 << loser
        for option, reached in enumerate(self.reach):
            if option == winner or reached >> winner & 1:
                self.reach[option] |= added


def count(profile: Profile, rules: Rules, lots: Lots | None = None) -> Outcome:
    """Return the outcome of rankings, or of any ballots read as rankings. O(u·m² + m³).

    ``scores``: how many options each one stands above in the locked order.
    """
    check_seats(profile, rules.seats)
    matrix = pairwise.preferences(profile)
    locked = Locked([0] * len(profile.options), list(pairwise.duel_facts(profile, matrix)))
    try:
        for number, duels in enumerate(_groups(matrix, rules.strength), start=1):
            _settle(profile, rules.seats, locked, number, duels, lots)
    except LotNeeded as needed:
        standing = _standing(profile, matrix, locked)
        return interrupted(ID, rules, standing, needed.tie, profile)
    return conclude(ID, profile, rules, _standing(profile, matrix, locked), rules.seats, lots)


def _groups(matrix: Matrix, strength: str) -> Iterator[list[tuple[Duel, tuple[int, int]]]]:
    """Yield the won duels with their strength, strongest first, equally strong ones together."""
    value = strengths(matrix, strength)
    against = -matrix.T if strength == "winning_votes" else np.zeros_like(matrix)
    duels = [
        ((int(one), int(other)), (int(value[one, other]), int(against[one, other])))
        for one, other in np.argwhere(value > 0)
    ]
    duels.sort(key=lambda found: (found[1], (-found[0][0], -found[0][1])), reverse=True)
    for _, group in groupby(duels, key=lambda found: found[1]):
        yield list(group)


def _settle(
    profile: Profile,
    seats: int,
    locked: Locked,
    number: int,
    group: list[tuple[Duel, tuple[int, int]]],
    lots: Lots | None,
) -> None:
    """Lock in one group of equally strong duels; a lot is drawn only when their order matters."""
    strength = group[0][1][0]
    duels = []
    for duel, _ in group:
        if locked.closes(duel):
            _tell(profile, locked, "skipped", duel, strength)
        else:
            duels.append(duel)
    trial = Locked(list(locked.reach))
    for duel in duels:
        trial.lock(duel)
    # A duel whose loser leads back to its winner, all of the group locked in, is part of a circle.
    circle = [duel for duel in duels if trial.closes(duel)]
    for duel in duels:
        if duel not in circle:
            locked.lock(duel)
            _tell(profile, locked, "locked", duel, strength)
    if circle and locked.decides(seats):
        for duel in circle:
            _tell(profile, locked, "left_out", duel, strength)
    elif circle:
        _settle_circle(profile, locked, number, circle, strength, lots)


def _settle_circle(
    profile: Profile,
    locked: Locked,
    number: int,
    circle: list[Duel],
    strength: int,
    lots: Lots | None,
) -> None:
    options = profile.options
    names = {options[option] for duel in circle for option in duel}
    tie = by_lot(profile, ID, "pair", number, names, lots)
    locked.ties.append(tie)
    place = {options.index(option): step for step, option in enumerate(tie.order)}
    for duel in sorted(circle, key=lambda duel: (place[duel[0]], -place[duel[1]])):
        code = "skipped" if locked.closes(duel) else "locked"
        if code == "locked":
            locked.lock(duel)
        _tell(profile, locked, code, duel, strength)


def _tell(profile: Profile, locked: Locked, code: str, duel: Duel, strength: int) -> None:
    winner, loser = (profile.options[option] for option in duel)
    locked.steps.append(fact(code, winner=winner, loser=loser, strength=strength))


def _standing(profile: Profile, matrix: Matrix, locked: Locked) -> Standing:
    size = len(profile.options)
    better = np.array(
        [[bool(reached >> other & 1) for other in range(size)] for reached in locked.reach]
    ).reshape(size, size)
    above = dict(zip(profile.options, better.sum(axis=1).tolist(), strict=True))
    support = Support(pairwise.weakest_duels(profile, matrix), figures(profile)["valid"])
    ranking = pairwise.levels(profile, better)
    return Standing(ranking, above, support, tuple(locked.steps), tuple(locked.ties))


METHOD = Method(ID, 1, "profile", Rules, count, explain)
