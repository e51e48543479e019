"""Ranked ballots on their way from option to option, for the methods that eliminate and transfer."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from thorbecke.methods.voting.profile import Kind, Profile

Integers = npt.NDArray[np.int64]
NOWHERE = -1


def orders(profile: Profile) -> npt.NDArray[np.int16]:
    """Return the options of each ballot in order of preference, shape (u, m), then -1 for no more.

    A ballot stops where two options share a place: nobody can say which of them comes next.
    Points and scores rank as well, the highest first. O(u·m log m).
    """
    rows = profile.rows.astype(np.int32)
    named = rows >= 0 if profile.kind is Kind.SCORE else rows > 0
    last = np.iinfo(np.int32).max
    place = np.where(named, rows if profile.kind is Kind.RANKING else -rows, last)
    order = np.argsort(place, axis=1, kind="stable").astype(np.int16)
    ordered = np.take_along_axis(place, order, axis=1)
    shared = np.zeros(order.shape, dtype=bool)
    shared[:, :-1] = ordered[:, :-1] == ordered[:, 1:]
    stops = np.maximum.accumulate(shared | (ordered == last), axis=1)
    found: npt.NDArray[np.int16] = np.where(stops, np.int16(NOWHERE), order)
    return found


class Papers:
    """All ballots of a count, each lying with one option; equal ballots travel together.

    ``at``: with which option a row lies now, -1 when it is exhausted. ``value``: what one ballot of a
    row is worth, an integer in the method's own unit. Both of shape (u,).
    """

    def __init__(self, profile: Profile, unit: int = 1) -> None:
        self.order = orders(profile)
        self.counts = profile.counts
        self.size = len(profile.options)
        self.value: Integers = np.full(len(self.order), unit, np.int64)
        self._step = np.zeros(len(self.order), np.int64)
        self.at = self.order[:, 0].astype(np.int64)

    def votes(self) -> Integers:
        """Return the votes of each option, shape (m,), in the method's unit. O(u)."""
        found = np.zeros(self.size, np.int64)
        lying = self.at >= 0
        np.add.at(found, self.at[lying], (self.counts * self.value)[lying])
        return found

    def of(self, option: int) -> npt.NDArray[np.intp]:
        """Return the rows that lie with an option. O(u)."""
        return np.flatnonzero(self.at == option)

    def move(self, rows: npt.NDArray[np.intp], continuing: npt.NDArray[np.bool_]) -> None:
        """Move these rows to the next preference that is still continuing. O(rows·m) at most."""
        while rows.size:
            self._step[rows] += 1
            over = self._step[rows] >= self.size
            self.at[rows[over]] = NOWHERE
            rows = rows[~over]
            self.at[rows] = self.order[rows, self._step[rows]]
            here = self.at[rows]
            rows = rows[(here >= 0) & ~continuing[here]]
