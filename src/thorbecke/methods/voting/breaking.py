"""Choosing one of several equal options: by an earlier round where they differed, else by lot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from thorbecke.methods.facts import Tie
from thorbecke.methods.lots import Lots
from thorbecke.methods.voting.papers import Integers
from thorbecke.methods.voting.profile import Profile
from thorbecke.methods.voting.ties import by_lot


@dataclass(frozen=True)
class Breaker:
    """Settles the ties of one count. ``earlier``: look at earlier rounds first."""

    profile: Profile
    method: str
    lots: Lots | None
    earlier: bool

    def lowest(
        self, place: str, round_: int, tied: Sequence[int], history: Sequence[Integers]
    ) -> tuple[int, Tie | None]:
        """Return the tied option that stands lowest, and the tie when there was a choice.

        ``history``: the votes after each earlier round. Raises ``LotNeeded`` without lots.
        """
        return self._choose(place, round_, tied, history, highest=False)

    def highest(
        self, place: str, round_: int, tied: Sequence[int], history: Sequence[Integers]
    ) -> tuple[int, Tie | None]:
        """Return the tied option that stands highest; see ``lowest``."""
        return self._choose(place, round_, tied, history, highest=True)

    def _choose(
        self,
        place: str,
        round_: int,
        tied: Sequence[int],
        history: Sequence[Integers],
        highest: bool,
    ) -> tuple[int, Tie | None]:
        left = list(tied)
        for votes in reversed(history) if self.earlier else ():
            then = votes[left]
            best = then.max() if highest else then.min()
            left = [option for option in left if votes[option] == best]
        if len(tied) == 1:
            return left[0], None
        options = self.profile.options
        if len(left) == 1:
            return left[0], self._earlier(place, round_, tied, left[0], highest)
        names = [options[option] for option in left]
        tie = by_lot(self.profile, self.method, place, round_, names, self.lots)
        return options.index(tie.order[0 if highest else -1]), tie

    def _earlier(
        self, place: str, round_: int, tied: Sequence[int], chosen: int, highest: bool
    ) -> Tie:
        options = self.profile.options
        others = [options[option] for option in sorted(tied) if option != chosen]
        between = tuple(options[option] for option in sorted(tied))
        order = [options[chosen], *others] if highest else [*others, options[chosen]]
        return Tie(place, round_, between, tuple(order), "earlier_rounds")


def lowest_of(votes: Integers, among: Sequence[int]) -> list[int]:
    """Return the options among these with the fewest votes."""
    least = min(votes[option] for option in among)
    return [option for option in among if votes[option] == least]


def highest_of(votes: Integers, among: Sequence[int]) -> list[int]:
    """Return the options among these with the most votes."""
    most = max(votes[option] for option in among)
    return [option for option in among if votes[option] == most]


def grouped(profile: Profile, votes: Integers, among: Sequence[int]) -> list[tuple[str, ...]]:
    """Return these options by votes, highest first, equal ones together."""
    return [
        tuple(profile.options[option] for option in sorted(among) if votes[option] == level)
        for level in sorted({int(votes[option]) for option in among}, reverse=True)
    ]


def named(profile: Profile, votes: Integers) -> dict[str, int]:
    """Return the votes by the names of the options."""
    return dict(zip(profile.options, np.asarray(votes).tolist(), strict=True))
