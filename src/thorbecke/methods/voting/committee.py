"""Approval ballots in classes: voters with the same money or the same load are counted together.

A proportional choice treats voters only by what they paid so far, so the exact fractions are worked out
once for each class and never for each ballot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from thorbecke.methods.facts import Fact, Tie
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting.finish import Standing, by_score
from thorbecke.methods.voting.profile import Profile
from thorbecke.methods.voting.thresholds import Support, figures, votes_of
from thorbecke.methods.voting.ties import by_lot


@dataclass
class Committee:
    """A choice in progress. ``values[c]``: the exact figure of class c. ``classes``: of each row, (u,)."""

    profile: Profile
    method: str
    lots: Lots | None
    values: list[Fraction]
    classes: npt.NDArray[np.int64]
    elected: list[str] = field(default_factory=list)
    steps: list[Fact] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)

    def supporters(self, option: str) -> list[tuple[Fraction, int]]:
        """Return the figures of the voters who approve an option, ascending, each with how many. O(u)."""
        rows = self.approving(option)
        many = np.zeros(len(self.values), np.int64)
        np.add.at(many, self.classes[rows], self.profile.counts[rows])
        found = [(self.values[place], int(many[place])) for place in np.flatnonzero(many)]
        return sorted(found)

    def approving(self, option: str) -> npt.NDArray[np.intp]:
        """Return the rows that approve an option. O(u)."""
        return np.flatnonzero(self.profile.rows[:, self.profile.options.index(option)])

    def change(self, option: str, new: dict[Fraction, Fraction]) -> None:
        """Give the voters who approve an option their new figures, by the old ones. O(u)."""
        places = {value: place for place, value in enumerate(self.values)}
        moved = np.arange(len(self.values))
        for old, value in new.items():
            if value not in places:
                places[value] = len(self.values)
                self.values.append(value)
            moved[places[old]] = places[value]
        rows = self.approving(option)
        self.classes[rows] = moved[self.classes[rows]]

    def first(self, place: str, tied: Sequence[str]) -> str:
        """Return the one option, or by lot one of several. Raises ``LotNeeded``."""
        if len(tied) == 1:
            return tied[0]
        round_ = len(self.elected) + 1
        tie = by_lot(self.profile, self.method, place, round_, tied, self.lots)
        self.ties.append(tie)
        return tie.order[0]

    @property
    def left(self) -> list[str]:
        """The options that are not elected yet, in the order of the question."""
        return [option for option in self.profile.options if option not in self.elected]


def start(profile: Profile, method: str, lots: Lots | None, value: Fraction) -> Committee:
    """Return a choice in which every voter has the same figure."""
    return Committee(profile, method, lots, [value], np.zeros(len(profile.rows), np.int64))


def standing(committee: Committee) -> Standing:
    """Return those elected in their order, then the others by their approvals."""
    votes = votes_of(committee.profile, committee.profile.rows)
    others = by_score(committee.profile, votes)
    elected = tuple(committee.elected)
    rest = tuple(
        left for group in others if (left := tuple(one for one in group if one not in elected))
    )
    ranking = (*((option,) for option in elected), *rest)
    support = Support(votes, figures(committee.profile)["valid"])
    steps, ties = tuple(committee.steps), tuple(committee.ties)
    return Standing(ranking, votes, support, steps, ties, elected)
